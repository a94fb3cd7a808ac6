//! One pass over the leads.

use super::Draft;
use super::column::Column;
use super::field::{self, Entries};
use super::forms::Tools;
use super::write;
use crate::records::Record;
use serde_json::Value as Json;
use std::collections::{BTreeMap, HashMap};

/// How many columns are looked at.
const COLUMNS: usize = 2_000;

/// How many lists of entries are looked into, how many columns each has, and how many of its values are remembered.
const LISTS: usize = 50;
const COLUMNS_OF_ENTRIES: usize = 40;
const REMEMBERED_OF_ENTRIES: usize = 40_000;

/// How many values of all columns together are remembered to tell whether they repeat.
const REMEMBERED: usize = 2_000_000;

/// What the leads of a file have in their columns.
pub struct Survey {
    columns: Vec<Column>,
    /// Where the column of each path into JSON stands.
    paths: HashMap<Vec<String>, usize>,
    /// What stands in lists of records, by their columns.
    lists: BTreeMap<usize, Survey>,
    most_lists: usize,
    most_columns: usize,
    leads: u64,
    /// Columns of a header beyond those that are looked at.
    beyond: usize,
    budget: usize,
    tools: Tools,
}

impl Survey {
    /// Begins with the names of the columns; `None` for JSON, which has them in its records.
    pub fn new(header: Option<&[String]>) -> Survey {
        let header = header.unwrap_or_default();
        let columns = header.iter().take(COLUMNS).map(|name| Column::new(vec![name.clone()])).collect();
        let beyond = header.len().saturating_sub(COLUMNS);
        Survey { columns, beyond, ..Survey::with_room(COLUMNS, LISTS, REMEMBERED) }
    }

    fn with_room(most_columns: usize, most_lists: usize, budget: usize) -> Survey {
        let (columns, paths, lists) = (Vec::new(), HashMap::new(), BTreeMap::new());
        Survey { columns, paths, lists, most_lists, most_columns, leads: 0, beyond: 0, budget, tools: Tools::new() }
    }

    /// Looks at a lead.
    pub fn add(&mut self, record: &Record) {
        self.leads += 1;
        for (column, cell) in self.columns.iter_mut().zip(record.cells()) {
            column.add_text(cell, &self.tools, &mut self.budget);
        }
        for (name, raw) in record.members() {
            // What is valid JSON but fits no value, as `1e400`, tells nothing of its column.
            if let Ok(json) = serde_json::from_str(raw) {
                self.add_member(vec![name.to_owned()], &json);
            }
        }
    }

    /// The draft of all that was seen; `name` is the file's name.
    pub fn draft(self, name: &str) -> Draft {
        let entries = self.lists.iter().map(|(at, list)| (*at, list.entries())).collect();
        let fields = field::fields(&self.columns, self.leads, &self.tools, &entries);
        write::draft(name, fields, self.leads, self.beyond)
    }

    /// What the entries of a list have in common; lists within them are left alone.
    fn add_entries(&mut self, at: usize, entries: &[Json]) {
        for entry in entries.iter().filter_map(Json::as_object) {
            if !self.lists.contains_key(&at) && self.lists.len() >= self.most_lists {
                return;
            }
            let room = || Survey::with_room(COLUMNS_OF_ENTRIES, 0, REMEMBERED_OF_ENTRIES);
            let list = self.lists.entry(at).or_insert_with(room);
            list.leads += 1;
            for (name, json) in entry {
                list.add_member(vec![name.clone()], json);
            }
        }
    }

    /// As entries of a list.
    fn entries(&self) -> Entries {
        let fields = field::fields(&self.columns, self.leads, &self.tools, &BTreeMap::new());
        Entries { count: self.leads, fields: fields.of_entries() }
    }

    /// Goes into objects as deep as they are nested, which the reader bounds.
    fn add_member(&mut self, path: Vec<String>, json: &Json) {
        let at = match self.paths.get(&path) {
            Some(at) => *at,
            None if self.columns.len() < self.most_columns => {
                self.paths.insert(path.clone(), self.columns.len());
                self.columns.push(Column::new(path.clone()));
                self.columns.len() - 1
            }
            None => {
                self.beyond = self.beyond.max(1);
                return;
            }
        };
        if let Some(column) = self.columns.get_mut(at) {
            column.add_json(json, &self.tools, &mut self.budget);
        }
        if let Json::Array(entries) = json {
            self.add_entries(at, entries);
        }
        for (name, inner) in json.as_object().into_iter().flatten() {
            self.add_member(path.iter().chain([name]).cloned().collect(), inner);
        }
    }
}
