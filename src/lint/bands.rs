//! Bands: rules that ask whether one value lies between two ends, with the same other clauses, and count together.

use super::conditions::{Decides, What, conditions, label_tables, tables};
use super::context::Context;
use super::interval::{Axis, End, Interval, number_of, range_of, range_of_day};
use crate::analysis::{FormulaId, Truths};
use crate::rules::{
    ArithmeticOp, Clause, CompareOp, Condition, DefinitionBody, Expr, FieldId, Rule, Rules, ScoreId, TableRow, Test,
    When,
};
use crate::source::Place;
use crate::value::{Range, Type};
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

/// How many clauses a rule may have that is looked at, and how many of them may be bands.
const MOST_CLAUSES: usize = 16;
const MOST_BANDS: usize = 4;
/// How deep definitions may rest on each other.
const DEEPEST: usize = 16;

/// A value that bands are of: two that are the same are worked out alike.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Subject {
    key: String,
    kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Kind {
    Number,
    /// A number that need not be whole, whatever it is compared with.
    Fraction,
    /// A number that is always whole.
    Count,
    Day,
    /// How many days ago a day was; what is compared is the day.
    DaysAgo,
}

/// What lies between two ends: of which value, and how that is said.
#[derive(Clone, Debug)]
pub(super) struct Asked<'r> {
    pub(super) subject: Subject,
    /// The value; for how long ago a day was, the day.
    pub(super) value: &'r Expr,
    /// How the value is said.
    pub(super) said: Cow<'r, str>,
    pub(super) interval: Interval,
}

/// A rule that is a band.
#[derive(Clone, Debug)]
pub(super) struct Band<'r> {
    pub(super) rule: &'r Rule,
    pub(super) value: &'r Expr,
    /// How the value is said.
    pub(super) said: Cow<'r, str>,
    pub(super) interval: Interval,
    /// Whether it stands in a `first`.
    pub(super) in_first: bool,
}

/// The bands of one value in one score that have the same other clauses and blocks.
#[derive(Clone, Debug)]
pub(super) struct Bands<'r> {
    pub(super) score: ScoreId,
    pub(super) subject: Subject,
    pub(super) axis: Axis,
    /// The other clauses.
    pub(super) rest: Vec<&'r Condition>,
    /// The blocks around.
    pub(super) blocks: Vec<&'r When>,
    /// In the order of the file.
    pub(super) bands: Vec<Band<'r>>,
}

impl<'r> Bands<'r> {
    /// What must be so for the bands to tell: their other clauses and the blocks around them hold, and the value is this.
    pub(super) fn at(&self, context: &Context<'r>, value: &'r Expr, at: f64) -> Vec<(FormulaId, Truths)> {
        let around = self.rest.iter().copied().chain(self.blocks.iter().map(|block| &block.condition));
        let mut goals: Vec<_> = around.map(|one| (context.analysis.formula(one), Truths::TRUE)).collect();
        let range = self.subject.range(self.axis, at, context);
        goals.push((context.analysis.lies_in(value, range), Truths::TRUE));
        goals
    }
}

impl Subject {
    /// Where only one value is meant: the range of it, of what is compared.
    pub(super) fn range(&self, axis: Axis, at: f64, context: &Context) -> Range {
        match self.kind {
            Kind::DaysAgo => range_of_day(at, context.analysis.today()),
            Kind::Number | Kind::Fraction | Kind::Count | Kind::Day => range_of(at, axis),
        }
    }

    /// The line on which every value lies, whatever it is compared with.
    pub(super) fn proven_axis(&self) -> Axis {
        match self.kind {
            Kind::Day => Axis::Days,
            Kind::Count | Kind::DaysAgo => Axis::Whole,
            Kind::Number | Kind::Fraction => Axis::Numbers,
        }
    }

    /// All values that there are.
    pub(super) fn all(&self) -> Interval {
        match self.kind {
            Kind::Count => Interval { low: End { at: 0.0, side: 0 }, ..Interval::ALL },
            _ => Interval::ALL,
        }
    }

