//! `qualify schema`: what a ruleset reads and writes, for other programs.

use super::atomic::AtomicFile;
use super::failure::Failure;
use super::output::{Exit, could_not_run, to_stdout};
use super::style::ColorWhen;
use crate::Ruleset;
use crate::records::plain_reason;
use crate::schema;
use clap::Args;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Describe the records that rules read, as JSON Schema
///
/// Says in JSON Schema (2020-12) which values a lead may have and under which names, for those who hand leads over: forms,
/// warehouses, other teams. Their tools can then tell what could not be read before it comes to scoring.
#[derive(Args, Clone, Debug)]
#[command(after_help = "Examples:\n  qualify schema rules.qual -o lead.schema.json\n  \
                        qualify schema rules.qual --output -o scored.schema.json")]
pub struct SchemaArgs {
    /// The rule file; `-` reads standard input
    #[arg(value_name = "RULES")]
    rules: PathBuf,
    /// Describe what `score --format ndjson` writes instead
    #[arg(long)]
    output: bool,
    /// Where the schema goes; standard output unless said
    #[arg(short = 'o', value_name = "FILE")]
    file: Option<PathBuf>,
    /// Where somebody means `-o FILE`.
    #[arg(hide = true)]
    stray: Option<PathBuf>,
}

impl SchemaArgs {
    /// Runs the command.
    pub fn run(&self, color: ColorWhen) -> Exit {
        if let Some(stray) = &self.stray {
            let message = format!("there is one `{}` too many", stray.display());
            let help = "`-o FILE` says where the schema goes; `--output` asks for the schema of what is written";
            return could_not_run(&message, Some(help.to_owned()));
        }
        let ruleset = match super::ruleset::load(&self.rules, color) {
            Ok(ruleset) => ruleset,
            Err(exit) => return exit,
        };
        let schema = if self.output { schema::written(ruleset.rules()) } else { schema::read(ruleset.rules()) };
        // What is a JSON value can be written as one.
        let text = format!("{schema:#}\n");
        let Some(file) = &self.file else {
            return to_stdout(|out| out.write_all(text.as_bytes()).map(|()| Exit::Fine));
        };
        match self.write(file, &ruleset, &text) {
            Ok(()) => Exit::Fine,
            Err(Failure::Error(message, help)) => could_not_run(&message, help),
            Err(_) => Exit::CouldNotRun,
        }
    }

    fn write(&self, file: &Path, ruleset: &Ruleset, text: &str) -> Result<(), Failure> {
        let rule_files: Vec<&Path> = ruleset.sources().iter().map(|(_, source)| Path::new(source.name())).collect();
        let mut target = AtomicFile::create(file, &rule_files)?;
        target
            .write_all(text.as_bytes())
            .and_then(|()| target.commit())
            .map_err(|reason| Failure::new(format!("cannot write `{}`: {}", file.display(), plain_reason(&reason))))
    }
}
