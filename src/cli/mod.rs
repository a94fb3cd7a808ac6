//! The command line: all that touches the terminal and the file system. One file, or one folder, a command.

pub mod asked;
pub mod atomic;
pub mod check;
pub mod completions;
pub mod config;
pub mod diff;
mod docs;
pub mod events;
mod explain;
pub mod explain_lint;
pub mod failure;
pub mod files;
pub mod fmt;
pub mod init;
pub mod interrupt;
pub mod leads;
pub mod levels;
pub mod man;
pub mod output;
pub mod reading;
pub mod report;
pub mod rule_text;
pub mod ruleset;
mod schema;
pub mod score;
pub mod style;
pub mod test;

use clap::{CommandFactory, Parser, Subcommand};
use output::Exit;
use std::process::ExitCode;
use style::ColorWhen;

/// Say what makes a good lead, score your leads by it, and see why
#[derive(Parser, Debug)]
#[command(name = "qualify", version, disable_help_subcommand = true, after_help = EXAMPLES)]
struct Cli {
    /// When to colour what is shown
    #[arg(long, global = true, value_name = "WHEN", value_enum, default_value_t)]
    color: ColorWhen,
    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = "\
Examples:
  qualify init leads.csv -o rules.qual              draft rules from an export
  qualify check rules.qual                          find mistakes in them
  qualify score rules.qual leads.csv -o scored.csv  score every lead";

#[derive(Subcommand, Debug)]
enum Command {
    Check(check::CheckArgs),
    #[command(after_help = "Example:\n  qualify fmt rules.qual")]
    Fmt(fmt::Fmt),
    Score(Box<score::ScoreArgs>),
    Explain(Box<explain::ExplainArgs>),
    Test(test::TestArgs),
    Docs(docs::DocsArgs),
    Init(init::InitArgs),
    Schema(schema::SchemaArgs),
    Completions(completions::CompletionsArgs),
    Man(man::ManArgs),
}

/// Runs the command that the process was started with.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let exit: Exit = match &cli.command {
        Command::Check(args) => args.run(cli.color),
        Command::Fmt(args) => args.run(cli.color),
        Command::Score(args) => args.run(cli.color),
        Command::Explain(args) => args.run(cli.color),
        Command::Test(args) => args.run(cli.color),
        Command::Docs(args) => args.run(cli.color),
        Command::Init(args) => init::run(args),
        Command::Schema(args) => args.run(cli.color),
        Command::Completions(args) => args.run(),
        Command::Man(args) => args.run(),
    };
    exit.into()
}

/// The whole command line, for completions and man pages.
fn command() -> clap::Command {
    Cli::command()
}
