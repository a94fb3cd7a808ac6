//! The `qualify` command.
fn main() {}
