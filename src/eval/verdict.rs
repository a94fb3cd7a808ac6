//! What is worked out for a lead: the light form, by ids.

use super::HeldBack;
use crate::rules::{DefinitionId, LabelId, LadderId, RuleId, Rules, ScoreId, Table, TableRow};
use crate::value::{Points, Text, Truth, Value};

/// What came out for one lead: everything that a ruleset works out, by the ids of its parts.
///
/// It is always complete: scores, ladders and labels are never unknown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Verdict {
    /// What each definition stands for.
    pub definitions: Vec<Defined>,
    /// Each score, within its bounds.
    pub scores: Vec<Points>,
    /// What became of each rule and table that gives points.
    pub rules: Vec<Outcome>,
    /// Which disqualifiers are true.
    pub disqualifiers: Vec<bool>,
    /// Where the lead stands on each ladder.
    pub ladders: Vec<Standing>,
    /// The value of each label. It keeps its own value for a disqualified lead; what is written out for one is up to the writer.
    pub labels: Vec<Labelled>,
}

impl Verdict {
    /// A verdict with room for all that a ruleset works out, and nothing worked out yet.
    pub(crate) fn blank(rules: &Rules) -> Verdict {
        Verdict {
            definitions: vec![Defined::Condition(Truth::Unknown); rules.definitions.len()],
            scores: vec![Points::ZERO; rules.scores.len()],
            rules: vec![Outcome::NOT_FIRED; rules.rule_count],
            disqualifiers: vec![false; rules.disqualifiers.len()],
            ladders: vec![Standing::default(); rules.ladders.len()],
            labels: vec![Labelled::default(); rules.labels.len()],
        }
    }

    /// A score.
    pub fn score(&self, id: ScoreId) -> Points {
        self.scores.get(id.0).copied().unwrap_or(Points::ZERO)
    }

    /// What became of a rule or table.
    pub fn rule(&self, id: RuleId) -> Outcome {
        self.rules.get(id.0).copied().unwrap_or(Outcome::NOT_FIRED)
    }

    /// Whether any disqualifier is true.
    pub fn is_disqualified(&self) -> bool {
        self.disqualifiers.contains(&true)
    }

    /// The step that the lead stands on, counted from 0; `None` is below the first.
    pub fn step(&self, id: LadderId) -> Option<usize> {
        self.ladders.get(id.0)?.step
    }

    /// The value of a label.
    pub fn label(&self, id: LabelId) -> Option<&Text> {
        self.labels.get(id.0).map(|label| &label.value)
    }

    /// The truth of a definition; for a value, whether it is known.
    pub fn definition(&self, id: DefinitionId) -> Truth {
        match self.definitions.get(id.0) {
            Some(Defined::Condition(truth)) => *truth,
            Some(Defined::Value(value)) => Truth::from(value.is_some()),
            None => Truth::Unknown,
        }
    }
}

/// What a definition stands for, for one lead.
#[derive(Clone, Debug, PartialEq)]
pub enum Defined {
    /// A condition, and how true it is.
    Condition(Truth),
    /// A value; `None` where it is unknown.
    Value(Option<Value>),
}

/// What became of a rule or a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Whether it fired.
    pub status: Status,
    /// What it gave; 0 unless it fired. Bounds of groups and scores around it are not applied.
    pub points: Points,
    /// For a table that fired or is undecided on account of what its row gives: the row that decided.
    pub row: Option<Row>,
    /// What keeps it from counting, whether or not its own condition is true.
    pub held_back: Option<HeldBack>,
}

impl Outcome {
    /// Not fired.
    pub const NOT_FIRED: Outcome =
        Outcome { status: Status::NotFired, points: Points::ZERO, row: None, held_back: None };
    /// Undecided.
    pub const UNDECIDED: Outcome = Outcome { status: Status::Undecided, ..Outcome::NOT_FIRED };

    /// What becomes of it inside a block that counts only when a condition is true.
    pub(super) fn under(self, gate: Truth) -> Outcome {
        match (gate, self.status) {
            (Truth::True, _) | (Truth::Unknown, Status::NotFired) => self,
            (Truth::Unknown, _) => Outcome { row: self.row, ..Outcome::UNDECIDED },
            (Truth::False, _) => Outcome { held_back: self.held_back.or(Some(HeldBack::Block)), ..Outcome::NOT_FIRED },
        }
    }
}

/// Whether a rule fired.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Its condition is true, and what its points depend on is known.
    Fired,
    /// Its condition is false.
    NotFired,
    /// For want of data neither can be told; it gives nothing (yet).
    Undecided,
}

impl From<Truth> for Status {
    fn from(truth: Truth) -> Status {
        match truth {
            Truth::True => Status::Fired,
            Truth::False => Status::NotFired,
            Truth::Unknown => Status::Undecided,
        }
    }
}

/// A row of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Row {
    /// One with cases, counted from 0.
    Case(usize),
    /// The `unknown` row.
    Unknown,
    /// The `other` row.
    Other,
}

impl Row {
    /// That row of a table.
    pub fn of<G>(self, table: &Table<G>) -> Option<&TableRow<G>> {
        match self {
            Row::Case(at) => table.rows.get(at),
            Row::Unknown => table.unknown.as_ref(),
            Row::Other => table.other.as_ref(),
        }
    }
}

/// Where a lead stands on a ladder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// The step, counted from 0; `None` is below the first, where only disqualified leads are.
    pub step: Option<usize>,
    /// The steps above that one whose own condition is true: what holds the lead is a step in between.
    pub held_below: Vec<usize>,
    /// The step below which the lead cannot fall, where the field of `never below` names one.
    pub floor: Option<usize>,
    /// Whether the field of `never below` holds something that names no step.
    pub floor_names_no_step: bool,
}

/// The value of a label, and where it comes from.
#[derive(Clone, Debug, PartialEq)]
pub struct Labelled {
    /// The value.
    pub value: Text,
    /// The number of the choice that gave it, from 0; `None` for `otherwise` and for labels that are joined.
    pub choice: Option<usize>,
    /// Where that choice is a table: its row.
    pub row: Option<Row>,
}

impl Default for Labelled {
    fn default() -> Self {
        Labelled { value: Text::new(""), choice: None, row: None }
    }
}
