//! Which rule files the paths on the command line mean.

use ignore::WalkBuilder;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use thiserror::Error;

/// One rule file to read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Input {
    /// Standard input, given as `-`.
    Stdin,
    /// A file.
    File(PathBuf),
}

/// Why the files could not be collected.
#[derive(Debug, Error)]
pub enum FilesError {
    /// A path that does not exist, or may not be looked at.
    #[error("cannot find `{}`: {reason}", .path.display())]
    Missing {
        /// The path as given.
        path: PathBuf,
        /// What the system says.
        reason: std::io::Error,
    },
    /// A folder below which no rule file lies.
    #[error("there are no `.qual` files in `{}`", .0.display())]
    NoneInFolder(PathBuf),
    /// A folder that could not be read to its end.
    #[error("cannot look through `{}`: {reason}", .path.display())]
    Unreadable {
        /// The folder as given.
        path: PathBuf,
        /// What went wrong.
        reason: ignore::Error,
    },
}

/// The rule files that the paths mean, in the order of the paths, each once.
///
/// A folder means every `.qual` file below it in sorted order, but for what is hidden and what a `.gitignore` leaves
/// out, also where there is no git repository. A file that is named is taken whatever it is called.
///
/// # Errors
/// [`FilesError`] at the first path that does not exist, or the first folder that cannot be read or holds no rule file.
pub fn rule_files(paths: &[PathBuf]) -> Result<Vec<Input>, FilesError> {
    let mut files = Vec::new();
    for path in paths {
        if path.as_os_str() == "-" {
            files.push(Input::Stdin);
            continue;
        }
        let about = path.metadata().map_err(|reason| FilesError::Missing { path: path.clone(), reason })?;
        if about.is_dir() {
            files.extend(in_folder(path)?.into_iter().map(Input::File));
        } else {
            files.push(Input::File(path.clone()));
        }
    }
    let mut seen = BTreeSet::new();
    files.retain(|file| seen.insert(file.clone()));
    Ok(files)
}

fn in_folder(folder: &Path) -> Result<Vec<PathBuf>, FilesError> {
    let mut found = Vec::new();
    for entry in WalkBuilder::new(folder).require_git(false).sort_by_file_path(Path::cmp).build() {
        let entry = entry.map_err(|reason| FilesError::Unreadable { path: folder.to_path_buf(), reason })?;
        let path = entry.path();
        // A link to a file counts, a link to a folder is not followed.
        if is_rule_file(path) && path.is_file() {
            found.push(path.strip_prefix(".").map(Path::to_path_buf).unwrap_or_else(|_| entry.into_path()));
        }
    }
    if found.is_empty() {
        return Err(FilesError::NoneInFolder(folder.to_path_buf()));
    }
    Ok(found)
}

fn is_rule_file(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("qual"))
}
