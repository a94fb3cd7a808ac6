//! The list of all kinds of findings: the `wrong` example of each has that finding, its `right` one has none.

use super::{look_at, names_of, shown};
use qualify::diagnostic::{Name, Severity};
use std::collections::BTreeSet;

/// Their examples are about other files, or could not be shown on a page.
const NOT_ALONE: &[Name] = &[Name::UnreadableFile, Name::ForbiddenPath, Name::BadLine, Name::NotShareable];

#[test]
fn the_wrong_example_of_each_has_that_finding_and_no_other_error() {
    let mut failures = Vec::new();
    for kind in Name::ALL.iter().filter(|kind| !NOT_ALONE.contains(kind) && !kind.about().wrong.is_empty()) {
        let inspected = look_at("example.qual", kind.about().wrong);
        let found = names_of(&inspected);
        if !found.contains(kind) {
            failures.push(format!("{kind} is not found, but {found:?}:\n{}", kind.about().wrong));
        }
        let others: Vec<&Name> =
            found.iter().filter(|name| *name != kind && name.about().severity == Severity::Error).collect();
        if !others.is_empty() {
            failures.push(format!("{kind} also has {others:?}:\n{}", shown("example.qual", &inspected)));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn the_right_example_of_each_has_no_finding() {
    let mut failures = Vec::new();
    for kind in Name::ALL.iter().filter(|kind| !NOT_ALONE.contains(kind)) {
        let text = kind.about().right;
        if text.is_empty() {
            continue;
        }
        let inspected = look_at("example.qual", text);
        if !inspected.findings.is_empty() {
            failures.push(format!("{kind}:\n{}", shown("example.qual", &inspected)));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn names_are_words_and_stand_once() {
    let mut seen = BTreeSet::new();
    for kind in Name::ALL {
        let name = kind.about().name;
        assert!(name.chars().all(|letter| letter.is_ascii_lowercase() || letter == '-' || letter == '8'), "{name}");
        assert!(seen.insert(name), "{name} stands twice");
        assert_eq!(Name::parse(name), Some(*kind));
    }
}
