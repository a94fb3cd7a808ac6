//! Reads the text of one rule file.

use crate::cli::files::Input;
use crate::diagnostic::{Finding, Name};
use crate::source::Source;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// No more than this is read: more than the language takes, so that it still says that a file is too large.
const MOST: u64 = 64 * 1024 * 1024;

/// The name under which messages show an input.
pub fn name(input: &Input) -> String {
    match input {
        Input::Stdin => "standard input".to_owned(),
        Input::File(path) => path.display().to_string(),
    }
}

/// The text of a rule file, or why there is none.
///
/// # Errors
/// A finding without a place: `unreadable-file` or `not-utf8`.
pub fn read(input: &Input, stdin: &mut dyn Read) -> Result<Source, Finding> {
    let mut bytes = Vec::new();
    let read = match input {
        Input::Stdin => stdin.take(MOST).read_to_end(&mut bytes),
        Input::File(path) => open(path).and_then(|file| file.take(MOST).read_to_end(&mut bytes)),
    };
    if let Err(reason) = read {
        return Err(Finding::without_place(Name::UnreadableFile, format!("the file cannot be read: {reason}")));
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Source::new(name(input), text)),
        Err(error) => {
            let line =
                error.as_bytes().iter().take(error.utf8_error().valid_up_to()).filter(|b| **b == b'\n').count() + 1;
            let message = format!("the file is not text in UTF-8: line {line} has something else");
            Err(Finding::without_place(Name::NotUtf8, message).help("save it from your editor as UTF-8"))
        }
    }
}

fn open(path: &Path) -> io::Result<File> {
    if path.is_dir() { Err(io::Error::new(io::ErrorKind::IsADirectory, "it is a folder")) } else { File::open(path) }
}