    /// Whether a lead has it on a certain day only.
    pub(super) fn rests_on_today(&self) -> bool {
        self.kind == Kind::DaysAgo
    }
}

/// All bands of the main file, and what else is needed to look at them.
pub(super) struct AllBands<'r> {
    pub(super) groups: Vec<Bands<'r>>,
    /// All intervals that rules and tables of a score ask a value for, whatever else they ask.
    asked: HashMap<(ScoreId, Subject), Vec<Interval>>,
}

impl<'r> AllBands<'r> {
    pub(super) fn new(context: &Context<'r>) -> AllBands<'r> {
        let rules = context.rules;
        let lines = Lines::new(rules);
        let mut all = AllBands { groups: Vec::new(), asked: HashMap::new() };
        let mut places: HashMap<(ScoreId, Subject, u64, Vec<Place>), usize> = HashMap::new();
        let mut keys = Keys::default();
        for Decides { what, condition, blocks, .. } in conditions(rules) {
            let What::Rule(score, rule, in_first) = what else { continue };
            let Some(parts) = clauses(condition, rules) else { continue };
            for (asked, rest) in bands_of(&parts, rules) {
                let axis = lines.axis(&asked.subject);
                let interval = asked.interval.on(axis);
                if interval.is_empty() || interval == Interval::ALL {
                    continue;
                }
                all.asked.entry((score, asked.subject.clone())).or_default().push(interval);
                let around = blocks.iter().map(|block| block.place).collect();
                let key = (score, asked.subject.clone(), keys.of_all(&rest), around);
                let at = *places.entry(key).or_insert_with(|| {
                    let (blocks, subject) = (blocks.clone(), asked.subject.clone());
                    all.groups.push(Bands { score, subject, axis, rest, blocks, bands: Vec::new() });
                    all.groups.len() - 1
                });
                if let Some(group) = all.groups.get_mut(at) {
                    let Asked { value, said, .. } = asked;
                    group.bands.push(Band { rule, value, said, interval, in_first });
                }
            }
        }
        for table in tables(rules) {
            let Some(subject) = subject_of(&table.table.by, rules) else { continue };
            let axis = lines.axis(&subject);
            let ranges = table.table.rows.iter().flat_map(|row| &row.ranges).map(|range| Interval::of(range).on(axis));
            all.asked.entry((table.score, subject)).or_default().extend(ranges);
        }
        all
    }

    /// Whether a rule or a row asks for just such values, whatever else it asks.
    pub(super) fn is_asked_within(&self, score: ScoreId, subject: &Subject, within: Interval) -> bool {
        let all = self.asked.get(&(score, subject.clone()));
        all.is_some_and(|all| all.iter().any(|one| one.is_within(within)))
    }
}

/// On which values only whole numbers are looked at.
pub(super) struct Lines {
    /// Values that are compared with a number that is not whole.
    broken: HashSet<Subject>,
}

impl Lines {
    pub(super) fn new(rules: &Rules) -> Lines {
        let mut broken = HashSet::new();
        for one in conditions(rules) {
            add_broken(one.condition, rules, &mut broken);
        }
        for definition in &rules.definitions {
            if let DefinitionBody::Condition(condition) = &definition.body {
                add_broken(condition, rules, &mut broken);
            }
        }
        for table in tables(rules) {
            add_broken_rows(&table.table.by, &table.table.rows, rules, &mut broken);
        }
        for table in label_tables(rules) {
            add_broken_rows(&table.by, &table.rows, rules, &mut broken);
        }
        Lines { broken }
    }

