//! Intervals of numbers and of days: what a band or a row of a table takes.

use crate::rules::CompareOp;
use crate::value::{NumberRange, Range, grouped, show_number};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use std::cmp::Ordering;

const FIRST_DAY: Date = date(1970, 1, 1);

/// What every number lies in, and every day.
pub(super) const ANY_NUMBER: Range =
    Range::Numbers(NumberRange { low: None, high: None, excludes_low: false, excludes_high: false });
pub(super) const ANY_DAY: Range = Range::Dates { low: None, high: None, excludes_high: false };

/// What lies between two neighbours on the line that intervals are of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Axis {
    /// Numbers, with more of them between any two.
    Numbers,
    /// Whole numbers only.
    Whole,
    /// Days, each counted as its number.
    Days,
}

impl Axis {
    /// A place on the line, as a ruleset writes it.
    pub(super) fn shown(self, at: f64) -> String {
        match self {
            Axis::Numbers | Axis::Whole => written(at),
            Axis::Days => day_of(at).to_string(),
        }
    }

    fn is_whole(self) -> bool {
        self != Axis::Numbers
    }
}

/// A number as people write it in a ruleset: `500`, `20k`, `1.5M`, `12_345`.
fn written(number: f64) -> String {
    let size = number.abs();
    let is_many = |of: f64| size % of == 0.0;
    if size >= 1e15 || number.fract() != 0.0 || size < 1e4 {
        show_number(number)
    } else if size >= 1e6 && is_many(1e5) {
        format!("{}M", show_number(number / 1e6))
    } else if is_many(1e3) && size < 1e6 {
        format!("{}k", show_number(number / 1e3))
    } else {
        let sign = if number < 0.0 { "-" } else { "" };
        format!("{sign}{}", grouped(size as u64).replace(',', "_"))
    }
}

/// The number of a day.
pub(super) fn number_of(day: Date) -> f64 {
    (day.duration_since(FIRST_DAY).as_hours() / 24) as f64
}

fn day_of(at: f64) -> Date {
    // No calendar has more days than this.
    let span = 0.days().try_days(at.clamp(-8_000_000.0, 8_000_000.0) as i64);
    let day = span.ok().and_then(|span| FIRST_DAY.checked_add(span).ok());
    day.unwrap_or(if at < 0.0 { Date::MIN } else { Date::MAX })
}

/// An end of an interval: at a number, or just below or above it (side -1 or 1).
#[derive(Clone, Copy, Debug)]
pub(super) struct End {
    pub(super) at: f64,
    pub(super) side: i8,
}

impl End {
    pub(super) const LOWEST: End = End { at: f64::NEG_INFINITY, side: 0 };
    pub(super) const HIGHEST: End = End { at: f64::INFINITY, side: 0 };

    fn new(at: f64, side: i8) -> End {
        // A zero without a sign, so that there is only one.
        End { at: if at == 0.0 { 0.0 } else { at }, side }
    }

    pub(super) fn is_open(self) -> bool {
        self.at.is_infinite()
    }

    /// The place next to it, above.
    pub(super) fn next(self, axis: Axis) -> End {
        if axis.is_whole() { End::new(self.at + 1.0, 0) } else { End::new(self.at, self.side + 1) }
    }

    /// The place next to it, below.
    pub(super) fn previous(self, axis: Axis) -> End {
        if axis.is_whole() { End::new(self.at - 1.0, 0) } else { End::new(self.at, self.side - 1) }
    }
}

impl PartialEq for End {
    fn eq(&self, other: &End) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for End {}

impl PartialOrd for End {
    fn partial_cmp(&self, other: &End) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for End {
    fn cmp(&self, other: &End) -> Ordering {
        self.at.total_cmp(&other.at).then(self.side.cmp(&other.side))
    }
}

/// All that lies between two ends, both of which are inside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Interval {
    pub(super) low: End,
    pub(super) high: End,
}

impl Interval {
    pub(super) const ALL: Interval = Interval { low: End::LOWEST, high: End::HIGHEST };

    pub(super) fn new(low: End, high: End) -> Interval {
        Interval { low, high }
    }

    /// What a range holds.
    pub(super) fn of(range: &Range) -> Interval {
        match range {
            Range::Numbers(NumberRange { low, high, excludes_low, excludes_high }) => Interval {
                low: low.map_or(End::LOWEST, |low| End::new(low, i8::from(*excludes_low))),
                high: high.map_or(End::HIGHEST, |high| End::new(high, -i8::from(*excludes_high))),
            },
            Range::Dates { low, high, excludes_high } => Interval {
                low: low.map_or(End::LOWEST, |low| End::new(number_of(low), 0)),
                high: high.map_or(End::HIGHEST, |high| End::new(number_of(high), -i8::from(*excludes_high))),
            },
        }
    }

    /// What a comparison with a number lets through, where that is one interval.
    pub(super) fn compared(op: CompareOp, at: f64) -> Option<Interval> {
        let at = |side| End::new(at, side);
        Some(match op {
            CompareOp::Equal => Interval::new(at(0), at(0)),
            CompareOp::NotEqual => return None,
            CompareOp::Less => Interval::new(End::LOWEST, at(-1)),
            CompareOp::AtMost => Interval::new(End::LOWEST, at(0)),
            CompareOp::More => Interval::new(at(1), End::HIGHEST),
            CompareOp::AtLeast => Interval::new(at(0), End::HIGHEST),
        })
    }

