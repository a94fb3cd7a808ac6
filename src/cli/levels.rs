//! `--deny`, `--warn` and `--allow`: how bad which findings are, the last word on each counting.

use crate::check::suggest::did_you_mean;
use crate::diagnostic::{Finding, Name, Severity};
use clap::builder::ValueParser;
use clap::{Arg, ArgAction, ArgMatches, Args, Command, FromArgMatches};

/// What the command line says of the levels of findings, in its order. Taken in with `#[command(flatten)]`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Levels(Vec<(Which, Severity)>);

/// Which findings a level is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Which {
    /// All that are warnings at that point.
    Warnings,
    /// Those of one kind.
    Kind(Name),
}

impl Levels {
    /// Adds one `--deny`, `--warn` or `--allow`; `severity` says which, and `text` is its value.
    ///
    /// # Errors
    /// A message for the user, where there is no such lint or it is one whose level cannot be lowered.
    pub fn push(&mut self, severity: Severity, text: &str) -> Result<(), String> {
        self.0.push((parse_which(severity, text)?, severity));
        Ok(())
    }

    /// Gives each finding its level and leaves out those that are allowed.
    pub fn apply(&self, findings: &mut Vec<Finding>) {
        for finding in findings.iter_mut() {
            finding.severity = self.level(finding.name, finding.severity);
        }
        findings.retain(|finding| finding.severity != Severity::Allowed);
    }

    fn level(&self, name: Name, own: Severity) -> Severity {
        self.0.iter().fold(own, |level, (which, severity)| match which {
            Which::Warnings if level == Severity::Warning => *severity,
            Which::Kind(kind) if *kind == name => *severity,
            _ => level,
        })
    }
}

/// The kind of finding of that name.
///
/// # Errors
/// A message for the user, with the nearest name where one is near.
pub fn parse_name(text: &str) -> Result<Name, String> {
    Name::parse(text).ok_or_else(|| {
        let way_out = did_you_mean(text, Name::ALL.iter().map(|name| name.about().name))
            .unwrap_or_else(|| "`qualify check --list` shows all names".to_owned());
        format!("no finding is named `{text}`; {way_out}")
    })
}

fn parse_which(severity: Severity, text: &str) -> Result<Which, String> {
    if severity == Severity::Error && text == "warnings" {
        return Ok(Which::Warnings);
    }
    let name = parse_name(text)?;
    if name.about().severity == Severity::Error && severity != Severity::Error {
        return Err(format!("`{name}` is an error, without which the rules cannot run; only warnings can be changed"));
    }
    Ok(Which::Kind(name))
}

/// The three options: name, severity, what its value is, help.
const OPTIONS: [(&str, Severity, &str, &str); 3] = [
    ("deny", Severity::Error, "LINT|warnings", "Count this kind of finding, or all warnings, as errors"),
    ("warn", Severity::Warning, "LINT", "Count this kind of finding as a warning"),
    ("allow", Severity::Allowed, "LINT", "Do not show this kind of finding"),
];

impl Args for Levels {
    fn augment_args(command: Command) -> Command {
        OPTIONS.iter().fold(command, |command, &(name, severity, value, help)| {
            let parser = ValueParser::from(move |text: &str| parse_which(severity, text));
            let arg = Arg::new(name).long(name).value_name(value).help(help);
            command.arg(arg.action(ArgAction::Append).value_parser(parser))
        })
    }

    fn augment_args_for_update(command: Command) -> Command {
        Levels::augment_args(command)
    }
}

impl FromArgMatches for Levels {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let mut given = Vec::new();
        for (option, severity, ..) in OPTIONS {
            let which = matches.get_many::<Which>(option).into_iter().flatten();
            let indices = matches.indices_of(option).into_iter().flatten();
            given.extend(indices.zip(which).map(|(index, which)| (index, (*which, severity))));
        }
        given.sort_by_key(|(index, _)| *index);
        Ok(Levels(given.into_iter().map(|(_, level)| level).collect()))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Levels::from_arg_matches(matches)?;
        Ok(())
    }
}
