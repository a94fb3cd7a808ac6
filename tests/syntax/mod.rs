//! Parsing: trees, findings, recovery, hostile input.

mod anything;
mod broken;
mod conditions;
mod dump;
mod hostile;
mod valid;
