//! `qualify fmt`: rule files in the one standard layout.

use crate::cli::files::{Input, rule_files};
use crate::cli::output::{Exit, to_stdout};
use crate::cli::report::{Checked, ReportFormat, report};
use crate::cli::style::{ColorWhen, Look, clean_line, shown};
use crate::cli::{atomic, diff, rule_text};
use crate::diagnostic::Finding;
use crate::format::{self, FormatError};
use crate::source::{Source, Sources};
use clap::Args;
use std::borrow::Cow;
use std::io::{self, IsTerminal, Read, Write};
use std::path::PathBuf;

/// Lay rule files out in the one standard way.
#[derive(Clone, Debug, Default, Args)]
pub struct Fmt {
    /// Files, folders (every `.qual` file below them), or `-` for standard input
    #[arg(default_value = ".")]
    pub paths: Vec<PathBuf>,
    /// Change nothing; name the files that would change, and exit with 1 if there are any
    #[arg(long)]
    pub check: bool,
    /// Change nothing; show what would change, and exit with 1 if anything would
    #[arg(long)]
    pub diff: bool,
}

/// Where a run reads and writes.
pub struct Streams<'a> {
    /// Read for `-`.
    pub stdin: &'a mut dyn Read,
    /// Layouts of `-`, differences and the names of files go here.
    pub stdout: &'a mut dyn Write,
    /// Everything else goes here.
    pub stderr: &'a mut dyn Write,
    /// Whether a person looks at `stdout`, so that nothing may steer the terminal.
    pub terminal: bool,
    /// Whether `stdout` is coloured.
    pub colour: bool,
    /// How reports on `stderr` look.
    pub look: Look,
}

/// How many files came out how.
#[derive(Default)]
struct Counts {
    changed: usize,
    as_they_were: usize,
    with_errors: usize,
    not_read: usize,
    not_written: usize,
}

impl Fmt {
    /// Runs the command on the streams of the process.
    pub fn run(&self, color: ColorWhen) -> Exit {
        let (stdout, stderr) = (io::stdout(), io::stderr());
        let (terminal, colour) = (stdout.is_terminal(), color.colours(&stdout));
        let look = Look::of(color, &stderr);
        to_stdout(|stdout| {
            let (stdin, stderr) = (&mut io::stdin().lock(), &mut stderr.lock());
            self.run_on(Streams { stdin, stdout, stderr, terminal, colour, look })
        })
    }

    /// Runs the command.
    ///
    /// # Errors
    /// Where `stdout` or `stderr` cannot be written. Anything else that goes wrong is told on `stderr`.
    pub fn run_on(&self, mut streams: Streams<'_>) -> io::Result<Exit> {
        let files = match rule_files(&self.paths) {
            Ok(files) => files,
            Err(error) => {
                writeln!(streams.stderr, "error: {}", clean_line(&error.to_string()))?;
                return Ok(Exit::CouldNotRun);
            }
        };
        let (mut exit, mut counts) = (Exit::Fine, Counts::default());
        for file in &files {
            exit = exit.max(self.file(file, &mut streams, &mut counts)?);
        }
        if files != [Input::Stdin] || self.check || self.diff {
            writeln!(streams.stderr, "{}", self.summary(&counts))?;
        }
        Ok(exit)
    }

    fn file(&self, input: &Input, streams: &mut Streams<'_>, counts: &mut Counts) -> io::Result<Exit> {
        let name = rule_text::name(input);
        let source = match rule_text::read(input, streams.stdin) {
            Ok(source) => source,
            Err(finding) => {
                counts.not_read += 1;
                tell(&name, None, &[*finding], streams)?;
                return Ok(Exit::CouldNotRun);
            }
        };
        match format::verified(&source) {
            Ok(layout) => self.deliver(input, &source, &layout, streams, counts),
            Err(FormatError::Invalid(findings)) => {
                counts.with_errors += 1;
                tell(&name, Some(&source), &findings, streams)?;
                Ok(Exit::Found)
            }
            Err(fault @ (FormatError::TooLarge | FormatError::Fault(_))) => {
                counts.with_errors += 1;
                writeln!(streams.stderr, "error: `{}`: {fault}", clean_line(&name))?;
                Ok(Exit::CouldNotRun)
            }
        }
    }

    /// Does with a layout what the options say.
    fn deliver(
        &self,
        input: &Input,
        source: &Source,
        layout: &str,
        streams: &mut Streams<'_>,
        counts: &mut Counts,
    ) -> io::Result<Exit> {
        let same = source.text() == layout;
        let looking = self.check || self.diff;
        if let (Input::Stdin, false) = (input, looking) {
            write!(streams.stdout, "{}", shown(layout, streams.terminal))?;
        } else if same {
            counts.as_they_were += 1;
        } else if self.diff {
            let diff = diff::unified(source.name(), source.text(), layout);
            let diff = shown(&diff, streams.terminal);
            let diff = if streams.colour { Cow::Owned(diff::coloured(&diff)) } else { diff };
            write!(streams.stdout, "{diff}")?;
        } else if self.check {
            writeln!(streams.stdout, "{}", clean_line(source.name()))?;
        } else if let Input::File(path) = input
            && let Err(reason) = atomic::replace(path, layout)
        {
            counts.not_written += 1;
            writeln!(streams.stderr, "error: {}", clean_line(&reason))?;
            return Ok(Exit::CouldNotRun);
        }
        if same {
            return Ok(Exit::Fine);
        }
        counts.changed += 1;
        Ok(if looking { Exit::Found } else { Exit::Fine })
    }

    fn summary(&self, counts: &Counts) -> String {
        let files = |count: usize| if count == 1 { "1 file".to_owned() } else { format!("{count} files") };
        let verb = if self.check || self.diff { "would change" } else { "changed" };
        let mut text =
            format!("{} {verb}, {} already in the standard layout", files(counts.changed), counts.as_they_were);
        if counts.with_errors > 0 {
            text.push_str(&format!(", {} with errors left alone", files(counts.with_errors)));
        }
        if counts.not_read > 0 {
            text.push_str(&format!(", {} could not be read", files(counts.not_read)));
        }
        if counts.not_written > 0 {
            text.push_str(&format!(", {} could not be written", files(counts.not_written)));
        }
        text
    }
}

/// Reports what is wrong with a file, as `check` does.
fn tell(name: &str, source: Option<&Source>, findings: &[Finding], streams: &mut Streams<'_>) -> io::Result<()> {
    let mut sources = Sources::default();
    if let Some(source) = source {
        sources.add(source.clone());
    }
    let checked = Checked { file: name, sources: &sources, findings };
    report(ReportFormat::Human, &[checked], streams.look, streams.stderr)
}
