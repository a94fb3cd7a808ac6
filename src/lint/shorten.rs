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

/// How many things a message lists.
const MOST_LISTED: usize = 4;

/// Things as a message lists them: `a`, `b` and `c`; of many only the first.
pub(super) fn listed(mut things: Vec<String>) -> String {
    if things.len() > MOST_LISTED {
        let more = things.len() - (MOST_LISTED - 1);
        things.truncate(MOST_LISTED - 1);
        things.push(format!("{more} more"));
    }
    let last = things.pop().unwrap_or_default();
    if things.is_empty() { last } else { format!("{} and {last}", things.join(", ")) }
}
