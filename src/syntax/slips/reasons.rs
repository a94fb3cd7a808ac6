//! Reasons in other words: `then hot reason "x"`, `then hot, because "x"`, `otherwise because "x"`.

use super::{Slip, View};
use crate::diagnostic::Name;
use crate::source::Span;
use crate::syntax::segment::Context;
use crate::syntax::tokens::Kind;

pub(super) fn slip(view: &View, at: usize) -> Option<Slip> {
    match view.context {
        Context::Item | Context::Body | Context::Row | Context::Choice | Context::ChoiceRow => {}
        _ => return None,
    }
    if let Some(slip) = nothing_before(view, at) {
        return Some(slip);
    }
    if !follows_what_is_given(view, at) {
        return None;
    }
    other_word(view, at)
        .or_else(|| sign_before(view, at))
        .or_else(|| sign_behind(view, at))
        .or_else(|| text_alone(view, at))
}

/// Whether the token stands behind what a rule, a row or `otherwise` gives, where a reason may, and on the same line.
fn follows_what_is_given(view: &View, at: usize) -> bool {
    let gives = (0..at).rev().find(|at| view.is(*at, "then") || view.is(*at, "otherwise"));
    let gives = gives.or_else(|| view.is(0, "disqualify").then_some(1));
    let complete = |gives: usize| gives + 1 < at && !(gives + 1..at).any(|at| view.is(at, "because"));
    gives.is_some_and(complete) && !view.begins_line(at)
}

/// Whether nothing follows the token on its line.
fn ends_line(view: &View, at: usize) -> bool {
    view.kind(at + 1).is_none() || view.begins_line(at + 1)
}

/// `then hot reason "x"`, `then hot why: "x"`
fn other_word(view: &View, at: usize) -> Option<Slip> {
    let other =
        matches!(view.word(at).as_str(), "reason" | "reasons" | "why" | "note" | "explanation" | "since" | "as");
    let last = at + usize::from(matches!(view.written(at + 1), ":" | "="));
    if !other || view.kind(last + 1) != Some(Kind::Text) {
        return None;
    }
    let span = view.spans(at, last);
    let message = format!("write `because` instead of `{}`", span.of(view.text));
    Some(Slip::new(Name::ForeignWord, span, message, "the reason stands behind `because`").mend(span, "because"))
}

/// `then hot, because "x"`
fn sign_before(view: &View, at: usize) -> Option<Slip> {
    if !matches!(view.written(at), "," | "-" | ":") || !view.is_word(at + 1, "because") {
        return None;
    }
    let span = view.span(at);
    let gap = Span::new(view.span(at - 1).end, span.end);
    let message = format!("there is no `{}` before `because`", view.written(at));
    Some(Slip::new(Name::Syntax, span, message, "the reason follows at once").mend(gap, ""))
}

/// `because: "x"`, `because of "x"`
fn sign_behind(view: &View, at: usize) -> Option<Slip> {
    let between = matches!(view.written(at + 1), ":" | "=" | "of" | "that");
    if !view.is_word(at, "because") || !between || view.kind(at + 2) != Some(Kind::Text) {
        return None;
    }
    let span = view.span(at + 1);
    let gap = Span::new(view.span(at).end, span.end);
    let message = format!("`{}` is not needed after `because`", view.written(at + 1));
    Some(Slip::new(Name::Syntax, span, message, "the reason follows at once").mend(gap, ""))
}

/// `then hot "x"`, `then hot - "x"`
fn text_alone(view: &View, at: usize) -> Option<Slip> {
    let sign = usize::from(matches!(view.written(at), "," | "-" | ":"));
    let text = at + sign;
    // Behind any other word, it is that word that is wrong.
    let complete = match view.context {
        Context::Choice | Context::ChoiceRow => at > 1 && matches!(view.before(at - 1), "then" | "otherwise"),
        _ => view.kind(at - 1) == Some(Kind::Number),
    };
    if view.kind(text) != Some(Kind::Text) || !complete || !ends_line(view, text) {
        return None;
    }
    let span = view.spans(at, text);
    let gap = Span::new(view.span(at - 1).end, view.span(text).start);
    let message = format!("`because` is missing before {}", view.written(text));
    let hint = "a reason stands behind `because`";
    Some(Slip::new(Name::Syntax, span, message, hint).mend(gap, " because ").guess())
}

/// `otherwise because "x"`, and `other then because "x"` in a table
fn nothing_before(view: &View, at: usize) -> Option<Slip> {
    let (word, label) = match view.context {
        Context::Choice if at == view.first => ("otherwise", true),
        Context::ChoiceRow => ("then", true),
        Context::Row => ("then", false),
        _ => return None,
    };
    if !view.is(at, word) || !view.is(at + 1, "because") || view.kind(at + 2) != Some(Kind::Text) {
        return None;
    }
    let (what, hint, example) =
        if label { ("name follows", "say which", "cold") } else { ("points follow", "say how many", "+10") };
    let gap = Span::new(view.span(at).end, view.span(at).end);
    let message = format!("no {what} `{word}`");
    let line =
        format!("{} {example} {}", view.spans(view.first, at).of(view.text), view.spans(at + 1, at + 2).of(view.text));
    let hint = format!("{hint}, for example `{}`", crate::syntax::words::shorten(&line));
    // It is read with some value, so that what stands behind it is read as well.
    let value = if label { " cold" } else { " 0" };
    Some(Slip::new(Name::Syntax, view.spans(at, at + 1), message, hint).mend(gap, value).guess().without_line())
}
