//! The corpus of broken rule files: each of `broken/*.qual` is named for its mistake, and its snapshot shows the file and what is
//! said about it.

use super::{edited, look_at, names_of, shown};
use qualify::diagnostic::Name;
use qualify::source::FileId;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

const FOLDER: &str = "tests/check/broken";

/// The name under which messages show a file, and its text, for all files in order.
fn corpus() -> Vec<(String, String)> {
    let mut files: Vec<(String, String)> = fs::read_dir(FOLDER)
        .expect("the corpus is there")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|end| end == "qual"))
        .map(|path| (path.display().to_string(), fs::read_to_string(&path).expect("a text")))
        .collect();
    files.sort();
    files
}

#[test]
fn each_mistake_is_explained() {
    for (name, text) in corpus() {
        let inspected = look_at(&name, &text);
        let mistake = Path::new(&name).file_stem().expect("a name").to_string_lossy().into_owned();
        let outcome = format!("{text}\n{}\n\n{}", "─".repeat(100), shown(&name, &inspected));
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true, snapshot_path => "snapshots/broken" }, {
            insta::assert_snapshot!(mistake, outcome);
        });
    }
}

#[test]
fn no_mistake_passes_unseen() {
    for (name, text) in corpus() {
        assert!(!look_at(&name, &text).findings.is_empty(), "{name} has no finding");
    }
}

#[test]
fn ten_mistakes_inside_and_outside_blocks_are_ten_findings() {
    let name = format!("{FOLDER}/ten-mistakes.qual");
    let inspected = look_at(&name, &fs::read_to_string(&name).expect("a text"));
    assert_eq!(inspected.findings.len(), 10, "{}", shown(&name, &inspected));
}

/// Files with more than one mistake; every other file has one, and so one finding.
const SEVERAL: &[(&str, usize)] = &[
    ("allow-of-an-error", 2),
    ("capital-keywords", 3),
    ("colon-in-table", 2),
    ("foreign-type", 2),
    ("label-gives-a-field", 2),
    ("less-than-in-table", 2),
    ("less-than-words-in-table", 2),
    ("missing-quotes-in-list", 2),
    ("name-with-space-of-a-field", 2),
    ("misspelt-type", 2),
    ("reserved-word-as-field", 2),
    ("semicolons", 2),
    ("single-quotes", 2),
    ("slash-comment", 2),
    ("smart-quotes", 2),
    ("ten-mistakes", 10),
    ("unclosed-last-block", 2),
];

#[test]
fn one_mistake_is_one_finding() {
    let wrong: Vec<String> = corpus()
        .into_iter()
        .filter_map(|(name, text)| {
            let mistake = Path::new(&name).file_stem()?.to_string_lossy().into_owned();
            let expected = SEVERAL.iter().find(|(several, _)| *several == mistake).map_or(1, |(_, count)| *count);
            let found = names_of(&look_at(&name, &text));
            (found.len() != expected).then(|| format!("{mistake}: {expected} expected, found {found:?}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Lints have fixtures of their own, in `tests/lint`.
#[test]
fn every_kind_of_error_has_a_file_in_the_corpus() {
    let found: BTreeSet<Name> = corpus().iter().flat_map(|(name, text)| names_of(&look_at(name, text))).collect();
    let absent: Vec<String> = Name::ALL
        .iter()
        .filter(|kind| kind.about().group.is_none() && !found.contains(kind) && !NOT_IN_A_FILE.contains(kind))
        .map(|kind| kind.to_string())
        .collect();
    assert!(absent.is_empty(), "no broken file has: {}", absent.join(", "));
}

/// Kinds that only hostile or unreadable input has: `bad_input.rs` builds it.
const NOT_IN_A_FILE: &[Name] = &[Name::NotUtf8, Name::FileTooLarge, Name::TooDeep, Name::TextTooLong];

/// A fix that stands alone mends its finding; what then comes to light may be another.
#[test]
fn a_fix_mends_what_it_is_about() {
    for (name, text) in corpus() {
        let found = look_at(&name, &text).findings;
        for finding in &found {
            let Some(fix) = &finding.fix else { continue };
            assert!(fix.iter().all(|edit| edit.place.file == FileId(0)), "{name} mends another file");
            let mended = edited(&text, fix);
            let before = found.iter().filter(|other| other.name == finding.name).count();
            let after = look_at(&name, &mended).findings.iter().filter(|other| other.name == finding.name).count();
            assert!(after < before, "{name}: the fix of {} leaves it:\n{mended}", finding.name);
        }
    }
}
