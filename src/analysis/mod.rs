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
mod cells;
mod extent;
mod formula;
mod meaning;
mod model;
mod problem;
mod quick;
mod single;
mod truths;
mod witness;
mod worth;

pub use formula::FormulaId;
pub use truths::Truths;

use crate::diagnostic::{Shown, Witness};
use crate::rules::{
    Award, Condition, EntryFieldId, Expr, FieldId, Group, Lead, RuleId, Rules, ScoreBody, ScoreId, Selection, Table,
    Test,
};
use crate::value::{Points, Range, Truth, Unit};
use apart::Apart;
use extent::{end_of, lead_of};
use formula::Formula;
use jiff::civil::{Date, date};
use model::Model;
use problem::{Problem, Search};
use quick::{Alone, Look};
use single::{LooksAt, Thing};
use std::cell::{Cell, OnceCell, RefCell};
use std::collections::{HashMap, HashSet};
use worth::{Span, Worth, Worths};

/// Days of all kinds: the ends of long and short months, of a year, of a leap year.
const DAYS: [Date; 6] =
    [date(2023, 12, 31), date(2024, 2, 29), date(2025, 3, 1), date(2025, 3, 31), date(2025, 5, 30), date(2027, 2, 28)];
/// How much work one question may take: about as many steps as formulas are looked at.
const MOST_WORK: u64 = 150_000;
/// How much work all questions about one ruleset may take.
const MOST_WORK_IN_ALL: u64 = 12_000_000;

/// An answer, with a lead that shows it where there is one.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// Yes: this lead shows it. Fields that do not matter are unknown, or have their defaults.
    Yes(Box<Lead>),
    /// No: there is no such lead.
    No,
    /// It could not be told within the budget.
    NotDecided,
}

impl Answer {
    /// Whether it is certain that there is no such lead.
    pub fn is_no(&self) -> bool {
        *self == Answer::No
    }

    /// The lead that shows it.
    pub fn lead(&self) -> Option<&Lead> {
        match self {
            Answer::Yes(lead) => Some(lead),
            Answer::No | Answer::NotDecided => None,
        }
    }
}

/// The least and the most that a score or group can come to.
#[derive(Clone, Debug, PartialEq)]
pub struct Extent {
    /// The least.
    pub low: End,
    /// The most.
    pub high: End,
}

