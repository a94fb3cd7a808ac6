//! The command line as a whole, and the commands that have no folder of tests of their own.

mod check;
mod fmt;
mod help;
mod test;

use crate::score::Scratch;
