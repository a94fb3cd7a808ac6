//! What there is to tell of files of entries once the leads have come.

use crate::records::damage::{Damage, Tally};
use crate::records::issues::{DataIssues, FieldIssues};
use crate::rules::EntryFieldId;

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
    /// How many keys no lead has.
    pub keys_without_lead: u64,
    /// The first few of them.
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
    /// What could not be read of the fields of the entries; see [`JoinedFile::fields`].
    pub issues: DataIssues,
    /// What was wrong with the file itself.
    pub damage: Damage,
}

impl JoinedFile {
    /// What could not be read, by the field of the entries.
    pub fn fields(&self) -> impl Iterator<Item = (EntryFieldId, &FieldIssues)> {
        self.issues.iter().map(|(field, issues)| (EntryFieldId(field.0), issues))
    }
}
