//! Why files of entries cannot be joined to the leads.

use super::limits::EntryLimits;
use crate::records::bind::{BindError, lacks};
use crate::records::error::{Holds, ReadError};
use crate::records::reason::plain_reason;
use crate::value::grouped;
use std::io;
use thiserror::Error;

/// Why entries cannot be joined to leads.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum EntryFileError {
    /// The field is not a list of entries, or does not say how it is joined.
    #[error("`{field}` {}", if *.is_list { "does not say which column of its file holds the lead's key" } else { "is no list of entries" })]
    NotJoined {
        /// The field.
        field: String,
        /// Whether it is a list of entries.
        is_list: bool,
    },
    /// The file cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// Its columns do not fit the fields.
    #[error("{}", misfit(.file, .error))]
    Bind {
        /// The file.
        file: String,
        /// The field that holds the lead's key.
        key: String,
        /// Why.
        error: Box<BindError>,
    },
    /// There are too many different keys.
    #[error("`{file}` has too many different keys: the entries of `{list}` may have {}, and those of all lists together {}",
            grouped(*.keys as u64), grouped(EntryLimits::default().keys as u64))]
    TooManyKeys {
        /// The file.
        file: String,
        /// The list.
        list: String,
        /// How many different keys its entries may have.
        keys: usize,
    },
    /// The different keys are too long together.
    #[error("`{file}` has keys that are too long: those of `{list}` may take {} MB together", *.bytes >> 20)]
    TooLongKeys {
        /// The file.
        file: String,
        /// The list.
        list: String,
        /// How many bytes the different keys may take.
        bytes: usize,
    },
    /// There are more entries than fit into memory, and they cannot be written beside it.
    #[error("the entries of `{file}` do not fit into memory, and cannot be kept on disk: {}", plain_reason(.reason))]
    NoRoom {
        /// The file.
        file: String,
        /// What the system says.
        reason: io::Error,
    },
    /// It was told to stop.
    #[error("stopped")]
    Stopped,
}

impl EntryFileError {
    /// The way out, where there is one.
    pub fn help(&self) -> Option<String> {
        match self {
            EntryFileError::NotJoined { is_list: true, field } => Some(format!(
                "say it in the `lead` block, behind the fields of an entry: `{field}: list of {{ ... }} joined by lead_id`"
            )),
            EntryFileError::NotJoined { .. } => Some(
                "declare it in the `lead` block: `activity: list of { kind: text  at: date } joined by lead_id`"
                    .to_owned(),
            ),
            EntryFileError::Read(error) => error.help_for(Holds::Entries),
            EntryFileError::Bind { error, key, .. } => Some(match &**error {
                BindError::Missing { columns, .. } if columns.iter().all(|column| column.field == *key) => {
                    let advice = "the column that holds the lead's key is named behind `joined by`, in backticks where it has spaces";
                    error.there().into_iter().chain([advice.to_owned()]).collect::<Vec<_>>().join("\n      ")
                }
                BindError::Ambiguous { field, .. } if field == key => {
                    "write the name of the right one behind `joined by`, in backticks".to_owned()
                }
                error => error.help(),
            }),
            EntryFileError::TooManyKeys { .. } | EntryFileError::TooLongKeys { .. } => {
                Some("leave out entries of visitors who are no leads, or score the leads in parts, each with its own entries".to_owned())
            }
            EntryFileError::NoRoom { .. } => {
                Some("make room where the system keeps temporary files, or name another folder in TMPDIR".to_owned())
            }
            EntryFileError::Stopped => None,
        }
    }
}

/// What to say where the columns of a file do not fit.
fn misfit(file: &str, error: &BindError) -> String {
    match error {
        BindError::Missing { list: None, columns, needed_by, .. } => {
            lacks(&format!("`{file}` has"), columns, *needed_by)
        }
        _ => format!("in `{file}`: {error}"),
    }
}
