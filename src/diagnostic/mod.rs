//! Findings: what is wrong with a rule file, where, and the way out.

mod catalog;
mod names;
mod witness;

pub use catalog::{About, Group, Severity};
pub use names::Name;
pub use witness::{Shown, Witness};

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
    /// A lead that proves it.
    pub witness: Option<Witness>,
    /// Edits that mend it.
    pub fix: Option<Vec<Edit>>,
    /// Whether the edits keep what the ruleset means, so that they may be made without asking.
    pub safe_to_fix: bool,
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
            witness: None,
            fix: None,
            safe_to_fix: false,
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

    /// The same with a lead that proves it.
    pub fn witness(mut self, witness: Witness) -> Self {
        self.witness = Some(witness);
        self
    }

    /// The same, its edits being such as keep what the ruleset means.
    pub fn safe_to_fix(mut self) -> Self {
        self.safe_to_fix = true;
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
