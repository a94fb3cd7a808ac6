//! The least and the most that a score or group can come to.

use super::apart::Apart;
use super::formula::{Formula, FormulaId};
use super::model::Model;
use super::problem::{Problem, Search, Values};
use super::single::{LooksAt, Thing, leaves};
use super::worth::{Span, Worth, Worths};
use crate::rules::{Award, Expr, ScoreId};
use jiff::civil::Date;
use std::collections::HashSet;

/// One end of what something can come to, in hundredths of a point.
#[derive(Clone, Debug)]
pub(super) struct Reached {
    /// No lead comes to more (or less).
    pub(super) bound: i128,
    /// The fields of a lead that comes to just this, where one was found.
    pub(super) fields: Option<Values>,
}

/// The least or the most that parts add up to, without regard to bounds around them.
pub(super) fn end_of<'r>(
    model: &Model<'r>,
    worths: &Worths<'r>,
    today: Date,
    parts: &[Worth<'r>],
    wants_high: bool,
    budget: &mut u64,
) -> Reached {
    let mut whole = Reached { bound: 0, fields: Some(Vec::new()) };
    for apart in independent(model, worths, parts) {
        let reached = end_together(model, worths, today, &apart, wants_high, budget);
        whole.bound += reached.bound;
        whole.fields = whole.fields.zip(reached.fields).map(|(mut all, more)| {
            all.extend(more);
            all
        });
    }
    whole
}

/// How many parts that depend on each other are looked through.
const MOST_TOGETHER: usize = 150;

/// The same of parts that depend on each other.
fn end_together<'r>(
    model: &Model<'r>,
    worths: &Worths<'r>,
    today: Date,
    parts: &[&Worth<'r>],
    wants_high: bool,
    budget: &mut u64,
) -> Reached {
    // Of very many that depend on each other only the sum of what each can give is known.
    if parts.len() > MOST_TOGETHER {
        let all = parts.iter().fold(Span::NOTHING, |sum, part| sum.plus(part.at_most()));
        return Reached { bound: if wants_high { all.high } else { all.low }, fields: None };
    }
    let allowed = (*budget).min(super::MOST_WORK);
    let mut problem = Problem::new_of(model, worths, today, parts, allowed);
    let add = |problem: &Problem<'_, 'r>| parts.iter().fold(Span::NOTHING, |sum, part| sum.plus(part.span(problem)));
    let end = |span: Span| if wants_high { span.high } else { span.low };
    let bound = end(add(&problem));
    problem.best_cells_first(&|problem| {
        let span = add(problem);
        if wants_high { span.high + span.low } else { -(span.high + span.low) }
    });
    let mut best: Option<(i128, Values)> = None;
    let exact = loop {
        let so_far = best.as_ref().map(|(value, _)| *value);
        let is_better = |value: i128| so_far.is_none_or(|best| if wants_high { value > best } else { value < best });
        if so_far == Some(bound) {
            break true;
        }
        let found = problem.search(
            &[],
            &mut |problem| !is_better(end(add(problem))),
            &|problem| parts.iter().find_map(|part| part.open_thing(problem)),
            &mut |problem| {
                let span = add(problem);
                (span.low == span.high && problem.has_plain_cells()).then(|| (span.low, problem.settled_fields()))
            },
        );
        match found {
            Search::Found(better) => best = Some(better),
            Search::None => break true,
            Search::GaveUp => break false,
        }
    };
    *budget = budget.saturating_sub(allowed - problem.left());
    match best {
        Some((value, fields)) if exact => Reached { bound: value, fields: Some(fields) },
        _ => Reached { bound, fields: None },
    }
}

/// Parts by what they look at: those in different lists look at nothing together.
fn independent<'a, 'r>(model: &Model<'r>, worths: &Worths<'r>, parts: &'a [Worth<'r>]) -> Vec<Vec<&'a Worth<'r>>> {
    let mut apart = Apart::new(parts.len());
    for (at, part) in parts.iter().enumerate() {
        apart.join(at, things_of(model, worths, part));
    }
    apart.lists(parts.iter())
}

/// All that a part looks at.
fn things_of<'r>(model: &Model<'r>, worths: &Worths<'r>, part: &Worth<'r>) -> HashSet<Thing> {
    let (mut open, mut awards) = (Vec::new(), Vec::new());
    part.formulas(&mut open);
    part.varying(&mut awards);
    let mut things = HashSet::new();
    add_looked_at(model, worths, open, awards, &mut things);
    things
}

/// All that a formula looks at, also in the scores that it asks for.
pub(super) fn looked_at_by<'r>(model: &Model<'r>, worths: &Worths<'r>, formula: FormulaId) -> HashSet<Thing> {
    let mut things = HashSet::new();
    add_looked_at(model, worths, vec![formula], Vec::new(), &mut things);
    things
}

fn add_looked_at<'a, 'r>(
    model: &Model<'r>,
    worths: &'a Worths<'r>,
    mut open: Vec<FormulaId>,
    mut awards: Vec<&'a Award>,
    things: &mut HashSet<Thing>,
) {
    let mut looked_at = HashSet::new();
    let mut scores: HashSet<ScoreId> = HashSet::new();
    let fields = |exprs: Vec<&Expr>| -> Vec<Thing> {
        let leaves = exprs.into_iter().flat_map(leaves);
        leaves
            .filter_map(|leaf| if let Expr::Field(field) = leaf { Some(Thing::Field(*field)) } else { None })
            .collect()
    };
    while let Some(id) = open.pop() {
        if !looked_at.insert(id) {
            continue;
        }
        let formula = model.formulas.get(id);
        open.extend(formula.parts());
        let Formula::Test(number) = formula else { continue };
        let Some(test) = model.tests.get(*number) else { continue };
        match &test.looks_at {
            LooksAt::One(thing) => {
                things.insert(thing.clone());
            }
            LooksAt::Score(score) => {
                let mut of = vec![*score];
                while let Some(score) = of.pop() {
                    if !worths.is_large(score) && scores.insert(score) {
                        of.extend(worths.made_of(score));
                        open.extend(worths.formulas(score));
                        worths.parts(score).iter().for_each(|part| part.varying(&mut awards));
                    }
                }
            }
            LooksAt::Nothing | LooksAt::Several | LooksAt::Unclear => {}
        }
        things.extend(fields(test.test.operands()));
        // Entries of one list are the same for all that is asked of them, and what is asked of them may be of the lead.
        if let Some((list, counts)) = test.entries {
            things.insert(Thing::Field(list));
            open.push(counts);
        }
    }
    for award in awards {
        let per = award.per.iter().map(|per| &per.value);
        things.extend(fields(per.chain(award.losing.iter().map(|losing| &losing.since)).collect()));
    }
}
