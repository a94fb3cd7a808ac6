//! Lints: what is worth a look although the ruleset runs. One file a lint; its documentation is what
//! `qualify check --explain NAME` shows.

mod allow;
mod unused_definition;

use crate::check::Checked;
use crate::diagnostic::Finding;

/// Adds what the lints find to what checking found, and takes away what comments silence.
///
/// Files with errors are linted too, as far as they were understood; only `unused-definition` waits for a file without errors,
/// since a use may stand in the part that could not be read.
pub fn lint(checked: &Checked) -> Vec<Finding> {
    let mut findings = checked.findings.clone();
    let has_errors = findings.iter().any(Finding::is_error);
    if !has_errors {
        findings.extend(unused_definition::find(checked));
    }
    allow::silence(checked, &mut findings, has_errors);
    findings.sort_by(|one, two| one.place.cmp(&two.place).then(one.name.cmp(&two.name)));
    findings
}
