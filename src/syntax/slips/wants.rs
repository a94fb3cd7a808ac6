//! What a test wants, in other words: `then` for `expect`, `not reason` for `no reason`, `because` for `reason`.

use super::{Slip, View};
use crate::diagnostic::Name;
use crate::source::Span;
use crate::syntax::segment::Context;
use crate::syntax::tokens::Kind;
use crate::syntax::words::shorten;

pub(super) fn slip(view: &View, at: usize) -> Option<Slip> {
    if view.context != Context::TestPart || at != view.first {
        return None;
    }
    expect(view, at)
        .or_else(|| reason(view, at))
        .or_else(|| no_text(view, at))
        .or_else(|| joined(view, at))
        .or_else(|| which(view, at))
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

/// `expect not reason "x"`, `expect reason not "x"`, `expect no reasons "x"`, `expect because "x"`
fn reason(view: &View, at: usize) -> Option<Slip> {
    let named = |at: &usize| matches!(view.word(*at).as_str(), "reason" | "reasons" | "because" | "why");
    let begins = matches!(view.written(at), "expect" | "," | "a" | "any" | "the");
    let reason = [Some(at), at.checked_sub(1), Some(at + 1).filter(|_| begins)].into_iter().flatten().find(named)?;
    let Some(text) =
        (reason + 1..reason + 5).take_while(|at| !view.is(*at, ",")).find(|at| view.kind(*at) == Some(Kind::Text))
    else {
        return without_quotes(view, reason);
    };
    let article = |at: &usize| matches!(view.word(*at).as_str(), "a" | "any" | "the");
    let first = reason - (0..reason).rev().take_while(article).count();
    let before = first.checked_sub(1).filter(|before| denies(view, *before));
    let no = before.is_some() || (reason + 1..text).any(|at| denies(view, at));
    let plain = |at: usize| matches!(view.written(at), ":" | "=" | "is" | "was" | "of");
    if !no && !(reason + 1..text).all(plain) {
        return None;
    }
    let said = Span::new(view.span(before.unwrap_or(first)).start, view.span(text - 1).end);
    let (written, right) = (said.of(view.text), if no { "no reason" } else { "reason" });
    if written == right {
        return None;
    }
    let message = format!("write `{right}` instead of `{}`", shorten(written));
    let hint = if no { "a reason that must not be given is wanted so" } else { "a reason is wanted so" };
    Some(Slip::new(Name::ForeignWord, said, message, hint).mend(said, right))
}

fn denies(view: &View, at: usize) -> bool {
    matches!(view.word(at).as_str(), "no" | "not" | "without" | "never" | "isn")
}

/// `expect reason too small`
fn without_quotes(view: &View, reason: usize) -> Option<Slip> {
    let ends = |at: &usize| view.is(*at, ",") || view.begins_line(*at);
    let end = (reason + 1..view.tokens.len()).find(ends).unwrap_or(view.tokens.len());
    let words = (reason + 1..end).all(|at| view.kind(at) == Some(Kind::Word));
    if !view.is(reason, "reason") || end == reason + 1 || !words {
        return None;
    }
    let said = view.spans(reason + 1, end - 1);
    let written = said.of(view.text);
    let message = format!("`{}` needs double quotes", shorten(written));
    let slip = Slip::new(Name::MissingQuotes, said, message, "put a text in double quotes");
    Some(slip.mend(said, format!("\"{written}\"")).guess())
}

/// `expect no "x"`
fn no_text(view: &View, at: usize) -> Option<Slip> {
    let no = at.checked_sub(1).filter(|no| view.is_word(*no, "no"))?;
    if view.kind(at) != Some(Kind::Text) || !matches!(view.before(no), "expect" | ",") {
        return None;
    }
    let gap = view.span(no);
    let message = format!("`reason` is missing before {}", view.written(at));
    let hint = "a reason that must not be given is wanted so";
    let end = Span::new(gap.end, gap.end);
    Some(Slip::new(Name::Syntax, view.spans(no, at), message, hint).mend(end, " reason").guess())
}

/// `expect reason "x" and score = 5`
fn joined(view: &View, at: usize) -> Option<Slip> {
    let text = at.checked_sub(1).filter(|text| view.kind(*text) == Some(Kind::Text))?;
    if !view.is_word(at, "and") || view.before(text) != "reason" {
        return None;
    }
    let span = view.span(at);
    let gap = Span::new(view.span(text).end, span.end);
    let message = format!("write `,` instead of `{}`", view.written(at));
    Some(Slip::new(Name::Syntax, span, message, "a comma stands between what is wanted").mend(gap, ","))
}

/// `expect no reason`
fn which(view: &View, at: usize) -> Option<Slip> {
    let no = at.checked_sub(1).filter(|no| view.is_word(*no, "no"))?;
    let ends = view.kind(at + 1).is_none() || view.is(at + 1, ",");
    if !view.is(at, "reason") || !ends {
        return None;
    }
    let end = Span::new(view.span(at).end, view.span(at).end);
    let hint = "say which, for example `expect no reason \"can sign\"`";
    let slip = Slip::new(Name::Syntax, view.spans(no, at), "no reason is named", hint);
    // It is read with some reason, so that what stands behind it is read as well.
    Some(slip.mend(end, " \"can sign\"").guess().without_line())
}
