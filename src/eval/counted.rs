//! Which entries of a list counted: how many, and the newest of them.

use super::points::Given;
use super::scope::Entry;
use super::walk::Walk;
use super::{CountedEntries, CountedEntry, Judged};
use crate::rules::{Award, EntryFieldId, EntryType, Expr, Selection, Test};
use crate::value::{Points, Type, Value};
use jiff::civil::Date;

/// How many of the entries that counted are told.
const NEWEST: usize = 5;
/// How many selections of entries are told of one value.
const MOST_SELECTIONS: usize = 16;

impl Judged<'_> {
    /// The entries that count; where a field of theirs is asked for, those that have a value for it.
    pub(super) fn counted(&self, selection: &Selection, field: Option<EntryFieldId>) -> CountedEntries {
        let mut newest = Newest::new(self.entry_type(selection), field);
        let mut passed_over = 0;
        for (entry, _) in self.scope().counting(selection) {
            match field.is_none_or(|field| entry.get(field).is_some()) {
                true => newest.add(entry, None),
                false => passed_over += 1,
            }
        }
        self.told(selection, newest, passed_over, field)
    }

    /// The entries that give the points of an award, and what each gives.
    pub(super) fn giving(&self, selection: &Selection, award: &Award) -> CountedEntries {
        let mut newest = Newest::new(self.entry_type(selection), None);
        let mut sum = 0;
        for Given { entry, points, .. } in self.scope().giving(selection, award) {
            sum += i128::from(points.hundredths());
            newest.add(entry, Some(points));
        }
        let since = award.losing.as_ref().map(|losing| &losing.since);
        let needed = match since {
            Some(Expr::Entry(field)) => Some(*field),
            // For want of it no entry gives anything, whatever it holds.
            Some(since) if self.value(since).is_none() => None,
            _ => award.up_to_per.first().map(|limit| limit.date),
        };
        let depends = award.losing.is_some() || !award.up_to_per.is_empty();
        let fitting = if depends { self.scope().count(selection) } else { newest.count };
        let passed_over = fitting.saturating_sub(newest.count);
        CountedEntries { points: Some(Points::clamped(sum)), ..self.told(selection, newest, passed_over, needed) }
    }

    /// The entries that the value of an expression comes from, list by list; definitions are looked into.
    pub(super) fn counted_for(&self, exprs: &[&Expr]) -> Vec<CountedEntries> {
        let mut found: Vec<(&Selection, Option<EntryFieldId>)> = Vec::new();
        let mut walk = Walk::new(self.rules);
        for expr in exprs {
            walk.sources(expr, &mut |source| {
                let (selection, field) = match source {
                    Expr::Count(selection) => (selection, None),
                    Expr::Pick(_, field, selection) => (selection, Some(*field)),
                    _ => return,
                };
                let is_same = |(one, of): &(&Selection, _)| one.said == selection.said && *of == field;
                if found.len() < MOST_SELECTIONS && !found.iter().any(is_same) {
                    found.push((selection, field));
                }
            });
        }
        found.into_iter().map(|(selection, field)| self.counted(selection, field)).collect()
    }

    fn entry_type(&self, selection: &Selection) -> Option<&EntryType> {
        self.rules.fields.get(selection.list.0)?.entries.as_ref()
    }

    fn told(
        &self,
        selection: &Selection,
        newest: Newest,
        passed_over: usize,
        needed: Option<EntryFieldId>,
    ) -> CountedEntries {
        let needed = needed.filter(|_| passed_over > 0).and_then(|needed| newest.kind?.field(needed));
        CountedEntries {
            list: self.rules.fields.get(selection.list.0).map(|list| list.name.clone()).unwrap_or_default(),
            said: selection.said.clone(),
            of: self.lead.entries(selection.list).map_or(0, |entries| entries.len()),
            count: newest.count,
            points: None,
            newest: newest.told(),
            passed_over,
            needed: needed.map(|field| field.name.clone()),
            unknown_fields: self.undecided_for_want_of(selection),
        }
    }
}

/// What a test looks at, where that can be unknown.
pub(super) fn looked_at(test: &Test) -> Vec<&Expr> {
    match test {
        Test::Known(..) => Vec::new(),
        _ => test.operands(),
    }
}

/// Whether a value is one of the entry that is looked at.
pub(super) fn is_of_entry(expr: &Expr) -> bool {
    matches!(expr, Expr::Entry(_))
}

/// The newest of many entries, of which it never holds more than are told.
struct Newest<'s> {
    kind: Option<&'s EntryType>,
    /// By which field they are new: the only date, or else the one that is asked for.
    date: Option<EntryFieldId>,
    /// The field that is asked for.
    field: Option<EntryFieldId>,
    count: usize,
    /// Newest first.
    held: Vec<Held<'s>>,
}

struct Held<'s> {
    age: Age,
    entry: Entry<'s>,
    points: Option<Points>,
}

/// The later the greater: by day, then by the place in the list. Where a list has a date, what is undated stands behind all that
/// is dated, as it came.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Age {
    Undated(std::cmp::Reverse<usize>),
    Of(Option<Date>, usize),
}

impl<'s> Newest<'s> {
    fn new(kind: Option<&'s EntryType>, field: Option<EntryFieldId>) -> Newest<'s> {
        let is_date = |field: &EntryFieldId| {
            kind.and_then(|kind| kind.field(*field)).is_some_and(|one| *one.kind() == Type::Date)
        };
        let date = kind.and_then(EntryType::date).or(field.filter(is_date));
        Newest { kind, date, field, count: 0, held: Vec::new() }
    }

    fn add(&mut self, entry: Entry<'s>, points: Option<Points>) {
        self.count += 1;
        let age = match self.date.map(|date| entry.get(date)) {
            None => Age::Of(None, entry.at),
            Some(Some(Value::Date(day))) => Age::Of(Some(*day), entry.at),
            Some(_) => Age::Undated(std::cmp::Reverse(entry.at)),
        };
        let place = self.held.partition_point(|held| held.age > age);
        if place < NEWEST {
            self.held.insert(place, Held { age, entry, points });
            self.held.truncate(NEWEST);
        }
    }

    fn told(&self) -> Vec<CountedEntry> {
        let told = |held: &Held| {
            let known = |at: usize| Some((self.kind?.fields.get(at)?, held.entry.get(EntryFieldId(at))?));
            let mut fields: Vec<_> = (0..self.kind.map_or(0, |kind| kind.fields.len())).collect();
            let is_used = |at: &usize| self.kind.and_then(|kind| kind.fields.get(*at)).is_some_and(|field| field.used);
            let is = |field: Option<EntryFieldId>, at: &usize| field == Some(EntryFieldId(*at));
            fields.sort_by_key(|at| (!is(self.date, at), !is(self.field, at), !is_used(at)));
            CountedEntry {
                fields: fields
                    .into_iter()
                    .filter_map(known)
                    .map(|(field, value)| (field.name.clone(), value.clone()))
                    .collect(),
                points: held.points,
                has_date: matches!(held.age, Age::Of(Some(_), _)),
            }
        };
        self.held.iter().map(told).collect()
    }
}
