//! Which selections of entries take the same ones, however they are written, and which take only what another one takes, too.

use super::Analysis;
use super::formula::FormulaId;
use super::single::selection_of;
use crate::rules::{FieldId, Selection};
use std::collections::{HashMap, HashSet};

/// How many selections of one list are compared with each other.
const MOST_COMPARED: usize = 30;

/// What is known of selections, by their list and how they are said.
#[derive(Debug, Default)]
pub(super) struct Selections {
    /// How the first one is said that takes the same entries.
    first: HashMap<FieldId, HashMap<String, String>>,
    /// For each the others that take all that it takes, and more.
    within: HashMap<FieldId, HashMap<String, HashSet<String>>>,
}

impl Selections {
    /// How a selection is said: two that are said alike take the same entries.
    pub(super) fn said<'s>(&'s self, selection: &'s Selection) -> &'s str {
        let first = self.first.get(&selection.list).and_then(|first| first.get(&selection.said));
        first.map_or(&selection.said, |said| said)
    }

    /// Whether one that is said so takes only entries that the other takes, too.
    pub(super) fn lies_within(&self, list: FieldId, one: &str, other: &str) -> bool {
        let others = self.within.get(&list).and_then(|within| within.get(one));
        others.is_some_and(|others| others.contains(other))
    }

    /// Whether it takes all that some other one takes.
    pub(super) fn holds_another(&self, selection: &Selection) -> bool {
        let said = self.said(selection);
        let within = self.within.get(&selection.list);
        selection.condition.is_none() || within.is_some_and(|within| within.values().any(|all| all.contains(said)))
    }

    /// Whether nothing is known of any.
    pub(super) fn is_empty(&self) -> bool {
        self.first.is_empty() && self.within.is_empty()
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
        let mut selections = Selections::default();
        // What takes entries is that their condition is true: whether it is false or unknown for others is all one.
        let lies_within = |one: &(String, FormulaId), other: &(String, FormulaId)| analysis.proves(one.1, other.1);
        for (list, all) in by_list {
            let mut different: Vec<&(String, FormulaId)> = Vec::new();
            for one in &all {
                match different.iter().find(|other| lies_within(one, other) && lies_within(other, one)) {
                    Some(other) => {
                        selections.first.entry(list).or_default().insert(one.0.clone(), other.0.clone());
                    }
                    None => different.push(one),
                }
            }
            for (at, one) in different.iter().enumerate() {
                let others = different.iter().enumerate().filter(|(other, _)| *other != at);
                let around = others.filter(|(_, other)| lies_within(one, other));
                let around: HashSet<String> = around.map(|(_, other)| other.0.clone()).collect();
                if !around.is_empty() {
                    selections.within.entry(list).or_default().insert(one.0.clone(), around);
                }
            }
        }
        selections
    }
}
