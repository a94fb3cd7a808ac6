//! Leads on which rules are tried out, to see at a glance which cannot mean the same. They are made up from the values that the
//! rules name, always the same ones.

use super::named::{Literal, Named, Subjects, hash_of};
use crate::rules::{Entries, Field, FieldId, Lead, Rules};
use crate::value::{Text, Type, Value};
use jiff::ToSpan;
use jiff::civil::Date;
use std::collections::HashMap;

/// How many different values of one field are taken.
const MOST_VALUES: usize = 20_000;

/// So many leads, a power of two, made of what is named.
pub(super) fn samples(rules: &Rules, named: &[Named], count: usize, today: Date) -> Vec<Lead> {
    let mut values: HashMap<Subjects, Vec<Value>> = HashMap::new();
    for (subject, literal) in named {
        let kind = match subject {
            Subjects::Field(id) => rules.fields.get(id.0),
            Subjects::Entry(list, id) => {
                rules.fields.get(list.0).and_then(|list| list.entries.as_ref()).and_then(|entries| entries.field(*id))
            }
            Subjects::Label(_) => None,
        };
        if let Some(field) = kind {
            let values = values.entry(*subject).or_default();
            if values.len() < MOST_VALUES {
                values.extend(near(literal, field.kind(), today));
            }
        }
    }
    for values in values.values_mut() {
        values.sort_by(in_order);
        values.dedup();
    }
    let values = &values;
    (0..count).map(|at| Sample { rules, values, at, count }.lead()).collect()
}

/// Values at a literal and next to it.
fn near(literal: &Literal, kind: &Type, today: Date) -> Vec<Value> {
    let days = |day: Date| [-1, 0, 1].map(|days: i64| Value::Date(day.saturating_add(days.days()))).to_vec();
    match (literal, kind) {
        (Literal::Number(number), Type::Number | Type::NumberOrRange) => {
            [number - 1.0, *number, number + 1.0].map(Value::Number).to_vec()
        }
        (Literal::Number(number), Type::Date) => days(today.saturating_sub((*number as i32).days())),
        (Literal::Day(day), Type::Date) => days(*day),
        (Literal::Period(period), Type::Date) => {
            days(period.before(today)).into_iter().chain(days(period.after(today))).collect()
        }
        (Literal::Text(text), Type::Text { .. } | Type::ListOfText) => vec![Value::Text(text.clone())],
        _ => Vec::new(),
    }
}

fn in_order(one: &Value, other: &Value) -> std::cmp::Ordering {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => one.total_cmp(other),
        (Value::Date(one), Value::Date(other)) => one.cmp(other),
        (Value::Text(one), Value::Text(other)) => one.shown().cmp(other.shown()),
        _ => std::cmp::Ordering::Equal,
    }
}

/// One of the leads.
#[derive(Clone, Copy)]
struct Sample<'a> {
    rules: &'a Rules,
    values: &'a HashMap<Subjects, Vec<Value>>,
    at: usize,
    count: usize,
}

impl Sample<'_> {
    fn lead(self) -> Lead {
        let mut lead = Lead::unknown(self.rules.fields.len());
        for (at, field) in self.rules.fields.iter().enumerate() {
            let id = FieldId(at);
            lead.set(id, self.value(Subjects::Field(id), field, 0));
            if let Some(kinds) = field.entries.as_ref().filter(|_| self.at > 0) {
                let mut entries = Entries::new(kinds.fields.len());
                for entry in 0..self.chance(Subjects::Field(id), 7) % 4 {
                    let value = |(at, kind): (usize, &Field)| {
                        self.value(Subjects::Entry(id, crate::rules::EntryFieldId(at)), kind, entry + 1)
                    };
                    entries.push(kinds.fields.iter().enumerate().map(value));
                }
                lead.set_entries(id, entries);
            }
        }
        lead
    }

    /// A number that looks like chance, and is the same each time.
    fn chance(self, subject: Subjects, salt: u64) -> u64 {
        hash_of(&(subject, self.at, salt)) >> 8
    }

    /// A value of a field; the first lead knows nothing.
    fn value(self, subject: Subjects, field: &Field, salt: u64) -> Option<Value> {
        let chance = self.chance(subject, salt);
        if self.at == 0 || chance.is_multiple_of(8) {
            return field.default.clone();
        }
        let none = Vec::new();
        let values = self.values.get(&subject).unwrap_or(&none);
        let chance = chance / 8;
        let one_of = |chance: u64| values.get(usize::try_from(chance).unwrap_or(0) % values.len().max(1)).cloned();
        match field.kind() {
            // Spread over all values, in an order of its own for each field.
            Type::Number | Type::NumberOrRange | Type::Date => {
                let spread = hash_of(&(subject, salt));
                let factor = usize::try_from(spread >> 40).unwrap_or(0) | 1;
                let shift = usize::try_from(spread & 0xffff).unwrap_or(0);
                let place = (self.at.wrapping_mul(factor) + shift) % self.count;
                let part = place * values.len() / self.count;
                let step = (values.len() / self.count).max(1);
                values.get(part + usize::try_from(chance).unwrap_or(0) % step).cloned()
            }
            Type::YesNo => Some(Value::YesNo(chance.is_multiple_of(2))),
            Type::OneOf(all) => {
                all.get(usize::try_from(chance).unwrap_or(0) % all.len().max(1)).cloned().map(Value::Text)
            }
            Type::Text { .. } if chance.is_multiple_of(2) => one_of(chance / 2),
            Type::Text { .. } => {
                let texts = [one_of(chance / 2), one_of(chance / 64), one_of(chance / 2048)];
                let texts: Vec<String> = texts.into_iter().flatten().filter_map(shown).collect();
                Some(Value::Text(Text::new(&texts.join(" "))))
            }
            Type::ListOfText => {
                let texts = [one_of(chance), one_of(chance / 64), one_of(chance / 2048)].into_iter().flatten();
                Some(Value::List(texts.filter_map(|text| shown(text).map(|text| Text::new(&text))).collect()))
            }
            Type::ListOfEntries => None,
        }
    }
}

fn shown(value: Value) -> Option<String> {
    match value {
        Value::Text(text) => Some(text.shown().to_owned()),
        _ => None,
    }
}
