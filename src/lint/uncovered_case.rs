//! The lint `uncovered-case`.

use super::conditions::{PointsTable, tables};
use super::context::Context;
use super::interval::{Axis, End, Interval};
use super::lines::Lines;
use super::missing_steps::missing_steps;
use super::page::lint;
use super::table_lines::{TableLine, head};
use crate::analysis::{FormulaId, Truths};
use crate::diagnostic::{Finding, Name};
use crate::rules::{Award, Expr, Rules, Table, TableRow};
use crate::value::{Points, Text, Type};
use std::cmp::Reverse;
use std::collections::HashSet;

lint! {
    /// A table that has no `other` row leaves known values out: leads that have them fit no row, and get nothing.
    ///
    /// ```qual
    /// by company_size {
    ///   1..49   then +5
    ///   51..500 then +20
    ///   501..   then +30
    /// }
    /// ```
    ///
    /// Let the rows meet, or say what such leads get, if it is nothing:
    ///
    /// ```qual
    /// by company_size {
    ///   1..50   then +5
    ///   51..500 then +20
    ///   501..   then +30
    /// }
    /// ```
    ///
    /// What is looked for:
    ///
    /// - numbers and days between two rows, but not between single ones (`1 then +5`, `3 then +10`), nor, as a rule, between
    ///   one that takes points away and one that gives some. Where a number is compared with whole numbers only, wherever in the
    ///   file, it is taken to be whole;
    /// - numbers above the last row, where the points grow from row to row and then stop: `1..49 then +5`, `50..500 then +20`
    ///   gives nothing to the largest. Where they shrink, and for scales that end in 100, that is how it should be;
    /// - today, where rows for `days since` begin with 1;
    /// - values of a `one of` field, where at least half of them have a row.
    ///
    /// Of `yes` and `no` one is mostly left out on purpose. Texts are never all named, and a label often has values for what is not known, so nothing is said of these. A table in
    /// a label passes on what fits no row.
    ///
    /// Where a ladder is `never below` a `one of` field, each value of that should be a step: a lead with one that is none may
    /// fall, since nobody knows where it stood.
    UncoveredCase, find
}

/// How many values a finding lists.
const MOST_LISTED: usize = 5;
/// How many findings there may be.
const MOST_IN_ALL: usize = 100;

fn find(context: &Context) -> Vec<Finding> {
    let lines = Lines::new(context.rules);
    let mut findings = Vec::new();
    for one in tables(context.rules) {
        if findings.len() >= MOST_IN_ALL {
            break;
        }
        if one.table.other.is_none() {
            findings.extend(finding(context, &lines, &one));
        }
    }
    findings.extend(missing_steps(context));
    findings
}

fn finding<'r>(context: &Context<'r>, lines: &Lines, one: &PointsTable<'r>) -> Option<Finding> {
    let table = one.table;
    let mut goals: Vec<(FormulaId, Truths)> = Vec::new();
    goals.extend(one.blocks.iter().map(|block| (context.analysis.formula(&block.condition), Truths::TRUE)));
    let (left_out, beside) = match TableLine::of(table, context.rules, lines) {
        Some(line) => {
            if line.subject.rests_on_today() && context.today.is_none() {
                return None;
            }
            let left_out = left_out_of(&line);
            let range = line.subject.range(line.axis, left_out.first()?.values.plainest()?, context);
            goals.push((context.analysis.lies_in(line.value, range), Truths::TRUE));
            let beside = left_out.first().map(|first| first.beside.clone()).unwrap_or_default();
            let said = left_out.iter().map(|one| match one.values.case(line.axis) {
                Some(case) => format!("`{case}`"),
                None => one.values.said(line.axis),
            });
            (said.collect(), beside)
        }
        None => {
            goals.extend(context.analysis.cases(table).into_iter().map(|case| (case, Truths::FALSE)));
            (unnamed(table, context.rules)?, Vec::new())
        }
    };
    let witness = context.shown(&goals)?;
    let who = context.said(&witness);
    let (shown, more) = listed(&left_out);
    let finding =
        Finding::new(Name::UncoveredCase, head(context, table.place), format!("{who} fits no row, and gets nothing"));
    let finding = finding.label(format!("no row for {shown}{more}")).witness(witness);
    let finding = beside
        .into_iter()
        .fold(finding, |finding, row: &TableRow<Award>| finding.related(row.place, "not in this row"));
    Some(finding.help("say what such leads get: add a row for them, or `other then 0` where that is nothing"))
}

