//! What can be told without a search: most conditions ask each thing once, and then nothing in them depends on anything else.

use super::cells::Asked;
use super::formula::{Formula, FormulaId};
use super::model::Model;
use super::problem::Goal;
use super::single::{LooksAt, SingleTest, Thing};
use super::truths::Truths;
use crate::eval::test_alone;
use crate::rules::Lead;
use jiff::civil::Date;
use std::collections::{HashMap, HashSet};

/// How each test may come out by itself, as of a day: worked out when first asked for.
#[derive(Debug, Default)]
pub(super) struct Alone {
    tests: HashMap<(usize, Date), Truths>,
    formulas: HashMap<(FormulaId, Date), Truths>,
}

/// How many formulas a question may rest on to be searched through.
const MOST_FORMULAS: usize = 2_000;

/// Whether formulas rest on so many others that they are not searched through.
pub(super) fn is_large(model: &Model, formulas: impl IntoIterator<Item = FormulaId>) -> bool {
    let mut looked_at: HashSet<FormulaId> = HashSet::new();
    let mut open: Vec<FormulaId> = formulas.into_iter().collect();
    while let Some(id) = open.pop() {
        if looked_at.insert(id) {
            open.extend(model.formulas.get(id).parts());
        }
        if looked_at.len() + open.len() > MOST_FORMULAS {
            return true;
        }
    }
    false
}

/// What a look at the goals tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    /// No lead meets them all.
    Impossible,
    /// They look at nothing twice, and each can be met.
    Possible,
    /// It takes a search.
    Unclear,
    /// It would take too long a search.
    TooLarge,
}

/// Whether each thing is asked once under these formulas, so that each test may come out as it may by itself.
pub(super) fn asks_each_once(model: &Model, formulas: impl IntoIterator<Item = FormulaId>) -> bool {
    let mut things: HashSet<&Thing> = HashSet::new();
    let mut looked_at: HashSet<FormulaId> = HashSet::new();
    let mut open: Vec<FormulaId> = formulas.into_iter().collect();
    let mut lists = HashSet::new();
    while let Some(id) = open.pop() {
        let formula = model.formulas.get(id);
        if !looked_at.insert(id) {
            // What stands there twice comes out the same twice.
            if matches!(formula, Formula::Constant(_)) {
                continue;
            }
            return false;
        }
        open.extend(formula.parts());
        let Formula::Test(number) = formula else { continue };
        let Some(test) = model.tests.get(*number) else { return false };
        let is_new = match &test.looks_at {
            LooksAt::One(thing) => things.insert(thing),
            LooksAt::Nothing | LooksAt::Several | LooksAt::Unclear => true,
            LooksAt::Score(_) => false,
        };
        if !is_new || !test.entries.is_none_or(|(list, _)| lists.insert(list)) {
            return false;
        }
    }
    true
}

/// What a look at the goals tells.
pub(super) fn look(model: &Model, alone: &mut Alone, today: Date, goals: &[Goal]) -> Look {
    for (goal, wanted) in goals {
        let is = alone.may_be(model, today, *goal);
        if !is.meets(*wanted) {
            return Look::Impossible;
        }
    }
    if is_large(model, goals.iter().map(|(id, _)| *id)) {
        return Look::TooLarge;
    }
    match asks_each_once(model, goals.iter().map(|(id, _)| *id)) {
        true => Look::Possible,
        false => Look::Unclear,
    }
}

impl Alone {
    /// How a formula may come out where its tests have nothing to do with each other.
    fn may_be(&mut self, model: &Model, today: Date, goal: FormulaId) -> Truths {
        let mut open = vec![goal];
        while let Some(id) = open.last().copied() {
            if self.formulas.contains_key(&(id, today)) {
                open.pop();
                continue;
            }
            let formula = model.formulas.get(id);
            let before = open.len();
            open.extend(formula.parts().iter().filter(|part| !self.formulas.contains_key(&(**part, today))));
            if open.len() > before {
                continue;
            }
            let test = match formula {
                Formula::Test(number) => self.of(model, *number, today),
                _ => Truths::ALL,
            };
            let part = |part: FormulaId| self.formulas.get(&(part, today)).copied().unwrap_or(Truths::ALL);
            let is = formula.may_be(|_| test, part);
            self.formulas.insert((id, today), is);
            open.pop();
        }
        self.formulas.get(&(goal, today)).copied().unwrap_or(Truths::ALL)
    }

    /// How a test may come out by itself.
    fn of(&mut self, model: &Model, number: usize, today: Date) -> Truths {
        if let Some(known) = self.tests.get(&(number, today)) {
            return *known;
        }
        let truths = model.tests.get(number).map_or(Truths::ALL, |test| truths_of(model, test, today));
        self.tests.insert((number, today), truths);
        truths
    }
}

fn truths_of(model: &Model, test: &SingleTest, today: Date) -> Truths {
    match &test.looks_at {
        LooksAt::Nothing => Truths::only(test_alone(&test.test, &Lead::default(), None, today)),
        LooksAt::One(thing) => {
            let asked = Asked { rules: model.rules, today, thing, tests: &[test], numbers: &[], days: &[] };
            let cells = asked.cells();
            let each = cells.cells.iter().filter_map(|cell| cell.truths.first());
            let found = each.fold(Truths::NONE, |so_far, truth| so_far.or_of(Truths::only(*truth)));
            if cells.complete { found } else { Truths::ALL }
        }
        LooksAt::Score(_) | LooksAt::Several | LooksAt::Unclear => Truths::ALL,
    }
}
