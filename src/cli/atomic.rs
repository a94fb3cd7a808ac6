//! Files that appear whole or not at all.

use crate::records::plain_reason;
use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;
use thiserror::Error;

/// A file being written. Until [`commit`](AtomicFile::commit) the target stays as it was; dropped before that, nothing
/// is left behind.
///
/// Something that is no ordinary file, such as `/dev/null` or a named pipe, is written as it comes.
#[derive(Debug)]
pub struct AtomicFile(Inner);

#[derive(Debug)]
enum Inner {
    Whole { temporary: BufWriter<NamedTempFile>, target: PathBuf },
    Direct(BufWriter<File>),
}

/// Why a file cannot be written.
#[derive(Debug, Error)]
pub enum AtomicError {
    /// The target is one of the files that are read.
    #[error("`{}` is also read in this run; writing there would destroy it", .0.display())]
    IsInput(PathBuf),
    /// The target is a folder.
    #[error("`{}` is a folder", .0.display())]
    IsFolder(PathBuf),
    /// The folder of the target is not there.
    #[error("there is no folder `{}`", .0.display())]
    NoFolder(PathBuf),
    /// The target is marked as not to be written.
    #[error("`{}` is read-only", .0.display())]
    ReadOnly(PathBuf),
    /// The system refuses.
    #[error("cannot write `{}`: {}", .path.display(), plain_reason(.reason))]
    Refused {
        /// The target as given.
        path: PathBuf,
        /// What the system says.
        reason: io::Error,
    },
}

impl AtomicFile {
    /// Begins to write `target`, which must be none of `inputs`, by whatever path or link.
    ///
    /// # Errors
    /// [`AtomicError`], before anything is written.
    pub fn create<P: AsRef<Path>>(target: &Path, inputs: &[P]) -> Result<Self, AtomicError> {
        let refused = |reason| AtomicError::Refused { path: target.to_path_buf(), reason };
        // Without a look at what is there, a dangling link counts as nothing there and is replaced.
        let existing = target.metadata().ok();
        if inputs.iter().any(|input| same_file(target, existing.as_ref(), input.as_ref())) {
            return Err(AtomicError::IsInput(target.to_path_buf()));
        }
        match &existing {
            Some(about) if about.is_dir() => return Err(AtomicError::IsFolder(target.to_path_buf())),
            Some(about) if !about.is_file() => {
                let file = OpenOptions::new().write(true).open(target).map_err(refused)?;
                return Ok(AtomicFile(Inner::Direct(BufWriter::new(file))));
            }
            Some(about) if about.permissions().readonly() => {
                return Err(AtomicError::ReadOnly(target.to_path_buf()));
            }
            _ => {}
        }
        // A link keeps pointing where it points: its file is replaced.
        let target = if existing.is_some() { fs::canonicalize(target).map_err(refused)? } else { target.to_path_buf() };
        let folder = match target.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        if !folder.is_dir() {
            return Err(AtomicError::NoFolder(folder.to_path_buf()));
        }
        let temporary = builder().tempfile_in(folder).map_err(refused)?;
        if let Some(about) = existing {
            temporary.as_file().set_permissions(about.permissions()).map_err(refused)?;
        }
        Ok(AtomicFile(Inner::Whole { temporary: BufWriter::new(temporary), target }))
    }

    /// Puts what was written in the target's place, at once.
    ///
    /// # Errors
    /// Where the last bytes could not be written, or the target not replaced; the target is then as it was.
    pub fn commit(self) -> io::Result<()> {
        match self.0 {
            Inner::Whole { temporary, target } => {
                let temporary = temporary.into_inner().map_err(io::IntoInnerError::into_error)?;
                temporary.as_file().sync_all()?;
                temporary.persist(target).map(drop).map_err(|failed| failed.error)
            }
            Inner::Direct(mut file) => file.flush(),
        }
    }
}

impl Write for AtomicFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.0 {
            Inner::Whole { temporary, .. } => temporary.write(bytes),
            Inner::Direct(file) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.0 {
            Inner::Whole { temporary, .. } => temporary.flush(),
            Inner::Direct(file) => file.flush(),
        }
    }
}

/// Puts a text in the place of a file's own, at once.
///
/// # Errors
/// Why it cannot be, for the user; the file is then as it was.
pub fn replace(path: &Path, text: &str) -> Result<(), String> {
    let no_inputs: [&Path; 0] = [];
    let mut file = AtomicFile::create(path, &no_inputs).map_err(|error| error.to_string())?;
    let written = file.write_all(text.as_bytes()).and_then(|()| file.commit());
    written.map_err(|reason| format!("cannot write `{}`: {reason}", path.display()))
}

/// Makes files with the permissions of any new file, not only for their owner.
#[cfg(unix)]
fn builder() -> tempfile::Builder<'static, 'static> {
    use std::os::unix::fs::PermissionsExt;
    let mut builder = tempfile::Builder::new();
    builder.prefix(".qualify-").permissions(fs::Permissions::from_mode(0o666));
    builder
}

#[cfg(not(unix))]
fn builder() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".qualify-");
    builder
}

/// Whether both paths are about one file, be it there already or not.
pub fn is_same_target(one: &Path, two: &Path) -> bool {
    let real = |path: &Path| {
        fs::canonicalize(path).ok().or_else(|| {
            let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
            Some(fs::canonicalize(folder).ok()?.join(path.file_name()?))
        })
    };
    let about = |path: &Path| path.metadata().ok().filter(Metadata::is_file);
    let is_linked = || about(one).zip(about(two)).is_some_and(|(one, two)| same_inode(&one, &two));
    one == two || real(one).is_some_and(|one| real(two) == Some(one)) || is_linked()
}

/// Whether both paths lead to one file, through links of either kind too. Devices are no files: nothing is lost there.
fn same_file(target: &Path, about: Option<&Metadata>, input: &Path) -> bool {
    let Some(about) = about.filter(|about| about.is_file()) else { return false };
    let Ok(input_about) = input.metadata() else { return false };
    let same_path = || Some(fs::canonicalize(target).ok()? == fs::canonicalize(input).ok()?);
    same_inode(about, &input_about) || same_path().unwrap_or(false)
}

#[cfg(unix)]
fn same_inode(a: &Metadata, b: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    (a.dev(), a.ino()) == (b.dev(), b.ino())
}

#[cfg(not(unix))]
fn same_inode(_: &Metadata, _: &Metadata) -> bool {
    false
}
