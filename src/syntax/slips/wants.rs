//! What a test wants, in other words: `then` for `expect`, `not reason` for `no reason`.

use super::{Slip, View};
use crate::diagnostic::Name;
use crate::source::Span;
use crate::syntax::segment::Context;
use crate::syntax::tokens::Kind;

pub(super) fn slip(view: &View, at: usize) -> Option<Slip> {
    if view.context != Context::TestPart || at != view.first {
        return None;
    }
    expect(view, at).or_else(|| no_reason(view, at))
}

/// `then score = 5`
fn expect(view: &View, at: usize) -> Option<Slip> {
    let word = view.word(at);
    let other =
        matches!(word.as_str(), "then" | "should" | "assert" | "result" | "outcome" | "returns" | "gives" | "want");
    if !other || view.kind(at + 1).is_none() || matches!(view.written(at + 1), "=" | ":") {
        return None;
    }
    let span = view.span(at);
    let message = format!("write `expect` instead of `{}`", view.written(at));
    let hint = "what must come out stands behind `expect`";
    Some(Slip::new(Name::ForeignWord, span, message, hint).mend(span, "expect"))
}

/// `expect not reason "x"`, `expect reason not "x"`
fn no_reason(view: &View, at: usize) -> Option<Slip> {
    let reason = [at, at.saturating_sub(1)].into_iter().find(|at| view.is_word(*at, "reason"))?;
    let denied = |at: usize| matches!(view.word(at).as_str(), "no" | "not" | "without" | "never" | "isn");
    let text = (reason + 1..reason + 4).find(|at| view.kind(*at) == Some(Kind::Text))?;
    let first = match reason.checked_sub(1).filter(|before| denied(*before)) {
        Some(before) => before,
        None if (reason + 1..text).any(denied) => reason,
        None => return None,
    };
    let said = Span::new(view.span(first).start, view.span(text - 1).end);
    let written = said.of(view.text);
    if written == "no reason" {
        return None;
    }
    let message = format!("write `no reason` instead of `{written}`");
    let hint = "a reason that must not be given is wanted so";
    Some(Slip::new(Name::ForeignWord, said, message, hint).mend(said, "no reason"))
}
