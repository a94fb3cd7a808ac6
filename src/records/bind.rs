//! Fields find their columns, once per input.

use super::columns::folded;
use crate::check::suggest;
use crate::rules::Field;
use crate::value::{grouped, trim};
use thiserror::Error;

/// What of a ruleset's fields is read, and what the input may lack.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BindOptions {
    /// A column that is needed and absent is read as unknown, rather than being an error.
    pub allow_missing: bool,
    /// Fields that are declared but that nothing needs are read, too, where the input has them.
    pub all_fields: bool,
}

/// Why the columns of an input do not fit the fields of a ruleset.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum BindError {
    /// Two columns fit one field.
    #[error("two columns could be `{field}`: `{first}` and `{second}`")]
    Ambiguous {
        /// The field's name.
        field: String,
        /// One column.
        first: String,
        /// The other.
        second: String,
    },
    /// A lead has more entries in one list than can be held.
    #[error("{lead} has more than {most} in `{list}`")]
    TooManyEntries {
        /// The list.
        list: String,
        /// Which lead it is, in words.
        lead: String,
        /// How much it may have, in words.
        most: String,
    },
    /// Leads that share a key get the same entries again and again, and these are too many.
    #[error("many leads have the key `{key}`, and each of them gets the same {} entries of `{list}`: that is too much", grouped(*.count))]
    SharedKey {
        /// The list.
        list: String,
        /// The key that was one too many.
        key: String,
        /// How many entries it has.
        count: u64,
    },
    /// Entries that were kept beside memory cannot be read again.
    #[error("the entries of `{list}` were kept on disk, and cannot be read again: {why}")]
    EntriesLost {
        /// The list.
        list: String,
        /// What the system says.
        why: String,
    },
    /// No entry of a file found its lead.
    #[error("no entry of `{list}` has the key of a lead: {}, and {}", .entry.of(.column), of_lead(.lead.as_deref()))]
    NothingJoined {
        /// The list.
        list: String,
        /// The column that holds the lead's key.
        column: String,
        /// What that column holds.
        entry: EntryKey,
        /// A key of a lead, where any has one.
        lead: Option<String>,
    },
    /// Fields that are needed have no column.
    #[error("{}", missing_message(.list.as_deref(), .columns, *.needed_by))]
    Missing {
        /// What they are needed by.
        needed_by: NeededBy,
        /// The list whose entries lack them; `None` where it is the leads.
        list: Option<String>,
        /// Those that are not there.
        columns: Vec<MissingColumn>,
        /// Whether the input has not one of the columns that are needed, as where its first line is no header.
        all: bool,
        /// The columns that there are.
        there: Vec<String>,
    },
}

/// What needs a column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NeededBy {
    /// The ruleset.
    #[default]
    Rules,
    /// A condition that is asked of leads beside the ruleset.
    Condition,
}

/// The key of entries none of which found its lead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EntryKey {
    /// That of the first entry that has one.
    Read(String),
    /// None could be read.
    Unreadable {
        /// The first one, as it stands in the file.
        value: String,
        /// What it should be, in words.
        wanted: String,
    },
    /// No entry has one.
    Blank,
}

impl EntryKey {
    fn of(&self, column: &str) -> String {
        match self {
            EntryKey::Read(key) => format!("`{column}` holds, for example, `{key}`"),
            EntryKey::Unreadable { value, wanted } => {
                format!("nothing in `{column}` can be read as {wanted}, for example `{value}`")
            }
            EntryKey::Blank => format!("the key of every entry is blank in `{column}`"),
        }
    }
}

/// A field that is needed and has no column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissingColumn {
    /// The field's name.
    pub field: String,
    /// The column that was looked for.
    pub column: String,
    /// The columns with the nearest names, nearest first.
    pub nearest: Vec<String>,
    /// Whether it is a list whose entries may come from a file of their own.
    pub from_file: bool,
}

