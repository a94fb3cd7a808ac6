//! Lists of entries as a `lead` block declares them: what an entry holds, and how a file of them finds its leads.

use super::{Checker, names};
use crate::diagnostic::{Finding, Name};
use crate::rules::{EntryFieldId, EntryType, Field, FieldId};
use crate::source::{Place, Span};
use crate::syntax::tree::{self, AttributeKind, FieldType};
use crate::value::{Type, fold};
use std::collections::HashMap;

/// What is written of a list of entries, for examples.
pub(super) const EXAMPLE: &str = "`activity: list of { kind: text  at: date } joined by lead_id`";

impl Checker<'_> {
    /// What each entry of a list holds.
    pub(super) fn entry_type(&mut self, list: FieldId, written: &tree::EntryType, span: Span) -> EntryType {
        let mut entry = EntryType::default();
        if written.fields.is_empty() {
            self.report(
                self.at(span, Name::BadField, "nothing is said of what an entry of this list holds")
                    .help(format!("name its fields, for example {EXAMPLE}")),
            );
        }
        let mut seen: HashMap<String, Place> = HashMap::new();
        for field in &written.fields {
            let key = names::key(&field.name.text, field.name.quoted);
            let place = self.place(field.name.at.0);
            if let Some(before) = seen.insert(fold(&key).into_owned(), place) {
                self.report(
                    self.at(
                        field.name.at.0,
                        Name::DuplicateName,
                        format!("an entry has a field `{}` already", field.name.text),
                    )
                    .related(before, "first here")
                    .help("capitals do not count; give one of the two another name"),
                );
                continue;
            }
            match self.entry_field(field) {
                Some(built) => {
                    self.names.add_entry_field(list, key, EntryFieldId(entry.fields.len()), place);
                    entry.fields.push(built);
                }
                None => self.names.doubt_entry_field(list, key),
            }
        }
        entry.joined_by = written.joined_by.as_ref().map(|column| {
            let kind = Type::Text { exact: true };
            Box::new(self.new_field(column, kind))
        });
        entry
    }

    fn entry_field(&mut self, field: &tree::Field) -> Option<Field> {
        match &field.kind {
            FieldType::ListOfEntries(_) => {
                self.report(
                    self.at(
                        field.kind_at.0,
                        Name::Unsupported,
                        "an entry of a list cannot hold another list of entries",
                    )
                    .help("make it a list of the lead, beside this one: its entries may hold what both have in common"),
                );
                None
            }
            FieldType::Broken => None,
            _ => {
                for attribute in &field.attributes {
                    let (message, help) = match attribute.kind {
                        AttributeKind::Key => (
                            "an entry of a list has no `key`",
                            "take `key` away; the column that holds the lead's key is said behind the `}`: `joined by lead_id`",
                        ),
                        AttributeKind::Ask(_) => (
                            "a question fills a field of the lead, not one of the entries of its list",
                            "take `ask` away",
                        ),
                        _ => continue,
                    };
                    self.report(self.at(attribute.at.0, Name::BadField, message).help(help));
                }
                let mut built = self.built_field(field);
                (built.key, built.ask) = (false, None);
                Some(built)
            }
        }
    }

    /// Sees that what is said of a list of entries goes together.
    pub(super) fn check_list_attributes(&mut self, field: &tree::Field) {
        for attribute in &field.attributes {
            let (word, help) = match attribute.kind {
                AttributeKind::Key => ("key", "take an email address or an id as `key`"),
                AttributeKind::Default(_) => ("= ...", "take it away; a list that is absent is empty"),
                AttributeKind::SplitBy(_) => {
                    ("split by", "take it away; entries come from a file of their own, or nested in JSON")
                }
                AttributeKind::Format(_) => ("format", "put it behind the field of the entry that it is meant for"),
                AttributeKind::Blank(_) => ("blank", "put it behind the field of the entry that it is meant for"),
                AttributeKind::Required => ("required", "take it away; a list that is absent is empty"),
                AttributeKind::From(_) | AttributeKind::Ask(_) => continue,
            };
            let message = format!("`{word}` is not for a list of entries");
            self.report(self.at(attribute.at.0, Name::BadField, message).help(help));
        }
    }

    /// Entries of a file find their lead by its `key`, and are read as that is.
    pub(super) fn check_joins(&mut self) {
        let rules = &mut self.checked.rules;
        let key = rules.fields.iter().find(|field| field.key).map(|field| field.read.clone());
        let mut lacking = Vec::new();
        for list in rules.fields.iter_mut() {
            if let Some(column) = list.entries.as_mut().and_then(|entry| entry.joined_by.as_mut()) {
                match &key {
                    Some(read) => {
                        column.read = read.clone();
                        column.used = true;
                    }
                    None => lacking.push((list.name.clone(), column.name.clone(), column.place)),
                }
            }
        }
        for (list, column, place) in lacking {
            self.report(
                Finding::new(
                    Name::BadField,
                    place,
                    format!("the entries of `{list}` are joined by `{column}`, and no field of the lead is its `key`"),
                )
                .help("say which field identifies a lead, for example `email: text key`"),
            );
        }
    }
}
