//! The lint `non-monotonic-bands`.

use super::bands::{AllBands, Bands};
use super::conditions::tables;
use super::context::Context;
use super::interval::{Axis, End, Interval};
use super::lines::Lines;
use super::page::lint;
use super::table_lines::TableLine;
use crate::analysis::{FormulaId, Truths};
use crate::diagnostic::{Finding, Name};
use crate::rules::Award;
use crate::source::Place;
use crate::value::Points;
use std::collections::BTreeMap;

lint! {
    /// Points that rise, fall and rise again along a value, or the other way round. Often a number is mistyped, or two rows are
    /// exchanged:
    ///
    /// ```qual
    /// by company_size {
    ///   1..10   then +5
    ///   11..50  then +10
    ///   51..200 then +1
    ///   201..   then +20
    /// }
    /// ```
    ///
    /// Points that turn only once are quiet, since a value in the middle may well be the best:
    ///
    /// ```qual
    /// by company_size {
    ///   1..10   then +5
    ///   11..50  then +10
    ///   51..200 then +15
    ///   201..   then +10
    /// }
    /// ```
    ///
    /// Rules of one score are looked at like rows where they band a value and ask for the same besides. What overlaps adds up.
    /// Points `per` something, and those that fade, are left out.
    NonMonotonicBands, find
}

/// How many stretches a finding lists.
const MOST_LISTED: usize = 6;
/// How many findings there may be.
const MOST_IN_ALL: usize = 100;

fn find(context: &Context) -> Vec<Finding> {
    let all = AllBands::new(context);
    let of_rules = all.groups.iter().filter_map(|bands| of_rules(context, bands));
    let mut findings: Vec<Finding> = of_rules.take(MOST_IN_ALL).collect();
    let lines = Lines::new(context.rules);
    for one in tables(context.rules) {
        if findings.len() >= MOST_IN_ALL {
            break;
        }
        let Some(line) = TableLine::of(one.table, context.rules, &lines) else { continue };
        let pieces =
            line.pieces.iter().map(|(piece, row)| Piece { piece: *piece, award: &row.gives, place: row.place });
        let Some(turn) = turn_of(pieces.collect(), Counts::First, line.axis) else { continue };
        let mut goals: Vec<_> =
            one.blocks.iter().map(|block| (context.analysis.formula(&block.condition), Truths::TRUE)).collect();
        if line.subject.rests_on_today() && context.today.is_none() {
            continue;
        }
        let Some(at) = turn.piece.plainest() else { continue };
        let range = line.subject.range(line.axis, at, context);
        goals.push((context.analysis.lies_in(line.value, range), Truths::TRUE));
        findings.extend(finding(context, &one.table.said, line.axis, &turn, &goals));
    }
    findings.truncate(MOST_IN_ALL);
    findings
}

fn of_rules<'r>(context: &Context<'r>, bands: &Bands<'r>) -> Option<Finding> {
    if bands.subject.rests_on_today() && context.today.is_none() {
        return None;
    }
    // Of a `first` only one counts: those in it are bands of their own.
    let of = |in_first: bool| -> Vec<Piece> {
        let some = bands.bands.iter().filter(|band| band.in_first == in_first);
        some.map(|band| Piece { piece: band.interval, award: &band.rule.award, place: band.rule.place }).collect()
    };
    let turn = turn_of(of(false), Counts::Sum, bands.axis).or_else(|| turn_of(of(true), Counts::First, bands.axis))?;
    let first = bands.bands.first()?;
    let goals = bands.at(context, first.value, turn.piece.plainest()?);
    finding(context, &first.said, bands.axis, &turn, &goals)
}

/// What gives points on a stretch of a line.
struct Piece<'r> {
    piece: Interval,
    award: &'r Award,
    place: Place,
}

/// What counts where several take a value.
#[derive(Clone, Copy, PartialEq)]
enum Counts {
    /// The first of them.
    First,
    /// All of them together.
    Sum,
}

/// Points that turn twice or more.
struct Turn {
    /// Where they turn for the second time.
    piece: Interval,
    /// What gives the points there.
    place: Place,
    /// What gives them next to it.
    beside: Vec<Place>,
    /// The points from stretch to stretch.
    points: Vec<(Interval, Points)>,
    rises_first: bool,
}

