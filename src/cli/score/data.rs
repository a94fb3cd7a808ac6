//! What the summary for people says of data that was not as it should be.

use super::layout::{counted, wrapped};
use super::previous::PreviousIssues;
use super::summary::Summary;
use crate::cli::style::{Look, clean_line};
use crate::records::FieldIssues;
use crate::rules::Field;
use crate::value::Type;
use std::fmt::Write;

impl Summary<'_> {
    /// What was wrong with the data.
    pub fn data(&self, look: Look) -> String {
        let mut lines = Vec::new();
        for (id, issues) in self.issues.iter() {
            if let Some(field) = self.rules.fields.get(id.0) {
                lines.extend(unread(&field.written(), field, issues));
            }
        }
        for (list, id, issues) in self.issues.in_entries() {
            if let Some(field) = self.entry_field(list, id) {
                lines.extend(unread(&format!("{}.{}", self.field_name(list), field.written()), field, issues));
            }
        }
        lines.extend(self.joins.iter().flat_map(|(list, joined)| self.of_joined(*list, joined)));
        for (ladder, standings) in self.rules.ladders.iter().zip(&self.stats.ladders) {
            if standings.no_step.count > 0 {
                let field = ladder.never_below.map(|field| self.field_name(field)).unwrap_or_default();
                let values = counted(standings.no_step.count, "value");
                lines.push(format!("{field}: {values} not among the steps of {}: {}", ladder.name, standings.no_step));
            }
        }
        if self.stats.duplicates.count > 0 {
            let key = self.rules.key().map(|key| self.field_name(key)).unwrap_or_default();
            let leads = counted(self.stats.duplicates.count, "lead");
            let joined = if self.joins.is_empty() { "" } else { "; each of them gets the same entries" };
            lines.push(format!(
                "{key}: {leads} with the same value as an earlier one: {}{joined}",
                self.stats.duplicates
            ));
        }
        for (_, what, tally) in self.previous.into_iter().flat_map(PreviousIssues::iter) {
            if tally.count > 0 {
                let leads = counted(tally.count, "lead");
                lines.push(format!("earlier result: {leads} with {what}: {tally}"));
            }
        }
        lines.extend(self.damage.iter().map(|(what, tally)| format!("{what}: {tally}")));
        if self.written.without_column.count > 0 {
            lines.push(format!(
                "{} with members that came up too late to get a column: {}",
                counted(self.written.without_column.count, "value"),
                clean_line(&self.written.names_without_column.join(", "))
            ));
        }
        if lines.is_empty() {
            return String::new();
        }
        let mut text = "data to look at\n".to_owned();
        for line in lines {
            for (at, part) in wrapped(&line, look.width.saturating_sub(4).max(30)).into_iter().enumerate() {
                let _ = writeln!(text, "{}{part}", if at == 0 { "  " } else { "      " });
            }
        }
        text
    }
}

/// What could not be read of a field, and what is missing.
pub fn unread(name: &str, field: &Field, issues: &FieldIssues) -> Vec<String> {
    let mut lines = Vec::new();
    if issues.unreadable > 0 {
        let samples: Vec<String> = issues
            .samples
            .iter()
            .map(|sample| format!("`{}` (line {})", clean_line(&sample.value), sample.line))
            .collect();
        let more = if issues.unreadable > samples.len() as u64 { ", ..." } else { "" };
        let (values, samples) = (counted(issues.unreadable, "value"), samples.join(", "));
        let wanted = match field.kind() {
            Type::OneOf(_) => "one of those declared".to_owned(),
            kind => kind.to_string(),
        };
        lines.push(format!("{name}: {values} cannot be read as {wanted}: {samples}{more}"));
    }
    if issues.missing.count > 0 {
        let count = counted(issues.missing.count, "required value");
        lines.push(format!("{name}: {count} missing: {}", issues.missing));
    }
    lines
}
