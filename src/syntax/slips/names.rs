//! Names with spaces in them, and reserved words as names.

use super::view::{is_keyword, is_reserved};
use super::{Slip, View};
use crate::diagnostic::Name;
use crate::source::Span;
use crate::syntax::segment::Context;
use crate::syntax::tokens::Kind;

pub(super) fn slip(view: &View, at: usize) -> Option<Slip> {
    if view.kind(at) != Some(Kind::Word) {
        return None;
    }
    if view.context == Context::Field && at == view.first {
        return field(view, at);
    }
    defined(view, at).or_else(|| used(view, at)).or_else(|| ended(view, at))
}

/// A name whose first word was read as the whole of it: `per page views`.
fn ended(view: &View, at: usize) -> Option<Slip> {
    if at != view.first || at == 0 || is_keyword(view.written(at)) || view.begins_line(at) {
        return None;
    }
    let plain =
        |at: usize| view.kind(at) == Some(Kind::Word) && !is_keyword(view.written(at)) && !view.begins_line(at + 1);
    let start = (0..at).rev().take_while(|at| plain(*at)).last().filter(|start| begins_value(view, *start))?;
    let mut end = at;
    while plain(end) && view.kind(end + 1) == Some(Kind::Word) && !is_keyword(view.written(end + 1)) {
        end += 1;
    }
    if matches!(view.kind(end + 1), Some(Kind::Number | Kind::Text | Kind::ForeignText)) || misspelt_keyword(view, end)
    {
        return None;
    }
    let span = view.spans(start, end);
    Some(with_spaces(span, span.of(view.text)))
}

/// `Job Title: text` and `other: text` in a `lead` block.
fn field(view: &View, at: usize) -> Option<Slip> {
    let colon = (at + 1..view.tokens.len()).find(|colon| view.is(*colon, ":"))?;
    if (at..colon).any(|word| view.kind(word) != Some(Kind::Word) || (word > at && view.begins_line(word))) {
        return None;
    }
    let span = view.spans(at, colon - 1);
    if colon == at + 1 {
        return is_reserved(view.written(at)).then(|| reserved(view, at));
    }
    Some(with_spaces(span, span.of(view.text)))
}

/// A name with spaces where something is defined: it has none at all.
fn defined(view: &View, at: usize) -> Option<Slip> {
    if at != 1 || !matches!(view.written(0), "define" | "score" | "list" | "label" | "ladder") {
        return None;
    }
    let kind = view.written(0);
    let mut end = at;
    while view.kind(end + 1) == Some(Kind::Word)
        && !matches!(view.written(end + 1), "in" | "from" | "never" | "is")
        && !view.begins_line(end + 1)
    {
        end += 1;
    }
    let span = view.spans(at, end);
    let written = span.of(view.text);
    if end > at {
        let right = written.split_whitespace().collect::<Vec<_>>().join("_");
        let message = format!("the name `{written}` has a space in it");
        let slip = Slip::new(Name::NameWithSpace, span, message, "a name that a file defines has no spaces; put `_`");
        return Some(slip.mend(span, right));
    }
    if written.contains('.') {
        let message = format!("the name `{written}` has a point in it");
        let slip = Slip::new(Name::Syntax, span, message, "a point leads into a field's parts; put `_`");
        return Some(slip.mend(span, written.replace('.', "_")));
    }
    if is_reserved(written) {
        let kind = if kind == "define" { "definition" } else { kind };
        let message = format!("`{written}` is a word of the language and names no {kind}");
        return Some(Slip::new(Name::ReservedWord, span, message, "take another name"));
    }
    None
}

/// A run of words where a value stands: `when Job Title contains "vp"`.
fn used(view: &View, at: usize) -> Option<Slip> {
    if !begins_value(view, at) {
        return None;
    }
    if is_reserved(view.written(at)) {
        let operator = matches!(view.written(at + 1), "=" | "!=" | "<" | "<=" | ">" | ">=" | "contains" | "==");
        let value = matches!(view.written(at), "today" | "yes" | "no" | "disqualified");
        return (operator && !value).then(|| reserved(view, at));
    }
    let mut end = at;
    while view.kind(end + 1) == Some(Kind::Word) && !is_keyword(view.written(end + 1)) && !view.begins_line(end + 1) {
        end += 1;
    }
    if end == at || is_keyword(view.written(at)) {
        return None;
    }
    if view.is(at + 1, "of") && matches!(view.written(at), "domain" | "count") || view.are(at, &["days", "since"]) {
        let from = at + 2;
        return (end > from).then(|| with_spaces(view.spans(from, end), view.spans(from, end).of(view.text)));
    }
    if misspelt_keyword(view, end) || view.are(at, &["at", "least"]) {
        return None;
    }
    let span = view.spans(at, end);
    if matches!(view.before(at), "=" | "!=" | "==") {
        let written = span.of(view.text);
        let message = format!("`{written}` stands in no quotes");
        let slip = Slip::new(Name::MissingQuotes, span, message, "a text stands in double quotes");
        return Some(slip.mend(span, format!("\"{written}\"")));
    }
    Some(with_spaces(span, span.of(view.text)))
}

fn begins_value(view: &View, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return view.context == Context::Condition };
    let per = view.kind(before) == Some(Kind::Number) && before > 0 && view.is(before - 1, "per");
    per || match view.kind(before) {
        Some(Kind::Word) => {
            let word = view.word(before);
            matches!(
                word.as_str(),
                "when" | "if" | "and" | "or" | "not" | "per" | "since" | "by" | "needs" | "expect" | "in"
            ) || (word == "of" && before > 0)
        }
        Some(Kind::Sign) => {
            matches!(
                view.written(before),
                "(" | "=" | "==" | "!=" | "<" | ">" | "<=" | ">=" | "+" | "*" | "/" | "&&" | "||" | "!"
            ) || (matches!(view.written(before), "," | "{") && matches!(view.context, Context::TestPart))
                || (view.is(before, ",") && view.depth(at) > 0)
        }
        _ => false,
    }
}

/// Whether the last word of a run is more likely a keyword than part of a name, from what follows it.
fn misspelt_keyword(view: &View, at: usize) -> bool {
    let close = |words: &[&str]| words.iter().any(|word| crate::syntax::words::is_close(view.written(at), word));
    let next = at + 1;
    match view.kind(next) {
        Some(Kind::Text) => close(&["contains", "with", "because", "word", "equals"]),
        Some(Kind::Number) => close(&["then", "within", "equals"]),
        Some(Kind::Sign) if matches!(view.written(next), "+" | "-" | "[") => close(&["then", "contains", "of"]),
        None => close(&["unknown", "known"]),
        _ => false,
    }
}

fn with_spaces(span: Span, written: &str) -> Slip {
    let name = written.split_whitespace().collect::<Vec<_>>().join(" ");
    let slip = Slip::new(
        Name::NameWithSpace,
        span,
        format!("the name `{name}` has a space in it"),
        "a field with spaces in its name stands in backticks",
    );
    slip.mend(span, format!("`{name}`"))
}

fn reserved(view: &View, at: usize) -> Slip {
    let span = view.span(at);
    let written = view.written(at);
    let message = format!("`{written}` is a word of the language");
    Slip::new(Name::ReservedWord, span, message, "a field of that name stands in backticks")
        .mend(span, format!("`{written}`"))
}
