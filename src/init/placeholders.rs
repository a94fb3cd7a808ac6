//! Texts that stand for nothing.

use crate::value::fold;

/// Texts that forms, databases and spreadsheets write where there is no value, in lower case.
const ALWAYS: &[&str] = &[
    "select",
    "select...",
    "select one",
    "please select",
    "-- select --",
    "--select--",
    "choose",
    "choose one",
    "n/a",
    "n.a.",
    "#n/a",
    "#value!",
    "#ref!",
    "#null!",
    "#name?",
    "#div/0!",
    "null",
    "(null)",
    "[null]",
    "<null>",
    "\\n",
    "undefined",
    "nan",
    "unknown",
    "(unknown)",
    "[unknown]",
    "[[unknown]]",
    "not known",
    "(not set)",
    "not set",
    "(not provided)",
    "[not provided]",
    "not provided",
    "not specified",
    "not available",
    "not applicable",
    "unspecified",
    "(none)",
    "-none-",
    "--none--",
    "<none>",
    "(blank)",
    "(empty)",
    "tbd",
    "tba",
    "-",
    "--",
    "---",
    "–",
    "—",
    "?",
    "??",
    "???",
    "0000-00-00",
    "0000-00-00 00:00:00",
];

/// Texts that may just as well be a value: `NA` is also North America, `None` an answer. They stand for nothing where
/// the rest of the column shows it.
const PERHAPS: &[&str] = &["none", "na", "nil"];

/// How surely a text stands for nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sureness {
    Always,
    Perhaps,
}

/// Whether a trimmed cell looks like a placeholder.
pub(super) fn sureness(cell: &str) -> Option<Sureness> {
    // Longer than any of them: not worth folding.
    if cell.len() > 24 {
        return None;
    }
    let folded = fold(cell);
    if ALWAYS.contains(&folded.as_ref()) {
        Some(Sureness::Always)
    } else if PERHAPS.contains(&folded.as_ref()) {
        Some(Sureness::Perhaps)
    } else {
        None
    }
}

/// The placeholders of a column: in lower case, as most often written, and how often.
#[derive(Default)]
pub(super) struct Placeholders(super::values::Values);

impl Placeholders {
    /// Counts one.
    pub fn add(&mut self, cell: &str) {
        // There are fewer than are told apart.
        self.0.add(cell, 1);
    }

    /// All that occurred.
    pub fn all(&self) -> impl Iterator<Item = Placeholder<'_>> {
        self.0.all().unwrap_or_default().iter().filter_map(|distinct| {
            let written = distinct.spelling();
            Some(Placeholder { written, count: distinct.count, sureness: sureness(written)? })
        })
    }
}

/// One placeholder of a column.
pub(super) struct Placeholder<'a> {
    pub written: &'a str,
    pub count: u64,
    pub sureness: Sureness,
}
