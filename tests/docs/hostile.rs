//! Texts that would like to be markup stay texts.

use super::html::{Read, read};
use super::ruleset;
use proptest::prelude::*;
use qualify::docs;

/// A text in quotes as a rule file writes it.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n"))
}

/// A ruleset that holds a text wherever one may stand.
fn with(text: &str) -> String {
    let one_line = text.replace(['\n', '\r'], " ");
    let name = one_line.replace('`', "");
    let q = quoted(text);
    let second = quoted(&format!("second {text}"));
    format!(
        r#"# {one_line}
#
#     {one_line}

ruleset {q}

lead {{
  # {one_line}
  `f{name}`: text from {q} ask {q}
  tags: list of text
  kind: one of {q}
  acts: list of {{ `e{name}`: text = {q} }}
}}
list words = [{q}]
define it = `f{name}` contains {q} or tags contains any of words
score points {{
  # {one_line}
  when it then +1 because {q}
  when `f{name}` = {q} then +1
  by kind {{
    {q} then +2 because {q}
  }}
  group {q} in 0..10 {{
    when it then +1
  }}
  first {q} {{
    when it then +1
  }}
  for each acts where (`e{name}` = {q}) then +1
}}
disqualify when it because {q}
ladder stage {{
  {q}
  {second} needs it and points >= 1
}}
label hue {{
  when it then {q}
  by kind {{
    {q} then {q}
  }}
  otherwise "rest"
}}
test {q} {{
  given {{ `f{name}` = {q}, acts = [{{ `e{name}` = {q} }}] }}
  expect reason {q}
}}
"#
    )
}

/// The elements of a page but for the texts of pictures, which are broken into lines.
fn shape(page: &Read) -> Vec<&str> {
    page.elements
        .iter()
        .map(|element| element.name.as_str())
        .filter(|name| !["text", "line", "rect"].contains(name))
        .collect()
}

fn check(text: &str) {
    // A reason that a spreadsheet would run is an error already, and so is a blank text.
    let text = format!("x{text}x");
    let hostile = ruleset("a.qual", &with(&text));
    let page = docs::html(hostile.rules(), hostile.sources());
    let read = read(&page);
    let plain = ruleset("a.qual", &with("xyx"));
    let plain = super::html::read(&docs::html(plain.rules(), plain.sources()));
    // Spaces and backticks part paragraphs and names of comments, and long conditions become lists; nothing else may differ.
    if text.chars().count() < 8 && !text.contains(['`', '\n', '\r']) {
        assert_eq!(shape(&read), shape(&plain), "{text:?}");
    }
    for element in &read.elements {
        assert!(!["script", "img", "iframe", "b"].contains(&element.name.as_str()), "{text:?}: {element:?}");
        assert!(element.attributes.keys().all(|name| !name.starts_with("on")), "{text:?}: {element:?}");
    }
    assert!(!page.chars().any(|letter| letter.is_control() && letter != '\n'), "{text:?}");
    let markdown = docs::markdown(hostile.rules(), hostile.sources());
    for (at, _) in markdown.match_indices('<') {
        let line = markdown[..at].rsplit('\n').next().unwrap();
        let is_code = line.starts_with("    ") || line.matches('`').count() % 2 == 1;
        assert!(is_code || markdown[at..].starts_with("<br>"), "{text:?}: {line}<");
    }
}

#[test]
fn texts_that_look_like_markup() {
    for text in [
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "' onmouseover='alert(1)",
        "</style><b>",
        "]]>&lt;&amp;&#60;",
        "<!-- ",
        "</svg></title>",
        "[a](javascript:alert(1))",
        "| a | b |",
        "**bold** _it_ ~~no~~",
        "\u{202e}drow\u{2066}",
        "\u{feff}\u{fffe}\u{ffff}",
        "a\nb",
        "é漢字🙂",
    ] {
        check(text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_becomes_markup(text in r#"[<>&"'`a-c/=\[\]|*_ \\!#-]{0,6}"#) {
        check(&text);
    }

    #[test]
    fn no_long_text_does_either(text in r#"([<>&"'a-z/=-]|script| |漢|\PC){0,80}"#) {
        check(&text);
    }
}
