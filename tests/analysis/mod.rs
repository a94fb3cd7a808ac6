//! What can be true together: every answer is compared with the truth, found by trying every lead of a small domain.

mod cases;
mod domain;
mod exact;
mod truths;
