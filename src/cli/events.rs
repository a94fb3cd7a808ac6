//! Files of events, or other entries, that are joined to the leads: `--events NAME=FILE`.

use super::atomic::is_same_target;
use super::failure::Failure;
use super::reading::{LeadsError, ReadArgs, is_stdin};
use crate::check::suggest::did_you_mean;
use crate::records::{BindOptions, EntryFile, EntryFileError, EntryLimits, ReadOptions, Spill};
use crate::rules::{FieldId, Rules};
use std::io::Read;
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
    // Between backticks a name may hold a sign of its own.
    let quoted = text.trim_start().strip_prefix('`').and_then(|text| text.split_once('`'));
    let parts = match quoted {
        Some((list, rest)) => rest.trim_start().strip_prefix('=').map(|file| (list, file)),
        None => text.split_once('='),
    };
    match parts {
        Some((list, file)) if !list.trim().is_empty() && !file.is_empty() => {
            Ok(Events { list: list.trim().to_owned(), file: PathBuf::from(file) })
        }
        _ => Err("write the name of the list and its file, such as `activity=activities.csv`".to_owned()),
    }
}

/// Follows the reading of files.
pub trait Watch {
    /// A file is begun: what stands between it and its reader, such as a counter of bytes.
    fn begin(&mut self, file: &Path, source: Box<dyn Read + Send>) -> Box<dyn Read + Send>;

    /// So many entries of its list were read so far; where it says no, reading stops.
    fn go_on(&mut self, entries: u64) -> bool;
}

/// Reads on and on.
pub struct Unwatched;

impl Watch for Unwatched {
    fn begin(&mut self, _: &Path, source: Box<dyn Read + Send>) -> Box<dyn Read + Send> {
        source
    }

    fn go_on(&mut self, _: u64) -> bool {
        true
    }
}

/// The lists that files fill, nothing read yet; `options` as the files will be read with. They share the limits.
///
/// # Errors
/// A list is not declared as one, or a file is named twice for it.
pub fn lists(
    all: &[Events],
    rules: &Rules,
    options: BindOptions,
    limits: EntryLimits,
) -> Result<Vec<EntryFile>, Failure> {
    let mut fields: Vec<FieldId> = Vec::new();
    for (at, Events { list, file }) in all.iter().enumerate() {
        let field = named(list, rules)?;
        let is_same = |other: &Events| other.list == *list && is_same_target(&other.file, file);
        if all.iter().take(at).any(is_same) {
            let (file, help) = (file.display(), "each of its entries would count twice: leave it out once");
            return Err(Failure::new(format!("`--events` names `{file}` twice for `{list}`")).help(help));
        }
        if !fields.contains(&field) {
            fields.push(field);
        }
    }
    let limits = limits.shared_by(fields.len());
    let list = |field: &FieldId| {
        let spill = Box::new(|| Ok(Box::new(tempfile::tempfile()?) as Box<dyn Spill>));
        let list = EntryFile::holding(&rules.fields, *field, spill, limits).map_err(failure)?;
        Ok(if options.all_fields { list.with_all_fields() } else { list })
    };
    fields.iter().map(list).collect()
}

/// Reads the files, each as a whole.
///
/// # Errors
/// A file cannot be read.
pub fn read(
    all: &[Events],
    lists: &mut [EntryFile],
    options: BindOptions,
    how: &ReadArgs,
    watch: &mut dyn Watch,
) -> Result<(), Failure> {
    for Events { list, file } in all {
        let Some(entries) = lists.iter_mut().find(|entries| entries.name() == list) else { continue };
        // How the leads are written says nothing of the events, but for damage and encoding, which one system has in all its files.
        let options_of_file = ReadOptions { format: None, delimiter: None, ..how.options() };
        let reader = how.open_with(file, options_of_file, |source| watch.begin(file, source));
        let name = if is_stdin(file) { "standard input".to_owned() } else { file.to_string_lossy().into_owned() };
        entries.read(&name, &mut reader.map_err(unopened)?, options, |count| watch.go_on(count)).map_err(failure)?;
    }
    Ok(())
}

/// The list of that name.
fn named(name: &str, rules: &Rules) -> Result<FieldId, Failure> {
    let found = rules.fields.iter().position(|field| field.name == name);
    if let Some(at) = found.filter(|at| rules.fields.get(*at).is_some_and(|field| field.entries.is_some())) {
        return Ok(FieldId(at));
    }
    let lists = || rules.fields.iter().filter(|field| field.entries.is_some()).map(|field| field.name.as_str());
    let help = did_you_mean(name, lists()).unwrap_or_else(|| match lists().collect::<Vec<_>>().as_slice() {
        [] => {
            "declare it in the `lead` block: `activity: list of { kind: text  at: date } joined by lead_id`".to_owned()
        }
        names => {
            format!("the rules declare {}", names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", "))
        }
    });
    let message = match found {
        Some(_) => format!("`--events` names `{name}`, which is no list of entries"),
        None => format!("`--events` names `{name}`, and the rules have no such list"),
    };
    Err(Failure::new(message).help(help))
}

/// A file that cannot be opened or told.
fn unopened(error: LeadsError) -> Failure {
    match error {
        LeadsError::Read(error) => failure(error.into()),
        error => error.into(),
    }
}

fn failure(error: EntryFileError) -> Failure {
    match error {
        EntryFileError::Stopped => Failure::Interrupted,
        error => Failure::Error(error.to_string(), error.help()),
    }
}
