//! Each folder of `fixtures` is named for a kind of finding: its rules and leads `found-*` have it, and nothing else; `quiet-*` are
//! near misses.

use super::{check, leads, names};
use qualify::data_check::page;
use qualify::diagnostic::Name;
use std::fs;
use std::path::PathBuf;

const FOLDER: &str = "tests/data_check/fixtures";

/// The rules and leads of a kind of finding.
fn fixtures() -> Vec<(Name, PathBuf, String, String)> {
    let mut fixtures = Vec::new();
    for folder in fs::read_dir(FOLDER).expect("the fixtures are there").map(|entry| entry.expect("an entry").path()) {
        let name = folder.file_name().expect("a name").to_string_lossy().into_owned();
        let kind = Name::parse(&name).unwrap_or_else(|| panic!("nothing is named {name}"));
        for path in fs::read_dir(&folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
            if path.extension().is_some_and(|end| end == "qual") {
                let text = |path: &PathBuf| fs::read_to_string(path).expect("a text");
                let (rules, short) = (text(&path), text(&path.with_extension("csv")));
                fixtures.push((kind, path, rules, short));
            }
        }
    }
    fixtures.sort_by(|one, two| one.1.cmp(&two.1));
    fixtures
}

fn is_found(path: &std::path::Path) -> bool {
    path.file_stem().expect("a name").to_string_lossy().starts_with("found-")
}

#[test]
fn what_must_be_found_is() {
    for (kind, path, rules, short) in fixtures().into_iter().filter(|(_, path, ..)| is_found(path)) {
        let json = check(&rules, &leads(&short), "--format json --allow correctness --allow scoring");
        let names = names(&json);
        assert!(names.iter().any(|name| name == kind.about().name), "{}: {json}", path.display());
        let found: Vec<serde_json::Value> = serde_json::from_str(&json.out).expect("JSON");
        let witnesses: String = found
            .iter()
            .filter(|finding| !finding["witness"].is_null())
            .map(|finding| format!("witness: {}\n", finding["witness"]))
            .collect();
        let shown = check(&rules, &leads(&short), "--allow correctness --allow scoring");
        let rule = "─".repeat(100);
        let outcome = format!("{rules}\n{rule}\n{short}\n{rule}\n{}\n{}{witnesses}", shown.out, shown.err);
        let stem = path.file_stem().expect("a name").to_string_lossy().into_owned();
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true, snapshot_path => "snapshots" }, {
            insta::assert_snapshot!(format!("{kind}_{stem}"), outcome);
        });
    }
}

#[test]
fn near_misses_are_left_in_peace() {
    for (_, path, rules, short) in fixtures().into_iter().filter(|(_, path, ..)| !is_found(path)) {
        assert!(path.file_stem().expect("a name").to_string_lossy().starts_with("quiet-"), "{}", path.display());
        let json = check(&rules, &leads(&short), "--format json --allow correctness --allow scoring");
        assert!(names(&json).is_empty(), "{}: {json}", path.display());
    }
}

#[test]
fn each_kind_has_three_of_either() {
    let fixtures = fixtures();
    for kind in Name::ALL.iter().filter(|name| page(**name).is_some()) {
        let count = |found| fixtures.iter().filter(|(of, path, ..)| of == kind && is_found(path) == found).count();
        assert!(count(true) >= 3 && count(false) >= 3, "{kind}: {} and {}", count(true), count(false));
    }
}

/// Every witness is a record of the leads that the rules can read, but for what could not be read of the leads either.
#[test]
fn witnesses_can_be_judged() {
    let mut judged = 0;
    for (kind, path, rules, short) in fixtures().into_iter().filter(|(_, path, ..)| is_found(path)) {
        let json = check(&rules, &leads(&short), "--format json --allow correctness --allow scoring");
        let found: Vec<serde_json::Value> = serde_json::from_str(&json.out).expect("JSON");
        let ruleset = qualify::Ruleset::parse(&rules).expect("a ruleset");
        for witness in found.iter().map(|finding| &finding["witness"]).filter(|witness| !witness.is_null()) {
            let (_, issues) = ruleset.read(witness).expect("a record");
            assert_eq!(issues.is_empty(), kind != Name::UnreadableInData, "{}: {witness}", path.display());
            judged += 1;
        }
    }
    assert!(judged >= 5, "{judged}");
}
