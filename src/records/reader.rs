//! The one door to reading: any format, record by record.

use super::damage::Damage;
use super::error::ReadError;
use super::format::{Format, delimiter_of_name};
use super::input::Input;
use super::problem::{Problem, Rejected, excerpt};
use super::read_csv::{CsvReader, Rows};
use super::read_json::JsonReader;
use super::record::Record;
use super::unpack::{Unpacked, unpack};
use encoding_rs::Encoding;
use std::io::Read;

/// How long a record may be, in bytes.
pub(super) const MAX_RECORD: usize = 16 << 20;

/// How many cells a row may have.
pub(super) const MAX_CELLS: usize = 1 << 16;

/// How to read; what is not said is told from the name and the beginning of the file.
#[derive(Clone, Debug, Default)]
pub struct ReadOptions {
    /// The format.
    pub format: Option<Format>,
    /// What parts the cells of a CSV row.
    pub delimiter: Option<u8>,
    /// How the text is encoded, as [`encoding_named`] gives it; UTF-8 unless said. A mark at the beginning of the file
    /// wins over it.
    pub encoding: Option<&'static Encoding>,
    /// Whether rows that are wrapped as a whole in one pair of quotes are read as they were meant.
    pub unwrap_quoted_rows: bool,
    /// Whether records that cannot be read are handed out as [`Step::Rejected`] rather than ending the run.
    pub skip_bad_records: bool,
}

/// What [`Reader::read`] found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// A record.
    Record,
    /// A record that could not be read; only where [`ReadOptions::skip_bad_records`] says so.
    Rejected(Rejected),
    /// The end of the file.
    End,
}

/// What the readers of the formats find.
pub(crate) enum Outcome {
    Record,
    Bad { line: u64, problem: Problem, raw: Vec<u8> },
    End,
}

/// A CSV file whose header was read.
pub(crate) struct CsvParts {
    pub(crate) input: Input,
    pub(crate) rows: Rows,
    pub(crate) decoded: bool,
    pub(crate) skip_bad_records: bool,
    pub(crate) damage: Damage,
}

enum Body {
    Csv(Box<CsvReader>),
    Json(JsonReader),
}

/// Reads a file of leads record by record, in memory that does not grow with the file.
pub struct Reader {
    body: Body,
    format: Format,
    decoded: bool,
    skip_bad_records: bool,
    damage: Damage,
}

impl Reader {
    /// Begins to read: unpacks, decodes, tells the format, and reads the header.
    ///
    /// `name` is the file's name, for its extension and for messages; `-` stands for standard input.
    ///
    /// # Errors
    ///
    /// The file is empty, no text, cut off, or its header is damaged; [`ReadError::help`] says the way out.
    pub fn open(source: Box<dyn Read + Send>, name: &str, options: ReadOptions) -> Result<Reader, ReadError> {
        if let Some(delimiter) = options.delimiter {
            check_delimiter(delimiter)?;
        }
        let Unpacked { input, decoded } = unpack(source, name, options.encoding)?;
        let first = input.head().trim_ascii_start().first().copied();
        let format = options.format.or_else(|| Format::of_name(name)).unwrap_or(match first {
            Some(b'{') => Format::Ndjson,
            Some(b'[') => Format::Json,
            _ => Format::Csv,
        });
        let mut damage = Damage::default();
        let body = match (format, first) {
            (_, None) if !input.is_full() => return Err(ReadError::Empty { file: input.file }),
            (Format::Csv, _) => {
                let likely = delimiter_of_name(name).unwrap_or(b',');
                let delimiter = options.delimiter.or(delimiter_of_name(name));
                let reader = CsvReader::new(input, delimiter, likely, options.unwrap_quoted_rows, &mut damage)?;
                Body::Csv(Box::new(reader))
            }
            (Format::Json, Some(b'[' | b'{')) => Body::Json(JsonReader::document(input)?),
            (Format::Json, _) => {
                let excerpt = excerpt(input.head(), 40);
                return Err(ReadError::NotJson { file: input.file, excerpt });
            }
            (Format::Ndjson, Some(b'[')) => Body::Json(JsonReader::document(input)?),
            (Format::Ndjson, _) => Body::Json(JsonReader::lines(input)),
        };
        let skip_bad_records = options.skip_bad_records;
        Ok(Reader { body, format, decoded: decoded.is_some(), skip_bad_records, damage })
    }

