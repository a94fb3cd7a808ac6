//! Values that are asked where they lie: a number, a day, how many entries a list has.

use super::context::Context;
use super::interval::{Axis, End, Interval, number_of, range_of, range_of_day};
use crate::rules::{ArithmeticOp, Clause, CompareOp, DefinitionBody, Expr, FieldId, Rules, Test};
use crate::value::{NumberRange, Range, Type};
use std::borrow::Cow;

/// How deep definitions may rest on each other.
const DEEPEST: usize = 16;

/// A value that bands are of: two that are the same are worked out alike.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Subject {
    key: String,
    pub(super) kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    Number,
    /// A number that need not be whole, whatever it is compared with.
    Fraction,
    /// A number that is always whole.
    Count,
    Day,
    /// How many days ago a day was; what is compared is the day.
    DaysAgo,
}

impl Subject {
    /// Where only one value is meant: the range of it, of what is compared.
    pub(super) fn range(&self, axis: Axis, at: f64, context: &Context) -> Range {
        match self.kind {
            Kind::DaysAgo => range_of_day(at, context.analysis.today()),
            Kind::Number | Kind::Fraction | Kind::Count | Kind::Day => range_of(at, axis),
        }
    }

    /// The line on which every value lies, whatever it is compared with.
    pub(super) fn proven_axis(&self) -> Axis {
        match self.kind {
            Kind::Day => Axis::Days,
            Kind::Count | Kind::DaysAgo => Axis::Whole,
            Kind::Number | Kind::Fraction => Axis::Numbers,
        }
    }

    /// All values that there are.
    pub(super) fn all(&self) -> Interval {
        match self.kind {
            Kind::Count => Interval { low: End { at: 0.0, side: 0 }, ..Interval::ALL },
            _ => Interval::ALL,
        }
    }

    /// Whether a lead has it on a certain day only.
    pub(super) fn rests_on_today(&self) -> bool {
        self.kind == Kind::DaysAgo
    }
}

/// What lies between two ends: of which value, and how that is said.
#[derive(Clone, Debug)]
pub(super) struct Asked<'r> {
    pub(super) subject: Subject,
    /// The value; for how long ago a day was, the day.
    pub(super) value: &'r Expr,
    /// How the value is said.
    pub(super) said: Cow<'r, str>,
    pub(super) interval: Interval,
}

/// What bands can be of: the same key is the same value.
pub(super) fn subject_of(value: &Expr, rules: &Rules) -> Option<Subject> {
    let (key, kind) = key_of(value, rules, 0)?;
    Some(Subject { key, kind })
}

fn key_of(value: &Expr, rules: &Rules, depth: usize) -> Option<(String, Kind)> {
    let of_field = |id: &FieldId| match rules.fields.get(id.0)?.kind() {
        Type::Number | Type::NumberOrRange => Some(Kind::Number),
        Type::Date => Some(Kind::Day),
        _ => None,
    };
    match value {
        Expr::Field(id) => Some((format!("field {}", id.0), of_field(id)?)),
        Expr::Score(id) => Some((format!("score {}", id.0), Kind::Number)),
        Expr::Defined(_) if depth > DEEPEST => None,
        Expr::Defined(id) => match &rules.definitions.get(id.0)?.body {
            DefinitionBody::Value(value @ Expr::Arithmetic(..), Type::Number) => {
                let kind = if divides(value, 0) { Kind::Fraction } else { Kind::Number };
                Some((format!("definition {}", id.0), kind))
            }
            DefinitionBody::Value(value, _) => key_of(value, rules, depth + 1),
            DefinitionBody::Condition(_) => None,
        },
        Expr::DaysSince(day) => {
            let (key, kind) = key_of(day, rules, depth + 1)?;
            (kind == Kind::Day && depth <= DEEPEST).then(|| (format!("days since {key}"), Kind::DaysAgo))
        }
        Expr::CountOf(list) => match &**list {
            Expr::Field(id) => Some((format!("count of {}", id.0), Kind::Count)),
            _ => None,
        },
        Expr::Count(selection) => Some((format!("count of {} {}", selection.list.0, selection.said), Kind::Count)),
        Expr::Pick(pick, field, selection) => {
            let kind = if pick.is_of_days() { Kind::Day } else { Kind::Number };
            Some((format!("{} {} of {} {}", pick.written(), field.0, selection.list.0, selection.said), kind))
        }
        _ => None,
    }
}

