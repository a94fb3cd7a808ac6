//! The lint `unreachable-case`.

use super::bands::necessary;
use super::conditions::{label_tables, tables};
use super::context::{Context, Never, in_main_file};
use super::fewest::{Covered, fewest};
use super::interval::{ANY_DAY, ANY_NUMBER, Interval};
use super::lines::Lines;
use super::looked_at::LookedAt;
use super::page::lint;
use super::shorten::{listed, shortened};
use super::subjects::Subject;
use super::table_lines::{TableLine, head};
use crate::analysis::{FormulaId, Truths};
use crate::diagnostic::{Finding, Name, Witness};
use crate::rules::{Award, Choice, Condition, LabelBody, Part, Rule, ScoreBody, Table, When};
use crate::source::Place;
use crate::value::Points;
use std::cell::Cell;

lint! {
    /// Of the rows of a table, the choices of a label and the rules of a `first`, the first that fits a lead decides. One that
    /// fits only leads that an earlier one has taken already never counts:
    ///
    /// ```qual
    /// label interest {
    ///   when downloads >= 1  then some
    ///   when downloads >= 20 then a_lot
    ///   otherwise little
    /// }
    /// ```
    ///
    /// Move it up, or delete it:
    ///
    /// ```qual
    /// label interest {
    ///   when downloads >= 20 then a_lot
    ///   when downloads >= 1  then some
    ///   otherwise little
    /// }
    /// ```
    ///
    /// An `otherwise` that no lead is left for is found too, and an `other` row with points. Where a table compares its value
    /// with whole numbers only, as all of the file does, it is taken to be whole. What can never be true by itself is found by
    /// `never-fires`.
    UnreachableCase, find
}

/// How many findings there may be of one table, label or `first`, and in all.
const MOST_OF_ONE: usize = 10;
const MOST_IN_ALL: usize = 100;
/// How many earlier ones are looked at, those that stand nearest, and how many of these may be in the way.
const MOST_LOOKED_AT: usize = 200;
const MOST_BEFORE: usize = 40;
/// How many of them a finding points to.
const MOST_POINTED_TO: usize = 8;
/// How many rows a table may have that stands before a choice.
const MOST_ROWS: usize = 100;
/// How many questions are asked in all; what is not asked about is not found.
const MOST_QUESTIONS: usize = 500;

fn find(context: &Context) -> Vec<Finding> {
    let mut findings = Vec::new();
    let lines = Lines::new(context.rules);
    for one in tables(context.rules) {
        findings.extend(of_rows(context, &lines, one.table));
        findings.extend(of_other(context, &lines, one.table));
    }
    for table in label_tables(context.rules) {
        findings.extend(of_rows(context, &lines, table));
    }
    let tools = Tools { looked_at: LookedAt::new(context.rules), left: Cell::new(MOST_QUESTIONS) };
    for label in &context.rules.labels {
        if let LabelBody::Choices { choices, otherwise } = &label.body
            && in_main_file(label.place)
        {
            let otherwise = otherwise.as_ref().map(|otherwise| otherwise.place);
            findings.extend(of_label(context, &tools, choices, otherwise));
        }
    }
    for score in &context.rules.scores {
        if let ScoreBody::Rules(parts) = &score.body
            && in_main_file(score.place)
        {
            of_parts(context, &tools, parts, &mut Vec::new(), &mut findings);
        }
    }
    findings.truncate(MOST_IN_ALL);
    findings
}

fn of_parts<'r>(
    context: &Context<'r>,
    tools: &Tools,
    parts: &'r [Part],
    blocks: &mut Vec<&'r When>,
    findings: &mut Vec<Finding>,
) {
    for part in parts {
        if findings.len() > MOST_IN_ALL {
            return;
        }
        match part {
            Part::First(first) => findings.extend(of_first(context, tools, &first.rules, blocks)),
            Part::Group(group) => of_parts(context, tools, &group.parts, blocks, findings),
            Part::When(when) => {
                blocks.push(when);
                of_parts(context, tools, &when.parts, blocks, findings);
                blocks.pop();
            }
            Part::Rule(_) | Part::Table(_) => {}
        }
    }
}

