//! What can be true together: whether a condition can hold, whether one says the other, and what a score can come to, each with
//! a lead that shows it.
//!
//! The tests of a ruleset cut the values of each field into cells: numbers and days at those that tests name, texts by what they
//! equal and hold, yes and no, unknown. One value stands for each cell, and how the tests come out for it is asked of the plain
//! evaluator, so that there is no second meaning. Conditions are then functions of cells, in three values, and a search settles
//! one field after the other until the answer is plain.
//!
//! An answer is exact or is not given: what takes more work than the budget allows, or rests on what is not reasoned about (two
//! fields compared with each other), is [`Answer::NotDecided`] unless a lead was found, or none can be whatever that comes to.

mod apart;
mod ask;
mod calendar;
mod cells;
mod compose;
mod extent;
mod formula;
mod goals;
mod leads;
mod meaning;
mod model;
mod problem;
mod quick;
mod reach;
mod selections;
mod single;
mod truths;
mod witness;
mod worth;

pub use ask::Answer;
pub use formula::FormulaId;
pub use leads::witness_of;
pub use reach::{End, Extent};
pub use truths::Truths;

use crate::rules::{Condition, RuleId, Rules, ScoreId};
use jiff::civil::Date;
use model::Model;
use quick::Alone;
use selections::Selections;
use single::LooksAt;
use std::cell::{Cell, OnceCell, RefCell};
use std::collections::HashMap;
use worth::Worths;

/// How much work one question may take: about as many steps as formulas are looked at.
const MOST_WORK: u64 = 150_000;
/// How much work all questions about one ruleset may take.
const MOST_WORK_IN_ALL: u64 = 12_000_000;

/// Reasons about one ruleset, as of one day.
///
/// ```
/// use qualify::analysis::{Analysis, Answer};
/// use qualify::Ruleset;
/// use jiff::civil::date;
///
/// let ruleset = Ruleset::parse("when size < 50 and size > 500 then +20  when size in 50..500 then +10")?;
/// let analysis = Analysis::new(ruleset.rules(), date(2026, 1, 15));
/// let most = analysis.score(qualify::rules::ScoreId(0)).high;
/// assert_eq!(most.points.to_string(), "10");
/// # Ok::<(), qualify::Findings>(())
/// ```
#[derive(Debug)]
pub struct Analysis<'r> {
    rules: &'r Rules,
    today: Date,
    model: RefCell<Model<'r>>,
    worths: Worths<'r>,
    left: Cell<u64>,
    extents: RefCell<HashMap<ScoreId, Extent>>,
    fires: OnceCell<HashMap<RuleId, FormulaId>>,
    /// The conditions that were asked about, by where they are held.
    known: RefCell<HashMap<*const Condition, FormulaId>>,
    alone: RefCell<Alone>,
}

impl<'r> Analysis<'r> {
    /// Makes ready to reason about a ruleset without errors, as of a day. Costs about as much as checking it did.
    pub fn new(rules: &'r Rules, today: Date) -> Analysis<'r> {
        let analysis = Analysis::with(rules, today, Selections::default());
        let alike = Selections::of(&analysis);
        if alike.is_empty() { analysis } else { Analysis::with(rules, today, alike) }
    }

    fn with(rules: &'r Rules, today: Date, selections: Selections) -> Analysis<'r> {
        let mut model = Model::new(rules, selections);
        let worths = Worths::new(&mut model);
        Analysis {
            rules,
            today,
            model: RefCell::new(model),
            worths,
            left: Cell::new(MOST_WORK_IN_ALL),
            extents: RefCell::default(),
            fires: OnceCell::new(),
            known: RefCell::default(),
            alone: RefCell::default(),
        }
    }

    /// The day.
    pub fn today(&self) -> Date {
        self.today
    }

    /// Whether formulas ask each thing once, all together, so that nothing in them depends on anything else in them.
    pub fn asks_each_once(&self, formulas: &[FormulaId]) -> bool {
        quick::asks_each_once(&self.model.borrow(), formulas.iter().copied())
    }

    /// Whether a formula rests on a score: asks for one, or for a step or label that does.
    pub fn rests_on_score(&self, formula: FormulaId) -> bool {
        let model = self.model.borrow();
        model.tests_under([formula]).iter().any(|test| matches!(test.looks_at, LooksAt::Score(_)))
    }
}

/// Whether two versions of a ruleset are proved to mean the same: every condition, every part of every score, every outcome.
pub fn same_meaning(old: &Rules, new: &Rules, today: Date) -> bool {
    meaning::same(old, new, today)
}
