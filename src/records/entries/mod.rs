//! The entries of a lead's lists: nested in its record, or from a file of their own.

mod nested;
mod room;

#[cfg(feature = "files")]
mod codec;
#[cfg(feature = "files")]
mod file;
#[cfg(feature = "files")]
mod file_error;
#[cfg(feature = "files")]
mod held;
#[cfg(feature = "files")]
mod keys;
#[cfg(feature = "files")]
mod limits;
#[cfg(feature = "files")]
mod report;
#[cfg(feature = "files")]
mod spill;
#[cfg(feature = "files")]
mod store;
#[cfg(feature = "files")]
mod texts;

pub(super) use nested::{Nested, NestedLists};
pub(super) use room::Room;

#[cfg(feature = "files")]
pub use file::EntryFile;
#[cfg(feature = "files")]
pub use file_error::EntryFileError;
#[cfg(feature = "files")]
pub use limits::EntryLimits;
#[cfg(feature = "files")]
pub use report::{JoinedEntries, JoinedFile};
#[cfg(feature = "files")]
pub use spill::{OpenSpill, Spill};
