//! Texts for messages, which stay on one line and short.

/// The longest text that a message holds whole, in characters.
const LONGEST: usize = 72;

/// The text on one line, its end left out where it is long.
pub(super) fn shortened(text: &str) -> String {
    let mut line = String::new();
    let mut length = 0;
    // Hostile texts are long: no more is read than is shown.
    for letter in text.chars() {
        let blank = letter.is_whitespace();
        if blank && (line.is_empty() || line.ends_with(' ')) {
            continue;
        }
        if length == LONGEST {
            return format!("{} …", line.trim_end());
        }
        line.push(if blank { ' ' } else { letter });
        length += 1;
    }
    line
}
