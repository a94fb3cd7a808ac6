//! Bands: rules that ask whether one value lies between two ends, with the same other clauses, and count together.

use super::condition_keys::Keys;
use super::conditions::{Decides, What, conditions, tables};
use super::context::Context;
use super::interval::{Axis, Interval};
use super::lines::Lines;
use super::subjects::{Asked, Subject, asked, subject_of};
use crate::analysis::{FormulaId, Truths};
use crate::rules::{Condition, DefinitionBody, Expr, Rule, Rules, ScoreId, When};
use crate::source::Place;
use std::borrow::Cow;
use std::collections::HashMap;

/// How many clauses a rule may have that is looked at, and how many of them may be bands.
const MOST_CLAUSES: usize = 16;
const MOST_BANDS: usize = 4;
/// How deep definitions may rest on each other.
const DEEPEST: usize = 16;

/// A rule that is a band.
#[derive(Clone, Debug)]
pub(super) struct Band<'r> {
    pub(super) rule: &'r Rule,
    pub(super) value: &'r Expr,
    /// How the value is said.
    pub(super) said: Cow<'r, str>,
    pub(super) interval: Interval,
    /// Whether it stands in a `first`.
    pub(super) in_first: bool,
}

/// The bands of one value in one score that have the same other clauses and blocks.
#[derive(Clone, Debug)]
pub(super) struct Bands<'r> {
    pub(super) score: ScoreId,
    pub(super) subject: Subject,
    pub(super) axis: Axis,
    /// The other clauses.
    pub(super) rest: Vec<&'r Condition>,
    /// The blocks around.
    pub(super) blocks: Vec<&'r When>,
    /// In the order of the file.
    pub(super) bands: Vec<Band<'r>>,
}

impl<'r> Bands<'r> {
    /// What must be so for the bands to tell: their other clauses and the blocks around them hold, and the value is this.
    pub(super) fn at(&self, context: &Context<'r>, value: &'r Expr, at: f64) -> Vec<(FormulaId, Truths)> {
        let around = self.rest.iter().copied().chain(self.blocks.iter().map(|block| &block.condition));
        let mut goals: Vec<_> = around.map(|one| (context.analysis.formula(one), Truths::TRUE)).collect();
        let range = self.subject.range(self.axis, at, context);
        goals.push((context.analysis.lies_in(value, range), Truths::TRUE));
        goals
    }
}

/// All bands of the main file, and what else is needed to look at them.
pub(super) struct AllBands<'r> {
    pub(super) groups: Vec<Bands<'r>>,
    /// All intervals that rules and tables of a score ask a value for, whatever else they ask, by their lower ends.
    asked: HashMap<(ScoreId, Subject), Vec<Interval>>,
    /// Whether the file has bands that end just before a number, as `10..<50` does.
    pub(super) are_half_open: bool,
}

