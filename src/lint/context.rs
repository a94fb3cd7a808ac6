//! What lints look at.

use super::alike::Alike;
use crate::analysis::{Analysis, Answer, FormulaId, Truths, witness_of};
use crate::check::Checked;
use crate::diagnostic::Witness;
use crate::rules::{Lead, Rules};
use crate::source::{FileId, Place, Span};
use crate::syntax::tree::{File, Item};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use std::cell::OnceCell;

/// Where no day is given, one is taken; nothing is said that would be otherwise on another.
const ANY_DAY: Date = date(2026, 1, 1);

/// Days on which it is tried whether something never holds: the ends of months and of a leap year among them.
const TRIED: [Date; 8] = [
    date(2000, 1, 1),
    date(2023, 12, 31),
    date(2024, 2, 29),
    date(2024, 3, 31),
    date(2026, 10, 1),
    date(2027, 2, 28),
    date(2028, 3, 1),
    date(2100, 1, 1),
];

/// A ruleset without errors, to be looked at by one lint after the other.
pub(super) struct Context<'c> {
    pub(super) checked: &'c Checked,
    pub(super) rules: &'c Rules,
    /// The day as of which dates are looked at, where one is given.
    pub(super) today: Option<Date>,
    /// Tells what can be true together.
    pub(super) analysis: Analysis<'c>,
    alike: OnceCell<Alike<'c>>,
}

/// Whether something is never so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Never {
    /// It can be so, or it is not certain that it cannot.
    NotSo,
    /// On no day.
    Always,
    /// It could be once, but not today, nor on any day to come.
    FromTodayOn,
}

impl<'c> Context<'c> {
    pub(super) fn new(checked: &'c Checked, today: Option<Date>) -> Context<'c> {
        let analysis = Analysis::new(&checked.rules, today.unwrap_or(ANY_DAY));
        Context { checked, rules: &checked.rules, today, analysis, alike: OnceCell::new() }
    }

    /// The rules of all scores, by how they fire together; found when first asked for.
    pub(super) fn alike(&self) -> &Alike<'c> {
        self.alike.get_or_init(|| Alike::new(self.rules, &self.analysis))
    }

    /// The tree of the main file.
    pub(super) fn main_tree(&self) -> Option<&'c File> {
        self.checked.trees.iter().find(|(file, _)| *file == FileId(0)).map(|(_, tree)| tree)
    }

    /// The statements at the top of the main file, with their places.
    pub(super) fn main_items(&self) -> impl Iterator<Item = (&'c Item, Place)> {
        self.main_tree().into_iter().flat_map(|tree| &tree.items).map(|item| (item, main_place(item.at.0)))
    }

    /// What is written at a place.
    pub(super) fn written(&self, place: Place) -> &'c str {
        self.checked.sources.text(place)
    }

    /// Whether no lead ever meets these goals, whatever the day.
    pub(super) fn never(&self, goals: &[(FormulaId, Truths)]) -> Never {
        if !self.analysis.is_impossible_on(self.analysis.today(), goals) {
            return Never::NotSo;
        }
        let formulas: Vec<FormulaId> = goals.iter().map(|(formula, _)| *formula).collect();
        if !self.analysis.rests_on_today(&formulas) {
            return Never::Always;
        }
        let named = self.analysis.days_named(&formulas);
        let near = named
            .iter()
            .take(20)
            .flat_map(|day| [-400, -31, -1, 0, 1, 31, 400].map(|days: i64| day.saturating_add(days.days())));
        let (mut before, mut after) = (false, false);
        for day in TRIED.into_iter().chain(near) {
            if !self.analysis.is_impossible_on(day, goals) {
                match self.today {
                    Some(today) if day < today => before = true,
                    _ => after = true,
                }
            }
        }
        match (before, after) {
            (_, true) => Never::NotSo,
            (true, false) => Never::FromTodayOn,
            (false, false) => Never::Always,
        }
    }

    /// A lead as a finding shows it.
    pub(super) fn witness(&self, lead: &Lead) -> Witness {
        witness_of(self.rules, lead)
    }

    /// A lead that meets these goals, as a finding shows it.
    pub(super) fn shown(&self, goals: &[(FormulaId, Truths)]) -> Option<Witness> {
        match self.analysis.can_be(goals) {
            Answer::Yes(lead) => Some(self.witness(&lead)),
            Answer::No | Answer::NotDecided => None,
        }
    }
}

/// Whether a place lies in the main file: what other files bring in is linted where it is the main file.
pub(super) fn in_main_file(place: Place) -> bool {
    place.file.0 == 0
}

/// The place of a span of the main file.
pub(super) fn main_place(span: Span) -> Place {
    Place { file: FileId(0), span }
}
