//! What one pass over the file tells of a column.

use super::forms::{Forms, Tools};
use super::names::words;
use super::placeholders::{Placeholders, sureness};
use super::values::Values;
use crate::value::trim;
use serde_json::Value as Json;
use std::collections::HashSet;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

/// What parts the entries of a cell that holds several, the likelier first.
pub(super) const SEPARATORS: &[&str] = &[";", "|"];

/// One column, or one path into nested JSON.
#[derive(Default)]
pub(super) struct Column {
    /// Its name, or the names on the way to it.
    pub path: Vec<String>,
    /// How many leads have a value here that is no placeholder.
    pub filled: u64,
    pub placeholders: Placeholders,
    pub values: Values,
    pub forms: Forms,
    pub lists: Lists,
    pub json: JsonKinds,
    repeats: bool,
    seen: HashSet<u64>,
}

/// Signs of cells that hold several entries.
#[derive(Default)]
pub(super) struct Lists {
    /// One for each of [`SEPARATORS`].
    pub split: [Split; 2],
    /// Cells that are JSON arrays of plain values.
    pub arrays: u64,
    /// A cell is a JSON array of something else, which is no list of texts.
    pub odd: bool,
}

/// What splitting by one separator gives.
#[derive(Default)]
pub(super) struct Split {
    /// Cells that hold the separator.
    pub several: u64,
    /// Entries of all cells.
    pub entries: u64,
    pub distinct: Values,
}

/// Which kinds of JSON values occurred.
#[derive(Default)]
pub(super) struct JsonKinds {
    /// Arrays of plain values.
    pub arrays: u64,
    /// Numbers, true and false.
    pub bare: bool,
    /// Objects, whose members have columns of their own.
    pub objects: bool,
    /// Arrays of something else.
    pub records: u64,
    /// Whether some arrays hold anything but objects.
    pub plain: bool,
}

impl Column {
    pub fn new(path: Vec<String>) -> Column {
        Column { path, ..Column::default() }
    }

    /// Looks at a cell. `budget` is how many values may still be remembered to tell whether they repeat.
    pub fn add_text(&mut self, cell: &str, tools: &Tools, budget: &mut usize) {
        let value = trim(cell);
        if value.is_empty() {
            return;
        }
        if sureness(value).is_some() {
            self.placeholders.add(value);
            return;
        }
        self.filled += 1;
        self.values.add(value, 1);
        self.forms.add(value, tools);
        self.lists.add(value);
        self.remember(value, budget);
    }

    /// Looks at a JSON value that is no object.
    pub fn add_json(&mut self, json: &Json, tools: &Tools, budget: &mut usize) {
        match json {
            Json::Null => {}
            Json::Object(_) => self.json.objects = true,
            Json::String(text) => self.add_text(text, tools, budget),
            Json::Bool(_) | Json::Number(_) => {
                self.json.bare = true;
                self.add_text(&json.to_string(), tools, budget);
                self.forms.json_number();
            }
            Json::Array(entries) if entries.iter().all(is_plain) => {
                self.filled += 1;
                self.json.arrays += 1;
                self.json.plain |= !entries.is_empty();
                self.repeats = true;
            }
            Json::Array(entries) => {
                self.json.records += 1;
                self.json.plain |= !entries.iter().all(Json::is_object);
            }
        }
    }

    /// Whether all that it holds are lists of objects, at least one of which has any.
    pub fn is_list_of_entries(&self) -> bool {
        let JsonKinds { arrays, bare, objects, records, plain } = self.json;
        // An empty list may be one of anything.
        records > 0 && !plain && !bare && !objects && self.filled == arrays && self.placeholders.all().next().is_none()
    }

    /// The words of its name, in lower case.
    pub fn words(&self) -> Vec<String> {
        self.path.last().map(|name| words(name)).unwrap_or_default()
    }

    /// Whether no value occurred twice, as far as could be remembered.
    pub fn is_unique(&self) -> bool {
        !self.repeats && self.filled > 0
    }

    fn remember(&mut self, value: &str, budget: &mut usize) {
        if self.repeats || *budget == 0 {
            return;
        }
        // Hashes with fixed keys, so that a draft is the same every time.
        let mut hasher = DefaultHasher::new();
        value.hash(&mut hasher);
        if self.seen.insert(hasher.finish()) {
            *budget -= 1;
        } else {
            self.repeats = true;
            *budget += self.seen.len();
            self.seen = HashSet::new();
        }
    }
}

impl Lists {
    fn add(&mut self, value: &str) {
        if value.starts_with('[')
            && let Ok(Json::Array(entries)) = serde_json::from_str(value)
        {
            if entries.iter().all(is_plain) {
                self.arrays += 1
            } else {
                self.odd = true
            }
            return;
        }
        for (split, separator) in self.split.iter_mut().zip(SEPARATORS) {
            split.several += u64::from(value.contains(separator));
            for entry in value.split(separator).map(trim).filter(|entry| !entry.is_empty()) {
                split.entries += 1;
                split.distinct.add(entry, 1);
            }
        }
    }
}

/// What a list of texts can hold.
fn is_plain(json: &Json) -> bool {
    matches!(json, Json::String(_) | Json::Number(_) | Json::Null)
}
