//! The lint `redundant-clause`.

use super::clauses::place_of;
use super::conditions::{Decides, conditions};
use super::context::{Context, Never, in_main_file};
use super::page::lint;
use crate::analysis::{FormulaId, Truths};
use crate::diagnostic::{Finding, Name};
use crate::eval::say;
use crate::rules::{Condition, DefinitionBody, Test};
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
    /// What a block says already, around the rule, counts too. `is known` beside a clause that needs it is never found: it does
    /// no harm, and some read more easily with it. Inside of `not` and `at least` nothing is looked at.
    RedundantClause, find
}

/// How many clauses are looked at of one condition.
const MOST_CLAUSES: usize = 40;

fn find(context: &Context) -> Vec<Finding> {
    let mut findings = Vec::new();
    for Decides { condition, blocks, .. } in conditions(context.rules) {
        let around = blocks.iter().map(|block| context.analysis.formula(&block.condition)).collect();
        findings.extend(of_condition(context, condition, around));
    }
    for definition in context.rules.definitions.iter().filter(|definition| in_main_file(definition.place)) {
        if let DefinitionBody::Condition(condition) = &definition.body {
            findings.extend(of_condition(context, condition, Vec::new()));
        }
    }
    findings
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

fn of_condition<'r>(context: &Context<'r>, condition: &'r Condition, around: Vec<FormulaId>) -> Vec<Finding> {
    if !matches!(condition, Condition::All(_) | Condition::Any(_)) && around.is_empty() {
        return Vec::new();
    }
    let whole = taken_apart(context, condition, Joined::Alone, &mut MOST_CLAUSES.clone());
    let mut parts = Vec::new();
    whole.below(&mut parts);
    let around: Vec<_> = around.into_iter().map(|formula| (formula, Truths::TRUE)).collect();
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
            is_needless.then(|| finding(context, part, place, &whole, &around)).flatten()
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
    /// A block around the rule.
    Block,
}

fn finding<'r>(
    context: &Context<'r>,
    part: &Part<'r>,
    place: Place,
    whole: &Part<'r>,
    around: &[(FormulaId, Truths)],
) -> Option<Finding> {
    let is_joined = part.joined == Joined::Any;
    let said = say(part.condition, context.rules);
    let message = match reason(context, part, whole, around)? {
        Reason::ByItself if is_joined => (format!("`{said}` can never matter: it is never true"), None),
        Reason::ByItself => (format!("`{said}` says nothing: it is always true"), None),
        Reason::Block if is_joined => (format!("`{said}` can never matter inside of this block"), None),
        Reason::Block => (format!("`{said}` says nothing more: the block around it says it already"), None),
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
    around: &[(FormulaId, Truths)],
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
    around.iter().any(|block| never(&[itself, *block])).then_some(Reason::Block)
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
