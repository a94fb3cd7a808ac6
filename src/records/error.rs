//! Why a file cannot be read.

use super::damage::Tally;
use super::problem::Problem;
use super::reason::plain_reason;
use std::io;
use thiserror::Error;

/// Why a file of leads cannot be read, or not any further. `file` is the name fit to be shown, in backticks.
#[derive(Debug, Error)]
#[non_exhaustive]
#[allow(missing_docs, reason = "the fields say what the messages show")]
pub enum ReadError {
    /// The disk, the pipe or the network failed.
    #[error("{file} could not be read: {}", plain_reason(.source))]
    Io { file: String, source: io::Error },
    /// A compressed file ends too early.
    #[error("{file} is cut off: its compressed data ends too early")]
    CutOff { file: String },
    /// Something that is not compressed follows a compressed file.
    #[error("{file} has something after its end: what follows the compressed data cannot be unpacked")]
    AfterEnd { file: String },
    /// All records stand in a member of one object.
    #[error("{file} is one object, and the records stand inside of it, in `{member}`")]
    Inside { file: String, member: String },
    /// A compressed file is damaged.
    #[error("{file} is damaged: its compressed data cannot be unpacked")]
    Corrupt { file: String },
    /// There is nothing in the file.
    #[error("{file} is empty")]
    Empty { file: String },
    /// The file is of a kind that is not read.
    #[error("{file} is {kind}, which cannot be read as it is")]
    Foreign { file: String, kind: &'static str, help: &'static str },
    /// The file is no text.
    #[error("{file} is not a text file")]
    Binary { file: String },
    /// UTF-16 that does not say so.
    #[error("{file} looks like UTF-16 text, but does not say so at its beginning")]
    Utf16 { file: String, encoding: &'static str },
    /// Two columns of one name.
    #[error("{file} has two columns named `{name}`: the {} and the {} column", ordinal(.first), ordinal(.second))]
    DuplicateColumn { file: String, name: String, first: usize, second: usize },
    /// The header stands in one pair of quotes.
    #[error("the header of {file} stands in one pair of quotes, so that its {columns} columns read as one")]
    WrappedHeader { file: String, columns: usize },
    /// Rows that each stand in one pair of quotes.
    #[error("{}: {rows}", wrapped(.file, .rows, .columns, .more))]
    WrappedRows { file: String, rows: Tally, more: bool, columns: usize },
    /// A record that cannot be read.
    #[error("{file}, line {line}: {problem}")]
    Bad { file: String, line: u64, problem: Problem },
    /// A record too long to be one.
    #[error("{file}: the record that begins in line {line} is longer than {megabytes} MB")]
    TooLong { file: String, line: u64, megabytes: usize },
    /// A row of too many cells.
    #[error("{file}: the row in line {line} has more than {cells} cells")]
    TooWide { file: String, line: u64, cells: usize },
    /// A JSON file that begins otherwise.
    #[error("{file} is not JSON: it begins with `{excerpt}`")]
    NotJson { file: String, excerpt: String },
    /// Something between two elements of a JSON list that does not belong there.
    #[error("{file}, line {line}: {what} `{excerpt}`")]
    Separator { file: String, line: u64, what: &'static str, excerpt: String },
    /// A JSON file that ends inside of a record or of its list.
    #[error("{file} is cut off: {what} that begins in line {line} is never closed")]
    NeverClosed { file: String, line: u64, what: &'static str },
    /// An encoding that nobody knows.
    #[error("there is no encoding `{label}`")]
    UnknownEncoding { label: String },
    /// A delimiter that cannot part cells.
    #[error("`{delimiter}` cannot be the delimiter")]
    Delimiter { delimiter: String },
}

/// What the records of a file are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Holds {
    /// Leads.
    #[default]
    Leads,
    /// Entries of a list of the leads, such as events.
    Entries,
}

impl Holds {
    /// How bad records are passed over: those of leads alone are kept.
    pub(super) fn skipping(self, them: &str) -> String {
        match self {
            Holds::Leads => format!("`--skip-bad-records --rejects FILE` sets {them} aside"),
            Holds::Entries => format!("`--skip-bad-records` leaves {them} out"),
        }
    }
}

impl ReadError {
    /// The way out, where there is one, for a file of leads.
    pub fn help(&self) -> Option<String> {
        self.help_for(Holds::Leads)
    }

    /// The way out, where there is one.
    pub fn help_for(&self, holds: Holds) -> Option<String> {
        Some(match self {
            ReadError::Io { .. } => return None,
            ReadError::TooLong { .. } | ReadError::TooWide { .. } => {
                "a quote, a bracket or a line end may be missing in it".into()
            }
            ReadError::AfterEnd { .. } => "fetch or export the file again, or unpack it first".into(),
            ReadError::Inside { .. } => {
                "make a file of the list alone, `[{...}, {...}]`, or of its records, one a line".into()
            }
            ReadError::CutOff { .. } => "fetch or export the file again".into(),
            ReadError::Corrupt { .. } => "fetch or export the file again, or unpack it first".into(),
            ReadError::Empty { .. } => match holds {
                Holds::Leads => "a file of leads holds a header line and one line for each lead".into(),
                Holds::Entries => "it should hold a header line, and one line for each entry".into(),
            },
            ReadError::Foreign { help, .. } => (*help).into(),
            ReadError::Binary { .. } => "export it as CSV or NDJSON".into(),
            ReadError::Utf16 { encoding, .. } => format!("add `--encoding {encoding}`"),
            ReadError::DuplicateColumn { .. } => "rename one of the two in the first line of the file".into(),
            ReadError::WrappedHeader { .. } => {
                "`--unwrap-quoted-rows` reads the header, and rows like it, as they were meant".into()
            }
            ReadError::WrappedRows { .. } => {
                format!("`--unwrap-quoted-rows` reads them as they were meant; {}", holds.skipping("them"))
            }
            ReadError::Bad { problem, .. } => problem.help(holds),
            ReadError::NotJson { .. } if holds == Holds::Entries => {
                "a JSON file is a list of records, `[{...}, {...}]`; if it is CSV, its name should end in `.csv`".into()
            }
            ReadError::NotJson { .. } => {
                "a JSON file of leads is a list of records, `[{...}, {...}]`; `--input-format csv` reads it as CSV"
                    .into()
            }
            ReadError::Separator { .. } => "a list of records reads `[{...}, {...}]`".into(),
            ReadError::NeverClosed { .. } => {
                "a quote or a bracket is missing, or the file was not written to its end".into()
            }
            ReadError::UnknownEncoding { .. } => {
                "common ones are `windows-1252`, `iso-8859-15`, `utf-16le`, `macintosh`, `shift_jis`".into()
            }
            ReadError::Delimiter { .. } => {
                "it is one character such as `,` `;` `|` or a tab, no quote, letter or digit".into()
            }
        })
    }

    /// The line of the file, from 1, where there is one.
    pub fn line(&self) -> Option<u64> {
        match self {
            ReadError::Bad { line, .. }
            | ReadError::TooLong { line, .. }
            | ReadError::TooWide { line, .. }
            | ReadError::Separator { line, .. }
            | ReadError::NeverClosed { line, .. } => Some(*line),
            ReadError::WrappedRows { rows, .. } => rows.lines.first().copied(),
            _ => None,
        }
    }
}

/// How many rows of a file are wrapped; `more` where the file was not read to its end.
fn wrapped(file: &str, rows: &Tally, columns: &usize, more: &bool) -> String {
    let count = rows.count;
    match (count, more) {
        (1, false) => format!("a row of {file} stands in one pair of quotes, so that its {columns} cells read as one"),
        _ => {
            let least = if *more { "at least " } else { "" };
            format!(
                "{least}{count} rows of {file} stand in one pair of quotes each, so that their {columns} cells read as one"
            )
        }
    }
}

/// `1st`, `2nd`, of a position counted from 0.
fn ordinal(at: &usize) -> String {
    let n = at + 1;
    let ending = match (n % 10, n % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{n}{ending}")
}

/// How a file is named in messages.
pub(super) fn shown(name: &str) -> String {
    match name {
        "" | "-" => "standard input".into(),
        _ => format!("`{}`", name.chars().filter(|c| !c.is_control()).collect::<String>()),
    }
}
