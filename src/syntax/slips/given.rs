//! What a test gives: as in JSON, a single entry without brackets, no commas.

use super::{Slip, View};
use crate::diagnostic::Name;
use crate::source::Span;
use crate::syntax::segment::Context;
use crate::syntax::tokens::Kind;

pub(super) fn slip(view: &View, at: usize) -> Option<Slip> {
    if view.context != Context::TestPart || !view.is(view.first, "given") || view.depth(at) == 0 || view.cut {
        return None;
    }
    day_and_time(view, at)
        .or_else(|| range(view, at))
        .or_else(|| json(view, at))
        .or_else(|| single(view, at))
        .or_else(|| no_comma(view, at))
        .or_else(|| no_quotes(view, at))
        .or_else(|| unclosed(view, at))
        .or_else(|| no_braces(view, at))
}

/// `at = 2026-11-25T23:30:00-05:00`
fn day_and_time(view: &View, at: usize) -> Option<Slip> {
    let touches = matches!(view.kind(at), Some(Kind::Date)) && view.text.get(view.span(at).end..)?.starts_with('T');
    let number = view.kind(at) == Some(Kind::Number) && view.written(at).contains('T');
    if !matches!(view.before(at), "=" | "[") || !(touches || number) {
        return None;
    }
    let rest = view.text.get(view.span(at).start..)?;
    let of_time = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | ':' | '+' | '.');
    let length = rest.find(|c| !of_time(c)).unwrap_or(rest.len());
    let span = Span::new(view.span(at).start, view.span(at).start + length);
    let written = span.of(view.text);
    written.get(..10).filter(|day| day.matches('-').count() == 2)?;
    let message = format!("`{written}` has a time of day, and a test gives the day alone");
    let hint = "give the day that it is in the `timezone` of the ruleset (UTC without one), for example `2026-01-31`";
    Some(Slip::new(Name::DateForm, span, message, hint))
}

/// `size = 51-200`, `size = 51..200`, `size = 1000+`
fn range(view: &View, at: usize) -> Option<Slip> {
    let number = |at: usize| view.kind(at) == Some(Kind::Number);
    if !matches!(view.before(at), "=" | "[") || !number(at) {
        return None;
    }
    let joins = matches!(view.written(at + 1), "-" | "–" | "—" | ".." | "..." | "to");
    let (last, right) = if joins && number(at + 2) && matches!(view.written(at + 3), "," | "}" | "]" | ";" | "") {
        (at + 2, format!("{}-{}", view.written(at), view.written(at + 2)))
    } else if matches!(view.written(at + 1), "+" | "..") && matches!(view.written(at + 2), "," | "}" | "]" | ";" | "") {
        (at + 1, format!("{}+", view.written(at)))
    } else {
        return None;
    };
    let span = view.spans(at, last);
    let message = format!("write `\"{right}\"` instead of `{}`", span.of(view.text));
    let hint = "a test gives a range as the text that a cell would hold";
    Some(Slip::new(Name::RangeForm, span, message, hint).mend(span, format!("\"{right}\"")))
}

/// Whether a name and a value stand there as JSON has them: `"kind": "visit"`, `kind: "visit"`, `"kind" = "visit"`.
fn is_pair(view: &View, at: usize) -> bool {
    let begins = matches!(view.before(at), "{" | "," | ";") || view.begins_line(at);
    match view.kind(at) {
        Some(Kind::Text | Kind::ForeignText) => begins && matches!(view.written(at + 1), ":" | "="),
        Some(Kind::Word | Kind::Backticked) => view.is(at + 1, ":"),
        _ => false,
    }
}

/// All pairs of a test are one slip.
fn json(view: &View, at: usize) -> Option<Slip> {
    if !is_pair(view, at) {
        return None;
    }
    let pairs: Vec<usize> = (at..view.tokens.len()).filter(|at| is_pair(view, *at)).collect();
    let last = pairs.last()? + 1;
    let first = view.spans(at, at + 1).of(view.text).to_owned();
    let name = name_of(view, at);
    let message = format!("write `{name} =` instead of `{first}`");
    let hint = "a test gives its values as `name = value`, with names that stand in no quotes";
    let mut slip = Slip::new(Name::Syntax, view.spans(at, last), message, hint);
    for pair in pairs {
        slip = slip.mend(view.spans(pair, pair + 1), format!("{} =", name_of(view, pair)));
    }
    Some(slip)
}

fn name_of(view: &View, at: usize) -> String {
    let written = view.written(at);
    if !matches!(view.kind(at), Some(Kind::Text | Kind::ForeignText)) {
        return written.to_owned();
    }
    let inside = written.trim_matches(['"', '\'', '“', '”', '‘', '’']);
    let plain = inside.starts_with(|c: char| c.is_alphabetic() || c == '_')
        && inside.chars().all(|c| crate::syntax::tokens::is_name_char(c) || c == '.')
        && !super::view::is_reserved(inside);
    if plain { inside.to_owned() } else { format!("`{inside}`") }
}

