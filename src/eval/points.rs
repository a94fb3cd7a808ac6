//! Points: what scores and their parts add up to.

use super::counted::is_of_entry;
use super::judge::{Judged, put};
use super::scope::{Entry, Scope};
use super::{HeldBack, Outcome, Row, Status};
use crate::rules::{
    Award, Fires, First, Losing, Part, Per, PeriodLimit, Rule, Score, ScoreBody, Selection, Table, TableRow,
};
use crate::value::{Coefficient, Points, Truth, Unit, Value};
use jiff::ToSpan;
use jiff::civil::Date;
use std::cmp::Ordering;

/// The most that a value counts for after `per`.
const MOST_COUNTED: u64 = 1_000_000;

impl Judged<'_> {
    /// A score, within its bounds.
    pub(super) fn score(&mut self, score: &Score) -> Points {
        let points = match &score.body {
            ScoreBody::Rules(parts) => self.parts(parts, Truth::True),
            ScoreBody::Computed { constant, terms, .. } => {
                Coefficient::combine(*constant, terms.iter().map(|(by, id)| (*by, self.verdict.score(*id))))
            }
        };
        Points::clamped(i128::from(bounded(points, score.low, score.high).hundredths()))
    }

    /// What parts add up to. They count only where the conditions of all blocks around them are true: these are the gate.
    fn parts(&mut self, parts: &[Part], gate: Truth) -> Points {
        parts.iter().fold(Points::ZERO, |sum, part| sum + self.part(part, gate))
    }

    pub(super) fn part(&mut self, part: &Part, gate: Truth) -> Points {
        match part {
            Part::Rule(rule) => {
                let outcome = self.rule(rule).under(gate);
                put(&mut self.verdict.rules, rule.id.0, outcome);
                outcome.points
            }
            Part::Table(table) => {
                let outcome = self.table(table).under(gate);
                if let Some(id) = table.id {
                    put(&mut self.verdict.rules, id.0, outcome);
                }
                outcome.points
            }
            Part::First(first) => self.first(first, gate),
            Part::Group(group) => bounded(self.parts(&group.parts, gate), group.low, group.high),
            Part::When(when) => self.parts(&when.parts, gate.and(self.truth(&when.condition))),
        }
    }

    /// A rule by itself.
    fn rule(&self, rule: &Rule) -> Outcome {
        match &rule.fires {
            Fires::When(condition) => match self.truth(condition) {
                Truth::True => self.awarded(&rule.award, None),
                Truth::False => Outcome::NOT_FIRED,
                Truth::Unknown => Outcome::UNDECIDED,
            },
            Fires::Each(selection) => self.each(selection, &rule.award),
        }
    }

    /// A rule that gives its points for each entry: fired once one gives them; undecided where some count, but of none is known what
    /// its points depend on.
    pub(super) fn each(&self, selection: &Selection, award: &Award) -> Outcome {
        let mut given: Vec<Given> = self.scope().giving(selection, award).collect();
        if given.is_empty() {
            let depends = award.losing.is_some() || !award.up_to_per.is_empty();
            return if depends && self.scope().any(selection) { Outcome::UNDECIDED } else { Outcome::NOT_FIRED };
        }
        given.sort_unstable_by_key(|one| one.day);
        let mut sums: Vec<_> = given.iter().map(|one| (one.day, i128::from(one.points.hundredths()))).collect();
        for PeriodLimit { limit, period, .. } in &award.up_to_per {
            let first_day = |one: &(Option<Date>, i128)| one.0.map(|day| first_day(day, *period));
            let periods = sums.chunk_by(|one, next| first_day(one) == first_day(next));
            let within = |sums: &[(Option<Date>, i128)]| {
                let sum = sums.iter().map(|(_, sum)| sum).sum();
                (sums.first().and_then(first_day), limited(sum, award.amount, Some(*limit)))
            };
            sums = periods.map(within).collect();
        }
        let sum = sums.into_iter().map(|(_, sum)| sum).sum();
        let points = Points::clamped(limited(sum, award.amount, award.up_to));
        Outcome { status: Status::Fired, points, ..Outcome::NOT_FIRED }
    }

    /// A table by itself.
    fn table(&self, table: &Table<Award>) -> Outcome {
        match self.decided_row(table) {
            Decision::Row(row, decided) => self.awarded(&decided.gives, Some(row)),
            Decision::Undecided => Outcome::UNDECIDED,
            Decision::NoRow => Outcome::NOT_FIRED,
        }
    }

    /// Only the first rule that fires counts; undecided ones are passed over.
    fn first(&mut self, first: &First, gate: Truth) -> Points {
        let mut points = Points::ZERO;
        let mut has_fired = false;
        for rule in &first.rules {
            let outcome = match has_fired {
                true => Outcome { held_back: Some(HeldBack::EarlierRule), ..Outcome::NOT_FIRED },
                false => self.rule(rule),
            };
            has_fired |= outcome.status == Status::Fired;
            let outcome = outcome.under(gate);
            put(&mut self.verdict.rules, rule.id.0, outcome);
            points = points + outcome.points;
        }
        points
    }

    /// What a rule or row gives once its condition is true: undecided where its points depend on something unknown.
    fn awarded(&self, award: &Award, row: Option<Row>) -> Outcome {
        match self.points(award) {
            Some(points) => Outcome { status: Status::Fired, points, row, held_back: None },
            None => Outcome { row, ..Outcome::UNDECIDED },
        }
    }

    /// The points of an award, of the lead as a whole.
    pub(super) fn points(&self, award: &Award) -> Option<Points> {
        self.scope().points(award)
    }

    /// Whether it cannot be told which row of a table decides.
    pub(crate) fn is_undecided<G>(&self, table: &Table<G>) -> bool {
        matches!(self.decided_row(table), Decision::Undecided)
    }

    /// The row of a table that decides: the first whose case is not false, if that is true.
    pub(super) fn decided_row<'t, G>(&self, table: &'t Table<G>) -> Decision<'t, G> {
        let row = |row, decides: &'t Option<TableRow<G>>| decides.as_ref().map(|decides| Decision::Row(row, decides));
        let unknown = || row(Row::Unknown, &table.unknown).unwrap_or(Decision::Undecided);
        let other = || row(Row::Other, &table.other);
        let Some(value) = self.value(&table.by) else { return unknown() };
        if let Value::Text(text) = &*value {
            let at = table.texts.get(text.compared(table.exact)).copied();
            let case = at.and_then(|at| Some(Decision::Row(Row::Case(at), table.rows.get(at)?)));
            return case.or_else(other).unwrap_or(Decision::NoRow);
        }
        match may_decide(table, Some(&value)).next() {
            Some((at, case, Truth::True)) => Decision::Row(Row::Case(at), case),
            Some(_) => unknown(),
            None => other().unwrap_or(Decision::NoRow),
        }
    }
}

