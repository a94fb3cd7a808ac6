//! Cells of days: at the days that tests name, counted from today where they say so, and next to them.

use super::{Asked, Candidates, numbers};
use crate::analysis::single::leaves;
use crate::eval::constant_value;
use crate::rules::Test;
use crate::value::{Range, Value};
use jiff::ToSpan;
use jiff::civil::Date;

/// Days.
pub(super) fn days(asked: &Asked) -> Candidates {
    let mut named: Vec<Date> = asked.days.to_vec();
    named.extend(asked.field().into_iter().flat_map(|field| &field.read.blanks.dates));
    let mut counted = Vec::new();
    for test in asked.tests {
        match &*test.test {
            Test::InRange(_, Range::Dates { low, high, .. }, _) => named.extend(low.iter().chain(high)),
            Test::InList { list, .. } => named.extend(&list.dates),
            Test::Within { period, .. } => {
                named.extend([asked.today, period.before(asked.today), period.after(asked.today)]);
            }
            _ => {}
        }
        for expr in test.test.operands() {
            if leaves(expr).is_empty()
                && let Some(Value::Date(day)) = constant_value(expr, asked.today)
            {
                named.push(day);
            }
        }
        numbers::named(&test.test, asked.today, &mut counted);
    }
    // So many days since a day: that day is so long ago.
    for count in counted {
        for whole in [count.floor(), count.ceil()] {
            named.push(days_ago(asked.today, whole));
        }
    }
    let mut all = vec![asked.today];
    for day in named {
        all.extend([day, day.saturating_add(1.day()), day.saturating_sub(1.day())]);
    }
    all.sort();
    all.dedup();
    // Days that have come, the latest first, are the plainest.
    all.sort_by_key(|day| (*day > asked.today, std::cmp::Reverse(*day)));
    Candidates { values: all.into_iter().map(Value::Date).collect(), complete: true }
}

/// The day so many days ago; the first or the last of all days where there is none.
pub(super) fn days_ago(today: Date, count: f64) -> Date {
    // No calendar has more days than this.
    let days = count.clamp(-8_000_000.0, 8_000_000.0) as i64;
    let span = 0.days().try_days(days.abs());
    match span {
        Ok(span) if days >= 0 => today.checked_sub(span).unwrap_or(Date::MIN),
        Ok(span) => today.checked_add(span).unwrap_or(Date::MAX),
        Err(_) if days >= 0 => Date::MIN,
        Err(_) => Date::MAX,
    }
}
