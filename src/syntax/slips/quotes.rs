//! Texts in other quotes, and texts that are never closed.

use super::view::is_keyword;
use super::{Slip, View};
use crate::diagnostic::Name;
use crate::source::Span;
use crate::syntax::segment::Context;
use crate::syntax::tokens::Kind;

pub(super) fn slip(view: &View, at: usize) -> Option<Slip> {
    no_quotes(view, at).or_else(|| other_quotes(view, at))
}

/// `use personas.qual`, `group content in 0..30 {`, `contains vp`, `one of Software, Retail`
fn no_quotes(view: &View, at: usize) -> Option<Slip> {
    if !matches!(view.kind(at)?, Kind::Word | Kind::Number) || view.begins_line(at) {
        return None;
    }
    let word = |at: usize| view.kind(at) == Some(Kind::Word) && !is_keyword(view.written(at));
    let named = |at: usize| view.begins_line(at) || view.is(at, "in");
    let attribute = |at: usize| {
        view.begins_line(at)
            || ["ask", "format", "from", "split", "key", "required", "blank", "=", ",", "}"]
                .iter()
                .any(|end| view.is(at, end))
    };
    // Where a label stands on one line, its last choice may follow.
    let otherwise = |at: usize| {
        view.context == Context::Choice
            && view.is(at, "otherwise")
            && (view.kind(at + 2).is_none() || view.is(at + 2, "because"))
    };
    let because = |at: usize| view.begins_line(at) || otherwise(at);
    let one_of = view.context == Context::Field && view.tokens.iter().any(|token| token.span.of(view.text) == "one");
    let ends: &dyn Fn(usize) -> bool = match view.before(at) {
        "use" | "ruleset" | "timezone" if at == 1 => &|at| view.begins_line(at),
        "group" | "first" | "test" if at == 1 => &named,
        "because" => &because,
        "ask" | "format" | "from" if view.context == Context::Field => &attribute,
        "of" | "," if one_of && !view.is(at + 1, ":") => &attribute,
        "with" if !matches!(view.before(at - 1), "starts" | "ends" | "start" | "end" | "begins" | "begin") => {
            return None;
        }
        "contains" | "with" | "word" if word(at) && !matches!(view.written(at), "any" | "all" | "word" | "of") => {
            &|at| !word(at)
        }
        _ => return None,
    };
    let end = (at + 1..view.tokens.len()).find(|at| ends(*at)).unwrap_or(view.tokens.len()) - 1;
    let span = view.spans(at, end);
    let written = span.of(view.text);
    if written.contains(['"', '\\']) {
        return None;
    }
    let message = format!("`{}` needs double quotes", crate::syntax::words::shorten(written));
    let hint = "put a text in double quotes";
    Some(Slip::new(Name::MissingQuotes, span, message, hint).mend(span, format!("\"{written}\"")))
}

fn other_quotes(view: &View, at: usize) -> Option<Slip> {
    let span = view.span(at);
    let written = view.written(at);
    match view.kind(at)? {
        Kind::ForeignText => {
            let inside = between(written)?;
            let text = format!("\"{}\"", inside.replace('\\', "\\\\").replace('"', "\\\""));
            let what = if written.starts_with('\'') { "single quotes" } else { "curly quotes" };
            let message = format!("`{}` is in {what}", crate::syntax::words::shorten(written));
            Some(Slip::new(Name::ForeignQuote, span, message, "put a text in straight double quotes").mend(span, text))
        }
        Kind::Sign if written == "`" => Some(Slip::new(
            Name::UnclosedText,
            span,
            "the name that begins here is never closed",
            "close it with a backtick on its line",
        )),
        Kind::OpenText => Some(open_text(view, span, written)),
        Kind::Sign if matches!(written, "'" | "‘" | "’" | "‚" | "“" | "”" | "„" | "«" | "»" | "´") => {
            Some(Slip::new(
                Name::ForeignQuote,
                span,
                format!("`{written}` is not a quote of this language"),
                "put a text in straight double quotes: `\"vp\"`",
            ))
        }
        _ => None,
    }
}

fn between(written: &str) -> Option<&str> {
    let open = written.chars().next()?.len_utf8();
    let close = written.chars().next_back()?.len_utf8();
    written.get(open..written.len().checked_sub(close)?)
}

fn open_text(view: &View, span: Span, written: &str) -> Slip {
    if let Some((at, curly)) = written.char_indices().find(|(_, c)| matches!(c, '“' | '”' | '„')) {
        let text = Span::new(span.start, span.start + at + curly.len_utf8());
        let curly = Span::new(span.start + at, text.end);
        let message = format!("`{}` ends in a curly quote", text.of(view.text));
        return Slip::new(Name::ForeignQuote, text, message, "put a text in straight double quotes").mend(curly, "\"");
    }
    if let Some(slip) = closed_by_the_next(view, span) {
        return slip;
    }
    // The text most likely ends before the next word of the statement, else with its line.
    let ends = [" then ", " because ", " and ", " or ", " then+", "]", ")", ",", " {", " from ", " ask ", " format "];
    let end = ends.iter().filter_map(|end| written.find(end)).min().unwrap_or(written.len());
    let end = Span::new(span.start + end, span.start + end);
    let open = Span::new(span.start, span.start + 1);
    Slip::new(Name::UnclosedText, open, "the text that begins here is never closed", "close it with `\"` on its line")
        .mend(end, "\"")
        .guess()
}

/// `contains "vp then +5 because "can sign"`: the quote that is left over is the last, the one that is missing comes earlier.
fn closed_by_the_next(view: &View, left_over: Span) -> Option<Slip> {
    let token = view.tokens.iter().find(|token| {
        let written = token.span.of(view.text);
        token.kind == Kind::Text && token.span.end <= left_over.start && ENDS.iter().any(|end| written.contains(end))
    })?;
    let end = ENDS.iter().filter_map(|end| token.span.of(view.text).find(end)).min()?;
    let end = Span::new(token.span.start + end, token.span.start + end);
    let open = Span::new(token.span.start, token.span.start + 1);
    let message = "the text that begins here is never closed";
    Some(Slip::new(Name::UnclosedText, open, message, "close it with `\"`").mend(end, "\"").guess())
}

/// Words that stand in a text seldom, and after one often.
const ENDS: [&str; 2] = [" then ", " because "];
