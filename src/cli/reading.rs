//! The one place that opens a file of leads, and the options that every command reading leads has.

use super::atomic::{AtomicError, AtomicFile};
use crate::records::{Format, ReadError, ReadOptions, Reader, Rejected, encoding_named, plain_reason};
use clap::{Args, ValueEnum};
use encoding_rs::Encoding;
use std::fs::File;
use std::io::{self, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};
use thiserror::Error;

/// How leads are read.
#[derive(Args, Clone, Debug, Default)]
#[command(next_help_heading = "Reading leads")]
pub struct ReadArgs {
    /// The format of the leads, where neither the file's name nor its beginning tells it
    #[arg(long, value_name = "FORMAT")]
    pub input_format: Option<InputFormat>,
    /// What parts the cells of a CSV file: one character, or `tab`; found out unless said
    #[arg(long, value_name = "CHARACTER", value_parser = delimiter)]
    pub delimiter: Option<u8>,
    /// How the text is encoded, such as `windows-1252` or `utf-16le`; UTF-8 unless said
    #[arg(long, value_name = "NAME", value_parser = encoding)]
    pub encoding: Option<&'static Encoding>,
    /// Read rows that stand as a whole in one pair of quotes as they were meant
    #[arg(long)]
    pub unwrap_quoted_rows: bool,
    /// Go on past records that cannot be read, of leads and events; they are counted, and their lines named
    #[arg(long)]
    pub skip_bad_records: bool,
    /// Where the leads that cannot be read go; events that cannot be read are left out and counted, but not kept
    #[arg(long, value_name = "FILE", requires = "skip_bad_records")]
    pub rejects: Option<PathBuf>,
}

/// The formats that are read: the values of `--input-format`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum InputFormat {
    /// Rows of cells under a header.
    Csv,
    /// One JSON object a line.
    Ndjson,
    /// One JSON list of objects.
    Json,
}

/// Why leads cannot be read, or what was rejected cannot be kept.
#[derive(Debug, Error)]
pub enum LeadsError {
    /// The file cannot be opened.
    #[error("cannot open `{}`: {}", .path.display(), plain_reason(.reason))]
    Open {
        /// The file as given.
        path: PathBuf,
        /// What the system says.
        reason: io::Error,
    },
    /// A folder was given.
    #[error("`{}` is a folder, not a file", .0.display())]
    Folder(PathBuf),
    /// What is in the file cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The file for rejected records cannot be begun.
    #[error(transparent)]
    Rejects(#[from] AtomicError),
    /// The file for rejected records cannot be written on.
    #[error("cannot write `{}`: {}", .path.display(), plain_reason(.reason))]
    RejectsWrite {
        /// The file as given.
        path: PathBuf,
        /// What the system says.
        reason: io::Error,
    },
}

impl LeadsError {
    /// The way out, where there is one.
    pub fn help(&self) -> Option<String> {
        match self {
            LeadsError::Open { reason, .. } if reason.kind() == io::ErrorKind::NotFound => {
                Some("check the name and the folder; `-` reads standard input".into())
            }
            LeadsError::Folder(_) => Some("name one file in it".into()),
            LeadsError::Read(error) => error.help(),
            _ => None,
        }
    }
}

impl ReadArgs {
    /// What the reader is told.
    pub fn options(&self) -> ReadOptions {
        ReadOptions {
            format: self.input_format.map(|format| match format {
                InputFormat::Csv => Format::Csv,
                InputFormat::Ndjson => Format::Ndjson,
                InputFormat::Json => Format::Json,
            }),
            delimiter: self.delimiter,
            encoding: self.encoding,
            unwrap_quoted_rows: self.unwrap_quoted_rows,
            skip_bad_records: self.skip_bad_records,
        }
    }

    /// Opens a file of leads, or standard input for `-`.
    ///
    /// # Errors
    /// There is no such file, it is a folder, or its beginning cannot be read.
    pub fn open(&self, leads: &Path) -> Result<Reader, LeadsError> {
        self.open_through(leads, |source| source)
    }