    /// The line that a value lies on.
    pub(super) fn axis(&self, subject: &Subject) -> Axis {
        match subject.kind {
            Kind::Day => Axis::Days,
            Kind::Count | Kind::DaysAgo => Axis::Whole,
            Kind::Fraction => Axis::Numbers,
            Kind::Number if self.broken.contains(subject) => Axis::Numbers,
            Kind::Number => Axis::Whole,
        }
    }
}

fn add_broken(condition: &Condition, rules: &Rules, broken: &mut HashSet<Subject>) {
    match condition {
        Condition::All(parts) | Condition::Any(parts) | Condition::AtLeast(_, parts) => {
            parts.iter().for_each(|part| add_broken(part, rules, broken));
        }
        Condition::Not(inner) => add_broken(inner, rules, broken),
        Condition::Defined(_) => {}
        Condition::Clause(clause) => {
            let is_whole = |number: &f64| number.fract() == 0.0;
            let value = match &clause.test {
                Test::Compare(_, left, right) => match (number(left, rules), number(right, rules)) {
                    (None, Some(number)) if !is_whole(&number) => Some(left),
                    (Some(number), None) if !is_whole(&number) => Some(right),
                    _ => None,
                },
                Test::InRange(value, range, _) => is_broken(range).then_some(value),
                Test::InList { value, list, .. } => (!list.numbers.iter().all(is_whole)).then_some(value),
                _ => None,
            };
            broken.extend(value.and_then(|value| subject_of(value, rules)));
        }
    }
}

fn add_broken_rows<G>(by: &Expr, rows: &[TableRow<G>], rules: &Rules, broken: &mut HashSet<Subject>) {
    if rows.iter().flat_map(|row| &row.ranges).any(is_broken) {
        broken.extend(subject_of(by, rules));
    }
}

fn is_broken(range: &Range) -> bool {
    match range {
        Range::Numbers(range) => range.low.iter().chain(&range.high).any(|number| number.fract() != 0.0),
        Range::Dates { .. } => false,
    }
}

/// What bands can be of: the same key is the same value.
pub(super) fn subject_of(value: &Expr, rules: &Rules) -> Option<Subject> {
    let (key, kind) = key_of(value, rules, 0)?;
    Some(Subject { key, kind })
}

fn key_of(value: &Expr, rules: &Rules, depth: usize) -> Option<(String, Kind)> {
    let of_field = |id: &FieldId| match rules.fields.get(id.0)?.kind() {
        Type::Number | Type::NumberOrRange => Some(Kind::Number),
        Type::Date => Some(Kind::Day),
        _ => None,
    };
    match value {
        Expr::Field(id) => Some((format!("field {}", id.0), of_field(id)?)),
        Expr::Score(id) => Some((format!("score {}", id.0), Kind::Number)),
        Expr::Defined(_) if depth > DEEPEST => None,
        Expr::Defined(id) => match &rules.definitions.get(id.0)?.body {
            DefinitionBody::Value(value @ Expr::Arithmetic(..), Type::Number) => {
                let kind = if divides(value, 0) { Kind::Fraction } else { Kind::Number };
                Some((format!("definition {}", id.0), kind))
            }
            DefinitionBody::Value(value, _) => key_of(value, rules, depth + 1),
            DefinitionBody::Condition(_) => None,
        },
        Expr::DaysSince(day) => {
            let (key, kind) = key_of(day, rules, depth + 1)?;
            (kind == Kind::Day && depth <= DEEPEST).then(|| (format!("days since {key}"), Kind::DaysAgo))
        }
        Expr::CountOf(list) => match &**list {
            Expr::Field(id) => Some((format!("count of {}", id.0), Kind::Count)),
            _ => None,
        },
        Expr::Count(selection) => Some((format!("count of {} {}", selection.list.0, selection.said), Kind::Count)),
        Expr::Pick(pick, field, selection) => {
            let kind = if pick.is_of_days() { Kind::Day } else { Kind::Number };
            Some((format!("{} {} of {} {}", pick.written(), field.0, selection.list.0, selection.said), kind))
        }
        _ => None,
    }
}

/// Whether arithmetic may make what is not whole out of what is.
fn divides(value: &Expr, depth: usize) -> bool {
    match value {
        Expr::Number(number) => number.fract() != 0.0,
        Expr::Defined(_) => true,
        Expr::Arithmetic(first, rest) if depth < DEEPEST => {
            let mut parts = rest.iter();
            divides(first, depth + 1)
                || parts.any(|(op, part)| *op == ArithmeticOp::DividedBy || divides(part, depth + 1))
        }
        Expr::Arithmetic(..) => true,
        _ => false,
    }
}

/// A number that is written down, or has a name.
fn number(value: &Expr, rules: &Rules) -> Option<f64> {
    match literal(value, rules)? {
        Expr::Number(number) => Some(*number),
        _ => None,
    }
}

/// What a definition stands for, where that is a number or a day.
fn literal<'r>(mut value: &'r Expr, rules: &'r Rules) -> Option<&'r Expr> {
    for _ in 0..DEEPEST {
        match value {
            Expr::Number(_) | Expr::Date(_) => return Some(value),
            Expr::Defined(id) => match &rules.definitions.get(id.0)?.body {
                DefinitionBody::Value(inner, _) => value = inner,
                DefinitionBody::Condition(_) => return None,
            },
            _ => return None,
        }
    }
    None
}

/// What a clause asks one value for, where that is one interval.
pub(super) fn asked<'r>(clause: &'r Clause, rules: &'r Rules) -> Option<Asked<'r>> {
    let at = |value: &Expr| match value {
        Expr::Number(number) => Some(*number),
        Expr::Date(day) => Some(number_of(*day)),
        _ => None,
    };
    let (value, interval) = match &clause.test {
        Test::InRange(value, range, negated) => {
            let interval = Interval::of(range);
            (value, if *negated { interval.others()? } else { interval })
        }
        Test::Compare(op, left, right) => match (literal(left, rules), literal(right, rules)) {
            (None, Some(literal)) => (left, Interval::compared(*op, at(literal)?)?),
            (Some(literal), None) => (right, Interval::compared(flipped(*op), at(literal)?)?),
            _ => return None,
        },
        Test::Within { day, period, next, negated: false } => {
            let days = period.days()? as f64;
            let (low, high) = if *next { (-days, 0.0) } else { (0.0, days) };
            let range = crate::value::NumberRange::new(Some(low), Some(high), false);
            let (key, kind) = key_of(day, rules, 1)?;
            let subject =
                (kind == Kind::Day).then(|| Subject { key: format!("days since {key}"), kind: Kind::DaysAgo });
            let said = Cow::Owned(format!("days since {}", clause.said.subject));
            return Some(Asked { subject: subject?, value: day, said, interval: Interval::of(&Range::Numbers(range)) });
        }
        _ => return None,
    };
    let subject = subject_of(value, rules)?;
    let value = compared(value, &subject, rules)?;
    Some(Asked { subject, value, said: Cow::Borrowed(&clause.said.subject), interval })
}

/// The comparison with its sides changed.
fn flipped(op: CompareOp) -> CompareOp {
    match op {
        CompareOp::Less => CompareOp::More,
        CompareOp::AtMost => CompareOp::AtLeast,
        CompareOp::More => CompareOp::Less,
        CompareOp::AtLeast => CompareOp::AtMost,
        CompareOp::Equal | CompareOp::NotEqual => op,
    }
}

/// The value that is looked at: the day, where it is asked how long ago that was.
pub(super) fn compared<'r>(mut value: &'r Expr, subject: &Subject, rules: &'r Rules) -> Option<&'r Expr> {
    if subject.kind != Kind::DaysAgo {
        return Some(value);
    }
    for _ in 0..DEEPEST {
        match value {
            Expr::DaysSince(day) => return Some(day),
            Expr::Defined(id) => match &rules.definitions.get(id.0)?.body {
                DefinitionBody::Value(inner, _) => value = inner,
                DefinitionBody::Condition(_) => return None,
            },
            _ => return None,
        }
    }
    None
}

/// The clauses of a condition all of which must hold, also through definitions; `None` where there are too many.
fn clauses<'r>(condition: &'r Condition, rules: &'r Rules) -> Option<Vec<&'r Condition>> {
    fn add<'r>(condition: &'r Condition, rules: &'r Rules, depth: usize, all: &mut Vec<&'r Condition>) -> Option<()> {
        match condition {
            Condition::All(parts) => parts.iter().try_for_each(|part| add(part, rules, depth, all))?,
            Condition::Defined(id) if depth < DEEPEST => match rules.definitions.get(id.0).map(|one| &one.body) {
                Some(DefinitionBody::Condition(
                    body @ (Condition::All(_) | Condition::Clause(_) | Condition::Defined(_)),
                )) => add(body, rules, depth + 1, all)?,
                _ => all.push(condition),
            },
            _ => all.push(condition),
        }
        (all.len() <= MOST_CLAUSES).then_some(())
    }
    let mut all = Vec::new();
    add(condition, rules, 0, &mut all)?;
    Some(all)
}

