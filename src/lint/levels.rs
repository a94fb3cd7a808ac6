//! How bad which findings are.

use crate::check::suggest::did_you_mean;
use crate::diagnostic::{Group, Name, Severity};

/// How bad which findings are: what differs from their own levels, in order, the last word on each counting.
///
/// ```
/// use qualify::diagnostic::{Name, Severity};
/// use qualify::lint::Levels;
/// let mut levels = Levels::default();
/// assert_eq!(levels.of(Name::NegatedIn), Severity::Allowed);
/// levels.push(Severity::Warning, "style")?;
/// levels.push(Severity::Error, "warnings")?;
/// assert_eq!(levels.of(Name::NegatedIn), Severity::Error);
/// # Ok::<(), String>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Levels(Vec<(Which, Severity)>);

/// Which findings a level is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// All that are warnings at that point.
    Warnings,
    /// Those of one group.
    Group(Group),
    /// Those of one kind.
    Kind(Name),
}

impl Which {
    /// Which findings a text means, for a level: `warnings`, the name of a group, or that of one kind.
    ///
    /// # Errors
    ///
    /// A message for the user, where there is nothing of that name or it is an error, whose level cannot be lowered.
    pub fn parse(severity: Severity, text: &str) -> Result<Which, String> {
        if text == "warnings" {
            return Ok(Which::Warnings);
        }
        if let Some(group) = Group::parse(text) {
            return Ok(Which::Group(group));
        }
        let Some(name) = Name::parse(text) else {
            let groups = Group::ALL.iter().map(|group| group.name());
            let names = Name::ALL.iter().map(|name| name.about().name).chain(groups).chain(["warnings"]);
            let way_out =
                did_you_mean(text, names).unwrap_or_else(|| "`qualify check --list` shows all names".to_owned());
            return Err(format!("no finding is named `{text}`; {way_out}"));
        };
        if name.about().severity == Severity::Error && severity != Severity::Error {
            return Err(format!(
                "`{name}` is an error, without which the rules cannot run; only warnings can be changed"
            ));
        }
        Ok(Which::Kind(name))
    }
}

impl Levels {
    /// Adds a level for `warnings`, a group, or one kind of findings.
    ///
    /// # Errors
    ///
    /// A message for the user, where there is nothing of that name or it is an error, whose level cannot be lowered.
    pub fn push(&mut self, severity: Severity, text: &str) -> Result<(), String> {
        self.add(Which::parse(severity, text)?, severity);
        Ok(())
    }

    /// Adds a level.
    pub fn add(&mut self, which: Which, severity: Severity) {
        self.0.push((which, severity));
    }

    /// These levels, and after them others, which have the last word.
    pub fn then(mut self, others: &Levels) -> Levels {
        self.0.extend_from_slice(&others.0);
        self
    }

    /// How bad findings of a kind are.
    pub fn of(&self, name: Name) -> Severity {
        let about = name.about();
        let mut level = about.severity;
        // What was said of all warnings can be taken back by saying it anew of all.
        let mut by_warnings = false;
        for (which, severity) in &self.0 {
            let is_meant = match which {
                Which::Warnings => level == Severity::Warning || by_warnings,
                Which::Group(group) => about.group == Some(*group),
                Which::Kind(kind) => *kind == name,
            };
            if is_meant {
                level = *severity;
                by_warnings = *which == Which::Warnings;
            }
        }
        level
    }

    /// Whether findings of a kind are shown at all.
    pub(super) fn is_on(&self, name: Name) -> bool {
        self.of(name) != Severity::Allowed
    }
}
