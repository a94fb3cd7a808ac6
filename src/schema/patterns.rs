//! Regular expressions of what texts read as, in the part of ECMA-262 that all validators know.

use crate::value::{NumberFormat, fold};
use std::collections::HashMap;
use std::fmt::Write;
use std::sync::LazyLock;

/// White space that is trimmed away around a value.
const SPACE: &str = r"[\t-\r \u00a0]";

/// A text in which something stands.
pub(super) fn filled() -> String {
    r"[^\t-\r \u00a0]".to_owned()
}

/// A text in which nothing stands, or one of these, in lower case, in any capitals.
pub(super) fn blank(words: &[String]) -> String {
    match words {
        [] => format!("^{SPACE}*$"),
        words => format!("^{SPACE}*(?:{}{SPACE}*)?$", any_of(words.iter().map(String::as_str))),
    }
}

/// One of these texts, in lower case, in any capitals.
pub(super) fn one_of<'t>(texts: impl Iterator<Item = &'t str>) -> String {
    format!("^{SPACE}*{}{SPACE}*$", any_of(texts))
}

/// A number.
pub(super) fn number(format: NumberFormat) -> String {
    format!("^{SPACE}*{}{SPACE}*$", Numbers::of(format).any)
}

/// A number, or a range of numbers.
pub(super) fn range(format: NumberFormat) -> String {
    let Numbers { any, no_dash } = Numbers::of(format);
    // Parts are trimmed each. A dash parts at its first place, so that none stands before it; with ` to ` there is none at all.
    let forms = [
        format!(r"{any}(?:{SPACE}*\+)?"),
        format!("[<>]=?{SPACE}*{any}"),
        format!("{no_dash}{SPACE}*[-–—]{SPACE}*{any}"),
        format!("{no_dash}{SPACE}* to {SPACE}*{no_dash}"),
    ];
    format!("^{SPACE}*(?:{}){SPACE}*$", forms.join("|"))
}

/// A date in the ISO form, alone or at the start of a date and time.
pub(super) fn date() -> String {
    let day = "[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])";
    let time = "[0-9]{2}(?::?[0-9]{2}(?::?[0-9]{2}(?:[.,][0-9]{1,9})?)?)?";
    let offset = " *(?:[Zz]|UTC|[+-][0-9]{2}(?::?[0-9]{2}(?::?[0-9]{2})?)?)";
    format!(r"^{SPACE}*{day}(?:[Tt ]{time}(?:{offset})?)?(?:\[[^\]]*\])*{SPACE}*$")
}

/// A date of another form: all that can be said of it is that it has a digit, since every day has a year.
pub(super) fn date_of_another_form() -> String {
    "[0-9]".to_owned()
}

/// A JSON list as text, or a text in which nothing stands; `words` stand for nothing too.
pub(super) fn json_list(words: &[String]) -> String {
    let words = words.iter().map(String::as_str).chain(["null"]);
    format!(r"^{SPACE}*(?:{}{SPACE}*)?$|^[\t\n\r ]*\[[\s\S]*\][\t\n\r ]*$", any_of(words))
}

/// Numbers without white space around them.
struct Numbers {
    any: String,
    /// Those in which no `-` stands.
    no_dash: String,
}

impl Numbers {
    fn of(format: NumberFormat) -> Numbers {
        let (group, decimal) = format.signs();
        let group = if group == ' ' { r"[ \u00a0]".to_owned() } else { escaped(group) };
        let decimal = escaped(decimal);
        let currency: String = NumberFormat::CURRENCIES.iter().collect();
        let digits = format!("(?:(?:[0-9]{{1,3}}(?:{group}[0-9]{{3}})+|[0-9]+)(?:{decimal}[0-9]+)?|{decimal}[0-9]+)");
        let of = |sign: &str, with_dash: bool| {
            let digits = format!("{digits}(?:[eE]{sign}?[0-9]+)?");
            let mut forms = format!("{sign}?(?:[{currency}]{SPACE}*)?{digits}");
            if with_dash {
                let _ = write!(forms, "|[{currency}]{SPACE}*-{digits}");
            }
            format!("(?:{forms}|{sign}?{SPACE}*{digits}{SPACE}*[{currency}])(?:{SPACE}*%)?")
        };
        Numbers { any: of("[+-]", true), no_dash: of(r"\+", false) }
    }
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
    if r"^$\.*+?()[]{}|/".contains(letter) { format!(r"\{letter}") } else { letter.to_string() }
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
