//! What lints look at.

use crate::check::Checked;
use crate::rules::Rules;
use crate::source::{FileId, Place, Span};
use crate::syntax::tree::{File, Item};
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

    /// The tree of the main file.
    pub(super) fn main_tree(&self) -> Option<&'c File> {
        self.checked.trees.iter().find(|(file, _)| *file == FileId(0)).map(|(_, tree)| tree)
    }

    /// The statements at the top of the main file, with their places.
    pub(super) fn main_items(&self) -> impl Iterator<Item = (&'c Item, Place)> {
        self.main_tree().into_iter().flat_map(|tree| &tree.items).map(|item| (item, main_place(item.at.0)))
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

/// The place of a span of the main file.
pub(super) fn main_place(span: Span) -> Place {
    Place { file: FileId(0), span }
}
