//! Parsing: trees, findings, recovery, hostile input.

mod broken;
mod dump;
mod hostile;
mod valid;
