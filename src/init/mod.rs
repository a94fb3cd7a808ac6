//! A first ruleset, drafted from a file of leads: names, types, what stands for blank, and a few rules to begin with.
//!
//! One pass over the file fills a [`Survey`], in memory that does not grow with the file. From it comes a [`Draft`]:
//! a rule file that `check` finds nothing wrong with and that reads every cell of the file it was drafted from.
//!
//! ```
//! use qualify::records::{ReadOptions, Reader};
//!
//! let file = "Email,Company Size\nada@example.com,51-200\nbob@example.org,11-50\n".as_bytes();
//! let mut reader = Reader::open(Box::new(file), "leads.csv", ReadOptions::default())?;
//! let draft = qualify::init::draft(&mut reader, "leads.csv")?;
//! assert!(draft.text.contains("company_size: number or range"));
//! # Ok::<(), qualify::records::ReadError>(())
//! ```

mod column;
mod dates;
mod field;
mod forms;
mod guess;
mod names;
mod placeholders;
mod starter;
mod survey;
mod values;
mod write;

pub use field::Field;
pub use survey::Survey;

use crate::records::{ReadError, Reader, Record, Step};

/// A drafted ruleset.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The rule file.
    pub text: String,
    /// The fields that it declares, in the order of the file's columns.
    pub fields: Vec<Field>,
    /// The columns that it leaves out, each with the reason; also written down in the text.
    pub left_out: Vec<(String, String)>,
    /// How many leads were read.
    pub leads: u64,
}

/// Drafts a ruleset from all that is left to read; `name` is the file's name, of which no folder is shown.
///
/// Records that the reader rejects are passed over; [`Reader::damage`] counts them.
///
/// # Errors
/// The file cannot be read to its end.
pub fn draft(reader: &mut Reader, name: &str) -> Result<Draft, ReadError> {
    let mut survey = Survey::new(reader.columns());
    let mut record = Record::default();
    loop {
        match reader.read(&mut record)? {
            Step::Record => survey.add(&record),
            Step::Rejected(_) => {}
            Step::End => return Ok(survey.draft(name)),
        }
    }
}
