//! What is known of a lead: the fields that a ruleset reads, and one lead's values for them.

use super::FieldId;
use crate::source::Place;
use crate::value::{ReadAs, Type, Value};

/// A field of the lead.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its name in rules.
    pub name: String,
    /// Whether the name stood in backticks: then it is never a path into nested JSON.
    pub quoted: bool,
    /// The column that it is read from, where that is not its own name.
    pub from: Option<String>,
    /// How its cells are read; holds the type.
    pub read: ReadAs,
    /// What stands in for a blank.
    pub default: Option<Value>,
    /// Whether it identifies the lead.
    pub key: bool,
    /// Whether a missing value is reported.
    pub required: bool,
    /// The question that would fill it.
    pub ask: Option<String>,
    /// Whether any rule, ladder, label, disqualifier or key needs it; one that is declared but not needed is not read.
    pub used: bool,
    /// Where it is declared, or first used.
    pub place: Place,
}

impl Field {
    /// The type.
    pub fn kind(&self) -> &Type {
        &self.read.kind
    }

    /// The name of the column that is looked for first.
    pub fn column(&self) -> &str {
        self.from.as_deref().unwrap_or(&self.name)
    }

    /// The name as a rule file writes it.
    pub fn written(&self) -> String {
        if self.quoted { format!("`{}`", self.name) } else { self.name.clone() }
    }
}

/// One lead's values, one for each field; `None` is unknown. Defaults are filled in already.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lead {
    values: Vec<Option<Value>>,
}

impl Lead {
    /// A lead of that many fields, all unknown.
    pub fn unknown(fields: usize) -> Lead {
        Lead { values: vec![None; fields] }
    }

    /// The value of a field.
    pub fn get(&self, field: FieldId) -> Option<&Value> {
        self.values.get(field.0)?.as_ref()
    }

    /// Sets the value of a field; a field that the lead does not have is passed over.
    pub fn set(&mut self, field: FieldId, value: Option<Value>) {
        if let Some(place) = self.values.get_mut(field.0) {
            *place = value;
        }
    }
}
