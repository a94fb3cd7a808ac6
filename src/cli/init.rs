//! `qualify init`: draft a ruleset from a file of leads.

use super::atomic::{AtomicError, AtomicFile, is_same_target};
use super::output::{Exit, could_not_run, to_stdout};
use super::reading::{LeadsError, ReadArgs, is_stdin};
use super::style::clean_line;
use crate::init::{Draft, Survey};
use crate::records::{Damage, Record, Step, plain_reason};
use clap::Args;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use thiserror::Error;

/// Draft a ruleset from a file's columns and values
///
/// Finds names, types, placeholders such as `Select` or `N/A`, and the column that identifies a lead, and writes a
/// ruleset that reads the file and scores it with a few example rules. Make it yours from there.
#[derive(Args, Clone, Debug)]
#[command(after_help = "Example:\n  qualify init leads.csv -o rules.qual")]
pub struct InitArgs {
    /// A file of leads: CSV, NDJSON or JSON, also compressed; `-` reads standard input
    #[arg(value_name = "LEADS")]
    pub leads: PathBuf,
    /// Where the ruleset goes; standard output unless said
    #[arg(short, long, value_name = "RULES")]
    pub output: Option<PathBuf>,
    /// Replace a ruleset that is there already
    #[arg(long, requires = "output")]
    pub force: bool,
    #[command(flatten)]
    #[allow(missing_docs, reason = "a doc comment would become the help of the whole command")]
    pub read: ReadArgs,
}

/// Why no ruleset was drafted.
#[derive(Debug, Error)]
enum InitError {
    #[error(transparent)]
    Leads(#[from] LeadsError),
    #[error("`{}` is there already", .0.display())]
    Exists(PathBuf),
    #[error("`-o` and `--rejects` both name `{}`", .0.display())]
    OneTarget(PathBuf),
    #[error(transparent)]
    Target(#[from] AtomicError),
    #[error("cannot write `{}`: {}", .path.display(), plain_reason(.reason))]
    Write { path: PathBuf, reason: io::Error },
}

impl InitError {
    fn help(&self) -> Option<String> {
        match self {
            InitError::Leads(error) => error.help(),
            InitError::Exists(_) => Some("`--force` replaces it; or name another file after `-o`".into()),
            InitError::OneTarget(_) => Some("name another file for one of them".into()),
            InitError::Target(AtomicError::IsInput(_)) => Some("name another file after `-o`".into()),
            _ => None,
        }
    }
}

/// Runs the command.
pub fn run(args: &InitArgs) -> Exit {
    match drafted(args) {
        Ok((draft, damage)) => {
            let exit = match &args.output {
                Some(_) => Exit::Fine,
                None => to_stdout(|out| out.write_all(draft.text.as_bytes()).map(|()| Exit::Fine)),
            };
            if exit == Exit::Fine {
                // The ruleset stands; that nobody reads this is no error.
                let _ = io::stderr().write_all(told(args, &draft, &damage).as_bytes());
            }
            exit
        }
        Err(error) => could_not_run(&error, error.help()),
    }
}

/// The draft, which is in its file where one was named.
fn drafted(args: &InitArgs) -> Result<(Draft, Damage), InitError> {
    if let Some(path) = args.output.as_deref().filter(|path| !args.force && path.is_file()) {
        return Err(InitError::Exists(path.to_path_buf()));
    }
    if let (Some(output), Some(rejects)) = (&args.output, &args.read.rejects)
        && is_same_target(output, rejects)
    {
        return Err(InitError::OneTarget(output.clone()));
    }
    let inputs: Vec<&Path> = if is_stdin(&args.leads) { Vec::new() } else { vec![&args.leads] };
    let mut reader = args.read.open(&args.leads)?;
    let target = args.output.as_deref().map(|path| AtomicFile::create(path, &inputs)).transpose()?;
    let spared: Vec<&Path> = inputs.into_iter().chain(args.output.as_deref()).collect();
    let mut rejects = args.read.rejects(&reader, &spared)?;
    let mut survey = Survey::new(reader.columns());
    let mut record = Record::default();
    loop {
        match reader.read(&mut record).map_err(LeadsError::from)? {
            Step::Record => survey.add(&record),
            Step::Rejected(rejected) => rejects.add(&rejected)?,
            Step::End => break,
        }
    }
    let draft = survey.draft(&args.leads.to_string_lossy());
    rejects.commit()?;
    if let (Some(mut file), Some(path)) = (target, &args.output) {
        let written = file.write_all(draft.text.as_bytes()).and_then(|()| file.commit());
        written.map_err(|reason| InitError::Write { path: path.clone(), reason })?;
    }
    Ok((draft, reader.damage().clone()))
}

/// What was done and what comes next.
fn told(args: &InitArgs, draft: &Draft, damage: &Damage) -> String {
    let count = |count: u64, what: &str| format!("{count} {what}{}", if count == 1 { "" } else { "s" });
    let mut text = format!("drafted {} from {}", count(draft.fields.len() as u64, "field"), count(draft.leads, "lead"));
    if !draft.left_out.is_empty() {
        text.push_str(&format!(", left out {}", count(draft.left_out.len() as u64, "column")));
    }
    text.push('\n');
    for (what, tally) in damage.iter() {
        text.push_str(&format!("{what}: {tally}\n"));
    }
    if let Some(rules) = &args.output {
        let leads = if is_stdin(&args.leads) { "LEADS".into() } else { in_shell(&args.leads) };
        let prefix = if has_clash(draft) { " --prefix new_" } else { "" };
        text.push_str(&format!("wrote {0}\nnext: qualify score {0} {leads}{prefix}\n", in_shell(rules)));
    }
    text
}

/// Whether a column has a name that scoring would add.
fn has_clash(draft: &Draft) -> bool {
    let scores = draft.text.lines().filter_map(|line| line.strip_prefix("score ")?.split(' ').next());
    let added: Vec<&str> = scores.chain(["reasons"]).collect();
    let columns =
        draft.fields.iter().filter_map(|field| field.path.first()).chain(draft.left_out.iter().map(|(name, _)| name));
    columns.into_iter().any(|column| added.iter().any(|name| name.eq_ignore_ascii_case(column.trim())))
}

/// A path as it is typed in a shell.
fn in_shell(path: &Path) -> String {
    let path = path.to_string_lossy();
    let path = clean_line(&path);
    let plain = |letter: char| letter.is_alphanumeric() || "-_./\\:+@%,=".contains(letter);
    if path.chars().all(plain) { path.into_owned() } else { format!("'{}'", path.replace('\'', "'\\''")) }
}
