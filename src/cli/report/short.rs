//! One line a finding: `file:line:column: severity[name]: message`.

use super::gather::Gathered;
use crate::cli::style::clean_line;
use std::io::{self, Write};

pub(super) fn write(gathered: &Gathered<'_>, out: &mut dyn Write) -> io::Result<()> {
    for entry in &gathered.entries {
        write!(out, "{}:", clean_line(entry.file))?;
        if let Some(location) = entry.location {
            write!(out, "{}:", location.start())?;
        }
        let finding = entry.finding;
        writeln!(out, " {}[{}]: {}", finding.severity, finding.name, clean_line(&finding.message))?;
    }
    Ok(())
}