/// One end of an [`Extent`].
#[derive(Clone, Debug, PartialEq)]
pub struct End {
    /// No lead comes to more (at the lower end: to less).
    pub points: Points,
    /// A lead that comes to just this; where there is none, it could not be told whether any does.
    pub lead: Option<Box<Lead>>,
}

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
        let mut model = Model::new(rules);
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

    /// The ruleset.
    pub fn rules(&self) -> &'r Rules {
        self.rules
    }

    /// The day.
    pub fn today(&self) -> Date {
        self.today
    }

    /// A condition of the ruleset, to ask about.
    pub fn formula(&self, condition: &'r Condition) -> FormulaId {
        let known = self.known.borrow().get(&std::ptr::from_ref(condition)).copied();
        known.unwrap_or_else(|| {
            let formula = self.model.borrow_mut().condition(condition, None);
            self.known.borrow_mut().insert(condition, formula);
            formula
        })
    }

    /// What is asked of the entries of a list, of one entry. Goals about it are met by a lead with just that entry.
    pub fn of_entry(&self, selection: &'r Selection) -> FormulaId {
        self.model.borrow_mut().entries(selection).1
    }

    /// When a rule or a table gives its points: its condition is true, so are those of the blocks around it, no earlier rule of a
    /// `first` fires, and what its points depend on is known. Of a rule that gives points for each entry: when any counts.
    pub fn fires(&self, rule: RuleId) -> Option<FormulaId> {
        let all = self.fires.get_or_init(|| {
            let mut when = Vec::new();
            for score in 0..self.rules.scores.len() {
                self.worths.parts(ScoreId(score)).iter().for_each(|part| part.fires(&mut when));
            }
            let mut by_rule: HashMap<RuleId, Vec<FormulaId>> = HashMap::new();
            when.into_iter().for_each(|(rule, fires)| by_rule.entry(rule).or_default().push(fires));
            let formulas = &mut self.model.borrow_mut().formulas;
            // In their order, so that formulas stand in the same places in each run.
            let mut by_rule: Vec<_> = by_rule.into_iter().collect();
            by_rule.sort();
            by_rule.into_iter().map(|(rule, any)| (rule, formulas.joined(any, false))).collect()
        });
        all.get(&rule).copied()
    }

    /// When each row of a table decides: those with cases, in order, then the `unknown` and the `other` row where there are any.
    pub fn rows<G>(&self, table: &'r Table<G>) -> Vec<FormulaId> {
        let rows = self.model.borrow_mut().rows(table);
        rows.cases.into_iter().chain(rows.unknown).chain(rows.other).collect()
    }

    /// How true the case of each row of a table is by itself, whatever stands before it; in the order of the rows with cases.
    pub fn cases<G>(&self, table: &'r Table<G>) -> Vec<FormulaId> {
        let mut model = self.model.borrow_mut();
        table.rows.iter().map(|row| model.case(table, row)).collect()
    }

    /// Whether a value lies in a range.
    ///
    /// ```
    /// use qualify::analysis::Analysis;
    /// use qualify::rules::{Expr, FieldId};
    /// use qualify::value::{NumberRange, Range};
    /// use qualify::{Ruleset, jiff::civil::date};
    ///
    /// let ruleset = Ruleset::parse("when size < 50 then +20")?;
    /// let analysis = Analysis::new(ruleset.rules(), date(2026, 1, 15));
    /// let size = Expr::Field(FieldId(0));
    /// let lies_in = analysis.lies_in(&size, Range::Numbers(NumberRange::only(70.0)));
    /// assert!(analysis.can_hold(lies_in).lead().is_some());
    /// # Ok::<(), qualify::Findings>(())
    /// ```
    pub fn lies_in(&self, value: &'r Expr, range: Range) -> FormulaId {
        self.model.borrow_mut().in_range(value, range)
    }

    /// All of these.
    pub fn all(&self, of: &[FormulaId]) -> FormulaId {
        self.model.borrow_mut().formulas.add(Formula::All(of.to_vec()))
    }

    /// Any of these.
    pub fn any(&self, of: &[FormulaId]) -> FormulaId {
        self.model.borrow_mut().formulas.add(Formula::Any(of.to_vec()))
    }

    /// The opposite.
    pub fn not(&self, of: FormulaId) -> FormulaId {
        self.model.borrow_mut().formulas.add(Formula::Not(of))
    }

    /// Whether it comes to one of these truth values: true or false, never unknown.
    pub fn is(&self, of: FormulaId, wanted: Truths) -> FormulaId {
        self.model.borrow_mut().formulas.is(wanted, of)
    }

    /// A truth value by itself.
    pub fn constant(&self, truth: Truth) -> FormulaId {
        self.model.borrow_mut().formulas.constant(truth)
    }

    /// Whether there is a lead for which each formula comes to one of the truth values that are wanted of it.
    pub fn can_be(&self, goals: &[(FormulaId, Truths)]) -> Answer {
        self.can_be_on(self.today, goals)
    }

    /// The same, as of another day.
    pub fn can_be_on(&self, today: Date, goals: &[(FormulaId, Truths)]) -> Answer {
        self.ask(today, goals, true)
    }

    /// The same; where no lead is wanted, the first way that is not known to lead nowhere is a yes.
    fn ask(&self, today: Date, goals: &[(FormulaId, Truths)], wants_lead: bool) -> Answer {
        // What scores come to is known as of the one day only.
        if today == self.today {
            self.learn_ends(goals);
        }
        let model = self.model.borrow();
        let goals = apart(&model, goals);
        let Some(goals) = goals else { return Answer::No };
        // What is too large is not looked through, nor anything when all work is done.
        if self.left.get() == 0 || quick::is_large(&model, goals.iter().map(|(id, _)| *id)) {
            return Answer::NotDecided;
        }
        let mut lead: Option<Lead> = None;
        let mut unsure = false;
        let groups = together(&model, &self.worths, &goals);
        for group in &groups {
            let roots: Vec<FormulaId> = group.iter().map(|(id, _)| *id).collect();
            let allowed = self.left.get().min(MOST_WORK);
            let mut problem = Problem::new(&model, &self.worths, today, &roots, &[], allowed);
            let found = problem.search(group, &mut |_| false, &|_| None, &mut |problem| match wants_lead {
                true => problem.lead(group, &self.worths),
                false => Some(Lead::default()),
            });
            self.left.set(self.left.get().saturating_sub(allowed - problem.left()));
            match found {
                Search::Found(_) if !wants_lead => {}
                Search::Found(found) => match &mut lead {
                    None => lead = Some(found),
                    Some(lead) => take_over(lead, &found, self.rules),
                },
                Search::None => return Answer::No,
                Search::GaveUp => unsure = true,
            }
        }
        let lead = lead.unwrap_or_else(|| witness::blank(self.rules));
        // Put together of several, a lead is judged once more.
        let is_shown = || {
            let roots: Vec<FormulaId> = goals.iter().map(|(id, _)| *id).collect();
            Problem::new(&model, &self.worths, today, &roots, &[], MOST_WORK).holds_for(&lead, &goals)
        };
        if unsure || (wants_lead && groups.len() > 1 && !is_shown()) {
            return Answer::NotDecided;
        }
        Answer::Yes(Box::new(lead))
    }

    /// Whether it is certain that no lead meets all goals, as of a day: what [`Analysis::can_be_on`] answers with no, without
    /// looking for a lead where that is not needed.
    pub fn is_impossible_on(&self, today: Date, goals: &[(FormulaId, Truths)]) -> bool {
        let look = quick::look(&self.model.borrow(), &mut self.alone.borrow_mut(), today, goals);
        match look {
            Look::Impossible => true,
            Look::Possible | Look::TooLarge => false,
            Look::Unclear => self.ask(today, goals, false).is_no(),
        }
    }

    /// Whether formulas ask each thing once, all together, so that nothing in them depends on anything else in them.
    pub fn asks_each_once(&self, formulas: &[FormulaId]) -> bool {
        quick::asks_each_once(&self.model.borrow(), formulas.iter().copied())
    }

    /// What the large scores that goals ask for come to, before they are asked.
    fn learn_ends(&self, goals: &[(FormulaId, Truths)]) {
        let asked: Vec<ScoreId> = {
            let model = self.model.borrow();
            let tests = model.tests_under(goals.iter().map(|(id, _)| *id));
            let scores = tests.into_iter().filter_map(|test| match &test.looks_at {
                LooksAt::Score(score) => Some(*score),
                _ => None,
            });
            scores.filter(|score| self.worths.is_large(*score)).collect()
        };
        for score in asked {
            if !self.worths.ends.borrow().contains_key(&(self.today, score)) {
                let Extent { low, high } = self.score(score);
                let ends = [low, high].map(|end| i128::from(end.points.hundredths()));
                self.worths.ends.borrow_mut().insert((self.today, score), Span { low: ends[0], high: ends[1] });
            }
        }
    }

    /// Whether a condition can be true.
    pub fn can_hold(&self, condition: FormulaId) -> Answer {
        self.can_be(&[(condition, Truths::TRUE)])
    }

    /// Whether there is a lead for which the first condition is true and the second is not; where there is none, the first says
    /// the second.
    pub fn differs(&self, one: FormulaId, other: FormulaId) -> Answer {
        self.can_be(&[(one, Truths::TRUE), (other, Truths::NOT_TRUE)])
    }

    /// Whether it is proved that the second condition is true whenever the first is, on whatever day.
    pub fn proves(&self, one: FormulaId, other: FormulaId) -> bool {
        self.on_any_day(&[one, other], |day| {
            self.is_impossible_on(day, &[(one, Truths::TRUE), (other, Truths::NOT_TRUE)])
        })
    }

    /// Whether it is proved that two conditions come to the same truth value for every lead, on whatever day.
    pub fn proves_same(&self, one: FormulaId, other: FormulaId) -> bool {
        let each = [Truths::TRUE, Truths::FALSE, Truths::UNKNOWN];
        self.on_any_day(&[one, other], |day| {
            each.iter().all(|truth| self.is_impossible_on(day, &[(one, *truth), (other, truth.others())]))
        })
    }

    /// Whether something holds on any day. What counts from today holds on every day where it holds on days of all kinds; beside a
    /// fixed day that would be no proof.
    fn on_any_day(&self, formulas: &[FormulaId], holds: impl Fn(Date) -> bool) -> bool {
        if !holds(self.today) {
            return false;
        }
        !self.rests_on_today(formulas) || (self.days_named(formulas).is_empty() && DAYS.into_iter().all(holds))
    }

    /// Whether the second condition is true whenever the first is: `None` where that could not be told.
    pub fn implies(&self, one: FormulaId, other: FormulaId) -> Option<bool> {
        match self.differs(one, other) {
            Answer::Yes(_) => Some(false),
            Answer::No => Some(true),
            Answer::NotDecided => None,
        }
    }

    /// Whether two conditions come to the same truth value for every lead: `None` where that could not be told.
    pub fn same(&self, one: FormulaId, other: FormulaId) -> Option<bool> {
        let each = [Truths::TRUE, Truths::FALSE, Truths::UNKNOWN];
        let mut unsure = false;
        for truth in each {
            match self.can_be(&[(one, truth), (other, truth.others())]) {
                Answer::Yes(_) => return Some(false),
                Answer::No => {}
                Answer::NotDecided => unsure = true,
            }
        }
        (!unsure).then_some(true)
    }

    /// The least and the most that a score can come to.
    pub fn score(&self, id: ScoreId) -> Extent {
        if let Some(extent) = self.extents.borrow().get(&id) {
            return extent.clone();
        }
        // Scores made of scores come after them, so that a long chain needs no stack.
        let order = self.rules.order.iter().filter_map(|node| match node {
            crate::rules::Node::Score(id) => Some(*id),
            _ => None,
        });
        for one in order {
            if !self.extents.borrow().contains_key(&one) {
                let extent = self.extent_of(one);
                self.extents.borrow_mut().insert(one, extent);
            }
            if one == id {
                break;
            }
        }
        self.extents.borrow().get(&id).cloned().unwrap_or_else(|| Extent::unknown(Span::ANY))
    }

    fn extent_of(&self, id: ScoreId) -> Extent {
        let Some(score) = self.rules.scores.get(id.0) else { return Extent::unknown(Span::ANY) };
        let is_high = |wants_high| match &score.body {
            ScoreBody::Rules(_) => {
                // Of a large score whose rules may well come to its bound no more is asked.
                let most = self.worths.at_most(id);
                let bound = if wants_high { score.high } else { score.low }.map(|bound| i128::from(bound.hundredths()));
                match bound {
                    Some(bound) if self.worths.is_large(id) && wants_high && most.high >= bound => (bound, None),
                    Some(bound) if self.worths.is_large(id) && !wants_high && most.low <= bound => (bound, None),
                    _ => self.end(self.worths.parts(id), wants_high),
                }
            }
            ScoreBody::Computed { constant, terms, .. } => {
                let mut leads = Vec::new();
                let each = terms.iter().map(|(by, id)| {
                    let extent = self.extents.borrow().get(id).cloned();
                    let extent = extent.unwrap_or_else(|| Extent::unknown(Span::ANY));
                    let takes_high = (*by >= crate::value::Coefficient::ZERO) == wants_high;
                    let end = if takes_high { extent.high } else { extent.low };
                    leads.push(end.lead);
                    (*by, end.points)
                });
                let points = crate::value::Coefficient::combine(*constant, each);
                let lead = leads.into_iter().try_fold(witness::blank(self.rules), |mut all, lead| {
                    take_over(&mut all, &*lead?, self.rules);
                    Some(all)
                });
                (i128::from(points.hundredths()), lead)
            }
        };
        let end = |wants_high| {
            let (bound, lead) = is_high(wants_high);
            let bound = score.low.map_or(bound, |low| bound.max(i128::from(low.hundredths())));
            let bound = score.high.map_or(bound, |high| bound.min(i128::from(high.hundredths())));
            let points = Points::clamped(bound);
            // Each end is shown by a lead that comes to it, as the plain evaluator judges it.
            let lead = lead.filter(|lead| crate::eval::judge(self.rules, lead, self.today).score(id) == points);
            End { points, lead: lead.map(Box::new) }
        };
        Extent { low: end(false), high: end(true) }
    }

    fn end(&self, parts: &[Worth<'r>], wants_high: bool) -> (i128, Option<Lead>) {
        let model = self.model.borrow();
        let mut left = self.left.get();
        let reached = end_of(&model, &self.worths, self.today, parts, wants_high, &mut left);
        self.left.set(left);
        let lead = reached.fields.map(|fields| lead_of(&model, &fields));
        (reached.bound, lead)
    }

    /// The least and the most that a rule gives, where that differs from lead to lead and could be told.
    pub fn gives(&self, of: ScoreId, rule: RuleId) -> Option<(Points, Points)> {
        fn find<'a, 'r>(parts: &'a [Worth<'r>], wanted: RuleId) -> Option<&'a Worth<'r>> {
            parts.iter().find_map(|part| match part {
                Worth::Given { id, gives, .. } => (*id == Some(wanted) && gives.varies.is_some()).then_some(part),
                Worth::Group { parts, .. } => find(parts, wanted),
            })
        }
        let part = std::slice::from_ref(find(self.worths.parts(of), rule)?);
        let end = |wants_high| Points::clamped(self.end(part, wants_high).0);
        Some((end(false), end(true)))
    }

    /// The least and the most that the rules of a score add up to before its bounds.
    pub fn unbounded(&self, id: ScoreId) -> (Points, Points) {
        let parts = self.worths.parts(id);
        let end = |wants_high| Points::clamped(self.end(parts, wants_high).0);
        (end(false), end(true))
    }

    /// The least and the most that the parts of a group add up to before its bounds.
    pub fn group(&self, of: ScoreId, group: &Group) -> Option<(Points, Points)> {
        fn find<'a, 'r>(parts: &'a [Worth<'r>], wanted: &Group) -> Option<&'a [Worth<'r>]> {
            parts.iter().find_map(|part| match part {
                Worth::Group { group, parts, .. } if std::ptr::eq(*group, wanted) => Some(parts.as_slice()),
                Worth::Group { parts, .. } => find(parts, wanted),
                Worth::Given { .. } => None,
            })
        }
        let parts = find(self.worths.parts(of), group)?;
        let end = |wants_high| Points::clamped(self.end(parts, wants_high).0);
        Some((end(false), end(true)))
    }

    /// The least and the most that an award gives to a lead to whom it is given.
    pub fn award(&self, award: &Award) -> (Points, Points) {
        let ends = worth::ends_of(award);
        (Points::clamped(ends.low), Points::clamped(ends.high))
    }

    /// The days that the tests of formulas name.
    pub fn days_named(&self, formulas: &[FormulaId]) -> Vec<Date> {
        let model = self.model.borrow();
        let tests = model.tests_under(formulas.iter().copied());
        let mut days: Vec<Date> = tests.into_iter().flat_map(|test| single::days_named(&test.test)).collect();
        days.sort();
        days.dedup();
        days
    }

    /// How many days the tests of formulas count from a day to today, about: above 0 where today comes after it. Months and years,
    /// which have no fixed length, come with all that they may have. `None` where a number or a day is worked out first.
    pub fn day_counts_named(&self, formulas: &[FormulaId]) -> Option<Vec<i64>> {
        let model = self.model.borrow();
        let mut counts: Vec<i64> = Vec::new();
        let mut add = |number: f64| counts.extend([number.floor() as i64, number.ceil() as i64]);
        let is_fixed = |expr: &Expr| single::leaves(expr).is_empty();
        for test in model.tests_under(formulas.iter().copied()) {
            // Two that differ from lead to lead are not reasoned about, on no day.
            if matches!(test.looks_at, LooksAt::Several | LooksAt::Unclear) {
                continue;
            }
            let test = &*test.test;
            let days: Vec<&Expr> = single::operands(test)
                .into_iter()
                .filter_map(|expr| if let Expr::DaysSince(day) = expr { Some(&**day) } else { None })
                .collect();
            if days.iter().any(|day| is_fixed(day)) {
                return None;
            }
            match test {
                Test::Within { period, next, .. } => {
                    let (count, sign) = (f64::from(period.count), if *next { -1.0 } else { 1.0 });
                    let (length, more) = match period.unit {
                        Unit::Day => (1.0, 0),
                        Unit::Week => (7.0, 0),
                        Unit::Month => (30.436_875, 3),
                        Unit::Year => (365.2425, 2),
                    };
                    (-more..=more).for_each(|more| add(sign * (count * length + f64::from(more))));
                }
                Test::Compare(_, left, right) if !days.is_empty() => match (left, right) {
                    (_, Expr::Number(number)) | (Expr::Number(number), _) => add(*number),
                    _ => return None,
                },
                Test::InRange(_, Range::Numbers(range), _) if !days.is_empty() => {
                    range.low.iter().chain(&range.high).for_each(|number| add(*number));
                }
                Test::InList { list, .. } if !days.is_empty() => list.numbers.iter().for_each(|number| add(*number)),
                _ => {}
            }
        }
        counts.sort_unstable();
        counts.dedup();
        Some(counts)
    }

    /// Whether formulas rest on the day: on today's date, or on how long ago a day was.
    pub fn rests_on_today(&self, formulas: &[FormulaId]) -> bool {
        let model = self.model.borrow();
        let tests = model.tests_under(formulas.iter().copied());
        tests.iter().any(|test| single::rests_on_today(&test.test))
    }

    /// Whether a formula rests on a score: asks for one, or for a step or label that does.
    pub fn rests_on_score(&self, formula: FormulaId) -> bool {
        let model = self.model.borrow();
        model.tests_under([formula]).iter().any(|test| matches!(test.looks_at, LooksAt::Score(_)))
    }

    /// The field that a formula looks at, where it looks at one only and at nothing else.
    pub fn only_field(&self, formula: FormulaId) -> Option<FieldId> {
        let model = self.model.borrow();
        let mut only = None;
        for test in model.tests_under([formula]) {
            match &test.looks_at {
                LooksAt::One(Thing::Field(field)) if only.is_none_or(|before| before == *field) => only = Some(*field),
                _ => return None,
            }
        }
        only
    }
}

