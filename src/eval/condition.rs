//! Conditions: how true they are, in Kleene's three values.

use super::scope::Scope;
use crate::rules::{CompareOp, Condition, Expr, List, Subject, Test};
use crate::value::{Truth, Value};
use std::cmp::Ordering;

impl Scope<'_> {
    /// How true a condition is.
    pub(super) fn truth(&self, condition: &Condition) -> Truth {
        match condition {
            Condition::All(all) => Truth::all(all.iter().map(|one| self.truth(one))),
            Condition::Any(any) => Truth::any(any.iter().map(|one| self.truth(one))),
            Condition::Not(condition) => !self.truth(condition),
            Condition::AtLeast(count, of) => Truth::at_least(*count, of.iter().map(|one| self.truth(one))),
            Condition::Defined(id) => self.verdict.definition(*id),
            Condition::Clause(clause) => self.test(&clause.test),
        }
    }

    /// How a single test comes out: unknown where a value that it looks at is.
    pub(super) fn test(&self, test: &Test) -> Truth {
        match test {
            Test::Yes(expr) => Truth::from_option(self.yes_no(expr)),
            Test::Disqualified => Truth::from(self.verdict.is_disqualified()),
            Test::Compare(op, left, right) => self.compare(*op, left, right),
            Test::SameText { left, right, exact, negated } => {
                opposite_if(*negated, Truth::from_option(self.same_text(left, right, *exact)))
            }
            Test::InRange(expr, range, negated) => {
                let lies_in = self.value(expr).map_or(Truth::Unknown, |value| range.holds(&value));
                opposite_if(*negated, lies_in)
            }
            Test::InList { value, list, exact, negated } => opposite_if(*negated, self.in_list(value, list, *exact)),
            Test::Known(subject, known) => Truth::from(self.is_known(subject) == *known),
            Test::Text(expr, asked) => self.text_test(expr, asked),
            Test::Within { day, period, next, negated } => {
                let is_within = self.date(day).map(|day| match next {
                    false => day <= self.today && period.before(self.today) <= day,
                    true => self.today <= day && day <= period.after(self.today),
                });
                opposite_if(*negated, Truth::from_option(is_within))
            }
            Test::Label(id, values, negated) => {
                let is_one = self.verdict.label(*id).map(|label| values.contains(label));
                opposite_if(*negated, Truth::from_option(is_one))
            }
            Test::Any(selection) => Truth::from(self.any(selection)),
            // Below the first step is less than any step.
            Test::Step(id, op, step) => Truth::from(holds(*op, self.verdict.step(*id).cmp(&Some(*step)))),
        }
    }

    fn compare(&self, op: CompareOp, left: &Expr, right: &Expr) -> Truth {
        let (Some(left), Some(right)) = (self.value(left), self.value(right)) else { return Truth::Unknown };
        let ordering = match (&*left, &*right) {
            (Value::Number(left), Value::Number(right)) => left.partial_cmp(right),
            (Value::Date(left), Value::Date(right)) => Some(left.cmp(right)),
            (Value::YesNo(left), Value::YesNo(right)) => Some(left.cmp(right)),
            _ => None,
        };
        Truth::from_option(ordering.map(|ordering| holds(op, ordering)))
    }

    fn same_text(&self, left: &Expr, right: &Expr, exact: bool) -> Option<bool> {
        Some(self.text(left)?.compared(exact) == self.text(right)?.compared(exact))
    }

    fn in_list(&self, expr: &Expr, list: &List, exact: bool) -> Truth {
        match self.value(expr).as_deref() {
            Some(Value::Text(text)) => Truth::from(list.holds_text(text, exact)),
            Some(Value::Number(number)) => Truth::from(list.numbers.contains(number)),
            Some(Value::Range(range)) => list.holds_number(*range),
            Some(Value::Date(date)) => Truth::from(list.dates.contains(date)),
            Some(Value::YesNo(_) | Value::List(_)) | None => Truth::Unknown,
        }
    }

    /// Whether what `is known` is asked of is known.
    fn is_known(&self, subject: &Subject) -> bool {
        match subject {
            Subject::Value(expr) => self.value(expr).is_some(),
            Subject::Condition(id) => self.verdict.definition(*id).is_known(),
        }
    }
}

/// Whether a comparison holds for values that are so ordered.
fn holds(op: CompareOp, ordering: Ordering) -> bool {
    match op {
        CompareOp::Equal => ordering.is_eq(),
        CompareOp::NotEqual => ordering.is_ne(),
        CompareOp::Less => ordering.is_lt(),
        CompareOp::AtMost => ordering.is_le(),
        CompareOp::More => ordering.is_gt(),
        CompareOp::AtLeast => ordering.is_ge(),
    }
}

fn opposite_if(negated: bool, truth: Truth) -> Truth {
    if negated { !truth } else { truth }
}
