//! A file of entries, joined to the leads by their keys.

use super::file_error::EntryFileError;
use super::limits::EntryLimits;
use super::report::{JoinedEntries, JoinedFile};
use super::room::Room;
use super::spill::OpenSpill;
use super::store::{Full, Store};
use crate::records::bind::{BindError, BindOptions, EntryKey};
use crate::records::damage::Tally;
use crate::records::issues::shown;
use crate::records::lead_reader::LeadReader;
use crate::records::reader::{Reader, Step};
use crate::records::record::Record;
use crate::rules::{Field, FieldId, Lead};
use crate::value::{Text, Value, show_number};
use std::borrow::Cow;

/// Files of entries of one list, read as a whole before the leads are.
///
/// Entries may be far more than leads, and in any order: only what rules need of them is held, as short as can be, and beyond
/// a few hundred megabytes on disk.
///
/// ```
/// use qualify::Ruleset;
/// use qualify::records::{BindOptions, EntryFile, LeadReader, ReadOptions, Reader, Record, Step};
/// use qualify::rules::FieldId;
/// use std::io::Cursor;
///
/// let ruleset = Ruleset::parse(r#"
///     lead { email: text key  visits: list of { page: text } joined by email }
///     when count of visits >= 2 then +10
/// "#)?;
/// let rules = ruleset.rules();
/// let open = |text: &'static str, name| Reader::open(Box::new(text.as_bytes()), name, ReadOptions::default());
///
/// let mut visits = open("email,page\nada@x.com,/pricing\nbob@x.com,/\nada@x.com,/docs\n", "visits.csv")?;
/// let spill = Box::new(|| Ok(Box::new(Cursor::new(Vec::new())) as _));
/// let mut entries = EntryFile::new(&rules.fields, FieldId(1), spill)?;
/// entries.read("visits.csv", &mut visits, BindOptions::default(), |_| true)?;
///
/// let mut reader = open("email\nada@x.com\n", "leads.csv")?;
/// let mut leads = LeadReader::joined(&rules.fields, reader.columns(), BindOptions::default(), vec![entries])?;
/// let mut record = Record::default();
/// assert_eq!(reader.read(&mut record)?, Step::Record);
/// let lead = leads.read(&record)?;
/// assert_eq!(lead.entries(FieldId(1)).map(|entries| entries.len()), Some(2));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct EntryFile {
    list: FieldId,
    name: String,
    /// The lead's key, and then the fields of an entry.
    fields: Vec<Field>,
    store: Store,
    joined: JoinedEntries,
    /// Whether any lead has come.
    any_lead: bool,
}

impl EntryFile {
    /// For a list of the lead; `spill` opens a place beside memory where that is needed.
    ///
    /// # Errors
    ///
    /// The field is no list of entries, or does not say how it is joined.
    pub fn new(fields: &[Field], list: FieldId, spill: OpenSpill) -> Result<EntryFile, EntryFileError> {
        EntryFile::holding(fields, list, spill, EntryLimits::default())
    }

    /// The same, within other limits: several lists that are read in one run share them.
    ///
    /// # Errors
    ///
    /// As [`EntryFile::new`].
    pub fn holding(
        fields: &[Field],
        list: FieldId,
        spill: OpenSpill,
        limits: EntryLimits,
    ) -> Result<EntryFile, EntryFileError> {
        let field = fields.get(list.0);
        let name = field.map(|field| field.name.clone()).unwrap_or_default();
        let Some(entry) = field.and_then(|field| field.entries.as_ref()) else {
            return Err(EntryFileError::NotJoined { field: name, is_list: false });
        };
        let Some(key) = &entry.joined_by else {
            return Err(EntryFileError::NotJoined { field: name, is_list: true });
        };
        let used = entry.fields.iter().enumerate().filter(|(_, field)| field.used || field.required).map(|(at, _)| at);
        let store = Store::new(entry.fields.len(), used.collect(), spill, limits);
        let key = Field { used: true, required: false, ..(**key).clone() };
        let fields = std::iter::once(key).chain(entry.fields.iter().cloned()).collect();
        Ok(EntryFile { list, name, fields, store, joined: JoinedEntries::default(), any_lead: false })
    }

    /// Keeps all fields of an entry, not only those that rules need; to be said before anything is read.
    #[must_use]
    pub fn with_all_fields(mut self) -> EntryFile {
        self.store.use_all();
        self
    }

    /// The list.
    pub fn list(&self) -> FieldId {
        self.list
    }

