//! Rows of cells under a header.

use super::bytes::Bytes;
use super::columns::first_duplicate;
use super::damage::{Damage, Tally};
use super::dialect::{Dialect, dialect, unwrapped};
use super::error::ReadError;
use super::input::Input;
use super::problem::{Problem, excerpt};
use super::quotes::Quotes;
use super::reader::{MAX_CELLS, MAX_RECORD, Outcome};
use super::record::Record;
use csv_core::{ReadRecordResult, ReaderBuilder};

/// How far a file is read on to count its wrapped rows.
const COUNTED: u64 = 1_000_000;

/// Reads rows.
pub(super) struct CsvReader {
    input: Input,
    rows: Rows,
}

/// Splits rows into cells, and says what is wrong with them.
#[derive(Debug)]
pub(crate) struct Rows {
    /// The file's name as messages show it.
    file: String,
    core: csv_core::Reader,
    delimiter: u8,
    columns: Vec<String>,
    unwrap: bool,
    /// The cells of the present row end to end, and where each ends.
    text: Vec<u8>,
    ends: Vec<usize>,
    /// The present row as it stands in the file.
    raw: Vec<u8>,
    quotes: Quotes,
    /// The line after the present row.
    next_line: u64,
}

/// The extent of a row that was split into cells.
struct Row {
    line: u64,
    last_line: u64,
    length: usize,
    cells: usize,
    closed: bool,
}

impl CsvReader {
    /// Reads the header.
    pub fn new(
        mut input: Input,
        delimiter: Option<u8>,
        likely: u8,
        unwrap: bool,
        damage: &mut Damage,
    ) -> Result<CsvReader, ReadError> {
        let Dialect { delimiter, wrapped_header, preamble } =
            dialect(input.head(), !input.is_full(), delimiter, likely);
        input.advance(preamble);
        let core = ReaderBuilder::new().delimiter(delimiter).build();
        let (text, ends) = (vec![0; 16 * 1024], vec![0; 256]);
        let (columns, raw, quotes) = (Vec::new(), Vec::new(), Quotes::default());
        let file = input.file.clone();
        let mut rows = Rows { file, core, delimiter, columns, unwrap, text, ends, raw, quotes, next_line: 1 };
        if let Some(columns) = wrapped_header.filter(|_| !unwrap) {
            return Err(ReadError::WrappedHeader { file: rows.file, columns });
        }
        let Some(row) = rows.split(&mut input)? else { return Err(ReadError::Empty { file: rows.file }) };
        let bad = |file, problem| ReadError::Bad { file, line: row.line, problem };
        if !row.closed {
            return Err(bad(rows.file, Problem::UnclosedQuote));
        }
        if let Some(problem) = rows.after_quote() {
            return Err(bad(rows.file, problem));
        }
        let mut header = Record::default();
        let inner = wrapped_header.and_then(|_| unwrapped(rows.row_text(&row), delimiter));
        let utf8 = match &inner {
            Some((text, ends)) => {
                damage.unwrapped.add(row.line);
                header.set_cells(row.line, text, ends)
            }
            None => header.set_cells(row.line, rows.row_text(&row), rows.row_ends(&row)),
        };
        if !utf8 {
            return Err(bad(rows.file, Problem::NotUtf8));
        }
        rows.columns = header.cells().map(str::to_owned).collect();
        if let Some((first, second)) = first_duplicate(&rows.columns) {
            let name = rows.columns.get(first).map_or("", |name| name.trim()).to_owned();
            return Err(ReadError::DuplicateColumn { file: rows.file, name, first, second });
        }
        Ok(CsvReader { input, rows })
    }

    pub fn columns(&self) -> &[String] {
        &self.rows.columns
    }

    /// Whether more follows than is at hand.
    pub fn is_full(&self) -> bool {
        self.input.is_full()
    }

    pub fn delimiter(&self) -> u8 {
        self.rows.delimiter
    }

    /// The file's name as messages show it.
    pub fn file(&self) -> String {
        self.input.file.clone()
    }

    /// The next row.
    pub fn read(&mut self, record: &mut Record, damage: &mut Damage) -> Result<Outcome, ReadError> {
        self.rows.read(&mut self.input, record, damage)
    }

    /// Reads on to see whether a compressed file is sound.
    pub fn check_rest(&mut self) -> Result<(), ReadError> {
        self.input.check_rest()
    }

    /// Reads on to count the wrapped rows, of which the first stands in `line`.
    pub fn count_wrapped(&mut self, line: u64) -> Result<ReadError, ReadError> {
        self.rows.count_wrapped(&mut self.input, line)
    }

