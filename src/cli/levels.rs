//! `--deny`, `--warn` and `--allow`: how bad which findings are, the last word on each counting.

use crate::check::suggest::did_you_mean;
use crate::diagnostic::{Group, Name, Severity};
use crate::lint::{Levels, Which};
use clap::builder::{PossibleValue, TypedValueParser};
use clap::{Arg, ArgAction, ArgMatches, Args, Command, FromArgMatches};
use std::ffi::OsStr;

/// What the command line says of the levels of findings, in its order. Taken in with `#[command(flatten)]`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LevelArgs(pub Levels);

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

/// Reads one of many names: shells complete them, the help does not list them, and a slip is answered with the nearest.
#[derive(Clone)]
pub struct Named<F> {
    parse: F,
    /// Whether groups and `warnings` are among them.
    groups: bool,
}

impl<F> Named<F> {
    /// The names of all kinds of findings, each read by `parse`.
    pub fn kinds(parse: F) -> Self {
        Named { parse, groups: false }
    }
}

impl<F, T> TypedValueParser for Named<F>
where
    F: Fn(&str) -> Result<T, String> + Clone + Send + Sync + 'static,
    T: Clone + Send + Sync + 'static,
{
    type Value = T;

    fn parse_ref(&self, command: &Command, arg: Option<&Arg>, value: &OsStr) -> Result<T, clap::Error> {
        self.parse.clone().parse_ref(command, arg, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        // The level of an error cannot be changed.
        let kinds = Name::ALL.iter().map(|name| name.about()).filter(|about| !self.groups || about.group.is_some());
        let groups = Group::ALL.iter().map(|group| group.name()).chain(["warnings"]).filter(|_| self.groups);
        Some(Box::new(kinds.map(|about| about.name).chain(groups).map(PossibleValue::new)))
    }
}

/// The three options: name, severity, what its value is, help.
const OPTIONS: [(&str, Severity, &str, &str); 3] = [
    (
        "deny",
        Severity::Error,
        "LINT",
        "Count as errors: one lint, a group (`correctness`, `scoring`, `style`, `pedantic`), or `warnings`",
    ),
    ("warn", Severity::Warning, "LINT", "Count as warnings: one lint, a group, or `warnings`"),
    ("allow", Severity::Allowed, "LINT", "Do not show: one lint, a group, or `warnings`"),
];

impl Args for LevelArgs {
    fn augment_args(command: Command) -> Command {
        OPTIONS.iter().fold(command, |command, &(name, severity, value, help)| {
            let parser = Named { parse: move |text: &str| Which::parse(severity, text), groups: true };
            let arg = Arg::new(name).long(name).value_name(value).help(help).hide_possible_values(true);
            command.arg(arg.action(ArgAction::Append).value_parser(parser))
        })
    }

    fn augment_args_for_update(command: Command) -> Command {
        LevelArgs::augment_args(command)
    }
}

impl FromArgMatches for LevelArgs {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let mut given = Vec::new();
        for (option, severity, ..) in OPTIONS {
            let which = matches.get_many::<Which>(option).into_iter().flatten();
            let indices = matches.indices_of(option).into_iter().flatten();
            given.extend(indices.zip(which).map(|(index, which)| (index, (*which, severity))));
        }
        given.sort_by_key(|(index, _)| *index);
        let mut levels = Levels::default();
        given.into_iter().for_each(|(_, (which, severity))| levels.add(which, severity));
        Ok(LevelArgs(levels))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = LevelArgs::from_arg_matches(matches)?;
        Ok(())
    }
}
