//! Lints: what is worth a look although the ruleset runs. One file a lint; the page that it opens with is what
//! `qualify check --explain NAME` shows.

mod allow;
mod always_fires;
mod bands;
mod clauses;
mod condition_keys;
mod conditions;
mod context;
mod covered;
mod expired_date;
mod gap_between_bands;
mod interval;
mod levels;
mod lines;
mod looked_at;
mod never_fires;
mod non_monotonic_bands;
mod overlapping_bands;
mod page;
mod redundant_clause;
mod straddled_case;
mod subjects;
mod table_lines;
mod uncovered_case;
mod unreachable_case;
mod unused_definition;

pub use levels::{Levels, Which};
pub use page::page;

use crate::check::Checked;
use crate::diagnostic::{Finding, Severity};
use context::Context;
use jiff::civil::Date;
use page::Lint;

/// All lints, but for those about silencing comments, which `allow` finds when all others are done.
const LINTS: &[Lint] = &[
    always_fires::LINT,
    expired_date::LINT,
    gap_between_bands::LINT,
    never_fires::LINT,
    non_monotonic_bands::LINT,
    overlapping_bands::LINT,
    redundant_clause::LINT,
    straddled_case::LINT,
    uncovered_case::LINT,
    unreachable_case::LINT,
    unused_definition::LINT,
];

/// What is linted, and as of when.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// How bad which findings are; lints that are off are not run.
    pub levels: Levels,
    /// The day as of which dates are looked at; without one, nothing is said that depends on the day.
    pub today: Option<Date>,
}

/// Adds what the lints find to what checking found, and takes away what comments silence and what is off.
///
/// Lints look at files without errors only: a use may stand in the part that could not be read.
pub fn lint(checked: &Checked, settings: &Settings) -> Vec<Finding> {
    let levels = &settings.levels;
    let mut findings = checked.findings.clone();
    let has_errors = findings.iter().any(Finding::is_error);
    if !has_errors {
        let context = Context::new(checked, settings.today);
        let wanted = LINTS.iter().filter(|lint| levels.is_on(lint.name));
        findings.extend(wanted.flat_map(|lint| (lint.find)(&context)));
    }
    allow::silence(checked, &mut findings, has_errors, levels);
    for finding in &mut findings {
        finding.severity = levels.of(finding.name);
    }
    findings.retain(|finding| finding.severity != Severity::Allowed);
    findings.sort_by(|one, two| one.place.cmp(&two.place).then(one.name.cmp(&two.name)));
    findings
}
