//! From a record to a lead.

use super::bind::{BindError, BindOptions, Wanted, columns_of};
use super::entries::{EntryFile, JoinedEntries, Nested, NestedLists, Room};
use super::issues::DataIssues;
use super::members::Members;
use super::record::Record;
use super::taking::Taking;
use crate::rules::{Entries, Field, FieldId, Lead};
use crate::value::{Reading, read_cell};

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
    lists: NestedLists,
    /// Files of entries, and the field of the lead by which they are joined.
    joined: Vec<EntryFile>,
    key: Option<FieldId>,
    lead: Lead,
    room: Room,
    issues: DataIssues,
}

/// A list that had so many values is not kept for the next lead, which may have as much in another one.
const MANY_VALUES: usize = 100_000;

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
        LeadReader::joined(fields, columns, options, Vec::new())
    }

    /// The same, where the entries of some lists come from files of their own.
    ///
    /// # Errors
    ///
    /// As [`LeadReader::new`].
    pub fn joined(
        fields: &'r [Field],
        columns: Option<&[String]>,
        options: BindOptions,
        joined: Vec<EntryFile>,
    ) -> Result<LeadReader<'r>, BindError> {
        let is_joined = |field| joined.iter().any(|file| file.list() == FieldId(field));
        let wanted = fields.iter().enumerate().map(|(at, field)| {
            let wanted = Wanted::of(field, options);
            if is_joined(at) { Wanted { read: false, needed: false, ..wanted } } else { wanted }
        });
        LeadReader::wanting(fields, wanted.collect(), columns, options, joined)
    }

    /// The same for rows of a file of entries: the first field is the key of their lead, without whose column there is no use
    /// in them.
    pub(super) fn of_entries(
        fields: &'r [Field],
        columns: Option<&[String]>,
        options: BindOptions,
    ) -> Result<LeadReader<'r>, BindError> {
        let mut wanted: Vec<Wanted> = fields.iter().map(|field| Wanted::of(field, options)).collect();
        if let Some(key) = wanted.first_mut() {
            key.needed = true;
        }
        LeadReader::wanting(fields, wanted, columns, options, Vec::new())
    }

    fn wanting(
        fields: &'r [Field],
        wanted: Vec<Wanted>,
        columns: Option<&[String]>,
        options: BindOptions,
        joined: Vec<EntryFile>,
    ) -> Result<LeadReader<'r>, BindError> {
        let binding = match columns {
            Some(columns) => Binding::Columns(columns_of(&wanted, columns)?),
            None => Binding::Members(Box::new(Members::new(wanted))),
        };
        let (lead, issues) = (Lead::unknown(fields.len()), DataIssues::new(fields.len()));
        let key = fields.iter().position(|field| field.key).map(FieldId);
        let (lists, room) = (NestedLists::new(fields, options), Room::default());
        Ok(LeadReader { fields, binding, lists, joined, key, lead, room, issues })
    }

    /// Lets the entries of one lead take at most about so many bytes, in all its lists: 400 MB, unless said.
    #[must_use]
    pub fn with_room(mut self, bytes: usize) -> LeadReader<'r> {
        self.room = Room::of(bytes);
        self
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
    /// Two members of a JSON object fit one field, or the lead has more entries than can be held.
    pub fn read(&mut self, record: &Record) -> Result<&Lead, BindError> {
        self.forget_entries();
        let LeadReader { lead, issues, room, .. } = self;
        let mut taking = Taking { lead, issues, line: record.line(), room };
        match &mut self.binding {
            Binding::Columns(columns) => {
                for (at, (field, column)) in self.fields.iter().zip(columns).enumerate() {
                    let cell = column.and_then(|column| record.cell(column)).unwrap_or("");
                    if field.entries.is_some() {
                        self.lists.take(&mut taking, at, field, Some(Nested::Text(cell)))?;
                        continue;
                    }
                    taking.take(at, field, column.map_or(Reading::Blank, |_| read_cell(cell, &field.read)), cell);
                }
            }
            Binding::Members(members) => taking.read_members(self.fields, members, Some(&mut self.lists), record)?,
        }
        for file in &mut self.joined {
            file.give(self.key, &mut self.lead, &mut self.room)?;
        }
        Ok(&self.lead)
    }

    fn forget_entries(&mut self) {
        self.room.renew();
        for (at, field) in self.fields.iter().enumerate() {
            let Some(entry) = &field.entries else { continue };
            let entries = self.lead.entries_mut(FieldId(at), entry.fields.len());
            match entries.len().saturating_mul(entry.fields.len()) > MANY_VALUES {
                true => *entries = Entries::new(entry.fields.len()),
                false => entries.clear(),
            }
        }
    }

    /// The lead that was read last.
    pub fn lead(&self) -> &Lead {
        &self.lead
    }

    /// What could not be read so far.
    pub fn issues(&self) -> &DataIssues {
        &self.issues
    }

    /// The lists whose entries come from files of their own, which are read before the leads.
    pub fn entry_files(&mut self) -> &mut [EntryFile] {
        &mut self.joined
    }

    /// What there is to tell of entries that came from files, list by list.
    pub fn joins(&self) -> Vec<(FieldId, JoinedEntries)> {
        self.joined.iter().map(|file| (file.list(), file.told())).collect()
    }

    /// At the end of the input: whether, of each list whose entries came from files, any entry found its lead.
    ///
    /// # Errors
    ///
    /// There are leads and entries, and no key of the one is a key of the other.
    pub fn check_joins(&self) -> Result<(), BindError> {
        self.joined.iter().try_for_each(EntryFile::check_any_joined)
    }

    /// At the end of the input: what could not be read.
    ///
    /// # Errors
    ///
    /// No JSON object, or no entry of a list, has a member for a field that is needed.
    pub fn finish(mut self) -> Result<DataIssues, BindError> {
        match &self.binding {
            Binding::Columns(_) => {}
            Binding::Members(members) => members.check_all_seen(None)?,
        }
        self.lists.check_all_seen(self.fields)?;
        self.issues.add_entries(self.lists.into_issues());
        Ok(self.issues)
    }
}
