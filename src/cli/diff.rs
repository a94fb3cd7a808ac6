//! What changed in a text, as `diff -u` shows it.

use clap::builder::styling::{AnsiColor, Style};
use similar::TextDiff;
use std::time::Duration;

/// A search for the shortest difference takes no longer than this; after it a longer one will do.
const PATIENCE: Duration = Duration::from_secs(2);

/// The difference in unified form, with three lines around each change; empty where nothing changed.
pub fn unified(name: &str, old: &str, new: &str) -> String {
    let diff = TextDiff::configure().timeout(PATIENCE).diff_lines(old, new);
    diff.unified_diff().context_radius(3).header(name, name).to_string()
}

/// A difference in unified form with what goes in red, what comes in green.
pub fn coloured(plain: &str) -> String {
    let mut text = String::with_capacity(plain.len() * 2);
    for line in plain.split_inclusive('\n') {
        let style = match line.as_bytes().first() {
            _ if line.starts_with("--- ") || line.starts_with("+++ ") => Style::new().bold(),
            Some(b'+') => Style::new().fg_color(Some(AnsiColor::Green.into())),
            Some(b'-') => Style::new().fg_color(Some(AnsiColor::Red.into())),
            Some(b'@') => Style::new().fg_color(Some(AnsiColor::Cyan.into())),
            _ => Style::new(),
        };
        let (content, end) = line.strip_suffix('\n').map_or((line, ""), |content| (content, "\n"));
        text.push_str(&format!("{style}{content}{style:#}{end}"));
    }
    text
}
