//! Qualify: a small language, a command-line tool and a library that say what makes a good lead, and why.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

pub mod check;
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod cli;
pub mod diagnostic;
pub mod eval;
pub mod explain;
mod folder;
pub mod format;
#[cfg(feature = "files")]
pub mod init;
pub mod lint;
pub mod records;
pub mod rules;
mod ruleset;
pub mod source;
pub mod syntax;
pub mod testing;
pub mod value;

pub use eval::Evaluation;
pub use folder::Folder;
pub use ruleset::{Findings, Inspected, Ruleset, inspect, read_source};

/// The example of the README runs too.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
pub struct Readme;
