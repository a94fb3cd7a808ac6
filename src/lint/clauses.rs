//! The clauses of a condition: what is joined by `and`, also in the definitions that it names.

use super::context::{Context, Never};
use super::shorten::{listed, shortened};
use crate::analysis::{FormulaId, Truths};
use crate::diagnostic::Finding;
use crate::eval::say;
use crate::rules::{Condition, DefinitionBody, Expr, Rules, Selection, Test};
use crate::source::Place;

/// How many clauses are looked at of one condition.
const MOST_CLAUSES: usize = 60;
/// How many a finding points to, besides its own.
const MOST_POINTED_TO: usize = 8;

/// A clause that must be true.
#[derive(Clone, Debug)]
pub(super) struct Clause<'r> {
    pub(super) condition: &'r Condition,
    pub(super) formula: FormulaId,
    /// As a message says it.
    pub(super) said: String,
    /// Where it stands; what is a bare name stands where it is defined.
    pub(super) place: Option<Place>,
}

/// What must be true for a condition to be: itself, or the clauses that it joins by `and`. Definitions are looked into.
pub(super) fn clauses<'r>(context: &Context<'r>, condition: &'r Condition) -> Vec<Clause<'r>> {
    let mut clauses = Vec::new();
    let mut open = vec![condition];
    while let Some(condition) = open.pop() {
        match condition {
            Condition::All(parts) => open.extend(parts.iter().rev()),
            Condition::Defined(id) if clauses.len() + open.len() < MOST_CLAUSES => {
                match context.rules.definitions.get(id.0).map(|definition| &definition.body) {
                    Some(DefinitionBody::Condition(inner)) => open.push(inner),
                    _ => clauses.push(clause(context, condition)),
                }
            }
            _ => clauses.push(clause(context, condition)),
        }
    }
    clauses
}

fn clause<'r>(context: &Context<'r>, condition: &'r Condition) -> Clause<'r> {
    Clause {
        condition,
        formula: context.analysis.formula(condition),
        said: shortened(&say(condition, context.rules)),
        place: place_of(condition, context.rules),
    }
}

/// Where a condition stands: from its first test to its last; a bare name where it is defined.
pub(super) fn place_of(condition: &Condition, rules: &Rules) -> Option<Place> {
    match condition {
        Condition::Clause(clause) => Some(clause.place),
        Condition::Not(inner) => place_of(inner, rules),
        Condition::Defined(id) => rules.definitions.get(id.0).map(|definition| definition.place),
        Condition::All(parts) | Condition::Any(parts) | Condition::AtLeast(_, parts) => {
            let places = parts.iter().filter(|part| !matches!(part, Condition::Defined(_)));
            let places = places.filter_map(|part| place_of(part, rules));
            places.reduce(|one, other| match one.file == other.file {
                true => Place { file: one.file, span: one.span.to(other.span) },
                false => one,
            })
        }
    }
}

/// The fewest clauses that cannot be true together: one, two, or else so many that each of them is needed.
pub(super) fn conflict<'r>(context: &Context<'r>, clauses: &[Clause<'r>]) -> Vec<Clause<'r>> {
    let never = |some: &[&Clause<'r>]| {
        let goals: Vec<_> = some.iter().map(|clause| (clause.formula, Truths::TRUE)).collect();
        context.never(&goals) != Never::NotSo
    };
    if let Some(one) = clauses.iter().find(|one| never(&[one])) {
        return vec![one.clone()];
    }
    let pairs =
        clauses.iter().enumerate().flat_map(|(at, one)| clauses.iter().skip(at + 1).map(move |other| [one, other]));
    if let Some([one, other]) = pairs.take(MOST_CLAUSES * MOST_CLAUSES).find(|pair| never(pair)) {
        return vec![one.clone(), other.clone()];
    }
    // The shortest beginning that cannot be true together with what is needed already: its last clause is needed too.
    let mut needed: Vec<usize> = Vec::new();
    let mut end = clauses.len();
    while needed.len() < MOST_CLAUSES {
        let is_enough = |beginning: usize| {
            let all = (0..beginning).chain(needed.iter().copied());
            never(&all.filter_map(|at| clauses.get(at)).collect::<Vec<_>>())
        };
        if is_enough(0) {
            break;
        }
        let (mut too_few, mut enough) = (0, end);
        while enough - too_few > 1 {
            let middle = too_few + (enough - too_few) / 2;
            if is_enough(middle) { enough = middle } else { too_few = middle }
        }
        let Some(last) = enough.checked_sub(1) else { break };
        needed.push(last);
        end = last;
    }
    needed.sort_unstable();
    needed.into_iter().filter_map(|at| clauses.get(at).cloned()).collect()
}

/// A finding that points to the clauses to blame: to the last one that stands in the construct itself, and beside it to all others.
pub(super) fn blame(
    mut finding: Finding,
    whole: Place,
    clauses: &[Clause],
    says: impl Fn(&Clause, Option<&Clause>) -> String,
) -> Finding {
    let inside = |place: Place| {
        place.file == whole.file && whole.span.start <= place.span.start && place.span.end <= whole.span.end
    };
    let places: Vec<(&Clause, Place)> = clauses.iter().filter_map(|clause| Some((clause, clause.place?))).collect();
    let last = places.iter().rposition(|(_, place)| inside(*place));
    let main = last.and_then(|last| places.get(last)).map(|(clause, _)| *clause);
    if let Some((_, place)) = last.and_then(|last| places.get(last)) {
        finding.place = Some(*place);
    }
    let others = places.iter().enumerate().filter(|(at, _)| Some(*at) != last).take(MOST_POINTED_TO);
    others.fold(finding, |finding, (_, (clause, place))| finding.related(*place, says(clause, main)))
}

/// Clauses as a message names them: `a`, `b` and `c`.
pub(super) fn named(clauses: &[Clause]) -> String {
    let mut said: Vec<String> = clauses.iter().map(|clause| format!("`{}`", clause.said)).collect();
    said.dedup();
    listed(said)
}

/// The entries that a condition asks for; definitions are not looked into.
pub(super) fn selections<'r>(condition: &'r Condition, visit: &mut impl FnMut(&'r Selection, Place)) {
    match condition {
        Condition::All(parts) | Condition::Any(parts) | Condition::AtLeast(_, parts) => {
            parts.iter().for_each(|part| selections(part, visit));
        }
        Condition::Not(inner) => selections(inner, visit),
        Condition::Defined(_) => {}
        Condition::Clause(clause) => match &clause.test {
            Test::Any(selection) => visit(selection, clause.place),
            test => test.operands().into_iter().for_each(|one| in_value(one, clause.place, visit)),
        },
    }
}

/// The entries that a value is worked out from.
pub(super) fn in_value<'r>(expr: &'r Expr, place: Place, visit: &mut impl FnMut(&'r Selection, Place)) {
    match expr {
        Expr::Count(selection) | Expr::Pick(_, _, selection) => visit(selection, place),
        Expr::DaysSince(inner) | Expr::DomainOf(inner) | Expr::CountOf(inner) => in_value(inner, place, visit),
        Expr::Arithmetic(first, rest) => {
            in_value(first, place, visit);
            rest.iter().for_each(|(_, expr)| in_value(expr, place, visit));
        }
        _ => {}
    }
}
