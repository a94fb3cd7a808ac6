//! The lint `redundant-clause`.

use super::clauses::place_of;
use super::conditions::{Decides, What, conditions};
use super::context::{Context, Never, in_main_file};
use super::counted_twice::counted_twice;
use super::page::lint;
use crate::analysis::{FormulaId, Truths};
use crate::diagnostic::{Finding, Name};
use crate::eval::say;
use crate::rules::{Condition, DefinitionBody, Ladder, Step, Test};
use crate::source::{Place, Span};
use crate::value::Truth;

lint! {
    /// A clause that the rest of its condition says already, or that can never matter.
    ///
    /// Without it the condition is true for the same leads. Either it is left over, or something else was meant: `or` for `and`,
    /// another number, another field.
    ///
    /// ```qual
    /// when company_size >= 50 and company_size >= 100 then +20
    /// ```
    ///
    /// Leave it out, or say what was meant:
    ///
    /// ```qual
    /// when company_size in 50..100 then +20
    /// ```
    ///
    /// What a block says already, around the rule, counts too; and so does what an earlier step of a ladder needs, unless the clause is
    /// repeated from there word for word: `needs beds > 100` says nothing more after a step that needs `beds >= 200`. `is known`
    /// beside a clause that needs it is never found: it does no harm, and some read more easily with it.
    ///
    /// Of the parts of `at least 2 of (...)`, such as `at least 2 of (beds >= 200, beds is known, budget > 1k)`, one that holds
    /// whenever another one does is found, since one fact counts as two there. Else nothing is looked at inside of `not` and
    /// `at least`.
    RedundantClause, find
}

/// How many clauses are looked at of one condition.
const MOST_CLAUSES: usize = 40;

/// How many of the steps before a step are looked at.
const MOST_STEPS: usize = 20;

/// What is true wherever a condition counts, since it stands around it or before it.
#[derive(Clone, Copy)]
enum Given<'r> {
    /// The condition of a block around it.
    Block(&'r Condition),
    /// What an earlier step needs.
    Step(&'r Step, &'r Condition),
}

impl<'r> Given<'r> {
    fn condition(self) -> &'r Condition {
        match self {
            Given::Block(condition) | Given::Step(_, condition) => condition,
        }
    }
}

fn find(context: &Context) -> Vec<Finding> {
    let mut findings = Vec::new();
    for Decides { what, condition, blocks, .. } in conditions(context.rules) {
        let given: Vec<Given> = match what {
            // With a floor, a lead may stand on a step without what those before it need.
            What::Step(ladder, step) if ladder.never_below.is_none() => before(ladder, step),
            _ => blocks.iter().map(|block| Given::Block(&block.condition)).collect(),
        };
        findings.extend(of_condition(context, condition, &given));
    }
    for definition in context.rules.definitions.iter().filter(|definition| in_main_file(definition.place)) {
        if let DefinitionBody::Condition(condition) = &definition.body {
            findings.extend(of_condition(context, condition, &[]));
        }
    }
    findings.extend(counted_twice(context));
    findings
}

/// What the steps before a step need, the nearest first.
fn before<'r>(ladder: &'r Ladder, step: &Step) -> Vec<Given<'r>> {
    let earlier = ladder.steps.iter().take_while(|other| !std::ptr::eq(*other, step));
    let earlier: Vec<_> = earlier.filter_map(|step| Some(Given::Step(step, step.needs.as_ref()?))).collect();
    earlier.into_iter().rev().take(MOST_STEPS).collect()
}

/// A condition taken apart, so that it can be put together again with a part replaced.
struct Part<'r> {
    condition: &'r Condition,
    formula: FormulaId,
    /// Whether it is one of several joined by `and`, or by `or`.
    joined: Joined,
    parts: Vec<Part<'r>>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Joined {
    All,
    Any,
    Alone,
}

fn taken_apart<'r>(context: &Context<'r>, condition: &'r Condition, joined: Joined, left: &mut usize) -> Part<'r> {
    let (inner, parts) = match condition {
        Condition::All(parts) => (Joined::All, parts.as_slice()),
        Condition::Any(parts) => (Joined::Any, parts.as_slice()),
        _ => (Joined::Alone, [].as_slice()),
    };
    let parts = if *left < parts.len() { [].as_slice() } else { parts };
    *left -= parts.len();
    let parts: Vec<Part> = parts.iter().map(|part| taken_apart(context, part, inner, left)).collect();
    let formulas: Vec<FormulaId> = parts.iter().map(|part| part.formula).collect();
    let formula = match inner {
        Joined::All if !formulas.is_empty() => context.analysis.all(&formulas),
        Joined::Any if !formulas.is_empty() => context.analysis.any(&formulas),
        _ => context.analysis.formula(condition),
    };
    Part { condition, formula, joined, parts }
}

