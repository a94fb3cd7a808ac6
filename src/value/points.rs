//! Points: exact decimals with two places.

use std::fmt;

/// Points, held as whole hundredths, so that sums are exact and never depend on order.
///
/// ```
/// use qualify::value::Points;
/// let sum: Points = ["0.1", "0.2", "-10k"].iter().filter_map(|text| Points::parse(text)).sum();
/// assert_eq!(sum.to_string(), "-9999.7");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Points(i64);

/// What a rule or a score gives at most, either way: 1,000,000,000 points.
pub const MAX_RESULT: Points = Points(1_000_000_000 * 100);

impl Points {
    /// No points.
    pub const ZERO: Points = Points(0);
    /// The largest amount that a rule file may write.
    pub const MAX_WRITTEN: Points = Points(1_000_000 * 100);

    /// So many hundredths of a point.
    pub const fn from_hundredths(hundredths: i64) -> Points {
        Points(hundredths)
    }

    /// How many hundredths of a point.
    pub const fn hundredths(self) -> i64 {
        self.0
    }

    /// So many hundredths, brought within what a rule or a score gives at most.
    pub fn clamped(hundredths: i128) -> Points {
        let most = i128::from(MAX_RESULT.0);
        Points(i64::try_from(hundredths.clamp(-most, most)).unwrap_or(MAX_RESULT.0))
    }

    /// Reads a number as a rule file writes it: a sign, digits with `_`, at most two decimal places, `k`, `M` or `B`.
    /// `None` where it has more places than that, or is too large to be held.
    pub fn parse(written: &str) -> Option<Points> {
        Coefficient::parse(written)?.to_hundredths()
    }

    /// The nearest double: what a condition compares.
    pub fn to_f64(self) -> f64 {
        self.0 as f64 / 100.0
    }

    /// The distance from zero.
    pub fn abs(self) -> Points {
        Points(self.0.saturating_abs())
    }
}

impl std::ops::Add for Points {
    type Output = Points;

    fn add(self, other: Points) -> Points {
        Points(self.0.saturating_add(other.0))
    }
}

impl std::iter::Sum for Points {
    /// The exact sum, whatever the order, brought within what a score gives at most at the very end.
    fn sum<I: Iterator<Item = Points>>(points: I) -> Points {
        Points::clamped(points.map(|points| i128::from(points.0)).sum())
    }
}

impl fmt::Display for Points {
    /// Without a sign for gains and without trailing zeros: `20`, `-5`, `2.5`. With `{:+}` gains have their sign.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 {
            "-"
        } else if f.sign_plus() && self.0 > 0 {
            "+"
        } else {
            ""
        };
        let (whole, cents) = (self.0.unsigned_abs() / 100, self.0.unsigned_abs() % 100);
        match cents {
            0 => write!(f, "{sign}{whole}"),
            cents if cents % 10 == 0 => write!(f, "{sign}{whole}.{}", cents / 10),
            cents => write!(f, "{sign}{whole}.{cents:02}"),
        }
    }
}

impl serde::Serialize for Points {
    /// A JSON number: whole where it is whole, else with its one or two places.
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0 % 100 == 0 { serializer.serialize_i64(self.0 / 100) } else { serializer.serialize_f64(self.to_f64()) }
    }
}

/// An exact decimal of a computed score, with at most eight places: a constant, or what a score is multiplied by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Coefficient(i128);

impl Coefficient {
    const SCALE: i128 = 100_000_000;
    const MAX: i128 = 1_000_000_000 * Coefficient::SCALE;

    /// One.
    pub const ONE: Coefficient = Coefficient(Coefficient::SCALE);
    /// Zero.
    pub const ZERO: Coefficient = Coefficient(0);

