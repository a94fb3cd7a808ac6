//! The evaluated rule tree in words.

mod human;