    /// What is read from, and what splits it into rows.
    pub fn into_parts(self) -> (Input, Rows) {
        (self.input, self.rows)
    }
}

impl Rows {
    pub(crate) fn columns(&self) -> &[String] {
        &self.columns
    }

    pub(crate) fn delimiter(&self) -> u8 {
        self.delimiter
    }

    /// The same for another part of the file.
    pub(crate) fn anew(&self) -> Rows {
        Rows {
            file: self.file.clone(),
            core: ReaderBuilder::new().delimiter(self.delimiter).build(),
            delimiter: self.delimiter,
            columns: self.columns.clone(),
            unwrap: self.unwrap,
            text: vec![0; 16 * 1024],
            ends: vec![0; 256],
            raw: Vec::new(),
            quotes: Quotes::default(),
            next_line: 1,
        }
    }

    /// The next row.
    pub(crate) fn read(
        &mut self,
        source: &mut impl Bytes,
        record: &mut Record,
        damage: &mut Damage,
    ) -> Result<Outcome, ReadError> {
        let columns = self.columns.len();
        loop {
            let (line, more) = (self.next_line, skip_line_ends(source)?);
            // An empty line between others is a lead whose only cell is blank.
            if more && columns == 1 && line < source.line() {
                self.next_line += 1;
                record.set_cells(line, b"", &[0]);
                return Ok(Outcome::Record);
            }
            let Some(mut row) = self.split(source)? else { return Ok(Outcome::End) };
            if !row.closed {
                return Ok(self.bad(&row, Problem::UnclosedQuote));
            }
            if let Some(problem) = self.swallowed(&row).or_else(|| self.after_quote()) {
                return Ok(self.bad(&row, problem));
            }
            if row.cells == 1 && columns > 1 {
                if blank(self.row_text(&row)) {
                    continue;
                }
                if let Some((text, ends)) = self.wrapped(&row) {
                    if !self.unwrap {
                        return Ok(self.bad(&row, Problem::Wrapped { columns }));
                    }
                    if !record.set_cells(row.line, &text, &ends) {
                        return Ok(self.bad(&row, Problem::NotUtf8));
                    }
                    damage.unwrapped.add(row.line);
                    return Ok(Outcome::Record);
                }
            }
            if row.cells > columns {
                let kept = columns.checked_sub(1).and_then(|last| self.ends.get(last)).copied().unwrap_or(0);
                if !blank(self.text.get(kept..row.length).unwrap_or_default()) {
                    return Ok(self.bad(&row, Problem::TooManyCells { cells: row.cells, columns }));
                }
                (row.length, row.cells) = (kept, columns);
                damage.surplus_blank.add(row.line);
            } else if row.cells < columns {
                if self.ends.len() < columns {
                    self.ends.resize(columns, 0);
                }
                self.ends.iter_mut().take(columns).skip(row.cells).for_each(|end| *end = row.length);
                row.cells = columns;
                damage.short_rows.add(row.line);
            }
            return Ok(match record.set_cells(row.line, self.row_text(&row), self.row_ends(&row)) {
                true => Outcome::Record,
                false => self.bad(&row, Problem::NotUtf8),
            });
        }
    }

    /// Reads on to count the wrapped rows, of which the first stands in `line`.
    pub(crate) fn count_wrapped(&mut self, source: &mut impl Bytes, line: u64) -> Result<ReadError, ReadError> {
        let mut found = Tally::default();
        found.add(line);
        let mut read = 0;
        while let Some(row) = self.split(source)? {
            if self.wrapped(&row).is_some() {
                found.add(row.line);
            }
            read += 1;
            if read == COUNTED {
                break;
            }
        }
        let (file, columns) = (self.file.clone(), self.columns.len());
        Ok(ReadError::WrappedRows { file, rows: found, more: read == COUNTED, columns })
    }

    /// The file's name as messages show it.
    pub(crate) fn file(&self) -> String {
        self.file.clone()
    }

    /// The cells inside a row that is wrapped in one pair of quotes: exactly as many as the header has.
    fn wrapped(&self, row: &Row) -> Option<(Vec<u8>, Vec<usize>)> {
        let columns = self.columns.len();
        if row.cells != 1 || columns < 2 {
            return None;
        }
        unwrapped(self.row_text(row), self.delimiter).filter(|(_, ends)| ends.len() == columns)
    }

