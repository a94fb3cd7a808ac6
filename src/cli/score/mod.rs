//! `qualify score`: a file of leads, scored.

mod added;
mod batch;
mod data;
mod joined;
mod layout;
mod previous;
mod progress;
mod run;
mod sink;
mod stats;
mod summary;
mod summary_json;
mod table;
mod text;
mod typed;

use super::leads::LeadArgs;
use super::output::Exit;
use super::style::ColorWhen;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// Score a file of leads
///
/// Adds to each lead every score, ladder and label of the rules, whether it is disqualified, and the reasons for
/// its points. What the run
/// found is summed up on standard error.
#[derive(Args, Clone, Debug)]
#[command(after_help = "Examples:\n  qualify score rules.qual leads.csv -o scored.csv\n  \
                        qualify score rules.qual leads.csv.gz --keep Email --format ndjson | head\n  \
                        qualify score rules.qual leads.csv --events activity=activities.csv -o scored.csv\n  \
                        qualify score rules.qual leads.csv --previous last-week.csv --changed -o moved.csv")]
pub struct ScoreArgs {
    /// The rule file
    #[arg(value_name = "RULES")]
    pub rules: PathBuf,
    /// A file of leads: CSV, NDJSON or JSON, also compressed (.gz, .zst); standard input unless named
    #[arg(value_name = "LEADS", default_value = "-")]
    pub leads: PathBuf,
    /// Where the result goes, whole or not at all; unless named, a terminal gets the first rows and a pipe everything
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// The format of the result; that of the `-o` file's name, or of the leads, unless said
    #[arg(long, value_name = "FORMAT", value_enum)]
    pub format: Option<OutputFormat>,
    /// Which columns of the leads stay: `all`, `none`, or their names with commas between; may be given several times
    #[arg(long, value_name = "COLUMNS", default_value = "all")]
    pub keep: Vec<String>,
    /// Put this before the name of each column that is added
    #[arg(long, value_name = "TEXT", default_value = "", value_parser = prefix)]
    pub prefix: String,
    /// Leave out the column of reasons
    #[arg(long)]
    pub no_reasons: bool,
    /// Write fields as they were read: plain numbers, ISO dates, yes and no; CSV only
    #[arg(long)]
    pub typed: bool,
    /// An earlier result; adds where each lead stood then, in a column `..._before` for each ladder. It is held in memory
    #[arg(long, value_name = "FILE")]
    pub previous: Option<PathBuf>,
    /// Write only leads that are new or have moved on a ladder since
    #[arg(long, requires = "previous")]
    pub changed: bool,
    /// Fail, and write no `-o` file, where data cannot be read or a required value is missing
    #[arg(long)]
    pub strict: bool,
    /// On how many threads leads are scored; as many as the machine has cores, unless said
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub threads: Option<u16>,
    /// For trying out how a file is cut up: about how many bytes are read at a time
    #[arg(long, value_name = "BYTES", hide = true)]
    pub block: Option<usize>,
    /// Score lead by lead, as it is defined, and in no faster way
    #[arg(long, hide = true)]
    pub plain: bool,
    /// Say nothing where all goes well; a summary asked for as JSON is still written
    #[arg(short, long)]
    pub quiet: bool,
    /// How the summary on standard error is written
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
    pub summary: SummaryFormat,
    #[command(flatten)]
    #[allow(missing_docs, reason = "a doc comment would become the help of the whole command")]
    pub lead: LeadArgs,
}

/// The formats that are written: the values of `--format`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum OutputFormat {
    /// Rows of cells under a header.
    Csv,
    /// One JSON object a line.
    Ndjson,
    /// One JSON list of objects.
    Json,
    /// The first rows, for the eye.
    Table,
}

/// How the summary is written: the values of `--summary`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum SummaryFormat {
    /// For people.
    #[default]
    Human,
    /// One JSON object.
    Json,
}

impl ScoreArgs {
    /// Runs the command.
    pub fn run(&self, color: ColorWhen) -> Exit {
        let ruleset = match super::ruleset::load(&self.rules, color) {
            Ok(ruleset) => ruleset,
            Err(exit) => return exit,
        };
        match run::Run::new(self, &ruleset).and_then(|run| run.finish(color)) {
            Ok(exit) => exit,
            Err(failure) => failure.exit(),
        }
    }
}

/// Spreadsheets run what begins like a formula, names of columns too.
fn prefix(text: &str) -> Result<String, String> {
    if crate::value::is_unsafe_in_spreadsheets(text) {
        return Err("spreadsheets would run a name that begins with `=`, `+`, `-` or `@`".to_owned());
    }
    Ok(text.to_owned())
}
