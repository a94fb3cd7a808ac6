//! Each folder of `fixtures` is named for a lint: its files `found-*.qual` have the finding, and nothing else; its files
//! `quiet-*.qual` are near misses, which have none. A snapshot of the former shows the file and what is said of it.

use super::{TODAY, look_for, with_what_it_needs};
use qualify::cli::report::{Checked, ReportFormat, report};
use qualify::cli::style::Look;
use qualify::diagnostic::Name;
use qualify::{Inspected, jiff};
use std::fs;
use std::path::PathBuf;

const FOLDER: &str = "tests/lint/fixtures";

/// A file of a lint, in order.
#[derive(Clone)]
pub(super) struct Fixture {
    pub(super) lint: Name,
    pub(super) path: PathBuf,
    text: String,
}

impl Fixture {
    pub(super) fn is_found(&self) -> bool {
        self.name().starts_with("found-")
    }

    fn name(&self) -> String {
        self.path.file_stem().expect("a name").to_string_lossy().into_owned()
    }

    pub(super) fn look(&self) -> Inspected {
        look_for(&with_what_it_needs(self.lint), &self.path.to_string_lossy(), &self.text)
    }
}

pub(super) fn fixtures() -> Vec<Fixture> {
    let mut fixtures = Vec::new();
    for folder in fs::read_dir(FOLDER).expect("the fixtures are there").map(|entry| entry.expect("an entry").path()) {
        let name = folder.file_name().expect("a name").to_string_lossy().into_owned();
        let lint = Name::parse(&name).unwrap_or_else(|| panic!("no lint is named {name}"));
        for path in fs::read_dir(&folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
            if path.extension().is_some_and(|end| end == "qual") {
                let text = fs::read_to_string(&path).expect("a text");
                fixtures.push(Fixture { lint, path, text });
            }
        }
    }
    fixtures.sort_by(|one, two| one.path.cmp(&two.path));
    fixtures
}

fn shown(fixture: &Fixture, inspected: &Inspected) -> String {
    let file = fixture.path.to_string_lossy();
    let checked = Checked { file: &file, sources: &inspected.sources, findings: &inspected.findings };
    let mut out = Vec::new();
    report(ReportFormat::Human, &[checked], Look::PLAIN, &mut out).expect("a vector takes all");
    String::from_utf8(out).expect("reports are text")
}

#[test]
fn lints_find_what_they_must() {
    for fixture in fixtures().iter().filter(|fixture| fixture.is_found()) {
        let inspected = fixture.look();
        let shown = shown(fixture, &inspected);
        assert!(!inspected.findings.is_empty(), "{}: nothing is found", fixture.path.display());
        assert!(inspected.findings.iter().all(|finding| finding.name == fixture.lint), "{shown}");
        let witnesses: Vec<String> = inspected
            .findings
            .iter()
            .filter_map(|finding| finding.witness.as_ref())
            .map(|witness| serde_json::to_string(witness).expect("a record"))
            .collect();
        let witnesses = if witnesses.is_empty() {
            String::new()
        } else {
            format!("\nwitness: {}\n", witnesses.join("\n         "))
        };
        let outcome = format!("{}\n{}\n\n{shown}{witnesses}", fixture.text, "─".repeat(100));
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true, snapshot_path => "snapshots" }, {
            insta::assert_snapshot!(format!("{}_{}", fixture.lint, fixture.name()), outcome);
        });
    }
}

#[test]
fn lints_leave_near_misses_in_peace() {
    for fixture in fixtures().iter().filter(|fixture| !fixture.is_found()) {
        assert!(fixture.name().starts_with("quiet-"), "{}", fixture.path.display());
        let inspected = fixture.look();
        assert!(inspected.findings.is_empty(), "{}", shown(fixture, &inspected));
    }
}

#[test]
fn each_lint_has_three_of_either_kind() {
    let fixtures = fixtures();
    for name in Name::ALL.iter().filter(|name| qualify::lint::page(**name).is_some()) {
        let count = |found| fixtures.iter().filter(|one| one.lint == *name && one.is_found() == found).count();
        let (found, quiet) = (count(true), count(false));
        assert!(found >= 3 && quiet >= 3, "{name}: {found} that it must find, {quiet} that it must not");
    }
}

/// Every witness is a record that can be judged as it stands.
#[test]
fn witnesses_can_be_judged() {
    for fixture in fixtures().iter().filter(|fixture| fixture.is_found()) {
        let inspected = fixture.look();
        let ruleset = qualify::Ruleset::load(&fixture.path).expect("a ruleset");
        for witness in inspected.findings.iter().filter_map(|finding| finding.witness.as_ref()) {
            let (_, issues) = ruleset.read(witness).expect("a record");
            assert!(issues.is_empty(), "{}: {issues:?}", fixture.path.display());
            let evaluation = ruleset.evaluate(witness, TODAY).expect("a record");
            assert_eq!(evaluation.today, jiff::civil::date(2026, 1, 15));
        }
    }
}
