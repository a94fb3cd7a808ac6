//! `qualify docs`: a ruleset as a page that people agree on.

use super::atomic::{AtomicError, AtomicFile};
use super::output::{Exit, could_not_run, to_stdout};
use super::style::ColorWhen;
use crate::records::plain_reason;
use crate::{Ruleset, docs};
use clap::{Args, ValueEnum};
use std::io::Write;
use std::path::{Path, PathBuf};

/// Write the rules as a page that sales and marketing can agree on
///
/// Says every field with its question, every rule in plain words with its points, what each step needs, and the tests as
/// examples, with pictures of the steps and points. The page is one file that needs nothing else, and can be printed.
#[derive(Args, Clone, Debug)]
#[command(after_help = "\
Examples:
  qualify docs rules.qual -o rules.html
  qualify docs rules.qual --format md > rules.md")]
pub struct DocsArgs {
    /// The rule file, or `-` for standard input
    rules: PathBuf,
    /// Where the page goes; standard output unless said
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// How the page is written; `html` unless said, or the name after `-o` ends in `.md`
    #[arg(long, value_name = "FORMAT", value_enum)]
    format: Option<DocsFormat>,
}

/// The forms of a page: the values of `--format`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum DocsFormat {
    /// For a browser and for print, with pictures.
    Html,
    /// Markdown, for wikis and tickets.
    Md,
}

impl DocsArgs {
    /// Runs the command.
    pub fn run(&self, color: ColorWhen) -> Exit {
        let ruleset = match super::ruleset::load(&self.rules, color) {
            Ok(ruleset) => ruleset,
            Err(exit) => return exit,
        };
        if let Some(kind) = self.output.as_ref().and_then(|path| other_kind(path)) {
            let help = "write it as `.html` or `.md`; a browser prints the first as PDF".to_owned();
            return could_not_run(&format!("a page cannot be written as `.{kind}`"), Some(help));
        }
        let page = match self.format() {
            DocsFormat::Html => docs::html(ruleset.rules(), ruleset.sources()),
            DocsFormat::Md => docs::markdown(ruleset.rules(), ruleset.sources()),
        };
        match &self.output {
            None => to_stdout(|out| out.write_all(page.as_bytes()).map(|()| Exit::Fine)),
            Some(path) => match write(path, &ruleset, &page) {
                Ok(()) => Exit::Fine,
                Err((message, help)) => could_not_run(&message, help),
            },
        }
    }

    fn format(&self) -> DocsFormat {
        let is_markdown = |path: &PathBuf| {
            path.extension().is_some_and(|end| end.eq_ignore_ascii_case("md") || end.eq_ignore_ascii_case("markdown"))
        };
        match self.format {
            Some(format) => format,
            None if self.output.as_ref().is_some_and(is_markdown) => DocsFormat::Md,
            None => DocsFormat::Html,
        }
    }
}

/// The ending of a name that says that the file is something else than a page.
fn other_kind(path: &Path) -> Option<String> {
    let end = path.extension()?.to_string_lossy().to_ascii_lowercase();
    let others = ["pdf", "doc", "docx", "odt", "rtf", "ppt", "pptx", "xls", "xlsx", "png"];
    others.contains(&end.as_str()).then_some(end)
}

/// Puts the page in its place, at once; never over a file that the rules are read from.
fn write(path: &Path, ruleset: &Ruleset, page: &str) -> Result<(), (String, Option<String>)> {
    let read: Vec<&Path> = ruleset.sources().iter().map(|(_, source)| Path::new(source.name())).collect();
    let mut file = AtomicFile::create(path, &read).map_err(|error| {
        let is_input = matches!(error, AtomicError::IsInput(_));
        (error.to_string(), is_input.then(|| "name another file after `-o`".to_owned()))
    })?;
    let written = file.write_all(page.as_bytes()).and_then(|()| file.commit());
    written.map_err(|reason| (format!("cannot write `{}`: {}", path.display(), plain_reason(&reason)), None))
}
