//! Entries that stand nested in a record: a JSON list of objects.

use super::room::{MOST_ENTRIES, NoRoom, Room};
use crate::records::bind::{BindError, BindOptions, Wanted};
use crate::records::issues::DataIssues;
use crate::records::members::Members;
use crate::records::object::{RawMembers, RawObject};
use crate::records::taking::{Taking, take_object};
use crate::rules::{Entries, EntryType, Field, FieldId, Lead};
use crate::value::grouped;
use crate::value::{self, Value, read_cell, trim};
use serde::de::{Deserializer as _, SeqAccess, Visitor};
use serde_json::Value as Json;
use serde_json::value::RawValue;
use std::fmt;

/// Reads all lists of a lead that hold entries.
#[derive(Debug)]
pub(in crate::records) struct NestedLists {
    /// By the number of the field.
    lists: Vec<Option<NestedList>>,
}

/// Reads one of them.
#[derive(Debug)]
struct NestedList {
    members: Members,
    issues: DataIssues,
}

impl NestedLists {
    pub fn new(fields: &[Field], options: BindOptions) -> NestedLists {
        let lists = fields.iter().map(|field| {
            let entry = field.entries.as_ref()?;
            let wanted = entry.fields.iter().map(|field| Wanted::of(field, options)).collect();
            let issues = DataIssues::new(entry.fields.len());
            Some(NestedList { members: Members::new(wanted), issues })
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
        let Some(Some(list)) = self.lists.get_mut(at) else { return Ok(()) };
        let Taking { lead, issues, line, room } = taking;
        let entries = lead.entries_mut(FieldId(at), entry.fields.len());
        entries.clear();
        let json = match json {
            None | Some(Nested::Parsed(Json::Null)) => return Ok(()),
            // A JSON text that holds JSON.
            Some(Nested::Parsed(Json::String(text))) => Nested::Text(text),
            Some(json) => json,
        };
        let (members, issues_of_list) = (&mut list.members, &mut list.issues);
        let mut reading = Reading { entry, entries, members, issues: issues_of_list, line: *line, room };
        let too_many = |most| BindError::TooManyEntries {
            list: field.name.clone(),
            lead: format!("the lead in line {line}"),
            most,
        };
        let mut each = |one: One| match one {
            One::Parsed(Json::Object(_)) | One::Raw(_) if reading.entries.len() >= MOST_ENTRIES => {
                Err(too_many(format!("{} entries", grouped(MOST_ENTRIES as u64))))
            }
            One::Parsed(Json::Object(object)) => {
                let values = reading.object(object)?;
                reading.push(values).map_err(|NoRoom| too_many(reading.room.most()))
            }
            One::Raw(object) if object.doubled().is_none() => {
                let values = reading.raw_object(&object)?;
                reading.push(values).map_err(|NoRoom| too_many(reading.room.most()))
            }
            One::Parsed(Json::Null) => Ok(()),
            stray => {
                issues.unreadable(at, *line, &stray.written());
                Ok(())
            }
        };
        let is_list = match json {
            Nested::Parsed(Json::Array(all)) => {
                all.iter().map(One::Parsed).try_for_each(&mut each)?;
                true
            }
            Nested::Parsed(_) => false,
            Nested::Text(text) => each_raw(text, &mut each)?,
        };
        if !is_list {
            // What came before the text broke off is not the whole list either.
            reading.entries.clear();
            if let Nested::Text(text) = json
                && is_blank(text, field)
            {
                return Ok(());
            }
            issues.unreadable(at, *line, &json.written());
        }
        Ok(())
    }

    /// The same for a list that stands as JSON text, or is absent.
    pub fn take_raw(
        &mut self,
        taking: &mut Taking,
        at: usize,
        field: &Field,
        raw: Option<&str>,
    ) -> Result<(), BindError> {
        let text;
        let json = match raw.map(str::as_bytes) {
            Some([b'n', ..]) | None => None,
            Some([b'"', ..]) => {
                text = serde_json::from_str(raw.unwrap_or_default()).unwrap_or_default();
                Some(Nested::Parsed(&text))
            }
            Some(_) => raw.map(Nested::Text),
        };
        self.take(taking, at, field, json)
    }

    /// At the end: whether every field that is needed came up in at least one entry of its list. No entries lack nothing.
    #[cfg(feature = "files")]
    pub fn check_all_seen(&self, fields: &[Field]) -> Result<(), BindError> {
        fields.iter().zip(&self.lists).try_for_each(|(field, list)| match list {
            Some(list) => list.members.check_all_seen(Some(&field.name)),
            None => Ok(()),
        })
    }

    /// What could not be read in entries, list by list.
    pub fn into_issues(self) -> Vec<(FieldId, DataIssues)> {
        let lists = self.lists.into_iter().enumerate();
        lists.filter_map(|(at, list)| Some((FieldId(at), list?.issues))).collect()
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

/// One part of a list.
enum One<'j> {
    Parsed(&'j Json),
    /// An object as it is written: its values may be what no JSON value can hold.
    Raw(RawObject<'j>),
}

impl One<'_> {
    fn written(&self) -> String {
        match self {
            One::Parsed(json) => json.to_string(),
            One::Raw(object) => {
                let names: Vec<String> = object.names().map(|name| format!("\"{name}\": …")).collect();
                format!("{{{}}}", names.join(", "))
            }
        }
    }
}

struct Reading<'a> {
    entry: &'a EntryType,
    entries: &'a mut Entries,
    members: &'a mut Members,
    issues: &'a mut DataIssues,
    line: u64,
    room: &'a mut Room,
}

impl Reading<'_> {
    fn object(&mut self, object: &serde_json::Map<String, Json>) -> Result<Vec<Option<Value>>, BindError> {
        let mut lead = Lead::unknown(self.entry.fields.len());
        let mut taking = Taking { lead: &mut lead, issues: self.issues, line: self.line, room: self.room };
        take_object(&mut taking, &self.entry.fields, self.members, object)?;
        Ok(lead.into_values())
    }

    fn raw_object(&mut self, object: &RawObject) -> Result<Vec<Option<Value>>, BindError> {
        let mut lead = Lead::unknown(self.entry.fields.len());
        let mut taking = Taking { lead: &mut lead, issues: self.issues, line: self.line, room: self.room };
        taking.read_members(&self.entry.fields, self.members, None, object)?;
        Ok(lead.into_values())
    }

    fn push(&mut self, values: Vec<Option<Value>>) -> Result<(), NoRoom> {
        self.room.take_entries(1, values.len())?;
        values.iter().flatten().try_for_each(|value| self.room.take_texts(value))?;
        self.entries.push(values);
        Ok(())
    }
}

/// Whether the text of a list says that there is none.
fn is_blank(text: &str, field: &Field) -> bool {
    trim(text) == "null" || read_cell(text, &field.read) == value::Reading::Blank
}

/// Hands on each part of a JSON list; `false` where the text is no list.
fn each_raw(raw: &str, each: &mut impl FnMut(One) -> Result<(), BindError>) -> Result<bool, BindError> {
    let mut failed = None;
    let mut take = |one: &RawValue| match serde_json::from_str(one.get()) {
        Ok(object) => each(One::Raw(object)),
        // Numbers beyond all bounds, such as `1e400`, are JSON, but no value.
        Err(_) => match serde_json::from_str::<Json>(one.get()) {
            Ok(json) => each(One::Parsed(&json)),
            Err(_) => each(One::Parsed(&Json::String(one.get().to_owned()))),
        },
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
