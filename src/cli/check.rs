//! `qualify check`: what is wrong with rule files.

use super::check_data::DataArgs;
use super::explain_lint;
use super::failure::Failure;
use super::files::{Input, rule_files};
use super::levels::{LevelArgs, parse_name};
use super::output::{Exit, could_not_run, to_stdout};
use super::report::{Checked, ReportFormat, report};
use super::rule_text;
use super::style::{ColorWhen, Look};
use crate::check::NoFiles;
use crate::diagnostic::{Finding, Name};
use crate::lint::Settings;
use crate::source::Sources;
use crate::{Folder, inspect_with};
use clap::Args;
use std::io;
use std::path::PathBuf;

/// Find what is wrong with rule files
///
/// Shows every mistake of a file in one run, each with its place and the way out. Exits with 1 where there are errors, or
/// warnings that `--deny` counts as such.
#[derive(Args, Clone, Debug)]
#[command(after_help = "Examples:\n  qualify check rules.qual\n  qualify check --deny warnings --format github")]
pub struct CheckArgs {
    /// Files, folders (every `.qual` file below them), or `-` for standard input
    #[arg(default_value = ".")]
    paths: Vec<PathBuf>,
    /// How findings are written
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
    format: ReportFormat,
    #[command(flatten)]
    levels: LevelArgs,
    #[command(flatten)]
    data: DataArgs,
    /// Show all kinds of findings
    #[arg(long, exclusive = true)]
    list: bool,
    /// Show what a kind of finding is about, with an example
    #[arg(long, value_name = "NAME", exclusive = true, value_parser = parse_name)]
    explain: Option<Name>,
}

impl CheckArgs {
    /// Runs the command.
    pub fn run(&self, color: ColorWhen) -> Exit {
        let look = Look::of(color, &io::stdout());
        if self.list {
            return to_stdout(|out| explain_lint::list(look, out).map(|()| Exit::Fine));
        }
        if let Some(name) = self.explain {
            return to_stdout(|out| explain_lint::explain(name, look, out).map(|()| Exit::Fine));
        }
        let inputs = match rule_files(&self.paths) {
            Ok(inputs) => inputs,
            Err(error) => return could_not_run(&error, None),
        };
        let looked: Vec<Looked> = match self.data.is_asked(&inputs) {
            Ok(false) => inputs.iter().map(|input| self.look_at(input)).collect(),
            Ok(true) => match inputs.iter().map(|input| self.look_at_data(input)).collect() {
                Ok(looked) => looked,
                Err(failure) => return failure.exit(),
            },
            Err(failure) => return failure.exit(),
        };
        let exit = match () {
            () if looked.iter().any(|one| one.unread) => Exit::CouldNotRun,
            () if looked.iter().any(|one| one.findings.iter().any(Finding::is_error)) => Exit::Found,
            () => Exit::Fine,
        };
        let checked: Vec<Checked> = looked
            .iter()
            .map(|one| Checked { file: &one.file, sources: &one.sources, findings: &one.findings })
            .collect();
        to_stdout(|out| report(self.format, &checked, look, out).map(|()| exit))
    }

    fn settings(&self) -> Settings {
        Settings { levels: self.levels.0.clone(), today: None }
    }

    /// The same with leads at hand.
    fn look_at_data(&self, input: &Input) -> Result<Looked, Failure> {
        let file = rule_text::name(input);
        Ok(match rule_text::read(input, &mut io::stdin()) {
            Ok(source) => {
                let (sources, findings) =
                    self.data.look_at(source, input, &self.settings(), self.format == ReportFormat::Human)?;
                Looked { file, sources, findings, unread: false }
            }
            Err(finding) => Looked { file, sources: Sources::default(), findings: vec![*finding], unread: true },
        })
    }

    fn look_at(&self, input: &Input) -> Looked {
        let file = rule_text::name(input);
        match rule_text::read(input, &mut io::stdin()) {
            Ok(source) => {
                let settings = self.settings();
                let inspected = match input {
                    Input::Stdin => inspect_with(source, &NoFiles, &settings),
                    Input::File(_) => inspect_with(source, &Folder, &settings),
                };
                Looked { file, sources: inspected.sources, findings: inspected.findings, unread: false }
            }
            Err(finding) => Looked { file, sources: Sources::default(), findings: vec![*finding], unread: true },
        }
    }
}

/// One file and what was found in it.
struct Looked {
    file: String,
    sources: Sources,
    findings: Vec<Finding>,
    /// Whether it could not be read at all.
    unread: bool,
}