pub(super) fn listed(all: &[String]) -> (String, String) {
    let shown: Vec<&str> = all.iter().take(MOST_LISTED).map(String::as_str).collect();
    let more = all.len().saturating_sub(MOST_LISTED);
    (shown.join(", "), if more > 0 { format!(" and {more} more") } else { String::new() })
}

/// Values that no row takes, and the rows next to them.
struct LeftOut<'r> {
    values: Interval,
    beside: Vec<&'r TableRow<Award>>,
}

/// The numbers or days that have no row, and for which one would be expected.
fn left_out_of<'r>(line: &TableLine<'r, Award>) -> Vec<LeftOut<'r>> {
    let mut pieces = line.pieces.clone();
    pieces.sort_by_key(|(piece, _)| (piece.low, Reverse(piece.high)));
    let mut left_out = Vec::new();
    let mut all = pieces.iter();
    let Some(&(first, first_row)) = all.next() else { return left_out };
    // How long ago today is: 0 days.
    if line.subject.rests_on_today() && first.low.at == 1.0 {
        let values = Interval::new(End { at: 0.0, side: 0 }, End { at: 0.0, side: 0 });
        left_out.push(LeftOut { values, beside: vec![first_row] });
    }
    let (mut highest, mut highest_row) = (first, first_row);
    let (mut others_touch, mut neutral) = (false, Vec::new());
    for &(piece, row) in all {
        if !highest.high.is_open() {
            let values = Interval::new(highest.high.next(line.axis), piece.low.previous(line.axis));
            let are_single = highest.is_single() && piece.is_single();
            let here = || LeftOut { values, beside: vec![highest_row, row] };
            match values.is_empty() {
                true => others_touch = true,
                false if are_single => {}
                // Between a loss and a gain the middle is mostly meant to be neutral; not a sliver where all else is covered.
                false if are_opposite(highest_row, row) => {
                    let is_narrow = [highest, piece].iter().all(|one| values.width() * 4.0 <= one.width());
                    neutral.extend(is_narrow.then(here));
                }
                false => left_out.push(here()),
            }
        }
        if piece.high > highest.high {
            (highest, highest_row) = (piece, row);
        }
    }
    if others_touch {
        left_out.extend(neutral);
    }
    if left_out.is_empty() && stops_short(&pieces, highest, line.axis) {
        let above = Interval::new(highest.high.next(line.axis), End::HIGHEST);
        left_out.push(LeftOut { values: above, beside: vec![highest_row] });
    }
    left_out
}

/// Whether one row gives points and the other one takes some away.
fn are_opposite(one: &TableRow<Award>, other: &TableRow<Award>) -> bool {
    let sign = |row: &TableRow<Award>| row.gives.amount.hundredths().signum();
    sign(one) * sign(other) < 0
}

/// Whether points grow, or losses do, from row to row, and then there are none.
fn stops_short(pieces: &[(Interval, &TableRow<Award>)], last: Interval, axis: Axis) -> bool {
    let amounts: Vec<Points> = pieces.iter().map(|(_, row)| row.gives.amount).collect();
    let (Some(lowest), Some(highest)) = (amounts.first(), amounts.last()) else { return false };
    let grow = amounts.is_sorted() && highest > lowest && *highest > Points::ZERO;
    let shrink = amounts.is_sorted_by(|one, next| one >= next) && highest < lowest && *highest < Points::ZERO;
    let is_scale = last.high.at <= 10.0 || last.high.at == 100.0;
    let is_number = axis != Axis::Days;
    is_number && (grow || shrink) && !last.high.is_open() && !last.is_single() && !is_scale
}

/// The values that no row names, where there are few enough of them to be forgotten ones.
fn unnamed(table: &Table<Award>, rules: &Rules) -> Option<Vec<String>> {
    let Expr::Field(id) = &table.by else { return None };
    let Type::OneOf(all) = rules.fields.get(id.0)?.kind() else { return None };
    let named: HashSet<&str> = table.rows.iter().flat_map(|row| &row.texts).map(Text::folded).collect();
    let mut seen = HashSet::new();
    let mut unnamed = Vec::new();
    for value in all.iter() {
        if !named.contains(value.folded()) && seen.insert(value.folded()) {
            unnamed.push(value.shown());
        }
    }
    let is_forgotten = unnamed.len() <= named.len() && !unnamed.iter().all(|value| is_rest(value));
    is_forgotten.then(|| unnamed.iter().map(|value| format!("`{value}`")).collect())
}

/// Whether a value stands for all that has no name of its own.
pub(super) fn is_rest(value: &str) -> bool {
    let rest = ["other", "others", "none", "else", "elsewhere", "something else", "n/a", "no", "unknown", "not known"];
    rest.contains(&Text::new(value).folded())
}
