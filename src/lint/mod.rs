//! Lints: what is worth a look although the ruleset runs. One file a lint; the page that it opens with is what
//! `qualify check --explain NAME` shows.

mod alike;
mod allow;
mod always_fires;
mod asked;
mod bands;
mod cancelling_rows;
mod cancelling_rules;
mod clauses;
mod common_words;
mod condition_keys;
mod conditions;
mod context;
mod counted_twice;
mod covered;
mod disqualified_choices;
mod duplicate_rule;
mod expired_date;
mod exprs;
mod fewest;
mod fewest_goals;
mod fix;
mod gap_between_bands;
mod held_at_zero;
mod held_back;
mod idle_bound;
mod idle_limit;
mod interval;
mod label_gaps;
mod levels;
mod lines;
mod list_as_or;
mod looked_at;
mod mend;
mod missing_reason;
mod missing_steps;
mod named;
mod negated_in;
mod never_fires;
mod non_monotonic_bands;
mod overlapping_bands;
mod page;
mod range_as_comparisons;
mod reached;
mod read_as_blank;
mod redundant_clause;
mod repeated_list;
mod repeated_value;
mod samples;
mod settled;
mod shorten;
mod single_rule_decides;
mod spelled;
mod stacked_rules;
mod straddled_case;
mod stuck;
mod subjects;
mod table_lines;
mod uncapped_points;
mod uncovered_case;
mod unknown_never_tested;
mod unreachable_case;
mod unreachable_step;
mod untested_rule;
mod unused_definition;
mod walk;
mod word_inside_word;
mod zero_points;

pub use allow::can_be_silenced;
pub use fix::{Fixed, fix, is_fixable};
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
    cancelling_rules::LINT,
    duplicate_rule::LINT,
    expired_date::LINT,
    gap_between_bands::LINT,
    held_back::LINT,
    idle_bound::LINT,
    idle_limit::LINT,
    list_as_or::LINT,
    missing_reason::LINT,
    negated_in::LINT,
    never_fires::LINT,
    non_monotonic_bands::LINT,
    overlapping_bands::LINT,
    range_as_comparisons::LINT,
    redundant_clause::LINT,
    repeated_list::LINT,
    repeated_value::LINT,
    single_rule_decides::LINT,
    stacked_rules::LINT,
    straddled_case::LINT,
    uncapped_points::LINT,
    uncovered_case::LINT,
    unknown_never_tested::LINT,
    unreachable_case::LINT,
    unreachable_step::LINT,
    untested_rule::LINT,
    unused_definition::LINT,
    word_inside_word::LINT,
    zero_points::LINT,
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
    lint_beside(checked, settings, Vec::new())
}

/// The same, with findings that come from elsewhere: they have levels, and are silenced, like those of the lints.
pub(crate) fn lint_beside(checked: &Checked, settings: &Settings, others: Vec<Finding>) -> Vec<Finding> {
    let levels = &settings.levels;
    let mut findings = checked.findings.clone();
    findings.extend(others);
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
