//! What the summary for people says of entries that came from files of their own.

use super::data::unread;
use super::layout::{counted, counted_as};
use super::summary::Summary;
use crate::cli::style::clean_line;
use crate::records::{JoinedEntries, grouped};
use crate::rules::FieldId;
use std::fmt::Write;

impl Summary<'_> {
    /// How the entries of files found their leads.
    pub fn joined(&self) -> String {
        let mut text = String::new();
        for (list, joined) in self.joins {
            let files: Vec<String> = joined.files.iter().map(|file| clean_line(&file.name).into_owned()).collect();
            let (name, entries) = (self.field_name(*list), counted_as(joined.entries, "entry", "entries"));
            let (of, leads) = (grouped(joined.joined), counted(joined.leads, "lead"));
            let _ = writeln!(text, "{name}: {entries} from {}; {of} joined to {leads}", files.join(", "));
        }
        text
    }

    /// What was wrong with the files of entries of a list.
    pub fn of_joined(&self, list: FieldId, joined: &JoinedEntries) -> Vec<String> {
        let name = self.field_name(list);
        let mut lines = Vec::new();
        let without_key: u64 = joined.files.iter().map(|file| file.without_key.count + file.key.unreadable).sum();
        let without_lead = joined.entries - joined.joined - without_key;
        if without_lead > 0 {
            let some: Vec<String> =
                joined.some_without_lead.iter().map(|key| format!("`{}`", clean_line(key))).collect();
            let more = if joined.keys_without_lead > some.len() as u64 { ", ..." } else { "" };
            let (entries, keys) =
                (counted_as(without_lead, "entry", "entries"), counted(joined.keys_without_lead, "key"));
            let near = match joined.differ_in_capitals {
                0 => String::new(),
                count => format!("; {} of them differ from the key of a lead only in capitals", grouped(count)),
            };
            lines.push(format!("{name}: {entries} of {keys} that no lead has: {}{more}{near}", some.join(", ")));
        }
        for file in &joined.files {
            let at = clean_line(&file.name);
            if file.without_key.count > 0 {
                let entries = counted_as(file.without_key.count, "entry", "entries");
                lines.push(format!("{name}: {entries} without a key in {at}: {}", file.without_key));
            }
            if let Some(key) = self.rules.fields.get(list.0).and_then(|list| list.entries.as_ref()?.joined_by.as_ref())
            {
                let unread = unread(&format!("{name}.{}", key.written()), key, &file.key);
                lines.extend(unread.into_iter().map(|line| format!("{line}, in {at}")));
            }
            for (id, issues) in file.fields() {
                if let Some(field) = self.entry_field(list, id) {
                    let unread = unread(&format!("{name}.{}", field.written()), field, issues);
                    lines.extend(unread.into_iter().map(|line| format!("{line}, in {at}")));
                }
            }
            lines.extend(file.damage.iter().map(|(what, tally)| format!("{at}: {what}: {tally}")));
        }
        lines
    }
}
