//! One JSON array with an object for each finding.

use super::gather::{Entry, Gathered, Location};
use crate::diagnostic::Witness;
use serde::Serialize;
use std::io::{self, Write};

#[derive(Serialize)]
struct FindingJson<'a> {
    name: &'a str,
    severity: String,
    message: &'a str,
    help: Option<&'a str>,
    file: &'a str,
    line: Option<usize>,
    column: Option<usize>,
    end_line: Option<usize>,
    end_column: Option<usize>,
    related: Vec<RelatedJson<'a>>,
    /// A lead that proves it.
    witness: Option<&'a Witness>,
    fix: Option<Vec<EditJson<'a>>>,
    /// Whether `--fix` may make the edits.
    safe_to_fix: bool,
}

#[derive(Serialize)]
struct RelatedJson<'a> {
    message: &'a str,
    #[serde(flatten)]
    place: PlaceJson<'a>,
}

#[derive(Serialize)]
struct EditJson<'a> {
    #[serde(flatten)]
    place: PlaceJson<'a>,
    text: &'a str,
}

#[derive(Serialize)]
struct PlaceJson<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

pub(super) fn write(gathered: &Gathered<'_>, out: &mut dyn Write) -> io::Result<()> {
    let findings: Vec<_> = gathered.entries.iter().map(FindingJson::from).collect();
    serde_json::to_writer_pretty(&mut *out, &findings)?;
    writeln!(out)
}

impl<'a> From<&Entry<'a>> for FindingJson<'a> {
    fn from(entry: &Entry<'a>) -> Self {
        let place = entry.location.map(PlaceJson::from);
        let related = entry.related().map(|(message, at)| RelatedJson { message, place: at.into() });
        let edits = |fix: Vec<(&'a str, Location<'a>)>| {
            fix.into_iter().map(|(text, at)| EditJson { place: at.into(), text }).collect()
        };
        FindingJson {
            name: entry.finding.name.about().name,
            severity: entry.finding.severity.to_string(),
            message: &entry.finding.message,
            help: entry.finding.help.as_deref(),
            file: entry.file,
            line: place.as_ref().map(|at| at.line),
            column: place.as_ref().map(|at| at.column),
            end_line: place.as_ref().map(|at| at.end_line),
            end_column: place.as_ref().map(|at| at.end_column),
            related: related.collect(),
            witness: entry.finding.witness.as_ref(),
            fix: entry.fix().map(edits),
            safe_to_fix: entry.finding.safe_to_fix,
        }
    }
}

impl<'a> From<Location<'a>> for PlaceJson<'a> {
    fn from(location: Location<'a>) -> Self {
        let (start, end) = (location.start(), location.end());
        PlaceJson {
            file: location.file(),
            line: start.line,
            column: start.column,
            end_line: end.line,
            end_column: end.column,
        }
    }
}
