//! What every command that runs rules over leads is told beside their file.

use super::events::{self, Events, Watch};
use super::failure::Failure;
use super::reading::{ReadArgs, is_stdin};
use crate::records::{BindOptions, EntryFile, EntryLimits, LeadReader};
use crate::rules::Rules;
use clap::Args;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use std::path::Path;

/// How leads are read, and as of which day they are judged.
#[derive(Args, Clone, Debug, Default)]
pub struct LeadArgs {
    /// The day that counts as today, such as 2026-01-31; the system's date in the ruleset's time zone unless said
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub today: Option<Date>,
    /// Read a column that the rules need and the leads lack as unknown
    #[arg(long, help_heading = "Reading leads")]
    pub allow_missing_columns: bool,
    /// A file of events for a list that the rules declare, such as `activity=activities.csv`: CSV, NDJSON or JSON, also compressed.
    /// They are joined to the leads as the rules say, and take the place of what the leads themselves hold for that list. May be
    /// given several times, for one list too. That not one of them finds its lead is known after the last lead: rows that go to
    /// standard output are written by then, a file named by `-o` is not
    #[arg(long, value_name = "NAME=FILE", value_parser = events::events, help_heading = "Reading leads")]
    pub events: Vec<Events>,
    /// For trying out how events are kept: how many MB of them are held in memory, before they go to a temporary file
    #[arg(long, value_name = "MB", hide = true)]
    pub events_memory: Option<usize>,
    #[command(flatten)]
    #[allow(missing_docs, reason = "a doc comment would become the help of the whole command")]
    pub read: ReadArgs,
}

impl LeadArgs {
    /// The day that counts as today.
    pub fn today(&self, rules: &Rules) -> Date {
        self.today.unwrap_or_else(|| today_in(rules))
    }

    /// The lists that files of events fill, nothing read yet.
    ///
    /// # Errors
    /// A list is not declared, or standard input is wanted for two things; `taken` says which files are read besides.
    pub fn lists(
        &self,
        rules: &Rules,
        options: BindOptions,
        taken: &[(&Path, &str)],
    ) -> Result<Vec<EntryFile>, Failure> {
        let from_stdin = self.events.iter().filter(|events| is_stdin(&events.file)).count();
        let other = taken.iter().find(|(path, _)| is_stdin(path)).map(|(_, what)| *what);
        let other = if from_stdin > 1 { Some("other events") } else { other };
        if let (1.., Some(other)) = (from_stdin, other) {
            return Err(Failure::new(format!("the events and {other} cannot both come from standard input"))
                .help("name the file of one of them"));
        }
        let usual = EntryLimits::default();
        let bytes =
            self.events_memory.map_or(usual.bytes, |megabytes| usual.bytes.min(megabytes.saturating_mul(1 << 20)));
        events::lists(&self.events, rules, options, EntryLimits { bytes, ..usual })
    }

    /// Reads the files of events, each as a whole.
    ///
    /// # Errors
    /// A file cannot be read.
    pub fn read_events(
        &self,
        leads: &mut LeadReader,
        options: BindOptions,
        watch: &mut dyn Watch,
    ) -> Result<(), Failure> {
        events::read(&self.events, leads.entry_files(), options, &self.read, watch)
    }

    /// How fields find their columns.
    pub fn bind_options(&self) -> BindOptions {
        BindOptions { allow_missing: self.allow_missing_columns, all_fields: false }
    }
}

/// The system's date in the time zone of a ruleset.
pub fn today_in(rules: &Rules) -> Date {
    Timestamp::now().to_zoned(rules.timezone.clone().unwrap_or(TimeZone::UTC)).date()
}

/// A day on the command line.
///
/// # Errors
/// How a day is written.
pub fn day(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| "a date is written as 2026-01-31".to_owned())
}
