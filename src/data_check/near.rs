//! Which value of the leads a value in the rules most likely means.

use super::frequent::Came;
use crate::value::{fold, words};
use std::cell::Cell;
use std::collections::HashMap;

/// How many of the most frequent values are looked through for slips of the pen.
const MOST_LOOKED_THROUGH: usize = 1_000;
/// How many values are compared in all: then there are no more hints.
const MOST_COMPARED: usize = 500_000;
/// Nobody mistypes longer values, and comparing them is slow.
const LONGEST: usize = 80;

/// The values of a field that the rules do not name, to be looked through.
pub(super) struct Nearest<'v> {
    values: Vec<Value<'v>>,
    /// By their letters and digits alone.
    by_letters: HashMap<String, usize>,
    compared: Cell<usize>,
}

struct Value<'v> {
    shown: &'v str,
    came: Came,
    letters: String,
    words: String,
}

/// A value that is near.
#[derive(Clone, Copy)]
pub(super) struct Near<'v> {
    pub(super) shown: &'v str,
    pub(super) came: Came,
    /// Whether it is the same but for a slip; else one holds the words of the other.
    pub(super) is_slip: bool,
}

impl<'v> Nearest<'v> {
    /// Of these values, the most frequent first.
    pub(super) fn new(values: impl IntoIterator<Item = (&'v str, Came)>) -> Nearest<'v> {
        let short = values.into_iter().filter(|(shown, _)| shown.len() <= LONGEST);
        let values: Vec<Value> = short
            .map(|(shown, came)| Value { shown, came, letters: letters(shown), words: words(&fold(shown)) })
            .collect();
        let mut by_letters = HashMap::new();
        for (at, value) in values.iter().enumerate().filter(|(_, value)| !value.letters.is_empty()) {
            by_letters.entry(value.letters.clone()).or_insert(at);
        }
        Nearest { values, by_letters, compared: Cell::new(0) }
    }

    /// The one nearest to a value: the same letters, then a slip or two, then one that holds the words of the other; the more
    /// frequent of equals.
    pub(super) fn to(&self, wanted: &str) -> Option<Near<'v>> {
        if wanted.len() > LONGEST {
            return None;
        }
        let wanted_letters = letters(wanted);
        let near = |value: &Value<'v>, is_slip| Near { shown: value.shown, came: value.came, is_slip };
        if let Some(same) = self.by_letters.get(&wanted_letters).and_then(|at| self.values.get(*at)) {
            return Some(near(same, true));
        }
        let count = wanted_letters.chars().count();
        // Of short texts, and numbers, the next one is another one.
        let slips = match count {
            0..=4 => 0,
            5..=8 => 1,
            _ => 2,
        };
        let wanted_words = words(&fold(wanted));
        let mut best: Option<(usize, &Value<'v>)> = None;
        for value in self.values.iter().take(MOST_LOOKED_THROUGH) {
            if self.compared.get() >= MOST_COMPARED {
                break;
            }
            self.compared.set(self.compared.get() + 1);
            let distance = if is_slip(&wanted_letters, &value.letters, slips) {
                strsim::osa_distance(&wanted_letters, &value.letters)
            } else {
                usize::MAX
            };
            let rank = if distance <= slips {
                distance
            } else if count >= 3 && holds_words(&wanted_words, &value.words) {
                usize::MAX
            } else {
                continue;
            };
            if best.is_none_or(|(found, _)| rank < found) {
                best = Some((rank, value));
            }
        }
        best.map(|(rank, value)| near(value, rank <= slips))
    }
}

/// Whether two texts may be a slip apart: their digits are the same, and so nearly is their length.
fn is_slip(one: &str, two: &str, slips: usize) -> bool {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    slips > 0 && one.len().abs_diff(two.len()) <= slips * 2 && digits(one) == digits(two)
}

/// Whether all words of the one stand in the other, in their order; both come between spaces.
fn holds_words(one: &str, two: &str) -> bool {
    let is_long = |text: &str| text.trim().chars().count() >= 3;
    is_long(one) && is_long(two) && (one.contains(two) || two.contains(one))
}

/// The letters and digits of a text, in lower case.
fn letters(text: &str) -> String {
    fold(text).chars().filter(|letter| letter.is_alphanumeric()).collect()
}
