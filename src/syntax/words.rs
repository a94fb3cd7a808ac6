//! Small helpers for putting what the user wrote into messages.

/// A text on one line, cut where it grows long.
pub(super) fn shorten(text: &str) -> String {
    let mut short = String::new();
    for (at, c) in text.split_whitespace().collect::<Vec<_>>().join(" ").chars().enumerate() {
        if at == 60 {
            short.push('…');
            break;
        }
        short.push(c);
    }
    short
}
