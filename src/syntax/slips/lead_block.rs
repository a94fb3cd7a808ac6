//! A `lead` block under the name of what the records are: `account { ... }`, `fields { ... }`.

use super::{Slip, View};
use crate::diagnostic::Name;
use crate::source::Span;
use crate::syntax::segment::Context;
use crate::syntax::tokens::{Kind, Token, Tokens};

/// `lead account {`
pub(super) fn named(view: &View, at: usize) -> Option<Slip> {
    let named = at == 1 && view.is(0, "lead") && view.block && view.tokens.len() == 2;
    if !named || !matches!(view.kind(1), Some(Kind::Word | Kind::Text)) {
        return None;
    }
    let span = view.span(1);
    let gap = Span::new(view.span(0).end, span.end);
    let message = format!("a `lead` block has no name like `{}`", view.written(1));
    Some(Slip::new(Name::Syntax, span, message, "leave it out, whatever the records are").mend(gap, ""))
}

pub(super) fn slip(view: &View, at: usize) -> Option<Slip> {
    const KEPT: [&str; 7] = ["score", "label", "ladder", "test", "group", "first", "when"];
    let head = view.tokens.len();
    let begins = at == 0 && view.first == 0 && view.context == Context::Item && view.block;
    let named = view.kind(0) == Some(Kind::Word) && !KEPT.contains(&view.word(0).as_str());
    if !begins || !named || head > 3 || view.is(0, "lead") || !holds_fields(view) {
        return None;
    }
    let span = view.spans(0, head - 1);
    let written = span.of(view.text);
    let message = format!("write `lead` instead of `{written}`");
    let hint = "whatever the records are, a block named `lead` says what is known of each: `lead { ... }`";
    let slip = Slip::new(Name::ForeignWord, span, message, hint).mend(span, "lead").opens_block().without_line();
    Some(if view.declared.has_lead() { slip.guess() } else { slip })
}

/// Whether the block that follows begins as one that says what fields there are.
fn holds_fields(view: &View) -> bool {
    let end = view.span(view.tokens.len()).end;
    let mut inside = Tokens::new(view.text, end).filter(|token| token.kind != Kind::Comment).skip(1).take(5).peekable();
    let is_word = |token: &Token| matches!(token.kind, Kind::Word | Kind::Backticked);
    inside.peek().is_some_and(is_word)
        && inside.find(|token| !is_word(token)).is_some_and(|token| token.span.of(view.text) == ":")
}
