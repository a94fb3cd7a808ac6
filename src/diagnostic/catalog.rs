//! What there is to say about each kind of finding, beside its name.

use std::fmt;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Off: nothing is shown.
    Allowed,
    /// Worth a look; the ruleset runs.
    Warning,
    /// The ruleset does not run.
    Error,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Severity::Allowed => "allowed",
            Severity::Warning => "warning",
            Severity::Error => "error",
        })
    }
}

/// The page that `check --explain NAME` shows: what a kind of finding is about, with an example.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct About {
    /// The name in words, as it stands in messages and after `allow`.
    pub name: &'static str,
    /// Its level unless changed.
    pub severity: Severity,
    /// One sentence: what it finds and why that matters.
    pub summary: &'static str,
    /// A piece of a rule file that has it.
    pub wrong: &'static str,
    /// The same as it should be.
    pub right: &'static str,
}
