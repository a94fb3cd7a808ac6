//! Whatever the text: there is a tree, findings are in order and inside the text, and what is broken has one.

use proptest::prelude::*;
use qualify::source::{FileId, Source};

const VALID: [&str; 4] = [
    include_str!("valid/first.qual"),
    include_str!("valid/full.qual"),
    include_str!("valid/constructs.qual"),
    include_str!("valid/events.qual"),
];

const PIECES: [&str; 66] = [
    "when",
    "then",
    "+5",
    "{",
    "}",
    "(",
    ")",
    "[",
    "]",
    "\"",
    "\"x\"",
    "'",
    "#",
    "\n",
    " ",
    "==",
    "&&",
    "-",
    "..",
    "50",
    "is",
    "null",
    "score fit",
    "by x",
    "otherwise",
    "because",
    "lead",
    "name:",
    ",",
    "=",
    "IF",
    "`",
    "at least 2 of",
    "within",
    "14 days",
    "//",
    "/*",
    "“",
    "é",
    "\\",
    "for each a",
    "for every",
    "list of {",
    "list",
    "of",
    "where",
    "where (",
    "any a",
    "count",
    "count(",
    "latest at of a",
    "max x of a",
    "joined by k",
    "joined on",
    "a: list of { k: text at: date }",
    "up to +5",
    "per week",
    "once a week",
    "given { a = [{",
    "} }",
    "label l { when a then b because \"x\" otherwise c }",
    "otherwise b because \"x\"",
    "then b because",
    "no reason \"x\"",
    "reason",
    "expect no",
];

fn hold(text: &str) -> Result<(), TestCaseError> {
    let source = Source::new("any.qual", text);
    let (file, findings) = qualify::syntax::parse(&source, FileId(0));
    let mut last = 0;
    for finding in &findings {
        let Some(place) = finding.place else { continue };
        prop_assert!(place.span.start >= last, "out of order");
        prop_assert!(text.get(place.span.start..place.span.end).is_some(), "{:?} is not in the text", place.span);
        last = place.span.start;
        prop_assert!(!finding.message.is_empty());
        for edit in finding.fix.iter().flatten() {
            prop_assert!(text.get(edit.place.span.start..edit.place.span.end).is_some(), "an edit outside of the text");
        }
    }
    if format!("{file:?}").contains("Broken") {
        prop_assert!(!findings.is_empty(), "broken, and nothing found");
    }
    if findings.is_empty() {
        let again = qualify::syntax::parse(&source, FileId(0)).0;
        prop_assert_eq!(file, again);
    }
    Ok(())
}

/// Makes the safe edits of all findings; edits stand in order and do not overlap.
fn fixed(text: &str) -> Option<String> {
    let source = Source::new("any.qual", text);
    let (_, findings) = qualify::syntax::parse(&source, FileId(0));
    let mut edits: Vec<_> = findings.iter().flat_map(|finding| finding.fix.clone()).flatten().collect();
    edits.sort_by_key(|edit| edit.place.span);
    let mut fixed = String::new();
    let mut done = 0;
    for edit in &edits {
        fixed += text.get(done..edit.place.span.start)?;
        fixed += &edit.text;
        done = edit.place.span.end;
    }
    Some(fixed + text.get(done..)?)
}

/// A place in a text between two characters.
fn place(text: &str, at: usize) -> usize {
    let at = at % (text.len() + 1);
    (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// Deletes, inserts or doubles a piece.
fn mutate(text: &str, how: u8, at: usize, length: usize, piece: &str) -> String {
    let start = place(text, at);
    let end = place(text, (start + length % 12).min(text.len()));
    let (before, middle, after) = (&text[..start], &text[start..end.max(start)], &text[end.max(start)..]);
    match how % 4 {
        0 => format!("{before}{after}"),
        1 => format!("{before}{piece}{middle}{after}"),
        2 => format!("{before}{middle}{middle}{after}"),
        _ => format!("{before} {piece} {after}"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text(text in "\\PC{0,200}") {
        hold(&text)?;
    }

    #[test]
    fn any_pieces(pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..40), spaced in any::<bool>()) {
        hold(&pieces.join(if spaced { " " } else { "" }))?;
    }

    #[test]
    fn mutated_files(
        file in 0..VALID.len(),
        changes in prop::collection::vec((any::<u8>(), any::<usize>(), any::<usize>(), prop::sample::select(&PIECES[..])), 1..5),
    ) {
        let mut text = VALID[file].to_owned();
        for (how, at, length, piece) in changes {
            text = mutate(&text, how, at, length, piece);
        }
        hold(&text)?;
        prop_assert!(fixed(&text).is_some(), "edits overlap");
    }
}
