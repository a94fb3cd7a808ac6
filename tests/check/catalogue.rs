//! The list of all kinds of findings: the `wrong` example of each has that finding, its `right` one has none.

use super::{look_at, names_of, shown};
use qualify::diagnostic::{Name, Severity};
use std::collections::BTreeSet;

/// Their examples are about other files, or could not be shown on a page.
const NOT_ALONE: &[Name] = &[Name::UnreadableFile, Name::ForbiddenPath, Name::BadLine, Name::NotShareable];

#[test]
fn the_wrong_example_of_each_has_that_finding_and_no_other_error() {
    for kind in Name::ALL.iter().filter(|kind| !NOT_ALONE.contains(kind) && !kind.about().wrong.is_empty()) {
        let inspected = look_at("example.qual", kind.about().wrong);
        let found = names_of(&inspected);
        assert!(found.contains(kind), "{kind} is not found, but {found:?}:\n{}", kind.about().wrong);
        // What an example leaves open, such as a block without its end, is no part of what it shows.
        let others: Vec<&Name> = found
            .iter()
            .filter(|name| *name != kind && name.about().severity == Severity::Error)
            .filter(|_| *kind != Name::UnclosedBlock)
            .collect();
        assert!(others.is_empty(), "{kind} also has {others:?}:\n{}", shown("example.qual", &inspected));
    }
}

#[test]
fn the_right_example_of_each_has_no_finding() {
    for kind in Name::ALL.iter().filter(|kind| !NOT_ALONE.contains(kind)) {
        let text = kind.about().right;
        if text.is_empty() {
            continue;
        }
        let inspected = look_at("example.qual", text);
        assert!(inspected.findings.is_empty(), "{kind}:\n{text}\n{}", shown("example.qual", &inspected));
    }
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
