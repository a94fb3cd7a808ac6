//! What scores are made of, and what they may come to while not everything is settled.

use super::cells::Cells;
use super::formula::FormulaId;
use super::model::Model;
use super::problem::Problem;
use super::single::{Thing, with_score, without_definitions};
use super::truths::Truths;
use crate::eval::test_alone;
use crate::rules::{
    Award, CompareOp, Expr, FieldId, Fires, Group, Lead, Node, Part, Rule, RuleId, Score, ScoreBody, ScoreId, Subject,
    Table, Test,
};
use crate::value::{Coefficient, MAX_RESULT, NumberRange, Points, Range, Truth, Value};
use jiff::ToSpan;
use jiff::civil::Date;
use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

/// The least and the most that something comes to, in hundredths of a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) low: i128,
    pub(super) high: i128,
}

impl Span {
    pub(super) const NOTHING: Span = Span { low: 0, high: 0 };
    pub(super) const ANY: Span = Span { low: -MOST, high: MOST };

    fn or_nothing(self) -> Span {
        Span { low: self.low.min(0), high: self.high.max(0) }
    }

    pub(super) fn plus(self, other: Span) -> Span {
        Span { low: self.low + other.low, high: self.high + other.high }
    }

    fn within(self, low: Option<Points>, high: Option<Points>) -> Span {
        let bound = |value: i128| {
            let value = low.map_or(value, |low| value.max(i128::from(low.hundredths())));
            high.map_or(value, |high| value.min(i128::from(high.hundredths())))
        };
        Span { low: bound(self.low), high: bound(self.high) }
    }

    /// How a test of a score may come out.
    pub(super) fn truths(self, test: &Test) -> Truths {
        let at = |value: i128| {
            let number = Points::clamped(value).to_f64();
            Truths::only(test_alone(&with_score(test, &Expr::Number(number)), &Lead::default(), None, Date::MIN))
        };
        match test {
            _ if self.low == self.high => at(self.low),
            // What holds at both ends holds between them.
            Test::Compare(CompareOp::Less | CompareOp::AtMost | CompareOp::More | CompareOp::AtLeast, left, right)
                if [left, right].into_iter().all(|side| !matches!(side, Expr::Arithmetic(..))) =>
            {
                at(self.low).or_of(at(self.high))
            }
            Test::Compare(CompareOp::Equal, Expr::Score(_), Expr::Number(number)) => {
                self.within_range(&NumberRange::only(*number))
            }
            Test::InRange(Expr::Score(_), Range::Numbers(range), false) => self.within_range(range),
            Test::InRange(Expr::Score(_), Range::Numbers(range), true) => self.within_range(range).not(),
            // Around a score there may be a division by nothing.
            Test::Compare(_, left, right)
                if [left, right].into_iter().any(|side| matches!(side, Expr::Arithmetic(..))) =>
            {
                Truths::ALL
            }
            Test::InRange(Expr::Score(_), ..) | Test::InList { value: Expr::Score(_), .. } | Test::Compare(..) => {
                Truths::KNOWN
            }
            _ => Truths::ALL,
        }
    }

    /// Whether all of it, or none, lies in a range.
    fn within_range(self, range: &NumberRange) -> Truths {
        let end = |end: i128| Some(Points::clamped(end).to_f64());
        match NumberRange::new(end(self.low), end(self.high), false).lies_in(range) {
            Truth::True => Truths::TRUE,
            Truth::False => Truths::FALSE,
            Truth::Unknown => Truths::KNOWN,
        }
    }
}

const MOST: i128 = MAX_RESULT.hundredths() as i128;

/// A part of a score.
#[derive(Debug)]
#[expect(clippy::large_enum_variant, reason = "parts are made once, and most are rules")]
pub(super) enum Worth<'r> {
    /// What gives points when a formula is true.
    Given { id: Option<RuleId>, fires: FormulaId, gives: Gives<'r> },
    /// Parts whose sum is bounded.
    Group { low: Option<Points>, high: Option<Points>, group: &'r Group, parts: Vec<Worth<'r>> },
}

