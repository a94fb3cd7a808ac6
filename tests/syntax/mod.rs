//! Parsing: trees, findings, recovery, hostile input.

mod anything;
mod broken;
mod dump;
mod hostile;
mod valid;
