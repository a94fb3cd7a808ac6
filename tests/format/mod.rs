//! The standard layout: of the design's own sample, of every construct with comments at odd places, and as laws.

#[cfg(feature = "cli")]
mod command;
mod laws;
mod samples;
mod trees;