/// What is given.
#[derive(Debug)]
pub(super) struct Gives<'r> {
    /// The least and the most of it, where it is given at all.
    pub(super) span: Span,
    /// Where that differs from lead to lead: how much it is, without definitions.
    pub(super) varies: Option<Cow<'r, Award>>,
}

/// All scores, and what each is made of.
#[derive(Debug, Default)]
pub(super) struct Worths<'r> {
    scores: HashMap<ScoreId, Made<'r>>,
    order: HashMap<ScoreId, usize>,
    /// What scores that are too large to be looked through come to at least and at most.
    pub(super) ends: RefCell<HashMap<(Date, ScoreId), Span>>,
    /// Cells that were worked out, by what was asked of which thing and when.
    pub(super) cells: RefCell<HashMap<AskedOf, Rc<Cells>>>,
}

/// A thing, the list whose entries it is of, the day, and the tests.
pub(super) type AskedOf = (Thing, Option<FieldId>, Date, Vec<usize>);

/// How many formulas a score may rest on to be looked through each time that it is asked for.
const MOST_FORMULAS: usize = 300;

#[derive(Debug)]
struct Made<'r> {
    score: &'r Score,
    parts: Vec<Worth<'r>>,
    /// All formulas in its parts, each once.
    formulas: Vec<FormulaId>,
    /// How many formulas it rests on.
    size: usize,
}