    /// Whether the row most likely holds others that a quote swallowed.
    fn swallowed(&self, row: &Row) -> Option<Problem> {
        let columns = self.columns.len();
        let fits = row.last_line == row.line || row.cells >= columns || self.delimiters_inside(row) + 1 < columns;
        (!fits).then_some(Problem::Swallowed { last: row.last_line, cells: row.cells, columns })
    }

    /// How many delimiters stand within cells; where a quote swallowed the start of another row there are many.
    fn delimiters_inside(&self, row: &Row) -> usize {
        self.row_text(row).iter().filter(|byte| **byte == self.delimiter).count()
    }

    fn row_text(&self, row: &Row) -> &[u8] {
        self.text.get(..row.length).unwrap_or_default()
    }

    fn row_ends(&self, row: &Row) -> &[usize] {
        self.ends.get(..row.cells).unwrap_or_default()
    }

    /// Whether a cell goes on after its closing quote, which says that a quote within it is not doubled.
    fn after_quote(&self) -> Option<Problem> {
        let at = self.quotes.stray()?;
        let shown = self.raw.get(at.saturating_sub(20)..(at + 15).min(self.raw.len())).unwrap_or_default();
        // A character may be cut in two at either end.
        let excerpt = excerpt(shown, 35).trim_matches('\u{fffd}').to_owned();
        Some(Problem::AfterQuote { excerpt })
    }

    fn bad(&self, row: &Row, problem: Problem) -> Outcome {
        let raw = self.raw.strip_suffix(b"\n").unwrap_or(&self.raw);
        let raw = raw.strip_suffix(b"\r").unwrap_or(raw).to_vec();
        Outcome::Bad { line: row.line, problem, raw }
    }

    /// Splits the next row into cells; `None` at the end. Empty lines are passed over.
    fn split(&mut self, source: &mut impl Bytes) -> Result<Option<Row>, ReadError> {
        if !skip_line_ends(source)? {
            return Ok(None);
        }
        self.raw.clear();
        self.quotes = Quotes::default();
        let line = source.line();
        let (mut length, mut cells) = (0, 0);
        let mut last_line = line;
        loop {
            if self.text.len() - length < 64 {
                if self.text.len() >= MAX_RECORD {
                    let file = self.file.clone();
                    return Err(ReadError::TooLong { file, line, megabytes: MAX_RECORD >> 20 });
                }
                self.text.resize(self.text.len() * 2, 0);
            }
            if self.ends.len() - cells < 2 {
                if self.ends.len() >= MAX_CELLS {
                    let file = self.file.clone();
                    return Err(ReadError::TooWide { file, line, cells: MAX_CELLS });
                }
                self.ends.resize(self.ends.len() * 2, 0);
            }
            let bytes = source.fill()?;
            let at_end = bytes.is_empty();
            // At the end of the file a line end is put in, which closes any row but one with an open quote.
            let bytes = if at_end { b"\n" } else { bytes };
            let text = self.text.get_mut(length..).unwrap_or_default();
            let ends = self.ends.get_mut(cells..).unwrap_or_default();
            let (result, read, written, ended) = self.core.read_record(bytes, text, ends);
            length += written;
            cells += ended;
            if !at_end {
                // The line end that closes the row is not part of it.
                last_line = source.line_before(read);
                let taken = source.head().get(..read).unwrap_or_default();
                self.quotes.scan(taken, self.delimiter, self.raw.len());
                self.raw.extend_from_slice(taken);
                source.advance(read);
            }
            match result {
                ReadRecordResult::Record => {
                    self.next_line = last_line + 1;
                    return Ok(Some(Row { line, last_line, length, cells, closed: true }));
                }
                ReadRecordResult::InputEmpty if at_end => {
                    length -= written;
                    if let Some(end) = self.ends.get_mut(cells) {
                        *end = length;
                        cells += 1;
                    }
                    return Ok(Some(Row { line, last_line, length, cells, closed: false }));
                }
                ReadRecordResult::End => return Ok(None),
                _ => {}
            }
        }
    }
}

/// Passes over line ends; whether anything follows.
fn skip_line_ends(source: &mut impl Bytes) -> Result<bool, ReadError> {
    loop {
        let bytes = source.fill()?;
        if bytes.is_empty() {
            return Ok(false);
        }
        match bytes.iter().position(|byte| !matches!(byte, b'\r' | b'\n')) {
            Some(0) => return Ok(true),
            Some(count) => source.advance(count),
            None => {
                let count = bytes.len();
                source.advance(count);
            }
        }
    }
}

/// Whether nothing but white space stands in a cell.
fn blank(text: &[u8]) -> bool {
    text.iter().all(u8::is_ascii_whitespace)
}
