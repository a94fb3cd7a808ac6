//! The types of fields.

use super::Text;
use std::fmt;
use std::sync::Arc;

/// The type of a field.
#[derive(Clone, Debug, PartialEq)]
pub enum Type {
    /// A number.
    Number,
    /// A number, or a range that it lies in.
    NumberOrRange,
    /// A text; `exact` where case counts.
    Text {
        /// Whether case counts.
        exact: bool,
    },
    /// Yes or no.
    YesNo,
    /// A day.
    Date,
    /// One of these texts.
    OneOf(Arc<[Text]>),
    /// A list of texts.
    ListOfText,
    /// A list of events or other records, each with fields of its own.
    ListOfEntries,
}

impl Type {
    /// Whether its values are compared as texts.
    pub fn is_text(&self) -> bool {
        matches!(self, Type::Text { .. } | Type::OneOf(_))
    }

    /// Whether case counts when its values are compared.
    pub fn is_exact(&self) -> bool {
        matches!(self, Type::Text { exact: true })
    }
}

impl fmt::Display for Type {
    /// As a rule file writes it, without the values of `one of`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Type::Number => "number",
            Type::NumberOrRange => "number or range",
            Type::Text { exact: false } => "text",
            Type::Text { exact: true } => "text exact",
            Type::YesNo => "yes/no",
            Type::Date => "date",
            Type::OneOf(_) => "one of",
            Type::ListOfText => "list of text",
            Type::ListOfEntries => "list of entries",
        })
    }
}
