//! Why the system refuses, in plain words.

use std::io::{self, ErrorKind};

/// What went wrong, without numbers of the system and without names of temporary files.
pub fn plain_reason(error: &io::Error) -> String {
    let plain = match error.kind() {
        ErrorKind::NotFound => "there is no such file",
        ErrorKind::PermissionDenied => "permission is denied",
        ErrorKind::StorageFull => "no space is left on the disk",
        ErrorKind::QuotaExceeded => "there is no room left for you on the disk",
        ErrorKind::ReadOnlyFilesystem => "the disk is read-only",
        ErrorKind::NotADirectory => "a part of the path is no folder",
        ErrorKind::InvalidFilename => "the name is too long, or is none that a file can have",
        _ => {
            let said = error.to_string();
            return said.split(" (os error ").next().unwrap_or_default().to_lowercase();
        }
    };
    plain.to_owned()
}