    /// The names of the columns as the header has them; `None` for JSON. A column may be without a name.
    pub fn columns(&self) -> Option<&[String]> {
        match &self.body {
            Body::Csv(reader) => Some(reader.columns()),
            Body::Json(_) => None,
        }
    }

    /// The format.
    pub fn format(&self) -> Format {
        self.format
    }

    /// What parts the cells; a comma for JSON.
    pub fn delimiter(&self) -> u8 {
        match &self.body {
            Body::Csv(reader) => reader.delimiter(),
            Body::Json(_) => b',',
        }
    }

    /// What was mended or left out so far.
    pub fn damage(&self) -> &Damage {
        &self.damage
    }

    /// Reads the next record into `record`, whose former content is gone.
    ///
    /// # Errors
    ///
    /// The file cannot be read on. After an error there is nothing more to read.
    pub fn read(&mut self, record: &mut Record) -> Result<Step, ReadError> {
        let outcome = match &mut self.body {
            Body::Csv(reader) => reader.read(record, &mut self.damage)?,
            Body::Json(reader) => reader.read(record)?,
        };
        match outcome {
            Outcome::Record => {
                if self.decoded && record.has_replacement() {
                    self.damage.undecodable.add(record.line());
                }
                Ok(Step::Record)
            }
            Outcome::End => Ok(Step::End),
            Outcome::Bad { line, problem, raw } if self.skip_bad_records => {
                self.damage.rejected.add(line);
                Ok(Step::Rejected(Rejected { line, problem, raw }))
            }
            Outcome::Bad { line, problem, .. } => Err(self.failure(line, problem)?),
        }
    }

    /// Whether all of the file is at hand: it is a small one.
    pub(crate) fn is_small(&self) -> bool {
        matches!(&self.body, Body::Csv(reader) if !reader.is_full())
    }

    /// A CSV file whose header was read, to be read in another way; `None` for JSON.
    pub(crate) fn into_csv_parts(self) -> Option<CsvParts> {
        let Reader { body, decoded, skip_bad_records, damage, .. } = self;
        match body {
            Body::Csv(reader) => {
                let (input, rows) = reader.into_parts();
                Some(CsvParts { input, rows, decoded, skip_bad_records, damage })
            }
            Body::Json(_) => None,
        }
    }

    fn failure(&mut self, line: u64, problem: Problem) -> Result<ReadError, ReadError> {
        match &mut self.body {
            Body::Csv(reader) if matches!(problem, Problem::Wrapped { .. }) => reader.count_wrapped(line),
            Body::Csv(reader) => {
                reader.check_rest()?;
                Ok(ReadError::Bad { file: reader.file(), line, problem })
            }
            Body::Json(reader) => {
                reader.check_rest()?;
                Ok(ReadError::Bad { file: reader.file(), line, problem })
            }
        }
    }
}

/// The encoding of a name such as `windows-1252` or `utf-16le`.
///
/// # Errors
///
/// There is none of that name.
pub fn encoding_named(label: &str) -> Result<&'static Encoding, ReadError> {
    let label = label.trim();
    Encoding::for_label_no_replacement(label.as_bytes())
        .ok_or_else(|| ReadError::UnknownEncoding { label: label.to_owned() })
}

fn check_delimiter(delimiter: u8) -> Result<(), ReadError> {
    if delimiter.is_ascii_alphanumeric() || !delimiter.is_ascii() || matches!(delimiter, b'"' | b'\r' | b'\n' | 0) {
        return Err(ReadError::Delimiter { delimiter: char::from(delimiter).to_string() });
    }
    Ok(())
}
