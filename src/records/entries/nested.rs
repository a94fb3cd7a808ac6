//! Entries that stand nested in a record: a JSON list of objects.

use super::most_entries;
use crate::records::bind::{BindError, BindOptions, Wanted};
use crate::records::damage::grouped;
use crate::records::issues::DataIssues;
use crate::records::members::Members;
use crate::records::taking::{Taking, take_object};
use crate::rules::{Entries, EntryType, Field, FieldId, Lead};
use crate::value::{self, read_cell};
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
        let Taking { lead, issues, line } = taking;
        let entries = lead.entries_mut(FieldId(at), entry.fields.len());
        entries.clear();
        let json = match json {
            None | Some(Nested::Parsed(Json::Null)) => return Ok(()),
            // A JSON text that holds JSON.
            Some(Nested::Parsed(Json::String(text))) => Nested::Text(text),
            Some(json) => json,
        };
        if let Nested::Text(text) = json
            && !text.starts_with('[')
            && read_cell(text, &field.read) == value::Reading::Blank
        {
            return Ok(());
        }
        let mut reading = Reading { entry, entries, members: &mut list.members, issues: &mut list.issues, line: *line };
        let most = most_entries(entry.fields.len());
        let mut each = |one: &Json| match one {
            Json::Object(_) if reading.entries.len() >= most => Err(BindError::TooManyEntries {
                list: field.name.clone(),
                lead: format!("the lead in line {}", reading.line),
                most: format!("{} entries", grouped(most as u64)),
            }),
            Json::Object(object) => reading.object(object),
            Json::Null => Ok(()),
            stray => {
                issues.unreadable(at, *line, &stray.to_string());
                Ok(())
            }
        };
        let is_list = match json {
            Nested::Parsed(Json::Array(all)) => {
                all.iter().try_for_each(&mut each)?;
                true
            }
            Nested::Parsed(_) => false,
            Nested::Text(text) => each_raw(text, &mut each)?,
        };
        if !is_list {
            // What came before the text broke off is not the whole list either.
            reading.entries.clear();
            issues.unreadable(at, *line, &json.written());
        }
        Ok(())
    }

    /// At the end: whether every field that is needed came up in at least one entry of its list. No entries lack nothing.
    #[cfg(feature = "files")]
    pub fn check_all_seen(&self, fields: &[Field]) -> Result<(), BindError> {
        self.lists.iter().try_for_each(|list| {
            let name = fields.get(list.field.0).map(|field| field.name.as_str());
            list.members.check_all_seen(name)
        })
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
    /// JSON text, or a cell that may hold some: read piece by piece, since it may be long.
    Text(&'j str),
}

impl Nested<'_> {
    fn written(self) -> String {
        match self {
            Nested::Parsed(json) => json.to_string(),
            Nested::Text(text) => text.to_owned(),
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