/// What clauses ask of each value that they ask for an interval, with the clauses that ask something else.
fn bands_of<'r>(parts: &[&'r Condition], rules: &'r Rules) -> Vec<(Asked<'r>, Vec<&'r Condition>)> {
    let asked: Vec<Option<Asked>> = parts
        .iter()
        .map(|part| match part {
            Condition::Clause(clause) => asked(clause, rules),
            Condition::Not(inner) => match &**inner {
                Condition::Clause(clause) => {
                    let asked = asked(clause, rules)?;
                    Some(Asked { interval: asked.interval.others()?, ..asked })
                }
                _ => None,
            },
            _ => None,
        })
        .collect();
    let mut bands: Vec<(Asked, Vec<&Condition>)> = Vec::new();
    for one in asked.iter().flatten() {
        match bands.iter_mut().find(|(band, _)| band.subject == one.subject) {
            Some((band, _)) => band.interval = band.interval.common(one.interval),
            None => bands.push((one.clone(), Vec::new())),
        }
    }
    if bands.len() > MOST_BANDS {
        return Vec::new();
    }
    for (band, rest) in &mut bands {
        let others = parts.iter().zip(&asked);
        let others = others.filter(|(_, asked)| asked.as_ref().is_none_or(|asked| asked.subject != band.subject));
        rest.extend(others.map(|(part, _)| *part));
    }
    bands
}

