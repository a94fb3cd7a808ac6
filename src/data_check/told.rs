//! What the reader of leads has to tell.

use super::values::Column;
use crate::records::{DataIssues, FieldIssues, MissingColumn};
use crate::rules::{EntryFieldId, FieldId};

/// What could not be read, and what was not there.
#[derive(Clone, Debug, Default)]
pub struct Told {
    /// What could not be read of the leads.
    pub issues: DataIssues,
    /// What could not be read of files of entries.
    pub in_files: Vec<InFile>,
    /// The columns that the rules need and the leads lack; those of entries with the name of their list.
    pub missing: Vec<(Option<String>, MissingColumn)>,
    /// Whether missing columns are expected, so that nothing is said of them.
    pub allow_missing: bool,
}

/// What could not be read of a field of the entries of a file.
#[derive(Clone, Debug)]
pub struct InFile {
    /// The list.
    pub list: FieldId,
    /// The field of the entries; `None` is the key of their lead.
    pub field: Option<EntryFieldId>,
    /// The name of the file.
    pub file: String,
    /// What it is.
    pub issues: FieldIssues,
}

impl Told {
    /// What could not be read of a column, the first of what there is.
    pub(super) fn unread(&self, column: Column) -> Option<&FieldIssues> {
        match column.entry {
            None => self.issues.iter().find(|(field, _)| *field == column.field).map(|(_, issues)| issues),
            Some(entry) => {
                let nested = self.issues.in_entries().find(|(list, field, _)| (*list, *field) == (column.field, entry));
                let is_it = |one: &&InFile| one.list == column.field && one.field == Some(entry);
                nested.map(|(.., issues)| issues).or_else(|| self.in_files.iter().find(is_it).map(|one| &one.issues))
            }
        }
    }
}
