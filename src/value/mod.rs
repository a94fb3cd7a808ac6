//! Values, their types, three-valued logic, exact points, and how a cell becomes a value.

mod iso;
mod kind;
mod number;
mod period;
mod points;
mod range;
mod read;
mod sum;
mod text;
mod truth;

pub use kind::Type;
pub use number::{NumberFormat, grouped, show_number};
pub use period::{Period, Unit};
pub use points::{Coefficient, MAX_RESULT, Points};
pub use range::{NumberRange, Range};
pub use read::{Blanks, Format, ReadAs, Reading, read_cell, read_json};
pub use sum::Sum;
pub use text::{Text, fold, is_unsafe_in_spreadsheets, trim, words};
pub use truth::Truth;

use jiff::civil::Date;
use std::borrow::Cow;

/// A value that is known.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A finite double.
    Number(f64),
    /// A number of which only the range is known, as `51-200`.
    Range(NumberRange),
    /// A text.
    Text(Text),
    /// Yes or no.
    YesNo(bool),
    /// A day.
    Date(Date),
    /// Texts, in order.
    List(Vec<Text>),
}

impl Value {
    /// As a cell says it.
    ///
    /// ```
    /// use qualify::value::{Text, Value};
    /// assert_eq!(Value::List(vec![Text::new("a"), Text::new("b")]).in_cell(), "a; b");
    /// ```
    pub fn in_cell(&self) -> Cow<'_, str> {
        match self {
            Value::Text(text) => Cow::Borrowed(text.shown()),
            Value::YesNo(yes) => Cow::Borrowed(if *yes { "yes" } else { "no" }),
            Value::List(texts) => Cow::Owned(texts.iter().map(Text::shown).collect::<Vec<_>>().join("; ")),
            Value::Number(number) => Cow::Owned(show_number(*number)),
            Value::Range(range) => Cow::Owned(range.to_string()),
            Value::Date(date) => Cow::Owned(date.to_string()),
        }
    }
}

impl std::fmt::Display for Value {
    /// As it is shown to people: texts in quotes, numbers without trailing zeros, `yes` and `no`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Value::Number(number) => f.write_str(&show_number(*number)),
            Value::Range(range) => range.fmt(f),
            Value::Text(text) => write!(f, "\"{}\"", text.shown()),
            Value::YesNo(yes) => f.write_str(if *yes { "yes" } else { "no" }),
            Value::Date(date) => date.fmt(f),
            Value::List(texts) => {
                f.write_str("[")?;
                for (at, text) in texts.iter().enumerate() {
                    write!(f, "{}\"{}\"", if at > 0 { ", " } else { "" }, text.shown())?;
                }
                f.write_str("]")
            }
        }
    }
}

impl serde::Serialize for Value {
    /// Numbers as numbers, yes/no as true and false, all else as it is written in a cell; lists as arrays.
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Value::Number(number) if number.fract() == 0.0 && number.abs() < 9e15 => {
                serializer.serialize_i64(*number as i64)
            }
            Value::Number(number) => serializer.serialize_f64(*number),
            Value::Range(range) => match range.single() {
                Some(number) => Value::Number(number).serialize(serializer),
                None => serializer.collect_str(range),
            },
            Value::Text(text) => serializer.serialize_str(text.shown()),
            Value::YesNo(yes) => serializer.serialize_bool(*yes),
            Value::Date(date) => serializer.collect_str(date),
            Value::List(texts) => serializer.collect_seq(texts.iter().map(Text::shown)),
        }
    }
}
