//! Names of fields, made from the names of columns.

use crate::syntax::RESERVED;
use std::collections::HashSet;

/// How long a name gets, in characters.
const LENGTH: usize = 60;

/// The words of a column's name in lower case: `leadSource`, `Lead Source` and `lead_source` have two each.
pub(super) fn words(column: &str) -> Vec<String> {
    let letters: Vec<char> = column.chars().collect();
    let mut words: Vec<String> = Vec::new();
    let mut begins = true;
    for (at, letter) in letters.iter().copied().enumerate() {
        if !letter.is_alphanumeric() {
            begins = true;
            continue;
        }
        let before = at.checked_sub(1).and_then(|at| letters.get(at));
        let after = letters.get(at + 1);
        let hump = letter.is_uppercase()
            && (before.is_some_and(|c| c.is_lowercase() || c.is_ascii_digit())
                || (before.is_some_and(|c| c.is_uppercase()) && after.is_some_and(|c| c.is_lowercase())));
        let word: String = letter.to_lowercase().filter(|c| is_name_letter(*c) || c.is_ascii_digit()).collect();
        if word.is_empty() {
            continue;
        }
        match words.last_mut() {
            Some(last) if !begins && !hump => last.push_str(&word),
            _ => words.push(word),
        }
        begins = false;
    }
    words
}

/// The letters of the scripts whose every letter may stand in a name.
fn is_name_letter(letter: char) -> bool {
    letter.is_alphabetic()
        && matches!(letter,
            'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{24f}' | '\u{386}'..='\u{3ff}' | '\u{400}'..='\u{52f}'
            | '\u{5d0}'..='\u{5ea}' | '\u{620}'..='\u{64a}' | '\u{905}'..='\u{939}' | '\u{e01}'..='\u{e30}'
            | '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}')
}

/// A name for the column at a place counted from 0, which may still be taken.
pub(super) fn name(column: &str, at: usize) -> String {
    let joined: String = words(column).join("_").chars().take(LENGTH).collect();
    let joined = joined.trim_end_matches('_').to_owned();
    match joined.chars().next() {
        None => format!("column_{}", at + 1),
        Some(first) if first.is_ascii_digit() => format!("column_{joined}"),
        Some(_) if RESERVED.contains(&joined.as_str()) => format!("{joined}_field"),
        Some(_) => joined,
    }
}

/// Whether a member of a JSON object can stand in a path as it is.
pub(super) fn is_plain(name: &str) -> bool {
    let begins_well = name.chars().next().is_some_and(|first| is_name_letter(first) || first == '_');
    let goes_on_well = name.chars().all(|letter| is_name_letter(letter) || letter.is_ascii_digit() || letter == '_');
    begins_well && goes_on_well && name.chars().count() <= LENGTH && !RESERVED.contains(&name.to_lowercase().as_str())
}

/// Names that are taken, whatever their case.
#[derive(Default)]
pub(super) struct Taken(HashSet<String>);

impl Taken {
    /// The name itself, or with the first free number.
    pub fn take(&mut self, name: &str) -> String {
        let mut free = name.to_owned();
        let mut number = 2;
        while !self.0.insert(free.to_lowercase()) {
            free = format!("{name}_{number}");
            number += 1;
        }
        free
    }
}

/// Whether a text can be written between quotes so that reading gives it back.
pub(super) fn is_writable(text: &str) -> bool {
    !text.chars().any(|letter| {
        (letter.is_control() && !matches!(letter, '\n' | '\t'))
            || matches!(letter, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    })
}

/// A text between quotes, as a rule file writes it.
pub(super) fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            _ => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}

/// A text fit to stand in a comment: on one line, without control characters, cut to a length.
pub(super) fn remark(text: &str, length: usize) -> String {
    let line: String = text
        .chars()
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .filter(|c| is_writable(c.encode_utf8(&mut [0; 4])))
        .collect();
    let line = line.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(length) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or(&line).trim_end()),
        None => line,
    }
}
