//! What every command that runs rules over leads is told beside their file.

use super::reading::ReadArgs;
use crate::records::BindOptions;
use crate::rules::Rules;
use clap::Args;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// How leads are read, and as of which day they are judged.
#[derive(Args, Clone, Debug, Default)]
pub struct LeadArgs {
    /// The day that counts as today, such as 2026-01-31; the system's date in the ruleset's time zone unless said
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub today: Option<Date>,
    /// Read a column that the rules need and the leads lack as unknown
    #[arg(long, help_heading = "Reading leads")]
    pub allow_missing_columns: bool,
    #[command(flatten)]
    #[allow(missing_docs, reason = "a doc comment would become the help of the whole command")]
    pub read: ReadArgs,
}

impl LeadArgs {
    /// The day that counts as today.
    pub fn today(&self, rules: &Rules) -> Date {
        let timezone = || rules.timezone.clone().unwrap_or(TimeZone::UTC);
        self.today.unwrap_or_else(|| Timestamp::now().to_zoned(timezone()).date())
    }

    /// How fields find their columns.
    pub fn bind_options(&self) -> BindOptions {
        BindOptions { allow_missing: self.allow_missing_columns, all_fields: false }
    }
}

fn day(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| "a date is written as 2026-01-31".to_owned())
}