impl BindError {
    /// The way out.
    pub fn help(&self) -> String {
        match self {
            BindError::Ambiguous { field, first, .. } => {
                format!("say which one in the `lead` block: `{field}: ... from \"{first}\"`")
            }
            BindError::TooManyEntries { .. } => {
                "is it a machine, or a lead that stands for many? Leave it out, or keep only what is recent".to_owned()
            }
            BindError::SharedKey { .. } => {
                "a key is to identify one lead: leave it blank where it is not known, or take another field as `key`"
                    .to_owned()
            }
            BindError::EntriesLost { .. } => "run it again; see that the disk is not full".to_owned(),
            BindError::NothingJoined { lead: None, .. } => {
                "are these the right leads, and does `key` stand with the right field of the lead?".to_owned()
            }
            BindError::NothingJoined { list, entry: EntryKey::Blank, .. } => {
                format!("does `joined by` of `{list}` name the column that holds the lead's key?")
            }
            BindError::NothingJoined { list, entry: EntryKey::Unreadable { .. }, .. } => format!(
                "entries are joined to the field of the lead that is its `key`, and their keys read as that field is: is its type \
                 right, and does `joined by` of `{list}` name the right column?"
            ),
            BindError::NothingJoined { list, .. } => format!(
                "keys are compared exactly, capitals too: is `key` the right field of the lead, and does `joined by` of `{list}` name the right column?"
            ),
            BindError::Missing { columns, .. } if columns.iter().all(|column| column.from_file) => {
                let lists: Vec<String> =
                    columns.iter().map(|column| format!("`--events {}=FILE`", column.field)).collect();
                format!("where they stand in a file of their own, name it: {}", lists.join(" "))
            }
            BindError::Missing { needed_by: NeededBy::Condition, .. } => {
                self.there().unwrap_or_else(|| "names of columns stand in the first line of the file".to_owned())
            }
            BindError::Missing { all: true, columns, .. } if columns.len() > 1 => {
                "none of the columns that the rules need is there: is the first line of the file its header, and is it \
                 the right file?"
                    .to_owned()
            }
            BindError::Missing { .. } => {
                let advice = "name the right column with `from \"...\"` after the field's type; \
                              `--allow-missing-columns` reads it as unknown";
                self.there().into_iter().chain([advice.to_owned()]).collect::<Vec<_>>().join("\n      ")
            }
        }
    }

    /// Of what is there, what may be meant: the columns of near names, or else the first few.
    pub fn there(&self) -> Option<String> {
        let BindError::Missing { columns, there, .. } = self else { return None };
        let hints: Vec<String> = columns.iter().take(5).filter_map(MissingColumn::hint).collect();
        if !hints.is_empty() {
            return Some(hints.join("\n      "));
        }
        let named = there.iter().filter(|name| !trim(name).is_empty());
        let shown: Vec<String> = named.clone().take(8).map(|name| format!("`{}`", trim(name))).collect();
        let more = named.count() - shown.len();
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        (!shown.is_empty()).then(|| format!("there are the columns {}{more}", shown.join(", ")))
    }
}

impl MissingColumn {
    fn hint(&self) -> Option<String> {
        let nearest: Vec<String> = self.nearest.iter().map(|name| format!("`{name}`")).collect();
        (!nearest.is_empty()).then(|| format!("nearest to `{}`: {}", self.column, nearest.join(", ")))
    }
}

fn of_lead(key: Option<&str>) -> String {
    key.map_or("no lead has a key at all".to_owned(), |key| format!("a lead has the key `{key}`"))
}

fn missing_message(list: Option<&str>, missing: &[MissingColumn], needed_by: NeededBy) -> String {
    match list {
        Some(list) => lacks(&format!("the entries of `{list}` have"), missing, needed_by),
        None => lacks("the leads have", missing, needed_by),
    }
}

/// What to say where columns are missing; `who_has` is such as `the leads have`.
pub(super) fn lacks(who_has: &str, missing: &[MissingColumn], needed_by: NeededBy) -> String {
    let named = |one: &MissingColumn| match one.column == one.field {
        true => format!("`{}`", one.field),
        false => format!("`{}` (for `{}`)", one.column, one.field),
    };
    let names: Vec<String> = missing.iter().take(20).map(named).collect();
    let need = match needed_by {
        NeededBy::Rules => "the rules need",
        NeededBy::Condition => "the condition needs",
    };
    match missing {
        [one] => format!("{who_has} no column {}, which {need}", named(one)),
        _ => {
            let more = if missing.len() > names.len() { ", ..." } else { "" };
            format!("{who_has} no columns {}{more}, which {need}", names.join(", "))
        }
    }
}

