//! The evaluated rule tree in words.

mod events;
mod human;
