//! A condition of the command line: `--where`.

use super::failure::Failure;
use super::output::Exit;
use super::report::{Checked, ReportFormat, report};
use super::style::{ColorWhen, Look};
use crate::check::check_condition;
use crate::rules::{Condition, Rules};
use std::io;

/// A condition, and the ruleset with the columns that only the condition names.
pub struct Asked {
    /// The ruleset.
    pub rules: Rules,
    /// The condition.
    pub condition: Condition,
}

/// Reads a condition over a ruleset's names and the columns of the leads.
///
/// # Errors
/// What is wrong with it has been shown on standard error.
pub fn ask(text: &str, rules: &Rules, color: ColorWhen) -> Result<Asked, Failure> {
    let asked = check_condition(text, rules);
    match asked.condition {
        Some(condition) => Ok(Asked { rules: asked.rules, condition }),
        None => {
            let stderr = io::stderr();
            let checked = [Checked { file: "the condition", sources: &asked.sources, findings: &asked.findings }];
            // Nothing is left to be done where standard error is gone too.
            let _ = report(ReportFormat::Human, &checked, Look::of(color, &stderr), &mut stderr.lock());
            Err(Failure::Exit(Exit::CouldNotRun))
        }
    }
}
