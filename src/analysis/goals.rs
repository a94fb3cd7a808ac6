//! Goals: what formulas are to come to, taken apart as far as that goes.

use super::apart::Apart;
use super::extent::looked_at_by;
use super::formula::{Formula, FormulaId};
use super::model::Model;
use super::problem::Goal;
use super::truths::Truths;
use super::worth::Worths;
use std::collections::{HashMap, HashSet};

/// Goals taken apart: where all of several are to be true each of them is a goal. `None` where one cannot be met.
pub(super) fn taken_apart(model: &Model, goals: &[Goal]) -> Option<Vec<Goal>> {
    let mut apart: Vec<Goal> = Vec::new();
    let mut place: HashMap<FormulaId, usize> = HashMap::new();
    let mut seen: HashSet<(FormulaId, Truths)> = HashSet::new();
    let mut open: Vec<Goal> = goals.iter().rev().copied().collect();
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
pub(super) fn together<'r>(model: &Model<'r>, worths: &Worths<'r>, goals: &[Goal]) -> Vec<Vec<Goal>> {
    let mut apart = Apart::new(goals.len());
    for (at, (formula, _)) in goals.iter().enumerate() {
        apart.join(at, looked_at_by(model, worths, *formula));
    }
    apart.lists(goals.iter().copied())
}
