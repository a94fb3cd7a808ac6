//! Tests.

use super::{At, DateLiteral, Expr, Literal, Name, Text};

/// `test "name" { today D  given { ... }  expect ... }`.
#[derive(Clone, Debug, PartialEq)]
pub struct Test {
    /// Its name.
    pub name: Text,
    /// The date at which it is run.
    pub today: Option<DateLiteral>,
    /// The lead.
    pub given: Vec<Assign>,
    /// What must come out.
    pub expect: Vec<Want>,
}

/// `company_size = 120` in `given`.
#[derive(Clone, Debug, PartialEq)]
pub struct Assign {
    /// The field.
    pub field: Name,
    /// Its value.
    pub value: Given,
}

/// The value of a field in a test.
#[derive(Clone, Debug, PartialEq)]
pub enum Given {
    /// A single value.
    Literal(Literal),
    /// A list of texts.
    List(Vec<Literal>, At),
    /// A list of entries: `[{ kind = "visit", at = 2026-01-10 }]`.
    Entries(Vec<GivenEntry>, At),
}

/// One expectation of a test.
#[derive(Clone, Debug, PartialEq)]
pub enum Want {
    /// `reason "asked for a demo"`
    Reason(Text, At),
    /// `no reason "asked for a demo"`
    NoReason(Text, At),
    /// `fit = 45`
    Condition(Expr),
}

/// One entry of a list in a test.
#[derive(Clone, Debug, PartialEq)]
pub struct GivenEntry {
    /// The values of its fields.
    pub values: Vec<Assign>,
    /// Where it stands.
    pub at: At,
}
