//! The entries of lists that counted, as lines below what they counted for.

use super::lines::Line;
use crate::eval::entry_words::{counted, entry_date, entry_fields};
use crate::eval::words::clean;
use crate::eval::{CountedEntries, CountedEntry, Fact};
use crate::value::grouped;
use unicode_width::UnicodeWidthStr;

/// How many entries are shown at most where each gives points, or where several facts have theirs.
const MOST: usize = 5;
/// How many are shown at most of those that a single fact has counted.
const A_FEW: usize = 3;

/// The newest entries that counted for some facts: at most five together.
pub(super) fn entries(facts: &[Fact]) -> Vec<Line> {
    let mut all: Vec<&CountedEntries> = Vec::new();
    for entries in facts.iter().flat_map(|fact| &fact.entries) {
        if all.iter().all(|one| one.said != entries.said) {
            all.push(entries);
        }
    }
    if let [one] = all.as_slice() {
        return newest(one, if one.points.is_some() { MOST } else { A_FEW });
    }
    all.retain(|entries| entries.count > 0);
    all.truncate(MOST);
    let (share, rest) = (MOST.checked_div(all.len()).unwrap_or(0), MOST.checked_rem(all.len()).unwrap_or(0));
    let below = |(at, one): (usize, &&CountedEntries)| Line {
        below: newest(one, (share + usize::from(at < rest)).min(A_FEW)),
        ..plain(clean(&one.said), counted(one, false))
    };
    all.iter().enumerate().map(below).collect()
}

fn newest(entries: &CountedEntries, most: usize) -> Vec<Line> {
    let shown: Vec<&CountedEntry> = entries.newest.iter().take(most).collect();
    let has_dates = shown.iter().any(|entry| entry.has_date);
    let points = |entry: &CountedEntry| entry.points.map(|points| format!("{points:+}")).unwrap_or_default();
    let width = shown.iter().map(|entry| points(entry).width()).max().unwrap_or(0);
    let mut lines: Vec<Line> = shown
        .iter()
        .map(|entry| {
            let mut fields = entry_fields(entry);
            let title = match entry_date(entry) {
                Some(date) => date,
                None if has_dates => "no date".to_owned(),
                None if fields.is_empty() => "nothing is known of it".to_owned(),
                None => fields.remove(0),
            };
            let points = points(entry);
            let space = if width > 0 { " ".repeat(width - points.width() + 2) } else { String::new() };
            plain(title, format!("{points}{space}{}", fields.join(", ")).trim_end().to_owned())
        })
        .collect();
    let more = entries.count.saturating_sub(shown.len());
    if more > 0 {
        lines.push(plain(format!("and {} more", grouped(more as u64)), String::new()));
    }
    lines
}

fn plain(title: String, because: String) -> Line {
    Line { mark: None, points: String::new(), title, because, below: Vec::new() }
}
