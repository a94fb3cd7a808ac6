//! From a record to a lead.

use super::bind::{BindError, BindOptions, Wanted, columns_of};
use super::issues::DataIssues;
use super::members::{Found, Members, follow};
use super::record::Record;
use super::taking::Taking;
use crate::rules::{Field, FieldId, Lead};
use crate::value::{Reading, read_cell, read_json};
use std::borrow::Cow;

/// Reads the fields of a ruleset from the records of one input.
///
/// ```
/// use qualify::records::{BindOptions, LeadReader, ReadOptions, Reader, Record, Step};
/// use qualify::rules::{Field, FieldId};
/// # fn read(fields: &[Field]) -> Result<(), Box<dyn std::error::Error>> {
/// let file = "Email,Company Size\nada@example.com,120\n".as_bytes();
/// let mut reader = Reader::open(Box::new(file), "leads.csv", ReadOptions::default())?;
/// let mut leads = LeadReader::new(fields, reader.columns(), BindOptions::default())?;
/// let mut record = Record::default();
/// while let Step::Record = reader.read(&mut record)? {
///     let lead = leads.read(&record)?;
///     println!("{:?}", lead.get(FieldId(0)));
/// }
/// let issues = leads.finish()?;
/// # Ok(()) }
/// ```
#[derive(Debug)]
pub struct LeadReader<'r> {
    fields: &'r [Field],
    binding: Binding,
    lead: Lead,
    issues: DataIssues,
}

#[derive(Debug)]
enum Binding {
    /// The column of each field.
    Columns(Vec<Option<usize>>),
    Members(Box<Members>),
}

impl<'r> LeadReader<'r> {
    /// Finds the columns of the fields. `columns` are the input's where it is CSV; members of JSON objects are found
    /// record by record.
    ///
    /// # Errors
    ///
    /// Two columns fit one field, or one that is needed has none.
    pub fn new(
        fields: &'r [Field],
        columns: Option<&[String]>,
        options: BindOptions,
    ) -> Result<LeadReader<'r>, BindError> {
        let wanted: Vec<Wanted> = fields.iter().map(|field| Wanted::of(field, options)).collect();
        let binding = match columns {
            Some(columns) => Binding::Columns(columns_of(&wanted, columns)?),
            None => Binding::Members(Box::new(Members::new(wanted))),
        };
        let (lead, issues) = (Lead::unknown(fields.len()), DataIssues::new(fields.len()));
        Ok(LeadReader { fields, binding, lead, issues })
    }

    /// The column of a field, counted from 0; `None` where it has none or the input is JSON.
    pub fn column(&self, field: FieldId) -> Option<usize> {
        match &self.binding {
            Binding::Columns(columns) => columns.get(field.0).copied().flatten(),
            Binding::Members(_) => None,
        }
    }

    /// The members of JSON objects that the fields are read from, by the names that they are looked for under; none for
    /// CSV.
    pub fn members(&self) -> Vec<String> {
        match &self.binding {
            Binding::Columns(_) => Vec::new(),
            Binding::Members(members) => members.names().map(str::to_owned).collect(),
        }
    }

    /// What the record says of the fields; it stands until the next one is read.
    ///
    /// # Errors
    ///
    /// Two members of a JSON object fit one field.
    pub fn read(&mut self, record: &Record) -> Result<&Lead, BindError> {
        let mut taking = Taking { lead: &mut self.lead, issues: &mut self.issues, line: record.line() };
        match &mut self.binding {
            Binding::Columns(columns) => {
                for (at, (field, column)) in self.fields.iter().zip(columns).enumerate() {
                    let cell = column.and_then(|column| record.cell(column)).unwrap_or("");
                    taking.take(at, field, column.map_or(Reading::Blank, |_| read_cell(cell, &field.read)), cell);
                }
            }
            Binding::Members(members) => taking.read_members(self.fields, members, record)?,
        }
        Ok(&self.lead)
    }

    /// The lead that was read last.
    pub fn lead(&self) -> &Lead {
        &self.lead
    }

    /// What could not be read so far.
    pub fn issues(&self) -> &DataIssues {
        &self.issues
    }

    /// At the end of the input: what could not be read.
    ///
    /// # Errors
    ///
    /// No JSON object has a member for a field that is needed.
    pub fn finish(self) -> Result<DataIssues, BindError> {
        match &self.binding {
            Binding::Columns(_) => {}
            Binding::Members(members) => members.check_all_seen()?,
        }
        Ok(self.issues)
    }
}

impl Taking<'_> {
    fn read_members(&mut self, fields: &[Field], members: &mut Members, record: &Record) -> Result<(), BindError> {
        let found = members.find(record.members().map(|(name, _)| name))?.to_vec();
        let mut nested = Nested { at: None, json: None };
        for (at, (field, found)) in fields.iter().zip(found).enumerate() {
            let raw_of = |place: Option<usize>| record.member_at(place?).map(|(_, raw)| raw);
            let path = members.wanted(at).and_then(|wanted| wanted.path.as_deref());
            let Found { exact, path_head, loose } = found;
            if let (None, Some(head), Some(path)) = (exact, path_head, path) {
                let json = nested.parsed(head, raw_of(path_head).unwrap_or_default());
                if let Some(json) = json.and_then(|json| follow(json, path.get(1..)?)) {
                    let reading = read_json(json, &field.read);
                    let written = if reading == Reading::Unreadable { json.to_string() } else { String::new() };
                    self.take(at, field, reading, &written);
                    members.saw(at);
                    continue;
                }
            }
            match raw_of(exact.or(loose)) {
                Some(raw) => {
                    self.take(at, field, read_raw(raw, field), raw);
                    members.saw(at);
                }
                None => self.take(at, field, Reading::Blank, ""),
            }
        }
        Ok(())
    }
}

/// The object that paths were followed into last, parsed once for all fields below it.
struct Nested {
    at: Option<usize>,
    json: Option<serde_json::Value>,
}

impl Nested {
    fn parsed(&mut self, at: usize, raw: &str) -> Option<&serde_json::Value> {
        if self.at != Some(at) {
            self.at = Some(at);
            self.json = serde_json::from_str(raw).ok();
        }
        self.json.as_ref()
    }
}

/// Reads a JSON value from its text.
fn read_raw(raw: &str, field: &Field) -> Reading {
    match raw.as_bytes().first() {
        Some(b'n') => Reading::Blank,
        Some(b'"') => {
            let text = match serde_json::from_str::<&str>(raw) {
                Ok(text) => Cow::Borrowed(text),
                // It holds escapes.
                Err(_) => match serde_json::from_str::<String>(raw) {
                    Ok(text) => Cow::Owned(text),
                    Err(_) => return Reading::Unreadable,
                },
            };
            read_cell(&text, &field.read)
        }
        // Numbers beyond all bounds, such as `1e400`, are JSON, but no value.
        _ => serde_json::from_str(raw).map_or(Reading::Unreadable, |json| read_json(&json, &field.read)),
    }
}
