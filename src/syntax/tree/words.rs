//! Names, values and lists.

use super::At;
use crate::source::Span;
use crate::value::Unit;

/// A name as written; in backticks it is always a field.
#[derive(Clone, Debug, PartialEq)]
pub struct Name {
    /// The name without backticks.
    pub text: String,
    /// Whether it stood in backticks.
    pub quoted: bool,
    /// Where it stands.
    pub at: At,
}

/// A text in quotes, unescaped.
#[derive(Clone, Debug, PartialEq)]
pub struct Text {
    /// What the text says.
    pub value: String,
    /// Where it stands, quotes included.
    pub at: At,
}

/// A number as written (`10k`, `+2.5`), and its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Number {
    /// The digits as the formatter writes them.
    pub written: String,
    /// The nearest double.
    pub value: f64,
    /// Where it stands.
    pub at: At,
}

/// A whole number that counts something.
#[derive(Clone, Debug, PartialEq)]
pub struct Whole {
    /// The number; at most 4,294,967,295.
    pub value: u32,
    /// Where it stands.
    pub at: At,
}

/// A date: `2026-01-31`.
#[derive(Clone, Debug, PartialEq)]
pub struct DateLiteral {
    /// The day; `None` where the calendar does not have it, which was reported.
    pub value: Option<jiff::civil::Date>,
    /// As written.
    pub written: String,
    /// Where it stands.
    pub at: At,
}

/// A value written down.
#[derive(Clone, Debug, PartialEq)]
pub enum Literal {
    /// `500`
    Number(Number),
    /// `"Software"`
    Text(Text),
    /// `2026-01-31`
    Date(DateLiteral),
    /// `yes` or `no`
    YesNo(bool, At),
}

impl Literal {
    /// Where the literal stands.
    pub fn span(&self) -> Span {
        match self {
            Literal::Number(number) => number.at.0,
            Literal::Text(text) => text.at.0,
            Literal::Date(date) => date.at.0,
            Literal::YesNo(_, at) => at.0,
        }
    }
}

/// `50..500`, `50..<500`, `50..`, `..500`.
#[derive(Clone, Debug, PartialEq)]
pub struct Range {
    /// The lower end; a number or date.
    pub low: Option<Literal>,
    /// The upper end; a number or date.
    pub high: Option<Literal>,
    /// Whether the upper end is left out (`..<`).
    pub excludes_high: bool,
    /// Where it stands.
    pub at: At,
}

/// A list written down: `["a", "b"]`.
#[derive(Clone, Debug, PartialEq)]
pub struct List {
    /// Its entries.
    pub entries: Vec<Entry>,
    /// Where it stands, brackets included.
    pub at: At,
}

/// One entry of a list.
#[derive(Clone, Debug, PartialEq)]
pub enum Entry {
    /// A value.
    Literal(Literal),
    /// The value of a label.
    Name(Name),
}

/// Where the entries of a named list come from.
#[derive(Clone, Debug, PartialEq)]
pub enum ListSource {
    /// `= [...]`
    Written(List),
    /// `from "file"`
    From(Text),
}

/// A name or a text: the value of a label, or a step.
#[derive(Clone, Debug, PartialEq)]
pub enum Word {
    /// `hot`
    Name(Name),
    /// `"very hot"`
    Text(Text),
}

impl Word {
    /// What the word says.
    pub fn text(&self) -> &str {
        match self {
            Word::Name(name) => &name.text,
            Word::Text(text) => &text.value,
        }
    }

    /// Where it stands.
    pub fn span(&self) -> Span {
        match self {
            Word::Name(name) => name.at.0,
            Word::Text(text) => text.at.0,
        }
    }
}

/// `14 days`.
#[derive(Clone, Debug, PartialEq)]
pub struct Duration {
    /// How many.
    pub count: Whole,
    /// Of what.
    pub unit: Unit,
    /// Where it stands.
    pub at: At,
}
