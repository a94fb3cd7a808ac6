//! The outcome of tests, for CI: JUnit's XML.

use super::Tested;
use crate::explain;
use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};
use std::io::{self, Write};

pub(super) fn write(tested: &[Tested], min_coverage: Option<u8>, out: &mut dyn Write) -> io::Result<()> {
    let mut junit = Report::new("qualify test");
    for one in tested {
        let mut suite = TestSuite::new(one.file.as_str());
        for result in &one.report.results {
            let mut status = TestCaseStatus::success();
            if !result.passed() {
                status = TestCaseStatus::non_success(NonSuccessKind::Failure);
                let told: Vec<String> = result
                    .failures
                    .iter()
                    .map(|failure| format!("expected {}, but {}", failure.expected, failure.actual))
                    .collect();
                status.set_message(told.join("; "));
                status.set_description(explain::human(&result.evaluation, explain::Look::default()));
            }
            let mut case = TestCase::new(result.name.as_str(), status);
            case.set_classname(one.file.as_str());
            let line = format!("{}", result.at.line);
            case.extra.insert("file".into(), result.at.file.as_deref().unwrap_or(&one.file).into());
            case.extra.insert("line".into(), line.as_str().into());
            suite.add_test_case(case);
        }
        if let Some(least) = min_coverage {
            let mut status = TestCaseStatus::success();
            if one.covered < usize::from(least) {
                status = TestCaseStatus::non_success(NonSuccessKind::Failure);
                status.set_message(format!("the tests cover {} %, and at least {least} % is asked for", one.covered));
            }
            let mut case = TestCase::new(format!("coverage of at least {least} %"), status);
            case.set_classname(one.file.as_str());
            suite.add_test_case(case);
        }
        junit.add_test_suite(suite);
    }
    junit.serialize(&mut *out).map_err(io::Error::other)?;
    writeln!(out)
}