/// Rows of numbers or days of which earlier ones take every value.
fn of_rows<'r, G>(context: &Context<'r>, lines: &Lines, table: &'r Table<G>) -> Vec<Finding> {
    let Some(line) = TableLine::of(table, context.rules, lines) else { return Vec::new() };
    let axis = line.axis;
    let mut covered = Covered::default();
    let mut before: Vec<(Interval, Place, &str)> = Vec::new();
    let mut findings = Vec::new();
    for row in &table.rows {
        let pieces = row.ranges.iter().map(|range| Interval::of(range).on(axis));
        let pieces: Vec<Interval> = pieces.filter(|piece| !piece.is_empty()).collect();
        if !pieces.is_empty() && pieces.iter().all(|piece| covered.holds(*piece)) && findings.len() < MOST_OF_ONE {
            let intervals: Vec<Interval> = before.iter().map(|(piece, ..)| *piece).collect();
            let mut takers: Vec<usize> = pieces.iter().flat_map(|piece| fewest(*piece, &intervals, axis)).collect();
            takers.sort_unstable();
            takers.dedup_by_key(|at| before.get(*at).map(|(_, place, _)| *place));
            let takers: Vec<_> = takers.into_iter().filter_map(|at| before.get(at)).collect();
            let witness = pieces.first().and_then(|piece| piece.plainest()).and_then(|at| {
                let range = line.subject.range(axis, at, context);
                context.shown(&[(context.analysis.lies_in(line.value, range), Truths::TRUE)])
            });
            let taken: Vec<String> = takers.iter().map(|(_, _, said)| format!("`{}`", shortened(said))).collect();
            let (have, take) = if takers.len() == 1 { ("has", "takes") } else { ("have", "take") };
            let message =
                format!("no lead gets as far as `{}`: {} {have} taken them all", shortened(&row.said), listed(taken));
            let finding = Finding::new(Name::UnreachableCase, row.place, message)
                .help("only the first row that fits a lead counts: move this one up, give the rows parts of their own, or delete it");
            let related = format!("{take} them first");
            let finding = takers
                .iter()
                .take(MOST_POINTED_TO)
                .fold(finding, |finding, (_, place, _)| finding.related(*place, related.as_str()));
            findings.push(with(context, finding, witness));
        }
        for piece in pieces {
            covered.add(piece, axis);
            before.push((piece, row.place, &row.said));
        }
    }
    findings
}

/// An `other` row with points, where the rows above take all values.
fn of_other<'r>(context: &Context<'r>, lines: &Lines, table: &'r Table<Award>) -> Option<Finding> {
    let other = table.other.as_ref().filter(|other| other.gives.amount != Points::ZERO)?;
    let takes_all = match TableLine::of(table, context.rules, lines) {
        Some(line) => {
            let axis = line.subject.proven_axis();
            let mut covered = Covered::default();
            line.pieces.iter().for_each(|(piece, _)| covered.add(piece.on(axis), axis));
            covered.holds(line.subject.all())
        }
        None => {
            let is_small = table.rows.len() <= MOST_ROWS;
            let decides = context.analysis.rows(table).last().copied();
            is_small && context.never(&[(decides?, Truths::TRUE)]) == Never::Always
        }
    };
    let message = "no lead gets as far as `other`: the rows above take all values that there are";
    takes_all.then(|| {
        Finding::new(Name::UnreachableCase, other.place, message)
            .related(head(context, table.place), "each value has its row")
            .help(match table.unknown {
                Some(_) => "delete it; leads of whom the value is not known have the row `unknown`",
                None => "delete it; where it was meant for leads of whom the value is not known, write `unknown`",
            })
    })
}

/// What all tables, labels and `first`s are looked at with.
struct Tools {
    looked_at: LookedAt,
    /// How many questions may still be asked.
    left: Cell<usize>,
}

