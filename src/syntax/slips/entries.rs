//! Lists of entries in a `lead` block: other brackets, commas between the fields of an entry, other words for `joined by`.

use super::{Slip, View};
use crate::diagnostic::Name;
use crate::source::Span;
use crate::syntax::segment::Context;
use crate::syntax::tokens::Kind;

pub(super) fn slip(view: &View, at: usize) -> Option<Slip> {
    if view.context != Context::Field {
        return None;
    }
    brackets(view, at)
        .or_else(|| nothing_held(view, at))
        .or_else(|| equals_for_colon(view, at))
        .or_else(|| comma(view, at))
        .or_else(|| joined_by_spaces(view, at))
        .or_else(|| joined(view, at))
}

/// What people call a list of entries.
const LIST: [&str; 14] = [
    "list", "array", "table", "of", "objects", "object", "events", "event", "entries", "records", "rows", "items",
    "text", "json",
];

/// `list { ... }`, `list of ( ... )`, `[ { ... } ]`
fn brackets(view: &View, at: usize) -> Option<Slip> {
    if view.before(at) != ":" {
        return None;
    }
    let called = view.are(at, &["list", "of"]) && view.kind(at + 2) == Some(Kind::Word) && view.is(at + 3, "{");
    let outer = match called {
        true => at + 3,
        false => (at..at + 4).find(|at| !LIST.contains(&view.word(*at).as_str()))?,
    };
    let inner = if view.is(outer, "[") && view.is(outer + 1, "{") { outer + 1 } else { outer };
    let holds_fields = view.is(inner + 2, ":");
    if !matches!(view.written(inner), "{" | "(" | "[") || view.kind(inner) != Some(Kind::Sign) || !holds_fields {
        return None;
    }
    let head = view.spans(at, inner);
    let written = head.of(view.text).split_whitespace().collect::<Vec<_>>().join(" ");
    if written == "list of {" {
        return None;
    }
    let message = format!("write `list of {{` instead of `{written}`");
    let hint = "a list of entries says what each of them holds";
    let slip = Slip::new(Name::Syntax, head, message, hint);
    let Some(close) = view.closing(outer) else { return Some(slip) };
    let first = if inner > outer { close.checked_sub(1).filter(|at| view.is(*at, "}"))? } else { close };
    Some(slip.mend(head, "list of {").mend(view.spans(first, close), "}"))
}

/// `activity: events`, `activity: list`, `activity: list of visits`
fn nothing_held(view: &View, at: usize) -> Option<Slip> {
    if view.before(at) != ":" {
        return None;
    }
    let last = match view.word(at).as_str() {
        "list" if view.is_word(at + 1, "of") && view.kind(at + 2) == Some(Kind::Word) => at + 2,
        "list" | "events" | "entries" | "records" | "activities" | "objects" => at,
        _ => return None,
    };
    let ends = last + 1 >= view.tokens.len() || view.begins_line(last + 1) || view.is(last + 1, "}");
    if !ends || view.is_word(last, "text") || super::fields::is_type(view, last) {
        return None;
    }
    let span = view.spans(at, last);
    let message = format!("`{}` does not say what an entry of the list holds", span.of(view.text));
    let hint = "say it: `list of { kind: text  at: date }`, or `list of text` for a list of plain texts";
    Some(Slip::new(Name::Syntax, span, message, hint))
}

/// `{ kind = text }`
fn equals_for_colon(view: &View, at: usize) -> Option<Slip> {
    let named = at == view.first + 1 && matches!(view.kind(at - 1), Some(Kind::Word | Kind::Backticked));
    let kind = matches!(view.written(at + 1), "number" | "text" | "yes" | "date" | "one" | "list");
    if !named || !kind || !view.is(at, "=") || view.is(at + 2, ":") {
        return None;
    }
    let gap = Span::new(view.span(at - 1).end, view.span(at).end);
    let message = format!("write `:` instead of `=` after `{}`", view.before(at));
    Some(Slip::new(Name::Syntax, view.span(at), message, "a field is `name: type`").mend(gap, ":"))
}

