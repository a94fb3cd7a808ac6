//! Texts on lines of a width.

use crate::eval::words::{clean, shortened};
use unicode_width::UnicodeWidthStr;

/// A text broken into lines of so many letters; where it needs more lines than that, the last ends in `…`.
pub(super) fn wrap(text: &str, width: usize, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in clean(text).split_whitespace() {
        if !line.is_empty() && line.width() + 1 + word.width() > width {
            lines.push(std::mem::take(&mut line));
        }
        line.push_str(if line.is_empty() { "" } else { " " });
        line.push_str(word);
        if lines.len() > most {
            break;
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    let is_cut = lines.len() > most;
    lines.truncate(most);
    let last = lines.len().saturating_sub(1);
    let fitted = |(at, line): (usize, String)| match is_cut && at == last {
        true if line.width() < width => line + "…",
        true => shortened(&(line + "…"), width.saturating_sub(1)),
        false => shortened(&line, width),
    };
    lines.into_iter().enumerate().map(fitted).collect()
}
