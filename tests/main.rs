//! All tests, in one binary: one module a room.

mod analysis;
mod architecture;
#[cfg(feature = "cli")]
mod batch;
#[cfg(feature = "cli")]
mod check;
#[cfg(feature = "cli")]
mod commands;
#[cfg(feature = "cli")]
mod data_check;
mod docs;
mod eval;
mod explain;
#[cfg(feature = "cli")]
mod format;
#[cfg(feature = "files")]
mod init;
#[cfg(feature = "cli")]
mod lint;
#[cfg(feature = "cli")]
mod output;
mod plan;
#[cfg(feature = "cli")]
mod readme;
#[cfg(feature = "files")]
mod real;
#[cfg(feature = "files")]
mod records;
#[cfg(feature = "files")]
mod reference;
#[cfg(feature = "cli")]
mod report;
#[cfg(feature = "cli")]
mod rulesets;
#[cfg(feature = "cli")]
mod schema;
#[cfg(feature = "cli")]
mod score;
mod syntax;
mod testing;
