//! Plans come to the same as the plain evaluator.

mod agreement;
