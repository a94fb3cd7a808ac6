//! What lints look at.

use crate::check::Checked;
use crate::rules::Rules;
use crate::source::Place;
use jiff::civil::Date;

/// A ruleset without errors, to be looked at by one lint after the other.
pub(super) struct Context<'c> {
    pub(super) checked: &'c Checked,
    pub(super) rules: &'c Rules,
    /// The day as of which dates are looked at, where one is given.
    pub(super) today: Option<Date>,
}

impl<'c> Context<'c> {
    pub(super) fn new(checked: &'c Checked, today: Option<Date>) -> Context<'c> {
        Context { checked, rules: &checked.rules, today }
    }

    /// What is written at a place.
    pub(super) fn written(&self, place: Place) -> &'c str {
        self.checked.sources.text(place)
    }
}

/// Whether a place lies in the main file: what other files bring in is linted where it is the main file.
pub(super) fn in_main_file(place: Place) -> bool {
    place.file.0 == 0
}
