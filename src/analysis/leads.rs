//! Leads: with nothing known, with values, put together of two, and as a finding shows them.

use crate::diagnostic::{Shown, Witness};
use crate::rules::{EntryFieldId, FieldId, Lead, Rules};
use crate::value::Value;

/// A lead of whom nothing is known but the defaults.
pub(super) fn blank(rules: &Rules) -> Lead {
    let mut lead = Lead::unknown(rules.fields.len());
    for (at, field) in rules.fields.iter().enumerate() {
        lead.set(FieldId(at), field.default.clone());
    }
    lead
}

/// A lead with these values, and for all else its defaults.
pub(super) fn lead_of(rules: &Rules, fields: &[(FieldId, Option<Value>)]) -> Lead {
    let mut lead = blank(rules);
    for (field, value) in fields {
        lead.set(*field, value.clone());
    }
    lead
}

/// Takes over what another lead has that differs from the defaults.
pub(super) fn take_over(lead: &mut Lead, from: &Lead, rules: &Rules) {
    for at in 0..rules.fields.len() {
        let field = FieldId(at);
        let default = rules.fields.get(at).and_then(|field| field.default.as_ref());
        if from.get(field) != default {
            lead.set(field, from.get(field).cloned());
        }
        if let Some(entries) = from.entries(field) {
            lead.set_entries(field, entries.clone());
        }
    }
}

/// A lead as a finding shows it: what differs from the defaults, under the names that the rules use.
pub fn witness_of(rules: &Rules, lead: &Lead) -> Witness {
    let mut record = Vec::new();
    for (at, field) in rules.fields.iter().enumerate() {
        let value = lead.get(FieldId(at));
        if let Some(value) = value.filter(|value| Some(*value) != field.default.as_ref()) {
            record.push((field.name.clone(), Shown::Value(value.clone())));
        }
        let Some((entries, kinds)) = lead.entries(FieldId(at)).zip(field.entries.as_ref()) else { continue };
        let entry = |entry: usize| {
            let known = kinds.fields.iter().enumerate();
            let known =
                known.filter_map(|(at, kind)| Some((kind.name.clone(), entries.get(entry, EntryFieldId(at))?.clone())));
            known.collect()
        };
        if !entries.is_empty() {
            record.push((field.name.clone(), Shown::Entries((0..entries.len()).map(entry).collect())));
        }
    }
    Witness::new(record)
}
