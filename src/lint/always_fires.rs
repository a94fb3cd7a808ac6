//! The lint `always-fires`.

use super::clauses::place_of;
use super::conditions::{Decides, What, conditions};
use super::context::{Context, Never, in_main_file};
use super::page::lint;
use super::shorten::shortened;
use crate::analysis::Truths;
use crate::diagnostic::{Finding, Name};
use crate::eval::say;
use crate::rules::{Condition, DefinitionBody};

lint! {
    /// A condition that is true for every lead of whom its fields are known, or for every lead at all.
    ///
    /// It tells no lead from another: the rule gives its points to all, a step holds nobody back. Often `or` was meant to be
    /// `and`, as in `!= "a" or != "b"`.
    ///
    /// ```qual
    /// when industry != "Retail" or industry != "Travel" then +10
    /// ```
    ///
    /// Say what was meant:
    ///
    /// ```qual
    /// when industry not in ["Retail", "Travel"] then +10
    /// ```
    ///
    /// Asking whether a field is known is never found, since that tells leads apart.
    AlwaysFires, find
}

fn find(context: &Context) -> Vec<Finding> {
    let mut findings = Vec::new();
    for one in conditions(context.rules) {
        match always(context, &one) {
            Some(finding) => findings.push(finding),
            None => findings.extend(parts(context, one.condition)),
        }
    }
    for definition in context.rules.definitions.iter().filter(|definition| in_main_file(definition.place)) {
        if let DefinitionBody::Condition(condition) = &definition.body {
            match tells_nothing(context, condition) {
                Some(finding) => findings.push(Finding { place: Some(definition.place), ..finding }),
                None => findings.extend(parts(context, condition)),
            }
        }
    }
    findings
}

/// Of several joined by `and`, those that are true whenever they are known. What is defined is told where it is defined.
fn parts<'r>(context: &Context<'r>, condition: &'r Condition) -> Vec<Finding> {
    match condition {
        Condition::All(parts) => parts.iter().filter_map(|part| tells_nothing(context, part)).collect(),
        _ => Vec::new(),
    }
}

/// A condition that is true whenever its fields are known, and only then: what is true of every lead is a `redundant-clause`.
fn tells_nothing<'r>(context: &Context<'r>, condition: &'r Condition) -> Option<Finding> {
    if matches!(condition, Condition::Defined(_)) {
        return None;
    }
    let formula = context.analysis.formula(condition);
    let never = |wanted| context.never(&[(formula, wanted)]) == Never::Always;
    if !never(Truths::FALSE) || never(Truths::TRUE) || never(Truths::NOT_TRUE) || context.asks_for_settled(condition) {
        return None;
    }
    let said = shortened(&say(condition, context.rules));
    let message = format!("`{said}` tells no leads apart: it is true for every lead of whom enough is known");
    Some(Finding::new(Name::AlwaysFires, place_of(condition, context.rules)?, message).help(way_out(condition)))
}

fn way_out(condition: &Condition) -> &'static str {
    match condition {
        Condition::Any(_) => "where none of several should hold, join them by `and`, or write `not in [...]`",
        _ => "say what should tell leads apart, or leave the condition out",
    }
}

fn always<'r>(context: &Context<'r>, one: &Decides<'r>) -> Option<Finding> {
    let formula = context.analysis.formula(one.condition);
    // Where it cannot be false, it is true of all who are known; but it must be true of someone. In a block the first rule often
    // says what the block says, and gives the points for just that: it is looked at by itself.
    if context.never(&[(formula, Truths::FALSE)]) != Never::Always
        || context.never(&[(formula, Truths::TRUE)]) == Never::Always
        || context.asks_for_settled(one.condition)
    {
        return None;
    }
    let whom = match context.never(&[(formula, Truths::NOT_TRUE)]) {
        // That nothing is left for the choices behind it is told of these.
        Never::Always if matches!(one.what, What::Choice) => return None,
        Never::Always => "every lead",
        _ => "every lead of whom enough is known",
    };
    let verb = match one.what {
        What::Rule(..) | What::Block(..) | What::Choice => "is for",
        What::Step(..) => "is met by",
        What::Disqualifier => "applies to",
    };
    let message = format!("this {} {verb} {whom}: `{}` can never be false", one.what.noun(), shortened(one.said));
    Some(Finding::new(Name::AlwaysFires, one.place, message).help(way_out(one.condition)))
}
