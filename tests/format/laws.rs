//! What holds of every layout, however a file's white space and comments are shaken.

use proptest::prelude::*;
use qualify::format;
use qualify::source::{FileId, Source};
use qualify::syntax::{self, tree::File};

/// Files that hold every construct.
const FILES: [&str; 4] = [
    include_str!("full.qual"),
    include_str!("cases/conditions.qual"),
    include_str!("cases/blocks.qual"),
    include_str!("cases/events.qual"),
];

/// What may stand between two words; the index of the first that holds a comment.
const GAPS: [&str; 12] = [
    " ",
    "\n",
    "\t ",
    " \r\n",
    "\n\n\n",
    "\u{A0}\n ",
    " # behind\n",
    "\n# own\n",
    "\n\n  # one\n# two\n\n",
    " # behind # once\n# and own\n",
    " #\n\n",
    " # qualify: allow(never-fires) \"not { a text\n",
];
const FIRST_COMMENT: usize = 6;

fn parse(text: &str) -> File {
    let (file, findings) = syntax::parse(&Source::new("test.qual", text), FileId(0));
    assert_eq!(findings, [], "{text}");
    file
}

fn layout(text: &str) -> String {
    match format::verified(&Source::new("test.qual", text)) {
        Ok(layout) => layout,
        Err(error) => panic!("{error}: {error:?}\n{text}"),
    }
}

/// Words, signs and comments, each whole.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let end = match first {
            '#' => rest.find('\n').unwrap_or(rest.len()),
            '"' | '`' => end_of_quoted(rest, first),
            '{' | '}' | '[' | ']' | '(' | ')' | ',' => 1,
            _ => rest.find(|c: char| c.is_whitespace() || "{}[](),\"`#".contains(c)).unwrap_or(rest.len()),
        };
        pieces.push(rest[..end].trim_end());
        rest = rest[end..].trim_start();
    }
    pieces
}

fn end_of_quoted(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, letter) in text.char_indices().skip(1) {
        match letter {
            _ if escaped => escaped = false,
            '\\' if quote == '"' => escaped = true,
            _ if letter == quote => return at + 1,
            _ => {}
        }
    }
    text.len()
}

fn without_comments(text: &str) -> Vec<&str> {
    pieces(text).into_iter().filter(|piece| !piece.starts_with('#')).collect()
}

/// The words of a file with chosen gaps between them.
fn shaken(words: &[&str], gaps: &[usize]) -> String {
    let mut text = String::new();
    for (word, gap) in words.iter().zip(gaps.iter().cycle()) {
        text.push_str(word);
        text.push_str(GAPS[*gap]);
    }
    text
}

/// Where the comments stand among the words. Commas and colons do not count, for a comment never comes before one.
fn comments_among_words(text: &str) -> Vec<&str> {
    pieces(text).into_iter().filter(|piece| !matches!(*piece, "," | ":")).collect()
}

fn gaps(kinds: std::ops::Range<usize>) -> impl Strategy<Value = Vec<usize>> {
    prop_oneof![
        prop::collection::vec(kinds.clone(), 1..400),
        // Mostly blanks, so that most statements stay as they are.
        prop::collection::vec(prop_oneof![8 => Just(0), 1 => kinds], 1..400),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    /// `verified` itself proves that the tree and the comments stay and that a second layout changes nothing.
    #[test]
    fn comments_stay_between_the_same_words(file in 0..FILES.len(), gaps in gaps(0..GAPS.len())) {
        // Commas at the end come and go with line ends, and the layout of the clean file has settled all else.
        let clean = layout(&without_comments(FILES[file]).join(" "));
        let messy = shaken(&pieces(&clean), &gaps);
        let laid_out = layout(&messy);
        prop_assert_eq!(parse(&messy).items, parse(&clean).items);
        prop_assert_eq!(comments_among_words(&laid_out), comments_among_words(&messy));
        prop_assert!(laid_out.ends_with('\n') && !laid_out.ends_with("\n\n") && !laid_out.starts_with('\n'));
        prop_assert!(!laid_out.replace("\r\n", "\n").contains("\n\n\n"), "two blank lines in\n{}", laid_out);
        prop_assert!(!laid_out.lines().any(|line| line.ends_with([' ', '\t'])), "blanks end a line in\n{}", laid_out);
    }

    /// Without comments and blank lines of the author's, the layout depends on the words alone.
    #[test]
    fn white_space_does_not_matter(file in 0..FILES.len(), gaps in gaps(0..FIRST_COMMENT)) {
        let gaps: Vec<usize> = gaps.into_iter().map(|gap| if GAPS[gap].contains("\n\n") { 1 } else { gap }).collect();
        let words = without_comments(FILES[file]);
        let laid_out = layout(&shaken(&words, &gaps)).replace("\r\n", "\n");
        prop_assert_eq!(laid_out, layout(&words.join(" ")));
    }
}

#[test]
fn line_ends_stay_as_the_first_one() {
    assert_eq!(layout("when a then +1\r\n# x\nwhen b\r\nthen +1"), "when a then +1\r\n# x\r\nwhen b then +1\r\n");
    assert_eq!(layout("when a then +1\n# x\r\nwhen b then +1\r\n"), "when a then +1\n# x\nwhen b then +1\n");
    assert_eq!(layout("\u{FEFF}when a then +1"), "when a then +1\n");
}

#[test]
fn files_of_comments_or_of_nothing() {
    assert_eq!(layout("\n\n  # one\n\n\n# two"), "# one\n\n# two\n");
    assert_eq!(layout(" \n"), "");
}

#[test]
fn a_file_with_errors_is_refused() {
    for text in ["when a >", "lead {\n  a: nmber\n}", "score x {\n  by a { 1 thn 2 }\n}", "when a then +1\nwhen"] {
        let source = Source::new("test.qual", text);
        let refused = format::verified(&source);
        assert!(matches!(&refused, Err(format::FormatError::Invalid(findings)) if !findings.is_empty()), "{refused:?}");
    }
}

#[test]
fn a_thousand_rules_of_any_length_take_time_in_proportion() {
    let rule = "when company_size in 50..500 and title contains any word of senior then +20 because \"x\" # y\n";
    let deep = format!("define d = {}a{}\n", "(".repeat(60), ")".repeat(60));
    let long = format!("define l = {}a\n", "a and ".repeat(20_000));
    let list = format!("list l = [{}]\n", "\"entry\", ".repeat(20_000));
    for text in [rule.repeat(1_000), deep, long, list] {
        let laid_out = layout(&text);
        assert_eq!(parse(&laid_out).items, parse(&text).items);
    }
}