    /// The same, with something between the file and the reader, such as a counter of bytes.
    ///
    /// # Errors
    /// As [`open`](Self::open).
    pub fn open_through(
        &self,
        leads: &Path,
        through: impl FnOnce(Box<dyn Read + Send>) -> Box<dyn Read + Send>,
    ) -> Result<Reader, LeadsError> {
        self.open_with(leads, self.options(), through)
    }

    /// The same for a file that is read in another way than the leads.
    ///
    /// # Errors
    /// As [`open`](Self::open).
    pub fn open_with(
        &self,
        file: &Path,
        options: ReadOptions,
        through: impl FnOnce(Box<dyn Read + Send>) -> Box<dyn Read + Send>,
    ) -> Result<Reader, LeadsError> {
        Ok(Reader::open(through(source(file)?), &file.to_string_lossy(), options)?)
    }

    /// Begins the file that `--rejects` names; it must be none of the `inputs` of the run.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn rejects<P: AsRef<Path>>(&self, reader: &Reader, inputs: &[P]) -> Result<Rejects, LeadsError> {
        let Some(path) = &self.rejects else { return Ok(Rejects(None)) };
        let mut rejects = Rejects(Some((path.clone(), AtomicFile::create(path, inputs)?)));
        if let Some(columns) = reader.columns() {
            // With its header the file can be mended and read like the one it comes from.
            let mut header = csv::WriterBuilder::new().delimiter(reader.delimiter()).from_writer(Vec::new());
            let written = header.write_record(columns).map_err(io::Error::other);
            let bytes = written.and_then(|()| header.into_inner().map_err(|error| io::Error::other(error.to_string())));
            rejects.write(|file| file.write_all(&bytes?))?;
        }
        Ok(rejects)
    }
}

/// A file, or standard input for `-`.
fn source(leads: &Path) -> Result<Box<dyn Read + Send>, LeadsError> {
    let source: Box<dyn Read + Send> = if is_stdin(leads) {
        if io::stdin().is_terminal() {
            // Nothing is left to be done where standard error is gone.
            let _ = writeln!(
                io::stderr(),
                "reading from the keyboard, up to Ctrl-D; to read a file, name it in place of `-`"
            );
        }
        Box::new(io::stdin())
    } else {
        let refused = |reason| LeadsError::Open { path: leads.to_path_buf(), reason };
        let file = File::open(leads).map_err(refused)?;
        if file.metadata().is_ok_and(|about| about.is_dir()) {
            return Err(LeadsError::Folder(leads.to_path_buf()));
        }
        Box::new(file)
    };
    Ok(source)
}

/// Whether a path stands for standard input.
pub fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// The file of rejected records, where one is wanted. It appears with [`commit`](Rejects::commit).
#[derive(Debug)]
pub struct Rejects(Option<(PathBuf, AtomicFile)>);

impl Rejects {
    /// Keeps a record that could not be read, as it stands in the file.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn add(&mut self, rejected: &Rejected) -> Result<(), LeadsError> {
        self.write(|file| {
            file.write_all(&rejected.raw)?;
            file.write_all(b"\n")
        })
    }

    /// Puts the file in its place.
    ///
    /// # Errors
    /// The last bytes cannot be written, or the file that was there not replaced.
    pub fn commit(self) -> Result<(), LeadsError> {
        match self.0 {
            Some((path, file)) => file.commit().map_err(|reason| LeadsError::RejectsWrite { path, reason }),
            None => Ok(()),
        }
    }

    fn write(&mut self, write: impl FnOnce(&mut AtomicFile) -> io::Result<()>) -> Result<(), LeadsError> {
        match &mut self.0 {
            Some((path, file)) => write(file).map_err(|reason| LeadsError::RejectsWrite { path: path.clone(), reason }),
            None => Ok(()),
        }
    }
}

fn delimiter(text: &str) -> Result<u8, String> {
    match text.as_bytes() {
        b"tab" | b"\\t" => Ok(b'\t'),
        [byte] if byte.is_ascii() => Ok(*byte),
        _ => Err("a delimiter is one character, such as `;` or `|`, or the word `tab`".into()),
    }
}

fn encoding(text: &str) -> Result<&'static Encoding, String> {
    encoding_named(text).map_err(|error| match error.help() {
        Some(help) => format!("{error}; {help}"),
        None => error.to_string(),
    })
}
