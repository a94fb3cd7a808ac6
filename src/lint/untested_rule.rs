//! The lint `untested-rule`.

use super::context::{Context, in_main_file};
use super::page::lint;
use super::{shorten::shortened, walk};
use crate::diagnostic::{Finding, Name};
use crate::testing::{Covered, PartKind, coverage};

/// So many looks of a test at a rule, and no more: in a file with more nothing is said.
const MOST: usize = 5_000_000;

lint! {
    /// A rule that no test of the file sees fire: a slip in it would be noticed by nobody but the sales team.
    ///
    /// ```qual
    /// when downloads >= 2            then +5
    /// when company_size in 500..5000 then +20
    ///
    /// test "reads a lot" {
    ///   given { downloads = 3 }
    ///   expect score = 5
    /// }
    /// ```
    ///
    /// Add a test with a lead for which it fires:
    ///
    /// ```qual
    /// when downloads >= 2            then +5
    /// when company_size in 500..5000 then +20
    ///
    /// test "reads a lot, at a large company" {
    ///   given { downloads = 3, company_size = 800 }
    ///   expect score = 25
    /// }
    /// ```
    ///
    /// `qualify test --coverage` also counts rows, steps and choices. Disqualifiers count here as rules do.
    UntestedRule, find
}

fn find(context: &Context) -> Vec<Finding> {
    let rules = context.rules;
    let (points, tables) = walk::points(rules);
    let points: Vec<_> = points.iter().filter(|at| in_main_file(at.rule.place)).collect();
    let count = points.len() + rules.disqualifiers.len();
    let first = points.iter().map(|at| at.rule.place).chain(rules.disqualifiers.iter().map(|one| one.place)).min();
    let Some(first) = first else { return Vec::new() };
    if rules.tests.is_empty() {
        let message = match count {
            1 => "this file has no test, so nobody sees its rule fire".to_owned(),
            _ => format!("this file has no test, so nobody sees its {count} rules fire"),
        };
        let help = "add one: `test \"...\" { given { ... } expect ... }`";
        return vec![Finding::new(Name::UntestedRule, first, message).help(help)];
    }
    let rows: usize = tables.iter().map(|(table, _)| table.rows.len()).sum();
    if rules.tests.len().saturating_mul(rules.rule_count + rows + rules.disqualifiers.len()) > MOST {
        return Vec::new();
    }
    let coverage = coverage(rules, &context.checked.sources);
    let is_untested = |part: &&Covered| {
        matches!(part.kind, PartKind::Rule | PartKind::Disqualifier) && part.seen.fired == 0 && in_main_file(part.place)
    };
    let untested = coverage.parts.iter().filter(is_untested).map(|part| {
        let what = if part.kind == PartKind::Disqualifier { "disqualifier" } else { "rule" };
        let message = format!("no test sees this {what} fire");
        let help = format!("add a test with a lead for which `{}` is true", shortened(&part.said));
        Finding::new(Name::UntestedRule, part.place, message).help(help)
    });
    untested.collect()
}
