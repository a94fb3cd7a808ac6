//! From a lead to a verdict: what the language means.
//!
//! [`judge`] defines the meaning: every construct is one plain function. [`Judge`] does the same for many leads.

mod condition;
mod judge;
mod outcome;
mod points;
mod text;
mod value;
mod verdict;

pub use judge::{Judge, judge};
pub use verdict::{Defined, Labelled, Outcome, Row, Standing, Status, Verdict};