impl Extent {
    fn unknown(span: Span) -> Extent {
        let end = |points| End { points: Points::clamped(points), lead: None };
        Extent { low: end(span.low), high: end(span.high) }
    }
}

/// Goals taken apart: where all of several are to be true each of them is a goal. `None` where one cannot be met.
fn apart(model: &Model, goals: &[(FormulaId, Truths)]) -> Option<Vec<(FormulaId, Truths)>> {
    let mut apart: Vec<(FormulaId, Truths)> = Vec::new();
    let mut place: HashMap<FormulaId, usize> = HashMap::new();
    let mut seen: HashSet<(FormulaId, Truths)> = HashSet::new();
    let mut open: Vec<(FormulaId, Truths)> = goals.iter().rev().copied().collect();
    while let Some((id, wanted)) = open.pop() {
        // What is named twice is asked once: definitions that name each other twice over would never end.
        if wanted == Truths::ALL || !seen.insert((id, wanted)) {
            continue;
        }
        match model.formulas.get(id) {
            Formula::Constant(truth) if Truths::only(*truth).is_within(wanted) => {}
            Formula::Constant(_) => return None,
            Formula::Not(one) => open.push((*one, wanted.not())),
            Formula::All(parts) if wanted == Truths::TRUE || wanted == Truths::NOT_FALSE => {
                open.extend(parts.iter().rev().map(|part| (*part, wanted)));
            }
            Formula::Any(parts) if wanted == Truths::FALSE || wanted == Truths::NOT_TRUE => {
                open.extend(parts.iter().rev().map(|part| (*part, wanted)));
            }
            Formula::Is(of, one) if wanted.is_within(Truths::KNOWN) && wanted.is_settled() => {
                open.push((*one, if wanted == Truths::TRUE { *of } else { of.others() }));
            }
            _ => match place.get(&id).and_then(|at| apart.get_mut(*at)) {
                Some((_, both)) => *both = both.common(wanted),
                None => {
                    place.insert(id, apart.len());
                    apart.push((id, wanted));
                }
            },
        }
    }
    Some(apart)
}

