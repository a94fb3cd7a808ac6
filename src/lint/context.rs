//! What lints look at.

use super::alike::Alike;
use super::settled::Settled;
use super::spelled::Spelled;
use crate::analysis::{Analysis, Answer, FormulaId, Truths, witness_of};
use crate::check::Checked;
use crate::diagnostic::Witness;
use crate::rules::{Condition, Lead, Part, RuleId, Rules, ScoreBody};
use crate::source::{FileId, Place, Span};
use crate::syntax::tree::{File, Item};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use std::cell::{Cell, OnceCell};

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

/// How many days may be named where it is tried whether something never holds, and how many are tried.
const MOST_NAMED: usize = 40;
const MOST_TRIED: usize = 600;
/// How many days are tried in all; what is asked after that is taken to be so on some day.
const MOST_TRIED_IN_ALL: usize = 60_000;

/// A ruleset without errors, to be looked at by one lint after the other.
pub(super) struct Context<'c> {
    pub(super) checked: &'c Checked,
    pub(super) rules: &'c Rules,
    /// The day as of which dates are looked at, where one is given.
    pub(super) today: Option<Date>,
    /// Tells what can be true together.
    pub(super) analysis: Analysis<'c>,
    alike: OnceCell<Alike<'c>>,
    of_scores: OnceCell<OfScores>,
    settled: OnceCell<Settled>,
    spelled: OnceCell<Spelled<'c>>,
    /// How many days may still be tried.
    days_left: Cell<usize>,
}

/// What scores rest on, of the day.
struct OfScores {
    /// When each rule fires; none where no rule rests on the day.
    fires: Vec<FormulaId>,
    points_fade: bool,
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
        Context {
            checked,
            rules: &checked.rules,
            today,
            analysis,
            alike: OnceCell::new(),
            of_scores: OnceCell::new(),
            settled: OnceCell::new(),
            spelled: OnceCell::new(),
            days_left: Cell::new(MOST_TRIED_IN_ALL),
        }
    }

    /// The rules of all scores, by how they fire together; found when first asked for.
    pub(super) fn alike(&self) -> &Alike<'c> {
        self.alike.get_or_init(|| Alike::new(self.rules, &self.analysis))
    }

    /// Whether a condition asks for a ladder of which it is told that a step is met by all, or reached by nobody.
    pub(super) fn asks_for_settled(&self, condition: &Condition) -> bool {
        self.settled.get_or_init(|| Settled::new(self)).is_asked_by(self, condition)
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
        let mut formulas: Vec<FormulaId> = goals.iter().map(|(formula, _)| *formula).collect();
        let asks_for_scores = formulas.iter().any(|formula| self.analysis.rests_on_score(*formula));
        let points_fade = asks_for_scores && self.of_scores().points_fade;
        if asks_for_scores {
            formulas.extend_from_slice(&self.of_scores().fires);
        }
        if !points_fade && !self.analysis.rests_on_today(&formulas) {
            return Never::Always;
        }
        let Some(days) = self.days_to_try(&formulas, points_fade) else { return Never::NotSo };
        let mut before = false;
        for day in days {
            let Some(left) = self.days_left.get().checked_sub(1) else { return Never::NotSo };
            self.days_left.set(left);
            if !self.analysis.is_impossible_on(day, goals) {
                match self.today {
                    Some(today) if day < today => before = true,
                    _ => return Never::NotSo,
                }
            }
        }
        if before { Never::FromTodayOn } else { Never::Always }
    }

    /// Whether rules go by fixed days and by how long ago they were, so that they fire together on some days only.
    pub(super) fn scores_turn_with_the_day(&self) -> bool {
        let fires = &self.of_scores().fires;
        !fires.is_empty() && !self.analysis.days_named(fires).is_empty()
    }

    /// When rules fire, where that rests on the day, and whether any points are lost with time.
    fn of_scores(&self) -> &OfScores {
        self.of_scores.get_or_init(|| {
            let mut fires: Vec<FormulaId> =
                (0..self.rules.rule_count).filter_map(|rule| self.analysis.fires(RuleId(rule))).collect();
            if !self.analysis.rests_on_today(&fires) {
                fires.clear();
            }
            OfScores { fires, points_fade: self.points_fade() }
        })
    }

    /// Whether any points are lost with time.
    fn points_fade(&self) -> bool {
        fn any(parts: &[Part]) -> bool {
            parts.iter().any(|part| match part {
                Part::Rule(rule) => rule.award.losing.is_some(),
                Part::First(first) => first.rules.iter().any(|rule| rule.award.losing.is_some()),
                Part::Table(_) => false,
                Part::Group(group) => any(&group.parts),
                Part::When(when) => any(&when.parts),
            })
        }
        let mut scores = self.rules.scores.iter();
        scores.any(|score| matches!(&score.body, ScoreBody::Rules(parts) if any(parts)))
    }

    /// Days, such that what never holds on one of them never holds on any; `None` where there would be too many.
    ///
    /// Where no days are named, only the lengths of months tell one day from another. Where some are, it is told by how many days
    /// lie between them and today: just where a test turns, and beside that.
    fn days_to_try(&self, formulas: &[FormulaId], points_fade: bool) -> Option<Vec<Date>> {
        let named = self.analysis.days_named(formulas);
        let counts = self.analysis.day_counts_named(formulas)?;
        // How many points are left on which day is not told by what tests name.
        if named.len() > MOST_NAMED || points_fade && !named.is_empty() {
            return None;
        }
        let mut days = TRIED.to_vec();
        if counts.iter().any(|count| count.abs() >= 28) {
            // The ends and the beginnings of all months, of a leap year too.
            let firsts = (0..48).map(|month: i32| date(2026, 1, 1).saturating_add(month.months()));
            days.extend(firsts.flat_map(|first| [first, first.saturating_sub(1.day())]));
        }
        for day in named {
            for count in counts.iter().chain([&0]) {
                // What lies farther away is no day.
                let count = (*count).clamp(-3_000_000, 3_000_000);
                days.extend([-1, 0, 1].map(|beside| day.saturating_add((count + beside).days())));
                if days.len() > 2 * MOST_TRIED {
                    return None;
                }
            }
        }
        days.sort_unstable();
        days.dedup();
        (days.len() <= MOST_TRIED).then_some(days)
    }

    /// A lead as a finding shows it.
    pub(super) fn witness(&self, lead: &Lead) -> Witness {
        witness_of(self.rules, lead)
    }

    /// A lead as a message says it, with numbers as the file writes them.
    pub(super) fn said(&self, witness: &Witness) -> String {
        let spelled = self.spelled.get_or_init(|| self.main_tree().map(Spelled::new).unwrap_or_default());
        witness.said(|number| spelled.number(number))
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
