//! Findings: what is wrong with a rule file, where, and the way out.

mod catalog;
mod names;

pub use catalog::{About, Severity};
pub use names::Name;

use crate::source::Place;

/// One thing found in a rule file.
///
/// Messages are lower case without a full stop, what the user wrote stands in backticks, and `help` says the way out.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// What kind of finding it is.
    pub name: Name,
    /// How bad it is: the kind's own level, unless `--deny` or `--warn` changed it.
    pub severity: Severity,
    /// What is wrong, in one line.
    pub message: String,
    /// The way out, in one or a few lines.
    pub help: Option<String>,
    /// The text to underline; `None` where a whole file could not be read.
    pub place: Option<Place>,
    /// What stands under the underlined text, if more than the message is needed.
    pub label: Option<String>,
    /// Other places that have a part in it.
    pub related: Vec<Related>,
    /// Edits that mend it without changing what was meant.
    pub fix: Option<Vec<Edit>>,
}

/// Another place that has a part in a finding, and which.
#[derive(Clone, Debug, PartialEq)]
pub struct Related {
    /// Which part, in a few words: ``first defined here``.
    pub message: String,
    /// Where.
    pub place: Place,
}

/// The replacement of one stretch of text.
#[derive(Clone, Debug, PartialEq)]
pub struct Edit {
    /// What is replaced; an empty span inserts.
    pub place: Place,
    /// The new text.
    pub text: String,
}

impl Finding {
    /// A finding of its kind's own severity.
    pub fn new(name: Name, place: Place, message: impl Into<String>) -> Self {
        Finding {
            name,
            severity: name.about().severity,
            message: message.into(),
            help: None,
            place: Some(place),
            label: None,
            related: Vec::new(),
            fix: None,
        }
    }

    /// A finding about a file as a whole, which has no place to underline.
    pub fn without_place(name: Name, message: impl Into<String>) -> Self {
        Finding { place: None, ..Finding::new(name, Place::default(), message) }
    }

    /// The same with a way out.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The same with a text under the underlined place.
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// The same with another place that has a part in it.
    pub fn related(mut self, place: Place, message: impl Into<String>) -> Self {
        self.related.push(Related { message: message.into(), place });
        self
    }

    /// The same with an edit that mends it.
    pub fn fix(mut self, place: Place, text: impl Into<String>) -> Self {
        self.fix.get_or_insert_default().push(Edit { place, text: text.into() });
        self
    }

    /// Whether the finding keeps the ruleset from running.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}
