//! `--typed`: fields as they were read.

use crate::records::{LeadReader, Record};
use crate::rules::{FieldId, Lead, Rules};
use crate::value::Value;
use std::borrow::Cow;

/// Which columns hold fields.
#[derive(Debug)]
pub struct Typed {
    /// The field of each column, if it is one's.
    fields: Vec<Option<FieldId>>,
    record: Record,
}

impl Typed {
    /// For an input of so many columns. A column that two fields are read from is written as the first of them.
    pub fn new(rules: &Rules, leads: &LeadReader, columns: usize) -> Typed {
        let mut fields = vec![None; columns];
        // A list of entries has no cell of its own form: it stays as it stands.
        let has_cell = |field: &FieldId| rules.fields.get(field.0).is_some_and(|field| field.entries.is_none());
        for field in (0..rules.fields.len()).rev().map(FieldId).filter(has_cell) {
            if let Some(place) = leads.column(field).and_then(|column| fields.get_mut(column)) {
                *place = Some(field);
            }
        }
        Typed { fields, record: Record::default() }
    }

    /// The record with the cells of fields as they were read; what is unknown is blank.
    pub fn rewrite(&mut self, record: &Record, lead: &Lead) -> &Record {
        let cells = record.cells().enumerate().map(|(at, cell)| match self.fields.get(at).copied().flatten() {
            Some(field) => lead.get(field).map_or(Cow::Borrowed(""), Value::in_cell),
            None => Cow::Borrowed(cell),
        });
        self.record.take_cells(record.line(), cells);
        &self.record
    }
}