impl<'r> Part<'r> {
    /// The parts below, the last first: of two that say the same the later one is told.
    fn below<'a>(&'a self, all: &mut Vec<&'a Part<'r>>) {
        for part in self.parts.iter().rev() {
            all.push(part);
            part.below(all);
        }
    }

    /// The whole with some parts left out: true among all, false among any.
    fn without(&self, context: &Context<'r>, left_out: &[&Part<'r>]) -> FormulaId {
        if left_out.iter().any(|one| std::ptr::eq(*one, self)) {
            return context.analysis.constant(Truth::from(self.joined == Joined::All));
        }
        let parts: Vec<FormulaId> = self.parts.iter().map(|part| part.without(context, left_out)).collect();
        match self.parts.first().map(|part| part.joined) {
            Some(Joined::All) => context.analysis.all(&parts),
            Some(Joined::Any) => context.analysis.any(&parts),
            _ => self.formula,
        }
    }
}

fn of_condition<'r>(context: &Context<'r>, condition: &'r Condition, given: &[Given<'r>]) -> Vec<Finding> {
    if !matches!(condition, Condition::All(_) | Condition::Any(_)) && given.is_empty() {
        return Vec::new();
    }
    let whole = taken_apart(context, condition, Joined::Alone, &mut MOST_CLAUSES.clone());
    let mut parts = Vec::new();
    whole.below(&mut parts);
    let around = given.iter().map(|given| (context.analysis.formula(given.condition()), Truths::TRUE));
    let around: Vec<_> = around.collect();
    let with = |goals: [(FormulaId, Truths); 2]| -> Vec<_> { around.iter().copied().chain(goals).collect() };
    // What can never be true, or never false, is told by others.
    let is = |wanted| -> Vec<_> { around.iter().copied().chain([(whole.formula, wanted)]).collect() };
    let never = |goals: &[(FormulaId, Truths)]| context.never(goals) == Never::Always;
    if never(&is(Truths::TRUE)) || never(&is(Truths::FALSE)) {
        return Vec::new();
    }
    // Where no two clauses look at the same, only what is always so, or never, could be left out.
    let all: Vec<FormulaId> = around.iter().map(|(formula, _)| *formula).chain([whole.formula]).collect();
    let is_always = |part: &Part| {
        never(&[(part.formula, if part.joined == Joined::Any { Truths::TRUE } else { Truths::NOT_TRUE })])
    };
    if context.analysis.asks_each_once(&all) && !parts.iter().any(|part| is_always(part)) {
        return Vec::new();
    }
    let mut left_out: Vec<&Part> = Vec::new();
    let mut findings = Vec::new();
    for part in parts {
        // What is part of something that is left out goes with it.
        if left_out.iter().any(|one| one.holds(part)) {
            continue;
        }
        let before = whole.without(context, &left_out);
        left_out.push(part);
        let after = whole.without(context, &left_out);
        let goals = match part.joined {
            Joined::Any => with([(before, Truths::TRUE), (after, Truths::NOT_TRUE)]),
            _ => with([(after, Truths::TRUE), (before, Truths::NOT_TRUE)]),
        };
        let found = || {
            let place = place_of(part.condition, context.rules)?;
            let is_needless = !asks_whether_known(part.condition) && context.never(&goals) == Never::Always;
            is_needless.then(|| finding(context, part, place, &whole, given)).flatten()
        };
        match found() {
            Some(finding) => findings.push(finding),
            None => {
                left_out.pop();
            }
        }
    }
    findings
}

fn asks_whether_known(condition: &Condition) -> bool {
    matches!(condition, Condition::Clause(clause) if matches!(clause.test, Test::Known(_, true)))
}

impl<'r> Part<'r> {
    fn holds(&self, other: &Part<'r>) -> bool {
        std::ptr::eq(self, other) || self.parts.iter().any(|part| part.holds(other))
    }
}

