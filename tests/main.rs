//! All tests, in one binary.

mod syntax;
