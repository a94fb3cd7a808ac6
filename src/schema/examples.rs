//! Examples: what the tests of the rule file give, as a record would hold it.

use super::read::{Place, put};
use crate::records;
use crate::rules::{Entries, EntryFieldId, Field, FieldId, Rules, TestCase};
use crate::value::{ReadAs, Reading, Value, read_json};
use serde_json::{Map, Value as Json, json};

/// How many examples a field has, how many there are of whole records, and how many entries are shown in one.
const OF_FIELD: usize = 3;
const OF_RECORD: usize = 2;
const ENTRIES: usize = 2;

/// The examples of a field: the first few different ones.
pub(super) fn of_field(rules: &Rules, id: FieldId, field: &Field) -> Vec<Json> {
    let given = rules.tests.iter().flat_map(|test| &test.given).filter(|(given, _)| *given == id);
    some(given.map(|(_, value)| value), field)
}

/// The examples of a field of entries.
pub(super) fn of_entry_field(rules: &Rules, list: FieldId, id: EntryFieldId, field: &Field) -> Vec<Json> {
    let given = rules.tests.iter().flat_map(|test| &test.entries).filter(|(given, _)| *given == list);
    some(given.flat_map(|(_, all)| (0..all.len()).filter_map(move |entry| all.get(entry, id))), field)
}

/// Whole records: the leads of the first tests that say much and can be read back.
pub(super) fn of_records(rules: &Rules) -> Vec<Json> {
    let mut records: Vec<Json> = Vec::new();
    for record in rules.tests.iter().filter_map(|test| record(rules, test)) {
        if records.len() >= OF_RECORD {
            break;
        }
        let reads = records::lead_of(&rules.fields, &record).is_ok_and(|(_, issues)| issues.is_empty());
        if reads && !records.contains(&record) {
            records.push(record);
        }
    }
    records
}

/// The first few; what stands in for a blank was perhaps given by nobody.
fn some<'v>(values: impl Iterator<Item = &'v Value>, field: &Field) -> Vec<Json> {
    let mut examples: Vec<Json> = Vec::new();
    for value in values.filter(|value| field.default.as_ref() != Some(value)) {
        if examples.len() >= OF_FIELD {
            break;
        }
        if let Some(json) = written(value, &field.read).filter(|json| !examples.contains(json)) {
            examples.push(json);
        }
    }
    examples
}

/// A value as JSON, where it reads as itself again: a range does not in every form of numbers.
pub(super) fn written(value: &Value, read: &ReadAs) -> Option<Json> {
    let json = serde_json::to_value(value).ok()?;
    (read_json(&json, read) == Reading::Known(value.clone())).then_some(json)
}

fn record(rules: &Rules, test: &TestCase) -> Option<Json> {
    let mut record = Map::new();
    for (id, value) in &test.given {
        let field = rules.fields.get(id.0)?;
        put(&mut record, &Place::of(field), written(value, &field.read)?)?;
    }
    for (id, entries) in &test.entries {
        let field = rules.fields.get(id.0)?;
        let of_entry = &field.entries.as_ref()?.fields;
        let all: Option<Vec<Json>> = (0..entries.len().min(ENTRIES)).map(|at| entry(of_entry, entries, at)).collect();
        put(&mut record, &Place::of(field), json!(all?))?;
    }
    (!record.is_empty()).then_some(Json::Object(record))
}

fn entry(fields: &[Field], entries: &Entries, at: usize) -> Option<Json> {
    let mut object = Map::new();
    for (id, field) in fields.iter().enumerate() {
        let value = entries.get(at, EntryFieldId(id));
        if let Some(value) = value.filter(|value| field.default.as_ref() != Some(value)) {
            put(&mut object, &Place::of(field), written(value, &field.read)?)?;
        }
    }
    Some(Json::Object(object))
}
