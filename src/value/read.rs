//! How a cell, or a JSON value, becomes a value of a field's type.

use super::iso;
use super::{NumberFormat, Text, Type, Value, fold, trim};
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::fmt::strtime;
use jiff::tz::TimeZone;

/// What a field said: a value, nothing, or something that its type cannot hold.
#[derive(Clone, Debug, PartialEq)]
pub enum Reading {
    /// A value.
    Known(Value),
    /// Nothing: a blank cell, JSON null, or a value that stands for blank.
    Blank,
    /// Something that is no value of the type.
    Unreadable,
}

/// How a field's cells are read.
#[derive(Clone, Debug)]
pub struct ReadAs {
    /// The type.
    pub kind: Type,
    /// The form of its numbers or dates, where it is not the usual one.
    pub format: Format,
    /// What parts the entries of a list in one cell.
    pub split_by: String,
    /// The values that stand for blank.
    pub blanks: Blanks,
    /// Where instants with an offset have their date.
    pub timezone: TimeZone,
}

/// The form of numbers or dates.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Format {
    /// Numbers as `1,234.56`, dates as `2026-01-31`.
    #[default]
    Usual,
    /// Numbers of another form.
    Number(NumberFormat),
    /// Dates of another form, in the letters of strftime: `%m/%d/%Y`.
    Date(String),
}

impl Format {
    fn numbers(&self) -> NumberFormat {
        match self {
            Format::Number(format) => *format,
            _ => NumberFormat::default(),
        }
    }

    /// Whether a date pattern can be read at all: it is tried on a day written in it.
    pub fn is_date_pattern(pattern: &str) -> bool {
        let day = jiff::civil::date(2026, 11, 22).at(13, 14, 15, 0);
        let Ok(zoned) = day.to_zoned(TimeZone::UTC) else { return false };
        strtime::format(pattern, &zoned)
            .is_ok_and(|written| read_pattern(pattern, &written, &TimeZone::UTC) == Some(day.date()))
    }
}

/// The values of a field that stand for blank.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Blanks {
    /// Texts, in lower case, compared with the trimmed cell.
    pub texts: Vec<String>,
    /// Numbers, compared with the number read.
    pub numbers: Vec<f64>,
    /// Days, compared with the day read.
    pub dates: Vec<Date>,
}

impl Blanks {
    fn hold_cell(&self, trimmed: &str) -> bool {
        !self.texts.is_empty() && {
            let folded = fold(trimmed);
            self.texts.iter().any(|text| *text == folded)
        }
    }

    fn hold_value(&self, value: &Value) -> bool {
        match value {
            Value::Number(number) => self.numbers.contains(number),
            Value::Range(range) => range.single().is_some_and(|number| self.numbers.contains(&number)),
            Value::Date(date) => self.dates.contains(date),
            _ => false,
        }
    }
}

impl ReadAs {
    /// Whether a value of the type can come out of reading: it does not stand for blank, and a range can be written as one.
    pub(crate) fn may_read(&self, value: &Value) -> bool {
        let written = match value {
            Value::Text(text) => text.shown().to_owned(),
            Value::Range(range) if NumberFormat::default().read_range(&range.to_string()) != Some(*range) => {
                return false;
            }
            value => value.to_string(),
        };
        // A number, a day, yes and no can be written in other ways, too, than a text that stands for blank.
        let is_written_so = matches!(value, Value::Text(_) | Value::List(_));
        !(self.blanks.hold_value(value) || is_written_so && self.blanks.hold_cell(&written))
    }
}

/// Reads the text of a cell.
pub fn read_cell(cell: &str, how: &ReadAs) -> Reading {
    let trimmed = trim(cell);
    if trimmed.is_empty() || how.blanks.hold_cell(trimmed) {
        return Reading::Blank;
    }
    let value = match &how.kind {
        Type::Number => how.format.numbers().read(trimmed).map(Value::Number),
        Type::NumberOrRange => how.format.numbers().read_range(trimmed).map(Value::Range),
        Type::Text { .. } => Some(Value::Text(Text::new(trimmed))),
        Type::YesNo => read_yes_no(trimmed).map(Value::YesNo),
        Type::Date => read_date(trimmed, how).map(Value::Date),
        Type::OneOf(values) => one_of(trimmed, values).map(Value::Text),
        Type::ListOfText => return read_list(trimmed, how),
        // Its entries have fields of their own, which are read one by one.
        Type::ListOfEntries => None,
    };
    finish(value, how)
}

/// Reads a JSON value.
pub fn read_json(json: &serde_json::Value, how: &ReadAs) -> Reading {
    use serde_json::Value as Json;
    match (json, &how.kind) {
        (Json::Null, _) => Reading::Blank,
        (Json::String(text), _) => read_cell(text, how),
        (Json::Bool(yes), Type::YesNo) => Reading::Known(Value::YesNo(*yes)),
        (Json::Bool(yes), Type::Text { .. } | Type::OneOf(_)) => read_cell(if *yes { "true" } else { "false" }, how),
        // A JSON number has a point for decimals, whatever the cells of the field look like.
        (Json::Number(number), Type::Number) => finish(number_of(number).map(Value::Number), how),
        (Json::Number(number), Type::NumberOrRange) => {
            finish(number_of(number).map(|number| Value::Range(super::NumberRange::only(number))), how)
        }
        (Json::Number(number), Type::Text { .. } | Type::OneOf(_) | Type::YesNo) => read_cell(&number.to_string(), how),
        (Json::Array(entries), Type::ListOfText) => {
            let mut texts = Vec::with_capacity(entries.len());
            for entry in entries {
                match entry {
                    Json::String(text) => texts.push(Text::new(text)),
                    Json::Number(number) => texts.push(Text::new(&number.to_string())),
                    Json::Null => {}
                    _ => return Reading::Unreadable,
                }
            }
            list(texts, how)
        }
        _ => Reading::Unreadable,
    }
}

