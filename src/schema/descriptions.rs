//! What the schema says of a field in words.

use crate::rules::Field;
use crate::value::{Format, Text, Type};
use jiff::fmt::strtime;
use jiff::tz::TimeZone;

/// Of more values than these only the first are listed.
const MOST_LISTED: usize = 12;

/// What there is to say of a field.
pub(super) fn of(field: &Field) -> String {
    let mut said = vec![kind(field)];
    if field.from.is_some() {
        said.push(format!("The rules call it `{}`.", field.name));
    }
    if field.key {
        said.push("It identifies the lead.".to_owned());
    }
    if let Some(ask) = &field.ask {
        said.push(format!("It answers the question: {ask}"));
    }
    match &field.default {
        Some(default) => said.push(format!("Where it is blank, {default} stands in.")),
        None if field.required => said.push("It must not be blank.".to_owned()),
        None => {}
    }
    let blanks = &field.read.blanks;
    let texts = blanks.texts.iter().map(|text| format!("\"{text}\""));
    let blanks: Vec<String> = texts
        .chain(blanks.numbers.iter().map(|number| crate::value::show_number(*number)))
        .chain(blanks.dates.iter().map(ToString::to_string))
        .collect();
    match blanks.as_slice() {
        [] => {}
        [one] => said.push(format!("{one} counts as blank.")),
        several => said.push(format!("{} count as blank.", listed(several, "and"))),
    }
    said.join(" ")
}

fn kind(field: &Field) -> String {
    let written = match &field.read.format {
        Format::Usual => String::new(),
        Format::Number(format) => format!(" In a text it is written like {}.", format.sample()),
        Format::Date(pattern) => format!(" It is written like {}, or as 2026-01-31.", date_sample(pattern)),
    };
    let kind = match field.kind() {
        Type::Number => "A number.".to_owned(),
        Type::NumberOrRange => "A number, or a range that it lies in.".to_owned(),
        Type::Text { exact: false } => "A text; capitals do not count.".to_owned(),
        Type::Text { exact: true } => "A text; capitals count.".to_owned(),
        Type::YesNo => "Yes or no.".to_owned(),
        Type::Date => "A date.".to_owned(),
        Type::OneOf(values) => {
            let values: Vec<String> = values.iter().map(quoted).collect();
            format!("One of {}, in any capitals.", listed(&values, "or"))
        }
        Type::ListOfText => {
            format!("Several texts: a list of them, or one text with `{}` between them.", field.read.split_by)
        }
        Type::ListOfEntries => {
            let joined = field.entries.as_ref().and_then(|entry| entry.joined_by.as_ref());
            let joined = joined.map(|by| {
                format!(" They may come from a file of their own instead, joined by its column `{}`.", by.column())
            });
            format!("A list of entries, each with values of its own.{}", joined.unwrap_or_default())
        }
    };
    kind + &written
}

fn quoted(text: &Text) -> String {
    format!("\"{}\"", text.shown())
}

/// `a`, `a and b`, `a, b and c`.
pub(super) fn listed(words: &[String], and: &str) -> String {
    let shown = if words.len() > MOST_LISTED { MOST_LISTED - 1 } else { words.len() };
    let mut said: Vec<String> = words.iter().take(shown).cloned().collect();
    if words.len() > shown {
        said.push(format!("{} more", words.len() - shown));
    }
    match said.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} {and} {last}", others.join(", ")),
        None => String::new(),
    }
}

/// A day as a pattern writes it; the pattern itself where it cannot be shown.
fn date_sample(pattern: &str) -> String {
    let day = jiff::civil::date(2026, 1, 31).at(13, 14, 15, 0).to_zoned(TimeZone::UTC);
    day.ok().and_then(|day| strtime::format(pattern, &day).ok()).unwrap_or_else(|| format!("`{pattern}`"))
}
