//! Which forms all values of a column have: numbers, ranges, yes/no, dates. Each value rules some out.

use super::dates::{DateForms, Form};
use crate::value::{NumberFormat, fold};
use jiff::civil::Date;

/// The ways to write numbers, as `format` names them; the usual one first.
pub(super) const NUMBERS: &[&str] = &["1,234.56", "1.234,56", "1 234,56", "1'234.56", "1 234.56"];

/// How many numbers of a column are kept to tell its middle.
const KEPT: usize = 256;

/// What the forms need to be tried.
pub(super) struct Tools {
    pub dates: DateForms,
    numbers: Vec<NumberFormat>,
}

impl Tools {
    pub fn new() -> Tools {
        let numbers = NUMBERS.iter().filter_map(|sample| NumberFormat::parse(sample)).collect();
        Tools { dates: DateForms::new(), numbers }
    }
}

/// The forms that no value has ruled out yet.
#[derive(Default)]
pub(super) struct Forms {
    begun: bool,
    /// The ways to write numbers and ranges of them in which every value can be read.
    numbers: Vec<Way>,
    pub yes_no: bool,
    pub words: Words,
    pub dates: Vec<(Form, Date, Date)>,
    pub shape: Shape,
    /// How many values were looked at, and how many of them are numbers or ranges in the usual form, or dates in the form that
    /// lasted longest: where that is nearly all, the others are odd ones out.
    looked_at: u64,
    like_numbers: u64,
    like_dates: u64,
    lasting: Option<Form>,
}

/// One way to write numbers.
struct Way {
    /// Its place in [`NUMBERS`].
    form: usize,
    /// Whether some values are ranges.
    ranges: bool,
    spread: Spread,
}

/// Which words of yes and no occurred.
#[derive(Default)]
pub(super) struct Words {
    pub whole: bool,
    pub yes_letter: bool,
    pub no_letter: bool,
    pub one: bool,
    pub zero: bool,
}

/// What the digits look like.
#[derive(Default)]
pub(super) struct Shape {
    /// A whole number begins with a superfluous 0, as codes do.
    pub leading_zero: bool,
    /// A number has more digits than a number can hold exactly.
    pub too_long: bool,
    /// Something else than digits occurred.
    pub not_just_digits: bool,
    /// Signs occurred that part groups of digits, or decimals.
    pub parted: bool,
}

impl Forms {
    /// Looks at a trimmed value.
    pub fn add(&mut self, value: &str, tools: &Tools) {
        let first = !std::mem::replace(&mut self.begun, true);
        if first {
            let way = |form| Way { form, ranges: false, spread: Spread::default() };
            self.numbers = (0..tools.numbers.len()).map(way).collect();
            self.yes_no = true;
        }
        self.numbers.retain_mut(|way| {
            let Some(format) = tools.numbers.get(way.form) else { return false };
            match format.read(value) {
                Some(number) => way.spread.add(number),
                None => way.ranges = true,
            }
            !way.ranges || format.read_range(value).is_some()
        });
        self.yes_no = self.yes_no && self.words.add(value);
        if first {
            let read = |form| tools.dates.read(form, value).map(|day| (form, day, day));
            self.dates = tools.dates.all().filter_map(read).collect();
        } else {
            self.dates.retain_mut(|(form, low, high)| match tools.dates.read(*form, value) {
                Some(day) => {
                    (*low, *high) = (day.min(*low), day.max(*high));
                    true
                }
                None => false,
            });
        }
        self.lasting = self.dates.first().map(|(form, ..)| *form).or(self.lasting);
        self.looked_at += 1;
        self.like_numbers += u64::from(tools.numbers.first().is_some_and(|format| format.read_range(value).is_some()));
        self.like_dates += u64::from(self.lasting.is_some_and(|form| tools.dates.read(form, value).is_some()));
        self.shape.add(value);
    }

    /// What nearly all values are (nineteen in twenty), although some are not: a word for it, and how many are not.
    pub fn nearly_all(&self) -> Option<(&'static str, u64)> {
        [("numbers", self.like_numbers), ("dates", self.like_dates)]
            .into_iter()
            .map(|(what, like)| (what, like, self.looked_at - like))
            .find(|(_, like, others)| *others > 0 && *like >= others.saturating_mul(19))
            .map(|(what, _, others)| (what, others))
    }

    /// Rules out what a bare JSON number cannot be: a date, or a number written in another way than the usual one.
    pub fn json_number(&mut self) {
        self.dates.clear();
        self.numbers.retain(|way| way.form == 0);
    }

    /// The ways to write numbers in which every value is one, by their place in [`NUMBERS`].
    pub fn numbers(&self) -> impl Iterator<Item = (usize, &Spread)> {
        self.numbers.iter().filter(|way| !way.ranges).map(|way| (way.form, &way.spread))
    }

    /// The ways to write numbers in which every value is one or a range of them.
    pub fn ranges(&self) -> impl Iterator<Item = usize> {
        self.numbers.iter().map(|way| way.form)
    }
}

impl Words {
    fn add(&mut self, value: &str) -> bool {
        match fold(value).as_ref() {
            "yes" | "no" | "true" | "false" => self.whole = true,
            "y" | "t" => self.yes_letter = true,
            "n" | "f" => self.no_letter = true,
            "1" => self.one = true,
            "0" => self.zero = true,
            _ => return false,
        }
        true
    }

    /// Whether they are answers: single letters and digits are only where both occur.
    pub fn are_answers(&self) -> bool {
        self.whole || (self.yes_letter && self.no_letter) || (self.one && self.zero)
    }
}

impl Shape {
    fn add(&mut self, value: &str) {
        let digits = value.bytes().filter(u8::is_ascii_digit).count();
        self.leading_zero |= digits > 1 && digits == value.len() && value.starts_with('0');
        self.too_long |= digits == value.len() && digits > 15;
        self.not_just_digits |= digits < value.len();
        self.parted |= value.contains(['.', ',', ' ', '\u{a0}', '\'']);
    }
}

/// Least, greatest and middle of numbers, from evenly spaced ones of them.
pub(super) struct Spread {
    pub low: f64,
    pub high: f64,
    seen: u64,
    every: u64,
    kept: Vec<f64>,
}

impl Default for Spread {
    fn default() -> Self {
        Spread { low: f64::INFINITY, high: f64::NEG_INFINITY, seen: 0, every: 1, kept: Vec::new() }
    }
}

impl Spread {
    fn add(&mut self, number: f64) {
        (self.low, self.high) = (self.low.min(number), self.high.max(number));
        if self.seen.is_multiple_of(self.every) {
            if self.kept.len() == KEPT {
                let mut odd = true;
                self.kept.retain(|_| {
                    odd = !odd;
                    !odd
                });
                self.every *= 2;
            }
            if self.seen.is_multiple_of(self.every) {
                self.kept.push(number);
            }
        }
        self.seen += 1;
    }

    /// About the number that half of them lie above.
    pub fn middle(&self) -> Option<f64> {
        let mut sorted = self.kept.clone();
        sorted.sort_by(f64::total_cmp);
        sorted.get(sorted.len() / 2).copied()
    }
}
