//! Cells: the values of one thing, as far as some tests tell them apart. Of each cell one value stands for all, and how the
//! tests come out for it is what the plain evaluator says.

mod days;
mod lists;
mod numbers;
mod ranges;
mod texts;

pub(in crate::analysis) use numbers::named;

use super::single::{SingleTest, Thing, Worked, WorkedKind, with_value};
use crate::eval::test_alone;
use crate::rules::{Entries, EntryFieldId, Expr, Field, FieldId, Lead, Rules, Test};
use crate::value::{Truth, Type, Value};
use jiff::civil::Date;
use std::collections::HashMap;

/// A value of one thing that stands for all values for which the tests come out alike.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Cell {
    /// The value; `None` is unknown.
    pub(super) value: Option<Value>,
    /// How each test comes out.
    pub(super) truths: Vec<Truth>,
}

/// The cells of one thing.
#[derive(Clone, Debug)]
pub(super) struct Cells {
    pub(super) cells: Vec<Cell>,
    /// Whether every value has its cell among them.
    pub(super) complete: bool,
}

/// Values that may stand for cells, the plainest first.
pub(super) struct Candidates {
    pub(super) values: Vec<Value>,
    /// Whether every cell has one of them.
    pub(super) complete: bool,
}

/// What is asked of one thing.
pub(super) struct Asked<'a, 'r> {
    pub(super) rules: &'r Rules,
    pub(super) today: Date,
    pub(super) thing: &'a Thing,
    pub(super) tests: &'a [&'a SingleTest<'r>],
    /// Numbers and days that must be told apart although no test does.
    pub(super) numbers: &'a [f64],
    pub(super) days: &'a [Date],
}

/// How many texts are looked for while values are put together for one thing.
const MOST_ASKED: u64 = 30_000;
/// How often tests are asked of values, for the cells of one thing.
const MOST_LOOKS: usize = 60_000;
/// How many values are tried for one thing.
const MOST_VALUES: usize = 4_000;

impl<'r> Asked<'_, 'r> {
    /// The cells.
    pub(super) fn cells(&self) -> Cells {
        let mut candidates = self.candidates();
        // What stands for blank, or cannot be written down, no lead has.
        if let Some(field) = self.field() {
            // What stands in for a blank may itself stand for one.
            candidates.values.retain(|value| field.read.may_read(value) || field.default.as_ref() == Some(value));
        }
        // Of very many tests of one thing not every value is asked each.
        if candidates.values.len().saturating_mul(self.tests.len()) > MOST_LOOKS {
            return Cells { cells: Vec::new(), complete: false };
        }
        let mut probe = Probe::new(self);
        let mut seen: HashMap<Vec<Truth>, ()> = HashMap::new();
        let tells_values = !self.numbers.is_empty() || !self.days.is_empty() || self.holds_others();
        let mut cells = Vec::new();
        let mut complete = candidates.complete && candidates.values.len() <= MOST_VALUES;
        for value in candidates.values.into_iter().take(MOST_VALUES) {
            let truths = probe.truths(Some(&value));
            if tells_values || seen.insert(truths.clone(), ()).is_none() {
                cells.push(Cell { value: Some(value), truths });
            }
        }
        if self.may_be_unknown() {
            let truths = probe.truths(None);
            cells.push(Cell { value: None, truths });
        }
        complete &= !cells.is_empty();
        Cells { cells, complete }
    }

    /// A value for which the tests come out so; `Some(None)` where it is unknown for which they do.
    pub(super) fn value_for(&self, truths: &[Truth]) -> Option<Option<Value>> {
        let mut probe = Probe::new(self);
        if probe.truths(None) == truths {
            return Some(None);
        }
        match self.field().map(|field| field.kind()) {
            Some(Type::Text { .. }) => texts::value_for(self, &mut probe, truths).map(Some),
            _ => {
                let mut values = self.candidates().values.into_iter().take(MOST_VALUES);
                values.find(|value| probe.truths(Some(value)) == truths).map(Some)
            }
        }
    }

    /// The field that the thing is, if it is one.
    pub(super) fn field(&self) -> Option<&'r Field> {
        match self.thing {
            Thing::Field(id) => self.rules.fields.get(id.0),
            Thing::Entry(id) => {
                let list = self.tests.first()?.of?;
                self.rules.fields.get(list.0)?.entries.as_ref()?.field(*id)
            }
            Thing::Worked(_) => None,
        }
    }

    /// Whether it is a count of entries beside which others are counted that are among them.
    pub(super) fn holds_others(&self) -> bool {
        matches!(self.thing, Thing::Worked(Worked { counts: Some(counted), .. }) if counted.holds_others)
    }

    fn may_be_unknown(&self) -> bool {
        match self.thing {
            Thing::Worked(Worked { kind, .. }) => matches!(kind, WorkedKind::Number | WorkedKind::Day),
            _ => self.field().is_none_or(|field| field.default.is_none()),
        }
    }

    fn candidates(&self) -> Candidates {
        if let Thing::Worked(Worked { kind, .. }) = self.thing {
            return match kind {
                WorkedKind::Count => numbers::counts(self),
                WorkedKind::Sum | WorkedKind::Number => numbers::numbers(self),
                WorkedKind::Day => days::days(self),
            };
        }
        match self.field().map(|field| field.kind()) {
            Some(Type::Number) => numbers::numbers(self),
            Some(Type::NumberOrRange) => ranges::ranges(self),
            Some(Type::Date) => days::days(self),
            Some(Type::YesNo) => Candidates { values: vec![Value::YesNo(true), Value::YesNo(false)], complete: true },
            Some(Type::OneOf(values)) => {
                Candidates { values: values.iter().cloned().map(Value::Text).collect(), complete: true }
            }
            Some(Type::Text { .. }) => texts::texts(self),
            Some(Type::ListOfText) => lists::lists(self),
            Some(Type::ListOfEntries) | None => Candidates { values: Vec::new(), complete: false },
        }
    }
}

