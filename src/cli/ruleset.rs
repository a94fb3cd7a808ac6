//! Loads the ruleset that a command is given.

use super::output::Exit;
use super::report::{Checked, ReportFormat, report};
use super::style::{ColorWhen, Look};
use super::{files::Input, rule_text};
use crate::check::NoFiles;
use crate::{Findings, Ruleset};
use std::io;
use std::path::Path;

/// The ruleset of a file, or of standard input for `-`.
///
/// # Errors
/// What is wrong with it has been shown on standard error.
pub fn load(path: &Path, color: ColorWhen) -> Result<Ruleset, Exit> {
    let name = path.to_string_lossy();
    if path.as_os_str() == "-" {
        return match rule_text::read(&Input::Stdin, &mut io::stdin()) {
            Ok(source) => Ruleset::from_source(source, &NoFiles).map_err(|findings| show(&name, &findings, color)),
            Err(finding) => Err(super::output::could_not_run(&finding.message, finding.help)),
        };
    }
    Ruleset::load(path).map_err(|findings| show(&name, &findings, color))
}

fn show(file: &str, findings: &Findings, color: ColorWhen) -> Exit {
    let checked = [Checked { file, sources: findings.sources(), findings: findings.list() }];
    let stderr = io::stderr();
    let look = Look::of(color, &stderr);
    // Nothing is left to be done where standard error is gone too.
    let _ = report(ReportFormat::Human, &checked, look, &mut stderr.lock());
    Exit::CouldNotRun
}
