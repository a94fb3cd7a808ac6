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

mod bind;
mod columns;
mod damage;
mod dialect;
mod error;
mod format;
mod input;
mod issues;
mod lead_of;
mod lead_reader;
mod members;
mod output;
mod problem;
mod read_csv;
mod read_json;
mod reader;
mod record;
mod unpack;
mod write_csv;
mod write_json;
mod writer;

pub use bind::{BindError, BindOptions, MissingColumn};
pub use columns::folded;
pub use damage::{Damage, Tally};
pub use error::ReadError;
pub use format::{Compression, Format, delimiter_of_name};
pub use issues::{DataIssues, FieldIssues, Sample};
pub use lead_of::{LeadError, lead_of};
pub use lead_reader::LeadReader;
pub use problem::{Problem, Rejected};
pub use reader::{ReadOptions, Reader, Step, encoding_named};
pub use record::Record;
pub use writer::{Added, Keep, WriteError, WriteOptions, Writer, Written};
