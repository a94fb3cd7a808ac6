//! All tests, in one binary.

mod format;
#[cfg(feature = "cli")]
mod output;
#[cfg(feature = "cli")]
mod report;
mod syntax;
