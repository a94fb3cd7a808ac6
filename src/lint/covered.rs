//! Which values of a list add nothing, since another one is the same or finds all that they find.

use crate::rules::{Test, Which};
use crate::value::{Text, words};
use std::borrow::Cow;
use std::collections::HashMap;

/// A way in which a list is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Way {
    /// How a text must hold the values; `Entry` where it must be one of them.
    how: Which,
    /// Whether all of them must be there; else one is enough.
    all: bool,
    /// Whether case counts.
    exact: bool,
}

impl Way {
    /// The way in which only the same values to the letter are the same.
    pub(super) const STRICT: Way = Way { how: Which::Entry, all: false, exact: true };

    /// The way in which a test uses the list that it names.
    pub(super) fn of(test: &Test) -> Option<Way> {
        match test {
            Test::InList { exact, .. } => Some(Way { how: Which::Entry, all: false, exact: *exact }),
            Test::Label(..) => Some(Way { how: Which::Entry, all: false, exact: false }),
            Test::Text(_, asked) => Some(Way { how: asked.how, all: asked.all, exact: asked.exact }),
            _ => None,
        }
    }
}

/// Why a value adds nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Because {
    /// The value of this number is the same.
    Same(usize),
    /// Whatever holds this value, which stands first, holds that of this number.
    Within(usize),
    /// Where the value of this number is wanted too, this one is there anyway.
    Wanted(usize),
}

impl Because {
    /// The number of the other value.
    pub(super) fn other(self) -> usize {
        match self {
            Because::Same(other) | Because::Within(other) | Because::Wanted(other) => other,
        }
    }
}

/// How many bytes are looked up at most, in all lists of a ruleset. In lists beyond that only the same values are found.
pub(super) struct Budget(usize);

impl Default for Budget {
    fn default() -> Self {
        Budget(20_000_000)
    }
}

/// Which values add nothing, with why. Those that are left find, in each of the ways, all that all of them do.
pub(super) fn covered(values: &[Text], ways: &[Way], budget: &mut Budget) -> Vec<(usize, Because)> {
    if let [way] = ways {
        return numbered(in_one_way(values, *way, budget));
    }
    let exact = ways.iter().any(|way| way.exact);
    let mut first: HashMap<&str, usize> = HashMap::with_capacity(values.len());
    let mut found: Vec<Option<Because>> = Vec::with_capacity(values.len());
    for (at, value) in values.iter().enumerate() {
        let before = *first.entry(value.compared(exact)).or_insert(at);
        found.push((before < at).then_some(Because::Same(before)));
    }
    let mut by_way = ways.iter().map(|way| in_one_way(values, *way, budget));
    if let Some(mut all) = by_way.next() {
        for one in by_way {
            for (all, one) in all.iter_mut().zip(one) {
                *all = all.and(one).and(*all);
            }
        }
        for (found, more) in found.iter_mut().zip(all) {
            *found = found.or(more);
        }
    }
    numbered(found)
}

fn numbered(found: Vec<Option<Because>>) -> Vec<(usize, Because)> {
    found.into_iter().enumerate().filter_map(|(at, because)| Some((at, because?))).collect()
}

/// Which values add nothing where the list is used in one way.
fn in_one_way(values: &[Text], way: Way, budget: &mut Budget) -> Vec<Option<Because>> {
    let looked_for: Vec<Cow<str>> = values
        .iter()
        .map(|value| match way.how {
            Which::Word => Cow::Owned(words(value.compared(way.exact))),
            _ => Cow::Borrowed(value.compared(way.exact)),
        })
        .collect();
    let mut numbers: HashMap<&str, usize> = HashMap::with_capacity(values.len());
    let mut found: Vec<Option<Because>> = looked_for
        .iter()
        .enumerate()
        .map(|(at, value)| {
            let before = *numbers.entry(value).or_insert(at);
            (before < at).then_some(Because::Same(before))
        })
        .collect();
    for (at, value) in looked_for.iter().enumerate() {
        if matches!(found.get(at), Some(Some(Because::Same(_)))) {
            continue;
        }
        for inside in insides(value, way.how) {
            let Some(left) = budget.0.checked_sub(inside.len()) else { return found };
            budget.0 = left;
            let Some(other) = numbers.get(inside).copied() else { continue };
            let (less, because) = if way.all { (other, Because::Wanted(at)) } else { (at, Because::Within(other)) };
            if let Some(found) = found.get_mut(less) {
                found.get_or_insert(because);
            }
        }
    }
    found
}

/// The shorter texts that are found in whatever holds a text. In `contains`, one that begins within a word is left out: whether
/// `cto` is meant to find `director` is another question.
fn insides(text: &str, how: Which) -> Vec<&str> {
    let starts: Vec<usize> = match how {
        Which::Entry => return Vec::new(),
        Which::Start => vec![0],
        Which::Anywhere => word_starts(text),
        Which::End => text.char_indices().map(|(at, _)| at).collect(),
        Which::Word => text.match_indices(' ').map(|(at, _)| at).collect(),
    };
    let ends: Vec<usize> = match how {
        Which::End => vec![text.len()],
        Which::Word => text.match_indices(' ').map(|(at, _)| at + 1).collect(),
        _ => text.char_indices().map(|(at, letter)| at + letter.len_utf8()).collect(),
    };
    // Few texts are long; the ends of one that is count for each of its starts.
    let least = if how == Which::Word { 2 } else { 1 };
    let pairs = starts.iter().take(LONGEST).flat_map(|start| ends.iter().take(LONGEST).map(move |end| (*start, *end)));
    pairs
        .filter(|(start, end)| end.saturating_sub(*start) >= least && end - start < text.len())
        .filter_map(|(start, end)| text.get(start..end))
        .collect()
}

/// In longer texts only the beginning is looked at.
const LONGEST: usize = 200;

fn word_starts(text: &str) -> Vec<usize> {
    let mut after_letter = false;
    let starts = text.char_indices().filter(|(_, letter)| {
        let starts = !(after_letter && letter.is_alphanumeric());
        after_letter = letter.is_alphanumeric();
        starts
    });
    starts.map(|(at, _)| at).collect()
}
