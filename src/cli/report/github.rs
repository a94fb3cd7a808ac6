//! Workflow commands, which GitHub Actions shows beside the lines of a pull request.

use super::gather::Gathered;
use crate::cli::style::clean;
use std::io::{self, Write};

pub(super) fn write(gathered: &Gathered<'_>, out: &mut dyn Write) -> io::Result<()> {
    for entry in &gathered.entries {
        let finding = entry.finding;
        write!(out, "::{} file={}", finding.severity, property(entry.file))?;
        if let Some(location) = entry.location {
            let (start, end) = (location.start(), location.end());
            write!(out, ",line={}", start.line)?;
            // GitHub refuses columns on an annotation of several lines.
            if start.line == end.line {
                write!(out, ",col={},endLine={},endColumn={}", start.column, end.line, end.column)?;
            } else {
                write!(out, ",endLine={}", end.line)?;
            }
        }
        write!(out, ",title={}::{}", property(finding.name.about().name), data(&finding.message))?;
        if let Some(help) = &finding.help {
            write!(out, "%0Ahelp: {}", data(help))?;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// Text after the `::`.
fn data(text: &str) -> String {
    clean(&text.replace("\r\n", "\n")).replace('%', "%25").replace('\n', "%0A")
}

/// Text of one `key=value`.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
