//! The floor of a ladder in other words, and in another place than before its `{`.

use super::{Slip, View};
use crate::diagnostic::Name;
use crate::syntax::segment::Context;
use crate::syntax::tokens::{Kind, Tokens};

const HINT: &str = "a ladder that never falls below a step says so before its `{`";

pub(super) fn slip(view: &View, at: usize) -> Option<Slip> {
    in_words(view, at).or_else(|| quoted(view, at)).or_else(|| misplaced(view, at))
}

/// `ladder stage at least crm {`, `ladder stage not below crm {`
fn in_words(view: &View, at: usize) -> Option<Slip> {
    const WORDS: [&str; 24] = [
        "at", "least", "not", "never", "below", "under", "lower", "less", "than", "min", "minimum", "floor", "from",
        "starting", "starts", "no", "above", "over", "falls", "fall", "falling", "drops", "drop", "back",
    ];
    let ladder = view.context == Context::Item && view.is(0, "ladder") && view.block;
    let last = view.tokens.len().checked_sub(1).filter(|last| *last > 2)?;
    let named = matches!(view.kind(last), Some(Kind::Word | Kind::Backticked));
    let words = |at: usize| WORDS.contains(&view.word(at).as_str()) || matches!(view.written(at), ">=" | ">");
    if at != 1 || !ladder || !named || words(last) || !(2..last).all(words) || view.begins_line(last) {
        return None;
    }
    let span = view.spans(2, last - 1);
    if span.of(view.text).split_whitespace().eq(["never", "below"]) {
        return None;
    }
    let message = format!("write `never below` instead of `{}`", span.of(view.text));
    Some(Slip::new(Name::ForeignWord, span, message, HINT).mend(span, "never below"))
}

/// `ladder stage never below "crm" {`
fn quoted(view: &View, at: usize) -> Option<Slip> {
    let floor = view.is(0, "ladder") && at == 4 && view.is(2, "never") && view.is(3, "below");
    if !floor || view.kind(at) != Some(Kind::Text) || !view.block {
        return None;
    }
    let span = view.span(at);
    let name = span.of(view.text).trim_matches('"');
    let plain = name.starts_with(char::is_alphabetic) && name.chars().all(crate::syntax::tokens::is_name_char);
    let right = if plain { name.to_owned() } else { format!("`{name}`") };
    let message = format!("write `{right}` instead of `{}`", span.of(view.text));
    let hint = "`never below` names a field, and no text";
    Some(Slip::new(Name::Syntax, span, message, hint).mend(span, right))
}

/// How many tokens `never below crm` has, or what is meant for it, from a token on.
pub(super) fn length(view: &View, at: usize) -> Option<usize> {
    let verb = matches!(view.word(at).as_str(), "never" | "not");
    let below = matches!(view.word(at + 1).as_str(), "below" | "under");
    let named = matches!(view.kind(at + 2), Some(Kind::Word | Kind::Backticked)) && !view.begins_line(at + 2);
    (verb && below && named && !view.is_word(at + 3, "needs")).then_some(3)
}

/// `never below crm` behind the `}` of a ladder, inside of it, or on a line of its own.
fn misplaced(view: &View, at: usize) -> Option<Slip> {
    let place = matches!(view.context, Context::Item | Context::Step | Context::Body);
    if !place || at != view.first || view.is(0, "ladder") && at < 4 {
        return None;
    }
    let length = length(view, at)?;
    let span = view.spans(at, at + length - 1);
    let floor = format!("never below {}", view.written(at + length - 1));
    let ladder = ladder_before(view.text.get(..span.start)?).unwrap_or("stage");
    let message = format!("`{}` stands before the `{{` of its ladder", span.of(view.text));
    Some(Slip::new(Name::Syntax, span, message, format!("write `ladder {ladder} {floor} {{`")))
}

/// The name of the last ladder in a text, where it is near its end.
fn ladder_before(text: &str) -> Option<&str> {
    const FAR: usize = 20_000;
    let from = (text.len().saturating_sub(FAR)..text.len()).find(|at| text.is_char_boundary(*at))?;
    let at = from + text.get(from..)?.rfind("ladder")?;
    let mut tokens = Tokens::new(text, at).skip(1);
    tokens.next().filter(|token| token.kind == Kind::Word).map(|token| token.span.of(text))
}
