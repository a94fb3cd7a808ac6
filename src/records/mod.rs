//! Leads in and out: CSV, NDJSON and JSON, plain or compressed, record by record with bounded memory.
//!
//! Everything here is about the file, not about rules: a [`Record`] holds texts as they stand in the file, so that what
//! a run does not touch is written through unchanged.
//!
//! ```
//! use qualify::records::{ReadOptions, Reader, Record, Step};
//!
//! let file = "Email;Company size\nada@example.com;120\n".as_bytes();
//! let mut reader = Reader::open(Box::new(file), "leads.csv", ReadOptions::default())?;
//! assert_eq!(reader.columns(), Some(&["Email".to_string(), "Company size".to_string()][..]));
//!
//! let mut record = Record::default();
//! while let Step::Record = reader.read(&mut record)? {
//!     assert_eq!(record.line(), 2);
//!     assert_eq!(record.cell(1), Some("120"));
//! }
//! # Ok::<(), qualify::records::ReadError>(())
//! ```

#[cfg_attr(not(feature = "files"), allow(dead_code, reason = "only files can lack a column"))]
mod bind;
mod columns;
mod damage;
mod entries;
mod issues;
mod lead_of;
#[cfg_attr(not(feature = "files"), allow(dead_code, reason = "only files can lack a column"))]
mod members;
mod object;
mod taking;

#[cfg(feature = "files")]
mod bytes;
#[cfg(feature = "files")]
mod dialect;
#[cfg(feature = "files")]
mod error;
#[cfg(feature = "files")]
mod format;
#[cfg(feature = "files")]
mod input;
#[cfg(feature = "files")]
mod lead_reader;
#[cfg(feature = "files")]
mod output;
#[cfg(feature = "files")]
mod problem;
#[cfg(feature = "files")]
mod quotes;
#[cfg(feature = "files")]
mod read_csv;
#[cfg(feature = "files")]
mod read_json;
#[cfg(feature = "files")]
mod reader;
#[cfg(feature = "files")]
mod reason;
#[cfg(feature = "files")]
mod record;
#[cfg(feature = "files")]
mod unpack;
#[cfg(feature = "files")]
mod write_csv;
#[cfg(feature = "files")]
mod write_json;
#[cfg(feature = "files")]
mod writer;

pub use crate::value::grouped;
pub use bind::{BindError, BindOptions, EntryKey, MissingColumn, NeededBy};
pub use columns::folded;
pub use damage::{Damage, Tally};
pub use issues::{DataIssues, FieldIssues, Sample};
pub use lead_of::{LeadError, lead_of};

#[cfg(feature = "files")]
pub(crate) use bytes::{Bytes, Part, lines};
#[cfg(feature = "files")]
pub use entries::{EntryFile, EntryFileError, EntryLimits, JoinedEntries, JoinedFile, OpenSpill, Spill};
#[cfg(feature = "files")]
pub use error::{Holds, ReadError};
#[cfg(feature = "files")]
pub use format::{Compression, Format, delimiter_of_name};
#[cfg(feature = "files")]
pub(crate) use input::Input;
#[cfg(feature = "files")]
pub use lead_reader::LeadReader;
#[cfg(feature = "files")]
pub use problem::{Problem, Rejected};
#[cfg(feature = "files")]
pub(crate) use read_csv::Rows as CsvRows;
#[cfg(feature = "files")]
pub(crate) use reader::{CsvParts, Outcome};
#[cfg(feature = "files")]
pub use reader::{ReadOptions, Reader, Step, encoding_named};
#[cfg(feature = "files")]
pub use reason::plain_reason;
#[cfg(feature = "files")]
pub use record::Record;
#[cfg(feature = "files")]
pub(crate) use writer::RowWriter;
#[cfg(feature = "files")]
pub use writer::{Added, Keep, WriteError, WriteOptions, Writer, Written};
