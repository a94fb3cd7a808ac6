//! All tests, one module a room.

#[cfg(feature = "cli")]
mod output;
#[cfg(feature = "files")]
mod records;
#[cfg(feature = "cli")]
mod report;
