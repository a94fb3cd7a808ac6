//! What checking says: of broken rule files, of good ones, of bad input, and of any mutation of a good file.

mod bad_input;
mod broken;
mod catalogue;
mod did_you_mean;
mod good;
mod mutations;

use qualify::cli::report::{Checked, ReportFormat, report};
use qualify::cli::style::Look;
use qualify::diagnostic::{Edit, Name};
use qualify::source::Source;
use qualify::{Folder, Inspected, inspect};

/// Checks a text as the file of that name, which may name other files.
fn look_at(name: &str, text: &str) -> Inspected {
    inspect(Source::new(name, text), &Folder)
}

/// The findings as `qualify check` shows them to people.
fn shown(name: &str, inspected: &Inspected) -> String {
    let checked = Checked { file: name, sources: &inspected.sources, findings: &inspected.findings };
    let mut out = Vec::new();
    report(ReportFormat::Human, &[checked], Look::PLAIN, &mut out).expect("a vector takes all");
    String::from_utf8(out).expect("reports are text")
}

/// The kinds of all findings, in their order.
fn names_of(inspected: &Inspected) -> Vec<Name> {
    inspected.findings.iter().map(|finding| finding.name).collect()
}

/// The text after the edits, from the last to the first.
fn edited(text: &str, edits: &[Edit]) -> String {
    let mut edits: Vec<&Edit> = edits.iter().collect();
    edits.sort_by_key(|edit| std::cmp::Reverse(edit.place.span));
    let mut text = text.to_owned();
    for edit in edits {
        text.replace_range(edit.place.span.start..edit.place.span.end, &edit.text);
    }
    text
}
