//! All tests, one module a room.

//! All tests, in one binary.

mod format;
#[cfg(feature = "cli")]
mod output;
#[cfg(feature = "files")]
mod records;
#[cfg(feature = "cli")]
mod report;
//! All tests, in one binary.

mod syntax;
