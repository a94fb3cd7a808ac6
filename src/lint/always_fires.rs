//! The lint `always-fires`.

use super::conditions::{Decides, What, conditions};
use super::context::{Context, Never};
use super::page::lint;
use crate::analysis::Truths;
use crate::diagnostic::{Finding, Name};
use crate::rules::Condition;

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
    conditions(context.rules).iter().filter_map(|one| always(context, one)).collect()
}

fn always<'r>(context: &Context<'r>, one: &Decides<'r>) -> Option<Finding> {
    let formula = context.analysis.formula(one.condition);
    // Where it cannot be false, it is true of all who are known; but it must be true of someone. In a block the first rule often
    // says what the block says, and gives the points for just that: it is looked at by itself.
    if context.never(&[(formula, Truths::FALSE)]) != Never::Always
        || context.never(&[(formula, Truths::TRUE)]) == Never::Always
    {
        return None;
    }
    let whom = match context.never(&[(formula, Truths::NOT_TRUE)]) {
        Never::Always => "every lead",
        _ => "every lead of whom its fields are known",
    };
    let verb = match one.what {
        What::Rule(..) => "fires for",
        What::Block(..) => "counts for",
        What::Step => "is met by",
        What::Choice => "is taken for",
        What::Disqualifier => "applies to",
    };
    let message = format!("this {} {verb} {whom}: `{}` can never be false", one.what.noun(), one.said);
    let help = match one.condition {
        Condition::Any(_) => "where none of several should hold, join them by `and`, or write `not in [...]`",
        _ => "say what should tell leads apart, or leave the condition out",
    };
    Some(Finding::new(Name::AlwaysFires, one.place, message).help(help))
}
