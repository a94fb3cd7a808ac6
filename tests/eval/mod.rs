//! What rules mean: one lead in, one verdict out.

mod agreement;
mod conditions;
mod evaluation;
mod events;
mod events_by_hand;
pub mod generated;
mod given;
mod laws;
mod midnight;
mod outcomes;
mod periods;
mod points;
mod ranges;
mod schema;
mod sums;

pub use given::{Ruleset, day};
