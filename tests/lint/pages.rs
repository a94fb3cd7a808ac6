//! The page of each lint: its first example has the finding, its last has no finding at all.

use super::{look_for, with_what_it_needs};
use qualify::diagnostic::Name;
use qualify::lint::page;

/// The examples of a page, in order.
fn examples(page: &str) -> Vec<String> {
    let mut examples = Vec::new();
    let mut example: Option<Vec<&str>> = None;
    for line in page.lines() {
        match (&mut example, line) {
            (Some(_), "```") => examples.push(example.take().unwrap_or_default().join("\n")),
            (Some(lines), line) => lines.push(line),
            (None, "```qual") => example = Some(Vec::new()),
            (None, line) => assert!(!line.starts_with("```"), "{line}"),
        }
    }
    examples
}

#[test]
fn examples_are_what_they_are_said_to_be() {
    let mut failures = Vec::new();
    for (name, page) in Name::ALL.iter().filter_map(|name| Some((*name, page(*name)?))) {
        let examples = examples(&page);
        assert!(examples.len() >= 2, "{name} needs an example with the finding, and one without");
        let found = |text: &str| look_for(&with_what_it_needs(name), "example.qual", text).findings;
        let wrong = found(&examples[0]);
        if wrong.is_empty() || wrong.iter().any(|finding| finding.name != name) {
            failures.push(format!("{name}: the first example has {wrong:#?}"));
        }
        let right = found(&examples[examples.len() - 1]);
        if !right.is_empty() {
            failures.push(format!("{name}: the last example has {right:#?}"));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn pages_are_laid_out() {
    for (name, page) in Name::ALL.iter().filter_map(|name| Some((*name, page(*name)?))) {
        assert!(page.lines().next().is_some_and(|first| first.len() > 20), "{name}");
        for example in examples(&page) {
            let source = qualify::source::Source::new("example.qual", format!("{example}\n").as_str());
            let laid_out = qualify::format::verified(&source).unwrap_or_else(|_| panic!("{name}:\n{example}"));
            assert_eq!(laid_out, format!("{example}\n"), "{name}");
        }
    }
}