/// Asks tests of one value after the other.
pub(super) struct Probe<'a, 'r> {
    asked: &'a Asked<'a, 'r>,
    lead: Lead,
    /// The list, its width and the field, where an entry is asked.
    entry: Option<(FieldId, usize, EntryFieldId)>,
    /// How many texts may still be looked for.
    left: u64,
}

impl<'a, 'r> Probe<'a, 'r> {
    pub(super) fn new(asked: &'a Asked<'a, 'r>) -> Probe<'a, 'r> {
        let entry = match asked.thing {
            Thing::Entry(id) => asked.tests.first().and_then(|test| test.of).map(|list| {
                let width = asked.rules.fields.get(list.0).and_then(|field| field.entries.as_ref());
                (list, width.map_or(0, |entries| entries.fields.len()), *id)
            }),
            _ => None,
        };
        Probe { asked, lead: Lead::unknown(asked.rules.fields.len()), entry, left: MOST_ASKED }
    }

    /// How the tests come out for a value.
    pub(super) fn truths(&mut self, value: Option<&Value>) -> Vec<Truth> {
        self.set(value);
        self.asked.tests.iter().map(|test| self.truth(test, value)).collect()
    }

    /// How one test comes out for a value that is being put together.
    pub(super) fn holds(&mut self, test: &SingleTest, value: &Value) -> Truth {
        let texts = if let Test::Text(_, asked) = &*test.test { asked.texts.texts.len() as u64 } else { 1 };
        self.left = self.left.saturating_sub(1 + texts);
        self.set(Some(value));
        self.truth(test, Some(value))
    }

    /// Whether enough was tried.
    pub(super) fn is_worn(&self) -> bool {
        self.left == 0
    }

    fn set(&mut self, value: Option<&Value>) {
        match (self.asked.thing, self.entry) {
            (Thing::Field(id), _) => self.lead.set(*id, value.cloned()),
            (Thing::Entry(_), Some((list, width, field))) => {
                let values = (0..width).map(|at| value.filter(|_| at == field.0).cloned());
                let mut entries = Entries::new(width);
                entries.push(values);
                self.lead.set_entries(list, entries);
            }
            _ => {}
        }
    }

    fn truth(&self, test: &SingleTest, value: Option<&Value>) -> Truth {
        match self.asked.thing {
            Thing::Worked(_) => worked_truth(&test.test, value, self.asked.today),
            _ => test_alone(&test.test, &self.lead, test.of, self.asked.today),
        }
    }
}

/// How a test comes out where what is worked out in it has a value.
fn worked_truth(test: &Test, value: Option<&Value>, today: Date) -> Truth {
    if matches!(test, Test::Any(_)) {
        return Truth::from(value.is_some_and(|value| matches!(value, Value::Number(count) if *count >= 1.0)));
    }
    let expr = match value {
        Some(Value::Number(number)) => Expr::Number(*number),
        Some(Value::Date(day)) => Expr::Date(*day),
        // A field that no lead has stands for what is unknown.
        _ => Expr::Field(FieldId(usize::MAX)),
    };
    test_alone(&with_value(test, &expr), &Lead::default(), None, today)
}
