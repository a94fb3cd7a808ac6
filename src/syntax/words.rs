//! Small helpers for putting what the user wrote into messages.

/// A text on one line, cut where it grows long.
pub(super) fn shorten(text: &str) -> String {
    let mut short = String::new();
    let mut count = 0;
    for word in text.split_whitespace() {
        if count > 0 {
            short.push(' ');
        }
        for c in word.chars() {
            count += 1;
            if count > 80 {
                short.push('…');
                return short;
            }
            short.push(c);
        }
        count += 1;
    }
    short
}

/// Whether a word is likely a misspelling of another: the longer, the more letters may be wrong.
pub(super) fn is_close(written: &str, meant: &str) -> bool {
    let written = written.to_lowercase();
    let allowed = match meant.len() {
        0..=2 => 0,
        3 => 1,
        _ => 2,
    };
    let near_length = written.len().abs_diff(meant.len()) <= 1;
    let same_start = meant.len() > 5 || written.chars().next() == meant.chars().next();
    near_length && same_start && strsim::damerau_levenshtein(&written, meant) <= allowed
}

/// `a`, `a or b`, `a, b or c`.
pub(super) fn either(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}
