//! Ranges: of a rule, and of a lead of which no more is known.

use super::{Truth, Value, show_number};
use jiff::civil::Date;
use std::fmt;

/// A range in a rule: of numbers or of days.
#[derive(Clone, Debug, PartialEq)]
pub enum Range {
    /// `50..500`
    Numbers(NumberRange),
    /// `2026-01-01..<2027-01-01`
    Dates {
        /// The first day, if there is one.
        low: Option<Date>,
        /// The last day, if there is one.
        high: Option<Date>,
        /// Whether the last day is left out.
        excludes_high: bool,
    },
}

impl Range {
    /// Whether a value lies in it: a number, a day, or a number of which only the range is known. No other value does.
    pub fn holds(&self, value: &Value) -> Truth {
        match (self, value) {
            (Range::Numbers(range), Value::Number(number)) => Truth::from(range.holds(*number)),
            (Range::Numbers(range), Value::Range(known)) => known.lies_in(range),
            (Range::Dates { .. }, Value::Date(day)) => Truth::from(self.holds_date(*day)),
            _ => Truth::False,
        }
    }

    /// Whether a day lies in it; a range of numbers holds none.
    pub fn holds_date(&self, day: Date) -> bool {
        match self {
            Range::Numbers(_) => false,
            Range::Dates { low, high, excludes_high } => {
                low.is_none_or(|low| low <= day)
                    && high.is_none_or(|high| if *excludes_high { day < high } else { day <= high })
            }
        }
    }
}

/// All numbers between two ends.
///
/// ```
/// use qualify::value::{NumberRange, Truth};
/// let known = NumberRange::new(Some(51.0), Some(200.0), false);
/// let asked = NumberRange::new(Some(50.0), Some(100.0), false);
/// assert_eq!(known.lies_in(&asked), Truth::Unknown);
/// assert_eq!(known.to_string(), "51-200");
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NumberRange {
    /// The lowest number, if there is one; it is inside.
    pub low: Option<f64>,
    /// The upper end, if there is one.
    pub high: Option<f64>,
    /// Whether the lower end is left out: `>500`.
    pub excludes_low: bool,
    /// Whether the upper end is left out.
    pub excludes_high: bool,
}

impl NumberRange {
    /// The range that holds its lower end.
    pub fn new(low: Option<f64>, high: Option<f64>, excludes_high: bool) -> NumberRange {
        NumberRange { low, high, excludes_low: false, excludes_high }
    }

    /// The range of one number.
    pub fn only(number: f64) -> NumberRange {
        NumberRange::new(Some(number), Some(number), false)
    }

    /// Whether a number lies in it.
    pub fn holds(&self, number: f64) -> bool {
        self.low.is_none_or(|low| if self.excludes_low { low < number } else { low <= number })
            && self.high.is_none_or(|high| if self.excludes_high { number < high } else { number <= high })
    }

    /// Whether nothing lies in it.
    pub fn is_empty(&self) -> bool {
        match (self.low, self.high) {
            (Some(low), Some(high)) => low > high || (low == high && (self.excludes_low || self.excludes_high)),
            _ => false,
        }
    }

    /// The one number in it, if there is just one.
    pub fn single(&self) -> Option<f64> {
        (self.low == self.high && !self.is_empty()).then_some(self.low).flatten()
    }

    /// Whether a number known to lie in this range lies in the other: true where all of this range does, false where none of
    /// it does, else unknown.
    pub fn lies_in(&self, other: &NumberRange) -> Truth {
        let above_low = match (other.low, self.low) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(other_low), Some(low)) => {
                low > other_low || (low == other_low && (!other.excludes_low || self.excludes_low))
            }
        };
        let below_high = match (other.high, self.high) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(other_high), Some(high)) => {
                high < other_high || (high == other_high && (!other.excludes_high || self.excludes_high))
            }
        };
        if above_low && below_high {
            Truth::True
        } else if self.intersection(other).is_empty() {
            Truth::False
        } else {
            Truth::Unknown
        }
    }

    fn intersection(&self, other: &NumberRange) -> NumberRange {
        let (low, excludes_low) = match (self.low, other.low) {
            (Some(one), Some(two)) if one == two => (Some(one), self.excludes_low || other.excludes_low),
            (Some(one), Some(two)) if one > two => (Some(one), self.excludes_low),
            (Some(one), None) => (Some(one), self.excludes_low),
            (_, two) => (two, other.excludes_low),
        };
        let (high, excludes_high) = match (self.high, other.high) {
            (Some(one), Some(two)) if one == two => (Some(one), self.excludes_high || other.excludes_high),
            (Some(one), Some(two)) if one < two => (Some(one), self.excludes_high),
            (Some(one), None) => (Some(one), self.excludes_high),
            (_, two) => (two, other.excludes_high),
        };
        NumberRange { low, high, excludes_low, excludes_high }
    }
}

impl fmt::Display for NumberRange {
    /// As an export writes it: `51-200`, `1000+`, `<10`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.low, self.high) {
            (Some(low), Some(high)) if low == high => f.write_str(&show_number(low)),
            (Some(low), Some(high)) => write!(f, "{}-{}", show_number(low), show_number(high)),
            (Some(low), None) if self.excludes_low => write!(f, ">{}", show_number(low)),
            (Some(low), None) => write!(f, "{}+", show_number(low)),
            (None, Some(high)) if self.excludes_high => write!(f, "<{}", show_number(high)),
            (None, Some(high)) => write!(f, "<={}", show_number(high)),
            (None, None) => f.write_str("any number"),
        }
    }
}
