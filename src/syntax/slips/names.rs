//! Names with spaces in them, and reserved words as names.

use super::view::{is_keyword, is_reserved};
use super::{Slip, View, of_a_list, where_part};
use crate::diagnostic::Name;
use crate::source::Span;
use crate::syntax::segment::Context;
use crate::syntax::tokens::Kind;

pub(super) fn slip(view: &View, at: usize) -> Option<Slip> {
    if let Some(slip) = quoted(view, at).or_else(|| absent(view, at)) {
        return Some(slip);
    }
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
    Some(of_a_list::no_field(view, span, end).unwrap_or_else(|| with_spaces(span, span.of(view.text))))
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

const DEFINED: [&str; 5] = ["define", "score", "list", "label", "ladder"];

/// What a word that defines something defines.
fn kind_of(word: &str) -> &str {
    if word == "define" { "definition" } else { word }
}

/// `score "Fit" {`
fn quoted(view: &View, at: usize) -> Option<Slip> {
    if at != 1
        || view.context != Context::Item
        || view.kind(at) != Some(Kind::Text)
        || !DEFINED.contains(&view.written(0))
    {
        return None;
    }
    let span = view.span(at);
    let name = span.of(view.text).trim_matches('"').split_whitespace().collect::<Vec<_>>().join("_");
    let message = format!("the name of a {} needs no quotes", kind_of(view.written(0)));
    let slip = Slip::new(Name::Syntax, span, message, "leave the quotes out");
    let plain = name.starts_with(char::is_alphabetic)
        && name.chars().all(crate::syntax::tokens::is_name_char)
        && !is_reserved(&name);
    Some(if plain { slip.mend(span, name) } else { slip })
}

/// `score {`, `test {`
fn absent(view: &View, at: usize) -> Option<Slip> {
    let word = view.written(at);
    let ends = view.tokens.len() == 1 && view.block
        || view.is(1, "=")
        || view.is(1, "in") && view.kind(2) == Some(Kind::Number);
    let named = DEFINED.contains(&word) || view.tokens.len() == 1 && matches!(word, "test" | "first");
    if at != 0 || view.context != Context::Item || !ends || !named {
        return None;
    }
    let example = match word {
        "define" => "define big = company_size > 500",
        "list" => "list partners = [\"Acme\"]",
        "label" => "label priority {",
        "ladder" => "ladder stage {",
        "test" => "test \"a reader\" {",
        "first" => "first \"best title\" {",
        _ => "score fit {",
    };
    let message = format!("this {} has no name", kind_of(word));
    Some(Slip::new(Name::Syntax, view.span(at), message, format!("for example `{example}`")))
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
    if view.is(1, "in") && view.kind(2) == Some(Kind::Number) {
        // It has no name at all.
        return None;
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
    while view.kind(end + 1) == Some(Kind::Word)
        && !is_keyword(view.written(end + 1))
        && !view.begins_line(end + 1)
        && super::comparisons::in_words(view, end + 1).is_none()
    {
        end += 1;
    }
    if end == at || is_keyword(view.written(at)) {
        return None;
    }
    if is_question_of_entries(view, at) {
        return None;
    }
    if view.is(at + 1, "of") && matches!(view.written(at), "domain" | "count") || view.are(at, &["days", "since"]) {
        let from = at + 2;
        let span = view.spans(from, end);
        let no_field = || of_a_list::no_field(view, span, end);
        return (end > from).then(|| no_field().unwrap_or_else(|| with_spaces(span, span.of(view.text))));
    }
    if misspelt_keyword(view, end) || view.are(at, &["at", "least"]) {
        return None;
    }
    let span = view.spans(at, end);
    if matches!(view.before(at), "=" | "!=" | "==") {
        let written = span.of(view.text);
        let message = format!("`{written}` needs double quotes");
        let slip = Slip::new(Name::MissingQuotes, span, message, "put a text in double quotes");
        return Some(slip.mend(span, format!("\"{written}\"")));
    }
    Some(of_a_list::no_field(view, span, end).unwrap_or_else(|| with_spaces(span, span.of(view.text))))
}

/// `latest at of activity`, `any activity where`, and what is meant for one.
fn is_question_of_entries(view: &View, at: usize) -> bool {
    let pick =
        matches!(view.written(at), "latest" | "earliest" | "highest" | "lowest" | "sum") && view.is(at + 2, "of");
    pick || (at + 1..=at + 4).any(|at| where_part::follows(view, at))
}

pub(super) fn begins_value(view: &View, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return view.context == Context::Condition };
    let per = view.kind(before) == Some(Kind::Number) && before > 0 && view.is(before - 1, "per");
    per || match view.kind(before) {
        Some(Kind::Word) => {
            let word = view.word(before);
            matches!(
                word.as_str(),
                "when" | "if" | "and" | "or" | "not" | "per" | "since" | "by" | "needs" | "expect" | "in"
            ) || (word == "of" && before > 0)
                || (word == "each" && before > 0 && view.is_word(before - 1, "for"))
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
        Some(Kind::Sign) if view.is(next, "(") => close(&["where"]),
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
        "put a field with spaces in its name in backticks",
    );
    slip.mend(span, format!("`{name}`"))
}

fn reserved(view: &View, at: usize) -> Slip {
    let span = view.span(at);
    let written = view.written(at);
    let message = format!("`{written}` is a word of the language");
    Slip::new(Name::ReservedWord, span, message, "put a field of that name in backticks")
        .mend(span, format!("`{written}`"))
}
