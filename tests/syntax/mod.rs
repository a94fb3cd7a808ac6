//! Parsing: trees, findings, recovery, hostile input.

mod dump;
mod valid;
