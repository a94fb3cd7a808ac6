//! Which parts of the rules the tests have tried.

use super::parts::PartOf;
use super::undecided::CanBeUndecided;
use crate::eval::{At, Judged, Status};
use crate::rules::Rules;
use crate::source::{Place, Sources};
use serde::Serialize;

/// What the tests saw of each rule, row of a table, block, disqualifier, step and choice.
///
/// A part is *covered* when some test saw it fire and, for what can also not fire, some test saw it not fire. A row of a table,
/// the first step of a ladder and `otherwise` need only be seen to fire: that they do not is seen wherever another one does.
/// That a part was undecided is counted, but not asked for.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Coverage {
    /// The parts, in the order of scores, disqualifiers, ladders and labels.
    pub parts: Vec<Covered>,
}

/// What the tests saw of one part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Covered {
    /// What it is.
    pub kind: PartKind,
    /// The score, ladder or label that it belongs to; empty for a disqualifier.
    pub of: String,
    /// How it is said: a condition, a table and its case, a step's name.
    pub said: String,
    /// In how many tests it did what.
    pub seen: Seen,
    /// Whether it must also be seen not to fire.
    pub can_not_fire: bool,
    /// Whether it can be undecided at all: something that it looks at can be unknown.
    pub can_be_undecided: bool,
    /// The whole part.
    #[serde(skip)]
    pub place: Place,
    /// Where it stands.
    #[serde(flatten)]
    pub at: At,
}

/// What a part is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PartKind {
    /// A rule; it fires when it gives its points.
    Rule,
    /// A row of a table; it fires when it decides.
    Row,
    /// A `first` block; it fires when one of its rules does.
    First,
    /// A `when` block; it fires when its condition is true.
    When,
    /// A disqualifier; it fires when its condition is true.
    Disqualifier,
    /// A step of a ladder; it fires when the lead stands on it or above.
    Step,
    /// A choice of a label; it fires when it gives the value.
    Choice,
}

/// In how many tests a part did what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Seen {
    /// It fired.
    pub fired: usize,
    /// It did not fire.
    pub not_fired: usize,
    /// It was undecided.
    pub undecided: usize,
}

impl Covered {
    /// Whether the tests have tried it; see [`Coverage`].
    pub fn is_covered(&self) -> bool {
        self.seen.fired > 0 && (self.seen.not_fired > 0 || !self.can_not_fire)
    }
}

impl Coverage {
    /// The share of the parts that are covered, in whole per cent, rounded down; 100 where there are no parts.
    pub fn percent(&self) -> usize {
        let covered = self.parts.iter().filter(|part| part.is_covered()).count();
        (covered * 100).checked_div(self.parts.len()).unwrap_or(100)
    }

    /// All parts of a ruleset, none of them seen.
    pub(super) fn new(rules: &Rules, parts: &[PartOf], sources: &Sources) -> Coverage {
        let undecided = CanBeUndecided::new(rules);
        let covered = |part: &PartOf| Covered {
            kind: part.what.kind(),
            of: part.of.to_owned(),
            can_not_fire: part.what.can_not_fire(),
            can_be_undecided: undecided.part(&part.what),
            said: part.said.clone(),
            seen: Seen::default(),
            place: part.place,
            at: At::of(part.place, sources),
        };
        Coverage { parts: parts.iter().map(covered).collect() }
    }

    /// Counts what one test saw of these parts.
    pub(super) fn add(&mut self, parts: &[PartOf], judged: &Judged) {
        for (covered, part) in self.parts.iter_mut().zip(parts) {
            match part.what.seen(judged) {
                Status::Fired => covered.seen.fired += 1,
                Status::NotFired => covered.seen.not_fired += 1,
                Status::Undecided => covered.seen.undecided += 1,
            }
        }
    }
}