    /// Reads a file to its end. `go_on` is asked now and then with how many entries were read; where it says no, reading stops.
    ///
    /// # Errors
    ///
    /// The file cannot be read, its columns do not fit, or there is no room for its entries.
    pub fn read(
        &mut self,
        file: &str,
        reader: &mut Reader,
        options: BindOptions,
        mut go_on: impl FnMut(u64) -> bool,
    ) -> Result<(), EntryFileError> {
        let key = self.fields.first().map(|key| key.name.clone()).unwrap_or_default();
        let unbound = |error| EntryFileError::Bind { file: file.to_owned(), key: key.clone(), error: Box::new(error) };
        let mut rows = LeadReader::of_entries(&self.fields, reader.columns(), options).map_err(unbound)?;
        let mut record = Record::default();
        let mut without_key = Tally::default();
        loop {
            match reader.read(&mut record)? {
                Step::Record => {}
                Step::Rejected(_) => continue,
                Step::End => break,
            }
            if self.joined.entries.is_multiple_of(1024) && !go_on(self.joined.entries) {
                return Err(EntryFileError::Stopped);
            }
            self.joined.entries += 1;
            let unreadable = rows.issues().unreadable_in_first();
            let row = rows.read(&record).map_err(unbound)?;
            let Some(key) = row.get(FieldId(0)).map(key_text) else {
                if rows.issues().unreadable_in_first() == unreadable {
                    without_key.add(record.line());
                }
                continue;
            };
            self.store.add(&key, |field| row.get(FieldId(field + 1))).map_err(|full| match full {
                Full::Keys(keys) => {
                    EntryFileError::TooManyKeys { file: file.to_owned(), list: self.name.clone(), keys }
                }
                Full::KeyBytes(bytes) => {
                    EntryFileError::TooLongKeys { file: file.to_owned(), list: self.name.clone(), bytes }
                }
                Full::Beside(reason) => EntryFileError::NoRoom { file: file.to_owned(), reason },
            })?;
        }
        let (key_issues, issues) = rows.finish().map_err(unbound)?.split_first();
        let damage = reader.damage().clone();
        self.joined.files.push(JoinedFile { name: file.to_owned(), without_key, key: key_issues, issues, damage });
        Ok(())
    }

    /// Gives a lead its entries.
    pub(in crate::records) fn give(
        &mut self,
        key: Option<FieldId>,
        lead: &mut Lead,
        room: &mut Room,
    ) -> Result<(), BindError> {
        self.any_lead = true;
        let key = key.and_then(|key| lead.get(key)).map(|key| key_text(key).into_owned());
        let given = self.store.give((self.list, &self.name), key.as_deref(), lead, room)?;
        if given > 0 {
            self.joined.leads += 1;
        }
        if self.joined.first_lead.is_none() {
            self.joined.first_lead = key;
        }
        Ok(())
    }

    /// What there is to tell, once all leads are read.
    pub fn told(&self) -> JoinedEntries {
        let left = self.store.left(3);
        JoinedEntries {
            joined: self.store.taken(),
            keys_without_lead: left.keys,
            differ_in_capitals: left.near,
            some_without_lead: left.some.into_iter().map(str::to_owned).collect(),
            ..self.joined.clone()
        }
    }

    /// The name of the list.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Finds out whether any entry found its lead, once all leads are read.
    ///
    /// # Errors
    ///
    /// There are leads and entries, and no key of the one is a key of the other.
    pub fn check_any_joined(&self) -> Result<(), BindError> {
        if !self.any_lead || self.joined.entries == 0 || self.store.taken() > 0 {
            return Ok(());
        }
        let key = self.fields.first();
        let unreadable = || self.joined.files.iter().find_map(|file| file.key.samples.first());
        let entry = match (self.store.first_key(), unreadable(), key) {
            (Some(key), ..) => EntryKey::Read(shown(key)),
            (None, Some(sample), Some(key)) => {
                EntryKey::Unreadable { value: sample.value.clone(), wanted: key.kind().to_string() }
            }
            _ => EntryKey::Blank,
        };
        Err(BindError::NothingJoined {
            list: self.name.clone(),
            column: key.map(|key| key.column().to_owned()).unwrap_or_default(),
            entry,
            lead: self.joined.first_lead.as_deref().map(shown),
        })
    }
}

/// A key as it is compared: exactly, as it reads.
fn key_text(key: &Value) -> Cow<'_, str> {
    match key {
        Value::Text(text) => Cow::Borrowed(Text::shown(text)),
        Value::Number(number) => Cow::Owned(show_number(*number)),
        other => Cow::Owned(other.to_string()),
    }
}
