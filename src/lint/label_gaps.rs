//! Single numbers and days that no choice of a label takes, although those below and above have one.

use super::bands::asked_by;
use super::condition_keys::Keys;
use super::context::{Context, in_main_file};
use super::interval::{End, Interval};
use super::shorten::shortened;
use super::subjects::{Asked, Subject};
use crate::analysis::{FormulaId, Truths};
use crate::diagnostic::{Finding, Name};
use crate::rules::{Choice, Condition, Label, LabelBody};
use crate::source::Place;
use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

/// How many choices a label may have that is looked at.
const MOST_CHOICES: usize = 200;

/// What one choice asks of a value, besides its other clauses.
struct Band<'r> {
    asked: Asked<'r>,
    rest: Vec<&'r Condition>,
    gives: &'r str,
    place: Place,
}

/// The holes in the labels of the main file: `< 50` stands in one choice, `> 50` in another, and `otherwise` has what is just 50.
///
/// Wider gaps are what `otherwise` is for. At 0 debts and credits part, and what is left between them is mostly meant.
pub(super) fn label_gaps(context: &Context, most: usize) -> Vec<Finding> {
    let mut findings = Vec::new();
    for label in context.rules.labels.iter().filter(|label| in_main_file(label.place)) {
        findings.extend(of_label(context, label).into_iter().take(most));
    }
    findings
}

fn of_label<'r>(context: &Context<'r>, label: &'r Label) -> Vec<Finding> {
    let LabelBody::Choices { choices, otherwise } = &label.body else { return Vec::new() };
    if choices.len() > MOST_CHOICES {
        return Vec::new();
    }
    let mut groups: Vec<Vec<Band>> = Vec::new();
    let mut places: HashMap<(Subject, u64), usize> = HashMap::new();
    // Single values that a choice asks for, whatever else it asks.
    let mut thought_of: HashSet<(Subject, u64)> = HashSet::new();
    let mut keys = Keys::default();
    for choice in choices {
        let Choice::When { condition, value, place, .. } = choice else { continue };
        for (asked, rest) in asked_by(condition, context.rules) {
            if asked.subject.rests_on_today() && context.today.is_none() || asked.interval.is_empty() {
                continue;
            }
            if asked.interval.is_single() {
                thought_of.insert((asked.subject.clone(), asked.interval.low.at.to_bits()));
            }
            let at = *places.entry((asked.subject.clone(), keys.of_all(&rest))).or_insert_with(|| {
                groups.push(Vec::new());
                groups.len() - 1
            });
            if let Some(group) = groups.get_mut(at) {
                group.push(Band { asked, rest, gives: value, place: *place });
            }
        }
    }
    let passed_on: Vec<(FormulaId, Truths)> =
        choices.iter().map(|one| (decides(context, one), Truths::NOT_TRUE)).collect();
    let otherwise = otherwise.as_ref().map(|otherwise| otherwise.value.as_str());
    let holes = groups.iter().flat_map(|group| holes(group));
    let holes = holes.filter(|(lower, _)| {
        !thought_of.contains(&(lower.asked.subject.clone(), lower.asked.interval.high.at.to_bits()))
    });
    holes.filter_map(|(lower, upper)| finding(context, lower, upper, &passed_on, otherwise)).collect()
}

/// When a choice gives its value, if none before it does.
fn decides<'r>(context: &Context<'r>, choice: &'r Choice) -> FormulaId {
    match choice {
        Choice::When { condition, .. } => context.analysis.formula(condition),
        Choice::Table(table) => context.analysis.any(&context.analysis.rows(table)),
    }
}

/// The choices below and above each single value that none takes.
fn holes<'a, 'r>(group: &'a [Band<'r>]) -> Vec<(&'a Band<'r>, &'a Band<'r>)> {
    let mut all: Vec<&Band> = group.iter().collect();
    all.sort_by_key(|band| (band.asked.interval.low, Reverse(band.asked.interval.high)));
    let mut holes = Vec::new();
    let mut all = all.into_iter();
    let Some(mut highest) = all.next() else { return holes };
    for band in all {
        let (below, above) = (highest.asked.interval.high, band.asked.interval.low);
        if (below.side, above.side) == (-1, 1) && below.at == above.at && below.at != 0.0 {
            holes.push((highest, band));
        }
        if band.asked.interval.high > below {
            highest = band;
        }
    }
    holes
}

fn finding<'r>(
    context: &Context<'r>,
    lower: &Band<'r>,
    upper: &Band<'r>,
    passed_on: &[(FormulaId, Truths)],
    otherwise: Option<&str>,
) -> Option<Finding> {
    let Asked { subject, value, interval: below, .. } = &lower.asked;
    let axis = subject.proven_axis();
    let range = subject.range(axis, below.high.at, context);
    let mut goals = passed_on.to_vec();
    goals.push((context.analysis.lies_in(value, range), Truths::TRUE));
    goals.extend(lower.rest.iter().map(|one| (context.analysis.formula(one), Truths::TRUE)));
    let witness = context.shown(&goals)?;
    let who = context.said(&witness);
    let (first, second) = if lower.place <= upper.place { (lower, upper) } else { (upper, lower) };
    let here = axis.shown(below.high.at);
    let gets = match otherwise {
        Some(otherwise) => format!("`otherwise` gives it `{}`", shortened(otherwise)),
        None => "it gets no value".to_owned(),
    };
    let message = format!("{who} is neither `{}` nor `{}`: {gets}", shortened(first.gives), shortened(second.gives));
    let end = End { side: 0, ..below.high };
    let up = Interval { low: below.low, high: end }.asked(&lower.asked.said, axis);
    let down = Interval { low: end, high: upper.asked.interval.high }.asked(&upper.asked.said, axis);
    Some(
        Finding::new(Name::GapBetweenBands, second.place, message)
            .label(format!("no choice takes `{here}`"))
            .related(first.place, "nor does this one")
            .help(format!(
                "let one choice reach up to the other: `{up}` or `{down}`; where just this is meant to be left, give it a choice of its own"
            ))
            .witness(witness),
    )
}