/// What a field looks for.
#[derive(Clone, Debug)]
pub(super) struct Wanted {
    /// The field's name.
    pub field: String,
    /// The column of exactly this name comes first,
    pub exact: String,
    /// then, in JSON, the member at the end of this path,
    pub path: Option<Vec<String>>,
    /// then the column whose name is loosely this.
    pub folded: String,
    /// Whether the field is read at all.
    pub read: bool,
    /// Whether its column must be there.
    pub needed: bool,
    /// Whether nothing needs it, so that it may as well not be found.
    pub optional: bool,
    /// Whether it is a list whose entries may come from a file of their own.
    pub from_file: bool,
}

impl Wanted {
    pub fn of(field: &Field, options: BindOptions) -> Wanted {
        let exact = trim(field.column()).to_owned();
        let may_be_path = (field.from.is_some() || !field.quoted) && exact.contains('.');
        let needed = field.used || field.key || field.required;
        Wanted {
            field: field.name.clone(),
            path: may_be_path.then(|| exact.split('.').map(str::to_owned).collect()),
            folded: folded(&exact),
            // Lists of entries are read only where they are needed: they have no cell of their own to be written back.
            read: needed || options.all_fields && field.entries.is_none(),
            needed: needed && !options.allow_missing,
            optional: !needed,
            from_file: field.entries.as_ref().is_some_and(|entry| entry.joined_by.is_some()),
            exact,
        }
    }

    /// What to say where no column fits.
    pub fn missing<'a>(&self, columns: impl Iterator<Item = &'a str>) -> MissingColumn {
        MissingColumn {
            field: self.field.clone(),
            column: self.exact.clone(),
            nearest: nearest(&self.exact, columns).into_iter().map(str::to_owned).collect(),
            from_file: self.from_file,
        }
    }

    pub fn ambiguous(&self, first: &str, second: &str) -> BindError {
        BindError::Ambiguous { field: self.field.clone(), first: first.to_owned(), second: second.to_owned() }
    }
}

/// The column of each field, counted from 0.
#[cfg(feature = "files")]
pub(super) fn columns_of(wanted: &[Wanted], columns: &[String]) -> Result<Vec<Option<usize>>, BindError> {
    let loosely: Vec<String> = columns.iter().map(|name| folded(name)).collect();
    let mut missing = Vec::new();
    let mut found = Vec::with_capacity(wanted.len());
    for one in wanted {
        let fits = |at: &usize| columns.get(*at).is_some_and(|name| trim(name) == one.exact);
        let fits_loosely = |at: &usize| !one.folded.is_empty() && loosely.get(*at) == Some(&one.folded);
        let stages: [&dyn Fn(&usize) -> bool; 2] = [&fits, &fits_loosely];
        let mut column = None;
        for fits in stages.iter().filter(|_| one.read) {
            let mut fitting = (0..columns.len()).filter(*fits);
            column = fitting.next();
            if let (Some(first), Some(second)) = (column, fitting.next()) {
                if one.optional {
                    column = None;
                    break;
                }
                let name = |at: usize| columns.get(at).map(String::as_str).unwrap_or_default();
                return Err(one.ambiguous(name(first), name(second)));
            }
            if column.is_some() {
                break;
            }
        }
        if column.is_none() && one.read && one.needed {
            missing.push(one.missing(columns.iter().map(String::as_str)));
        }
        found.push(column);
    }
    let all = found.iter().all(Option::is_none);
    if missing.is_empty() {
        Ok(found)
    } else {
        Err(BindError::Missing {
            needed_by: NeededBy::Rules,
            list: None,
            columns: missing,
            all,
            there: columns.to_vec(),
        })
    }
}

/// The three columns with the nearest names: slips, then names that hold the one wanted, or the other way round.
fn nearest<'a>(wanted: &str, columns: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    // Of very many columns only the first are compared: it is but a hint.
    let columns: Vec<&str> = columns.take(2_000).filter(|name| !trim(name).is_empty()).collect();
    let mut near = suggest::nearest(wanted, columns.iter().copied());
    let wanted = folded(wanted);
    let holds = |one: &str, other: &str| other.chars().count() >= 4 && one.contains(other);
    for name in columns.into_iter().filter(|name| name.len() <= 80) {
        let other = folded(name);
        if (holds(&wanted, &other) || holds(&other, &wanted)) && !near.contains(&name) {
            near.push(name);
        }
    }
    near.truncate(3);
    near
}
