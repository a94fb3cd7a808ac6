//! Rulesets with one mistake each, as three readers of the language reference alone wrote them. The first line of each says what is
//! wrong with it; next to each lies the same ruleset without the mistake, of which nothing is said.

use qualify::cli::report::{Checked, ReportFormat, report};
use qualify::cli::style::Look;
use qualify::jiff::civil::date;
use qualify::lint::Settings;
use qualify::source::Source;
use qualify::{Folder, Inspected, inspect_with};
use std::fmt::Write;
use std::fs;

const FOLDER: &str = "tests/lint/planted";

/// Mistakes that are not told yet: each must leave this list as soon as it is.
const NOT_TOLD: &[&str] = &[];

/// The names of the rulesets, in order.
fn names() -> Vec<String> {
    let files = fs::read_dir(FOLDER).expect("the rulesets are there").map(|entry| entry.expect("an entry").file_name());
    let mut names: Vec<String> =
        files.filter_map(|file| Some(file.to_str()?.strip_suffix(".clean.qual")?.to_owned())).collect();
    names.sort();
    names
}

fn text_of(file: &str) -> String {
    fs::read_to_string(format!("{FOLDER}/{file}")).expect("a text")
}

/// What is said of a file with all levels as they are unless asked otherwise.
fn look(file: &str) -> Inspected {
    let settings = Settings { today: Some(date(2026, 11, 26)), ..Settings::default() };
    inspect_with(Source::new(file, text_of(file)), &Folder, &settings)
}

fn shown(file: &str, inspected: &Inspected) -> String {
    let checked = Checked { file, sources: &inspected.sources, findings: &inspected.findings };
    let mut out = Vec::new();
    report(ReportFormat::Short, &[checked], Look::PLAIN, &mut out).expect("a vector takes all");
    String::from_utf8(out).expect("reports are text")
}

#[test]
fn there_are_twenty_of_each_reader_but_one() {
    assert_eq!(names().len(), 59);
    assert_eq!(fs::read_dir(FOLDER).expect("a folder").count(), 118);
}

#[test]
fn nothing_is_said_of_rulesets_without_a_mistake() {
    for name in names() {
        let file = format!("{name}.clean.qual");
        let inspected = look(&file);
        assert!(inspected.findings.is_empty(), "{}", shown(&file, &inspected));
    }
}

#[test]
fn each_planted_mistake_is_told() {
    let mut told = String::new();
    for name in names() {
        let file = format!("{name}.qual");
        let inspected = look(&file);
        let shown = shown(&file, &inspected);
        let is_told = !inspected.findings.is_empty();
        assert_eq!(is_told, !NOT_TOLD.contains(&name.as_str()), "{file} is told: {is_told}\n{shown}");
        let text = text_of(&file);
        let planted = text.lines().next().and_then(|line| line.strip_prefix("# planted: ")).expect("what was planted");
        let _ = writeln!(told, "planted: {planted}\n{}", if is_told { &shown } else { "not told\n" });
    }
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true, snapshot_path => "snapshots" }, {
        insta::assert_snapshot!("planted", told);
    });
}
