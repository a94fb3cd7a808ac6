//! From settled things to a lead, and the proof that the lead is what it is said to be.

use super::cells::{Asked, named};
use super::formula::FormulaId;
use super::leads::blank;
use super::problem::Values;
use super::problem::{Goal, Problem, Search};
use super::single::{LooksAt, SingleTest, Thing, WorkedKind, leaves};
use super::truths::Truths;
use super::worth::Worths;
use crate::eval::{Judged, test_alone};
use crate::rules::{Expr, FieldId, Lead, Pick, Test};
use crate::value::{Truth, Type, Value};
use jiff::ToSpan;
use std::cell::OnceCell;
use std::collections::{BTreeMap, HashMap};

/// How many entries a lead may have that proves something.
const MOST_ENTRIES: f64 = 100.0;
/// How many leads are tried out where it takes a guess.
const MOST_TRIED: usize = 48;

impl<'r> Problem<'_, 'r> {
    /// A lead for which the goals are met as things stand, if one is found.
    pub(super) fn lead(&self, goals: &[Goal], worths: &Worths<'r>) -> Option<Lead> {
        let lead = self.plain_lead();
        if self.is_plain(goals) {
            return Some(lead);
        }
        let mut all = vec![lead];
        self.add_texts(&mut all)?;
        self.add_entries(&mut all, worths);
        self.add_guesses(goals, &mut all);
        all.into_iter().take(MOST_TRIED).find(|lead| self.holds_for(lead, goals))
    }

    /// The lead that has the settled values, and for all else its defaults.
    pub(super) fn plain_lead(&self) -> Lead {
        let mut lead = blank(self.model.rules);
        for settled in self.things.iter().filter(|settled| settled.cells.complete) {
            if let (Thing::Field(field), Some(cell)) = (&settled.thing, settled.chosen()) {
                lead.set(*field, cell.value.clone());
            }
        }
        lead
    }

    /// Whether the goals follow from settled fields alone.
    fn is_plain(&self, goals: &[Goal]) -> bool {
        let settled = self.things.iter().filter(|settled| settled.cell.is_some());
        settled.into_iter().all(|settled| settled.cells.complete && matches!(settled.thing, Thing::Field(_)))
            && goals.iter().all(|(id, wanted)| self.may_be(*id).is_within(*wanted))
    }

    /// Texts for fields of which only some tests are settled.
    fn add_texts(&self, all: &mut [Lead]) -> Option<()> {
        let mut wanted: BTreeMap<FieldId, Vec<(SingleTest<'r>, Truth)>> = BTreeMap::new();
        for settled in self.things.iter().filter(|settled| !settled.cells.complete) {
            let (Thing::Field(field), Some(cell)) = (&settled.thing, settled.chosen()) else { continue };
            if let (Some(test), Some(truth)) = (settled.singles.first(), cell.truths.first()) {
                wanted.entry(*field).or_default().push((test.clone(), *truth));
            }
        }
        for (field, wanted) in wanted {
            let thing = Thing::Field(field);
            let singles: Vec<&SingleTest> = wanted.iter().map(|(test, _)| test).collect();
            let truths: Vec<Truth> = wanted.iter().map(|(_, truth)| *truth).collect();
            let asked = Asked {
                rules: self.model.rules,
                today: self.today,
                thing: &thing,
                tests: &singles,
                numbers: &[],
                days: &[],
            };
            let value = asked.value_for(&truths)?;
            all.iter_mut().for_each(|lead| lead.set(field, value.clone()));
        }
        Some(())
    }

    /// Entries for what is counted or picked from them.
    fn add_entries(&self, all: &mut [Lead], worths: &Worths<'r>) {
        for settled in &self.things {
            let (Thing::Worked(worked), Some(cell)) = (&settled.thing, settled.chosen()) else { continue };
            let Some((list, counts)) = settled.singles.iter().find_map(|single| single.entries) else { continue };
            let Some(value) = &cell.value else { continue };
            let count = match (worked.kind, value) {
                (WorkedKind::Count, Value::Number(count)) if *count <= MOST_ENTRIES => *count as usize,
                (WorkedKind::Count, _) => continue,
                _ => 1,
            };
            if count == 0 {
                continue;
            }
            let Some((fields, mut entry)) = self.entry(list, counts, worths) else { continue };
            let picked = settled.singles.iter().find_map(|single| {
                single.test.operands().into_iter().flat_map(leaves).find_map(|leaf| match leaf {
                    Expr::Pick(pick, field, _) => Some((*pick, *field)),
                    _ => None,
                })
            });
            if let Some((pick, field)) = picked {
                if pick == Pick::Sum && *value == Value::Number(0.0) {
                    continue;
                }
                if let Some(place) = entry.get_mut(field.0) {
                    *place = Some(value.clone());
                }
            }
            for lead in all.iter_mut() {
                for (field, value) in &fields {
                    if lead.get(*field).is_none() {
                        lead.set(*field, value.clone());
                    }
                }
                let entries = lead.entries_mut(list, entry.len());
                (0..count).for_each(|_| entries.push(entry.clone()));
            }
        }
    }

    /// An entry that counts, and what the lead must have for that.
    fn entry(&self, list: FieldId, counts: FormulaId, worths: &Worths<'r>) -> Option<(Values, Vec<Option<Value>>)> {
        let kinds = self.model.rules.fields.get(list.0)?.entries.as_ref()?;
        let mut problem = Problem::new(self.model, worths, self.today, &[counts], &[], self.left().min(20_000));
        let found = problem.search(&[(counts, Truths::TRUE)], &mut |_| false, &|_| None, &mut |problem| {
            let mut fields = Vec::new();
            let mut entry: Vec<Option<Value>> = kinds.fields.iter().map(|field| field.default.clone()).collect();
            for settled in &problem.things {
                let Some(cell) = settled.chosen() else { continue };
                match &settled.thing {
                    Thing::Entry(field) => *entry.get_mut(field.0)? = cell.value.clone(),
                    Thing::Field(field) => fields.push((*field, cell.value.clone())),
                    Thing::Worked(_) => {}
                }
            }
            Some((fields, entry))
        });
        match found {
            Search::Found(found) => Some(found),
            Search::None | Search::GaveUp => None,
        }
    }

    /// Values for the fields that stand together in one test, where only trying tells.
    fn add_guesses(&self, goals: &[Goal], all: &mut Vec<Lead>) {
        let mut fields: Vec<FieldId> = Vec::new();
        let mut numbers: Vec<f64> = vec![0.0, 1.0, 10.0];
        for test in self.model.tests_under(goals.iter().map(|(id, _)| *id)) {
            if !matches!(test.looks_at, LooksAt::Several | LooksAt::One(Thing::Worked(_))) {
                continue;
            }
            named(&test.test, self.today, &mut numbers);
            for leaf in test.test.operands().into_iter().flat_map(leaves) {
                if let Expr::Field(field) = leaf
                    && !fields.contains(field)
                {
                    fields.push(*field);
                }
            }
        }
        let first = all.first().cloned();
        let Some(lead) = first.filter(|_| !fields.is_empty()) else { return };
        for field in &fields {
            if let Some(Value::Number(number)) = lead.get(*field) {
                numbers.extend([number - 1.0, *number, number + 1.0]);
            }
        }
        let more: Vec<f64> = numbers.iter().flat_map(|number| [number + 1.0, number - 1.0]).collect();
        numbers.extend(more);
        numbers.sort_by(f64::total_cmp);
        numbers.dedup();
        let values = |field: FieldId| -> Vec<Value> {
            match self.model.rules.fields.get(field.0).map(|field| field.kind()) {
                Some(Type::Number) => numbers.iter().rev().map(|number| Value::Number(*number)).collect(),
                Some(Type::Date) => {
                    (-1..=1).map(|days: i64| Value::Date(self.today.saturating_add(days.days()))).collect()
                }
                Some(Type::YesNo) => vec![Value::YesNo(true), Value::YesNo(false)],
                Some(Type::Text { .. }) => {
                    ["other", "another"].map(|text| Value::Text(crate::value::Text::new(text))).to_vec()
                }
                _ => Vec::new(),
            }
        };
        let mut guesses = vec![lead];
        for field in fields.iter().take(3) {
            let mut next = Vec::new();
            for lead in &guesses {
                next.push(lead.clone());
                for value in values(*field) {
                    let mut guess = lead.clone();
                    guess.set(*field, Some(value));
                    next.push(guess);
                }
            }
            next.truncate(MOST_TRIED * 8);
            guesses = next;
        }
        let rest =
            guesses.into_iter().take_while(|_| self.left() > 0).filter(|lead| self.holds_for(lead, goals)).take(1);
        let rest: Vec<Lead> = rest.collect();
        all.extend(rest);
    }

    /// Whether the goals are met for a lead, as the plain evaluator judges it.
    pub(super) fn holds_for(&self, lead: &Lead, goals: &[Goal]) -> bool {
        // A lead that is judged costs more than a look at formulas.
        self.spend(self.formulas().len() + 20);
        // Scores and all else are worked out only where a test asks for them: of many rules that costs more than all tests.
        let judged = OnceCell::new();
        let judged = || judged.get_or_init(|| Judged::new(self.model.rules, lead, self.today));
        let mut truths: HashMap<FormulaId, Truths> = HashMap::new();
        for id in self.formulas() {
            let test = |number: usize| match self.model.tests.get(number) {
                Some(test) if test.looks_at == LooksAt::Unclear => Truths::ALL,
                Some(test) if stands_alone(test) => Truths::only(test_alone(&test.test, lead, test.of, self.today)),
                Some(test) => Truths::only(judged().test_of(&test.test, test.of)),
                None => Truths::ALL,
            };
            let part = |part: FormulaId| truths.get(&part).copied().unwrap_or(Truths::ALL);
            let truth = self.model.formulas.get(*id).may_be(test, part);
            truths.insert(*id, truth);
        }
        goals.iter().all(|(id, wanted)| truths.get(id).is_some_and(|truth| truth.is_within(*wanted)))
    }
}

/// Whether a test asks for nothing that is worked out: no score, no label, no definition in what is asked of entries.
fn stands_alone(test: &SingleTest) -> bool {
    let is_worked_out = |leaf: &Expr| {
        matches!(leaf, Expr::Score(_) | Expr::Label(_) | Expr::Defined(_) | Expr::Count(_) | Expr::Pick(..))
    };
    test.entries.is_none()
        && !matches!(*test.test, Test::Any(_))
        && !test.test.operands().into_iter().flat_map(leaves).any(is_worked_out)
}
