//! What rules mean: one lead in, one verdict out.

mod agreement;
mod conditions;
mod evaluation;
mod generated;
mod given;
mod laws;
mod outcomes;
mod points;
mod ranges;
mod schema;

pub use given::{Ruleset, day};
