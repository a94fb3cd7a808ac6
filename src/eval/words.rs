//! Values, facts and what could be, in words.

use super::entry_words::{counted, of_entries};
use super::{CouldBe, Fact};
use crate::value::{Points, Truth, Value, grouped};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// How wide a value is shown at most.
const LONG_VALUE: usize = 48;

/// A text as it can be shown: control characters and those that turn the direction of writing become spaces.
pub(crate) fn clean(text: &str) -> String {
    let hidden = |letter: char| {
        letter.is_control()
            || matches!(letter, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    text.chars().map(|letter| if hidden(letter) { ' ' } else { letter }).collect()
}

/// A text cut to a width on the screen, with `…` where something was cut off.
pub(crate) fn shortened(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut left = width.saturating_sub(1);
    let mut short = String::new();
    for letter in text.chars() {
        let wide = letter.width().unwrap_or(0);
        if wide > left {
            break;
        }
        left -= wide;
        short.push(letter);
    }
    short + "…"
}

/// A value: texts in quotes.
pub(super) fn value(value: &Value) -> String {
    match value {
        Value::Text(text) => format!("\"{}\"", shortened(&clean(text.shown()), LONG_VALUE)),
        other => shortened(&clean(&other.to_string()), LONG_VALUE),
    }
}

/// A value that is a name, and so stands without quotes.
pub(crate) fn name(name: &Value) -> String {
    match name {
        Value::Text(text) => shortened(&clean(text.shown()), LONG_VALUE),
        other => value(other),
    }
}

/// Facts, where a title stands beside them that may say already what was asked.
pub(crate) fn facts(facts: &[Fact], title: &str) -> String {
    said(facts, title, false)
}

/// The same, where the entries that count are listed below.
pub(crate) fn listed_facts(facts: &[Fact], title: &str) -> String {
    said(facts, title, true)
}

fn said(facts: &[Fact], title: &str, are_listed: bool) -> String {
    // How many of which entries must be told apart where several facts have some.
    let several = facts.iter().filter(|fact| !fact.entries.is_empty()).count() > 1;
    let said = facts.iter().map(|one| match several && !one.entries.is_empty() {
        true => fact(one, "", false),
        false => fact(one, title, are_listed),
    });
    let title = clean(title);
    // Of `budget is unknown` there is nothing else to be said.
    each_once(said.filter(|fact| *fact != title)).join(", ")
}

/// What is said, without saying anything twice: several tests may wait for the same field.
pub(crate) fn each_once(said: impl Iterator<Item = String>) -> Vec<String> {
    let mut once: Vec<String> = Vec::new();
    for one in said {
        if !once.contains(&one) {
            once.push(one);
        }
    }
    once
}

/// A fact as something that holds: `company_size 120 in 50..500`, `downloads 0 < 1`, `budget is unknown`.
fn fact(fact: &Fact, title: &str, is_listed: bool) -> String {
    if let Some(said) = of_entries(fact, title, is_listed) {
        return said;
    }
    let subject = clean(&fact.subject);
    if fact.truth == Truth::Unknown && !fact.unknown_fields.is_empty() {
        return are_unknown(&fact.unknown_fields);
    }
    let none_counts = match fact.entries.iter().find(|entries| entries.count == 0) {
        Some(entries) if fact.value.is_none() || fact.entries.len() == 1 => format!(", as {}", counted(entries, true)),
        _ => String::new(),
    };
    let Some(known) = &fact.value else {
        let why = if fact.truth == Truth::Unknown { "cannot be worked out" } else { "is unknown" };
        return format!("{subject} {why}{none_counts}");
    };
    let known = if fact.is_name { name(known) } else { value(known) };
    let asked = match (fact.truth, &fact.found) {
        (_, Some(found)) => clean(found),
        _ if is_said_in(fact, title) => String::new(),
        (Truth::True, None) => asked_of_known(&fact.asked).to_owned(),
        (Truth::False, None) => opposite(asked_of_known(&fact.asked)),
        (Truth::Unknown, None) => format!("perhaps {}", fact.asked),
    };
    let other = match &fact.compared_with {
        Some(other) if !asked.is_empty() => format!(" ({})", value(other)),
        Some(other) => format!(", against {}", value(other)),
        None => String::new(),
    };
    let space = if asked.is_empty() { "" } else { " " };
    format!("{subject} {known}{space}{}{other}{none_counts}", clean(&asked))
}

/// `budget is unknown`, `budget and size are unknown`.
pub(super) fn are_unknown(names: &[String]) -> String {
    format!("{} {} unknown", listed(names), if names.len() == 1 { "is" } else { "are" })
}

/// The value alone, for where the test itself stands right before.
pub(crate) fn only_value(fact: &Fact) -> String {
    match (fact.entries.as_slice(), &fact.value) {
        ([entries], Some(Value::YesNo(_)) | None) if fact.only_entries => counted(entries, false),
        ([entries], _) if fact.only_entries && entries.count == 0 => counted(entries, false),
        _ => plain_value(fact),
    }
}

fn plain_value(fact: &Fact) -> String {
    let other = fact.compared_with.as_ref().map(|other| format!(", against {}", value(other))).unwrap_or_default();
    match &fact.value {
        Some(known) if fact.is_name => name(known) + &other,
        Some(known) => value(known) + &other,
        None => "unknown".to_owned(),
    }
}

/// A fact as what the value turned out to be: `fit is 40`.
pub(crate) fn turned_out(fact: &Fact) -> String {
    match (&fact.value, fact.entries.as_slice()) {
        (Some(Value::YesNo(_)), [entries]) if fact.only_entries => counted(entries, true),
        (Some(_), _) if fact.truth != Truth::Unknown => format!("{} is {}", clean(&fact.subject), plain_value(fact)),
        _ => self::fact(fact, "", false),
    }
}

/// Whether a title says what was asked.
pub(crate) fn is_said_in(fact: &Fact, title: &str) -> bool {
    fact.asked.is_empty() || title.contains(&format!("{} {}", fact.subject, fact.asked))
}

/// What was asked, unless it is only whether there is a value: that is plain from the value.
fn asked_of_known(asked: &str) -> &str {
    if matches!(asked, "is known" | "is unknown") { "" } else { asked }
}

/// What holds where what was asked does not.
fn opposite(asked: &str) -> String {
    const PAIRS: [(&str, &str); 12] = [
        ("not in ", "in "),
        ("not within ", "within "),
        ("in ", "not in "),
        ("within ", "not within "),
        ("contains ", "does not contain "),
        ("starts with ", "does not start with "),
        ("ends with ", "does not end with "),
        (">= ", "< "),
        ("<= ", "> "),
        ("!= ", "= "),
        ("> ", "<= "),
        ("< ", ">= "),
    ];
    if let Some(rest) = asked.strip_prefix("= ") {
        return format!("!= {rest}");
    }
    let pair = PAIRS.iter().find_map(|(prefix, opposite)| Some((asked.strip_prefix(prefix)?, opposite)));
    match pair {
        Some((rest, opposite)) => format!("{opposite}{rest}"),
        None => asked.to_owned(),
    }
}

/// `could be +10`, `could be up to +10`, `could be -5..20`.
pub(crate) fn could_be(could_be: CouldBe, award: Option<&str>) -> String {
    match (could_be.low, could_be.high) {
        (Some(low), Some(high)) if low == high => format!("could be {low:+}"),
        (Some(Points::ZERO), Some(high)) => format!("could be up to {high:+}"),
        (Some(low), Some(Points::ZERO)) => format!("could be down to {low}"),
        (Some(low), Some(high)) => format!("could be {low}..{high}"),
        (low, high) => match (award, low.or(high)) {
            (Some(award), _) => format!("could be {}", clean(award)),
            (None, Some(end)) => format!("could be {end} or {}", if low.is_some() { "more" } else { "less" }),
            (None, None) => "could be anything".to_owned(),
        },
    }
}

/// How many names are listed at most; of more the first are, and how many there are besides.
const MOST_LISTED: usize = 8;

/// `a`, `a and b`, `a, b and c`.
fn listed(names: &[String]) -> String {
    let shown = if names.len() > MOST_LISTED { MOST_LISTED - 1 } else { names.len() };
    let mut said: Vec<String> = names.iter().take(shown).map(|name| clean(name)).collect();
    if names.len() > shown {
        said.push(format!("{} more", grouped((names.len() - shown) as u64)));
    }
    match said.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
        None => String::new(),
    }
}