/// Goals by what they look at: those in different lists look at nothing together.
fn together<'r>(
    model: &Model<'r>,
    worths: &Worths<'r>,
    goals: &[(FormulaId, Truths)],
) -> Vec<Vec<(FormulaId, Truths)>> {
    let mut apart = Apart::new(goals.len());
    for (at, (formula, _)) in goals.iter().enumerate() {
        apart.join(at, extent::looked_at_by(model, worths, *formula));
    }
    apart.lists(goals.iter().copied())
}

/// Takes over what another lead has that differs from the defaults.
fn take_over(lead: &mut Lead, from: &Lead, rules: &Rules) {
    for at in 0..rules.fields.len() {
        let field = FieldId(at);
        let default = rules.fields.get(at).and_then(|field| field.default.as_ref());
        if from.get(field) != default {
            lead.set(field, from.get(field).cloned());
        }
        if let Some(entries) = from.entries(field) {
            lead.set_entries(field, entries.clone());
        }
    }
}

/// A lead as a finding shows it: what differs from the defaults, under the names that the rules use.
pub fn witness_of(rules: &Rules, lead: &Lead) -> Witness {
    let mut record = Vec::new();
    for (at, field) in rules.fields.iter().enumerate() {
        let value = lead.get(FieldId(at));
        if let Some(value) = value.filter(|value| Some(*value) != field.default.as_ref()) {
            record.push((field.name.clone(), Shown::Value(value.clone())));
        }
        let Some((entries, kinds)) = lead.entries(FieldId(at)).zip(field.entries.as_ref()) else { continue };
        let entry = |entry: usize| {
            let known = kinds.fields.iter().enumerate();
            let known =
                known.filter_map(|(at, kind)| Some((kind.name.clone(), entries.get(entry, EntryFieldId(at))?.clone())));
            known.collect()
        };
        if !entries.is_empty() {
            record.push((field.name.clone(), Shown::Entries((0..entries.len()).map(entry).collect())));
        }
    }
    Witness::new(record)
}

/// Whether two versions of a ruleset are proved to mean the same: every condition, every part of every score, every outcome.
pub fn same_meaning(old: &Rules, new: &Rules, today: Date) -> bool {
    meaning::same(old, new, today)
}
