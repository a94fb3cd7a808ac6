//! Questions, and their answers: whether there is a lead for which formulas come to what is wanted of them.

use super::goals::{taken_apart, together};
use super::leads::{blank, take_over};
use super::problem::{Problem, Search};
use super::quick::{self, Look};
use super::reach::Extent;
use super::single::LooksAt;
use super::worth::Span;
use super::{Analysis, FormulaId, MOST_WORK, Truths};
use crate::rules::{Lead, ScoreId};
use jiff::civil::Date;

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

impl Analysis<'_> {
    /// Whether there is a lead for which each formula comes to one of the truth values that are wanted of it.
    pub fn can_be(&self, goals: &[(FormulaId, Truths)]) -> Answer {
        self.ask(self.today, goals, true)
    }

    /// The same, as of a day; where no lead is wanted, the first way that is not known to lead nowhere is a yes.
    fn ask(&self, today: Date, goals: &[(FormulaId, Truths)], wants_lead: bool) -> Answer {
        // What scores come to is known as of the one day only.
        if today == self.today {
            self.learn_ends(goals);
        }
        let model = self.model.borrow();
        let goals = taken_apart(&model, goals);
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
        let lead = lead.unwrap_or_else(|| blank(self.rules));
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

    /// Whether it is certain that no lead meets all goals, as of a day: what [`Analysis::can_be`] answers with no, without
    /// looking for a lead where that is not needed.
    pub fn is_impossible_on(&self, today: Date, goals: &[(FormulaId, Truths)]) -> bool {
        let look = quick::look(&self.model.borrow(), &mut self.alone.borrow_mut(), today, goals);
        match look {
            Look::Impossible => true,
            Look::Possible | Look::TooLarge => false,
            Look::Unclear => self.ask(today, goals, false).is_no(),
        }
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

    /// Whether the second condition is true whenever the first is: `None` where that could not be told.
    pub fn implies(&self, one: FormulaId, other: FormulaId) -> Option<bool> {
        match self.can_be(&[(one, Truths::TRUE), (other, Truths::NOT_TRUE)]) {
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
}
