//! `qualify check`: what is wrong with rule files.

mod fixing;

use super::config::Configs;
use super::explain_lint;
use super::files::{Input, rule_files};
use super::leads::{day, today_in};
use super::levels::{LevelArgs, Named, parse_name};
use super::output::{Exit, could_not_run, to_stdout};
use super::report::{Checked, ReportFormat, report};
use super::rule_text;
use super::style::{ColorWhen, Look};
use crate::Folder;
use crate::check::{Loader, NoFiles, check};
use crate::diagnostic::{Finding, Name};
use crate::lint::{Levels, Settings, is_fixable, lint};
use crate::rules::Rules;
use crate::source::Sources;
use clap::Args;
use jiff::civil::Date;
use std::io::{self, Write};
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  qualify check rules.qual
  qualify check --fix rules.qual
  qualify check --deny warnings --warn style --format github";

/// Find what is wrong with rule files
///
/// Shows every mistake of a file in one run, each with its place and the way out. Exits with 1 where there are errors, or
/// warnings that `--deny` counts as such.
///
/// A file `qualify.toml` in the folder of a rule file, or in one above it, may set how bad which findings are for all of its
/// rule files: below a line `[lints]`, lines such as `unused-definition = "deny"` or `style = "warn"`. The command line has the
/// last word.
#[derive(Args, Clone, Debug)]
#[command(after_help = EXAMPLES)]
pub struct CheckArgs {
    /// Files, folders (every `.qual` file below them), or `-` for standard input
    #[arg(default_value = ".")]
    paths: Vec<PathBuf>,
    /// How findings are written
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
    format: ReportFormat,
    #[command(flatten)]
    levels: LevelArgs,
    /// Correct what can be corrected for sure, so that the rules mean the same; of standard input, write the corrected text
    #[arg(long)]
    fix: bool,
    /// Change nothing; show what `--fix` would change, and exit with 1 if anything would
    #[arg(long)]
    diff: bool,
    /// The day that counts as today, such as 2026-01-31; the system's date in the ruleset's time zone unless said
    #[arg(long, value_name = "DATE", value_parser = day)]
    today: Option<Date>,
    /// Show all kinds of findings
    #[arg(long, exclusive = true)]
    list: bool,
    /// Show what a kind of finding is about, with an example
    #[arg(long, value_name = "NAME", exclusive = true, value_parser = Named::kinds(parse_name), hide_possible_values = true)]
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
        let jobs = match self.jobs(inputs) {
            Ok(jobs) => jobs,
            Err(exit) => return exit,
        };
        if self.fix || self.diff {
            return fixing::run(self, &jobs, color);
        }
        let looked: Vec<Looked> = jobs.iter().map(|job| self.look_at(job)).collect();
        let exit = exit_of(&looked);
        to_stdout(|out| {
            report(self.format, &checked(&looked), look, out)?;
            if self.format == ReportFormat::Human {
                hint(&looked, out)?;
            }
            Ok(exit)
        })
    }

    /// The inputs, each with the levels that its own `qualify.toml` and the command line set.
    fn jobs(&self, inputs: Vec<Input>) -> Result<Vec<Job>, Exit> {
        let mut configs = Configs::default();
        let mut jobs = Vec::with_capacity(inputs.len());
        for input in inputs {
            match configs.levels(&input) {
                Ok(levels) => jobs.push(Job { input, levels: levels.then(&self.levels.0) }),
                Err(mistakes) => {
                    mistakes.iter().for_each(|mistake| {
                        could_not_run(mistake, mistake.help.clone());
                    });
                    return Err(Exit::CouldNotRun);
                }
            }
        }
        Ok(jobs)
    }

    fn settings(&self, job: &Job, rules: &Rules) -> Settings {
        let today = self.today.unwrap_or_else(|| today_in(rules));
        Settings { levels: job.levels.clone(), today: Some(today) }
    }

    fn look_at(&self, job: &Job) -> Looked {
        let file = rule_text::name(&job.input);
        match rule_text::read(&job.input, &mut io::stdin()) {
            Ok(source) => {
                let checked = check(source, job.loader());
                let findings = lint(&checked, &self.settings(job, &checked.rules));
                Looked { file, sources: checked.sources, findings, unread: false }
            }
            Err(finding) => Looked::unread(file, *finding),
        }
    }
}

/// A rule file to be looked at, and how.
struct Job {
    input: Input,
    levels: Levels,
}

impl Job {
    fn loader(&self) -> &'static dyn Loader {
        match self.input {
            Input::Stdin => &NoFiles,
            Input::File(_) => &Folder,
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

impl Looked {
    fn unread(file: String, finding: Finding) -> Looked {
        Looked { file, sources: Sources::default(), findings: vec![finding], unread: true }
    }

    /// Whether there are errors, not counting lints that are denied.
    fn has_errors(&self) -> bool {
        self.findings.iter().any(|finding| finding.name.about().group.is_none())
    }
}

fn checked(looked: &[Looked]) -> Vec<Checked<'_>> {
    looked.iter().map(|one| Checked { file: &one.file, sources: &one.sources, findings: &one.findings }).collect()
}

fn exit_of(looked: &[Looked]) -> Exit {
    match () {
        () if looked.iter().any(|one| one.unread) => Exit::CouldNotRun,
        () if looked.iter().any(|one| one.findings.iter().any(Finding::is_error)) => Exit::Found,
        () => Exit::Fine,
    }
}

/// Says that `--fix` is of use here, where it is.
fn hint(looked: &[Looked], out: &mut dyn Write) -> io::Result<()> {
    let fixable = |one: &Looked| one.findings.iter().filter(|finding| is_fixable(finding, one.has_errors())).count();
    match (looked.iter().map(fixable).sum(), looked.iter().map(|one| one.findings.len()).sum::<usize>()) {
        (0, _) => Ok(()),
        (1, 1) => writeln!(out, "`qualify check --fix` can correct it"),
        (count, all) if count == all => writeln!(out, "`qualify check --fix` can correct them all"),
        (count, _) => writeln!(out, "`qualify check --fix` can correct {count} of them"),
    }
}
