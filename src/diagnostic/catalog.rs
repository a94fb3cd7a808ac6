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

/// What lints have in common: they are denied, warned of and allowed together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// The ruleset does not do what it says.
    Correctness,
    /// Points come out otherwise than people expect.
    Scoring,
    /// It could be said more plainly. Off unless asked for.
    Style,
    /// Worth a thought, and often meant so. Off unless asked for.
    Pedantic,
    /// What only leads can tell: rules and leads do not fit each other.
    Data,
}

impl Group {
    /// All groups.
    pub const ALL: [Group; 5] = [Group::Correctness, Group::Scoring, Group::Style, Group::Pedantic, Group::Data];

    /// The group of that name.
    ///
    /// ```
    /// use qualify::diagnostic::Group;
    /// assert_eq!(Group::parse("style"), Some(Group::Style));
    /// assert_eq!(Group::Style.to_string(), "style");
    /// ```
    pub fn parse(name: &str) -> Option<Group> {
        Group::ALL.into_iter().find(|group| group.name() == name)
    }

    /// Its name, as it stands after `--deny`.
    pub fn name(self) -> &'static str {
        match self {
            Group::Correctness => "correctness",
            Group::Scoring => "scoring",
            Group::Style => "style",
            Group::Pedantic => "pedantic",
            Group::Data => "data",
        }
    }
}

impl fmt::Display for Group {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The page that `check --explain NAME` shows: what a kind of finding is about, with an example.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct About {
    /// The name in words, as it stands in messages and after `allow`.
    pub name: &'static str,
    /// Its level unless changed.
    pub severity: Severity,
    /// The group of a lint; errors have none.
    pub group: Option<Group>,
    /// One sentence: what it finds and why that matters.
    pub summary: &'static str,
    /// A piece of a rule file that has it. Empty for lints, whose examples stand on pages of their own.
    pub wrong: &'static str,
    /// The same as it should be.
    pub right: &'static str,
}
