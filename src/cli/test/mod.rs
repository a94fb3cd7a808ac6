//! `qualify test`: the tests that rule files hold.

mod human;
mod junit;

use super::files::{Input, rule_files};
use super::output::{Exit, could_not_run, to_stdout};
use super::report::{Checked, ReportFormat, report};
use super::rule_text;
use super::style::{ColorWhen, Look};
use crate::check::NoFiles;
use crate::diagnostic::Finding;
use crate::source::Sources;
use crate::testing::{self, TestReport};
use crate::{Folder, inspect};
use clap::{Args, ValueEnum};
use serde::Serialize;
use std::io;
use std::path::PathBuf;

/// Run the tests that rule files hold
///
/// Each failure shows what was expected, what came out, and why. Exits with 1 where a test fails, or less is covered than
/// `--min-coverage` asks for.
#[derive(Args, Clone, Debug)]
#[command(after_help = "\
Examples:
  qualify test rules.qual
  qualify test --filter mid-market --coverage
  qualify test --min-coverage 90 --format junit")]
pub struct TestArgs {
    /// Files, folders (every `.qual` file below them), or `-` for standard input
    #[arg(default_value = ".")]
    paths: Vec<PathBuf>,
    /// Run only the tests whose names hold this text; exits with 2 where there are none
    #[arg(long, value_name = "TEXT")]
    filter: Option<String>,
    /// Show which rules, rows, steps and choices the tests saw fire, not fire and stay undecided
    #[arg(long)]
    coverage: bool,
    /// Fail where a file's tests cover less than so many per cent
    #[arg(long, value_name = "PERCENT", value_parser = percent, conflicts_with = "filter")]
    min_coverage: Option<u8>,
    /// How the outcome is written
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
    format: TestFormat,
}

/// The forms of an outcome: the values of `--format`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum TestFormat {
    /// For the terminal.
    #[default]
    Human,
    /// As data: one array, an object a file.
    Json,
    /// For CI.
    Junit,
}

/// The tests of one file, and what became of them.
#[derive(Serialize)]
struct Tested {
    file: String,
    #[serde(flatten)]
    report: TestReport,
    /// The share that the tests cover, in whole per cent.
    covered: usize,
}

const FILTER_HELP: &str = "a test's name stands in quotes after `test`; capitals make no difference";

/// A share as it is written on the command line.
fn percent(written: &str) -> Result<u8, &'static str> {
    let share = written.parse().ok().filter(|share| *share <= 100);
    share.ok_or("a whole number from 0 to 100 is asked for")
}

impl TestArgs {
    /// Runs the command.
    pub fn run(&self, color: ColorWhen) -> Exit {
        let inputs = match rule_files(&self.paths) {
            Ok(inputs) => inputs,
            Err(error) => return could_not_run(&error, None),
        };
        let mut tested = Vec::with_capacity(inputs.len());
        let mut broken = 0;
        for input in &inputs {
            match self.test(input, color) {
                Some(one) => tested.push(one),
                None => broken += 1,
            }
        }
        if let Some(filter) = &self.filter
            && broken == 0
            && tested.iter().all(|one| one.report.results.is_empty())
        {
            return could_not_run(&format!("no test's name holds `{filter}`"), Some(FILTER_HELP.to_owned()));
        }
        let least = usize::from(self.min_coverage.unwrap_or(0));
        // A file without tests has nothing to show of its coverage, unless that is asked for.
        let failed = tested.iter().any(|one| !one.report.passed() || one.covered < least);
        let exit = match (broken > 0, failed) {
            (true, _) => Exit::CouldNotRun,
            (_, true) => Exit::Found,
            _ => Exit::Fine,
        };
        let look = Look::of(color, &io::stdout());
        to_stdout(|out| {
            match self.format {
                TestFormat::Human => human::write(&tested, broken, self.coverage, self.min_coverage, look, out)?,
                TestFormat::Junit => junit::write(&tested, self.min_coverage, out)?,
                TestFormat::Json => {
                    serde_json::to_writer_pretty(&mut *out, &tested)?;
                    writeln!(out)?;
                }
            }
            Ok(exit)
        })
    }

    /// Runs the tests of one file; one with errors is reported on standard error.
    fn test(&self, input: &Input, color: ColorWhen) -> Option<Tested> {
        let file = rule_text::name(input);
        let (sources, findings) = match rule_text::read(input, &mut io::stdin()) {
            Ok(source) => {
                let inspected = match input {
                    Input::Stdin => inspect(source, &NoFiles),
                    Input::File(_) => inspect(source, &Folder),
                };
                if let Some(rules) = inspected.rules {
                    let report = testing::run(&rules, &inspected.sources, self.filter.as_deref());
                    let covered = report.coverage.percent();
                    return Some(Tested { file, report, covered });
                }
                (inspected.sources, inspected.findings.into_iter().filter(Finding::is_error).collect())
            }
            Err(finding) => (Sources::default(), vec![*finding]),
        };
        let checked = [Checked { file: &file, sources: &sources, findings: &findings }];
        let stderr = io::stderr();
        // Nothing is left to be done where standard error is gone too.
        let _ = report(ReportFormat::Human, &checked, Look::of(color, &stderr), &mut stderr.lock());
        None
    }
}
