//! The page of each kind of finding: its first rules and leads have it, its last have none.

use super::{check, leads, names};
use qualify::data_check::page;
use qualify::diagnostic::{Group, Name};

/// The rules and leads of a page, in order.
fn examples(page: &str) -> Vec<(String, String)> {
    let mut fences: Vec<(String, String)> = Vec::new();
    let mut open: Option<(String, String)> = None;
    for line in page.lines() {
        match (&mut open, line.strip_prefix("```")) {
            (Some(_), Some("")) => fences.extend(open.take()),
            (Some((_, text)), _) => text.push_str(&format!("{line}\n")),
            (None, Some(kind)) => open = Some((kind.to_owned(), String::new())),
            (None, None) => {}
        }
    }
    let both = fences.chunks(2).map(|pair| {
        assert_eq!((pair[0].0.as_str(), pair[1].0.as_str()), ("qual", "csv"), "{page}");
        (pair[0].1.clone(), pair[1].1.clone())
    });
    both.collect()
}

#[test]
fn each_has_a_page_whose_examples_are_what_they_are_said_to_be() {
    for name in Name::ALL.iter().filter(|name| name.about().group == Some(Group::Data)) {
        let page = page(*name).unwrap_or_else(|| panic!("{name} has no page"));
        let examples = examples(&page);
        assert!(examples.len() >= 2, "{name}");
        for (at, (rules, short)) in examples.iter().enumerate() {
            let source = qualify::source::Source::new("example.qual", rules.as_str());
            let laid_out = qualify::format::verified(&source).unwrap_or_else(|_| panic!("{name}:\n{rules}"));
            assert_eq!(laid_out, *rules, "{name}");
            let ran = check(rules, &leads(short), "--format json");
            let wanted = if at == 0 { vec![name.about().name.to_owned()] } else { Vec::new() };
            let mut found = names(&ran);
            found.dedup();
            if at == 0 || at + 1 == examples.len() {
                assert_eq!(found, wanted, "{name}: {ran}");
            }
        }
    }
}

#[test]
fn pages_are_shown() {
    let ran = crate::score::Scratch::new::<&str>(&[]).run("check --explain value-not-in-data");
    insta::assert_snapshot!(ran);
}