/// `{ kind: text, at: date }`: all commas of a line are one slip.
fn comma(view: &View, at: usize) -> Option<Slip> {
    let parts = |at: usize| {
        view.is(at, ",")
            && matches!(view.kind(at + 1), Some(Kind::Word | Kind::Backticked))
            && view.is(at + 2, ":")
            && !view.begins_line(at + 1)
    };
    if !parts(at) || (view.first..at).any(parts) {
        return None;
    }
    let sign = view.written(at);
    let message = format!("no `{sign}` is needed between fields");
    let mut slip =
        Slip::new(Name::Syntax, view.span(at), message, "part them by spaces, or put each on a line of its own");
    for comma in (at..view.tokens.len()).filter(|at| parts(*at)) {
        let gap = if view.touches_previous(comma + 1) { " " } else { "" };
        slip = slip.mend(view.span(comma), gap);
    }
    Some(slip)
}

/// `joined on lead_id`, `join by lead_id`, `by lead_id`, `joined by "lead_id"`, and `joined by` in the wrong place.
fn joined(view: &View, at: usize) -> Option<Slip> {
    const VERBS: [&str; 9] = ["joined", "join", "joins", "linked", "matched", "match", "keyed", "connected", "related"];
    const WAYS: [&str; 7] = ["by", "on", "via", "with", "using", "through", "to"];
    let brace =
        (0..at).rev().find(|at| matches!(view.written(*at), "}" | ")" | "]") && view.kind(*at) == Some(Kind::Sign));
    let verb = VERBS.contains(&view.word(at).as_str());
    let alone = WAYS.contains(&view.word(at).as_str()) && at > 0 && brace == Some(at - 1);
    if !verb && !alone {
        return None;
    }
    let way = at + usize::from(verb);
    let named = way + usize::from(WAYS.contains(&view.word(way).as_str()));
    let named = named + usize::from(named > way && view.is(named, ":"));
    if !matches!(view.kind(named), Some(Kind::Word | Kind::Backticked | Kind::Text)) || view.is(named + 1, ":") {
        return None;
    }
    let all = view.spans(at, named);
    let column = match view.kind(named) {
        Some(Kind::Text) => column_name(view.written(named).trim_matches('"')),
        _ => view.written(named).to_owned(),
    };
    let right = format!("joined by {column}");
    let written = all.of(view.text).split_whitespace().collect::<Vec<_>>().join(" ");
    let hint = "`joined by` names the column that holds the lead's key";
    let Some(brace) = brace else {
        let message = format!("`{written}` is for a list of entries: `list of {{ ... }}`");
        return Some(Slip::new(Name::Syntax, all, message, "say what each entry holds, or take it away"));
    };
    if brace + 1 == at && written == right {
        // Nothing is wrong with it, but with the bracket before it.
        return None;
    }
    if brace + 1 == at {
        let message = format!("write `{right}` instead of `{written}`");
        return Some(Slip::new(Name::ForeignWord, all, message, hint).mend(all, right));
    }
    let end = view.span(brace).end;
    let gap = Span::new(view.span(at - 1).end, all.end);
    let message = format!("`{written}` comes too late");
    let slip = Slip::new(Name::Syntax, all, message, "put it right behind the `}`");
    Some(slip.mend(Span::new(end, end), format!(" {right}")).mend(gap, ""))
}

/// `joined by Contact ID`: the first word alone was read as the column.
fn joined_by_spaces(view: &View, at: usize) -> Option<Slip> {
    let word = |at: usize| view.kind(at) == Some(Kind::Word) && !view.begins_line(at);
    let joined = (0..at).rev().take(6).find(|at| view.are(*at, &["joined", "by"]))?;
    let column = joined + 2;
    if at != view.first || at <= column || !(column..=at).all(word) || view.is(at + 1, ":") {
        return None;
    }
    let mut last = at;
    while word(last + 1) && !view.is(last + 2, ":") {
        last += 1;
    }
    let span = view.spans(column, last);
    let name = span.of(view.text).split_whitespace().collect::<Vec<_>>().join(" ");
    let message = format!("the name `{name}` has a space in it");
    let slip = Slip::new(Name::NameWithSpace, span, message, "put a column with spaces in its name in backticks");
    Some(slip.mend(span, format!("`{name}`")))
}

fn column_name(text: &str) -> String {
    let plain = text.starts_with(|c: char| c.is_alphabetic() || c == '_')
        && text.chars().all(crate::syntax::tokens::is_name_char)
        && !super::view::is_reserved(text);
    if plain { text.to_owned() } else { format!("`{text}`") }
}
