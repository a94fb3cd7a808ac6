//! Entries of lists: which of them count, and what they come to together.

use super::scope::{Entry, Scope};
use crate::rules::{Entries, EntryFieldId, Pick, Selection};
use crate::value::{Sum, Value};
use jiff::civil::Date;

impl<'s> Scope<'s> {
    /// The entries that count, each as what is looked at: those whose condition is true.
    pub(super) fn counting(self, selection: &Selection) -> impl Iterator<Item = (Entry<'s>, Scope<'s>)> {
        let entries = self.lead.entries(selection.list);
        let each = (0..entries.map_or(0, Entries::len)).filter_map(move |at| Some(Entry { of: entries?, at }));
        each.map(move |entry| (entry, Scope { entry: Some(entry), ..self }))
            .filter(|(_, scope)| selection.condition.as_ref().is_none_or(|condition| scope.truth(condition).is_true()))
    }

    /// Whether any entry counts.
    pub(super) fn any(&self, selection: &Selection) -> bool {
        self.counting(selection).next().is_some()
    }

    /// How many entries count.
    pub(super) fn count(&self, selection: &Selection) -> usize {
        self.counting(selection).count()
    }

    /// `latest F of L where (C)`, or `earliest`: unknown where no entry that counts has a day.
    pub(super) fn picked_date(&self, pick: Pick, field: EntryFieldId, selection: &Selection) -> Option<Date> {
        let days = self.counting(selection).filter_map(|(entry, _)| match entry.get(field)? {
            Value::Date(day) => Some(*day),
            _ => None,
        });
        if pick == Pick::Earliest { days.min() } else { days.max() }
    }

    /// `highest F of L where (C)`, `lowest` or `sum`: the first two are unknown where no entry that counts has a number.
    pub(super) fn picked_number(&self, pick: Pick, field: EntryFieldId, selection: &Selection) -> Option<f64> {
        let numbers = self.counting(selection).filter_map(|(entry, _)| match entry.get(field)? {
            Value::Number(number) => Some(*number),
            _ => None,
        });
        match pick {
            Pick::Sum => Some(numbers.collect::<Sum>().total()),
            Pick::Lowest => numbers.min_by(f64::total_cmp),
            _ => numbers.max_by(f64::total_cmp),
        }
    }
}
