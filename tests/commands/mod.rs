//! The command line as a whole, and the commands that have no folder of tests of their own.

mod check;
mod config;
mod fixing;
mod fmt;
mod help;
mod test;

use crate::score::Scratch;
