//! What rules mean: one lead in, one verdict out.

mod given;

pub use given::{Ruleset, day};
