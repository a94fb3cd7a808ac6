//! The lint `missing-reason`.

use super::context::{Context, in_main_file};
use super::page::lint;
use super::{shorten::shortened, walk};
use crate::diagnostic::{Finding, Name};
use crate::format;
use crate::rules::Rule;
use crate::syntax::tree::ItemKind;
use crate::value::Points;

lint! {
    /// A rule that gives points, or disqualifies, without saying why: whoever calls the lead reads the bare condition instead.
    ///
    /// ```qual
    /// when company_size in 50..500 and industry = "Software" then +20
    /// ```
    ///
    /// Say it in the words of those who read it:
    ///
    /// ```qual
    /// when company_size in 50..500 and industry = "Software" then +20 because "our kind of company"
    /// ```
    ///
    /// The rows of a table need no `because`: the value that they are for says enough. Nor does a rule that gives 0, which is
    /// never among the reasons.
    MissingReason, find
}

fn find(context: &Context) -> Vec<Finding> {
    let (rules, _) = walk::points(context.rules);
    let is_silent = |rule: &&Rule| !rule.has_because && rule.award.amount != Points::ZERO && in_main_file(rule.place);
    let of_rules = rules.iter().map(|at| at.rule).filter(is_silent).map(|rule| {
        let message = format!("nothing says why this gives `{}`", rule.award.said);
        Finding::new(Name::MissingReason, rule.place, message).help(help(&rule.reason))
    });
    let of_disqualifiers = context.main_items().filter_map(|(item, place)| match &item.kind {
        ItemKind::Disqualify(disqualify) if disqualify.because.is_none() => {
            let message = "nothing says why this disqualifies a lead";
            let reason = format::expression(&disqualify.condition);
            Some(Finding::new(Name::MissingReason, place, message).help(help(&reason)))
        }
        _ => None,
    });
    of_rules.chain(of_disqualifiers).collect()
}

fn help(reason: &str) -> String {
    format!("add `because \"...\"`; without it, people read `{}`", shortened(reason))
}
