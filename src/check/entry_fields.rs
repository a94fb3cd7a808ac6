//! The fields of the entries of a list: which there are, and which are used.

use super::{
    Checker,
    names::{self, Named},
};
use crate::diagnostic::Name;
use crate::rules::{EntryFieldId, Field, FieldId};
use crate::syntax::tree;
use crate::value::Type;

/// How many of them a message names.
const MOST_NAMED: usize = 12;

impl Checker<'_> {
    /// A field of the entries of a list.
    pub(super) fn entry_field_of(&self, list: FieldId, id: EntryFieldId) -> Option<&Field> {
        self.checked.rules.fields.get(list.0)?.entries.as_ref()?.field(id)
    }

    /// Notes that rules need a field of the entries of a list.
    pub(super) fn use_entry_field(&mut self, list: FieldId, id: EntryFieldId) {
        let entry = self.checked.rules.fields.get_mut(list.0).and_then(|list| list.entries.as_mut());
        if let Some(field) = entry.and_then(|entry| entry.fields.get_mut(id.0)) {
            field.used = true;
        }
    }

    /// The names of the fields of the entries of a list, in backticks and parted by commas; of very many the first.
    pub(super) fn entry_names(&self, list: FieldId) -> String {
        let entry = self.checked.rules.fields.get(list.0).and_then(|list| list.entries.as_ref());
        let fields = entry.map_or(&[][..], |entry| &entry.fields);
        let named = fields.iter().take(MOST_NAMED).map(|field| format!("`{}`", field.name));
        let more = fields.len().saturating_sub(MOST_NAMED);
        named.chain((more > 0).then(|| format!("and {more} more"))).collect::<Vec<_>>().join(", ")
    }

    /// The names of those of a type, as rules write them.
    pub(super) fn entry_names_of(&self, list: FieldId, kind: &Type) -> impl Iterator<Item = String> {
        let entry = self.checked.rules.fields.get(list.0).and_then(|list| list.entries.as_ref());
        let fields = entry.into_iter().flat_map(|entry| &entry.fields).filter(move |field| field.kind() == kind);
        fields.map(|field| names::quoted_if_needed(&field.name))
    }

    /// The field of an entry that a test names.
    pub(super) fn given_entry_field(&mut self, list: FieldId, field: &tree::Name) -> Option<EntryFieldId> {
        self.names.look_at(Some(list));
        let named = self.names.get(field);
        self.names.look_at(None);
        match named {
            Some(Named::EntryField(_, id)) => Some(id),
            _ => {
                self.no_such_entry_field(list, field);
                None
            }
        }
    }

    pub(super) fn no_such_entry_field(&mut self, list: FieldId, field: &tree::Name) {
        if self.names.is_doubtful_entry_field(list, field) {
            return;
        }
        let Some(owner) = self.checked.rules.fields.get(list.0) else { return };
        let fields = owner.entries.iter().flat_map(|entry| &entry.fields).map(|one| one.name.as_str());
        let near = self.suggestions.nearest(&field.text, fields).first().map(|near| (*near).to_owned());
        let all = self.entry_names(list);
        let message = format!("an entry of `{}` has no field `{}`", owner.name, field.text);
        let finding = self.at(field.at.0, Name::UnknownName, message);
        self.report(match near {
            Some(near) => {
                let near = names::quoted_if_needed(&near);
                finding.help(format!("did you mean `{near}`?")).fix(self.place(field.at.0), near)
            }
            None if all.is_empty() => finding,
            None => finding.help(format!("it has {all}")),
        });
    }
}
