//! The lint `held-back`.

use super::context::{Context, in_main_file};
use super::page::lint;
use crate::analysis::{Answer, FormulaId, Truths};
use crate::diagnostic::{Finding, Name};
use crate::eval::judge;
use crate::rules::{Ladder, LadderId};

lint! {
    /// A step whose condition a lead can meet although it does not meet that of an earlier one. Nobody skips a step, so such a lead
    /// stays below: a lead who asked for a demo may wait as a `lead` because it never downloaded anything.
    ///
    /// ```qual
    /// ladder stage {
    ///   lead
    ///   mql  needs downloads >= 2
    ///   sql  needs demo_requested
    /// }
    /// ```
    ///
    /// Where such leads are meant to go on, let the earlier step take them in:
    ///
    /// ```qual
    /// ladder stage {
    ///   lead
    ///   mql  needs downloads >= 2 or demo_requested
    ///   sql  needs demo_requested
    /// }
    /// ```
    ///
    /// The summary of `qualify score` says how many of your leads are held back so.
    HeldBack, find
}

/// How many of the steps before one are looked at, and how many questions are asked.
const MOST_BEFORE: usize = 5;
const MOST_QUESTIONS: usize = 400;

fn find(context: &Context) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut questions = MOST_QUESTIONS;
    for (at, ladder) in context.rules.ladders.iter().enumerate().filter(|(_, ladder)| in_main_file(ladder.place)) {
        let needs: Vec<Option<FormulaId>> =
            ladder.steps.iter().map(|step| step.needs.as_ref().map(|needs| context.analysis.formula(needs))).collect();
        let found = (2..ladder.steps.len())
            .filter_map(|step| held_back(context, LadderId(at), ladder, &needs, step, &mut questions));
        findings.extend(found.collect::<Vec<_>>());
    }
    findings
}

/// Whether a lead can meet a step and be held back, by the nearest step that can do so.
fn held_back<'c>(
    context: &Context<'c>,
    id: LadderId,
    ladder: &'c Ladder,
    needs: &[Option<FormulaId>],
    step: usize,
    questions: &mut usize,
) -> Option<Finding> {
    let analysis = &context.analysis;
    let wanted = (needs.get(step).copied().flatten()?, Truths::TRUE);
    let stays = context.rules.disqualifiers.iter().map(|one| (analysis.formula(&one.condition), Truths::NOT_TRUE));
    let stays: Vec<_> = stays.collect();
    for by in (1..step).rev().take(MOST_BEFORE) {
        *questions = questions.checked_sub(1)?;
        let holds = (needs.get(by).copied().flatten()?, Truths::NOT_TRUE);
        // A step that nobody reaches holds everybody back, which is found elsewhere.
        if analysis.can_hold(holds.0).is_no() {
            return None;
        }
        let before = needs.iter().take(by).flatten().map(|before| (*before, Truths::TRUE));
        let goals: Vec<_> = [wanted, holds].into_iter().chain(before).chain(stays.iter().copied()).collect();
        let Answer::Yes(lead) = analysis.can_be(&goals) else { continue };
        let verdict = judge(context.rules, &lead, analysis.today());
        let standing = verdict.ladders.get(id.0)?;
        let (Some(at), true) = (standing.step, standing.held_below.contains(&step)) else { continue };
        let name = |at: usize| ladder.steps.get(at).map_or("", |step| &step.name);
        let (here, there) = (name(step), name(by));
        let message = format!(
            "a lead can have all that `{here}` needs and still stand on `{}`, for want of what `{there}` needs",
            name(at)
        );
        return Some(
            Finding::new(Name::HeldBack, ladder.steps.get(step)?.place, message)
                .help(format!(
                    "nobody skips a step; where such leads are to go on, let `{there}` take them in with `or`"
                ))
                .related(ladder.steps.get(by)?.place, "this holds them back")
                .witness(context.witness(&lead)),
        );
    }
    None
}
