//! Rule files on disk, and the files that they name.

use crate::check::{LoadError, Loaded, Loader};
use std::io::Read;
use std::path::{Path, PathBuf};

/// Reads files that a rule file names from the disk: only those in its own folder or below it.
///
/// The files are taken from the folder of the file that names them. One that leads out of that folder through a link is refused, as is
/// anything that is not a plain file.
#[derive(Clone, Copy, Debug, Default)]
pub struct Folder;

/// What a rule file, or a file that it names, may hold at most.
const MAX_BYTES: u64 = 20_000_000;

impl Loader for Folder {
    fn load(&self, from: &str, path: &str) -> Result<Loaded, LoadError> {
        let folder = match Path::new(from).parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
            _ => PathBuf::from("."),
        };
        let wanted = folder.join(path);
        let real_folder = folder.canonicalize().map_err(|error| unreadable(&error))?;
        let real = wanted.canonicalize().map_err(|error| unreadable(&error))?;
        if !real.starts_with(&real_folder) {
            return Err(LoadError::Forbidden);
        }
        // A pipe would be waited for, and a device may never end.
        if !real.is_file() && !real.is_dir() {
            return Err(LoadError::Unreadable("it is not a plain file".to_owned()));
        }
        let name = tidy(&folder, path);
        Ok(Loaded { name, bytes: read_file(&real)? })
    }
}

/// The name under which a file is shown: the folder of the file that names it, and the path without `.` in it.
fn tidy(folder: &Path, path: &str) -> String {
    let joined = folder.join(path);
    let tidy: PathBuf = joined.components().filter(|part| !matches!(part, std::path::Component::CurDir)).collect();
    tidy.to_string_lossy().into_owned()
}

/// The bytes of a plain file, if it is not too large.
pub(crate) fn read_file(path: &Path) -> Result<Vec<u8>, LoadError> {
    let about = path.metadata().map_err(|error| unreadable(&error))?;
    if about.is_dir() {
        return Err(LoadError::Unreadable("it is a folder".to_owned()));
    }
    let file = std::fs::File::open(path).map_err(|error| unreadable(&error))?;
    read_bytes(file)
}

/// All bytes of an input, if they are not too many.
pub(crate) fn read_bytes(input: impl Read) -> Result<Vec<u8>, LoadError> {
    // One byte more than may be there tells an input that never ends from one that fits.
    let mut bytes = Vec::new();
    input.take(MAX_BYTES + 1).read_to_end(&mut bytes).map_err(|error| unreadable(&error))?;
    if bytes.len() as u64 > MAX_BYTES { Err(LoadError::TooLarge) } else { Ok(bytes) }
}

fn unreadable(error: &std::io::Error) -> LoadError {
    match error.kind() {
        std::io::ErrorKind::NotFound => LoadError::Missing,
        std::io::ErrorKind::PermissionDenied => LoadError::Unreadable("reading it is not permitted".to_owned()),
        std::io::ErrorKind::NotADirectory => LoadError::Missing,
        _ => LoadError::Unreadable("it could not be read from the disk".to_owned()),
    }
}
