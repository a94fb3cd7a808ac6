//! A file of entries, joined to the leads by their keys.

use super::spill::OpenSpill;
use super::store::{Full, Store};
use crate::records::bind::{BindError, BindOptions, lacks};
use crate::records::damage::{Damage, Tally, grouped};
use crate::records::error::ReadError;
use crate::records::issues::{DataIssues, FieldIssues, shown};
use crate::records::lead_reader::LeadReader;
use crate::records::reader::{Reader, Step};
use crate::records::reason::plain_reason;
use crate::records::record::Record;
use crate::rules::{EntryFieldId, Field, FieldId, Lead};
use crate::value::{Text, Value, show_number};
use std::borrow::Cow;
use std::io;
use thiserror::Error;

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

/// What there is to tell of the entries of a list that came from files.
#[derive(Clone, Debug, Default)]
pub struct JoinedEntries {
    /// The files, with what was wrong in each.
    pub files: Vec<JoinedFile>,
    /// How many entries there were.
    pub entries: u64,
    /// How many of them a lead has come for.
    pub joined: u64,
    /// How many leads have any.
    pub leads: u64,
    /// How many keys no lead has, and the first few of them.
    pub keys_without_lead: u64,
    /// The first few keys that no lead has.
    pub some_without_lead: Vec<String>,
    /// How many entries without a lead have a key that differs from that of a lead only in capitals.
    pub differ_in_capitals: u64,
    /// The key of the first lead.
    pub first_lead: Option<String>,
}

/// What was wrong in a file of entries.
#[derive(Clone, Debug, Default)]
pub struct JoinedFile {
    /// Its name.
    pub name: String,
    /// Entries whose key is blank.
    pub without_key: Tally,
    /// Keys that cannot be read.
    pub key: FieldIssues,
    /// What could not be read of each field of the entries.
    pub issues: DataIssues,
    /// What was wrong with the file itself.
    pub damage: Damage,
}

/// Why entries cannot be joined to leads.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum EntryFileError {
    /// The field is not a list of entries, or does not say how it is joined.
    #[error("`{field}` {}", if *.is_list { "does not say which column of its file holds the lead's key" } else { "is no list of entries" })]
    NotJoined {
        /// The field.
        field: String,
        /// Whether it is a list of entries.
        is_list: bool,
    },
    /// The file cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// Its columns do not fit the fields.
    #[error("{}", misfit(.file, .error))]
    Bind {
        /// The file.
        file: String,
        /// The field that holds the lead's key.
        key: String,
        /// Why.
        error: Box<BindError>,
    },
    /// There are too many different keys.
    #[error("`{file}` has too many different keys, or too long ones, to be joined: {} so far", grouped(*.keys as u64))]
    TooManyKeys {
        /// The file.
        file: String,
        /// How many there are.
        keys: usize,
    },
    /// There are more entries than fit into memory, and they cannot be written beside it.
    #[error("the entries of `{file}` do not fit into memory, and cannot be kept on disk: {}", plain_reason(.reason))]
    NoRoom {
        /// The file.
        file: String,
        /// What the system says.
        reason: io::Error,
    },
    /// It was told to stop.
    #[error("stopped")]
    Stopped,
}

