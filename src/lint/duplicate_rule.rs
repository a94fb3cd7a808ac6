//! The lint `duplicate-rule`.

use super::context::Context;
use super::page::lint;
use crate::diagnostic::{Finding, Name};
use crate::value::Points;

lint! {
    /// Two rules of one score that fire for just the same leads, however they are written. Such a lead gets the points of both:
    /// often a rule was written anew where the old one was meant to be changed, or one of the two was meant to ask something else.
    ///
    /// ```qual
    /// when company_size in 50..500                    then +20
    /// when company_size >= 50 and company_size <= 500 then +10
    /// ```
    ///
    /// Write one rule:
    ///
    /// ```qual
    /// when company_size in 50..500 then +30
    /// ```
    ///
    /// What stands around a rule counts: in a block `when demo { ... }` a rule fires for other leads than outside of it.
    ///
    /// Rules whose points are worked out in different ways stay, since one rule could not say both: `+10` for any download, and
    /// `+2 per downloads` besides. Rules that add up to nothing are found as `cancelling-rules`.
    DuplicateRule, find
}

/// For how many rules a lead is looked for.
const MOST_PROOFS: usize = 500;

fn find(context: &Context) -> Vec<Finding> {
    let alike = context.alike();
    let mut findings = Vec::new();
    for (number, class) in alike.classes.iter().filter(|class| class.len() > 1).enumerate() {
        let mut cancelling: Vec<usize> = alike.cancelling(class).into_iter().flatten().collect();
        cancelling.sort_unstable();
        let stays = |at: &&usize| {
            let amount = alike.rules.get(**at).map(|one| one.rule.award.amount);
            amount.is_some_and(|amount| amount != Points::ZERO) && cancelling.binary_search(at).is_err()
        };
        let rest: Vec<usize> = class.iter().filter(stays).copied().collect();
        let [first, others @ ..] = rest.as_slice() else { continue };
        let Some(before) = alike.rules.get(*first).filter(|_| !others.is_empty()) else { continue };
        let witness = if number < MOST_PROOFS {
            // Rules that never fire are another matter.
            let Some(witness) = alike.proof(context, *first) else { continue };
            witness
        } else {
            None
        };
        for one in others.iter().filter_map(|at| alike.rules.get(*at)) {
            let (rule, first_rule) = (one.rule, before.rule);
            let both = format!("{} and {}", first_rule.award.said, rule.award.said);
            let message = match (before.quoted(), one.quoted()) {
                (before, after) if before == after => format!("{after} gives points twice: {both}"),
                (before, after) => format!("{before} and {after} are true for the same leads, which get both: {both}"),
            };
            let is_fixed = [rule, first_rule].iter().all(|rule| *rule.award.said == format!("{:+}", rule.award.amount));
            let sum = [rule, first_rule].iter().map(|rule| rule.award.amount).sum::<Points>();
            let help = if is_fixed && others.len() == 1 {
                format!("keep one of them, with `then {sum:+}` if both were meant; or change what one was to ask")
            } else {
                "keep one of them; or change what the others were to ask".to_owned()
            };
            let finding = Finding::new(Name::DuplicateRule, rule.place, message).help(help);
            let mut finding =
                finding.related(first_rule.place, format!("the same leads get {} here", first_rule.award.said));
            finding.witness = witness.clone();
            findings.push(finding);
        }
    }
    findings
}
