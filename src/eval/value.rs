//! Values: what an expression comes to. `None` is unknown.

use super::Defined;
use super::scope::Scope;
use crate::rules::{ArithmeticOp, Expr};
use crate::value::{Text, Truth, Value, trim};
use jiff::civil::Date;
use std::borrow::Cow;

static YES: Value = Value::YesNo(true);
static NO: Value = Value::YesNo(false);

impl<'s> Scope<'s> {
    /// The value of any expression.
    pub(super) fn value<'v>(&self, expr: &'v Expr) -> Option<Cow<'v, Value>>
    where
        's: 'v,
    {
        match expr {
            Expr::Field(_) | Expr::Defined(_) | Expr::Entry(_) => self.held(expr).map(Cow::Borrowed),
            Expr::Number(_)
            | Expr::Score(_)
            | Expr::Arithmetic(..)
            | Expr::DaysSince(_)
            | Expr::CountOf(_)
            | Expr::Count(_) => self.number(expr).map(|number| Cow::Owned(Value::Number(number))),
            Expr::Pick(pick, ..) if !pick.is_of_days() => {
                self.number(expr).map(|number| Cow::Owned(Value::Number(number)))
            }
            Expr::Date(_) | Expr::Today | Expr::Pick(..) => self.date(expr).map(|date| Cow::Owned(Value::Date(date))),
            Expr::Text(_) | Expr::Label(_) | Expr::DomainOf(_) => {
                self.text(expr).map(|text| Cow::Owned(Value::Text(text.into_owned())))
            }
            Expr::YesNo(yes) => Some(Cow::Owned(Value::YesNo(*yes))),
        }
    }

    /// The value of a field or of a definition.
    fn held(&self, expr: &Expr) -> Option<&'s Value> {
        match expr {
            Expr::Field(field) => self.lead.get(*field),
            Expr::Entry(field) => self.entry?.get(*field),
            Expr::Defined(id) => match self.verdict.definitions.get(id.0)? {
                Defined::Value(value) => value.as_ref(),
                // What heads a table.
                Defined::Condition(truth) => match truth {
                    Truth::True => Some(&YES),
                    Truth::False => Some(&NO),
                    Truth::Unknown => None,
                },
            },
            _ => None,
        }
    }

    /// A number.
    pub(super) fn number(&self, expr: &Expr) -> Option<f64> {
        match expr {
            Expr::Number(number) => Some(*number),
            Expr::Score(id) => Some(self.verdict.score(*id).to_f64()),
            Expr::Arithmetic(first, rest) => self.arithmetic(first, rest),
            Expr::DaysSince(day) => self.days_since(day).map(|days| days as f64),
            Expr::CountOf(list) => self.list(list).map(|texts| texts.len() as f64),
            Expr::Count(selection) => Some(self.count(selection) as f64),
            Expr::Pick(pick, field, selection) => self.picked_number(*pick, *field, selection),
            _ => match self.held(expr)? {
                Value::Number(number) => Some(*number),
                _ => None,
            },
        }
    }

    /// From left to right; what is not finite is unknown.
    fn arithmetic(&self, first: &Expr, rest: &[(ArithmeticOp, Expr)]) -> Option<f64> {
        let mut result = self.number(first)?;
        for (op, expr) in rest {
            let next = self.number(expr)?;
            result = match op {
                ArithmeticOp::Plus => result + next,
                ArithmeticOp::Minus => result - next,
                ArithmeticOp::Times => result * next,
                ArithmeticOp::DividedBy => result / next,
            };
            if !result.is_finite() {
                return None;
            }
        }
        Some(result)
    }

    /// A day.
    pub(super) fn date(&self, expr: &Expr) -> Option<Date> {
        match expr {
            Expr::Date(date) => Some(*date),
            Expr::Today => Some(self.today),
            Expr::Pick(pick, field, selection) => self.picked_date(*pick, *field, selection),
            _ => match self.held(expr)? {
                Value::Date(date) => Some(*date),
                _ => None,
            },
        }
    }

    /// Whole days from a day up to today; negative for days to come.
    pub(super) fn days_since(&self, day: &Expr) -> Option<i64> {
        Some(self.date(day)?.duration_until(self.today).as_hours() / 24)
    }

    /// A text.
    pub(super) fn text<'v>(&self, expr: &'v Expr) -> Option<Cow<'v, Text>>
    where
        's: 'v,
    {
        match expr {
            Expr::Text(text) => Some(Cow::Borrowed(text)),
            Expr::Label(id) => self.verdict.label(*id).map(Cow::Borrowed),
            Expr::DomainOf(address) => domain(&*self.text(address)?).map(Cow::Owned),
            _ => match self.held(expr)? {
                Value::Text(text) => Some(Cow::Borrowed(text)),
                _ => None,
            },
        }
    }

    /// Yes or no.
    pub(super) fn yes_no(&self, expr: &Expr) -> Option<bool> {
        match expr {
            Expr::YesNo(yes) => Some(*yes),
            _ => match self.held(expr)? {
                Value::YesNo(yes) => Some(*yes),
                _ => None,
            },
        }
    }

    /// A list of texts.
    pub(super) fn list(&self, expr: &Expr) -> Option<&'s [Text]> {
        match self.held(expr)? {
            Value::List(texts) => Some(texts),
            _ => None,
        }
    }
}

/// What follows the last `@`; nothing where there is none, or nothing after it.
fn domain(address: &Text) -> Option<Text> {
    let (_, domain) = address.shown().rsplit_once('@')?;
    (!trim(domain).is_empty()).then(|| Text::new(domain))
}
