//! Ladders with a step that is settled for all leads, or for all that come so far, which is found by itself: what follows from it is not told again.

use super::asked::{Asked, asked};
use super::context::{Context, Never, in_main_file};
use crate::analysis::{FormulaId, Truths};
use crate::rules::{Condition, Ladder, LadderId};
use std::collections::HashSet;

/// The ladders with a step that every lead meets, or all that come to it from the one before, or that none can reach.
#[derive(Debug)]
pub(super) struct Settled(HashSet<LadderId>);

impl Settled {
    pub(super) fn new(context: &Context) -> Settled {
        let ladders = context.rules.ladders.iter().enumerate();
        Settled(
            ladders
                .filter(|(_, ladder)| in_main_file(ladder.place) && is_settled(context, ladder))
                .map(|(at, _)| LadderId(at))
                .collect(),
        )
    }

    /// Whether a condition asks for a step of such a ladder.
    pub(super) fn is_asked_by(&self, context: &Context, condition: &Condition) -> bool {
        let is_one = |asked: &Asked| matches!(asked, Asked::Ladder(id) if self.0.contains(id));
        !self.0.is_empty() && asked(context.rules, condition).iter().any(is_one)
    }
}

fn is_settled<'r>(context: &Context<'r>, ladder: &'r Ladder) -> bool {
    let never = |goals: &[(FormulaId, Truths)]| context.never(goals) == Never::Always;
    let stays = context.rules.disqualifiers.iter();
    let mut climbed: Vec<_> = stays.map(|one| (context.analysis.formula(&one.condition), Truths::NOT_TRUE)).collect();
    ladder.steps.iter().filter_map(|step| step.needs.as_ref()).enumerate().any(|(at, needs)| {
        let needs = context.analysis.formula(needs);
        // Where a lead can have stood higher before, a step does not wait for those below it.
        if ladder.never_below.is_some() {
            climbed.clear();
        }
        climbed.push((needs, Truths::NOT_TRUE));
        let nobody_stays = at > 0 && ladder.never_below.is_none() && never(&climbed);
        climbed.pop();
        climbed.push((needs, Truths::TRUE));
        nobody_stays || never(&[(needs, Truths::NOT_TRUE)]) || never(&climbed)
    })
}
