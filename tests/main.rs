//! All tests, one module a room.

#[cfg(feature = "files")]
mod records;
