//! Qualify: a small language, a command-line tool and a library that say what makes a good lead, and why.
#![forbid(unsafe_code)]

pub mod diagnostic;
pub mod eval;
pub mod explain;
pub mod rules;
pub mod source;
pub mod syntax;
pub mod value;