/// Whether arithmetic may make what is not whole out of what is.
fn divides(value: &Expr, depth: usize) -> bool {
    match value {
        Expr::Number(number) => number.fract() != 0.0,
        Expr::Defined(_) => true,
        Expr::Arithmetic(first, rest) if depth < DEEPEST => {
            let mut parts = rest.iter();
            divides(first, depth + 1)
                || parts.any(|(op, part)| *op == ArithmeticOp::DividedBy || divides(part, depth + 1))
        }
        Expr::Arithmetic(..) => true,
        _ => false,
    }
}

/// A number that is written down, or has a name.
pub(super) fn number(value: &Expr, rules: &Rules) -> Option<f64> {
    match literal(value, rules)? {
        Expr::Number(number) => Some(*number),
        _ => None,
    }
}

/// What a definition stands for, where that is a number or a day.
fn literal<'r>(mut value: &'r Expr, rules: &'r Rules) -> Option<&'r Expr> {
    for _ in 0..DEEPEST {
        match value {
            Expr::Number(_) | Expr::Date(_) => return Some(value),
            Expr::Defined(id) => match &rules.definitions.get(id.0)?.body {
                DefinitionBody::Value(inner, _) => value = inner,
                DefinitionBody::Condition(_) => return None,
            },
            _ => return None,
        }
    }
    None
}

/// What a clause asks one value for, where that is one interval.
pub(super) fn asked<'r>(clause: &'r Clause, rules: &'r Rules) -> Option<Asked<'r>> {
    let at = |value: &Expr| match value {
        Expr::Number(number) => Some(*number),
        Expr::Date(day) => Some(number_of(*day)),
        _ => None,
    };
    let (value, interval) = match &clause.test {
        Test::InRange(value, range, negated) => {
            let interval = Interval::of(range);
            (value, if *negated { interval.others()? } else { interval })
        }
        Test::Compare(op, left, right) => match (literal(left, rules), literal(right, rules)) {
            (None, Some(literal)) => (left, Interval::compared(*op, at(literal)?)?),
            (Some(literal), None) => (right, Interval::compared(flipped(*op), at(literal)?)?),
            _ => return None,
        },
        Test::Within { day, period, next, negated: false } => {
            let days = period.days()? as f64;
            let (low, high) = if *next { (-days, 0.0) } else { (0.0, days) };
            let range = NumberRange::new(Some(low), Some(high), false);
            let (key, kind) = key_of(day, rules, 1)?;
            let subject =
                (kind == Kind::Day).then(|| Subject { key: format!("days since {key}"), kind: Kind::DaysAgo });
            let said = Cow::Owned(format!("days since {}", clause.said.subject));
            return Some(Asked { subject: subject?, value: day, said, interval: Interval::of(&Range::Numbers(range)) });
        }
        _ => return None,
    };
    let subject = subject_of(value, rules)?;
    let value = compared(value, &subject, rules)?;
    Some(Asked { subject, value, said: Cow::Borrowed(&clause.said.subject), interval })
}

/// The comparison with its sides changed.
fn flipped(op: CompareOp) -> CompareOp {
    match op {
        CompareOp::Less => CompareOp::More,
        CompareOp::AtMost => CompareOp::AtLeast,
        CompareOp::More => CompareOp::Less,
        CompareOp::AtLeast => CompareOp::AtMost,
        CompareOp::Equal | CompareOp::NotEqual => op,
    }
}

/// The value that is looked at: the day, where it is asked how long ago that was.
pub(super) fn compared<'r>(mut value: &'r Expr, subject: &Subject, rules: &'r Rules) -> Option<&'r Expr> {
    if subject.kind != Kind::DaysAgo {
        return Some(value);
    }
    for _ in 0..DEEPEST {
        match value {
            Expr::DaysSince(day) => return Some(day),
            Expr::Defined(id) => match &rules.definitions.get(id.0)?.body {
                DefinitionBody::Value(inner, _) => value = inner,
                DefinitionBody::Condition(_) => return None,
            },
            _ => return None,
        }
    }
    None
}
