//! The entries of a lead's lists: nested in its record, or from a file of their own.

mod nested;

#[cfg(feature = "files")]
mod codec;
#[cfg(feature = "files")]
mod file;
#[cfg(feature = "files")]
mod spill;
#[cfg(feature = "files")]
mod store;
#[cfg(feature = "files")]
mod texts;

pub(super) use nested::{Nested, NestedLists};

#[cfg(feature = "files")]
pub use file::{EntryFile, EntryFileError, JoinedEntries, JoinedFile};
#[cfg(feature = "files")]
pub use spill::{OpenSpill, Spill};

/// How many entries one lead may have in one list.
const MOST_ENTRIES: usize = 1_000_000;
/// How many values these may have together.
const MOST_VALUES: usize = 10_000_000;

/// How many entries of so many fields one lead may have: what is held for one lead at a time is bounded.
pub(super) fn most_entries(fields: usize) -> usize {
    MOST_ENTRIES.min(MOST_VALUES / fields.max(1))
}
