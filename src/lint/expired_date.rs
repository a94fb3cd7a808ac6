//! The lint `expired-date`.

use super::clauses::{blame, clauses, conflict, named};
use super::conditions::{Decides, What, conditions};
use super::context::{Context, Never};
use super::page::lint;
use crate::analysis::{FormulaId, Truths};
use crate::diagnostic::{Finding, Name};
use crate::rules::When;

lint! {
    /// A date that decides its condition once and for all from today on: a campaign that is over, a grace period that has passed.
    ///
    /// The condition told leads apart once. Now it is never true again, or true for ever, and the ruleset carries it along.
    ///
    /// ```qual
    /// when today <= 2025-12-31 and demo_requested then +10 because "year-end campaign"
    /// when demo_requested                         then +20 because "asked for a demo"
    /// ```
    ///
    /// Delete what is over, or set the next date:
    ///
    /// ```qual
    /// when demo_requested then +20 because "asked for a demo"
    /// ```
    ///
    /// It goes by `--today`, or by the system's date. A date of a lead that is compared with a fixed day
    /// (`signed_up >= 2025-01-01`) is never found: there will be leads on either side of it.
    ExpiredDate, find
}

fn find(context: &Context) -> Vec<Finding> {
    // Without a day nothing has expired.
    if context.today.is_none() {
        return Vec::new();
    }
    let mut findings = Vec::new();
    // What stands in a block that is over is not told again.
    let mut over: Vec<*const When> = Vec::new();
    for one in conditions(context.rules) {
        if one.blocks.iter().any(|block| over.contains(&std::ptr::from_ref(*block))) {
            continue;
        }
        if let Some(finding) = expired(context, &one) {
            if let What::Block(block) = one.what {
                over.push(block);
            }
            findings.push(finding);
        }
    }
    findings
}

fn expired<'r>(context: &Context<'r>, one: &Decides<'r>) -> Option<Finding> {
    let around: Vec<_> =
        one.blocks.iter().map(|block| (context.analysis.formula(&block.condition), Truths::TRUE)).collect();
    let formula = context.analysis.formula(one.condition);
    let all: Vec<FormulaId> = around.iter().map(|(formula, _)| *formula).chain([formula]).collect();
    if !context.analysis.rests_on_today(&all) || context.analysis.days_named(&all).is_empty() {
        return None;
    }
    let today = context.today?;
    let with = |wanted| -> Vec<_> { around.iter().copied().chain([(formula, wanted)]).collect() };
    let inside = clauses(context, one.condition);
    if context.never(&with(Truths::TRUE)) == Never::FromTodayOn {
        let blocks = one.blocks.iter().flat_map(|block| clauses(context, &block.condition));
        let all: Vec<_> = blocks.chain(inside).collect();
        let conflict = conflict(context, &all);
        let message = match conflict.as_slice() {
            [only] => {
                format!("this {} is over: `{}` is never true any more, today is {today}", one.what.noun(), only.said)
            }
            all => format!(
                "this {} is over: today is {today}, and no lead can have {} any more",
                one.what.noun(),
                named(all)
            ),
        };
        let finding = Finding::new(Name::ExpiredDate, one.place, message).help("delete it, or set the next date");
        return Some(blame(finding, one.place, &conflict, |_, _| "not any more together with this".to_owned()));
    }
    // A clause that has become true for ever.
    let passed = inside.into_iter().find(|clause| {
        !context.analysis.days_named(&[clause.formula]).is_empty()
            && context.never(&[(clause.formula, Truths::FALSE)]) == Never::FromTodayOn
    })?;
    let message = format!("`{}` can never be false again: today is {today}", passed.said);
    let finding = Finding::new(Name::ExpiredDate, passed.place.unwrap_or(one.place), message);
    Some(finding.help("leave the clause out, or set the next date"))
}
