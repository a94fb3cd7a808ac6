//! An evaluation in words: why a lead came out as it did, for a terminal or as Markdown.
//!
//! The third form, JSON, is the [`Evaluation`](crate::eval::Evaluation) itself.

mod entries;
mod human;
mod lines;
mod markdown;
mod outcomes;

pub use human::{Look, human};
pub use markdown::markdown;
