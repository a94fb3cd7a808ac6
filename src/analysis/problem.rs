//! Problems: whether formulas can come to truth values, all for one lead.
//!
//! A problem holds only the formulas that it is about, the tests in them, and the things that these look at, each with its
//! cells. Things are given a cell one after the other; what is not settled yet may be any of several truth values, so that most
//! ways end early. The cost is counted, and bounded.

use super::cells::{self, Asked, Cells};
use super::formula::{Formula, FormulaId};
use super::model::Model;
use super::single::{Counted, LooksAt, SingleTest, Thing, Worked};
use super::truths::Truths;
use super::worth::{Span, Worth, Worths, breaks, ends_of_count};
use crate::eval::{award_alone, test_alone};
use crate::rules::{Award, Expr, FieldId, Lead, ScoreId};
use crate::value::{Truth, Value};
use jiff::civil::Date;
use std::cell::Cell;
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

/// A formula, and what it is to come to.
pub(super) type Goal = (FormulaId, Truths);

/// Fields and their values; `None` is unknown.
pub(super) type Values = Vec<(FieldId, Option<Value>)>;

/// What a problem is about, ready to be searched.
pub(super) struct Problem<'a, 'r> {
    pub(super) model: &'a Model<'r>,
    pub(super) today: Date,
    /// The formulas, each after what it is made of.
    formulas: Vec<FormulaId>,
    place: HashMap<FormulaId, usize>,
    /// The things with what is asked of them.
    pub(super) things: Vec<Settled<'r>>,
    /// The scores that tests ask for, each after those that it is made of.
    scores: Vec<ScoreId>,
    worths: &'a Worths<'r>,
    /// The tests that ask for them.
    of_scores: Vec<usize>,
    /// How each formula may come out as things stand, by its place.
    may_be: Vec<Truths>,
    /// How each test may come out as things stand.
    tests: HashMap<usize, Truths>,
    spans: BTreeMap<ScoreId, Span>,
    /// For each list the numbers with which counts of its entries are compared.
    count_numbers: BTreeMap<FieldId, Vec<f64>>,
    /// How much work may still be done.
    left: Cell<u64>,
    /// Whether a way was given up that might have led somewhere.
    unsure: bool,
}

/// A thing, its cells, and the one that it has.
pub(super) struct Settled<'r> {
    pub(super) thing: Thing,
    /// The tests that look at it.
    pub(super) tests: Vec<usize>,
    pub(super) singles: Vec<SingleTest<'r>>,
    pub(super) cells: Rc<Cells>,
    /// Which cell it has, where that is settled.
    pub(super) cell: Option<usize>,
}

impl Settled<'_> {
    /// The cell that it has.
    pub(super) fn chosen(&self) -> Option<&cells::Cell> {
        self.cells.cells.get(self.cell?)
    }
}

/// What came of a search.
pub(super) enum Search<F> {
    Found(F),
    /// There is no lead.
    None,
    /// It could not be told within the budget.
    GaveUp,
}

impl<'a, 'r> Problem<'a, 'r> {
    /// A problem of these formulas, and scores.
    pub(super) fn new(
        model: &'a Model<'r>,
        worths: &'a Worths<'r>,
        today: Date,
        roots: &[FormulaId],
        of_scores: &[ScoreId],
        budget: u64,
    ) -> Problem<'a, 'r> {
        let mut problem = Problem::empty(model, worths, today, budget);
        problem.gather(roots, of_scores);
        let scores = problem.scores.clone();
        let mut awards = Vec::new();
        scores.iter().flat_map(|score| worths.parts(*score)).for_each(|part| part.varying(&mut awards));
        problem.ask(&awards);
        problem
    }

    fn empty(model: &'a Model<'r>, worths: &'a Worths<'r>, today: Date, budget: u64) -> Problem<'a, 'r> {
        Problem {
            model,
            today,
            formulas: Vec::new(),
            place: HashMap::new(),
            things: Vec::new(),
            scores: Vec::new(),
            of_scores: Vec::new(),
            worths,
            may_be: Vec::new(),
            tests: HashMap::new(),
            spans: BTreeMap::new(),
            count_numbers: BTreeMap::new(),
            left: Cell::new(budget),
            unsure: false,
        }
    }

