//! A syntax tree as short text: its `Debug` form without places, with names, texts and numbers as they are written.

use std::fmt::Debug;

/// The short form, one line for each of the values.
pub fn dump<T: Debug>(values: &[T]) -> String {
    values.iter().map(|value| short(&format!("{value:?}")) + "\n").collect()
}

fn short(debug: &str) -> String {
    let text = without_places(debug);
    let text = unwrap(&text, "Name { text: \"", "\", quoted: false }", |name| name.to_owned());
    let text = unwrap(&text, "Name { text: \"", "\", quoted: true }", |name| format!("`{name}`"));
    let text = unwrap(&text, "Text { value: \"", "\" }", |value| format!("'{value}'"));
    let text = unwrap(&text, "Whole { value: ", " }", |value| value.to_owned());
    let text = unwrap(&text, "Number { written: \"", " }", |number| number.replace("\", value: ", "~"));
    let text = unwrap(&text, "Expr { kind: ", " }", |kind| kind.to_owned());
    text.replace("Literal(Number(", "Literal((")
}

/// Without `at: At(Span { .. })` and `At(Span { .. })`.
fn without_places(debug: &str) -> String {
    let mut text = String::new();
    let mut rest = debug;
    while let Some(start) = rest.find("At(Span {") {
        let (before, after) = rest.split_at(start);
        let before =
            before.trim_end_matches("kind_at: ").trim_end_matches("at: ").trim_end_matches(' ').trim_end_matches(',');
        text.push_str(before);
        rest = after.split_once("})").map_or("", |(_, after)| after);
    }
    text + rest
}

/// Replaces each innermost `open ... close` by what `write` makes of what is inside.
fn unwrap(text: &str, open: &str, close: &str, write: impl Fn(&str) -> String) -> String {
    let mut text = text.to_owned();
    let mut from = text.len();
    while let Some(start) = text[..from].rfind(open) {
        from = start;
        let inside = &text[start + open.len()..];
        let Some(end) = end_of(inside, close) else { continue };
        let written = write(&inside[..end]);
        text.replace_range(start..start + open.len() + end + close.len(), &written);
    }
    text
}

/// Where `close` stands that belongs to the opening: not inside a nested pair of braces.
fn end_of(inside: &str, close: &str) -> Option<usize> {
    let end = inside.find(close)?;
    let nested = inside[..end].matches('{').count();
    if nested == 0 {
        return Some(end);
    }
    let mut depth = 0_usize;
    for (at, c) in inside.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => return inside[..=at].ends_with(close).then(|| at + 1 - close.len()),
            '}' => depth -= 1,
            _ => {}
        }
    }
    None
}
