//! What a score comes to, as a message says it.

use super::context::Context;
use crate::analysis::{End, Extent};
use crate::eval::{Outcome, Status, judge};
use crate::rules::{Clause, CompareOp, Expr, Part, RuleId, Rules, ScoreBody, ScoreId, Test};
use crate::value::{Points, Range};

/// How many rules are named that a score adds up from.
const MOST_NAMED: usize = 4;

/// The end of what a score comes to that matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bound {
    Least,
    Most,
    Both,
    /// Neither: what is asked for lies between the ends, where no lead comes.
    Beside,
}

impl Bound {
    /// The end beyond which a range lies.
    pub(super) fn of_range(context: &Context, score: ScoreId, range: &Range) -> Bound {
        let Range::Numbers(range) = range else { return Bound::Both };
        let (least, most) = ends(context, score);
        let is_above = |low: f64| most < low || most == low && range.excludes_low;
        let is_below = |high: f64| least > high || least == high && range.excludes_high;
        match (range.low, range.high) {
            (Some(low), _) if is_above(low) => Bound::Most,
            (_, Some(high)) if is_below(high) => Bound::Least,
            _ => Bound::of_both(least, most),
        }
    }

    /// Both ends, where they are all that it comes to.
    fn of_both(least: f64, most: f64) -> Bound {
        if least == most { Bound::Both } else { Bound::Beside }
    }

    /// `` `fit` is 45 at most ``
    pub(super) fn said(self, context: &Context, score: ScoreId) -> String {
        let name = context.rules.scores.get(score.0).map_or("", |score| &score.name);
        format!("`{name}` {}", self.of_it(&context.analysis.score(score)))
    }

    /// `is 45 at most`
    pub(super) fn of_it(self, extent: &Extent) -> String {
        let (low, high) = (extent.low.points, extent.high.points);
        match self {
            Bound::Least => format!("is never below {low}"),
            Bound::Most => format!("is {high} at most"),
            Bound::Both if low == high => format!("is always {low}"),
            Bound::Both => format!("lies between {low} and {high}"),
            Bound::Beside => "never comes to that".to_owned(),
        }
    }

    /// What is said where the score stands.
    pub(super) fn label(self, extent: &Extent) -> String {
        match self {
            Bound::Beside => {
                format!("lies between {} and {}, but never comes to that", extent.low.points, extent.high.points)
            }
            _ => format!("{} here", self.of_it(extent)),
        }
    }
}

/// The end beyond which a test of a score asks.
pub(super) fn bound_of(context: &Context, clause: &Clause, score: ScoreId) -> Bound {
    let (least, most) = ends(context, score);
    match &clause.test {
        Test::Compare(op, Expr::Score(_), Expr::Number(number)) => match op {
            CompareOp::AtLeast | CompareOp::Equal if most < *number => Bound::Most,
            CompareOp::More if most <= *number => Bound::Most,
            CompareOp::AtMost | CompareOp::Equal if least > *number => Bound::Least,
            CompareOp::Less if least >= *number => Bound::Least,
            _ => Bound::of_both(least, most),
        },
        Test::InRange(Expr::Score(_), range, false) => Bound::of_range(context, score, range),
        Test::InRange(Expr::Score(_), Range::Numbers(range), true) if range.holds(least) && range.holds(most) => {
            Bound::Both
        }
        _ => Bound::of_both(least, most),
    }
}

/// The least and the most that a score comes to.
fn ends(context: &Context, score: ScoreId) -> (f64, f64) {
    let extent = context.analysis.score(score);
    (extent.low.points.to_f64(), extent.high.points.to_f64())
}

/// What the most that a score comes to adds up from, and the way out.
pub(super) fn what_adds_up(context: &Context, id: ScoreId, most: &End) -> String {
    let way_out = "ask for less, or give more points";
    let rules = context.rules;
    let Some(score) = rules.scores.get(id.0) else { return way_out.to_owned() };
    let unbounded = match &score.body {
        ScoreBody::Rules(_) => context.analysis.unbounded(id).1,
        ScoreBody::Computed { said, .. } => {
            return format!("it is `{said}`, whose scores come to no more; {way_out}");
        }
    };
    if score.high == Some(most.points) && unbounded > most.points {
        return format!("its bound is {}; ask for less, or raise the bound", most.points);
    }
    let Some(lead) = &most.lead else { return way_out.to_owned() };
    let verdict = judge(rules, lead, context.analysis.today());
    let fired = named(rules, id).into_iter().filter_map(|(rule, said)| {
        let outcome: Outcome = verdict.rule(rule);
        (outcome.status == Status::Fired && outcome.points > Points::ZERO).then_some((outcome.points, said))
    });
    let fired: Vec<_> = fired.collect();
    match fired.as_slice() {
        [] => format!("none of its rules gives points; {way_out}"),
        few if few.len() <= MOST_NAMED => {
            let few: Vec<String> = few.iter().map(|(points, said)| format!("{points:+} for `{said}`")).collect();
            format!("the most comes from {}; {way_out}", few.join(" and "))
        }
        many => format!("the most comes from {} rules; {way_out}", many.len()),
    }
}

/// The rules and tables of a score, as they are said.
fn named(rules: &Rules, id: ScoreId) -> Vec<(RuleId, &str)> {
    fn of<'r>(parts: &'r [Part], all: &mut Vec<(RuleId, &'r str)>) {
        for part in parts {
            match part {
                Part::Rule(rule) => all.push((rule.id, &rule.said)),
                Part::Table(table) => all.extend(table.id.map(|id| (id, table.said.as_str()))),
                Part::First(first) => all.extend(first.rules.iter().map(|rule| (rule.id, rule.said.as_str()))),
                Part::Group(group) => of(&group.parts, all),
                Part::When(when) => of(&when.parts, all),
            }
        }
    }
    let mut all = Vec::new();
    if let Some(ScoreBody::Rules(parts)) = rules.scores.get(id.0).map(|score| &score.body) {
        of(parts, &mut all);
    }
    all
}
