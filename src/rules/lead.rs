//! What is known of a lead: the fields that a ruleset reads, and one lead's values for them.

use super::{EntryFieldId, FieldId};
use crate::source::Place;
use crate::value::{ReadAs, Type, Value};
use std::collections::BTreeMap;

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
    /// What each of its entries holds, where it is a list of entries.
    pub entries: Option<EntryType>,
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

/// What each entry of a list holds.
#[derive(Clone, Debug, Default)]
pub struct EntryType {
    /// The fields of an entry.
    pub fields: Vec<Field>,
    /// How a file of entries is joined to the leads, if it may be: the field by which its column is found.
    pub joined_by: Option<Box<Field>>,
}

impl EntryType {
    /// A field of an entry.
    pub fn field(&self, id: EntryFieldId) -> Option<&Field> {
        self.fields.get(id.0)
    }

    /// The date of an entry: its only field that holds a day.
    pub fn date(&self) -> Option<EntryFieldId> {
        let mut dates = self.fields.iter().enumerate().filter(|(_, field)| *field.kind() == Type::Date);
        match (dates.next(), dates.next()) {
            (Some((at, _)), None) => Some(EntryFieldId(at)),
            _ => None,
        }
    }
}

/// The entries of one list of a lead, in the order in which they came.
///
/// ```
/// use qualify::rules::{Entries, EntryFieldId};
/// use qualify::value::Value;
/// let mut scores = Entries::new(1);
/// scores.push([Some(Value::Number(3.0))]);
/// scores.push([None]);
/// assert_eq!(scores.len(), 2);
/// assert_eq!(scores.get(0, EntryFieldId(0)), Some(&Value::Number(3.0)));
/// assert_eq!(scores.get(1, EntryFieldId(0)), None);
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entries {
    /// How many fields an entry has.
    width: usize,
    count: usize,
    /// The values of the first entry, of the second, and so on.
    values: Vec<Option<Value>>,
}

impl Entries {
    /// No entries yet, each of so many fields.
    pub fn new(width: usize) -> Entries {
        Entries { width, ..Entries::default() }
    }

    /// Adds an entry: a value for each field, `None` where it is unknown. What is missing is unknown, too.
    pub fn push(&mut self, values: impl IntoIterator<Item = Option<Value>>) {
        self.count += 1;
        self.values.extend(values.into_iter().take(self.width));
        self.values.resize(self.count * self.width, None);
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.count
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The value that an entry, counted from 0, has for a field; `None` is unknown.
    pub fn get(&self, entry: usize, field: EntryFieldId) -> Option<&Value> {
        if field.0 >= self.width {
            return None;
        }
        self.values.get(entry * self.width + field.0)?.as_ref()
    }

    /// Takes all entries out, and keeps the room.
    pub fn clear(&mut self) {
        self.count = 0;
        self.values.clear();
    }
}

/// One lead's values, one for each field; `None` is unknown. Defaults are filled in already.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lead {
    values: Vec<Option<Value>>,
    /// The entries of its lists, for those that have any.
    lists: BTreeMap<FieldId, Entries>,
}

impl Lead {
    /// A lead of that many fields, all unknown.
    pub fn unknown(fields: usize) -> Lead {
        Lead { values: vec![None; fields], lists: BTreeMap::new() }
    }

    /// The value of a field.
    pub fn get(&self, field: FieldId) -> Option<&Value> {
        self.values.get(field.0)?.as_ref()
    }

    /// The entries of a list; `None` where it is absent, which is as good as empty.
    pub fn entries(&self, list: FieldId) -> Option<&Entries> {
        self.lists.get(&list)
    }

    /// The entries of a list, each of so many fields, to be changed; an absent list becomes an empty one.
    pub fn entries_mut(&mut self, list: FieldId, width: usize) -> &mut Entries {
        self.lists.entry(list).or_insert_with(|| Entries::new(width))
    }

    /// The values, one for each field.
    pub(crate) fn into_values(self) -> Vec<Option<Value>> {
        self.values
    }

    /// Sets the entries of a list.
    pub fn set_entries(&mut self, list: FieldId, entries: Entries) {
        self.lists.insert(list, entries);
    }

    /// Sets the value of a field; a field that the lead does not have is passed over.
    pub fn set(&mut self, field: FieldId, value: Option<Value>) {
        if let Some(place) = self.values.get_mut(field.0) {
            *place = value;
        }
    }
}
