//! How the files that a ruleset names are come by: `use`, `list ... from` and `by ... from` go through here.

use thiserror::Error;

/// Gets the files that a rule file names.
///
/// The library's [`Folder`](crate::Folder) reads them from disk; a program that keeps its rulesets elsewhere brings its own.
pub trait Loader {
    /// The file at `path`, as it is written in the file named `from`. Paths that are absolute or hold `..` never get here.
    fn load(&self, from: &str, path: &str) -> Result<Loaded, LoadError>;
}

/// A file that was named by another.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The name under which findings show it; a file that is named twice must have one name.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// Why a named file cannot be had.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum LoadError {
    /// There is no such file.
    #[error("there is no such file")]
    Missing,
    /// It lies, or leads, outside the folder of the file that names it.
    #[error("it leads out of the folder of the file that names it")]
    Forbidden,
    /// It is too large.
    #[error("it is too large")]
    TooLarge,
    /// It cannot be read for another reason.
    #[error("{0}")]
    Unreadable(String),
}

/// A loader for rulesets that name no other files: it has none.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoFiles;

impl Loader for NoFiles {
    fn load(&self, _from: &str, _path: &str) -> Result<Loaded, LoadError> {
        Err(LoadError::Unreadable("a ruleset that is not read from a folder cannot name other files".to_owned()))
    }
}

/// Whether a path stays below the folder that it starts from, by its letters alone.
pub(super) fn stays_inside(path: &str) -> bool {
    let is_drive = path.as_bytes().get(1) == Some(&b':');
    !path.is_empty()
        && !is_drive
        && !path.starts_with(['/', '\\', '~'])
        && !path.contains('\0')
        && !path.split(['/', '\\']).any(|part| part == "..")
}