impl EntryFileError {
    /// The way out, where there is one.
    pub fn help(&self) -> Option<String> {
        match self {
            EntryFileError::NotJoined { is_list: true, field } => Some(format!(
                "say it in the `lead` block, behind the fields of an entry: `{field}: list of {{ ... }} joined by lead_id`"
            )),
            EntryFileError::NotJoined { .. } => Some(
                "declare it in the `lead` block: `activity: list of { kind: text  at: date } joined by lead_id`"
                    .to_owned(),
            ),
            EntryFileError::Read(ReadError::Empty { .. }) => {
                Some("it should hold a header line, and one line for each entry".to_owned())
            }
            EntryFileError::Read(ReadError::NotJson { .. }) => Some(
                "a JSON file is a list of records, `[{...}, {...}]`; if it is CSV, its name should end in `.csv`".to_owned(),
            ),
            // What is set aside are leads.
            EntryFileError::Read(error) => error.help().map(|help| {
                help.replace("`--skip-bad-records --rejects FILE` sets such records aside", "`--skip-bad-records` leaves such records out")
                    .replace("`--skip-bad-records --rejects FILE` sets them aside", "`--skip-bad-records` leaves them out")
            }),
            EntryFileError::Bind { error, key, .. } => Some(match &**error {
                BindError::Missing { columns, .. } if columns.iter().all(|column| column.field == *key) => {
                    let advice = "the column that holds the lead's key is named behind `joined by`, in backticks where it has spaces";
                    error.there().into_iter().chain([advice.to_owned()]).collect::<Vec<_>>().join("\n      ")
                }
                BindError::Ambiguous { field, .. } if field == key => {
                    "write the name of the right one behind `joined by`, in backticks".to_owned()
                }
                error => error.help(),
            }),
            EntryFileError::TooManyKeys { .. } => {
                Some("leave out entries of visitors who are no leads, or score the leads in parts, each with its own entries".to_owned())
            }
            EntryFileError::NoRoom { .. } => {
                Some("make room where the system keeps temporary files, or name another folder in TMPDIR".to_owned())
            }
            EntryFileError::Stopped => None,
        }
    }
}

impl EntryFile {
    /// For a list of the lead; `spill` opens a place beside memory where that is needed.
    ///
    /// # Errors
    ///
    /// The field is no list of entries, or does not say how it is joined.
    pub fn new(fields: &[Field], list: FieldId, spill: OpenSpill) -> Result<EntryFile, EntryFileError> {
        EntryFile::holding(fields, list, spill, None)
    }

    /// The same, with at most about so many bytes of entries in memory.
    ///
    /// # Errors
    ///
    /// As [`EntryFile::new`].
    pub fn holding(
        fields: &[Field],
        list: FieldId,
        spill: OpenSpill,
        bytes: Option<usize>,
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
        let store = Store::new(entry.fields.len(), used.collect(), spill, bytes);
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
                Full::Keys(keys) => EntryFileError::TooManyKeys { file: file.to_owned(), keys },
                Full::Beside(reason) => EntryFileError::NoRoom { file: file.to_owned(), reason },
            })?;
        }
        let (key_issues, issues) = rows.finish().map_err(unbound)?.split_first();
        let damage = reader.damage().clone();
        self.joined.files.push(JoinedFile { name: file.to_owned(), without_key, key: key_issues, issues, damage });
        Ok(())
    }

    /// Gives a lead its entries.
    pub(in crate::records) fn give(&mut self, key: Option<FieldId>, lead: &mut Lead) -> Result<(), BindError> {
        self.any_lead = true;
        let key = key.and_then(|key| lead.get(key)).map(|key| key_text(key).into_owned());
        if self.joined.first_lead.is_none() {
            self.joined.first_lead = key.clone();
        }
        let given = self.store.give(self.list, &self.name, key.as_deref(), lead)?;
        if given > 0 {
            self.joined.leads += 1;
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
        let told = self.told();
        match (told.joined, told.some_without_lead.first(), told.first_lead) {
            (0, Some(entry), lead) if self.any_lead => Err(BindError::NothingJoined {
                list: self.name.clone(),
                column: self.fields.first().map(|key| key.column().to_owned()).unwrap_or_default(),
                entry: shown(entry),
                lead: lead.as_deref().map(shown),
            }),
            _ => Ok(()),
        }
    }
}

/// A field of the entries, as [`JoinedFile::issues`] counts them.
impl JoinedFile {
    /// What could not be read, field by field.
    pub fn fields(&self) -> impl Iterator<Item = (EntryFieldId, &FieldIssues)> {
        self.issues.iter().map(|(field, issues)| (EntryFieldId(field.0), issues))
    }
}

/// What to say where the columns of a file do not fit.
fn misfit(file: &str, error: &BindError) -> String {
    match error {
        BindError::Missing { list: None, columns, .. } => lacks(&format!("`{file}` has"), columns),
        _ => format!("in `{file}`: {error}"),
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
