//! Selections of entries that take the same ones, however they are written.

use super::Analysis;
use super::formula::FormulaId;
use super::single::selection_of;
use crate::rules::{FieldId, Selection};
use std::collections::{HashMap, HashSet};

/// How many selections of one list are compared with each other.
const MOST_COMPARED: usize = 30;

/// For a selection, by its list and how it is said: how the first one is said that takes the same entries.
#[derive(Debug, Default)]
pub(super) struct Selections {
    first: HashMap<FieldId, HashMap<String, String>>,
}

impl Selections {
    /// How a selection is said: two that are said alike take the same entries.
    pub(super) fn said<'s>(&'s self, selection: &'s Selection) -> &'s str {
        let first = self.first.get(&selection.list).and_then(|first| first.get(&selection.said));
        first.map_or(&selection.said, |said| said)
    }

    /// Whether no two that are said differently are known to take the same entries.
    pub(super) fn is_empty(&self) -> bool {
        self.first.is_empty()
    }

    /// Those of all tests that were come by so far.
    pub(super) fn of(analysis: &Analysis) -> Selections {
        let mut by_list: Vec<(FieldId, Vec<(String, FormulaId)>)> = Vec::new();
        let mut met = HashSet::new();
        for test in &analysis.model.borrow().tests {
            let (Some((list, counts)), Some(selection)) = (test.entries, selection_of(&test.test, analysis.rules))
            else {
                continue;
            };
            if !met.insert((list, selection.said.clone())) {
                continue;
            }
            let one = (selection.said.clone(), counts);
            match by_list.iter_mut().find(|(other, _)| *other == list) {
                Some((_, all)) if all.len() < MOST_COMPARED => all.push(one),
                Some(_) => {}
                None => by_list.push((list, vec![one])),
            }
        }
        let mut first: HashMap<FieldId, HashMap<String, String>> = HashMap::new();
        for (list, all) in by_list {
            let mut different: Vec<&(String, FormulaId)> = Vec::new();
            for one in &all {
                // What takes entries is that their condition is true: whether it is false or unknown for others is all one.
                let same =
                    |other: &(String, FormulaId)| analysis.proves(one.1, other.1) && analysis.proves(other.1, one.1);
                match different.iter().find(|other| same(other)) {
                    Some(other) => {
                        first.entry(list).or_default().insert(one.0.clone(), other.0.clone());
                    }
                    None => different.push(one),
                }
            }
        }
        Selections { first }
    }
}
