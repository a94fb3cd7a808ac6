//! Data that a ruleset could not make use of, counted for the summary of a run.

use super::damage::Tally;
use crate::rules::{EntryFieldId, FieldId};

/// What could not be read, or was not there though it is required, field by field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DataIssues {
    fields: Vec<FieldIssues>,
    /// Of lists of entries, those of the fields of the entries.
    entries: Vec<(FieldId, DataIssues)>,
}

/// What was wrong with one field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FieldIssues {
    /// How many values could not be read as the field's type; they count as unknown, or give way to the default.
    pub unreadable: u64,
    /// The first few of them, each once.
    pub samples: Vec<Sample>,
    /// Where a required value is missing.
    pub missing: Tally,
}

/// A value that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample {
    /// The line, from 1, of the record that first has it.
    pub line: u64,
    /// The value: on one line, without control characters, shortened.
    pub value: String,
}

/// How many characters of a value are shown.
const SHOWN: usize = 40;

impl DataIssues {
    /// Nothing wrong yet with so many fields.
    #[cfg(feature = "files")]
    pub(crate) fn of(fields: usize) -> DataIssues {
        DataIssues::new(fields)
    }

    /// Adds what was found further down in the file, of the same fields.
    #[cfg(feature = "files")]
    pub(crate) fn add(&mut self, later: &DataIssues) {
        for (issues, later) in self.fields.iter_mut().zip(&later.fields) {
            issues.unreadable += later.unreadable;
            for sample in &later.samples {
                let is_known = issues.samples.iter().any(|known| known.value == sample.value);
                if issues.samples.len() < Tally::SHOWN && !is_known {
                    issues.samples.push(sample.clone());
                }
            }
            issues.missing.append(&later.missing);
        }
    }

    pub(super) fn new(fields: usize) -> DataIssues {
        DataIssues { fields: vec![FieldIssues::default(); fields], entries: Vec::new() }
    }

    /// Whether all was well.
    pub fn is_empty(&self) -> bool {
        self.iter().next().is_none() && self.entries.iter().all(|(_, issues)| issues.is_empty())
    }

    /// The fields of entries that stand nested in records, and had any: the list, the field, and what was wrong.
    pub fn in_entries(&self) -> impl Iterator<Item = (FieldId, EntryFieldId, &FieldIssues)> {
        self.entries
            .iter()
            .flat_map(|(list, issues)| issues.iter().map(|(field, issues)| (*list, EntryFieldId(field.0), issues)))
    }

    pub(super) fn add_entries(&mut self, entries: Vec<(FieldId, DataIssues)>) {
        self.entries.extend(entries);
    }

    /// How many values of the first field could not be read.
    #[cfg(feature = "files")]
    pub(super) fn unreadable_in_first(&self) -> u64 {
        self.fields.first().map_or(0, |issues| issues.unreadable)
    }

    /// Those of the first field, and those of all others, each of which moves one down.
    #[cfg(feature = "files")]
    pub(super) fn split_first(mut self) -> (FieldIssues, DataIssues) {
        let first = self.fields.drain(..self.fields.len().min(1)).next();
        (first.unwrap_or_default(), self)
    }

    /// The fields that had any, in their order.
    pub fn iter(&self) -> impl Iterator<Item = (FieldId, &FieldIssues)> {
        let fields = self.fields.iter().enumerate().map(|(at, issues)| (FieldId(at), issues));
        fields.filter(|(_, issues)| issues.unreadable > 0 || issues.missing.count > 0)
    }

    pub(crate) fn unreadable(&mut self, field: usize, line: u64, value: &str) {
        let Some(issues) = self.fields.get_mut(field) else { return };
        issues.unreadable += 1;
        if issues.samples.len() < Tally::SHOWN {
            let value = shown(value);
            if !issues.samples.iter().any(|sample| sample.value == value) {
                issues.samples.push(Sample { line, value });
            }
        }
    }

    pub(crate) fn missing(&mut self, field: usize, line: u64) {
        if let Some(issues) = self.fields.get_mut(field) {
            issues.missing.add(line);
        }
    }
}

/// A value as messages show it.
pub(super) fn shown(value: &str) -> String {
    let clean = |letter: char| if letter.is_control() || letter.is_whitespace() { ' ' } else { letter };
    let text: String = value.chars().take(SHOWN + 1).map(clean).collect();
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default().trim()),
        None => text.trim().to_owned(),
    }
}