/// Keys of conditions: those that are said alike have the same.
#[derive(Default)]
pub(super) struct Keys {
    /// Of each clause once, by its address: a long list may be used by many rules.
    clauses: HashMap<usize, u64>,
}

impl Keys {
    /// The key of several conditions, in whatever order.
    pub(super) fn of_all(&mut self, conditions: &[&Condition]) -> u64 {
        let mut keys: Vec<u64> = conditions.iter().map(|one| self.of(one)).collect();
        keys.sort_unstable();
        hashed(&(0, keys))
    }

    pub(super) fn of(&mut self, condition: &Condition) -> u64 {
        match condition {
            Condition::All(parts) | Condition::Any(parts) | Condition::AtLeast(_, parts) => {
                let mut keys: Vec<u64> = parts.iter().map(|part| self.of(part)).collect();
                keys.sort_unstable();
                let how = match condition {
                    Condition::All(_) => 0,
                    Condition::AtLeast(count, _) => count + 2,
                    _ => 1,
                };
                hashed(&(1, how, keys))
            }
            Condition::Not(inner) => hashed(&(2, self.of(inner))),
            Condition::Defined(id) => hashed(&(3, id)),
            Condition::Clause(clause) => *self
                .clauses
                .entry(std::ptr::from_ref(&**clause).addr())
                .or_insert_with(|| hashed(&(4, &clause.said.subject, &clause.said.asked))),
        }
    }
}

fn hashed(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}
