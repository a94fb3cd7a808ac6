//! Entries that stand nested in a record: a JSON list of objects.

use super::most_entries;
use crate::records::bind::{BindError, BindOptions, Wanted};
use crate::records::issues::DataIssues;
use crate::records::members::Members;
use crate::records::taking::{Taking, take_object};
use crate::rules::{Entries, EntryType, Field, FieldId, Lead};
use serde::de::{Deserializer as _, SeqAccess, Visitor};
use serde_json::Value as Json;
use serde_json::value::RawValue;
use std::fmt;

/// Reads all lists of a lead that hold entries.
#[derive(Debug)]
pub(in crate::records) struct NestedLists {
    lists: Vec<NestedList>,
}

/// Reads one of them.
#[derive(Debug)]
struct NestedList {
    field: FieldId,
    members: Members,
    issues: DataIssues,
}

impl NestedLists {
    pub fn new(fields: &[Field], options: BindOptions) -> NestedLists {
        let lists = fields.iter().enumerate().filter_map(|(at, field)| {
            let entry = field.entries.as_ref()?;
            let wanted = entry.fields.iter().map(|field| Wanted::of(field, options)).collect();
            let issues = DataIssues::new(entry.fields.len());
            Some(NestedList { field: FieldId(at), members: Members::new(wanted), issues })
        });
        NestedLists { lists: lists.collect() }
    }

    /// Takes the list that a field has in one record, or notes that it is none; `json` is `None` where it is absent.
    pub fn take(
        &mut self,
        taking: &mut Taking,
        at: usize,
        field: &Field,
        json: Option<Nested>,
    ) -> Result<(), BindError> {
        let Some(entry) = &field.entries else { return Ok(()) };
        let Some(list) = self.lists.iter_mut().find(|list| list.field.0 == at) else { return Ok(()) };
        let entries = taking.lead.entries_mut(FieldId(at), entry.fields.len());
        entries.clear();
        let Some(json) = json else { return Ok(()) };
        let mut reading =
            Reading { entry, entries, members: &mut list.members, issues: &mut list.issues, line: taking.line };
        let mut strays = Vec::new();
        let mut each = |one: &Json| match one {
            Json::Object(_) | Json::Null if reading.entries.len() >= most_entries(entry.fields.len()) => {
                Err(BindError::TooManyEntries { list: field.name.clone(), most: most_entries(entry.fields.len()) })
            }
            Json::Object(object) => reading.object(object),
            Json::Null => Ok(()),
            stray => {
                if strays.len() < 3 {
                    strays.push(stray.to_string());
                }
                Ok(())
            }
        };
        let is_list = match json {
            Nested::Parsed(Json::Null) => true,
            Nested::Parsed(Json::Array(all)) => {
                all.iter().try_for_each(&mut each)?;
                true
            }
            // A cell of CSV, or a JSON text that holds JSON.
            Nested::Parsed(Json::String(text)) => text.trim().is_empty() || each_raw(text, &mut each)?,
            Nested::Parsed(_) => false,
            Nested::Raw(raw) => each_raw(raw, &mut each)?,
        };
        for stray in strays {
            taking.issues.unreadable(at, taking.line, &stray);
        }
        if !is_list {
            taking.issues.unreadable(at, taking.line, &json.written());
        }
        Ok(())
    }

    /// What could not be read in entries, list by list.
    pub fn into_issues(self) -> Vec<(FieldId, DataIssues)> {
        self.lists.into_iter().map(|list| (list.field, list.issues)).collect()
    }
}

/// A list as it stands in a record.
#[derive(Clone, Copy)]
pub(in crate::records) enum Nested<'j> {
    Parsed(&'j Json),
    /// JSON text: read piece by piece, since it may be long.
    Raw(&'j str),
}

impl Nested<'_> {
    fn written(self) -> String {
        match self {
            Nested::Parsed(json) => json.to_string(),
            Nested::Raw(raw) => raw.to_owned(),
        }
    }
}

struct Reading<'a> {
    entry: &'a EntryType,
    entries: &'a mut Entries,
    members: &'a mut Members,
    issues: &'a mut DataIssues,
    line: u64,
}

impl Reading<'_> {
    fn object(&mut self, object: &serde_json::Map<String, Json>) -> Result<(), BindError> {
        let mut lead = Lead::unknown(self.entry.fields.len());
        let mut taking = Taking { lead: &mut lead, issues: self.issues, line: self.line };
        take_object(&mut taking, &self.entry.fields, self.members, object)?;
        self.entries.push(lead.into_values());
        Ok(())
    }
}

/// Hands on each part of a JSON list; `false` where the text is no list.
fn each_raw(raw: &str, each: &mut impl FnMut(&Json) -> Result<(), BindError>) -> Result<bool, BindError> {
    let mut failed = None;
    let mut take = |one: &RawValue| match serde_json::from_str::<Json>(one.get()) {
        Ok(json) => each(&json),
        // Numbers beyond all bounds, such as `1e400`, are JSON, but no value.
        Err(_) => each(&Json::String(one.get().to_owned())),
    };
    let visitor = Each(|one: &RawValue| match take(one) {
        Ok(()) => true,
        Err(error) => {
            failed = Some(error);
            false
        }
    });
    let mut json = serde_json::Deserializer::from_str(raw);
    let read = json.deserialize_seq(visitor).and_then(|()| json.end());
    match failed {
        Some(error) => Err(error),
        None => Ok(read.is_ok()),
    }
}

/// Visits the parts of a list for as long as it is told to go on.
struct Each<F>(F);

impl<'de, F: FnMut(&RawValue) -> bool> Visitor<'de> for Each<F> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut seq: A) -> Result<(), A::Error> {
        while let Some(one) = seq.next_element::<&RawValue>()? {
            if !(self.0)(one) {
                return Err(serde::de::Error::custom("stopped"));
            }
        }
        Ok(())
    }
}