/// Something that decides where its formula is true, if nothing before it does.
struct Case<'r> {
    decides: FormulaId,
    place: Place,
    /// What it looks at, in order.
    looks_at: Vec<u64>,
    /// What must lie where for it to decide.
    bands: Vec<(Subject, Interval)>,
    /// What it asks, where that is one condition.
    condition: Option<&'r Condition>,
}

fn case_of<'r>(context: &Context<'r>, tools: &Tools, condition: &'r Condition, place: Place) -> Case<'r> {
    let decides = context.analysis.formula(condition);
    let bands = necessary(condition, context.rules);
    Case { decides, place, looks_at: tools.looked_at.by(condition), bands, condition: Some(condition) }
}

fn of_first<'r>(context: &Context<'r>, tools: &Tools, rules: &'r [Rule], blocks: &[&'r When]) -> Vec<Finding> {
    let cases = rules.iter().filter_map(|rule| {
        let case = case_of(context, tools, rule.fires.condition()?, rule.place);
        // Where it is not known what its points depend on, a rule passes a lead on.
        let mut decides = vec![case.decides];
        let Award { per, losing, .. } = &rule.award;
        decides.extend(per.iter().map(|per| context.analysis.lies_in(&per.value, ANY_NUMBER)));
        decides.extend(losing.iter().map(|losing| context.analysis.lies_in(&losing.since, ANY_DAY)));
        Some(match decides.len() {
            1 => case,
            _ => Case { decides: context.analysis.all(&decides), ..case },
        })
    });
    let cases: Vec<Case> = cases.collect();
    let around: Vec<_> =
        blocks.iter().map(|block| (context.analysis.formula(&block.condition), Truths::TRUE)).collect();
    unreachable(context, tools, &cases, &around, "rule")
}

fn of_label<'r>(context: &Context<'r>, tools: &Tools, choices: &'r [Choice], otherwise: Option<Place>) -> Vec<Finding> {
    let mut cases = Vec::new();
    for choice in choices {
        match choice {
            Choice::When { condition, place, .. } => cases.push(case_of(context, tools, condition, *place)),
            Choice::Table(table) if table.rows.len() <= MOST_ROWS => {
                let decides = context.analysis.any(&context.analysis.rows(table));
                let looks_at = tools.looked_at.by_value(&table.by);
                cases.push(Case {
                    decides,
                    place: head(context, table.place),
                    looks_at,
                    bands: Vec::new(),
                    condition: None,
                });
            }
            Choice::Table(_) => {}
        }
    }
    let mut findings = unreachable(context, tools, &cases, &[], "choice");
    let is_small = cases.len() == choices.len() && cases.len() <= MOST_BEFORE;
    if let Some(place) = otherwise.filter(|_| is_small && findings.is_empty()) {
        let all: Vec<&Case> = cases.iter().collect();
        if let Some(takers) = takers(context, tools, &[], &all) {
            let (message, help, related) = if takers.len() == 1 {
                let help = "delete the `otherwise`, or what you did not mean to be decided above";
                ("no lead is left for `otherwise`: one choice above takes them all", help, "takes them all")
            } else {
                let help = "leave out the condition of the last choice, and write `otherwise` there instead";
                ("no lead is left for `otherwise`: the choices above take them all", help, "takes a part of them")
            };
            let finding = Finding::new(Name::UnreachableCase, place, message).help(help);
            let finding = takers
                .into_iter()
                .take(MOST_POINTED_TO)
                .fold(finding, |finding, one| finding.related(one.place, related));
            findings.push(finding);
        }
    }
    findings
}

