//! The lint `gap-between-bands`.

use super::bands::{AllBands, Band, Bands};
use super::context::Context;
use super::interval::{Axis, Interval};
use super::label_gaps::label_gaps;
use super::page::lint;
use crate::analysis::Truths;
use crate::diagnostic::{Finding, Name};
use crate::value::Points;
use std::cmp::Reverse;

lint! {
    /// Rules of one score give points for bands of one value, and between two of the bands lie values that none of them
    /// takes. Such leads get nothing, although those below and above do:
    ///
    /// ```qual
    /// when company_size in 1..49   then +5
    /// when company_size in 51..500 then +20
    /// when company_size > 500      then +30
    /// ```
    ///
    /// Let one of the bands reach up to the other:
    ///
    /// ```qual
    /// when company_size in 1..49   then +5
    /// when company_size in 50..500 then +20
    /// when company_size > 500      then +30
    /// ```
    ///
    /// Where a value is compared with whole numbers only, wherever in the file, it is taken to be whole: `1..49` and `50..500`
    /// have no gap.
    ///
    /// Many gaps are meant, and nothing is said of them: between a band that gives points and one that takes some away
    /// (`downloads = 0 then -5`, `downloads >= 5 then +10`), between single values (`= 1`, `= 3`), and where both ends of a
    /// line are treated alike and the middle is not (`size < 10 then -10`, `size > 5000 then -10`). Where you mean one that is
    /// found, write the bands as a table and give it a row of `0`.
    ///
    /// In a label `otherwise` takes what no choice does. There only a single number or day is found, where one choice asks for
    /// `seats < 50` and another one for `seats > 50`.
    GapBetweenBands, find
}

/// How many findings there may be about the bands of one value, and in all.
const MOST_OF_A_VALUE: usize = 10;
const MOST_IN_ALL: usize = 100;

fn find(context: &Context) -> Vec<Finding> {
    let all = AllBands::new(context);
    let mut findings = Vec::new();
    for bands in &all.groups {
        if findings.len() >= MOST_IN_ALL {
            break;
        }
        if bands.subject.rests_on_today() && context.today.is_none() {
            continue;
        }
        let gaps = gaps(bands).into_iter().filter(|gap| !all.is_asked_within(bands.score, &bands.subject, gap.between));
        findings.extend(
            gaps.take(2 * MOST_OF_A_VALUE)
                .filter_map(|gap| finding(context, bands, &gap, all.are_half_open))
                .take(MOST_OF_A_VALUE),
        );
    }
    findings.extend(label_gaps(context, MOST_OF_A_VALUE));
    findings.truncate(MOST_IN_ALL);
    findings
}

/// Values that no band takes, and the bands next to them.
struct Gap<'a, 'r> {
    lower: &'a Band<'r>,
    between: Interval,
    upper: &'a Band<'r>,
}

fn gaps<'a, 'r>(bands: &'a Bands<'r>) -> Vec<Gap<'a, 'r>> {
    let mut all: Vec<&Band> = bands.bands.iter().collect();
    // Of those that begin alike the one that reaches farthest.
    all.sort_by_key(|band| (band.interval.low, Reverse(band.interval.high)));
    let mut gaps = Vec::new();
    let mut touching = 0;
    let mut bands_of_all = all.iter();
    let Some(mut highest) = bands_of_all.next() else { return gaps };
    for band in bands_of_all {
        let between = if highest.interval.high.is_open() {
            Interval::new(band.interval.low, highest.interval.high)
        } else {
            Interval::new(highest.interval.high.next(bands.axis), band.interval.low.previous(bands.axis))
        };
        match highest.interval.high.is_open() || between.is_empty() {
            true => touching += 1,
            false => gaps.push(Gap { lower: highest, between, upper: band }),
        }
        if band.interval.high > highest.interval.high {
            highest = band;
        }
    }
    gaps.retain(|gap| is_odd(gap, touching > 0));
    gaps
}

/// Whether a gap looks like a slip, and not like values for which nothing is meant.
fn is_odd(gap: &Gap, others_touch: bool) -> bool {
    let Gap { lower, between, upper } = gap;
    let (below, above) = (sign(lower.rule.award.amount), sign(upper.rule.award.amount));
    // `size < 50` and `size > 50`: both stop short of the same number. At 0 that is what divides gains from losses.
    let is_sliver = between.is_single() && lower.interval.low.is_open() && upper.interval.high.is_open();
    if is_sliver {
        return between.low.at != 0.0;
    }
    if below * above < 0 {
        // Between a loss and a gain the middle is mostly meant to be neutral; not a sliver where all else is covered.
        let is_narrow = |band: &Band| between.width() * 4.0 <= band.interval.width();
        return others_touch && is_narrow(lower) && is_narrow(upper);
    }
    let are_single = lower.interval.is_single() && upper.interval.is_single();
    let starts_at_the_least = lower.interval.low.is_open() || below < 0 && lower.interval.low.at <= 1.0;
    let are_both_ends = starts_at_the_least && upper.interval.high.is_open() && !others_touch;
    !are_single && !are_both_ends
}

fn sign(points: Points) -> i64 {
    points.hundredths().signum()
}

fn finding<'r>(context: &Context<'r>, bands: &Bands<'r>, gap: &Gap<'_, 'r>, are_half_open: bool) -> Option<Finding> {
    let Gap { lower, between, upper } = gap;
    let mut goals = bands.at(context, lower.value, between.plainest()?);
    for band in [lower, upper] {
        goals.push((context.analysis.formula(band.rule.fires.condition()?), Truths::NOT_TRUE));
    }
    let witness = context.shown(&goals)?;
    let who = context.said(&witness);
    let (first, second) = if lower.rule.place <= upper.rule.place { (lower, upper) } else { (upper, lower) };
    let gives = |band: &Band| band.rule.award.said.clone();
    let message = format!("{who} gets neither {} nor {}", gives(first), gives(second));
    // As the file writes its bands.
    let (axis, written): (Axis, fn(Interval) -> Interval) = match (bands.axis, are_half_open) {
        (Axis::Whole, true) => (Axis::Numbers, Interval::half_open),
        (axis, _) => (axis, |interval| interval),
    };
    let asked = |low, high, band: &Band| written(Interval::new(low, high)).asked(&band.said, axis);
    let up = asked(lower.interval.low, between.high, lower);
    let down = asked(between.low, upper.interval.high, upper);
    let case = if between.is_single() { between.case(axis) } else { written(*between).case(axis) };
    let mut help = format!("let one band reach up to the other: `{up}` or `{down}`");
    if let Some(row) = &case {
        help.push_str(&format!("; where nothing is meant for them, a table can say so: `{row} then 0`"));
    }
    let finding = Finding::new(Name::GapBetweenBands, second.rule.place, message)
        .related(first.rule.place, "nor does this one")
        .help(help)
        .witness(witness);
    Some(finding.label(match case {
        Some(case) => format!("no band takes `{case}`"),
        None => format!("no band takes what is {}", between.said(bands.axis)),
    }))
}
