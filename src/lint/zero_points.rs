//! The lint `zero-points`.

use super::conditions::{What, conditions};
use super::context::{Context, Never, in_main_file};
use super::idle_bound::head_of;
use super::page::lint;
use super::stuck::{Stuck, What as Held, stuck};
use super::walk;
use crate::analysis::Truths;
use crate::diagnostic::{Finding, Name};
use crate::rules::{Score, ScoreBody};
use crate::value::Points;

lint! {
    /// A rule that gives nothing, whether it is true or not: its points were forgotten, or it is left over.
    ///
    /// ```qual
    /// when downloads >= 2    then 0 because "reads a lot"
    /// when company_size > 50 then +10
    /// ```
    ///
    /// Nor does it show among the reasons of a lead, since these are the rules that gave points. Write the points that were meant,
    /// or delete the rule:
    ///
    /// ```qual
    /// when downloads >= 2    then +5 because "reads a lot"
    /// when company_size > 50 then +10
    /// ```
    ///
    /// A rule whose points have all faded by the time that it fires gives nothing either, and so does one that counts what it
    /// wants to be less than one. A group or score always comes to 0 where its rules only take points away and it cannot go
    /// below 0, or only give points and it cannot go above 0.
    ///
    /// In a `first`, a rule that gives 0 means "stop here": the rules below it no longer count. And a row of a table that gives 0
    /// says that its case was thought of. Neither is reported.
    ZeroPoints, find
}

fn find(context: &Context) -> Vec<Finding> {
    let (rules, _) = walk::points(context.rules);
    let rules = rules.iter().filter(|at| !at.around.in_first && in_main_file(at.rule.place));
    let nothing = rules.filter(|at| at.rule.award.amount == Points::ZERO);
    let nothing = nothing.map(|at| {
        Finding::new(Name::ZeroPoints, at.rule.place, "this rule gives 0 points, whether it is true or not")
            .help("write the points that were meant, or delete the rule")
    });
    nothing.chain(nothing_left(context)).chain(held_at_zero(context)).collect()
}

/// How many groups and scores are looked at, and how many rules of one.
const MOST_STUCK: usize = 100;
const MOST_RULES: usize = 100;

/// Groups and scores that always come to 0, whatever their rules give.
fn held_at_zero(context: &Context) -> Vec<Finding> {
    // What a rule that never fires is to give is known once that is mended.
    let never_fires = |one: &Stuck| {
        let fires = one.rules().into_iter().take(MOST_RULES).filter_map(|id| context.analysis.fires(id));
        fires.into_iter().any(|fires| context.never(&[(fires, Truths::TRUE)]) == Never::Always)
    };
    let stuck = stuck(context.rules).into_iter();
    let stuck = stuck.filter(|one| in_main_file(one.what.place())).take(MOST_STUCK);
    stuck.filter(|one| !never_fires(one)).map(|one| held(context, &one)).collect()
}

fn held(context: &Context, one: &Stuck) -> Finding {
    let (named, place, bound) = match one.what {
        Held::Score(score) => {
            (format!("`{}`", score.name), score.place, if one.takes { score.high } else { score.low })
        }
        Held::Group(group) => (
            format!("the group \"{}\"", group.name),
            head_of(context, group.place),
            if one.takes { group.high } else { group.low },
        ),
    };
    let (do_only, side) = if one.takes { ("take points away", "below") } else { ("give points", "above") };
    let why = match one.what {
        Held::Score(Score { body: ScoreBody::Computed { said, .. }, .. }) => {
            format!("`{said}` is never {} 0", if one.takes { "above" } else { "below" })
        }
        _ => format!("its rules only {do_only}"),
    };
    let message = format!("{named} always comes to 0: {why}, and it cannot go {side} 0");
    // The same scale, on the other side of 0.
    let scale = bound.filter(|bound| *bound != Points::ZERO).map(|bound| match one.takes {
        true => format!(", as `in -{bound}..0` does"),
        false => format!(", as `in 0..{}` does", bound.abs()),
    });
    let or = match (one.what, one.takes) {
        (Held::Score(Score { body: ScoreBody::Computed { .. }, .. }), _) => "change what it is worked out from",
        (_, true) => "write `+` where points were meant to be given",
        (_, false) => "write `-` where points were meant to be taken away",
    };
    let help = format!("let it go {side} 0{}; or {or}", scale.unwrap_or_default());
    Finding::new(Name::ZeroPoints, place, message).help(help)
}

/// Rules whose points come to nothing whenever they fire.
fn nothing_left(context: &Context) -> Vec<Finding> {
    let mut findings = Vec::new();
    for one in conditions(context.rules) {
        let What::Rule(score, rule, _) = one.what else { continue };
        let fires = context.analysis.formula(one.condition);
        let varies = rule.award.per.is_some() || rule.award.losing.is_some();
        if !varies
            || context.analysis.gives(score, rule.id) != Some((Points::ZERO, Points::ZERO))
            || context.never(&[(fires, Truths::TRUE)]) == Never::Always
        {
            continue;
        }
        let (message, help) = match &rule.award.losing {
            Some(losing) => (
                format!(
                    "this rule never gives any points: whenever it fires, all of them are lost since `{}`",
                    losing.said
                ),
                "let it fire earlier, or lose less",
            ),
            None => (
                format!(
                    "this rule never gives any points: whenever it fires, `{}` counts for nothing",
                    rule.award.said
                ),
                "ask for a value that counts, or give fixed points",
            ),
        };
        findings.push(Finding::new(Name::ZeroPoints, one.place, message).help(help));
    }
    findings
}