    /// Reads a number as a rule file writes it. `None` beyond eight places or a thousand million.
    pub fn parse(written: &str) -> Option<Coefficient> {
        let (digits, negative) = match written.as_bytes().first()? {
            b'-' => (written.get(1..)?, true),
            b'+' => (written.get(1..)?, false),
            _ => (written, false),
        };
        let (digits, unit) = match digits.as_bytes().last()? {
            b'k' => (digits.strip_suffix('k')?, 1_000),
            b'M' => (digits.strip_suffix('M')?, 1_000_000),
            b'B' => (digits.strip_suffix('B')?, 1_000_000_000),
            _ => (digits, 1),
        };
        let (whole, places) = digits.split_once('.').unwrap_or((digits, ""));
        let places = places.trim_end_matches('0');
        let mut value: i128 = 0;
        for digit in whole.chars().filter(|digit| *digit != '_') {
            value = value.checked_mul(10)?.checked_add(i128::from(digit.to_digit(10)?))?;
        }
        value = value.checked_mul(Coefficient::SCALE)?.checked_mul(unit)?;
        let mut worth = Coefficient::SCALE * unit;
        for digit in places.chars() {
            if worth % 10 != 0 {
                return None;
            }
            worth /= 10;
            value = value.checked_add(worth.checked_mul(i128::from(digit.to_digit(10)?))?)?;
        }
        (value <= Coefficient::MAX).then_some(Coefficient(if negative { -value } else { value }))
    }

    /// The product, where it is exact and not too large.
    pub fn times(self, other: Coefficient) -> Option<Coefficient> {
        let product = self.0.checked_mul(other.0)?;
        let exact = product % Coefficient::SCALE == 0 && (product / Coefficient::SCALE).abs() <= Coefficient::MAX;
        exact.then_some(Coefficient(product / Coefficient::SCALE))
    }

    /// The sum, where it is not too large.
    pub fn plus(self, other: Coefficient) -> Option<Coefficient> {
        let sum = self.0.checked_add(other.0)?;
        (sum.abs() <= Coefficient::MAX).then_some(Coefficient(sum))
    }

    /// The same away on the other side of zero.
    pub fn negated(self) -> Coefficient {
        Coefficient(-self.0)
    }

    /// How many decimal places it has.
    pub fn places(self) -> u32 {
        let mut places = 8;
        let mut rest = self.0;
        while places > 0 && rest % 10 == 0 {
            rest /= 10;
            places -= 1;
        }
        places
    }

    /// Hundredths, where it has at most two places.
    pub fn to_hundredths(self) -> Option<Points> {
        let per_hundredth = Coefficient::SCALE / 100;
        (self.0 % per_hundredth == 0).then(|| i64::try_from(self.0 / per_hundredth).ok().map(Points)).flatten()
    }

    /// `constant + coefficient * score + ...`, exact, then rounded half away from zero to two places.
    ///
    /// ```
    /// use qualify::value::{Coefficient, Points};
    /// let (Some(part), Some(fit)) = (Coefficient::parse("0.615"), Points::parse("1")) else { panic!() };
    /// assert_eq!(Coefficient::combine(Coefficient::ZERO, [(part, fit)]).to_string(), "0.62");
    /// ```
    pub fn combine(constant: Coefficient, terms: impl IntoIterator<Item = (Coefficient, Points)>) -> Points {
        // Every product is below 10^17 * 10^11, so that 10^9 terms still fit in 128 bits.
        let sum: i128 = terms.into_iter().map(|(part, score)| part.0 * i128::from(score.0)).sum::<i128>()
            + constant.0.saturating_mul(100);
        Points::clamped(round_half_away(sum, Coefficient::SCALE))
    }
}

impl fmt::Display for Coefficient {
    /// Exactly, without trailing zeros: `0.6`, `-2`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, rest) = (self.0.abs() / Coefficient::SCALE, self.0.abs() % Coefficient::SCALE);
        let places = format!("{rest:08}");
        match places.trim_end_matches('0') {
            "" => write!(f, "{sign}{whole}"),
            places => write!(f, "{sign}{whole}.{places}"),
        }
    }
}

impl serde::Serialize for Coefficient {
    /// A JSON number.
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0 % Coefficient::SCALE == 0 {
            serializer.serialize_i128(self.0 / Coefficient::SCALE)
        } else {
            serializer.serialize_f64(self.0 as f64 / Coefficient::SCALE as f64)
        }
    }
}

/// A quotient rounded to the nearest whole number, halves away from zero; `by` is more than zero.
pub(crate) fn round_half_away(value: i128, by: i128) -> i128 {
    let (quotient, rest) = (value / by, value % by);
    if rest.abs() * 2 >= by { quotient + rest.signum() } else { quotient }
}

impl Points {
    /// These points times `count`, less `lost` per cent, rounded half away from zero to two places; never more than a rule
    /// gives at most.
    pub fn times_less(self, count: u64, lost_percent: u64) -> Points {
        let left = 100 - i128::from(lost_percent.min(100));
        Points::clamped(round_half_away(i128::from(self.0) * i128::from(count) * left, 100))
    }
}
