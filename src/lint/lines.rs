//! On which lines values lie: whether only whole numbers are looked at.

use super::conditions::{conditions, label_tables, tables};
use super::interval::Axis;
use super::subjects::{Kind, Subject, number, subject_of};
use crate::rules::{Condition, DefinitionBody, Expr, Rules, TableRow, Test};
use crate::value::Range;
use std::collections::HashSet;

/// On which values only whole numbers are looked at.
pub(super) struct Lines {
    /// Values that are compared with a number that is not whole.
    broken: HashSet<Subject>,
}

impl Lines {
    pub(super) fn new(rules: &Rules) -> Lines {
        let mut broken = HashSet::new();
        for one in conditions(rules) {
            add_broken(one.condition, rules, &mut broken);
        }
        for definition in &rules.definitions {
            if let DefinitionBody::Condition(condition) = &definition.body {
                add_broken(condition, rules, &mut broken);
            }
        }
        for table in tables(rules) {
            add_broken_rows(&table.table.by, &table.table.rows, rules, &mut broken);
        }
        for table in label_tables(rules) {
            add_broken_rows(&table.by, &table.rows, rules, &mut broken);
        }
        Lines { broken }
    }

    /// The line that a value lies on.
    pub(super) fn axis(&self, subject: &Subject) -> Axis {
        match subject.kind {
            Kind::Day => Axis::Days,
            Kind::Count | Kind::DaysAgo => Axis::Whole,
            Kind::Fraction => Axis::Numbers,
            Kind::Number if self.broken.contains(subject) => Axis::Numbers,
            Kind::Number => Axis::Whole,
        }
    }
}

fn add_broken(condition: &Condition, rules: &Rules, broken: &mut HashSet<Subject>) {
    match condition {
        Condition::All(parts) | Condition::Any(parts) | Condition::AtLeast(_, parts) => {
            parts.iter().for_each(|part| add_broken(part, rules, broken));
        }
        Condition::Not(inner) => add_broken(inner, rules, broken),
        Condition::Defined(_) => {}
        Condition::Clause(clause) => {
            let is_whole = |number: &f64| number.fract() == 0.0;
            let value = match &clause.test {
                Test::Compare(_, left, right) => match (number(left, rules), number(right, rules)) {
                    (None, Some(number)) if !is_whole(&number) => Some(left),
                    (Some(number), None) if !is_whole(&number) => Some(right),
                    _ => None,
                },
                Test::InRange(value, range, _) => is_broken(range).then_some(value),
                Test::InList { value, list, .. } => (!list.numbers.iter().all(is_whole)).then_some(value),
                _ => None,
            };
            broken.extend(value.and_then(|value| subject_of(value, rules)));
        }
    }
}

fn add_broken_rows<G>(by: &Expr, rows: &[TableRow<G>], rules: &Rules, broken: &mut HashSet<Subject>) {
    if rows.iter().flat_map(|row| &row.ranges).any(is_broken) {
        broken.extend(subject_of(by, rules));
    }
}

fn is_broken(range: &Range) -> bool {
    match range {
        Range::Numbers(range) => range.low.iter().chain(&range.high).any(|number| number.fract() != 0.0),
        Range::Dates { .. } => false,
    }
}
