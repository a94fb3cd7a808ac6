//! From text to a syntax tree: the only room that knows pest.

pub mod tree;
