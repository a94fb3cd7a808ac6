//! Choices of labels whose leads are all disqualified, so that `disqualified` is written out for them.

use super::asked::{Asked, asked, labels_that_count};
use super::context::{Context, Never};
use super::fewest_goals::{Goal, fewest};
use super::unreachable_step::MOST_POINTED_TO;
use crate::analysis::Truths;
use crate::diagnostic::{Finding, Name};
use crate::rules::{Condition, LabelId};
use crate::source::Place;
use std::cell::OnceCell;
use std::collections::BTreeSet;

/// With how many disqualifiers a choice is looked at, and in how many pairs of the two all of them are.
const MOST_DISQUALIFIERS: usize = 200;
const MOST_PAIRS: usize = 20_000;

pub(super) const DISQUALIFIED_HERE: &str = "such leads are disqualified here";

/// What choices are looked at with.
#[derive(Default)]
pub(super) struct DisqualifiedChoices {
    /// How many pairs were looked at.
    pairs: usize,
    /// The labels on which more rests than what is written out; found when first asked for.
    that_count: OnceCell<BTreeSet<LabelId>>,
}

impl DisqualifiedChoices {
    /// What disqualifies all leads of a choice; `None` where some stay, where it is meant for those that do not, and where a score
    /// or a disqualifier rests on what they are called.
    pub(super) fn by<'c>(
        &mut self,
        context: &Context<'c>,
        id: LabelId,
        condition: &'c Condition,
    ) -> Option<Vec<Place>> {
        let (rules, analysis) = (context.rules, &context.analysis);
        let disqualifiers = &rules.disqualifiers;
        if disqualifiers.is_empty() || disqualifiers.len() > MOST_DISQUALIFIERS || self.pairs >= MOST_PAIRS {
            return None;
        }
        self.pairs += disqualifiers.len();
        let is = (analysis.formula(condition), Truths::TRUE);
        let stays = disqualifiers.iter().map(|one| (one.place, (analysis.formula(&one.condition), Truths::NOT_TRUE)));
        let stays: Vec<(Place, Goal)> = stays.collect();
        let all: Vec<Goal> = stays.iter().map(|(_, goal)| *goal).chain([is]).collect();
        let is_never = |goals: &[Goal]| context.never(goals) == Never::Always;
        let is_meant = || {
            asked(rules, condition).contains(&Asked::Disqualified)
                || self.that_count.get_or_init(|| labels_that_count(rules)).contains(&id)
        };
        // What nobody has at all is told by others.
        if !is_never(&all) || is_never(&[is]) || is_meant() {
            return None;
        }
        let by = match stays.iter().find(|(_, stays)| is_never(&[is, *stays])) {
            Some(one) => vec![*one],
            None => fewest(context, &stays, |(_, goal)| *goal, &[is]),
        };
        Some(by.into_iter().map(|(place, _)| place).collect())
    }
}

/// What is said of a choice whose leads are all disqualified.
pub(super) fn all_disqualified(message: &str, place: Place, label: &str, by: &[Place]) -> Finding {
    let finding = Finding::new(Name::UnreachableStep, place, message).help(format!(
        "`{label}` is written out as `disqualified` for them: delete this choice, or change the `disqualify`"
    ));
    by.iter().take(MOST_POINTED_TO).fold(finding, |finding, place| finding.related(*place, DISQUALIFIED_HERE))
}
