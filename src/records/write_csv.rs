//! Rows of cells under a header.

use super::columns::folded;
use super::damage::Tally;
use super::output::Output;
use super::reader::MAX_CELLS;
use super::record::Record;
use super::writer::{Added, Keep, WriteError, WriteOptions, Written, check_clash};
use std::borrow::Cow;
use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};
use std::io;

/// From JSON: how many records are looked at for their members before the header is written, and of what size.
const SETTLING_RECORDS: usize = 1_000;
const SETTLING_BYTES: usize = 16 << 20;

/// Writes rows.
pub(super) struct CsvWriter {
    csv: csv::Writer<Output>,
    added: Vec<String>,
    keep: Keep,
    /// Members that get a column however late they come up.
    members: Vec<String>,
    layout: Layout,
}

/// Where the cells of a row come from.
enum Layout {
    /// The columns of CSV input that stay.
    Columns(Vec<usize>),
    /// JSON input whose columns are not settled yet.
    Settling { records: Vec<(Record, Vec<String>)>, bytes: usize },
    /// JSON input, and the column of each member; that of members still to come by their loose names.
    Members { columns: HashMap<String, usize>, late: HashMap<String, usize> },
}

impl CsvWriter {
    pub fn new(
        output: Output,
        columns: Option<&[String]>,
        added: &[String],
        options: WriteOptions,
    ) -> Result<CsvWriter, WriteError> {
        let WriteOptions { delimiter, keep, members, .. } = options;
        let mut builder = csv::WriterBuilder::new();
        let csv = builder.delimiter(delimiter).flexible(true).buffer_capacity(Output::CHUNK).from_writer(output);
        let layout = Layout::Settling { records: Vec::new(), bytes: 0 };
        let mut writer = CsvWriter { csv, added: added.to_vec(), keep, members, layout };
        if let Some(columns) = columns {
            let kept = columns.iter().enumerate().filter(|(_, name)| writer.keep.holds(name));
            let (kept, names): (Vec<usize>, Vec<&str>) = kept.map(|(at, name)| (at, name.as_str())).unzip();
            writer.header(&names)?;
            writer.layout = Layout::Columns(kept);
        }
        Ok(writer)
    }

    pub fn write(&mut self, record: &Record, added: &[Added], written: &mut Written) -> Result<(), WriteError> {
        match &mut self.layout {
            Layout::Columns(kept) => {
                if kept.len() + added.len() == 0 {
                    return Ok(());
                }
                for at in kept {
                    self.csv.write_field(record.cell(*at).unwrap_or("")).map_err(failure)?;
                }
                for value in added {
                    self.csv.write_field(cell(value)).map_err(failure)?;
                }
                self.csv.write_record(None::<&[u8]>).map_err(failure)
            }
            Layout::Settling { records, bytes } => {
                *bytes += record.size();
                records.push((record.clone(), added.iter().map(|value| cell(value).to_owned()).collect()));
                if records.len() >= SETTLING_RECORDS || *bytes >= SETTLING_BYTES {
                    self.settle(written, false)?;
                }
                Ok(())
            }
            Layout::Members { .. } => {
                let added: Vec<&str> = added.iter().map(cell).collect();
                self.write_object(record, &added, written)
            }
        }
    }

    pub fn finish(mut self, written: &mut Written) -> Result<(), WriteError> {
        if let Layout::Settling { .. } = self.layout {
            self.settle(written, true)?;
        }
        let output = self.csv.into_inner().map_err(|error| error.into_error())?;
        Ok(output.finish()?)
    }

    /// What it writes to; the header is written.
    pub fn into_output(self) -> io::Result<Output> {
        self.csv.into_inner().map_err(|error| error.into_error())
    }

    fn header(&mut self, names: &[&str]) -> Result<(), WriteError> {
        let names = names.iter().copied().chain(self.added.iter().map(String::as_str));
        self.csv.write_record(names).map_err(failure)
    }

    /// Settles the columns from the records held back, in the order in which members first come up, and writes both.
    /// `all` where no further records come.
    fn settle(&mut self, written: &mut Written, all: bool) -> Result<(), WriteError> {
        let layout = std::mem::replace(&mut self.layout, Layout::Columns(Vec::new()));
        let Layout::Settling { records, .. } = layout else { return Ok(()) };
        let (mut columns, mut names) = (HashMap::new(), Vec::new());
        for (name, _) in records.iter().flat_map(|(record, _)| record.members()) {
            if self.keep.holds(name) && !columns.contains_key(name) && names.len() < MAX_CELLS {
                check_clash(name, &self.added)?;
                columns.insert(name.to_owned(), names.len());
                names.push(name);
            }
        }
        let mut late = HashMap::new();
        let wanted = std::mem::take(&mut self.members);
        if !all {
            let there: HashSet<String> = names.iter().map(|name| folded(name)).collect();
            for name in wanted.iter().filter(|name| self.keep.holds(name) && !there.contains(&folded(name))) {
                check_clash(name, &self.added)?;
                if let Entry::Vacant(place) = late.entry(folded(name)) {
                    place.insert(names.len());
                    names.push(name);
                }
            }
        }
        self.header(&names)?;
        self.layout = Layout::Members { columns, late };
        for (record, added) in &records {
            let added: Vec<&str> = added.iter().map(String::as_str).collect();
            self.write_object(record, &added, written)?;
        }
        Ok(())
    }

    fn write_object(&mut self, record: &Record, added: &[&str], written: &mut Written) -> Result<(), WriteError> {
        let Layout::Members { columns, late } = &self.layout else { return Ok(()) };
        let mut cells = vec![Cow::Borrowed(""); columns.len() + late.len()];
        for (name, raw) in record.members() {
            let column = columns.get(name).or_else(|| if late.is_empty() { None } else { late.get(&folded(name)) });
            match column.and_then(|at| cells.get_mut(*at)) {
                Some(cell) => *cell = text_of(raw),
                None if self.keep.holds(name) => {
                    check_clash(name, &self.added)?;
                    without_column(written, name, record.line());
                }
                None => {}
            }
        }
        if cells.is_empty() && added.is_empty() {
            return Ok(());
        }
        self.csv.write_record(cells.iter().map(Cow::as_ref).chain(added.iter().copied())).map_err(failure)
    }
}

fn without_column(written: &mut Written, name: &str, line: u64) {
    written.without_column.add(line);
    let names = &mut written.names_without_column;
    if names.len() < Tally::SHOWN && !names.iter().any(|known| known == name) {
        names.push(name.to_owned());
    }
}

fn cell<'a>(value: &Added<'a>) -> &'a str {
    match value {
        Added::Blank => "",
        Added::Number(text) | Added::Text(text) | Added::Json(text) => text,
        Added::YesNo(true) => "yes",
        Added::YesNo(false) => "no",
    }
}

/// A JSON value as a cell shows it.
fn text_of(raw: &str) -> Cow<'_, str> {
    match raw.as_bytes().first() {
        Some(b'"') => match serde_json::from_str::<&str>(raw) {
            Ok(text) => Cow::Borrowed(text),
            // Escaped, or, where that fails too, no text that can be written otherwise.
            Err(_) => serde_json::from_str(raw).map_or(Cow::Borrowed(raw), Cow::Owned),
        },
        Some(b'n') => Cow::Borrowed(""),
        _ => Cow::Borrowed(raw),
    }
}

fn failure(error: csv::Error) -> WriteError {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => WriteError::Io(error),
        other => WriteError::Io(io::Error::other(format!("{other:?}"))),
    }
}