/// What one entry gives.
pub(super) struct Given<'s> {
    pub(super) entry: Entry<'s>,
    pub(super) points: Points,
    /// Its day, where that matters.
    pub(super) day: Option<Date>,
}

impl<'s> Scope<'s> {
    /// The entries that count for an award, and what each gives by itself: those for which the condition is true, and what the
    /// points depend on is known.
    pub(super) fn giving(self, selection: &Selection, award: &Award) -> impl Iterator<Item = Given<'s>> {
        let losing = award.losing.as_ref();
        let by_entry = losing.filter(|losing| is_of_entry(&losing.since));
        // What goes by a day of the lead is the same for all entries, and may come from a list of its own.
        let lost_by_all = losing.filter(|_| by_entry.is_none()).map_or(Some(0), |losing| self.lost_percent(losing));
        let counting = lost_by_all.map(|lost| self.counting(selection).map(move |one| (one, lost)));
        counting.into_iter().flatten().filter_map(move |((entry, scope), lost_by_all)| {
            let lost = by_entry.map_or(Some(lost_by_all), |losing| scope.lost_percent(losing))?;
            let day = match award.up_to_per.first() {
                Some(limit) => match entry.get(limit.date)? {
                    Value::Date(day) => Some(*day),
                    _ => return None,
                },
                None => None,
            };
            Some(Given { entry, points: award.amount.times_less(1, lost), day })
        })
    }

    /// The points of an award: times `per`, less what was lost, rounded, then `up to`.
    pub(super) fn points(&self, award: &Award) -> Option<Points> {
        let count = match &award.per {
            Some(per) => self.counted(per)?,
            None => 1,
        };
        let lost = match &award.losing {
            Some(losing) => self.lost_percent(losing)?,
            None => 0,
        };
        Some(given(award, count, lost))
    }

    /// How often the amount counts: the whole part of the value, in whole portions; a negative value counts as 0.
    pub(super) fn counted(&self, per: &Per) -> Option<u64> {
        // From a double to whole numbers cuts off what follows the point, and ends at the limits.
        let whole = self.number(&per.value)? as u64;
        Some(whole.checked_div(u64::from(per.count)).unwrap_or(0).min(MOST_COUNTED))
    }

    /// The per cent lost in the whole periods that have passed; a day to come counts as today.
    pub(super) fn lost_percent(&self, losing: &Losing) -> Option<u64> {
        let days = u64::try_from(self.days_since(&losing.since)?).unwrap_or(0);
        let periods = losing.every.days().and_then(|length| days.checked_div(length)).unwrap_or(0);
        Some(periods.saturating_mul(u64::from(losing.percent)).min(100))
    }
}

