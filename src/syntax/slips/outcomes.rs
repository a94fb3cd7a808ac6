//! The words of tables, labels, ladders and disqualifiers, one taken for another.

use super::{Slip, View};
use crate::diagnostic::Name;
use crate::source::Span;
use crate::syntax::segment::Context;
use crate::syntax::tokens::Kind;
use crate::syntax::words::is_close;

pub(super) fn slip(view: &View, at: usize) -> Option<Slip> {
    if at == view.first {
        let slip = otherwise_in_table(view, at).or_else(|| other_in_label(view, at));
        if slip.is_some() {
            return slip;
        }
    }
    otherwise_then(view, at)
        .or_else(|| disqualify_then(view, at))
        .or_else(|| step_needs(view, at))
        .or_else(|| disqualify_when(view, at))
}

/// `otherwise`, `else` or `default` in a table.
fn otherwise_in_table(view: &View, at: usize) -> Option<Slip> {
    let word = view.word(at);
    let context = matches!(view.context, Context::Row | Context::ChoiceRow);
    if !context || !matches!(word.as_str(), "otherwise" | "else" | "default" | "others" | "any" | "rest") {
        return None;
    }
    let span = view.span(at);
    let message = format!("a table has no `{}`", view.written(at));
    let hint = "say `other` for any other known value, and `unknown` for a missing one";
    let slip = Slip::new(Name::OtherwiseInTable, span, message, hint);
    if matches!(view.written(at + 1), ":" | "=>" | "->" | "=") {
        return Some(slip.mend(view.spans(at, at + 1), "other then").guess());
    }
    let then = view.find(at, "then").is_some();
    Some(slip.mend(span, if then { "other" } else { "other then" }).guess())
}

/// `other`, `else` or `default` in a label.
fn other_in_label(view: &View, at: usize) -> Option<Slip> {
    let word = view.word(at);
    let alone = !view.is_word(at + 1, "if");
    if view.context != Context::Choice
        || !alone
        || !matches!(word.as_str(), "other" | "else" | "default" | "others" | "rest")
    {
        return None;
    }
    let too_much = view.is_word(at + 1, "then") || matches!(view.written(at + 1), ":" | "=>" | "->" | "=");
    let span = view.spans(at, at + usize::from(too_much));
    let message = format!("a label has no `{}`", view.written(at));
    Some(
        Slip::new(Name::OtherInLabel, span, message, "the last line of a label says `otherwise`")
            .mend(span, "otherwise"),
    )
}

/// `otherwise then cold`
fn otherwise_then(view: &View, at: usize) -> Option<Slip> {
    let sign = view.is_word(at, "then") || matches!(view.written(at), ":" | "=>" | "->" | "=");
    if view.context != Context::Choice || !sign || at != view.first + 1 || !view.is_word(view.first, "otherwise") {
        return None;
    }
    let span = view.span(at);
    let gap = Span::new(view.span(at - 1).end, span.end);
    let message = format!("`{}` is not needed after `otherwise`", view.written(at));
    Some(Slip::new(Name::Syntax, span, message, "the value follows at once").mend(gap, ""))
}

/// `sql if x`, `sql requires x`, `sql: x`
fn step_needs(view: &View, at: usize) -> Option<Slip> {
    let misspelt = view.kind(at) == Some(Kind::Word) && is_close(view.written(at), "needs");
    let word = misspelt
        || matches!(view.word(at).as_str(), "if" | "when" | "requires" | "require" | "where" | "need")
        || matches!(view.written(at), ":" | "=>" | "->" | "=");
    let after_name = at > 0 && !view.begins_line(at) && matches!(view.kind(at - 1), Some(Kind::Word | Kind::Text));
    if view.context != Context::Step || !word || !after_name || at > 1 {
        return None;
    }
    let span = view.span(at);
    if view.is(at, "needs") {
        let hint = format!("say what the step needs, for example `{} needs fit >= 40`", view.before(at));
        let ends = at + 1 >= view.tokens.len();
        return ends.then(|| Slip::new(Name::Syntax, span, "nothing follows `needs`", hint));
    }
    let text = if view.touches_previous(at) { " needs" } else { "needs" };
    let message = format!("write `needs` instead of `{}`", view.written(at));
    Some(Slip::new(Name::ForeignWord, span, message, "a step says what it `needs`").mend(span, text))
}

/// `disqualify when C then "x"`
fn disqualify_then(view: &View, at: usize) -> Option<Slip> {
    if !view.is_word(0, "disqualify") || !view.is_word(at, "then") {
        return None;
    }
    let span = view.span(at);
    if view.kind(at + 1) == Some(Kind::Text) {
        let message = "write `because` instead of `then`";
        return Some(Slip::new(Name::Syntax, span, message, "`disqualify` gives a reason only").mend(span, "because"));
    }
    let points = view.spans(at, view.tokens.len().saturating_sub(1));
    let message = "`disqualify` takes no points: the lead is out";
    let (when, condition) = (view.is(1, "when"), view.spans(1, at.saturating_sub(1)).of(view.text));
    let hint = if when && at > 2 {
        format!("`disqualify {condition}`, or for fewer points `{condition} {}`", points.of(view.text))
    } else {
        "leave the points out".to_owned()
    };
    Some(Slip::new(Name::Syntax, points, message, hint))
}

/// `disqualify if C`, `disqualify C`
fn disqualify_when(view: &View, at: usize) -> Option<Slip> {
    if at != 1 || !view.is(0, "disqualify") || view.is_word(1, "when") || view.is_word(1, "unless") {
        return None;
    }
    let span = view.span(1);
    if matches!(view.word(1).as_str(), "if" | "where") {
        let message = format!("write `when` instead of `{}`", view.written(1));
        let slip = Slip::new(Name::ForeignWord, span, message, "begin with `disqualify when`");
        return Some(slip.mend(span, "when"));
    }
    let gap = Span::new(span.start, span.start);
    let slip = Slip::new(Name::Syntax, view.span(0), "`when` is missing after `disqualify`", "say when a lead is out");
    Some(slip.mend(gap, "when "))
}
