//! The lint `idle-limit`.

use super::context::{Context, in_main_file};
use super::page::lint;
use super::walk;
use crate::diagnostic::{Finding, Name};
use crate::rules::Award;
use crate::value::{Points, Unit};

lint! {
    /// A limit per day, week or month that never takes effect, since the limit for a longer time, or for all time, is not above it.
    ///
    /// As a rule two numbers have changed places: what was to hold back a busy week holds back the whole.
    ///
    /// ```qual
    /// lead {
    ///   clicks: list of { at: date }
    /// }
    ///
    /// for each clicks then +2 up to +30 per week up to +20
    /// ```
    ///
    /// Let limits grow with the time that they are for:
    ///
    /// ```qual
    /// lead {
    ///   clicks: list of { at: date }
    /// }
    ///
    /// for each clicks then +2 up to +20 per week up to +30
    /// ```
    IdleLimit, find
}

fn find(context: &Context) -> Vec<Finding> {
    let (rules, _) = walk::points(context.rules);
    let rules = rules.iter().filter(|at| in_main_file(at.rule.place));
    rules.filter_map(|at| Some(Finding { place: Some(at.rule.place), ..idle(&at.rule.award)? })).collect()
}

fn idle(award: &Award) -> Option<Finding> {
    // Shorter periods come first; the limit of all comes last.
    let periods = award.up_to_per.iter().map(|limit| (limit.limit, per(limit.period)));
    let limits: Vec<(Points, &str)> = periods.chain(award.up_to.map(|limit| (limit, ""))).collect();
    let idle = limits.windows(2).find_map(|pair| match pair {
        [(short, period), (long, longer)] if short.abs() >= long.abs() => Some((*short, *period, *long, *longer)),
        _ => None,
    });
    let (short, period, long, longer) = idle?;
    let message = format!("`up to {short:+}{period}` never takes effect: `up to {long:+}{longer}` ends it first");
    let help = format!("should it be `up to {long:+}{period} up to {short:+}{longer}`? or leave the first limit out");
    let help = if short == long { "leave the first limit out, or make it smaller".to_owned() } else { help };
    Some(Finding::new(Name::IdleLimit, crate::source::Place::default(), message).help(help))
}

fn per(period: Unit) -> &'static str {
    match period {
        Unit::Day => " per day",
        Unit::Week => " per week",
        Unit::Month => " per month",
        Unit::Year => " per year",
    }
}
