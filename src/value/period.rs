//! Periods of time, counted from a day.

use jiff::civil::Date;
use jiff::{Span, ToSpan};
use std::fmt;

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    /// One day.
    Day,
    /// Seven days.
    Week,
    /// A calendar month.
    Month,
    /// Twelve calendar months.
    Year,
}

/// So many days, weeks, months or years.
///
/// ```
/// use qualify::value::{Period, Unit};
/// use jiff::civil::date;
/// let month = Period { count: 1, unit: Unit::Month };
/// assert_eq!(month.before(date(2026, 3, 31)), date(2026, 2, 28));
/// assert_eq!(month.to_string(), "1 month");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Period {
    /// How many.
    pub count: u32,
    /// Of what.
    pub unit: Unit,
}

impl Period {
    /// The day so long before; the first of all days where there is none.
    pub fn before(self, day: Date) -> Date {
        self.span().and_then(|span| day.checked_sub(span).ok()).unwrap_or(Date::MIN)
    }

    /// The day so long after; the last of all days where there is none.
    pub fn after(self, day: Date) -> Date {
        self.span().and_then(|span| day.checked_add(span).ok()).unwrap_or(Date::MAX)
    }

    /// How many days it has, where that does not depend on the calendar.
    pub fn days(self) -> Option<u64> {
        match self.unit {
            Unit::Day => Some(u64::from(self.count)),
            Unit::Week => Some(u64::from(self.count) * 7),
            Unit::Month | Unit::Year => None,
        }
    }

    fn span(self) -> Option<Span> {
        let none = 0.days();
        match self.unit {
            Unit::Day => none.try_days(self.count).ok(),
            Unit::Week => none.try_weeks(self.count).ok(),
            Unit::Month => none.try_months(self.count).ok(),
            Unit::Year => none.try_years(self.count).ok(),
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = match self.unit {
            Unit::Day => "day",
            Unit::Week => "week",
            Unit::Month => "month",
            Unit::Year => "year",
        };
        write!(f, "{} {unit}{}", self.count, if self.count == 1 { "" } else { "s" })
    }
}