/// Of the cases before another one those that can take a part of it, the nearest first; none where plainly some of it is left.
fn in_the_way<'a, 'r>(case: &Case, before: &'a [Case<'r>]) -> Vec<&'a Case<'r>> {
    let band_of =
        |one: &Case, subject: &Subject| one.bands.iter().find(|(of, _)| of == subject).map(|(_, interval)| *interval);
    let can_take = |before: &&Case| {
        before.looks_at.iter().any(|one| case.looks_at.binary_search(one).is_ok())
            && case.bands.iter().all(|(subject, interval)| {
                band_of(before, subject).is_none_or(|before| !before.common(*interval).is_empty())
            })
    };
    let all: Vec<&Case> = before.iter().rev().take(MOST_LOOKED_AT).filter(can_take).take(MOST_BEFORE).collect();
    let is_left = |(subject, interval): &(Subject, Interval)| {
        let mut covered = Covered::default();
        let takes_a_band = |one: &&Case| {
            let band = band_of(one, subject);
            band.iter().for_each(|band| covered.add(*band, subject.proven_axis()));
            band.is_some()
        };
        all.iter().all(takes_a_band) && !covered.holds(*interval)
    };
    if case.bands.iter().any(is_left) { Vec::new() } else { all }
}

/// Cases that earlier ones always take.
fn unreachable(
    context: &Context,
    tools: &Tools,
    cases: &[Case],
    around: &[(FormulaId, Truths)],
    noun: &str,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (at, case) in cases.iter().enumerate() {
        if findings.len() >= MOST_OF_ONE {
            break;
        }
        let before = in_the_way(case, cases.get(..at).unwrap_or_default());
        if before.is_empty() {
            continue;
        }
        let mut goals = around.to_vec();
        goals.push((case.decides, Truths::TRUE));
        let Some(takers) = takers(context, tools, &goals, &before) else { continue };
        // What can never be true by itself is for another lint.
        let Some(witness) = context.shown(&goals) else { continue };
        let who = if takers.len() == 1 { format!("an earlier {noun} has") } else { format!("earlier {noun}s have") };
        let message = format!("no lead gets as far as this {noun}: {who} taken them all");
        let finding = Finding::new(Name::UnreachableCase, case.place, message)
            .help(format!("only the first {noun} that is true counts: move this one up, or delete it"));
        let related = if takers.len() == 1 { "takes them first" } else { "takes a part of them first" };
        let finding = takers
            .into_iter()
            .take(MOST_POINTED_TO)
            .rev()
            .fold(finding, |finding, one| finding.related(one.place, related));
        findings.push(with(context, finding, Some(witness)));
    }
    findings
}

/// The fewest cases that take all leads which meet the goals; `None` where some are left, or it cannot be told.
fn takers<'a, 'r>(
    context: &Context,
    tools: &Tools,
    goals: &[(FormulaId, Truths)],
    all: &[&'a Case<'r>],
) -> Option<Vec<&'a Case<'r>>> {
    let takers = takers_of_all(context, tools, goals, all)?;
    // That a step is met by all, and hence also what asks for it, is told of the step.
    let follows = takers.iter().filter_map(|one| one.condition).any(|condition| context.asks_for_settled(condition));
    (!follows).then_some(takers)
}

fn takers_of_all<'a, 'r>(
    context: &Context,
    tools: &Tools,
    goals: &[(FormulaId, Truths)],
    all: &[&'a Case<'r>],
) -> Option<Vec<&'a Case<'r>>> {
    let take_all = |some: &[&Case]| {
        let Some(left) = tools.left.get().checked_sub(1) else { return false };
        tools.left.set(left);
        let passed_on = some.iter().map(|one| (one.decides, Truths::NOT_TRUE));
        let goals: Vec<_> = goals.iter().copied().chain(passed_on).collect();
        context.never(&goals) == Never::Always
    };
    if !take_all(all) {
        return None;
    }
    if let Some(one) = all.iter().rev().find(|one| take_all(&[**one])) {
        return Some(vec![*one]);
    }
    let mut needed = all.to_vec();
    for one in all {
        let without: Vec<&Case> = needed.iter().copied().filter(|other| other.place != one.place).collect();
        if take_all(&without) {
            needed = without;
        }
    }
    Some(needed)
}

fn with(context: &Context, finding: Finding, witness: Option<Witness>) -> Finding {
    match witness {
        Some(witness) => finding.label(format!("{} is taken above", context.said(&witness))).witness(witness),
        None => finding,
    }
}
