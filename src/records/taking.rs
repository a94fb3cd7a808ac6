//! What was read of each field goes into a lead.

use super::bind::BindError;
use super::entries::Room;
use super::issues::DataIssues;
use super::members::{Members, follow};
use crate::rules::{Field, FieldId, Lead};
use crate::value::{Reading, read_json};
use serde_json::Value as Json;

/// A lead being put together.
pub(super) struct Taking<'a> {
    pub lead: &'a mut Lead,
    pub issues: &'a mut DataIssues,
    pub line: u64,
    /// What is left for the entries of its lists.
    pub room: &'a mut Room,
}

impl Taking<'_> {
    /// Takes in what was read of a field; `written` is as it stood in the input.
    pub fn take(&mut self, at: usize, field: &Field, reading: Reading, written: &str) {
        let value = match reading {
            Reading::Known(value) => Some(value),
            Reading::Blank => {
                if field.required && field.default.is_none() {
                    self.issues.missing(at, self.line);
                }
                field.default.clone()
            }
            Reading::Unreadable => {
                self.issues.unreadable(at, self.line, written);
                field.default.clone()
            }
        };
        self.lead.set(FieldId(at), value);
    }
}

/// Takes the members of a JSON object as the values of fields: lists of entries are left to whoever reads them.
pub(super) fn take_object(
    taking: &mut Taking,
    fields: &[Field],
    members: &mut Members,
    object: &serde_json::Map<String, Json>,
) -> Result<(), BindError> {
    for (at, field, json) in found_in(fields, members, object)? {
        taking.take_json(at, field, json);
    }
    Ok(())
}

/// A field by its number, and what a JSON object has for it.
pub(super) type Found<'f, 'j> = (usize, &'f Field, Option<&'j Json>);

/// Each field with what a JSON object has for it.
pub(super) fn found_in<'f, 'j>(
    fields: &'f [Field],
    members: &mut Members,
    object: &'j serde_json::Map<String, Json>,
) -> Result<Vec<Found<'f, 'j>>, BindError> {
    let values: Vec<&Json> = object.values().collect();
    let found = members.find(object.keys().map(String::as_str))?.to_vec();
    let each = fields.iter().zip(found).enumerate().map(|(at, (field, found))| {
        let get = |place: Option<usize>| values.get(place?).copied();
        let path = members.wanted(at).and_then(|wanted| wanted.path.as_deref());
        let nested = || follow(get(found.path_head)?, path?.get(1..)?);
        let json = get(found.exact).or_else(nested).or_else(|| get(found.loose));
        if json.is_some() {
            members.saw(at);
        }
        (at, field, json)
    });
    Ok(each.collect())
}

impl Taking<'_> {
    /// Takes in what stands in JSON for a field; `None` where it is absent.
    pub fn take_json(&mut self, at: usize, field: &Field, json: Option<&Json>) {
        match json {
            Some(json) => {
                let reading = read_json(json, &field.read);
                let written = if reading == Reading::Unreadable { json.to_string() } else { String::new() };
                self.take(at, field, reading, &written);
            }
            None => self.take(at, field, Reading::Blank, ""),
        }
    }
}