/// What a table comes to.
pub(super) enum Decision<'t, G> {
    /// A row decides.
    Row(Row, &'t TableRow<G>),
    /// It cannot be told which row does.
    Undecided,
    /// No row does.
    NoRow,
}

/// The rows with cases that decide or could, with their numbers and how true their cases are: up to the first that is true.
/// For values other than texts, which a table finds by itself.
pub(super) fn may_decide<'t, G>(
    table: &'t Table<G>,
    value: Option<&Value>,
) -> impl Iterator<Item = (usize, &'t TableRow<G>, Truth)> {
    let mut is_decided = false;
    let rows = table.rows.iter().enumerate();
    rows.map(move |(at, row)| (at, row, value.map_or(Truth::Unknown, |value| case_holds(row, value))))
        .filter(|(_, _, truth)| *truth != Truth::False)
        .map_while(move |row| (!std::mem::replace(&mut is_decided, row.2.is_true())).then_some(row))
}

/// Whether a known value is one of a row's cases.
fn case_holds<G>(row: &TableRow<G>, value: &Value) -> Truth {
    match value {
        Value::YesNo(yes) => Truth::from(row.yes_no.contains(yes)),
        _ => row.ranges.iter().fold(Truth::False, |so_far, range| so_far.or(range.holds(value))),
    }
}

/// What an award gives when it counts so often and so many per cent are lost.
pub(super) fn given(award: &Award, count: u64, lost_percent: u64) -> Points {
    let points = award.amount.times_less(count, lost_percent);
    Points::clamped(limited(i128::from(points.hundredths()), award.amount, award.up_to))
}

/// A sum of hundredths, within a limit that has the sign of the points: the most of a gain, the least of a loss.
fn limited(sum: i128, amount: Points, limit: Option<Points>) -> i128 {
    let Some(limit) = limit.map(|limit| i128::from(limit.hundredths())) else { return sum };
    match amount.cmp(&Points::ZERO) {
        Ordering::Greater => sum.min(limit),
        Ordering::Less => sum.max(limit),
        Ordering::Equal => sum,
    }
}

/// The first day of the calendar period that a day falls in: the day itself, the Monday of its week, the first of its month.
fn first_day(day: Date, period: Unit) -> Date {
    match period {
        Unit::Week => day.saturating_sub(day.weekday().to_monday_zero_offset().days()),
        Unit::Month => day.first_of_month(),
        Unit::Day | Unit::Year => day,
    }
}

/// Brought within bounds, as far as there are any.
pub(super) fn bounded(points: Points, low: Option<Points>, high: Option<Points>) -> Points {
    let points = low.map_or(points, |low| points.max(low));
    high.map_or(points, |high| points.min(high))
}
