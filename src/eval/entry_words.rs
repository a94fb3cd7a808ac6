//! The entries of lists that counted, in words.

use super::words::{self, are_unknown, clean};
use super::{CountedEntries, CountedEntry, Fact};
use crate::value::{self, Value};

/// A fact that looked only at the entries of a list, where it is best said by which of them count.
pub(super) fn of_entries(fact: &Fact, title: &str, is_listed: bool) -> Option<String> {
    let [entries] = fact.entries.as_slice() else { return None };
    if !fact.only_entries {
        return None;
    }
    // Where they are listed, and where the title tells of them, it need not be said which ones count.
    let is_plain = title.contains(&entries.said) || is_listed && entries.count > 0;
    let is_counted = fact.subject == format!("count of {}", entries.said);
    match &fact.value {
        _ if entries.count == 0 || entries.points.is_some() => Some(counted(entries, !is_plain)),
        None | Some(Value::YesNo(_)) => Some(counted(entries, !is_plain)),
        Some(_) if !title.contains(&fact.subject) => None,
        Some(_) if is_counted => Some(counted(entries, false)),
        Some(known) => Some(format!(
            "{}, from {} of {} in {}",
            words::value(known),
            grouped(entries.count),
            grouped(entries.of),
            clean(&entries.list)
        )),
    }
}

/// How many entries count: `3 of 12 in activity count`, or in full `3 of 12 in activity where (kind = "visit") count`.
pub(crate) fn counted(entries: &CountedEntries, in_full: bool) -> String {
    let list = clean(if in_full { &entries.said } else { &entries.list });
    // Where none counts, although the condition is true of some, it is for want of what else they need.
    let (fits, verb) = match entries.count {
        0 if entries.passed_over > 0 => (entries.passed_over, "fit"),
        count => (count, "count"),
    };
    let of = grouped(entries.of);
    let mut said = match fits {
        _ if entries.of == 0 => format!("{} is empty", clean(&entries.list)),
        0 => format!("none of {of} in {list} {verb}s"),
        1 => format!("1 of {of} in {list} {verb}s"),
        all if all == entries.of => format!("all {of} in {list} {verb}"),
        some => format!("{} of {of} in {list} {verb}", grouped(some)),
    };
    if let Some(needed) = &entries.needed {
        let needed = clean(needed);
        said.push_str(&match (entries.count, fits) {
            (0, 1) => format!(", but its {needed} is unknown"),
            (0, _) => format!(", but their {needed} is unknown"),
            _ => format!("; {needed} is unknown in {} more", grouped(entries.passed_over)),
        });
    }
    if !entries.unknown_fields.is_empty() {
        said.push_str(&format!("; {}", are_unknown(&entries.unknown_fields)));
    }
    said
}

/// A number of entries, with a comma between thousands.
fn grouped(entries: usize) -> String {
    value::grouped(entries as u64)
}

/// How many fields of an entry are shown.
const FIELDS_SHOWN: usize = 6;

/// What is known of an entry, a field after the other: `kind "visit"`. Its date is left out.
pub(crate) fn entry_fields(entry: &CountedEntry) -> Vec<String> {
    let fields = entry.fields.iter().skip(usize::from(entry.has_date));
    let mut shown: Vec<String> = fields
        .clone()
        .take(FIELDS_SHOWN)
        .map(|(name, known)| format!("{} {}", clean(name), words::value(known)))
        .collect();
    if fields.len() > FIELDS_SHOWN {
        shown.push("…".to_owned());
    }
    shown
}

/// The date of an entry.
pub(crate) fn entry_date(entry: &CountedEntry) -> Option<String> {
    entry.fields.first().filter(|_| entry.has_date).map(|(_, date)| words::value(date))
}
