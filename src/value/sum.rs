//! Exact sums of numbers.

use super::points::round_half_away;

/// A sum of numbers, each rounded half away from zero to four places, then added exactly: it does not depend on their order.
///
/// ```
/// use qualify::value::Sum;
/// let sum: Sum = [0.1, 0.2, -0.3, 0.00005].into_iter().collect();
/// assert_eq!(sum.total(), 0.0001);
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct Sum {
    /// In ten-thousandths.
    total: i128,
}

/// How many of a number's last places are kept.
const SCALE: f64 = 10_000.0;
/// A number beyond this counts as this, so that a sum is never unknown: ten thousand million of them still fit.
const MOST: f64 = 1e24;
/// Up to here every whole number is a double.
const WHOLE: f64 = 9_007_199_254_740_992.0;
/// Up to here two roundings to a double move a number by an eighth at most.
const SURE: f64 = WHOLE / 16.0;

impl Sum {
    /// Adds a number; one beyond 10^24 counts as 10^24.
    pub fn add(&mut self, number: f64) {
        self.total = self.total.saturating_add(ten_thousandths(number));
    }

    /// The nearest double to the sum.
    pub fn total(self) -> f64 {
        let total = self.total as f64;
        // Dividing rounds once, and so to the nearest; of larger sums the decimal digits tell the nearest.
        if total.abs() <= WHOLE {
            return total / SCALE;
        }
        let (whole, places) = (self.total / 10_000, (self.total % 10_000).abs());
        format!("{whole}.{places:04}").parse().unwrap_or(total / SCALE)
    }
}

impl FromIterator<f64> for Sum {
    fn from_iter<I: IntoIterator<Item = f64>>(numbers: I) -> Sum {
        let mut sum = Sum::default();
        numbers.into_iter().for_each(|number| sum.add(number));
        sum
    }
}

/// A number in ten-thousandths, rounded half away from zero as it is written in decimal.
fn ten_thousandths(number: f64) -> i128 {
    let number = number.clamp(-MOST, MOST);
    let scaled = number * SCALE;
    let nearest = scaled.round();
    // Reading and multiplying moved it by less than a quarter of a step, so a number this close to a whole step rounds to it.
    if scaled.abs() <= SURE && (scaled - nearest).abs() < 0.25 {
        return nearest as i128;
    }
    // The shortest decimal that reads as this double: what stood in the file.
    let written = format!("{}", number.abs());
    let (whole, places) = written.split_once('.').unwrap_or((&written, ""));
    let five: String = places.chars().chain("00000".chars()).take(5).collect();
    let digits: i128 = format!("{whole}{five}").parse().unwrap_or_default();
    let rounded = round_half_away(digits, 10);
    if number < 0.0 { -rounded } else { rounded }
}
