//! The command line: all that touches the terminal and the file system.

pub mod atomic;
pub mod diff;
pub mod explain_lint;
pub mod files;
pub mod fmt;
pub mod levels;
pub mod output;
pub mod report;
pub mod rule_text;
pub mod style;

use std::process::ExitCode;

/// Runs the command that the process was started with.
pub fn main() -> ExitCode {
    ExitCode::SUCCESS
}
