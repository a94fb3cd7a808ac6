//! How numbers are read from cells, and shown.

use super::{NumberRange, trim};

/// Which signs part groups of three digits and decimals.
///
/// ```
/// use qualify::value::NumberFormat;
/// let continental = NumberFormat::parse("1.234,56").unwrap();
/// assert_eq!(continental.read("1.200,5"), Some(1200.5));
/// assert_eq!(NumberFormat::default().read("$1,200.50"), Some(1200.5));
/// assert_eq!(NumberFormat::default().read("1,5"), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NumberFormat {
    group: char,
    decimal: char,
}

impl Default for NumberFormat {
    fn default() -> Self {
        NumberFormat { group: ',', decimal: '.' }
    }
}

impl NumberFormat {
    /// The format of a sample: `1,234.56`, `1.234,56`, `1 234,56` or `1'234.56`.
    pub fn parse(sample: &str) -> Option<NumberFormat> {
        let mut signs = sample.chars().filter(|letter| !letter.is_ascii_digit());
        let (group, decimal) = (signs.next()?, signs.next()?);
        let known = [(',', '.'), ('.', ','), (' ', ','), ('\'', '.'), (' ', '.')].contains(&(group, decimal));
        let digits: String = sample.chars().filter(char::is_ascii_digit).collect();
        (known && signs.next().is_none() && digits == "123456").then_some(NumberFormat { group, decimal })
    }

    /// The sign that parts groups of three digits, and the one before decimals.
    ///
    /// ```
    /// assert_eq!(qualify::value::NumberFormat::default().signs(), (',', '.'));
    /// ```
    pub fn signs(self) -> (char, char) {
        (self.group, self.decimal)
    }

    /// The signs of money that may stand before or after a number.
    pub const CURRENCIES: [char; 6] = ['$', '€', '£', '¥', '₹', '\u{20a9}'];

    /// How it writes a number, as [`NumberFormat::parse`] reads it: `1,234.56`.
    pub fn sample(self) -> String {
        format!("1{}234{}56", self.group, self.decimal)
    }

    /// The number that a cell says; `None` where it says none, or one too large for a double.
    pub fn read(self, cell: &str) -> Option<f64> {
        let cell = trim(cell);
        let cell = trim(cell.strip_suffix('%').unwrap_or(cell));
        let (negative, rest) = match cell.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, cell.strip_prefix('+').unwrap_or(cell)),
        };
        let rest = match (rest.strip_prefix(Self::CURRENCIES), rest.strip_suffix(Self::CURRENCIES)) {
            (Some(rest), _) | (None, Some(rest)) => trim(rest),
            _ => rest,
        };
        // A sign may also follow the currency: $-5.
        let (negative, rest) = match rest.strip_prefix('-') {
            Some(rest) if !negative && cell.starts_with(Self::CURRENCIES) => (true, rest),
            _ => (negative, rest),
        };
        let number = self.plain(rest)?.parse::<f64>().ok()?;
        let number = if negative { -number } else { number };
        // A zero without a sign, so that it is shown as 0.
        number.is_finite().then_some(if number == 0.0 { 0.0 } else { number })
    }

    /// The digits as Rust reads them: without groups, with a point; `None` where groups are not of three, or a letter stands in.
    fn plain(self, digits: &str) -> Option<String> {
        if digits.len() > 400 {
            return None;
        }
        let (mantissa, exponent) = match digits.find(['e', 'E']) {
            Some(at) => (digits.get(..at)?, digits.get(at + 1..)),
            None => (digits, None),
        };
        let (whole, places) = match mantissa.split_once(self.decimal) {
            Some((whole, places)) => (whole, Some(places)),
            None => (mantissa, None),
        };
        let all_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let is_group = |sign: char| sign == self.group || (self.group == ' ' && sign == '\u{a0}');
        let mut groups = whole.split(is_group);
        let first = groups.next()?;
        let groups: Vec<&str> = groups.collect();
        let grouped = !groups.is_empty();
        let whole_is_fine = if grouped {
            all_digits(first) && first.len() <= 3 && groups.iter().all(|group| group.len() == 3 && all_digits(group))
        } else {
            all_digits(first) || (first.is_empty() && places.is_some())
        };
        if !whole_is_fine || !places.is_none_or(all_digits) {
            return None;
        }
        let mut plain = format!("{first}{}", groups.concat());
        if let Some(places) = places {
            plain.push('.');
            plain.push_str(places);
        }
        if let Some(exponent) = exponent {
            if !all_digits(exponent.strip_prefix(['+', '-']).unwrap_or(exponent)) {
                return None;
            }
            plain.push('e');
            plain.push_str(exponent);
        }
        Some(plain)
    }

    /// The number or range that a cell says: `1200`, `51-200`, `1000+`, `<10`.
    pub fn read_range(self, cell: &str) -> Option<NumberRange> {
        let cell = trim(cell);
        if let Some(number) = self.read(cell) {
            return Some(NumberRange::only(number));
        }
        let open = |low, high| NumberRange::new(low, high, false);
        if let Some(low) = cell.strip_suffix('+') {
            return Some(open(Some(self.read(low)?), None));
        }
        for (sign, excludes) in [("<=", false), ("<", true)] {
            if let Some(high) = cell.strip_prefix(sign) {
                return Some(NumberRange::new(None, Some(self.read(high)?), excludes));
            }
        }
        for (sign, excludes) in [(">=", false), (">", true)] {
            if let Some(low) = cell.strip_prefix(sign) {
                return Some(NumberRange { excludes_low: excludes, ..open(Some(self.read(low)?), None) });
            }
        }
        let (low, high) = cell.split_once(['-', '–', '—']).or_else(|| cell.split_once(" to "))?;
        let range = open(Some(self.read(low)?), Some(self.read(high)?));
        (!range.is_empty()).then_some(range)
    }
}

/// A number as people write it: `1200`, `2.5`; very large and very small ones with an exponent.
pub fn show_number(number: f64) -> String {
    let size = number.abs();
    if size != 0.0 && !(1e-7..1e16).contains(&size) { format!("{number:e}") } else { format!("{number}") }
}

/// A whole number with a comma between thousands.
///
/// ```
/// assert_eq!(qualify::value::grouped(1_234_567), "1,234,567");
/// ```
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}
