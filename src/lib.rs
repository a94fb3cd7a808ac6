//! Qualify: a small language, a command-line tool and a library that say what makes a good lead, and why.
#![forbid(unsafe_code)]

pub mod diagnostic;
#[cfg(feature = "files")]
pub mod records;
pub mod source;
