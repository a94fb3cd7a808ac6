//! Conditions as formulas over single tests: definitions, labels and ladders are taken apart, and each is there once.

use super::truths::Truths;
use crate::value::Truth;

/// A formula, by its place in [`Formulas`]. What it is made of always stands before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FormulaId(pub(super) usize);

/// What a formula says.
#[derive(Clone, Debug)]
pub(super) enum Formula {
    /// A truth value.
    Constant(Truth),
    /// A single test, by its number.
    Test(usize),
    /// The opposite.
    Not(FormulaId),
    /// All of them.
    All(Vec<FormulaId>),
    /// Any of them.
    Any(Vec<FormulaId>),
    /// At least so many of them.
    AtLeast(usize, Vec<FormulaId>),
    /// Whether a formula comes to one of some truth values; never unknown itself.
    Is(Truths, FormulaId),
}

/// Formulas, each after what it is made of.
#[derive(Debug, Default)]
pub(super) struct Formulas(Vec<Formula>);

impl Formulas {
    pub(super) fn add(&mut self, formula: Formula) -> FormulaId {
        self.0.push(formula);
        FormulaId(self.0.len() - 1)
    }

    pub(super) fn get(&self, id: FormulaId) -> &Formula {
        const UNKNOWN: &Formula = &Formula::Constant(Truth::Unknown);
        self.0.get(id.0).unwrap_or(UNKNOWN)
    }

    pub(super) fn constant(&mut self, truth: Truth) -> FormulaId {
        self.add(Formula::Constant(truth))
    }

    pub(super) fn is(&mut self, wanted: Truths, of: FormulaId) -> FormulaId {
        self.add(Formula::Is(wanted, of))
    }

    /// What formulas come to together, of all or any.
    pub(super) fn joined(&mut self, mut parts: Vec<FormulaId>, all: bool) -> FormulaId {
        match (parts.len(), all) {
            (1, _) => parts.pop().unwrap_or_else(|| self.constant(Truth::Unknown)),
            (_, true) => self.add(Formula::All(parts)),
            (_, false) => self.add(Formula::Any(parts)),
        }
    }
}

impl Formula {
    /// What it is made of.
    pub(super) fn parts(&self) -> &[FormulaId] {
        match self {
            Formula::Constant(_) | Formula::Test(_) => &[],
            Formula::Not(one) | Formula::Is(_, one) => std::slice::from_ref(one),
            Formula::All(parts) | Formula::Any(parts) | Formula::AtLeast(_, parts) => parts,
        }
    }

    /// What it may come to, as its parts and tests may.
    pub(super) fn may_be(&self, test: impl Fn(usize) -> Truths, part: impl Fn(FormulaId) -> Truths) -> Truths {
        match self {
            Formula::Constant(truth) => Truths::only(*truth),
            Formula::Test(number) => test(*number),
            Formula::Not(one) => part(*one).not(),
            Formula::All(parts) => parts.iter().fold(Truths::TRUE, |so_far, one| so_far.and(part(*one))),
            Formula::Any(parts) => parts.iter().fold(Truths::FALSE, |so_far, one| so_far.or(part(*one))),
            Formula::AtLeast(count, parts) => Truths::at_least(*count, parts.iter().map(|one| part(*one))),
            Formula::Is(wanted, one) => part(*one).is_one_of(*wanted),
        }
    }
}
