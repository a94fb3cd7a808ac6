//! One pass over the leads.

use super::Draft;
use super::column::Column;
use super::field;
use super::forms::Tools;
use super::write;
use crate::records::Record;
use serde_json::Value as Json;
use std::collections::HashMap;

/// How many columns are looked at.
const COLUMNS: usize = 2_000;

/// How many values of all columns together are remembered to tell whether they repeat.
const REMEMBERED: usize = 2_000_000;

/// What the leads of a file have in their columns.
pub struct Survey {
    columns: Vec<Column>,
    /// Where the column of each path into JSON stands.
    paths: HashMap<Vec<String>, usize>,
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
        Survey { columns, paths: HashMap::new(), leads: 0, beyond, budget: REMEMBERED, tools: Tools::new() }
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
        let fields = field::fields(&self.columns, self.leads, &self.tools);
        write::draft(name, fields, self.leads, self.beyond)
    }

    /// Goes into objects as deep as they are nested, which the reader bounds.
    fn add_member(&mut self, path: Vec<String>, json: &Json) {
        let at = match self.paths.get(&path) {
            Some(at) => *at,
            None if self.columns.len() < COLUMNS => {
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
        for (name, inner) in json.as_object().into_iter().flatten() {
            self.add_member(path.iter().chain([name]).cloned().collect(), inner);
        }
    }
}
