//! What can be wrong with one record.

use super::error::Holds;
use thiserror::Error;

/// Why a record cannot be read. The message follows the words `line 7`.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum Problem {
    /// More cells than the header has, and not just blank ones.
    #[error("the row has {cells} cells, but the header has {columns}")]
    TooManyCells {
        /// The cells of the row.
        cells: usize,
        /// The cells of the header.
        columns: usize,
    },
    /// Fewer cells than the header has, over several lines: most likely a quote swallowed rows.
    #[error(
        "the row runs on to line {last} and still has only {cells} of {columns} cells; a quote may be missing in it"
    )]
    Swallowed {
        /// The line in which it ends.
        last: u64,
        /// The cells of the row.
        cells: usize,
        /// The cells of the header.
        columns: usize,
    },
    /// A quote is opened and the file ends before it is closed.
    #[error("a quote opens in the row and is never closed, so that everything up to the end of the file is one cell")]
    UnclosedQuote,
    /// More follows the quote that closes a cell.
    #[error("a cell goes on after the quote that closes it: `{excerpt}`")]
    AfterQuote {
        /// The quote and what is around it.
        excerpt: String,
    },
    /// The row as a whole stands in one pair of quotes.
    #[error("the whole row stands in one pair of quotes, so that its {columns} cells read as one")]
    Wrapped {
        /// The cells that it holds.
        columns: usize,
    },
    /// Bytes that are not UTF-8.
    #[error("there are characters that are not UTF-8")]
    NotUtf8,
    /// JSON, but not an object.
    #[error("{found} stands where a record in braces `{{...}}` should be: `{excerpt}`")]
    NotAnObject {
        /// What stands there: `a number`.
        found: &'static str,
        /// How it begins.
        excerpt: String,
    },
    /// Not JSON.
    #[error("this is not JSON: {reason} (at character {column} of line {line}, in `{excerpt}`)")]
    NotJson {
        /// What was expected.
        reason: String,
        /// The line in which reading failed.
        line: u64,
        /// The character of that line, from 1.
        column: usize,
        /// The text up to there and a little beyond.
        excerpt: String,
    },
    /// Two members of one name.
    #[error("the record has `{name}` twice")]
    DuplicateMember {
        /// The name.
        name: String,
    },
    /// JSON nested too deep.
    #[error("lists and objects are nested more than {limit} deep")]
    TooDeep {
        /// How deep they may be nested.
        limit: usize,
    },
}

impl Problem {
    /// The way out.
    pub fn help(&self, holds: Holds) -> String {
        let skip = format!("{} and goes on", holds.skipping("such records"));
        match self {
            Problem::TooManyCells { columns: 1, .. } => format!(
                "the header is a single column: are there lines above the real one, or is the delimiter another one (`--delimiter`)? otherwise {skip}"
            ),
            Problem::TooManyCells { .. } => {
                format!("a cell that holds the delimiter must stand in quotes: mend the row, or {skip}")
            }
            Problem::Swallowed { .. } | Problem::UnclosedQuote => {
                format!("look for a `\"` without its partner: mend the row, or {skip}")
            }
            Problem::AfterQuote { .. } => {
                format!("a quote within a quoted cell is doubled, as in `\"a \"\"b\"\"\"`: mend the row, or {skip}")
            }
            Problem::Wrapped { .. } => "`--unwrap-quoted-rows` reads such rows as they were meant".into(),
            Problem::NotUtf8 => "the file may be in another encoding: try `--encoding windows-1252`, or export it as \
                                 UTF-8"
                .into(),
            Problem::NotAnObject { .. }
            | Problem::NotJson { .. }
            | Problem::DuplicateMember { .. }
            | Problem::TooDeep { .. } => {
                format!("mend the record, or {skip}")
            }
        }
    }
}

/// A record that could not be read and was passed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejected {
    /// The line of the file, from 1, in which it begins.
    pub line: u64,
    /// What is wrong with it.
    pub problem: Problem,
    /// The record as it stands in the file, without its line end: in the bytes of the file, or in UTF-8 where an encoding was named or recognised.
    pub raw: Vec<u8>,
}

/// The beginning of a text, fit to be shown: on one line, without control characters, at most `limit` characters.
pub(super) fn excerpt(text: &[u8], limit: usize) -> String {
    let text = String::from_utf8_lossy(text.get(..limit * 4).unwrap_or(text));
    let clean = text.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).filter(|c| !c.is_control());
    clean.take(limit).collect::<String>().trim().to_owned()
}
