//! Lists without brackets, or in other ones.

use super::{Slip, View};
use crate::diagnostic::Name;
use crate::source::Span;
use crate::syntax::tokens::Kind;

pub(super) fn slip(view: &View, at: usize) -> Option<Slip> {
    missing_of(view, at).or_else(|| parentheses(view, at)).or_else(|| bare(view, at))
}

/// `contains any ["a"]`, `contains ["a"]`.
fn missing_of(view: &View, at: usize) -> Option<Slip> {
    let word = view.word(at);
    let insert = match word.as_str() {
        "any" | "all" if view.is(at + 1, "[") => " of",
        "any" | "all" if matches!(view.kind(at + 1), Some(Kind::Text)) => " of",
        "word" if view.is(at + 1, "[") && matches!(view.before(at), "any" | "all") => " of",
        "contains" | "with" if view.is(at + 1, "[") => " any of",
        _ => return None,
    };
    if at == 0 || (matches!(word.as_str(), "any" | "all") && !matches!(view.before(at), "contains" | "with")) {
        return None;
    }
    let end = view.span(at).end;
    let slip = Slip::new(
        Name::Syntax,
        view.spans(at, at + 1),
        format!("`{}` is missing before the list", insert.trim()),
        "a list of texts is looked for with `any of` or `all of`",
    );
    let slip = slip.mend(Span::new(end, end), insert);
    Some(if view.is(at + 1, "[") { slip } else { bracketed(view, at + 1, slip) })
}

/// `in ("a", "b")`
fn parentheses(view: &View, at: usize) -> Option<Slip> {
    let sign = view.written(at);
    let opens = matches!(view.word(at.checked_sub(1)?).as_str(), "in" | "of") || is_list_definition(view, at - 1);
    if !matches!(sign, "(" | "{") || !opens {
        return None;
    }
    if view.word(at.checked_sub(2)?).starts_with(|c: char| c.is_ascii_digit())
        || view.kind(at - 2) == Some(Kind::Number)
        || at > 2 && view.is_word(at - 3, "least")
    {
        // `at least 2 of (a, b)`
        return None;
    }
    let close = view.closing(at)?;
    let span = view.spans(at, close);
    let message = format!("a list goes in brackets, not in `{sign}`");
    let slip = Slip::new(Name::Syntax, span, message, "write `[` and `]` around a list");
    Some(slip.mend(view.span(at), "[").mend(view.span(close), "]"))
}

/// `contains any of "a", "b"`, `in "a", "b"`.
fn bare(view: &View, at: usize) -> Option<Slip> {
    let listed =
        (view.is(at, "of") && view.before(at) != "one") || view.is_word(at, "in") || is_list_definition(view, at);
    let literal = matches!(view.kind(at + 1), Some(Kind::Text))
        || (view.kind(at + 1) == Some(Kind::Number) && view.is(at + 2, ","));
    if matches!(view.word(at).as_str(), "with" | "contains")
        && view.kind(at + 1) == Some(Kind::Text)
        && view.is(at + 2, ",")
    {
        let end = view.span(at).end;
        let slip = Slip::new(
            Name::Syntax,
            view.span(at),
            "several texts are a list",
            "say `any of` and write `[` and `]` around them",
        );
        return Some(bracketed(view, at + 1, slip.mend(Span::new(end, end), " any of")));
    }
    if at == 0 || !listed || !literal {
        return None;
    }
    let single = view.is_word(at, "in") && !view.is(at + 2, ",") && !view.is_word(at + 2, "or");
    if single && at > 1 {
        let not = view.is(at - 1, "not");
        let right = if not { "!=" } else { "=" };
        let span = view.spans(at - usize::from(not), at);
        let message = format!("write `{right}` for a single value");
        return Some(Slip::new(Name::Syntax, span, message, "`in` is for a list").mend(span, right));
    }
    let slip = Slip::new(Name::Syntax, view.span(at + 1), "a list needs brackets", "write `[` and `]` around a list");
    Some(bracketed(view, at + 1, slip))
}

/// Whether the token is the `=` of `list name =`.
fn is_list_definition(view: &View, at: usize) -> bool {
    at == 2 && view.is(0, "list") && view.is(at, "=")
}

/// Puts brackets around the literals from a token on.
pub(super) fn bracketed(view: &View, from: usize, mut slip: Slip) -> Slip {
    let literal = |at: usize| matches!(view.kind(at), Some(Kind::Text | Kind::Number | Kind::Date));
    let mut end = from;
    while (view.is(end + 1, ",") || view.is_word(end + 1, "or")) && literal(end + 2) {
        if view.is_word(end + 1, "or") {
            slip = slip.mend(Span::new(view.span(end).end, view.span(end + 1).end), ",");
        }
        end += 2;
    }
    let (start, close) = (view.span(from).start, view.span(end).end);
    slip.span = view.spans(from, end);
    let mut slip = slip.mend(Span::new(start, start), "[").mend(Span::new(close, close), "]");
    slip.mends.sort_by_key(|(span, _)| *span);
    slip
}
