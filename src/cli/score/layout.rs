//! How the summary for people is laid out.

use crate::records::grouped;
use std::fmt::Write;

/// Where cells stand in their column.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// To the left.
    Left,
    /// To the right.
    Right,
}

/// Lines of columns that stand under each other.
pub struct Lines<const N: usize> {
    aligns: [Align; N],
    rows: Vec<[String; N]>,
}

impl<const N: usize> Lines<N> {
    /// None yet.
    pub fn new(aligns: [Align; N]) -> Lines<N> {
        Lines { aligns, rows: Vec::new() }
    }

    /// Adds a line.
    pub fn row(&mut self, cells: [String; N]) {
        self.rows.push(cells);
    }

    /// The lines as text.
    pub fn laid_out(&self) -> String {
        use unicode_width::UnicodeWidthStr;
        let width = |at: usize| self.rows.iter().filter_map(|row| row.get(at)).map(|cell| cell.width()).max();
        let widths: Vec<usize> = (0..self.aligns.len()).map(|at| width(at).unwrap_or(0)).collect();
        let mut text = String::new();
        for row in &self.rows {
            let mut line = String::new();
            for ((cell, align), width) in row.iter().zip(self.aligns).zip(&widths) {
                let gap = " ".repeat(width - cell.width().min(*width));
                match align {
                    Align::Left => line.extend([cell.as_str(), &gap, "  "]),
                    Align::Right => line.extend([&gap, cell.as_str(), "  "]),
                }
            }
            let _ = writeln!(text, "{}", line.trim_end());
        }
        text
    }
}

/// `1 lead`, `9,240 leads`
pub fn counted(count: u64, noun: &str) -> String {
    counted_as(count, noun, &format!("{noun}s"))
}

/// The same for a noun with a plural of its own.
pub fn counted_as(count: u64, one: &str, several: &str) -> String {
    format!("{} {}", grouped(count), if count == 1 { one } else { several })
}

/// How many of how many, in percent.
pub fn share(count: u64, of: u64) -> String {
    if of == 0 { String::new() } else { format!("{:.1} %", count as f64 * 100.0 / of as f64) }
}

/// The text, or its first characters where it has more.
pub fn shortened(text: &str, width: usize) -> String {
    match text.char_indices().nth(width) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default().trim_end()),
        None => text.to_owned(),
    }
}

/// The text in lines of at most so many characters, broken at spaces.
pub fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}
