//! The lint `idle-bound`.

use super::context::{Context, in_main_file};
use super::page::lint;
use super::stuck::stuck;
use crate::analysis::End;
use crate::diagnostic::{Finding, Name};
use crate::rules::{Group, Part, ScoreBody, ScoreId};
use crate::source::{Place, Span};
use crate::value::Points;
use std::collections::HashSet;

lint! {
    /// A bound of a score or a group that its rules never reach: a reader takes `0..100` for a scale on which 45 is less than half,
    /// when it is the most that anybody can have.
    ///
    /// ```qual
    /// score fit in 0..100 {
    ///   when company_size in 50..500 then +20
    ///   when title contains "vp"     then +25
    /// }
    /// ```
    ///
    /// Write what can be reached, or give points that fill the scale:
    ///
    /// ```qual
    /// score fit in 0..45 {
    ///   when company_size in 50..500 then +20
    ///   when title contains "vp"     then +25
    /// }
    /// ```
    ///
    /// A bound of 0 is always fine: every lead begins there. So is the end of a scale, 10, 100 or 1,000, where more than half of it
    /// is reached. Rules that go by fixed days are not looked at.
    IdleBound, find
}

/// The ends of scales that people use whatever their rules come to, in hundredths: 10, 100 and 1,000.
const SCALES: [i64; 3] = [1_000, 10_000, 100_000];

fn find(context: &Context) -> Vec<Finding> {
    // What is reached on another day is not known.
    if context.scores_turn_with_the_day() {
        return Vec::new();
    }
    // What always comes to 0 is found as `zero-points`.
    let stuck: HashSet<Place> = stuck(context.rules).into_iter().map(|one| one.what.place()).collect();
    let mut findings = Vec::new();
    for (at, score) in context.rules.scores.iter().enumerate().filter(|(_, score)| in_main_file(score.place)) {
        if is_idle(score.low, score.high) || stuck.contains(&score.place) {
            continue;
        }
        let extent = context.analysis.score(ScoreId(at));
        let named = format!("`{}`", score.name);
        for (end, bound, is_high) in [(&extent.low, score.low, false), (&extent.high, score.high, true)] {
            findings.extend(bound.and_then(|bound| finding(context, score.place, &named, end, bound, is_high)));
        }
    }
    for (at, score) in context.rules.scores.iter().enumerate().filter(|(_, score)| in_main_file(score.place)) {
        if let ScoreBody::Rules(parts) = &score.body {
            groups(context, ScoreId(at), parts, &stuck, &mut findings);
        }
    }
    findings
}

/// Whether there is no bound but 0.
fn is_idle(low: Option<Points>, high: Option<Points>) -> bool {
    [low, high].into_iter().flatten().all(|bound| bound == Points::ZERO)
}

fn groups(context: &Context, score: ScoreId, parts: &[Part], stuck: &HashSet<Place>, findings: &mut Vec<Finding>) {
    for part in parts {
        match part {
            Part::Group(group) => {
                if !stuck.contains(&group.place) {
                    of_group(context, score, group, findings);
                }
                groups(context, score, &group.parts, stuck, findings);
            }
            Part::When(when) => groups(context, score, &when.parts, stuck, findings),
            Part::Rule(_) | Part::Table(_) | Part::First(_) => {}
        }
    }
}

fn of_group(context: &Context, score: ScoreId, group: &Group, findings: &mut Vec<Finding>) {
    if is_idle(group.low, group.high) {
        return;
    }
    let Some((low, high)) = context.analysis.group(score, group) else { return };
    let named = format!("the group \"{}\"", group.name);
    let place = head_of(context, group.place);
    // What it adds up to is brought within its bounds, so that it may be less than all of its rules.
    let within = |points: Points| {
        let points = group.low.map_or(points, |low| points.max(low));
        group.high.map_or(points, |high| points.min(high))
    };
    let (low, high) = (within(low), within(high));
    for (points, bound, is_high) in [(low, group.low, false), (high, group.high, true)] {
        let end = End { points, lead: None };
        findings.extend(bound.and_then(|bound| finding(context, place, &named, &end, bound, is_high)));
    }
}

/// The first line of a block, up to where it opens.
pub(super) fn head_of(context: &Context, place: Place) -> Place {
    let written = context.written(place);
    let line = written.lines().next().unwrap_or_default();
    let head = line.rfind('{').and_then(|at| line.get(..at)).unwrap_or(line).trim_end();
    Place { span: Span::new(place.span.start, place.span.start + head.len()), ..place }
}

fn finding(context: &Context, place: Place, named: &str, end: &End, bound: Points, is_high: bool) -> Option<Finding> {
    let is_beyond = if is_high { end.points < bound } else { end.points > bound };
    if !is_beyond || bound == Points::ZERO {
        return None;
    }
    // A scale is a scale, also where its end is not quite reached.
    let is_scale = is_high && SCALES.contains(&bound.hundredths());
    if is_scale && end.points.hundredths() * 2 > bound.hundredths() {
        return None;
    }
    let (reaches, other) = if is_high { ("more", "most") } else { ("less", "least") };
    let message =
        format!("{named} never comes to {reaches} than {}, so its bound {bound} is never reached", end.points);
    let help = format!("write {} as the {other}, or let its rules give what fills the scale", end.points);
    let mut finding = Finding::new(Name::IdleBound, place, message).help(help);
    finding.witness = end.lead.as_ref().map(|lead| context.witness(lead));
    Some(finding)
}
