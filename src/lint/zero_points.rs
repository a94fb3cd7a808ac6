//! The lint `zero-points`.

use super::conditions::{What, conditions};
use super::context::{Context, Never, in_main_file};
use super::held_at_zero::held_at_zero;
use super::page::lint;
use super::walk;
use crate::analysis::Truths;
use crate::diagnostic::{Finding, Name};
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