fn number_of(number: &serde_json::Number) -> Option<f64> {
    // A zero without a sign, so that it is shown as 0.
    number.as_f64().filter(|number| number.is_finite()).map(|number| if number == 0.0 { 0.0 } else { number })
}

fn finish(value: Option<Value>, how: &ReadAs) -> Reading {
    match value {
        Some(value) if how.blanks.hold_value(&value) => Reading::Blank,
        Some(value) => Reading::Known(value),
        None => Reading::Unreadable,
    }
}

fn read_yes_no(cell: &str) -> Option<bool> {
    match fold(cell).as_ref() {
        "yes" | "true" | "y" | "t" | "1" => Some(true),
        "no" | "false" | "n" | "f" | "0" => Some(false),
        _ => None,
    }
}

fn one_of(cell: &str, values: &[Text]) -> Option<Text> {
    let folded = fold(cell);
    values.iter().find(|value| value.folded() == folded).cloned()
}

/// A cell that looks like a JSON array is read as one; any other is split.
fn read_list(cell: &str, how: &ReadAs) -> Reading {
    if cell.starts_with('[')
        && let Ok(json @ serde_json::Value::Array(_)) = serde_json::from_str(cell)
    {
        return read_json(&json, how);
    }
    list(cell.split(how.split_by.as_str()).map(Text::new).collect(), how)
}

/// Entries that are blank are left out; a list of which nothing is left is blank, unless it was empty from the start.
fn list(entries: Vec<Text>, how: &ReadAs) -> Reading {
    let was_empty = entries.is_empty();
    let texts: Vec<Text> =
        entries.into_iter().filter(|text| !text.shown().is_empty() && !how.blanks.hold_cell(text.shown())).collect();
    if texts.is_empty() && !was_empty { Reading::Blank } else { Reading::Known(Value::List(texts)) }
}

fn read_date(cell: &str, how: &ReadAs) -> Option<Date> {
    if let Format::Date(pattern) = &how.format
        && let Some(date) = read_pattern(pattern, cell, &how.timezone)
    {
        return Some(date);
    }
    read_iso(cell, &how.timezone)
}

/// An ISO date, or the date of an ISO timestamp; an offset is brought to the time zone first.
fn read_iso(cell: &str, timezone: &TimeZone) -> Option<Date> {
    iso::usual(cell.as_bytes(), timezone).or_else(|| read_any_iso(cell, timezone))
}

fn read_any_iso(cell: &str, timezone: &TimeZone) -> Option<Date> {
    let starts_like_a_date = {
        let mut bytes = cell.bytes();
        cell.len() >= 10
            && bytes.by_ref().take(4).all(|byte| byte.is_ascii_digit())
            && bytes.next() == Some(b'-')
            && bytes.by_ref().take(2).all(|byte| byte.is_ascii_digit())
            && bytes.next() == Some(b'-')
    };
    if !starts_like_a_date {
        return None;
    }
    if cell.len() == 10 {
        return cell.parse().ok();
    }
    // Databases write `2026-01-31 10:00:00 +02:00` and `2026-01-31 10:00:00 UTC`; ISO has no space there, and calls UTC `Z`.
    let joined = cell.rsplit_once(' ').and_then(|(time, offset)| {
        let offset = if offset == "UTC" { "Z" } else { offset };
        (time.len() > 10 && offset.starts_with(['+', '-', 'Z'])).then(|| format!("{time}{offset}"))
    });
    let cell = joined.as_deref().unwrap_or(cell);
    match cell.parse::<Timestamp>() {
        Ok(instant) => Some(instant.to_zoned(timezone.clone()).date()),
        // It has no offset, or lies beyond all instants, as `9999-12-31T23:59:59Z` that stands for never.
        Err(_) => {
            let time = cell.strip_suffix('Z').filter(|time| time.len() > 10).unwrap_or(cell);
            time.parse::<DateTime>().ok().map(|time| time.date())
        }
    }
}

/// A date as a pattern says. A year of fewer than four digits is not guessed: `%Y` would read the 26 of `1/31/26` as the year 26.
fn read_pattern(pattern: &str, cell: &str, timezone: &TimeZone) -> Option<Date> {
    pattern_date(pattern, cell, timezone).filter(|date| date.year() >= 1000)
}

fn pattern_date(pattern: &str, cell: &str, timezone: &TimeZone) -> Option<Date> {
    let parts = strtime::parse(pattern, cell).ok()?;
    if parts.offset().is_some()
        && let Ok(instant) = parts.to_timestamp()
    {
        return Some(instant.to_zoned(timezone.clone()).date());
    }
    parts.to_date().ok()
}
