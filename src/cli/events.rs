//! Files of events, or other entries, that are joined to the leads: `--events NAME=FILE`.

use super::failure::Failure;
use super::reading::{ReadArgs, is_stdin};
use crate::check::suggest::did_you_mean;
use crate::records::{BindOptions, EntryFile, EntryFileError, ReadOptions, Spill};
use crate::rules::{FieldId, Rules};
use std::path::{Path, PathBuf};

/// One file of events, and the list that it fills.
#[derive(Clone, Debug)]
pub struct Events {
    /// The name of the list in the rules.
    pub list: String,
    /// The file.
    pub file: PathBuf,
}

/// Reads `NAME=FILE`.
///
/// # Errors
/// There is no `=`, or nothing on one side of it.
pub fn events(text: &str) -> Result<Events, String> {
    match text.split_once('=') {
        Some((list, file)) if !list.trim().is_empty() && !file.is_empty() => {
            Ok(Events { list: list.trim().trim_matches('`').to_owned(), file: PathBuf::from(file) })
        }
        _ => Err("write the name of the list and its file, such as `activity=activities.csv`".to_owned()),
    }
}

/// Reads the files, list by list. `go_on` is asked now and then, with the file at hand and how many entries were read.
///
/// # Errors
/// A list is not declared as one, or a file cannot be read.
pub fn read(
    all: &[Events],
    rules: &Rules,
    options: BindOptions,
    how: &ReadArgs,
    go_on: &mut dyn FnMut(&Path, u64) -> bool,
) -> Result<Vec<EntryFile>, Failure> {
    let mut read: Vec<EntryFile> = Vec::new();
    for Events { list, file } in all {
        let field = named(list, rules)?;
        let at = match read.iter().position(|entries| entries.list() == field) {
            Some(at) => at,
            None => {
                let spill = Box::new(|| Ok(Box::new(tempfile::tempfile()?) as Box<dyn Spill>));
                read.push(EntryFile::new(&rules.fields, field, spill).map_err(failure)?);
                read.len() - 1
            }
        };
        let Some(entries) = read.get_mut(at) else { continue };
        // How the leads are written says nothing of the events, but for damage and encoding, which one system has in all its files.
        let options_of_file = ReadOptions { format: None, delimiter: None, ..how.options() };
        let mut reader = how.open_with(file, options_of_file)?;
        let name = if is_stdin(file) { "standard input".to_owned() } else { file.to_string_lossy().into_owned() };
        entries.read(&name, &mut reader, options, |count| go_on(file, count)).map_err(failure)?;
    }
    Ok(read)
}

/// The list of that name.
fn named(name: &str, rules: &Rules) -> Result<FieldId, Failure> {
    if let Some(at) = rules.fields.iter().position(|field| field.name == name) {
        return Ok(FieldId(at));
    }
    let lists = || rules.fields.iter().filter(|field| field.entries.is_some()).map(|field| field.name.as_str());
    let help = did_you_mean(name, lists()).unwrap_or_else(|| match lists().collect::<Vec<_>>().as_slice() {
        [] => "the rules declare no list of entries: `activity: list of { kind: text  at: date } joined by lead_id`"
            .to_owned(),
        names => {
            format!("the rules declare {}", names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", "))
        }
    });
    Err(Failure::new(format!("`--events` names `{name}`, and the rules have no such list")).help(help))
}

fn failure(error: EntryFileError) -> Failure {
    match error {
        EntryFileError::Stopped => Failure::Interrupted,
        error => Failure::Error(error.to_string(), error.help()),
    }
}
