//! The lint `overlapping-bands`.

use super::bands::{AllBands, Band, Bands};
use super::context::Context;
use super::interval::{ANY_DAY, ANY_NUMBER, Axis, End, Interval};
use super::page::lint;
use crate::analysis::Truths;
use crate::diagnostic::{Finding, Name};
use crate::rules::Award;
use std::collections::BTreeSet;

lint! {
    /// Two rules of one score that look at the same value and share an edge or a part, so that some leads get the points of
    /// both. Mostly the same number stands at the end of one band and at the beginning of the next, and both ends of a range
    /// count:
    ///
    /// ```qual
    /// when company_size in 50..500   then +20
    /// when company_size in 500..5000 then +10
    /// ```
    ///
    /// Let one of them end before the other begins:
    ///
    /// ```qual
    /// when company_size in 50..499   then +20
    /// when company_size in 500..5000 then +10
    /// ```
    ///
    /// A `first` does it too, since only the first rule in it that is true counts. The bands are compared where all else that
    /// the rules ask for is the same.
    ///
    /// Where one band holds all of the other, as `downloads >= 1` holds `downloads >= 5`, nothing is said: that is how points
    /// grow with a number. Nor where one rule sets a lower end and the other an upper one, as `size >= 50` and `size <= 5000`.
    OverlappingBands, find
}

/// How many findings there may be about the bands of one value, and in all.
const MOST_OF_A_VALUE: usize = 10;
const MOST_IN_ALL: usize = 100;

fn find(context: &Context) -> Vec<Finding> {
    let mut findings = Vec::new();
    let all = AllBands::new(context);
    for bands in &all.groups {
        if findings.len() >= MOST_IN_ALL {
            break;
        }
        if bands.subject.rests_on_today() && context.today.is_none() {
            continue;
        }
        let pairs = overlaps(bands).into_iter().take(2 * MOST_OF_A_VALUE);
        let found = pairs.filter_map(|(lower, upper)| finding(context, bands, lower, upper, all.are_half_open));
        findings.extend(found.take(MOST_OF_A_VALUE));
    }
    findings.truncate(MOST_IN_ALL);
    findings
}

/// Pairs of bands that share something, and of which neither holds the other: the lower one first.
fn overlaps<'a, 'r>(bands: &'a Bands<'r>) -> Vec<(&'a Band<'r>, &'a Band<'r>)> {
    let mut all: Vec<&Band> = bands.bands.iter().filter(|band| !band.in_first).collect();
    all.sort_by_key(|band| band.interval.low);
    let mut pairs = Vec::new();
    // The bands that begin lower, by their upper ends.
    let mut before: BTreeSet<(End, usize)> = BTreeSet::new();
    let mut numbered = all.iter().enumerate();
    for together in all.chunk_by(|one, other| one.interval.low == other.interval.low) {
        for upper in together {
            let Interval { low, high } = upper.interval;
            let ends = before.range((low, 0)..(high, 0));
            pairs.extend(ends.filter_map(|(_, at)| Some((*all.get(*at)?, *upper))).take(2 * MOST_OF_A_VALUE));
            if pairs.len() > MOST_IN_ALL {
                return pairs;
            }
        }
        before.extend(numbered.by_ref().take(together.len()).map(|(at, band)| (band.interval.high, at)));
    }
    pairs.retain(|(lower, upper)| {
        let are_open = lower.interval.low.is_open() && upper.interval.high.is_open();
        !are_open || lower.interval.common(upper.interval).is_single()
    });
    pairs
}

fn finding<'r>(
    context: &Context<'r>,
    bands: &Bands<'r>,
    lower: &Band<'r>,
    upper: &Band<'r>,
    are_half_open: bool,
) -> Option<Finding> {
    let shared = lower.interval.common(upper.interval);
    let at = shared.plainest()?;
    let mut goals = bands.at(context, lower.value, at);
    for band in [lower, upper] {
        goals.push((context.analysis.formula(band.rule.fires.condition()?), Truths::TRUE));
        // What the points depend on must be known, or nothing is given.
        let Award { per, losing, .. } = &band.rule.award;
        let known =
            per.iter().map(|per| (&per.value, ANY_NUMBER)).chain(losing.iter().map(|one| (&one.since, ANY_DAY)));
        goals.extend(known.map(|(value, any)| (context.analysis.lies_in(value, any), Truths::TRUE)));
    }
    let witness = context.shown(&goals)?;
    let who = context.said(&witness);
    let (first, second) = if lower.rule.place <= upper.rule.place { (lower, upper) } else { (upper, lower) };
    let gives = |band: &Band| band.rule.award.said.clone();
    let message = format!("{who} gets both: {} and {}", gives(first), gives(second));
    let help = match shortened(lower.interval, upper.interval.low, bands.axis, are_half_open) {
        Some(shorter) => format!(
            "let one band end before the other begins, `{}`, or put both into a `first`, where only one counts",
            shorter.asked(&lower.said, bands.axis)
        ),
        None => {
            "let one band end before the other begins, or put both into a `first`, where only one counts".to_owned()
        }
    };
    let finding = Finding::new(Name::OverlappingBands, second.rule.place, message)
        .related(first.rule.place, "this one counts too")
        .help(help)
        .witness(witness);
    Some(if shared.is_single() {
        finding
    } else {
        finding.label(match shared.case(bands.axis) {
            Some(case) => format!("both count for `{case}`"),
            None => format!("both count for what is {}", shared.said(bands.axis)),
        })
    })
}

/// What is left of a band below another one, as the file writes its bands.
fn shortened(lower: Interval, next: End, axis: Axis, are_half_open: bool) -> Option<Interval> {
    // Of large numbers nobody would write the one before: 1M..<10M, not 1M..9_999_999.
    let is_plainer = axis == Axis::Whole && (are_half_open || next.at >= 10_000.0);
    let axis = if is_plainer { Axis::Numbers } else { axis };
    let shorter = Interval::new(lower.low, next.previous(axis));
    (!shorter.is_empty()).then_some(shorter)
}
