//! The forms of dates that exports use.

use crate::value::{Blanks, Format, ReadAs, Reading, Type, Value, read_cell};
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// Days, the likelier of two that read the same first.
const DAYS: &[&str] = &[
    "%m/%d/%Y",
    "%d/%m/%Y",
    "%d.%m.%Y",
    "%Y/%m/%d",
    "%Y.%m.%d",
    "%d-%m-%Y",
    "%m-%d-%Y",
    "%m/%d/%y",
    "%d/%m/%y",
    "%d.%m.%y",
    "%d-%b-%Y",
    "%d-%b-%y",
    "%d %b %Y",
    "%d %B %Y",
    "%b %d, %Y",
    "%B %d, %Y",
    "%b %d %Y",
    "%d/%b/%Y",
    "%a %b %d %Y",
];

/// Times of day that may follow.
const TIMES: &[&str] = &[
    "",
    " %H:%M",
    " %H:%M:%S",
    " %H:%M:%S%.f",
    " %I:%M %p",
    " %I:%M:%S %p",
    ", %H:%M",
    ", %H:%M:%S",
    ", %I:%M %p",
    ", %I:%M:%S %p",
    " at %I:%M %p",
    "T%H:%M:%S",
];

/// How long a date may be.
const LENGTH: usize = 40;

/// All forms, the ISO form first.
pub(super) struct DateForms(Vec<ReadAs>);

/// Where a form stands among the forms.
pub(super) type Form = usize;

impl DateForms {
    pub fn new() -> DateForms {
        let how = |format| ReadAs {
            kind: Type::Date,
            format,
            split_by: ";".into(),
            blanks: Blanks::default(),
            timezone: TimeZone::UTC,
        };
        let patterns = TIMES.iter().flat_map(|time| DAYS.iter().map(move |day| format!("{day}{time}")));
        let forms = std::iter::once(how(Format::Usual)).chain(patterns.map(|pattern| how(Format::Date(pattern))));
        DateForms(forms.collect())
    }

    /// All forms.
    pub fn all(&self) -> std::ops::Range<Form> {
        0..self.0.len()
    }

    /// The day that a cell says in a form, if it is one that a lead could have.
    pub fn read(&self, form: Form, cell: &str) -> Option<Date> {
        if cell.len() > LENGTH || !cell.bytes().any(|byte| byte.is_ascii_digit()) {
            return None;
        }
        match read_cell(cell, self.0.get(form)?) {
            // `%Y` also takes the year 26.
            Reading::Known(Value::Date(day)) if (1800..2300).contains(&day.year()) => Some(day),
            _ => None,
        }
    }

    /// The pattern of a form; `None` for the ISO form.
    pub fn pattern(&self, form: Form) -> Option<&str> {
        match &self.0.get(form)?.format {
            Format::Date(pattern) => Some(pattern),
            _ => None,
        }
    }
}

/// In which order a pattern has day and month, where it writes both as digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    DayFirst,
    MonthFirst,
}

impl Order {
    pub fn of(pattern: &str) -> Option<Order> {
        if pattern.starts_with("%Y") {
            return None;
        }
        let (day, month) = (pattern.find("%d")?, pattern.find("%m")?);
        Some(if day < month { Order::DayFirst } else { Order::MonthFirst })
    }
}