    /// All that it does not hold, where that is one interval.
    pub(super) fn others(self) -> Option<Interval> {
        match (self.low.is_open(), self.high.is_open()) {
            (true, false) => Some(Interval::new(self.high.next(Axis::Numbers), End::HIGHEST)),
            (false, true) => Some(Interval::new(End::LOWEST, self.low.previous(Axis::Numbers))),
            _ => None,
        }
    }

    /// The same where only what is on the line counts.
    pub(super) fn on(self, axis: Axis) -> Interval {
        if !axis.is_whole() {
            return self;
        }
        let End { at, side } = self.low;
        let low = if side > 0 { at.floor() + 1.0 } else { at.ceil() };
        let End { at, side } = self.high;
        let high = if side < 0 { at.ceil() - 1.0 } else { at.floor() };
        Interval::new(End::new(low, 0), End::new(high, 0))
    }

    pub(super) fn is_empty(self) -> bool {
        self.low > self.high
    }

    /// The same whole numbers, ending just before the next one: `10..<50` for `10..49`.
    pub(super) fn half_open(self) -> Interval {
        match self.high.side {
            0 if !self.high.is_open() => Interval { high: End::new(self.high.at + 1.0, -1), ..self },
            _ => self,
        }
    }

    /// Whether it has two ends, and just its upper one lies outside.
    pub(super) fn is_half_open(self) -> bool {
        !self.low.is_open() && self.low.side == 0 && self.high.side < 0
    }

    pub(super) fn common(self, other: Interval) -> Interval {
        Interval::new(self.low.max(other.low), self.high.min(other.high))
    }

    /// Whether all of it lies in the other.
    pub(super) fn is_within(self, other: Interval) -> bool {
        other.low <= self.low && self.high <= other.high
    }

    /// Whether it is just one number or day.
    pub(super) fn is_single(self) -> bool {
        self.low == self.high && !self.low.is_open()
    }

    /// How much it holds, about.
    pub(super) fn width(self) -> f64 {
        self.high.at - self.low.at
    }

    /// One that people would think of: its lower end, or near to it.
    pub(super) fn plainest(self) -> Option<f64> {
        let (low, high) = (self.low, self.high);
        let inside = |at: &f64| at.is_finite() && Interval::new(End::new(*at, 0), End::new(*at, 0)).is_within(self);
        let candidates = [low.at, low.at.floor() + 1.0, high.at, high.at.ceil() - 1.0, low.at / 2.0 + high.at / 2.0];
        let zero = if low.is_open() { Some(0.0) } else { None };
        let plain = if low.is_open() { [high.at, high.at.ceil() - 1.0, 0.0, low.at, high.at] } else { candidates };
        zero.filter(inside).or_else(|| plain.into_iter().find(inside))
    }

    /// As a ruleset writes it: `50..500`, `501..`, `50`; where a range cannot say it, in words.
    pub(super) fn said(self, axis: Axis) -> String {
        let (low, high) = (axis.shown(self.low.at), axis.shown(self.high.at));
        match (self.low.is_open(), self.high.is_open()) {
            (true, true) => "any".to_owned(),
            (false, true) if self.low.side > 0 => format!("above {low}"),
            (false, true) => format!("{low}.."),
            (true, false) if self.high.side < 0 => format!("below {high}"),
            (true, false) => format!("..{high}"),
            _ if self.is_single() => low,
            _ => match (self.low.side > 0, self.high.side < 0) {
                (false, false) => format!("{low}..{high}"),
                (false, true) => format!("{low}..<{high}"),
                (true, false) => format!("above {low}, up to {high}"),
                (true, true) => format!("above {low}, below {high}"),
            },
        }
    }

    /// As a row of a table says it, where it can.
    pub(super) fn case(self, axis: Axis) -> Option<String> {
        let is_range = self.low.side <= 0 && (self.high.side == 0 || !self.low.is_open());
        is_range.then(|| self.said(axis))
    }

    /// As a condition asks for it.
    pub(super) fn asked(self, subject: &str, axis: Axis) -> String {
        let (low, high) = (axis.shown(self.low.at), axis.shown(self.high.at));
        match (self.low.is_open(), self.high.is_open()) {
            (true, true) => format!("{subject} is known"),
            (false, true) => format!("{subject} {} {low}", if self.low.side > 0 { ">" } else { ">=" }),
            (true, false) => format!("{subject} {} {high}", if self.high.side < 0 { "<" } else { "<=" }),
            _ if self.is_single() => format!("{subject} = {low}"),
            _ if self.low.side > 0 => {
                format!("{subject} > {low} and {subject} {} {high}", if self.high.side < 0 { "<" } else { "<=" })
            }
            _ => format!("{subject} in {low}..{}{high}", if self.high.side < 0 { "<" } else { "" }),
        }
    }
}

/// The range that holds just one place of a line.
pub(super) fn range_of(at: f64, axis: Axis) -> Range {
    match axis {
        Axis::Numbers | Axis::Whole => Range::Numbers(NumberRange::only(at)),
        Axis::Days => Range::Dates { low: Some(day_of(at)), high: Some(day_of(at)), excludes_high: false },
    }
}

/// The range that holds just the day that lies so many days before another one.
pub(super) fn range_of_day(days_ago: f64, today: Date) -> Range {
    range_of(number_of(today) - days_ago, Axis::Days)
}
