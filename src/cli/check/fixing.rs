//! `--fix` and `--diff`: what can be corrected for sure is corrected, or shown.

use super::{CheckArgs, Job, Looked, checked, exit_of};
use crate::cli::files::Input;
use crate::cli::output::{Exit, to_stdout};
use crate::cli::report::{ReportFormat, count, report};
use crate::cli::style::{ColorWhen, Look, clean_line, shown};
use crate::cli::{atomic, diff, rule_text};
use crate::lint::{Fixed, fix, is_fixable};
use std::borrow::Cow;
use std::io::{self, IsTerminal, Write};

/// How many findings were fixed, and in how many files.
#[derive(Default)]
struct Counts {
    findings: usize,
    files: usize,
}

/// Runs `check --fix` or `check --diff`.
///
/// Where texts of rules go to standard output, what is left to be found goes to standard error.
pub(super) fn run(args: &CheckArgs, jobs: &[Job], color: ColorWhen) -> Exit {
    let (stdout, stderr) = (io::stdout(), io::stderr());
    let shows_texts = args.diff || jobs.iter().any(|job| job.input == Input::Stdin);
    let look = if shows_texts { Look::of(color, &stderr) } else { Look::of(color, &stdout) };
    let diffs = Diffs { is_terminal: stdout.is_terminal(), colour: color.colours(&stdout) };
    to_stdout(|out| {
        let mut counts = Counts::default();
        let mut exit = Exit::Fine;
        let mut looked = Vec::with_capacity(jobs.len());
        for job in jobs {
            looked.push(args.mend(job, &diffs, out, &mut counts, &mut exit)?);
        }
        if counts.files > 0 && !args.diff {
            // A file may have been changed that another one uses.
            for (job, looked) in jobs.iter().zip(&mut looked).filter(|(job, _)| job.input != Input::Stdin) {
                *looked = args.look_at(job);
            }
        }
        let left = count(&checked(&looked));
        if args.format == ReportFormat::Human {
            looked.iter_mut().for_each(say_why_not);
        }
        let stderr = &mut stderr.lock();
        let to: &mut dyn Write = if shows_texts { stderr } else { out };
        // A text alone is told of only where something is wrong with it.
        if left > 0 || !shows_texts {
            report(args.format, &checked(&looked), look, to)?;
        }
        out.flush()?;
        writeln!(stderr, "{}", summary(&counts, left, args.diff))?;
        if args.diff && counts.findings > 0 {
            exit = exit.max(Exit::Found);
        }
        Ok(exit.max(exit_of(&looked)))
    })
}

/// How differences are shown.
struct Diffs {
    is_terminal: bool,
    colour: bool,
}

impl CheckArgs {
    /// Fixes one file, or shows how; what is left is returned.
    fn mend(
        &self,
        job: &Job,
        diffs: &Diffs,
        out: &mut dyn Write,
        counts: &mut Counts,
        exit: &mut Exit,
    ) -> io::Result<Looked> {
        let file = rule_text::name(&job.input);
        let source = match rule_text::read(&job.input, &mut io::stdin()) {
            Ok(source) => source,
            Err(finding) => return Ok(Looked::unread(file, *finding)),
        };
        let before = source.clone();
        let Fixed { source, checked, findings, made } = fix(source, job.loader(), &|rules| self.settings(job, rules));
        if self.diff {
            let diff = diff::unified(before.name(), before.text(), source.text());
            let diff = shown(&diff, diffs.is_terminal);
            let diff = if diffs.colour { Cow::Owned(diff::coloured(&diff)) } else { diff };
            write!(out, "{diff}")?;
        } else if job.input == Input::Stdin {
            write!(out, "{}", shown(source.text(), diffs.is_terminal))?;
        } else if let Input::File(path) = &job.input
            && made > 0
            && let Err(reason) = atomic::replace(path, source.text())
        {
            *exit = Exit::CouldNotRun;
            writeln!(io::stderr(), "error: {}", clean_line(&reason))?;
            // As nothing was fixed, the file is told of as it is.
            return Ok(self.look_at(job));
        }
        if made > 0 {
            counts.findings += made;
            counts.files += 1;
        }
        Ok(Looked { file, sources: checked.sources, findings, unread: false })
    }
}

/// Adds to findings that have a fix why they are left.
fn say_why_not(looked: &mut Looked) {
    let has_errors = looked.has_errors();
    for finding in looked.findings.iter_mut().filter(|finding| finding.fix.is_some()) {
        let is_error = finding.name.about().group.is_none();
        let why = match finding.safe_to_fix {
            true if is_fixable(finding, has_errors) => "leaves it: it is not sure that nothing else would change",
            true if has_errors && !is_error => "corrects it when the errors are gone",
            true => "leaves it: it changes only the files that it is given",
            false if is_error => "leaves it to you: whether this is meant is a guess",
            false => "leaves it to you: it could change what the rules mean",
        };
        let why = format!("`--fix` {why}");
        finding.help = Some(finding.help.as_ref().map_or(why.clone(), |help| format!("{help}\n{why}")));
    }
}

/// ``fixed 3 findings in 1 file, 2 left``
fn summary(counts: &Counts, left: usize, is_diff: bool) -> String {
    let number = |count: usize, noun: &str| format!("{count} {noun}{}", if count == 1 { "" } else { "s" });
    if counts.findings == 0 {
        return format!("nothing to fix, {left} left");
    }
    let verb = if is_diff { "would fix" } else { "fixed" };
    format!("{verb} {} in {}, {left} left", number(counts.findings, "finding"), number(counts.files, "file"))
}
