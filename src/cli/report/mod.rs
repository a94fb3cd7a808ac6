//! Findings as text: one file a format.

mod gather;
mod github;
mod human;
mod json;
mod junit;
mod sarif;
mod short;

use crate::cli::style::Look;
use crate::diagnostic::Finding;
use crate::source::Sources;
use clap::ValueEnum;
use gather::Gathered;
use std::io::{self, Write};

/// How findings are written: the values of `check --format`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    /// For people: each finding with the text underlined.
    #[default]
    Human,
    /// One line a finding.
    Short,
    /// One JSON array.
    Json,
    /// Annotations of GitHub Actions.
    Github,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// JUnit XML, for test reports.
    Junit,
}

/// What was found in one ruleset: a main file and the files that it uses.
#[derive(Clone, Copy, Debug)]
pub struct Checked<'a> {
    /// The main file's name as the user gave it. Findings without a place are about this file.
    pub file: &'a str,
    /// The texts; none where the main file could not be read.
    pub sources: &'a Sources,
    /// What was found in them.
    pub findings: &'a [Finding],
}

/// Writes one report on all that was checked, in order of file, position, severity and name.
///
/// A file that several rulesets use may bring the same finding several times; it is written once. Findings whose
/// severity is `Allowed` are left out.
pub fn report(format: ReportFormat, checked: &[Checked<'_>], look: Look, out: &mut dyn Write) -> io::Result<()> {
    let gathered = Gathered::new(checked);
    match format {
        ReportFormat::Human => human::write(&gathered, look, out),
        ReportFormat::Short => short::write(&gathered, out),
        ReportFormat::Json => json::write(&gathered, out),
        ReportFormat::Github => github::write(&gathered, out),
        ReportFormat::Sarif => sarif::write(&gathered, out),
        ReportFormat::Junit => junit::write(&gathered, out),
    }
}

/// How many findings [`report`] would write.
pub fn count(checked: &[Checked<'_>]) -> usize {
    Gathered::new(checked).entries.len()
}
