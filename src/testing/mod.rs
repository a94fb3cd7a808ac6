//! The tests that rule files hold: what each expects, what came out, and which parts of the rules they have tried.

mod coverage;
mod parts;
mod run;
mod undecided;

pub use coverage::{Coverage, Covered, PartKind, Seen};
pub use run::{Failure, TestReport, TestResult, coverage, run};