/// `activity = { kind = "visit" }`
fn single(view: &View, at: usize) -> Option<Slip> {
    if !view.is(at, "{") || view.before(at) != "=" {
        return None;
    }
    let mut close = view.closing(at)?;
    while view.is(close + 1, ",") && view.is(close + 2, "{") {
        close = view.closing(close + 2)?;
    }
    let span = view.spans(at, close);
    let slip = Slip::new(Name::Syntax, view.span(at), "a list of entries stands in `[` and `]`", "put them around it");
    let (start, end) = (Span::new(span.start, span.start), Span::new(span.end, span.end));
    Some(slip.mend(start, "[").mend(end, "]"))
}

/// `{ kind = "visit" at = 2026-01-10 }`, `[{ ... } { ... }]`, `{ kind = "visit"; at = ... }`
fn no_comma(view: &View, at: usize) -> Option<Slip> {
    let missing = |at: usize| {
        let value = matches!(view.kind(at), Some(Kind::Text | Kind::Number | Kind::Date))
            || matches!(view.written(at), "yes" | "no" | "]");
        let pair = matches!(view.kind(at + 1), Some(Kind::Word | Kind::Backticked)) && view.is(at + 2, "=");
        value && pair || view.is(at, "}") && view.is(at + 1, "{")
    };
    let other = |at: usize| view.is(at, ";");
    if !missing(at) && !other(at) {
        return None;
    }
    let all: Vec<usize> = (at..view.tokens.len()).filter(|at| missing(*at) || other(*at)).collect();
    let what = if view.is(at, "}") { "entries" } else { "values" };
    let (span, message) = if other(at) {
        (view.span(at), "write `,` instead of `;`".to_owned())
    } else {
        (view.spans(at, at + 1), format!("`,` is missing between these {what}"))
    };
    // What is told once is told for all of them.
    let span = span.to(all.last().map_or(span, |last| view.span(*last)));
    let mut slip = Slip::new(Name::Syntax, span, message, format!("{what} are parted by commas"));
    for one in all {
        let end = view.span(one).end;
        slip = if other(one) { slip.mend(view.span(one), ",") } else { slip.mend(Span::new(end, end), ",") };
    }
    Some(slip)
}

/// `kind = visit`
fn no_quotes(view: &View, at: usize) -> Option<Slip> {
    let valued = matches!(view.before(at), "=" | "[") || view.is(at.checked_sub(1)?, ",") && !view.is(at + 1, "=");
    let ends = |at: usize| matches!(view.written(at), "," | "}" | "]" | ";");
    let word = |at: usize| view.kind(at) == Some(Kind::Word) && !super::view::is_keyword(view.written(at));
    if !valued || !word(at) || matches!(view.word(at).as_str(), "true" | "false" | "null" | "none") {
        return None;
    }
    let last = (at..at + 6).take_while(|at| word(*at)).last()?;
    if !ends(last + 1) {
        return None;
    }
    let span = view.spans(at, last);
    let written = span.of(view.text);
    let message = format!("`{written}` needs double quotes");
    Some(
        Slip::new(Name::MissingQuotes, span, message, "put a text in double quotes")
            .mend(span, format!("\"{written}\"")),
    )
}

/// `activity = [{ kind = "visit" }`, and the brace of `given` after it.
fn unclosed(view: &View, at: usize) -> Option<Slip> {
    let list = view.is(at, "[") && view.before(at) == "=" && view.is(at + 1, "{");
    let end = view.tokens.len().checked_sub(1).filter(|end| view.is(*end, "}"))?;
    if !list || view.tokens.iter().any(|token| token.span.of(view.text) == "]") {
        return None;
    }
    let start = view.span(end).start;
    let slip = Slip::new(Name::Syntax, view.span(at), "the list that begins with `[` is never closed", "close it");
    let gap = if view.touches_previous(end) { "]" } else { "] " };
    Some(slip.mend(Span::new(start, start), gap).guess())
}

/// `activity = [kind = "visit"]`
fn no_braces(view: &View, at: usize) -> Option<Slip> {
    let pair = matches!(view.kind(at + 1), Some(Kind::Word | Kind::Backticked)) && view.is(at + 2, "=");
    if !view.is(at, "[") || !pair {
        return None;
    }
    let close = view.closing(at)?;
    let (start, end) = (view.span(at).end, view.span(close).start);
    let slip = Slip::new(
        Name::Syntax,
        view.spans(at, at + 1),
        "each entry of a list stands in `{` and `}`",
        "put them around it",
    );
    Some(slip.mend(Span::new(start, start), "{ ").mend(Span::new(end, end), " }"))
}