fn turn_of(pieces: Vec<Piece>, counts: Counts, axis: Axis) -> Option<Turn> {
    let is_plain = |award: &Award| award.per.is_none() && award.losing.is_none() && award.up_to_per.is_empty();
    if pieces.len() < 4 || !pieces.iter().all(|one| is_plain(one.award)) {
        return None;
    }
    let stretches = stretches(&pieces, counts, axis);
    // Where each change goes up, and whether it is another way than the one before.
    let mut changes: Vec<(usize, bool)> = Vec::new();
    for (at, pair) in stretches.windows(2).enumerate() {
        if let [one, next] = pair
            && one.points != next.points
        {
            changes.push((at + 1, next.points > one.points));
        }
    }
    let mut turns = changes.windows(2).filter_map(|pair| match pair {
        [one, next] if one.1 != next.1 => Some(next.0),
        _ => None,
    });
    let second = turns.nth(1)?;
    let low = stretches.get(second.checked_sub(1)?)?;
    let before = stretches.iter().take(second).rev().find(|one| one.points != low.points);
    let beside = before.into_iter().chain(stretches.get(second)).map(|one| one.place);
    let beside = beside.filter(|place| *place != low.place);
    Some(Turn {
        piece: low.piece,
        place: low.place,
        beside: beside.collect(),
        points: stretches.iter().map(|one| (one.piece, one.points)).collect(),
        rises_first: changes.first().is_some_and(|(_, rises)| *rises),
    })
}

/// A stretch on which the same pieces count.
struct Stretch {
    piece: Interval,
    points: Points,
    place: Place,
}

/// The line in stretches, without those that no piece takes.
fn stretches(pieces: &[Piece], counts: Counts, axis: Axis) -> Vec<Stretch> {
    // Where pieces begin, and where others have just ended.
    let mut begins: BTreeMap<End, Vec<usize>> = BTreeMap::new();
    let mut ends: BTreeMap<End, Vec<usize>> = BTreeMap::new();
    for (at, one) in pieces.iter().enumerate() {
        begins.entry(one.piece.low).or_default().push(at);
        ends.entry(after(one.piece.high, axis)).or_default().push(at);
    }
    let mut cuts: Vec<End> = begins.keys().chain(ends.keys()).copied().collect();
    cuts.sort();
    cuts.dedup();
    // Those that take the stretch, by their numbers, and what they give together.
    let mut here: BTreeMap<usize, Points> = BTreeMap::new();
    let mut sum = 0_i64;
    let mut all: Vec<Stretch> = Vec::new();
    for (at, low) in cuts.iter().enumerate() {
        for number in ends.get(low).into_iter().flatten() {
            sum -= here.remove(number).map_or(0, Points::hundredths);
        }
        for number in begins.get(low).into_iter().flatten() {
            let amount = pieces.get(*number).map_or(Points::ZERO, |one| one.award.amount);
            sum += amount.hundredths();
            here.insert(*number, amount);
        }
        let Some((first, amount)) = here.first_key_value() else { continue };
        // Where all count, what begins here makes the difference.
        let begins_here = begins.get(low).and_then(|all| all.first()).filter(|_| counts == Counts::Sum);
        let Some(place) = pieces.get(*begins_here.unwrap_or(first)).map(|one| one.place) else { continue };
        let high = cuts.get(at + 1).map_or(End::HIGHEST, |next| before(*next, axis));
        let points = if counts == Counts::First { *amount } else { Points::from_hundredths(sum) };
        all.push(Stretch { piece: Interval::new(*low, high), points, place });
    }
    all
}

fn after(end: End, axis: Axis) -> End {
    if end.is_open() { end } else { end.next(axis) }
}

fn before(end: End, axis: Axis) -> End {
    if end.is_open() { end } else { end.previous(axis) }
}

fn finding(context: &Context, said: &str, axis: Axis, turn: &Turn, goals: &[(FormulaId, Truths)]) -> Option<Finding> {
    let witness = context.shown(goals)?;
    let who = context.said(&witness);
    let listed =
        turn.points.iter().take(MOST_LISTED).map(|(piece, points)| format!("`{}` {points:+}", piece.said(axis)));
    let listed: Vec<String> = listed.collect();
    let more = if turn.points.len() > MOST_LISTED { " ..." } else { "" };
    let (how, less) =
        if turn.rises_first { ("rise, fall and rise again", "less") } else { ("fall, rise and fall again", "more") };
    let message = format!("the points {how} along `{said}`: {who} gets {less} than those next to it");
    let finding = Finding::new(Name::NonMonotonicBands, turn.place, message)
        .help(format!("look at the points once more: {}{more}", listed.join(", ")))
        .witness(witness);
    Some(turn.beside.iter().fold(finding, |finding, place| finding.related(*place, "next to it")))
}
