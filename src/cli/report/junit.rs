//! JUnit XML: a test suite for each file, a failing test case for each finding.

use super::gather::{Entry, Gathered};
use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};
use std::collections::BTreeMap;
use std::io::{self, Write};

pub(super) fn write(gathered: &Gathered<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut by_file: BTreeMap<&str, Vec<&Entry<'_>>> = gathered.files.iter().map(|file| (*file, Vec::new())).collect();
    for entry in &gathered.entries {
        by_file.entry(entry.file).or_default().push(entry);
    }
    let mut report = Report::new("qualify check");
    for (file, entries) in by_file {
        let mut suite = TestSuite::new(file);
        if entries.is_empty() {
            suite.add_test_case(case(file, "no findings", TestCaseStatus::success()));
        }
        suite.add_test_cases(entries.into_iter().map(failure));
        report.add_test_suite(suite);
    }
    // Written by way of a text, so that an error of `out` keeps its kind.
    let xml = report.to_string().map_err(io::Error::other)?;
    out.write_all(xml.as_bytes())
}

fn failure(entry: &Entry<'_>) -> TestCase {
    let finding = entry.finding;
    let (name, place) = match entry.location.map(|location| location.start()) {
        Some(start) => (format!("{} at {start}", finding.name), format!("{}:{start}", entry.file)),
        None => (finding.name.to_string(), entry.file.to_string()),
    };
    let mut details = format!("{place}: {}[{}]: {}", finding.severity, finding.name, finding.message);
    if let Some(help) = &finding.help {
        details.push_str("\nhelp: ");
        details.push_str(help);
    }
    let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
    status.set_message(finding.message.as_str()).set_type(finding.severity.to_string()).set_description(details);
    case(entry.file, &name, status)
}

fn case(file: &str, name: &str, status: TestCaseStatus) -> TestCase {
    let mut case = TestCase::new(name, status);
    case.set_classname(file);
    case
}
