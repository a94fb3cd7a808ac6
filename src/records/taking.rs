//! What was read of each field goes into a lead.

use super::issues::DataIssues;
use crate::rules::{Field, FieldId, Lead};
use crate::value::Reading;

/// A lead being put together.
pub(super) struct Taking<'a> {
    pub lead: &'a mut Lead,
    pub issues: &'a mut DataIssues,
    pub line: u64,
}

impl Taking<'_> {
    /// Takes in what was read of a field; `written` is as it stood in the input.
    pub fn take(&mut self, at: usize, field: &Field, reading: Reading, written: &str) {
        let value = match reading {
            Reading::Known(value) => Some(value),
            Reading::Blank => {
                if field.required && field.default.is_none() {
                    self.issues.missing(at, self.line);
                }
                field.default.clone()
            }
            Reading::Unreadable => {
                self.issues.unreadable(at, self.line, written);
                field.default.clone()
            }
        };
        self.lead.set(FieldId(at), value);
    }
}
