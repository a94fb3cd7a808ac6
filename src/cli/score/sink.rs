//! Where the result goes: a file, standard output, or a table for the eye.

use super::added::AddedCells;
use super::table::Preview;
use crate::cli::atomic::AtomicFile;
use crate::cli::failure::Failure;
use crate::records::{Added, Record, RowWriter, WriteError, WriteOptions, Writer, Written};
use std::io::{self, Write};
use std::path::Path;
use std::sync::{Arc, Mutex};

/// The result being written.
pub enum Sink {
    /// Records in a format; with the file that they go to, unless that is standard output.
    Records(Writer, Option<SharedFile>),
    /// Rows of CSV that are put together elsewhere.
    Rows(RowWriter, Option<SharedFile>),
    /// The first rows as a table.
    Table(Preview),
}

impl Sink {
    /// Begins a file, or standard output where there is none.
    pub fn records(
        file: Option<(&Path, &[&Path])>,
        columns: Option<&[String]>,
        added: &[String],
        options: WriteOptions,
    ) -> Result<Sink, Failure> {
        let file = file.map(|(path, inputs)| AtomicFile::create(path, inputs).map(SharedFile::new)).transpose()?;
        let target: Box<dyn Write + Send> = match &file {
            Some(file) => Box::new(file.clone()),
            None => Box::new(io::stdout()),
        };
        Ok(Sink::Records(Writer::new(target, columns, added, options)?, file))
    }

    /// Goes on with rows that are put together elsewhere, where CSV is written.
    pub fn into_rows(self) -> Result<Sink, Failure> {
        Ok(match self {
            Sink::Records(writer, file) => match writer.into_rows()? {
                Some(rows) => Sink::Rows(rows, file),
                None => return Err(Failure::new("rows of CSV cannot be written as JSON")),
            },
            other => other,
        })
    }

    /// Writes rows that were put together elsewhere.
    pub fn write_rows(&mut self, rows: &[u8], records: u64) -> Result<(), Failure> {
        match self {
            Sink::Rows(writer, _) => Ok(writer.write(rows, records)?),
            Sink::Records(..) | Sink::Table(_) => Ok(()),
        }
    }

    /// Writes one record with what was added to it.
    pub fn write(&mut self, record: &Record, key: Option<&str>, cells: &AddedCells) -> Result<(), Failure> {
        match self {
            Sink::Records(writer, _) => {
                let added: Vec<Added> = cells.cells().collect();
                Ok(writer.write(record, &added)?)
            }
            Sink::Table(preview) => {
                preview.add(key, cells.texts());
                Ok(())
            }
            Sink::Rows(..) => Ok(()),
        }
    }

    /// Writes what is held back, and puts the file in its place where `keep` says so.
    pub fn finish(self, keep: impl FnOnce(&Written) -> bool) -> Result<Written, Failure> {
        match self {
            Sink::Records(writer, file) => commit(writer.finish()?, file, keep),
            Sink::Rows(writer, file) => commit(writer.finish()?, file, keep),
            Sink::Table(preview) => {
                let records = preview.records();
                preview.show().map_err(WriteError::Io)?;
                Ok(Written { records, ..Written::default() })
            }
        }
    }
}

/// Puts the file in its place where `keep` says so.
fn commit(written: Written, file: Option<SharedFile>, keep: impl FnOnce(&Written) -> bool) -> Result<Written, Failure> {
    match file {
        Some(file) if keep(&written) => file.commit().map_err(WriteError::Io)?,
        Some(_) => {}
        None => io::stdout().flush().map_err(WriteError::Io)?,
    }
    Ok(written)
}

/// A file that a writer fills and that is put in its place afterwards.
#[derive(Clone, Debug)]
pub struct SharedFile(Arc<Mutex<Option<AtomicFile>>>);

impl SharedFile {
    fn new(file: AtomicFile) -> SharedFile {
        SharedFile(Arc::new(Mutex::new(Some(file))))
    }

    fn commit(&self) -> io::Result<()> {
        self.with(|file| file.take().map_or(Ok(()), AtomicFile::commit))
    }

    fn with<T>(&self, run: impl FnOnce(&mut Option<AtomicFile>) -> io::Result<T>) -> io::Result<T> {
        let mut file = self.0.lock().map_err(|_| io::Error::other("the file is no longer open"))?;
        run(&mut file)
    }
}

impl Write for SharedFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.with(|file| file.as_mut().map_or(Ok(bytes.len()), |file| file.write(bytes)))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.with(|file| file.as_mut().map_or(Ok(()), Write::flush))
    }
}
