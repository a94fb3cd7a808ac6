//! What formulas have to do with the day: which days they name, how long before today, and what holds on whatever day.

use super::single::{self, LooksAt};
use super::{Analysis, FormulaId};
use crate::rules::{Expr, Test};
use crate::value::{Range, Unit};
use jiff::ToSpan;
use jiff::civil::{Date, date};

/// Days of all kinds: the first and the last of all months of four years, a leap year among them.
fn days() -> impl Iterator<Item = Date> {
    let firsts = (0..48).map(|month: i32| date(2025, 1, 1).saturating_add(month.months()));
    firsts.flat_map(|first| [first, first.saturating_sub(1.day())])
}

impl Analysis<'_> {
    /// The days that the tests of formulas name.
    pub fn days_named(&self, formulas: &[FormulaId]) -> Vec<Date> {
        let model = self.model.borrow();
        let tests = model.tests_under(formulas.iter().copied());
        let mut days: Vec<Date> = tests.into_iter().flat_map(|test| single::days_named(&test.test)).collect();
        days.sort();
        days.dedup();
        days
    }

    /// How many days the tests of formulas count from a day to today, about: above 0 where today comes after it. Months and years,
    /// which have no fixed length, come with all that they may have. `None` where a number or a day is worked out first.
    pub fn day_counts_named(&self, formulas: &[FormulaId]) -> Option<Vec<i64>> {
        let model = self.model.borrow();
        let mut counts: Vec<i64> = Vec::new();
        let mut add = |number: f64| counts.extend([number.floor() as i64, number.ceil() as i64]);
        let is_fixed = |expr: &Expr| single::leaves(expr).is_empty();
        for test in model.tests_under(formulas.iter().copied()) {
            // Two that differ from lead to lead are not reasoned about, on no day.
            if matches!(test.looks_at, LooksAt::Several | LooksAt::Unclear) {
                continue;
            }
            let test = &*test.test;
            let days: Vec<&Expr> = test
                .operands()
                .into_iter()
                .filter_map(|expr| if let Expr::DaysSince(day) = expr { Some(&**day) } else { None })
                .collect();
            if days.iter().any(|day| is_fixed(day)) {
                return None;
            }
            match test {
                Test::Within { period, next, .. } => {
                    let (count, sign) = (f64::from(period.count), if *next { -1.0 } else { 1.0 });
                    let (length, more) = match period.unit {
                        Unit::Day => (1.0, 0),
                        Unit::Week => (7.0, 0),
                        Unit::Month => (30.436_875, 3),
                        Unit::Year => (365.2425, 2),
                    };
                    (-more..=more).for_each(|more| add(sign * (count * length + f64::from(more))));
                }
                Test::Compare(_, left, right) if !days.is_empty() => match (left, right) {
                    (_, Expr::Number(number)) | (Expr::Number(number), _) => add(*number),
                    _ => return None,
                },
                Test::InRange(_, Range::Numbers(range), _) if !days.is_empty() => {
                    range.low.iter().chain(&range.high).for_each(|number| add(*number));
                }
                Test::InList { list, .. } if !days.is_empty() => list.numbers.iter().for_each(|number| add(*number)),
                _ => {}
            }
        }
        counts.sort_unstable();
        counts.dedup();
        Some(counts)
    }

    /// Whether formulas rest on the day: on today's date, or on how long ago a day was.
    pub fn rests_on_today(&self, formulas: &[FormulaId]) -> bool {
        let model = self.model.borrow();
        let tests = model.tests_under(formulas.iter().copied());
        tests.iter().any(|test| single::rests_on_today(&test.test))
    }

    /// Whether something holds on any day. What counts from today holds on every day where it holds on days of all kinds; beside a
    /// fixed day that would be no proof.
    pub(super) fn on_any_day(&self, formulas: &[FormulaId], holds: impl Fn(Date) -> bool) -> bool {
        if !holds(self.today) {
            return false;
        }
        !self.rests_on_today(formulas) || (self.days_named(formulas).is_empty() && days().all(holds))
    }
}
