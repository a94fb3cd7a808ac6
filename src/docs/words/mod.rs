//! Conditions, values and points in plain words, with the author's own names.

mod award;
mod clause;
mod condition;
mod lists;
mod measure;
mod value;

pub(super) use condition::How;
pub(super) use lists::first;
pub(super) use measure::{among, day, grouped, points, quoted, value as shown, yes_no};

use super::page::{Line, Run};
use crate::rules::{Field, FieldId, Rules, Selection};

/// Who says it: knows the names, and which list's entries are spoken of.
#[derive(Clone, Copy)]
pub(super) struct Speaker<'r> {
    /// The rules.
    pub(super) rules: &'r Rules,
    /// The list whose entries are spoken of.
    list: Option<FieldId>,
}

impl<'r> Speaker<'r> {
    /// Speaks of the lead.
    pub(super) fn new(rules: &'r Rules) -> Speaker<'r> {
        Speaker { rules, list: None }
    }

    /// Speaks of the entries of a list.
    fn inside(self, list: FieldId) -> Speaker<'r> {
        Speaker { list: Some(list), ..self }
    }

    fn field(self, id: FieldId) -> Option<&'r Field> {
        self.rules.fields.get(id.0)
    }

    fn field_name(self, id: FieldId) -> Line {
        Line::name(self.field(id).map_or("", |field| &field.name))
    }

    /// `entries of activity where (kind is “visit”)`
    fn entries(self, selection: &Selection, what: &str) -> Line {
        let line = Line::of(format!("{what} of ")).and(self.field_name(selection.list));
        match &selection.condition {
            Some(condition) => {
                line.say(" where (").and(self.inside(selection.list).condition(condition).flat()).say(")")
            }
            None => line,
        }
    }

    /// The same where nothing follows that could be taken for a part of it: `entries of activity where kind is “visit”`
    pub(super) fn last_entries(self, selection: &Selection, what: &str) -> Line {
        let line = Line::of(format!("{what} of ")).and(self.field_name(selection.list));
        match &selection.condition {
            Some(condition) => line.say(" where ").and(self.inside(selection.list).condition(condition).flat()),
            None => line,
        }
    }

    /// The name of a score, definition, ladder or label, which is explained elsewhere on the page.
    pub(super) fn link(self, kind: &str, name: Option<&str>) -> Line {
        let name = name.unwrap_or_default();
        Line(vec![Run::Link(name.to_owned(), anchor(kind, name))])
    }
}

/// Where something that the file defines is explained. Such names are unique, and hold nothing that an address cannot.
pub(super) fn anchor(kind: &str, name: &str) -> String {
    let letters = name.chars().map(|letter| if letter.is_alphanumeric() || letter == '_' { letter } else { '-' });
    format!("{kind}-{}", letters.collect::<String>())
}
