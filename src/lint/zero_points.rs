//! The lint `zero-points`.

use super::context::{Context, in_main_file};
use super::page::lint;
use super::walk;
use crate::diagnostic::{Finding, Name};
use crate::value::Points;

lint! {
    /// A rule that gives nothing, whether it is true or not: its points were forgotten, or it is left over.
    ///
    /// ```qual
    /// when downloads >= 2    then 0 because "reads a lot"
    /// when company_size > 50 then +10
    /// ```
    ///
    /// Nor does it show among the reasons of a lead, since these are the rules that gave points. Write the points that were meant,
    /// or delete the rule:
    ///
    /// ```qual
    /// when downloads >= 2    then +5 because "reads a lot"
    /// when company_size > 50 then +10
    /// ```
    ///
    /// In a `first`, a rule that gives 0 means "stop here": the rules below it no longer count. And a row of a table that gives 0
    /// says that its case was thought of. Neither is reported.
    ZeroPoints, find
}

fn find(context: &Context) -> Vec<Finding> {
    let (rules, _) = walk::points(context.rules);
    let rules = rules.iter().filter(|at| !at.around.in_first && in_main_file(at.rule.place));
    let nothing = rules.filter(|at| at.rule.award.amount == Points::ZERO);
    nothing
        .map(|at| {
            Finding::new(Name::ZeroPoints, at.rule.place, "this rule gives 0 points, whether it is true or not")
                .help("write the points that were meant, or delete the rule")
        })
        .collect()
}
