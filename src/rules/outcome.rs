//! What comes out besides points: who is out, where a lead stands, and what it is called.

use super::{Condition, FieldId, LabelId, Table};
use crate::source::Place;
use crate::value::{fold, trim};

/// `disqualify when C because "why"`.
#[derive(Clone, Debug)]
pub struct Disqualifier {
    /// When.
    pub condition: Condition,
    /// Why: its `because`, or else its condition.
    pub reason: String,
    /// Its condition in the standard layout.
    pub said: String,
    /// The whole statement.
    pub place: Place,
}

/// A ladder.
#[derive(Clone, Debug)]
pub struct Ladder {
    /// Its name.
    pub name: String,
    /// The field that names the step below which no lead falls.
    pub never_below: Option<FieldId>,
    /// The steps, lowest first; there is at least one.
    pub steps: Vec<Step>,
    /// Where its name stands.
    pub place: Place,
}

impl Ladder {
    /// The number of the step of that name, ignoring case.
    pub fn step(&self, name: &str) -> Option<usize> {
        let name = fold(trim(name));
        self.steps.iter().position(|step| fold(trim(&step.name)) == name)
    }
}

/// One step of a ladder.
#[derive(Clone, Debug)]
pub struct Step {
    /// Its name.
    pub name: String,
    /// What it needs; nothing for the first.
    pub needs: Option<Condition>,
    /// Its condition in the standard layout; empty for the first.
    pub said: String,
    /// The whole step.
    pub place: Place,
}

/// A label.
#[derive(Clone, Debug)]
pub struct Label {
    /// Its name.
    pub name: String,
    /// How it is chosen.
    pub body: LabelBody,
    /// Where its name stands.
    pub place: Place,
}

impl Label {
    /// Whether it says why it has any of its values.
    pub fn has_reasons(&self) -> bool {
        self.values().iter().any(|(_, why)| why.is_some())
    }

    /// The values that it chooses from, as written, each with the author's words for why, where there are any; none
    /// where it joins others.
    pub(crate) fn values(&self) -> Vec<(&str, Option<&str>)> {
        let LabelBody::Choices { choices, otherwise } = &self.body else { return Vec::new() };
        let mut values = Vec::new();
        for choice in choices {
            match choice {
                Choice::When { value, because, .. } => values.push((value.as_str(), because.as_deref())),
                Choice::Table(table) => values.extend(
                    table.rows().map(|row| (row.gives.as_str(), row.has_because.then_some(row.reason.as_str()))),
                ),
            }
        }
        values.extend(otherwise.iter().map(|otherwise| (otherwise.value.as_str(), otherwise.because.as_deref())));
        values
    }
}

/// How a label is chosen.
#[derive(Clone, Debug)]
pub enum LabelBody {
    /// The first choice that is true; the last is `otherwise`.
    Choices {
        /// The choices before `otherwise`.
        choices: Vec<Choice>,
        /// What all have that are left; a label may do without where one of its choices is a table that always decides.
        otherwise: Option<Otherwise>,
    },
    /// The values of these labels, joined.
    Joined(Vec<LabelId>),
}

/// `otherwise VALUE`, the end of a label.
#[derive(Clone, Debug)]
pub struct Otherwise {
    /// The value.
    pub value: String,
    /// Why, in the author's words.
    pub because: Option<String>,
    /// The whole line.
    pub place: Place,
}

/// One choice of a label.
#[derive(Clone, Debug)]
#[expect(clippy::large_enum_variant, reason = "choices are made once, and are few")]
pub enum Choice {
    /// `when C then VALUE`
    When {
        /// The condition.
        condition: Condition,
        /// The condition in the standard layout.
        said: String,
        /// The value.
        value: String,
        /// Why, in the author's words.
        because: Option<String>,
        /// The whole choice.
        place: Place,
    },
    /// A table that gives values; one that decides nothing passes on.
    Table(Table<String>),
}
