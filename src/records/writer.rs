//! The one door to writing: records with what a run adds to them, in any format.

use super::damage::Tally;
use super::format::{Compression, Format};
use super::output::Output;
use super::reason::plain_reason;
use super::record::Record;
use super::write_csv::CsvWriter;
use super::write_json::JsonWriter;
use std::io::{self, Write};
use thiserror::Error;

/// How to write.
#[derive(Clone, Debug)]
pub struct WriteOptions {
    /// The format.
    pub format: Format,
    /// What parts the cells of a CSV row; as a rule the input's.
    pub delimiter: u8,
    /// How the whole is compressed.
    pub compression: Compression,
    /// What stays of the input.
    pub keep: Keep,
    /// From JSON to CSV: members that get a column even if they first come up late, as
    /// [`LeadReader::members`](super::LeadReader::members) names them.
    pub members: Vec<String>,
}

impl WriteOptions {
    /// Everything kept, commas between cells, no compression.
    pub fn new(format: Format) -> WriteOptions {
        WriteOptions { format, delimiter: b',', compression: Compression::None, keep: Keep::All, members: Vec::new() }
    }
}

/// Which columns of the input stay.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Keep {
    /// All, those without a name too.
    #[default]
    All,
    /// None.
    None,
    /// Those of exactly these names, white space around names aside.
    Only(Vec<String>),
}

impl Keep {
    /// Whether the column or member of that name stays.
    pub fn holds(&self, name: &str) -> bool {
        match self {
            Keep::All => true,
            Keep::None => false,
            Keep::Only(names) => names.iter().any(|kept| kept.trim() == name.trim()),
        }
    }
}

/// A value that a run adds to a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Added<'a> {
    /// Nothing: an empty cell, `null` in JSON.
    Blank,
    /// A number as JSON writes it, such as `-2.5`.
    Number(&'a str),
    /// A text.
    Text(&'a str),
    /// `yes` or `no`; in JSON `true` or `false`.
    YesNo(bool),
    /// Any value as JSON text; it stands as that text in a cell.
    Json(&'a str),
}

/// What was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// How many records.
    pub records: u64,
    /// From JSON to CSV: members that first came up after the header was settled, and so have no column.
    pub without_column: Tally,
    /// The names of the first few of them.
    pub names_without_column: Vec<String>,
}

/// Why a result cannot be written.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum WriteError {
    /// The disk is full, the pipe closed, or the like.
    #[error("the result could not be written: {}", plain_reason(.0))]
    Io(#[from] io::Error),
    /// The run adds something under a name that the input has already.
    #[error("the result would have two columns named `{name}`: one is in the input, one is added")]
    Clash {
        /// The name.
        name: String,
    },
}

impl WriteError {
    /// The way out, where there is one.
    pub fn help(&self) -> Option<String> {
        match self {
            WriteError::Io(_) => None,
            WriteError::Clash { .. } => Some(
                "`--prefix TEXT` puts a text before the names of what is added; `--keep` leaves columns out".into(),
            ),
        }
    }

    /// Whether the reader of a pipe has had enough, which is no failure.
    pub fn is_closed_pipe(&self) -> bool {
        matches!(self, WriteError::Io(error) if error.kind() == io::ErrorKind::BrokenPipe)
    }
}

enum Body {
    Csv(Box<CsvWriter>),
    Json(Box<JsonWriter>),
}

/// Writes records and what is added to them; what was not touched goes out as it came in.
///
/// From CSV to JSON every cell is a text, an empty one `null`; what stands in a column without a name is called
/// `column 38` by its place. From JSON to CSV the columns are the members of the first 1,000 records, and those that
/// [`WriteOptions::members`] names; texts stand without quotes, `null` is an empty cell, and lists and objects stand as JSON text.
///
/// ```
/// use qualify::records::{Added, Format, ReadOptions, Reader, Record, Step, WriteOptions, Writer};
///
/// let file = "Email,Size\nada@example.com,120\n".as_bytes();
/// let mut reader = Reader::open(Box::new(file), "leads.csv", ReadOptions::default())?;
/// let options = WriteOptions::new(Format::Csv);
/// let mut writer = Writer::new(Box::new(std::io::stdout()), reader.columns(), &["score".into()], options)?;
/// let mut record = Record::default();
/// while let Step::Record = reader.read(&mut record)? {
///     writer.write(&record, &[Added::Number("40")])?;
/// }
/// assert_eq!(writer.finish()?.records, 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Writer {
    body: Body,
    written: Written,
}

impl Writer {
    /// Begins to write. `columns` are the input's where it is CSV; `added` the names of what each record gets.
    ///
    /// # Errors
    ///
    /// A name in `added` is that of a column that is kept, case aside.
    pub fn new(
        target: Box<dyn Write + Send>,
        columns: Option<&[String]>,
        added: &[String],
        options: WriteOptions,
    ) -> Result<Writer, WriteError> {
        for column in columns.unwrap_or_default().iter().filter(|column| options.keep.holds(column)) {
            check_clash(column, added)?;
        }
        let output = Output::new(target, options.compression)?;
        let body = match options.format {
            Format::Csv => {
                let writer = CsvWriter::new(output, columns, added, options)?;
                Body::Csv(Box::new(writer))
            }
            Format::Ndjson | Format::Json => {
                let list = options.format == Format::Json;
                Body::Json(Box::new(JsonWriter::new(output, columns, added, list, options.keep)))
            }
        };
        Ok(Writer { body, written: Written::default() })
    }

    /// Writes a record with its added values, in the order of their names.
    ///
    /// # Errors
    ///
    /// The target fails, or a JSON record has a member of the name of something added.
    pub fn write(&mut self, record: &Record, added: &[Added]) -> Result<(), WriteError> {
        self.written.records += 1;
        match &mut self.body {
            Body::Csv(writer) => writer.write(record, added, &mut self.written),
            Body::Json(writer) => writer.write(record, added),
        }
    }

    /// Goes on with rows that are put together already; `None` where CSV is not what is written.
    pub(crate) fn into_rows(self) -> Result<Option<RowWriter>, WriteError> {
        match self.body {
            Body::Csv(writer) => Ok(Some(RowWriter { output: writer.into_output()?, written: self.written })),
            Body::Json(_) => Ok(None),
        }
    }

    /// Writes what is still held back. Without this the result is not whole.
    ///
    /// # Errors
    ///
    /// The target fails, for one because the disk is full.
    pub fn finish(mut self) -> Result<Written, WriteError> {
        match self.body {
            Body::Csv(writer) => writer.finish(&mut self.written)?,
            Body::Json(writer) => writer.finish()?,
        }
        Ok(self.written)
    }
}

/// Writes rows that are put together already, behind a header.
pub(crate) struct RowWriter {
    output: Output,
    written: Written,
}

impl RowWriter {
    /// Writes so many rows.
    pub(crate) fn write(&mut self, rows: &[u8], records: u64) -> Result<(), WriteError> {
        self.written.records += records;
        Ok(self.output.write_all(rows)?)
    }

    /// Writes what is still held back.
    pub(crate) fn finish(self) -> Result<Written, WriteError> {
        self.output.finish()?;
        Ok(self.written)
    }
}

/// Refuses a name of the input that something added has, too.
pub(super) fn check_clash(name: &str, added: &[String]) -> Result<(), WriteError> {
    match added.iter().find(|added| added.eq_ignore_ascii_case(name.trim())) {
        Some(name) => Err(WriteError::Clash { name: name.clone() }),
        None => Ok(()),
    }
}
