//! The lint `stacked-rules`.

use super::alike::{Alike, Counted};
use super::context::{Context, Never};
use super::named::hash_of;
use super::page::lint;
use crate::analysis::{Answer, Truths};
use crate::diagnostic::{Finding, Name};
use crate::rules::ScoreId;
use crate::value::Points;
use std::collections::BTreeMap;

lint! {
    /// A rule whose condition holds only where that of another one of the same score holds too, so that such a lead gets the points
    /// of both. That may be what is meant, or the larger number was meant to take the place of the smaller one.
    ///
    /// ```qual
    /// when downloads >= 10 then +5
    /// when downloads >= 50 then +10
    /// ```
    ///
    /// Where only one of them is meant to count, say so with `first`:
    ///
    /// ```qual
    /// first "downloads" {
    ///   when downloads >= 50 then +10
    ///   when downloads >= 10 then +5
    /// }
    /// ```
    ///
    /// A rule that takes points away on top of one that gives some is left in peace, as are rules that say just the same: these are
    /// found as `duplicate-rule`.
    StackedRules, find
}

/// How many questions are asked in all, and about one rule.
const MOST_QUESTIONS: usize = 1_500;
const MOST_OF_ONE: usize = 6;
/// How many pairs of rules are looked at.
const MOST_PAIRS: usize = 10_000_000;
/// How many of the rules that count as well are named.
const MOST_SHOWN: usize = 3;

fn find(context: &Context) -> Vec<Finding> {
    let alike = context.alike();
    // One rule stands for all that mean the same. Rules by what they look at, of which one bit stands for each field.
    let firsts = alike.classes.iter().filter_map(|class| class.first().copied());
    let mut by_fields: BTreeMap<(ScoreId, u64), Vec<usize>> = BTreeMap::new();
    for at in firsts {
        if let Some(one) = alike.rules.get(at).filter(|one| !one.is_each() && one.rule.award.amount != Points::ZERO) {
            by_fields.entry((one.score, fields_of(one))).or_default().push(at);
        }
    }
    let mut stacked = Stacked { context, alike, questions: MOST_QUESTIONS, pairs: MOST_PAIRS };
    let mut rules: Vec<usize> = by_fields.values().flatten().copied().collect();
    rules.sort_unstable();
    rules.into_iter().filter_map(|at| stacked.on(at, &by_fields)).collect()
}

fn fields_of(one: &Counted) -> u64 {
    one.looks_at.iter().fold(0, |all, subject| all | 1 << (hash_of(subject) % 64))
}

struct Stacked<'a, 'c> {
    context: &'a Context<'c>,
    alike: &'a Alike<'c>,
    questions: usize,
    pairs: usize,
}

impl Stacked<'_, '_> {
    /// The rules that a rule is stacked on.
    fn on(&mut self, at: usize, by_fields: &BTreeMap<(ScoreId, u64), Vec<usize>>) -> Option<Finding> {
        let analysis = &self.context.analysis;
        let (one, fields) = self.alike.rules.get(at).map(|one| (one, fields_of(one)))?;
        let mut may_be: Vec<(u32, usize, usize)> = Vec::new();
        let all = by_fields.range((one.score, 0)..=(one.score, u64::MAX));
        for others in all.filter(|((_, of), _)| of & !fields == 0).map(|(_, others)| others) {
            self.pairs = self.pairs.saturating_sub(others.len());
            if self.pairs == 0 {
                return None;
            }
            may_be.extend(others.iter().filter_map(|other| self.may_be_under(at, one, *other)));
        }
        // The nearest: those that fire for the fewest leads besides.
        may_be.sort_unstable();
        let fires = analysis.fires(one.rule.id)?;
        let mut under: Vec<&Counted> = Vec::new();
        for (_, _, other) in may_be.into_iter().take(MOST_OF_ONE) {
            if under.len() == MOST_SHOWN || self.questions == 0 {
                break;
            }
            self.questions -= 1;
            let Some(other) = self.alike.rules.get(other) else { continue };
            let Some(other_fires) = analysis.fires(other.rule.id) else { continue };
            if self.context.never(&[(fires, Truths::TRUE), (other_fires, Truths::NOT_TRUE)]) == Never::Always
                && analysis.implies(other_fires, fires) == Some(false)
            {
                under.push(other);
            }
        }
        if under.is_empty() {
            return None;
        }
        let Answer::Yes(lead) = analysis.can_hold(fires) else { return None };
        Some(finding(one, &under).witness(self.context.witness(&lead)))
    }

    /// Whether a rule may fire wherever another one does, as far as was seen; then how near it is.
    fn may_be_under(&self, at: usize, one: &Counted, other: usize) -> Option<(u32, usize, usize)> {
        let under = self.alike.rules.get(other)?;
        let amounts = (one.rule.award.amount, under.rule.award.amount);
        let fits = at != other
            && one.seen & !under.seen == 0
            && (amounts.0 > Points::ZERO) == (amounts.1 > Points::ZERO)
            && !(one.is_in_first && under.is_in_first && one.within == under.within);
        // What was never seen to fire tells nothing, and comes last.
        let seen = if under.seen == 0 { u32::MAX } else { under.seen.count_ones() };
        fits.then_some((seen, at.abs_diff(other), other))
    }
}

fn finding(one: &Counted, under: &[&Counted]) -> Finding {
    let here = &one.rule.award.said;
    let there: Vec<&str> = under.iter().map(|other| other.rule.award.said.as_str()).collect();
    let message = match under {
        [only] => {
            let both = format!("{here} and {}", only.rule.award.said);
            format!("{} is true only where {} is, so that such leads get both: {both}", one.quoted(), only.quoted())
        }
        _ => format!(
            "{} is true only where the conditions of other rules are, so that such leads get {here} besides {}",
            one.quoted(),
            there.join(" and ")
        ),
    };
    let mut finding = Finding::new(Name::StackedRules, one.rule.place, message)
        .help("where only one of them is to count, put them into a `first`, the narrowest on top");
    for other in under {
        finding = finding.related(other.rule.place, format!("such leads get {} here, too", other.rule.award.said));
    }
    finding
}