impl<'r> AllBands<'r> {
    pub(super) fn new(context: &Context<'r>) -> AllBands<'r> {
        let rules = context.rules;
        let lines = Lines::new(rules);
        let mut all = AllBands { groups: Vec::new(), asked: HashMap::new(), are_half_open: false };
        let mut places: HashMap<(ScoreId, Subject, u64, Vec<Place>), usize> = HashMap::new();
        let mut keys = Keys::default();
        for Decides { what, condition, blocks, .. } in conditions(rules) {
            let What::Rule(score, rule, in_first) = what else { continue };
            let Some(parts) = clauses(condition, rules) else { continue };
            for (asked, rest) in bands_of(&parts, rules) {
                let axis = lines.axis(&asked.subject);
                all.are_half_open |= asked.interval.is_half_open();
                let interval = asked.interval.on(axis);
                if interval.is_empty() || interval == Interval::ALL {
                    continue;
                }
                all.asked.entry((score, asked.subject.clone())).or_default().push(interval);
                let around = blocks.iter().map(|block| block.place).collect();
                let key = (score, asked.subject.clone(), keys.of_all(&rest), around);
                let at = *places.entry(key).or_insert_with(|| {
                    let (blocks, subject) = (blocks.clone(), asked.subject.clone());
                    all.groups.push(Bands { score, subject, axis, rest, blocks, bands: Vec::new() });
                    all.groups.len() - 1
                });
                if let Some(group) = all.groups.get_mut(at) {
                    let Asked { value, said, .. } = asked;
                    group.bands.push(Band { rule, value, said, interval, in_first });
                }
            }
        }
        for table in tables(rules) {
            let mut ranges = table.table.rows.iter().flat_map(|row| &row.ranges);
            all.are_half_open |= ranges.any(|range| Interval::of(range).is_half_open());
            let Some(subject) = subject_of(&table.table.by, rules) else { continue };
            let axis = lines.axis(&subject);
            let ranges = table.table.rows.iter().flat_map(|row| &row.ranges).map(|range| Interval::of(range).on(axis));
            all.asked.entry((table.score, subject)).or_default().extend(ranges);
        }
        all.asked.values_mut().for_each(|of_one| of_one.sort_by_key(|one| one.low));
        all
    }

    /// Whether a rule or a row asks for just such values, whatever else it asks.
    pub(super) fn is_asked_within(&self, score: ScoreId, subject: &Subject, within: Interval) -> bool {
        const MOST_TRIED: usize = 100;
        let Some(all) = self.asked.get(&(score, subject.clone())) else { return false };
        let first = all.partition_point(|one| one.low < within.low);
        let mut begin_there = all.iter().skip(first).take(MOST_TRIED).take_while(|one| one.low <= within.high);
        begin_there.any(|one| one.is_within(within))
    }
}

/// The clauses of a condition all of which must hold, also through definitions; `None` where there are too many.
fn clauses<'r>(condition: &'r Condition, rules: &'r Rules) -> Option<Vec<&'r Condition>> {
    fn add<'r>(condition: &'r Condition, rules: &'r Rules, depth: usize, all: &mut Vec<&'r Condition>) -> Option<()> {
        match condition {
            Condition::All(parts) => parts.iter().try_for_each(|part| add(part, rules, depth, all))?,
            Condition::Defined(id) if depth < DEEPEST => match rules.definitions.get(id.0).map(|one| &one.body) {
                Some(DefinitionBody::Condition(
                    body @ (Condition::All(_) | Condition::Clause(_) | Condition::Defined(_)),
                )) => add(body, rules, depth + 1, all)?,
                _ => all.push(condition),
            },
            _ => all.push(condition),
        }
        (all.len() <= MOST_CLAUSES).then_some(())
    }
    let mut all = Vec::new();
    add(condition, rules, 0, &mut all)?;
    Some(all)
}

/// What must lie where for a condition to be true, on the lines on which all their values lie.
pub(super) fn necessary(condition: &Condition, rules: &Rules) -> Vec<(Subject, Interval)> {
    let parts = clauses(condition, rules).unwrap_or_default();
    let bands = bands_of(&parts, rules).into_iter();
    let necessary = bands.map(|(asked, _)| {
        let interval = asked.interval.on(asked.subject.proven_axis());
        (asked.subject, interval)
    });
    necessary.collect()
}

/// What a condition asks of each value that it asks for an interval, with the clauses that ask something else; on no line yet.
pub(super) fn asked_by<'r>(condition: &'r Condition, rules: &'r Rules) -> Vec<(Asked<'r>, Vec<&'r Condition>)> {
    clauses(condition, rules).map_or_else(Vec::new, |parts| bands_of(&parts, rules))
}

/// What clauses ask of each value that they ask for an interval, with the clauses that ask something else.
fn bands_of<'r>(parts: &[&'r Condition], rules: &'r Rules) -> Vec<(Asked<'r>, Vec<&'r Condition>)> {
    let asked: Vec<Option<Asked>> = parts
        .iter()
        .map(|part| match part {
            Condition::Clause(clause) => asked(clause, rules),
            Condition::Not(inner) => match &**inner {
                Condition::Clause(clause) => {
                    let asked = asked(clause, rules)?;
                    Some(Asked { interval: asked.interval.others()?, ..asked })
                }
                _ => None,
            },
            _ => None,
        })
        .collect();
    let mut bands: Vec<(Asked, Vec<&Condition>)> = Vec::new();
    for one in asked.iter().flatten() {
        match bands.iter_mut().find(|(band, _)| band.subject == one.subject) {
            Some((band, _)) => band.interval = band.interval.common(one.interval),
            None => bands.push((one.clone(), Vec::new())),
        }
    }
    if bands.len() > MOST_BANDS {
        return Vec::new();
    }
    for (band, rest) in &mut bands {
        let others = parts.iter().zip(&asked);
        let others = others.filter(|(_, asked)| asked.as_ref().is_none_or(|asked| asked.subject != band.subject));
        rest.extend(others.map(|(part, _)| *part));
    }
    bands
}
