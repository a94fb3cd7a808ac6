//! Regular expressions of what texts read as, in the part of ECMA-262 that all validators know.

use crate::value::{NumberFormat, fold};
use std::collections::HashMap;
use std::fmt::Write;
use std::sync::LazyLock;

/// A sign that is no white space: no such white space as is trimmed away around a value.
const FILLED: &str = r"[^\t-\r \u00a0]";

/// A text in which something stands.
pub(super) fn filled() -> String {
    FILLED.to_owned()
}

/// A text in which nothing stands, or one of these, in lower case, in any capitals.
pub(super) fn blank(words: &[String]) -> String {
    match words {
        [] => r"^\s*$".to_owned(),
        words => format!(r"^\s*(?:{}\s*)?$", any_of(words.iter().map(String::as_str))),
    }
}

/// One of these texts, in lower case, in any capitals.
pub(super) fn one_of<'t>(texts: impl Iterator<Item = &'t str>) -> String {
    format!(r"^\s*{}\s*$", any_of(texts))
}

/// The same, with no other white space around than what is trimmed away.
pub(super) fn exactly_one_of<'t>(texts: impl Iterator<Item = &'t str>) -> String {
    format!(r"^[\t-\r \u00a0]*{}[\t-\r \u00a0]*$", any_of(texts))
}

/// A number. Money before and after it, or two signs, get through: the pattern is to be read by people, too.
pub(super) fn number(format: NumberFormat) -> String {
    format!(r"^\s*{}\s*$", bare_number(format))
}

/// A number, or a range of numbers.
pub(super) fn range(format: NumberFormat) -> String {
    let number = bare_number(format);
    format!(r"^\s*(?:[<>]=?\s*)?{number}(?:\s*\+|\s*(?:[-–—]| to )\s*{number})?\s*$")
}

/// A number without white space around it. Each optional part takes the white space beside it along, so that there is but one way
/// to match.
fn bare_number(format: NumberFormat) -> String {
    let (group, decimal) = format.signs();
    let group = if group == ' ' { r"[ \u00a0]".to_owned() } else { escaped(group) };
    let decimal = escaped(decimal);
    let currency: String = NumberFormat::CURRENCIES.iter().collect();
    let whole = format!("(?:[0-9]{{1,3}}(?:{group}[0-9]{{3}})+|[0-9]+)");
    let digits = format!("(?:{whole}(?:{decimal}[0-9]+)?|{decimal}[0-9]+)(?:[eE][+-]?[0-9]+)?");
    format!(r"(?:[+-]\s*)?(?:[{currency}]\s*-?)?{digits}(?:\s*[{currency}])?(?:\s*%)?")
}

/// A date in the ISO form, alone or at the start of a date and time.
pub(super) fn date() -> String {
    let day = "[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])";
    let time = "[0-9]{2}(?::?[0-9]{2}(?::?[0-9]{2}(?:[.,][0-9]+)?)?)?";
    let offset = "(?: ?(?:[Zz]|UTC|[+-][0-9]{2}(?::?[0-9]{2}(?::?[0-9]{2})?)?))?";
    format!(r"^\s*{day}(?:[Tt ]{time}{offset})?(?:\[[^\]]*\])*\s*$")
}

/// A date of another form: all that can be said of it is that it has a digit, since every day has a year.
pub(super) fn date_of_another_form() -> String {
    "[0-9]".to_owned()
}

/// A JSON list as text, or a text in which nothing stands; `words` stand for nothing too.
pub(super) fn json_list(words: &[String]) -> String {
    let words: String = words.iter().map(|word| format!("|{}", any_capitals(word))).collect();
    format!(r"^\s*(?:(?:null{words})\s*)?$|^\s*\[[\s\S]*\]\s*$")
}

fn any_of<'t>(texts: impl Iterator<Item = &'t str>) -> String {
    let texts: Vec<String> = texts.map(any_capitals).collect();
    format!("(?:{})", texts.join("|"))
}

/// A text, in lower case, in any capitals.
fn any_capitals(text: &str) -> String {
    let mut pattern = String::new();
    for letter in text.chars() {
        match CAPITALS.get(&letter) {
            Some(capitals) => {
                let _ = write!(pattern, "[{letter}{capitals}]");
            }
            None => pattern.push_str(&escaped(letter)),
        }
    }
    pattern
}

/// A letter that stands for itself.
fn escaped(letter: char) -> String {
    if r"^$\.*+?()[]{}|".contains(letter) { format!(r"\{letter}") } else { letter.to_string() }
}

/// The capitals of each letter, which may be several: those of `k` are `K` and the sign for kelvin.
static CAPITALS: LazyLock<HashMap<char, String>> = LazyLock::new(|| {
    let mut capitals: HashMap<char, String> = HashMap::new();
    for capital in '\0'..=char::MAX {
        if capital.to_lowercase().next() != Some(capital)
            && let Some(letter) = fold(capital.encode_utf8(&mut [0; 4])).chars().next()
        {
            capitals.entry(letter).or_default().push(capital);
        }
    }
    capitals
});