impl<'r> Worths<'r> {
    pub(super) fn new(model: &mut Model<'r>) -> Worths<'r> {
        let mut worths = Worths::default();
        let rules = model.rules;
        for node in &rules.order {
            let Node::Score(id) = node else { continue };
            let Some(score) = rules.scores.get(id.0) else { continue };
            let parts = match &score.body {
                ScoreBody::Rules(parts) => worths_of(model, parts, None),
                ScoreBody::Computed { .. } => Vec::new(),
            };
            let mut formulas = Vec::new();
            parts.iter().for_each(|part| part.formulas(&mut formulas));
            formulas.sort();
            formulas.dedup();
            let made_of = match &score.body {
                ScoreBody::Computed { terms, .. } => {
                    terms.iter().filter_map(|(_, id)| worths.scores.get(id)).map(|made| made.size).sum()
                }
                ScoreBody::Rules(_) => 0usize,
            };
            let size = model.size(&formulas).saturating_add(made_of);
            worths.order.insert(*id, worths.order.len());
            worths.scores.insert(*id, Made { score, parts, formulas, size });
        }
        worths
    }

    pub(super) fn order(&self) -> &HashMap<ScoreId, usize> {
        &self.order
    }

    /// The scores that a score is worked out from.
    pub(super) fn made_of(&self, score: ScoreId) -> Vec<ScoreId> {
        match self.scores.get(&score).map(|made| &made.score.body) {
            Some(ScoreBody::Computed { terms, .. }) => terms.iter().map(|(_, id)| *id).collect(),
            _ => Vec::new(),
        }
    }

    pub(super) fn formulas(&self, score: ScoreId) -> &[FormulaId] {
        self.scores.get(&score).map_or(&[], |made| &made.formulas)
    }

    pub(super) fn parts(&self, score: ScoreId) -> &[Worth<'r>] {
        self.scores.get(&score).map_or(&[], |made| &made.parts)
    }

    /// What the rules of a score may give at all, before its bounds.
    pub(super) fn at_most(&self, id: ScoreId) -> Span {
        self.parts(id).iter().fold(Span::NOTHING, |sum, part| sum.plus(part.at_most()))
    }

    /// Whether a score is too large to be looked through each time that it is asked for.
    pub(super) fn is_large(&self, id: ScoreId) -> bool {
        self.scores.get(&id).is_some_and(|made| made.size > MOST_FORMULAS)
    }

    /// What a score may come to as things stand.
    pub(super) fn span(&self, id: ScoreId, problem: &Problem<'_, 'r>) -> Span {
        let Some(made) = self.scores.get(&id) else { return Span::ANY };
        if self.is_large(id) {
            return self.ends.borrow().get(&(problem.today, id)).copied().unwrap_or(Span::ANY);
        }
        let span = match &made.score.body {
            ScoreBody::Rules(_) => sum(&made.parts, problem),
            ScoreBody::Computed { constant, terms, .. } => computed(*constant, terms, |id| problem.span(id)),
        };
        let span = span.within(made.score.low, made.score.high);
        Span { low: span.low.clamp(-MOST, MOST), high: span.high.clamp(-MOST, MOST) }
    }

    /// A thing that is not settled, on which a score still depends.
    pub(super) fn open_thing(&self, id: ScoreId, problem: &Problem<'_, 'r>) -> Option<usize> {
        let mut scores = vec![id];
        while let Some(id) = scores.pop() {
            if self.is_large(id) {
                continue;
            }
            scores.extend(self.made_of(id));
            if let Some(thing) = self.parts(id).iter().find_map(|part| part.open_thing(problem)) {
                return Some(thing);
            }
        }
        None
    }
}

/// Numbers and days of a thing at which what awards give changes.
pub(super) fn breaks(thing: &Thing, awards: &[&Award], today: Date) -> (Vec<f64>, Vec<Date>) {
    let (mut numbers, mut days) = (Vec::new(), Vec::new());
    let Thing::Field(field) = thing else { return (numbers, days) };
    for award in awards {
        if let Some(per) = &award.per
            && matches!(&per.value, Expr::Field(id) if id == field)
        {
            numbers.extend(steps(award).into_iter().map(|step| step as f64 * f64::from(per.count)));
        }
        if let Some(losing) = &award.losing
            && matches!(&losing.since, Expr::Field(id) if id == field)
        {
            let every = i64::try_from(losing.every.days().unwrap_or(1)).unwrap_or(i64::MAX);
            for period in 0..=i64::from(100u32.div_ceil(losing.percent.max(1))) {
                let span = 0.days().try_days(period.saturating_mul(every));
                days.push(span.ok().and_then(|span| today.checked_sub(span).ok()).unwrap_or(Date::MIN));
            }
        }
    }
    (numbers, days)
}

/// How often an amount counts, as far as that makes a difference: up to its limit, and where there is none, not at all and as
/// often as can be.
fn steps(award: &Award) -> Vec<u64> {
    const MOST_STEPS: u64 = 60;
    const MOST_COUNTED: u64 = 1_000_000;
    let amount = award.amount.hundredths().unsigned_abs().max(1);
    match award.up_to.map(|limit| limit.hundredths().unsigned_abs().div_ceil(amount)) {
        Some(steps) if steps <= MOST_STEPS && award.losing.is_none() => (0..=steps).collect(),
        Some(steps) => vec![0, 1, steps, MOST_COUNTED],
        None => vec![0, 1, MOST_COUNTED],
    }
}

/// The numbers next to that which a lead has, below and above, at which an award is worked out exactly; none where the lead's own
/// is one of them, or all that make a difference are.
pub(super) fn ends_of_count(award: &Award, lead: &Lead) -> Vec<(FieldId, f64)> {
    let Some(per) = &award.per else { return Vec::new() };
    let Expr::Field(field) = &per.value else { return Vec::new() };
    let Some(Value::Number(number)) = lead.get(*field) else { return Vec::new() };
    let counted = steps(award);
    if counted.windows(2).all(|two| matches!(two, [one, next] if one + 1 == *next)) && award.up_to.is_some() {
        return Vec::new();
    }
    let exact: Vec<f64> = counted.into_iter().map(|step| step as f64 * f64::from(per.count)).collect();
    let below = exact.iter().copied().filter(|one| one <= number).reduce(f64::max);
    let above = exact.iter().copied().filter(|one| one >= number).reduce(f64::min);
    match (below, above) {
        (Some(below), Some(above)) if below < above => vec![(*field, below), (*field, above)],
        _ => Vec::new(),
    }
}

/// What scores add up to, times their coefficients.
fn computed(constant: Coefficient, terms: &[(Coefficient, ScoreId)], span: impl Fn(ScoreId) -> Span) -> Span {
    let end = |wants_high: bool| {
        let each = terms.iter().map(|(by, id)| {
            let span = span(*id);
            let takes_high = (*by >= Coefficient::ZERO) == wants_high;
            (*by, Points::clamped(if takes_high { span.high } else { span.low }))
        });
        i128::from(Coefficient::combine(constant, each).hundredths())
    };
    Span { low: end(false), high: end(true) }
}

/// What parts may add up to as things stand.
fn sum(parts: &[Worth<'_>], problem: &Problem<'_, '_>) -> Span {
    parts.iter().fold(Span::NOTHING, |so_far, part| so_far.plus(part.span(problem)))
}

impl<'r> Worth<'r> {
    /// What it may come to as things stand.
    pub(super) fn span(&self, problem: &Problem<'_, '_>) -> Span {
        match self {
            Worth::Given { fires, gives, .. } => {
                let may_be = problem.may_be(*fires);
                let given = || gives.varies.as_deref().and_then(|award| problem.given(award));
                let span = || given().unwrap_or(gives.span);
                match (may_be.meets(Truths::TRUE), may_be.is_within(Truths::TRUE)) {
                    (false, _) => Span::NOTHING,
                    (true, true) => span(),
                    (true, false) => span().or_nothing(),
                }
            }
            Worth::Group { low, high, parts, .. } => sum(parts, problem).within(*low, *high),
        }
    }

    /// What it may come to at all.
    pub(super) fn at_most(&self) -> Span {
        match self {
            Worth::Given { gives, .. } => gives.span.or_nothing(),
            Worth::Group { low, high, parts, .. } => {
                parts.iter().fold(Span::NOTHING, |sum, part| sum.plus(part.at_most())).within(*low, *high)
            }
        }
    }

    /// A thing that is not settled, on which it still depends.
    pub(super) fn open_thing(&self, problem: &Problem<'_, '_>) -> Option<usize> {
        match self {
            Worth::Given { fires, gives, .. } => {
                let may_be = problem.may_be(*fires);
                if !may_be.meets(Truths::TRUE) {
                    return None;
                }
                let varies = || gives.varies.as_deref().and_then(|award| problem.open_thing_of(award));
                if may_be.is_settled() { varies() } else { problem.open_thing(*fires).or_else(varies) }
            }
            Worth::Group { parts, .. } => parts.iter().find_map(|part| part.open_thing(problem)),
        }
    }

    pub(super) fn formulas(&self, all: &mut Vec<FormulaId>) {
        match self {
            Worth::Given { fires, .. } => all.push(*fires),
            Worth::Group { parts, .. } => parts.iter().for_each(|part| part.formulas(all)),
        }
    }

    /// The rules in it, each with when it gives its points; tables once a row.
    pub(super) fn fires(&self, all: &mut Vec<(RuleId, FormulaId)>) {
        match self {
            Worth::Given { id, fires, .. } => all.extend(id.map(|id| (id, *fires))),
            Worth::Group { parts, .. } => parts.iter().for_each(|part| part.fires(all)),
        }
    }

    /// What is given differently from lead to lead.
    pub(super) fn varying<'a>(&'a self, all: &mut Vec<&'a Award>) {
        match self {
            Worth::Given { gives, .. } => all.extend(gives.varies.as_deref()),
            Worth::Group { parts, .. } => parts.iter().for_each(|part| part.varying(all)),
        }
    }
}

fn worths_of<'r>(model: &mut Model<'r>, parts: &'r [Part], gate: Option<FormulaId>) -> Vec<Worth<'r>> {
    let mut worths = Vec::new();
    for part in parts {
        match part {
            Part::Rule(rule) => worths.push(rule_worth(model, rule, gate)),
            Part::Table(table) => table_worths(model, table, gate, &mut worths),
            Part::First(first) => {
                let mut none_before = gate;
                for rule in &first.rules {
                    let worth = rule_worth(model, rule, none_before);
                    if let Worth::Given { fires, .. } = &worth {
                        let fired = model.formulas.is(Truths::TRUE, *fires);
                        let not = model.formulas.add(super::formula::Formula::Not(fired));
                        none_before = Some(both(model, none_before, not));
                    }
                    worths.push(worth);
                }
            }
            Part::Group(group) => {
                let parts = worths_of(model, &group.parts, gate);
                worths.push(Worth::Group { low: group.low, high: group.high, group, parts });
            }
            Part::When(when) => {
                let condition = model.condition(&when.condition, None);
                let gate = both(model, gate, condition);
                worths.extend(worths_of(model, &when.parts, Some(gate)));
            }
        }
    }
    worths
}

fn both(model: &mut Model, gate: Option<FormulaId>, other: FormulaId) -> FormulaId {
    match gate {
        Some(gate) => model.formulas.joined(vec![gate, other], true),
        None => other,
    }
}

fn rule_worth<'r>(model: &mut Model<'r>, rule: &'r Rule, gate: Option<FormulaId>) -> Worth<'r> {
    match &rule.fires {
        Fires::When(condition) => {
            let condition = model.condition(condition, None);
            let fires = both(model, gate, condition);
            given(model, Some(rule.id), fires, &rule.award)
        }
        Fires::Each(selection) => {
            let mut any = model.any(selection);
            // Where the points go by a day of the entry, it gives none without one.
            if rule.award.losing.is_some() || !rule.award.up_to_per.is_empty() {
                let is_given = model.unclear();
                any = both(model, Some(any), is_given);
            }
            let fires = both(model, gate, any);
            // From one entry that gives nothing, to as many as can be.
            let far = match rule.award.up_to {
                Some(limit) => i128::from(limit.hundredths()),
                None => MOST * i128::from(rule.award.amount.hundredths().signum()),
            };
            let gives =
                Gives { span: Span { low: far.min(0), high: far.max(0) }, varies: Some(Cow::Borrowed(&rule.award)) };
            Worth::Given { id: Some(rule.id), fires, gives }
        }
    }
}

fn table_worths<'r>(
    model: &mut Model<'r>,
    table: &'r Table<Award>,
    gate: Option<FormulaId>,
    worths: &mut Vec<Worth<'r>>,
) {
    let rows = model.rows(table);
    let cases = table.rows.iter().zip(rows.cases);
    let rest = table.unknown.iter().zip(rows.unknown).chain(table.other.iter().zip(rows.other));
    let all: Vec<_> = cases.chain(rest).collect();
    for (row, decides) in all {
        let fires = both(model, gate, decides);
        worths.push(given(model, table.id, fires, &row.gives));
    }
}

