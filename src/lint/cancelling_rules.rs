//! The lint `cancelling-rules`.

use super::cancelling_rows::cancelling_rows;
use super::context::Context;
use super::page::lint;
use crate::diagnostic::{Finding, Name};

lint! {
    /// Rules of one score that always fire together and add up to nothing: as far as the score goes they might as well not be
    /// there. Mostly one of them was meant to ask something else, or a rule was taken back without being deleted.
    ///
    /// ```qual
    /// when country = "DE"    then +10
    /// when country in ["DE"] then -10
    /// ```
    ///
    /// Delete them, or change what was meant to differ:
    ///
    /// ```qual
    /// when country = "DE" then +10
    /// when country = "US" then -10
    /// ```
    ///
    /// A row of a table counts as a rule: `by country { "DE" then +10 }` and `when country = "DE" then -10` leave nothing either.
    ///
    /// Only points that are the same for each lead count, and only rules that stand in the same group: the bounds of a group may
    /// leave something over.
    CancellingRules, find
}

/// For how many rules a lead is looked for.
const MOST_PROOFS: usize = 500;
/// How many of the rules are pointed at.
const MOST_SHOWN: usize = 4;

fn find(context: &Context) -> Vec<Finding> {
    let alike = context.alike();
    let mut findings = Vec::new();
    let sets = alike.classes.iter().filter(|class| class.len() > 1).flat_map(|class| alike.cancelling(class));
    for (number, set) in sets.enumerate() {
        let rules: Vec<_> = set.iter().filter_map(|at| alike.rules.get(*at)).map(|one| one.rule).collect();
        let Some((last, before)) = rules.split_last() else { continue };
        let witness = if number < MOST_PROOFS {
            // Rules that never fire are another matter.
            let Some(witness) = set.first().and_then(|first| alike.proof(context, *first)) else { continue };
            witness
        } else {
            None
        };
        let mut points: Vec<String> = rules.iter().map(|rule| format!("{:+}", rule.award.amount)).collect();
        if points.len() > MOST_SHOWN + 2 {
            points.truncate(MOST_SHOWN);
            points.push("...".to_owned());
        }
        let all = match points.split_last() {
            Some((last, before)) => format!("{} and {last}", before.join(", ")),
            None => continue,
        };
        let message = match before.len() {
            1 => format!("this rule takes back what another one gives to the same leads: {all}"),
            count => format!("this rule and {count} others fire for the same leads and add up to nothing: {all}"),
        };
        let mut finding = Finding::new(Name::CancellingRules, last.place, message)
            .help("delete them; or change what one of them was to ask");
        for rule in before.iter().take(MOST_SHOWN) {
            finding = finding.related(rule.place, format!("the same leads get {:+} here", rule.award.amount));
        }
        finding.witness = witness;
        findings.push(finding);
    }
    findings.extend(cancelling_rows(context));
    findings
}
