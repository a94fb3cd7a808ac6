//! Numbers and lists of values in words.

use crate::value::grouped;

/// How many values a message names.
pub(super) const SHOWN: usize = 5;

/// `1 lead`, `9,240 leads`.
pub(super) fn counted(count: u64, noun: &str) -> String {
    format!("{} {noun}{}", grouped(count), if count == 1 { "" } else { "s" })
}

/// `a`, `a and b`, `a, b and c`; of many the first few: `a, b, c, d, e and 12 more`.
pub(super) fn joined(all: &[String]) -> String {
    let shown = all.get(..SHOWN).filter(|_| all.len() > SHOWN + 1);
    match (shown, all) {
        (Some(shown), _) => format!("{} and {} more", shown.join(", "), grouped((all.len() - shown.len()) as u64)),
        (None, []) => String::new(),
        (None, [one]) => one.clone(),
        (None, [rest @ .., last]) => format!("{} and {last}", rest.join(", ")),
    }
}

/// A value of the leads, in quotes, on one line, and not too long.
pub(super) fn quoted(value: &str) -> String {
    let clean = |letter: char| if letter.is_control() { ' ' } else { letter };
    let start: String = value.chars().take(60).map(clean).collect();
    if value.chars().nth(60).is_some() { format!("\"{start}…\"") } else { format!("\"{start}\"") }
}