/// The least and the most that an award gives to who gets it at all.
pub(super) fn ends_of(award: &Award) -> Span {
    let amount = i128::from(award.amount.hundredths());
    if award.per.is_none() && award.losing.is_none() {
        return Span { low: amount, high: amount };
    }
    let far = match (award.up_to, &award.per) {
        (Some(limit), _) => i128::from(limit.hundredths()),
        (None, Some(_)) => (amount * 1_000_000).clamp(-MOST, MOST),
        (None, None) => amount,
    };
    Span { low: far.min(0), high: far.max(0) }
}

/// What an award comes to where a formula is true and what the points depend on is known.
fn given<'r>(model: &mut Model<'r>, id: Option<RuleId>, mut fires: FormulaId, award: &'r Award) -> Worth<'r> {
    let values = award.per.iter().map(|per| &per.value).chain(award.losing.iter().map(|losing| &losing.since));
    let values: Vec<Expr> = values.cloned().collect();
    for value in &values {
        let known = model.test(Cow::Owned(Test::Known(Subject::Value(value.clone()), true)), None);
        fires = both(model, Some(fires), known);
    }
    let varies = (!values.is_empty()).then(|| plain_award(award, model));
    Worth::Given { id, fires, gives: Gives { span: ends_of(award), varies } }
}

/// The same award without definitions, where they can be looked into.
fn plain_award<'r>(award: &'r Award, model: &Model<'r>) -> Cow<'r, Award> {
    let mut award = Cow::Borrowed(award);
    let resolved = |expr: &Expr| without_definitions(expr, model.rules, 24, &mut 200);
    let per = award.per.as_ref().and_then(|per| resolved(&per.value));
    let since = award.losing.as_ref().and_then(|losing| resolved(&losing.since));
    if let Some(value) = per
        && let Some(per) = &mut award.to_mut().per
    {
        per.value = value;
    }
    if let Some(value) = since
        && let Some(losing) = &mut award.to_mut().losing
    {
        losing.since = value;
    }
    award
}
