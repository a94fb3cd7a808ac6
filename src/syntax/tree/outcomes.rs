//! Disqualifiers, ladders and labels.

use super::{At, Expr, Name, Table, Text, Word};

/// `disqualify when C because "why"`.
#[derive(Clone, Debug, PartialEq)]
pub struct Disqualify {
    /// When.
    pub condition: Expr,
    /// Why.
    pub because: Option<Text>,
}

/// `ladder stage never below previous_stage { ... }`.
#[derive(Clone, Debug, PartialEq)]
pub struct Ladder {
    /// Its name.
    pub name: Name,
    /// The field that names the step below which no lead falls.
    pub never_below: Option<Name>,
    /// Its steps, lowest first.
    pub steps: Vec<Step>,
}

/// `mql needs fit >= 40`.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// Its name; `None` where the step could not be read.
    pub name: Option<Word>,
    /// What it needs.
    pub needs: Option<Expr>,
    /// The whole step.
    pub at: At,
}

/// A label.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    /// Its name.
    pub name: Name,
    /// How it is chosen.
    pub body: LabelBody,
}

/// How a label is chosen.
#[derive(Clone, Debug, PartialEq)]
pub enum LabelBody {
    /// `{ choices }`
    Choices(Vec<Choice>),
    /// `= fit_grade + interest_grade`
    Joined(Expr),
}

/// One choice of a label.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// What it says.
    pub kind: ChoiceKind,
    /// From its first word to its last.
    pub at: At,
}

/// The kinds of choices of a label.
#[derive(Clone, Debug, PartialEq)]
pub enum ChoiceKind {
    /// `when C then hot because "why"`
    When(Expr, Word, Option<Text>),
    /// `by VALUE { ... }`
    Table(Table),
    /// `otherwise cold because "why"`
    Otherwise(Word, Option<Text>),
    /// What could not be read; its finding says why.
    Broken,
}
