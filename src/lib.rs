//! Qualify: a small language, a command-line tool and a library that say what makes a good lead, and why.
//!
//! ```
//! use qualify::Ruleset;
//! use qualify::jiff::civil::date;
//! use serde_json::json;
//!
//! let ruleset = Ruleset::parse(r#"
//!     score fit in 0..100 {
//!       when company_size in 50..500              then +20 because "mid-market company"
//!       when title contains any word of ["vp", "head of"] then +25 because "can sign"
//!     }
//!     ladder stage { lead  mql needs fit >= 40 }
//! "#)?;
//!
//! let lead = json!({"title": "VP Marketing", "company_size": 120});
//! let evaluation = ruleset.evaluate(&lead, date(2026, 1, 15))?;
//! assert_eq!(evaluation.score("fit").ok_or("no such score")?.points.to_string(), "45");
//! assert_eq!(evaluation.ladder("stage").ok_or("no such ladder")?.step.as_deref(), Some("mql"));
//! assert_eq!(evaluation.reasons[0].reason, "can sign");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! - [`Ruleset`] reads and checks a ruleset; [`Ruleset::evaluate`] judges anything that serialises, and gives an [`Evaluation`]:
//!   the evaluated rule tree, which serialises too and which [`explain`] puts in words.
//! - [`Findings`] is what is wrong with a ruleset, as values; [`inspect`] gives all of them for any text and never fails.
//! - [`docs`] writes a ruleset as a page that people agree on, in plain words.
//! - [`records`] reads and writes files of leads, [`mod@format`] lays rule files out, [`testing`] runs their tests,
//!   [`schema`] says in JSON Schema what is read and written.
//!
//! The language itself is described in `grammar/README.md`.
//!
//! # Features
//!
//! | feature | what it adds |
//! |---|---|
//! | `files` | reading and writing CSV, NDJSON and JSON, compressed or in other encodings; drafting rulesets from them |
//! | `cli` (on unless turned off) | the `qualify` command, and `files` |
//!
//! A program that only judges its own values turns both off: `qualify = { version = "0.1", default-features = false }`.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

pub mod analysis;
pub mod check;
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod cli;
pub mod data_check;
pub mod diagnostic;
pub mod docs;
pub mod eval;
pub mod explain;
mod folder;
pub mod format;
#[cfg(feature = "files")]
pub mod init;
pub mod lint;
pub mod plan;
pub mod records;
pub mod rules;
mod ruleset;
pub mod schema;
pub mod source;
pub mod syntax;
pub mod testing;
pub mod value;

pub use eval::Evaluation;
pub use folder::Folder;
/// The crate that days are from, in the version that this one takes.
pub use jiff;
pub use ruleset::{Findings, Inspected, Ruleset, inspect, inspect_with, read_source};

/// The example of the README runs too.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
pub struct Readme;
