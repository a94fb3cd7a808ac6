//! Parts of an `at least 2 of (...)` that another one says already, so that one fact counts as two.

use super::clauses::place_of;
use super::conditions::{Decides, conditions};
use super::context::{Context, Never, in_main_file};
use super::looked_at::LookedAt;
use super::shorten::shortened;
use crate::analysis::{FormulaId, Truths};
use crate::diagnostic::{Finding, Name};
use crate::eval::say;
use crate::rules::{Condition, DefinitionBody};
use crate::source::Place;

/// How many parts of one are compared with each other, and how many questions are asked in all.
const MOST_PARTS: usize = 12;
const MOST_QUESTIONS: usize = 2_000;

/// All of them in the main file.
pub(super) fn counted_twice(context: &Context) -> Vec<Finding> {
    let mut all = Vec::new();
    for Decides { condition, place, .. } in conditions(context.rules) {
        counts(condition, place, &mut all);
    }
    for definition in context.rules.definitions.iter().filter(|definition| in_main_file(definition.place)) {
        if let DefinitionBody::Condition(condition) = &definition.body {
            counts(condition, definition.place, &mut all);
        }
    }
    if all.is_empty() {
        return Vec::new();
    }
    let tools = Tools { context, looked_at: LookedAt::new(context.rules) };
    let mut left = MOST_QUESTIONS;
    all.into_iter().flat_map(|one| tools.of(&one, &mut left)).collect()
}

/// `at least 2 of (...)`: how many, the parts, and what it stands in.
struct Counts<'r> {
    least: usize,
    parts: &'r [Condition],
    place: Place,
}

/// Those in a condition; definitions are looked into where they stand.
fn counts<'r>(condition: &'r Condition, place: Place, all: &mut Vec<Counts<'r>>) {
    match condition {
        Condition::AtLeast(least, parts) => {
            all.push(Counts { least: *least, parts, place });
            parts.iter().for_each(|part| counts(part, place, all));
        }
        Condition::All(parts) | Condition::Any(parts) => parts.iter().for_each(|part| counts(part, place, all)),
        Condition::Not(inner) => counts(inner, place, all),
        Condition::Defined(_) | Condition::Clause(_) => {}
    }
}

struct Tools<'a, 'c> {
    context: &'a Context<'c>,
    looked_at: LookedAt,
}

/// One of the parts.
struct Part<'r> {
    condition: &'r Condition,
    formula: FormulaId,
    looks_at: Vec<u64>,
}

impl<'c> Tools<'_, 'c> {
    fn of(&self, one: &Counts<'c>, left: &mut usize) -> Vec<Finding> {
        let parts = one.parts.iter().take(MOST_PARTS).map(|condition| Part {
            condition,
            formula: self.context.analysis.formula(condition),
            looks_at: self.looked_at.by(condition),
        });
        // What is never or always true has nothing to do with the others.
        let parts: Vec<Part> = parts.filter(|part| self.tells(part)).collect();
        let mut findings = Vec::new();
        for (at, part) in parts.iter().enumerate() {
            for (other_at, other) in parts.iter().enumerate().filter(|(other_at, _)| *other_at != at) {
                let is_near = || part.looks_at.iter().any(|one| other.looks_at.binary_search(one).is_ok());
                if *left == 0 || !is_near() {
                    continue;
                }
                *left -= 1;
                if !self.implies(part, other) || one.least <= 1 && !self.adds_nothing(part, other) {
                    continue;
                }
                let are_same = self.implies(other, part);
                // Of two that say the same the later one is told.
                if !are_same || other_at < at {
                    findings.push(self.finding(one, part, other, are_same));
                    break;
                }
            }
        }
        findings
    }

    fn never(&self, goals: &[(FormulaId, Truths)]) -> bool {
        self.context.never(goals) == Never::Always
    }

    fn tells(&self, part: &Part) -> bool {
        !self.never(&[(part.formula, Truths::TRUE)]) && !self.never(&[(part.formula, Truths::NOT_TRUE)])
    }

    fn implies(&self, one: &Part, other: &Part) -> bool {
        self.never(&[(one.formula, Truths::TRUE), (other.formula, Truths::NOT_TRUE)])
    }

    /// Whether one of either comes to the same as the other alone: also where something is not known, which matters under `not`.
    fn adds_nothing(&self, part: &Part, other: &Part) -> bool {
        let analysis = &self.context.analysis;
        analysis.proves_same(analysis.any(&[part.formula, other.formula]), other.formula)
    }

    fn finding(&self, one: &Counts, part: &Part, other: &Part, are_same: bool) -> Finding {
        let rules = self.context.rules;
        let said = |part: &Part| shortened(&say(part.condition, rules));
        let place = |part: &Part| match part.condition {
            // A bare name is shown where it is used.
            Condition::Defined(_) => None,
            condition => place_of(condition, rules),
        };
        let (this, that) = (said(part), said(other));
        let message = match (one.least, are_same) {
            (..=1, true) => format!("`{this}` can never matter: `{that}` says the same"),
            (..=1, false) => format!("`{this}` can never matter: whenever it holds, so does `{that}`"),
            (_, true) if this == that => format!("`{this}` stands here twice, so this one fact counts as two"),
            (_, true) => format!("`{this}` and `{that}` say the same: this one fact counts as two"),
            (_, false) => format!("whenever `{this}` holds, so does `{that}`: this one fact counts as two"),
        };
        let help = match (one.least, are_same) {
            (..=1, _) => "leave it out, or change it to what was meant",
            (_, true) => "leave one of them out, or ask for another fact",
            (_, false) => "ask for another fact instead of one of them",
        };
        let main = place(part).or_else(|| place(other)).unwrap_or(one.place);
        let finding = Finding::new(Name::RedundantClause, main, message).help(help);
        match place(other).filter(|place| *place != main) {
            Some(place) if are_same => finding.related(place, "says the same"),
            Some(place) => finding.related(place, "holds whenever the other one does"),
            None => finding,
        }
    }
}