    /// A problem of what these parts of scores come to.
    pub(super) fn new_of(
        model: &'a Model<'r>,
        worths: &'a Worths<'r>,
        today: Date,
        parts: &[&Worth<'r>],
        budget: u64,
    ) -> Problem<'a, 'r> {
        let (mut roots, mut awards) = (Vec::new(), Vec::new());
        for part in parts {
            part.formulas(&mut roots);
            part.varying(&mut awards);
        }
        let mut problem = Problem::empty(model, worths, today, budget);
        problem.gather(&roots, &[]);
        problem.ask(&awards);
        problem
    }

    /// Finds all formulas, tests and scores that matter.
    fn gather(&mut self, roots: &[FormulaId], of_scores: &[ScoreId]) {
        let mut open: Vec<FormulaId> = roots.to_vec();
        let mut scores: Vec<ScoreId> = of_scores.to_vec();
        loop {
            while let Some(id) = open.pop() {
                if self.place.insert(id, 0).is_some() {
                    continue;
                }
                let formula = self.model.formulas.get(id);
                open.extend(formula.parts());
                let Formula::Test(number) = formula else { continue };
                let test = self.model.tests.get(*number);
                let may_be = match test.map(|test| &test.looks_at) {
                    Some(LooksAt::Nothing) => test.map_or(Truths::ALL, |test| {
                        Truths::only(test_alone(&test.test, &Lead::default(), None, self.today))
                    }),
                    Some(LooksAt::Score(score)) => {
                        self.of_scores.push(*number);
                        scores.push(*score);
                        Truths::ALL
                    }
                    _ => Truths::ALL,
                };
                self.tests.insert(*number, may_be);
            }
            let Some(score) = scores.pop() else { break };
            if !self.scores.contains(&score) {
                self.scores.push(score);
                // Of what is too large to be looked through only the ends are known.
                if !self.worths.is_large(score) {
                    scores.extend(self.worths.made_of(score));
                    open.extend(self.worths.formulas(score));
                }
            }
        }
        let order = self.worths.order();
        self.scores.sort_by_key(|score| order.get(score).copied());
        let mut all: Vec<FormulaId> = self.place.keys().copied().collect();
        all.sort();
        self.place = all.iter().enumerate().map(|(at, id)| (*id, at)).collect();
        self.may_be = vec![Truths::ALL; all.len()];
        // To gather a formula costs more than to look at it.
        self.spend(4 * all.len());
        self.formulas = all;
    }

    /// Finds the things that tests look at, and their cells.
    fn ask(&mut self, awards: &[&Award]) {
        let mut by_thing: BTreeMap<(Thing, Option<FieldId>), Vec<usize>> = BTreeMap::new();
        for number in self.tests.keys() {
            let Some(test) = self.model.tests.get(*number) else { continue };
            if let LooksAt::One(thing) = &test.looks_at {
                let of = test.of.filter(|_| matches!(thing, Thing::Entry(_)));
                by_thing.entry((thing.clone(), of)).or_default().push(*number);
            }
        }
        self.count_numbers = self.numbers_of_counts();
        for ((thing, of), mut tests) in by_thing {
            tests.sort_unstable();
            self.add_thing(thing, of, tests, awards);
        }
        self.settle();
    }

    /// The numbers with which counts of entries are compared, list by list: where some are among others, each matters to the other.
    fn numbers_of_counts(&self) -> BTreeMap<FieldId, Vec<f64>> {
        let mut all: BTreeMap<FieldId, Vec<f64>> = BTreeMap::new();
        for number in self.tests.keys() {
            let Some(test) = self.model.tests.get(*number) else { continue };
            if let LooksAt::One(Thing::Worked(Worked { counts: Some(counted), .. })) = &test.looks_at {
                let numbers = all.entry(counted.list).or_insert_with(|| vec![1.0]);
                cells::named(&test.test, self.today, numbers);
            }
        }
        all
    }

    fn add_thing(&mut self, thing: Thing, of: Option<FieldId>, tests: Vec<usize>, awards: &[&Award]) {
        let (mut numbers, days) = breaks(&thing, awards, self.today);
        if let Thing::Worked(Worked { counts: Some(counted), .. }) = &thing
            && counted.holds_others
        {
            numbers.extend(self.count_numbers.get(&counted.list).into_iter().flatten());
        }
        let singles = tests.iter().filter_map(|number| self.model.tests.get(*number)).cloned();
        let singles: Vec<SingleTest> = singles.collect();
        let key = (thing.clone(), of, self.today, tests.clone());
        let known = self.worths.cells.borrow().get(&key).cloned().filter(|_| numbers.is_empty() && days.is_empty());
        let cells = known.unwrap_or_else(|| {
            let asked: Vec<&SingleTest> = singles.iter().collect();
            let asked = Asked {
                rules: self.model.rules,
                today: self.today,
                thing: &thing,
                tests: &asked,
                numbers: &numbers,
                days: &days,
            };
            let cells = Rc::new(asked.cells());
            if numbers.is_empty() && days.is_empty() {
                self.worths.cells.borrow_mut().insert(key, cells.clone());
            }
            cells
        });
        self.spend(cells.cells.len() * tests.len());
        if cells.complete {
            self.things.push(Settled { thing, tests, singles, cells, cell: None });
            return;
        }
        // Where not every value has its cell, each test may come out as it likes; what is found so is tried out.
        for (number, single) in tests.into_iter().zip(singles) {
            let each = [Truth::True, Truth::False, Truth::Unknown];
            let cells = each.map(|truth| cells::Cell { value: None, truths: vec![truth] }).to_vec();
            let cells = Rc::new(Cells { cells, complete: false });
            let (thing, tests, singles) = (thing.clone(), vec![number], vec![single]);
            self.things.push(Settled { thing, tests, singles, cells, cell: None });
        }
    }

    /// Puts the cells of each thing in order: first those that are worth the most, all else being open.
    pub(super) fn best_cells_first(&mut self, worth: &dyn Fn(&Problem<'a, 'r>) -> i128) {
        for at in 0..self.things.len() {
            let count = self.things.get(at).map_or(0, |settled| settled.cells.cells.len());
            if self.left.get() < (count * self.formulas.len()) as u64 {
                return;
            }
            let mut worths = Vec::with_capacity(count);
            for cell in 0..count {
                self.set(at, Some(cell));
                self.settle();
                worths.push((std::cmp::Reverse(worth(self)), cell));
            }
            self.set(at, None);
            worths.sort();
            if let Some(settled) = self.things.get_mut(at) {
                let best = worths.into_iter().filter_map(|(_, cell)| settled.cells.cells.get(cell).cloned());
                settled.cells = Rc::new(Cells { cells: best.collect(), complete: settled.cells.complete });
            }
        }
        self.settle();
    }

    fn set(&mut self, at: usize, cell: Option<usize>) {
        if let Some(settled) = self.things.get_mut(at) {
            settled.cell = cell;
        }
    }

    /// Whether all that is settled are fields, each with a value of its own.
    pub(super) fn has_plain_cells(&self) -> bool {
        let mut settled = self.things.iter().filter(|settled| settled.cell.is_some());
        settled.all(|settled| settled.cells.complete && matches!(settled.thing, Thing::Field(_)))
    }

    /// The fields that are settled, and their values.
    pub(super) fn settled_fields(&self) -> Values {
        let settled = self.things.iter().filter_map(|settled| Some((&settled.thing, settled.chosen()?)));
        let fields = settled.filter_map(|(thing, cell)| match thing {
            Thing::Field(field) => Some((*field, cell.value.clone())),
            _ => None,
        });
        fields.collect()
    }

    /// How a formula may come out as things stand.
    pub(super) fn may_be(&self, id: FormulaId) -> Truths {
        self.place.get(&id).and_then(|at| self.may_be.get(*at)).copied().unwrap_or(Truths::ALL)
    }

    /// What a score may come to as things stand.
    pub(super) fn span(&self, score: ScoreId) -> Span {
        self.spans.get(&score).copied().unwrap_or(Span::ANY)
    }

    /// Works out how all may come out as things stand.
    pub(super) fn settle(&mut self) {
        for settled in &self.things {
            for (at, number) in settled.tests.iter().enumerate() {
                let may_be = match settled.chosen() {
                    Some(cell) => cell.truths.get(at).map_or(Truths::ALL, |truth| Truths::only(*truth)),
                    None => {
                        let each = settled.cells.cells.iter().filter_map(|cell| cell.truths.get(at));
                        each.fold(Truths::NONE, |so_far, truth| so_far.or_of(Truths::only(*truth)))
                    }
                };
                self.tests.insert(*number, may_be);
            }
        }
        let needs_scores = !self.scores.is_empty();
        for number in &self.of_scores {
            self.tests.insert(*number, Truths::ALL);
        }
        // Formulas that scores rest on come out first; those that ask for scores then know them.
        for _ in 0..if needs_scores { 2 } else { 1 } {
            for at in 0..self.formulas.len() {
                let Some(id) = self.formulas.get(at) else { continue };
                let formula = self.model.formulas.get(*id);
                let test = |number: usize| self.tests.get(&number).copied().unwrap_or(Truths::ALL);
                let part = |part: FormulaId| self.may_be(part);
                let may_be = formula.may_be(test, part);
                if let Some(place) = self.may_be.get_mut(at) {
                    *place = may_be;
                }
            }
            self.spend(self.formulas.len() + 1);
            if needs_scores {
                self.settle_scores();
            }
        }
    }

    fn settle_scores(&mut self) {
        for score in self.scores.clone() {
            let span = self.worths.span(score, self);
            self.spans.insert(score, span);
        }
        for number in self.of_scores.clone() {
            let Some(test) = self.model.tests.get(number) else { continue };
            if let LooksAt::Score(score) = test.looks_at {
                let may_be = self.span(score).truths(&test.test);
                self.tests.insert(number, may_be);
            }
        }
    }

    /// Whether no more entries are counted of some than of others among which they are.
    fn counts_fit(&self) -> bool {
        let counted = || {
            self.things.iter().filter_map(|settled| {
                let Thing::Worked(Worked { counts: Some(counted), .. }) = &settled.thing else { return None };
                match &settled.chosen()?.value {
                    Some(Value::Number(count)) => Some((counted, *count)),
                    _ => None,
                }
            })
        };
        let are_among = |some: &Counted, others: &Counted| match (&some.said, &others.said) {
            (Some(_), None) => true,
            (Some(some), Some(said)) => self.model.selections.lies_within(others.list, some, said),
            (None, _) => false,
        };
        counted().filter(|(others, _)| others.holds_others).all(|(others, most)| {
            counted().all(|(some, count)| count <= most || some.list != others.list || !are_among(some, others))
        })
    }

    /// Whether nothing is known yet to stand against the goals.
    fn can_still_be(&self, goals: &[Goal]) -> bool {
        self.counts_fit() && goals.iter().all(|(id, wanted)| self.may_be(*id).meets(*wanted))
    }

    fn is_met(&self, goals: &[Goal]) -> bool {
        goals.iter().all(|(id, wanted)| self.may_be(*id).is_within(*wanted))
    }

    /// A thing whose cell matters for a goal that is not met yet, if there is one that is not settled.
    fn next_thing(&self, goals: &[Goal]) -> Option<usize> {
        let open = goals.iter().filter(|(id, wanted)| !self.may_be(*id).is_within(*wanted));
        let mut looked_at: std::collections::HashSet<FormulaId> = std::collections::HashSet::new();
        let mut stack: Vec<FormulaId> = open.map(|(id, _)| *id).collect();
        stack.reverse();
        while let Some(id) = stack.pop() {
            if self.may_be(id).is_settled() || !looked_at.insert(id) {
                continue;
            }
            let formula = self.model.formulas.get(id);
            if let Formula::Test(number) = formula {
                if let Some(at) = self.things.iter().position(|one| one.cell.is_none() && one.tests.contains(number)) {
                    return Some(at);
                }
                if let Some(LooksAt::Score(score)) = self.model.tests.get(*number).map(|test| &test.looks_at)
                    && let Some(at) = self.worths.open_thing(*score, self)
                {
                    return Some(at);
                }
            }
            stack.extend(formula.parts().iter().rev());
        }
        None
    }

    /// A thing that is not settled, on which a formula still depends.
    pub(super) fn open_thing(&self, formula: FormulaId) -> Option<usize> {
        self.next_thing(&[(formula, Truths::NONE)])
    }

    /// A thing that is not settled, on which it depends how much is given.
    pub(super) fn open_thing_of(&self, award: &Award) -> Option<usize> {
        let fields = fields_of(award)?;
        fields
            .into_iter()
            .find_map(|field| self.things.iter().position(|one| one.cell.is_none() && one.thing == Thing::Field(field)))
    }

    /// The least and the most that an award gives as things stand, where all that it depends on is settled and known.
    pub(super) fn given(&self, award: &Award) -> Option<Span> {
        let mut lead = Lead::unknown(self.model.rules.fields.len());
        for field in fields_of(award)? {
            let settled = self.things.iter().find(|one| one.thing == Thing::Field(field) && one.cells.complete)?;
            lead.set(field, settled.chosen()?.value.clone());
        }
        let points = |lead: &Lead| award_alone(award, lead, self.today).map(|points| i128::from(points.hundredths()));
        let here = points(&lead)?;
        let mut span = Span { low: here, high: here };
        // Where not each number that makes a difference has a cell of its own, it may be as much as at the ends of the cell.
        for (field, number) in ends_of_count(award, &lead) {
            lead.set(field, Some(Value::Number(number)));
            let there = points(&lead)?;
            span = Span { low: span.low.min(there), high: span.high.max(there) };
        }
        Some(span)
    }

    /// Looks for cells with which all goals are met and which `accept` takes, given the problem as it then stands. Before, `prune`
    /// may say that a way leads nowhere.
    pub(super) fn search<F>(
        &mut self,
        goals: &[Goal],
        prune: &mut dyn FnMut(&Problem<'a, 'r>) -> bool,
        next: &dyn Fn(&Problem<'a, 'r>) -> Option<usize>,
        accept: &mut dyn FnMut(&Problem<'a, 'r>) -> Option<F>,
    ) -> Search<F> {
        // The things that were given a cell, and the next cell of each.
        let mut way: Vec<(usize, usize)> = Vec::new();
        let mut forward = true;
        loop {
            if self.left.get() == 0 {
                self.unsettle(&way);
                return Search::GaveUp;
            }
            if forward {
                self.settle();
                if self.can_still_be(goals) && !prune(self) {
                    let open =
                        if self.is_met(goals) { next(self) } else { self.next_thing(goals).or_else(|| next(self)) };
                    match open {
                        Some(at) => {
                            way.push((at, 0));
                        }
                        None => match accept(self) {
                            Some(found) => {
                                self.unsettle(&way);
                                return Search::Found(found);
                            }
                            None => self.unsure = true,
                        },
                    }
                }
            }
            // The next cell of the last thing; where it has no more, that of the one before.
            forward = false;
            while let Some((at, cell)) = way.last_mut() {
                let Some(settled) = self.things.get_mut(*at) else { break };
                if *cell < settled.cells.cells.len() {
                    settled.cell = Some(*cell);
                    *cell += 1;
                    forward = true;
                    break;
                }
                settled.cell = None;
                way.pop();
            }
            if !forward {
                return if self.unsure { Search::GaveUp } else { Search::None };
            }
        }
    }

    fn unsettle(&mut self, way: &[(usize, usize)]) {
        for (at, _) in way {
            if let Some(settled) = self.things.get_mut(*at) {
                settled.cell = None;
            }
        }
    }

    /// The formulas, each after what it is made of.
    pub(super) fn formulas(&self) -> &[FormulaId] {
        &self.formulas
    }

    /// How much work may still be done.
    pub(super) fn left(&self) -> u64 {
        self.left.get()
    }

    /// Counts work that was done.
    pub(super) fn spend(&self, work: usize) {
        self.left.set(self.left.get().saturating_sub(work as u64));
    }
}

/// The fields on which it depends how much an award gives; `None` where it depends on something else, too.
fn fields_of(award: &Award) -> Option<Vec<FieldId>> {
    let values = award.per.iter().map(|per| &per.value).chain(award.losing.iter().map(|losing| &losing.since));
    // What is worked out from a field differs inside of its cells, which are cut for the field itself.
    let fields: Option<Vec<FieldId>> =
        values.map(|value| if let Expr::Field(field) = value { Some(*field) } else { None }).collect();
    // Points for each entry depend on the entries.
    fields.filter(|fields| !fields.is_empty())
}