/// What makes a part needless: one thing that can be shown. What only all the rest together makes needless is not told, since
/// cases that are written out one by one are easy to read.
enum Reason<'a, 'r> {
    /// It is always so, or never.
    ByItself,
    /// Another part: one beside it, or beside what it stands in.
    Part(&'a Part<'r>),
    /// What is true around it, or before it.
    Given(Given<'r>),
}

fn finding<'r>(
    context: &Context<'r>,
    part: &Part<'r>,
    place: Place,
    whole: &Part<'r>,
    given: &[Given<'r>],
) -> Option<Finding> {
    let is_joined = part.joined == Joined::Any;
    let said = say(part.condition, context.rules);
    let message = match reason(context, part, whole, given)? {
        Reason::ByItself if is_joined => (format!("`{said}` can never matter: it is never true"), None),
        Reason::ByItself => (format!("`{said}` says nothing: it is always true"), None),
        Reason::Given(Given::Block(_)) if is_joined => {
            (format!("`{said}` can never matter inside of this block"), None)
        }
        Reason::Given(Given::Block(_)) => {
            (format!("`{said}` says nothing more: the block around it says it already"), None)
        }
        Reason::Given(Given::Step(step, _)) => {
            let message = match is_joined {
                true => {
                    format!("`{said}` can never matter: it is never true for leads that have come to `{}`", step.name)
                }
                false => {
                    format!("`{said}` says nothing more: it is true for every lead that has come to `{}`", step.name)
                }
            };
            (message, Some((step.place, "nobody skips this step")))
        }
        Reason::Part(other) => {
            let of = say(other.condition, context.rules);
            let place = place_of(other.condition, context.rules);
            match (is_joined, other.joined == Joined::Any) {
                (true, true) => (
                    format!("`{said}` can never matter: `{of}` holds whenever it does"),
                    place.map(|place| (place, "holds whenever it does")),
                ),
                (true, false) => (
                    format!("`{said}` can never matter: it is never true together with `{of}`"),
                    place.map(|place| (place, "never true together with it")),
                ),
                (false, _) => (
                    format!("`{said}` says nothing more: it is true for every lead with `{of}`"),
                    place.map(|place| (place, "says it already")),
                ),
            }
        }
    };
    let (message, related) = message;
    let mut finding = Finding::new(Name::RedundantClause, place, message);
    if let Some((place, message)) = related {
        finding = finding.related(place, message);
    }
    finding = finding.help("leave it out, or change it to what was meant");
    Some(match removal(context, part, whole) {
        // Only where it also comes out the same for those of whom something is not known.
        Some(edit) if context.analysis.proves_same(whole.formula, whole.without(context, &[part])) => {
            finding.fix(edit, "").safe_to_fix()
        }
        _ => finding,
    })
}

fn reason<'a, 'r>(
    context: &Context<'r>,
    part: &'a Part<'r>,
    whole: &'a Part<'r>,
    given: &[Given<'r>],
) -> Option<Reason<'a, 'r>> {
    let never = |goals: &[(FormulaId, Truths)]| context.never(goals) == Never::Always;
    let is_joined = part.joined == Joined::Any;
    let itself = (part.formula, if is_joined { Truths::TRUE } else { Truths::NOT_TRUE });
    if never(&[itself]) {
        return Some(Reason::ByItself);
    }
    // From the whole down to the part, what stands beside the way.
    let mut way = whole;
    while !std::ptr::eq(way, part) {
        let next = way.parts.iter().find(|next| next.holds(part))?;
        let beside = way.parts.iter().filter(|other| !std::ptr::eq(*other, next));
        let says = beside.into_iter().find(|other| match other.joined {
            Joined::Any => is_joined && never(&[itself, (other.formula, Truths::NOT_TRUE)]),
            _ => never(&[itself, (other.formula, Truths::TRUE)]),
        });
        if let Some(other) = says {
            return Some(Reason::Part(other));
        }
        way = next;
    }
    let says = |given: &&Given<'r>| never(&[itself, (context.analysis.formula(given.condition()), Truths::TRUE)]);
    let is_repeated = given.iter().any(|given| is_repeated(context, part.condition, *given));
    given.iter().find(says).filter(|_| !is_repeated).map(|given| Reason::Given(*given))
}

/// Whether what an earlier step needs is said again, word for word.
fn is_repeated(context: &Context, condition: &Condition, given: Given) -> bool {
    let Given::Step(_, needs) = given else { return false };
    let said = say(condition, context.rules);
    let clauses = if let Condition::All(clauses) = needs { clauses.as_slice() } else { std::slice::from_ref(needs) };
    clauses.iter().any(|clause| say(clause, context.rules) == said)
}

/// The text to take out for a clause to go, with the word that joins it: where nothing but that word stands between the two.
fn removal(context: &Context, part: &Part, whole: &Part) -> Option<Place> {
    let at = whole.parts.iter().position(|one| std::ptr::eq(one, part))?;
    let word = if part.joined == Joined::Any { "or" } else { "and" };
    let plain = |part: &Part| match part.condition {
        Condition::Clause(clause) => Some(clause.place),
        _ => None,
    };
    let place = plain(part)?;
    let (from, to) = match at.checked_sub(1).and_then(|before| whole.parts.get(before)) {
        Some(before) => {
            let before = plain(before)?;
            let between = Place { file: place.file, span: Span::new(before.span.end, place.span.start) };
            (context.written(between).trim() == word).then_some((before.span.end, place.span.end))?
        }
        None => {
            let after = plain(whole.parts.get(at + 1)?)?;
            let between = Place { file: place.file, span: Span::new(place.span.end, after.span.start) };
            (context.written(between).trim() == word).then_some((place.span.start, after.span.start))?
        }
    };
    Some(Place { file: place.file, span: Span::new(from, to) })
}
