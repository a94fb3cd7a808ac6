//! Leads by the block: a CSV file is cut into blocks of whole rows, which threads read and score side by side; what they make of them
//! comes back in the order of the file.
//!
//! Rows that are as they should be are looked at where they stand, cell by needed cell. Any other row is read by the reader that reads
//! row by row, so that what is found, counted and mended is the same.

mod blocks;
mod fields;
mod row;
mod run;
mod split;
mod work;

pub use row::{CellWriter, Row};
pub use run::{Batch, BatchError, Scoring};
pub use work::{ScoredRow, Work};
