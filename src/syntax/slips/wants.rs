//! What a test wants, in other words: `then` for `expect`, and a reason that must not be given.

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

/// `expect no reason "x"`, `expect not reason "x"`, `expect reason not "x"`
fn no_reason(view: &View, at: usize) -> Option<Slip> {
    let reason = [at, at.saturating_sub(1)].into_iter().find(|at| view.is_word(*at, "reason"))?;
    let denied = |at: usize| matches!(view.word(at).as_str(), "no" | "not" | "without" | "never" | "isn");
    let text = (reason + 1..reason + 4).find(|at| view.kind(*at) == Some(Kind::Text))?;
    let (first, gap) = match reason.checked_sub(1).filter(|before| denied(*before)) {
        Some(before) => (before, Span::new(view.span(before).start, view.span(reason).start)),
        None if (reason + 1..text).any(denied) => (reason, Span::new(view.span(reason).end, view.span(text - 1).end)),
        None => return None,
    };
    let message = "a test cannot ask for a reason that must not be given";
    let hint = "ask for the points instead, for example `expect fit = 0`";
    let slip = Slip::new(Name::Unsupported, view.spans(first, text), message, hint);
    // Without its `not` it can be read, and so can what follows.
    Some(slip.mend(gap, "").guess().without_line())
}
