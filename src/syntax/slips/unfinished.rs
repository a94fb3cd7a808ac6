//! What was begun and not ended: nothing after `and`, `>=` or `then`, brackets that are never closed.

use super::view::is_keyword;
use super::{Slip, View};
use crate::diagnostic::Name;
use crate::source::Span;
use crate::syntax::segment::Context;
use crate::syntax::tokens::Kind;

pub(super) fn slip(view: &View, at: usize) -> Option<Slip> {
    if let Some(slip) = group_without_bounds(view, at) {
        return Some(slip);
    }
    match view.kind(at)? {
        Kind::Word => nothing_joined(view, at)
            .or_else(|| nothing_given(view, at))
            .or_else(|| nothing_said(view, at))
            .or_else(|| no_unit(view, at))
            .or_else(|| no_since(view, at))
            .or_else(|| second_reason(view, at)),
        Kind::Sign => nothing_compared(view, at).or_else(|| never_closed(view, at)).or_else(|| never_opened(view, at)),
        _ => None,
    }
}

/// Whether a condition ends before the token.
fn condition_ends(view: &View, at: usize) -> bool {
    at >= view.tokens.len() || matches!(view.written(at), "then" | "because")
}

/// `group "content" {`
fn group_without_bounds(view: &View, at: usize) -> Option<Slip> {
    if at != 1 || !view.is(0, "group") || view.kind(1) != Some(Kind::Text) || view.tokens.len() != 2 || !view.block {
        return None;
    }
    let span = view.spans(0, 1);
    let message = format!("the group {} does not say how many points it may give at most", view.written(1));
    let slip = Slip::new(Name::Syntax, span, message, "say the least and the most, for example");
    Some(slip.mend(Span::new(span.end, span.end), " in 0..30").guess())
}

fn before_in(view: &View, at: usize) -> Span {
    Span::new(view.span(at.saturating_sub(1)).end, view.span(at).end)
}

/// `downloads >= 2 and then`, `and not then`
fn nothing_joined(view: &View, at: usize) -> Option<Slip> {
    if at == 0 || !matches!(view.written(at), "and" | "or") || !view.ends_value(at - 1) && !is_unit(view, at - 1) {
        return None;
    }
    let not = usize::from(view.is(at + 1, "not"));
    let last = at + not;
    if !condition_ends(view, last + 1) {
        return None;
    }
    let away = view.spans(at, last).of(view.text);
    let hint = format!("add the second condition, or take `{away}` away");
    let slip = Slip::new(Name::Syntax, view.span(last), format!("nothing follows `{}`", view.written(last)), hint);
    // Where the statement ends there, its `then` is missing too.
    if last + 1 >= view.tokens.len() {
        return Some(slip);
    }
    Some(slip.mend(Span::new(before_in(view, at).start, view.span(last).end), "").guess())
}

/// `downloads >= then +10`
fn nothing_compared(view: &View, at: usize) -> Option<Slip> {
    let sign = view.written(at);
    let subject = at.checked_sub(1)?;
    let named = matches!(view.kind(subject), Some(Kind::Word | Kind::Backticked)) && !is_keyword(view.written(subject));
    if !matches!(sign, "=" | "!=" | "<" | "<=" | ">" | ">=") || !named || view.block {
        return None;
    }
    let rule = matches!(view.keyword().as_str(), "when" | "for" | "disqualify");
    if !rule || !(condition_ends(view, at + 1) || matches!(view.written(at + 1), "and" | "or")) {
        return None;
    }
    let message = format!("nothing follows `{sign}`");
    let hint = format!("say what to compare it with, for example `{} {sign} 2`", view.written(subject));
    Some(Slip::new(Name::Syntax, view.span(at), message, hint))
}

/// `when company_size > 50 then`
fn nothing_given(view: &View, at: usize) -> Option<Slip> {
    let rule = view.find(0, "when").or_else(|| view.find(0, "for")).is_some_and(|when| when + 1 < at);
    if !view.is(at, "then") || !rule || !condition_ends(view, at + 1) || view.block || view.keyword() == "disqualify" {
        return None;
    }
    let label = view.context == Context::Choice;
    let what = if label { "name follows" } else { "points follow" };
    let start = (0..at).rev().find(|at| view.is(*at, "when") || view.is(*at, "for")).unwrap_or(0);
    let rule = crate::syntax::words::shorten(view.spans(start, at).of(view.text));
    let example = if label { "hot" } else { "+10" };
    let hint = if label { "say which" } else { "say how many" };
    let hint = format!("{hint}, for example `{rule} {example}`");
    Some(Slip::new(Name::Syntax, view.span(at), format!("no {what} `then`"), hint))
}

/// `when title contains then`, `because` at the end, `when then`
fn nothing_said(view: &View, at: usize) -> Option<Slip> {
    let rule = matches!(view.keyword().as_str(), "when" | "for" | "disqualify");
    let ends = condition_ends(view, at + 1) || matches!(view.written(at + 1), "and" | "or");
    if !rule || !ends || view.block && at + 1 >= view.tokens.len() {
        return None;
    }
    let hint = match view.written(at) {
        "when" if at + 1 < view.tokens.len() => "say the condition, for example `when downloads > 2`",
        "contains" if at > 1 => "say what to look for, for example `contains \"vp\"`",
        "with" if matches!(view.before(at), "starts" | "ends") => "say the text, for example `with \"vp\"`",
        "because" if at > 1 && at + 1 >= view.tokens.len() => "say why, for example `because \"reads a lot\"`",
        _ => return None,
    };
    Some(Slip::new(Name::Syntax, view.span(at), format!("nothing follows `{}`", view.written(at)), hint))
}

fn is_unit(view: &View, at: usize) -> bool {
    matches!(view.word(at).as_str(), "day" | "days" | "week" | "weeks" | "month" | "months" | "year" | "years")
}

/// `last_visit within 14 then +10`
fn no_unit(view: &View, at: usize) -> Option<Slip> {
    let number = at + 1 + usize::from(view.is(at + 1, "next"));
    let plain = view.written(number).chars().all(|c| c.is_ascii_digit());
    let ends = condition_ends(view, number + 1) || matches!(view.written(number + 1), "and" | "or" | ")");
    if !view.is(at, "within") || view.kind(number) != Some(Kind::Number) || !plain || !ends || at == 0 {
        return None;
    }
    let span = view.spans(at, number);
    let end = Span::new(span.end, span.end);
    let message = format!("`{}` does not say {} of what", span.of(view.text), view.written(number));
    let hint = "say `days`, `weeks`, `months` or `years`, for example";
    Some(Slip::new(Name::Syntax, span, message, hint).mend(end, " days").guess())
}

/// `losing 25% every 30 days`
fn no_since(view: &View, at: usize) -> Option<Slip> {
    let complete = view.kind(at + 1) == Some(Kind::Number)
        && view.is(at + 2, "%")
        && view.is(at + 3, "every")
        && view.kind(at + 4) == Some(Kind::Number)
        && is_unit(view, at + 5);
    if !view.is(at, "losing") || !complete || !(condition_ends(view, at + 6) || view.is(at + 6, "up")) {
        return None;
    }
    let span = view.spans(at, at + 5);
    let written = span.of(view.text);
    let hint = format!("name the date that it counts from, for example `{written} since last_visit`");
    Some(Slip::new(Name::Syntax, span, "`losing` does not say since when", hint))
}

/// `because "a" because "b"`
fn second_reason(view: &View, at: usize) -> Option<Slip> {
    if !view.is(at, "because") || view.kind(at + 1) != Some(Kind::Text) || view.begins_line(at) {
        return None;
    }
    let first = at.checked_sub(1).filter(|first| view.kind(*first) == Some(Kind::Text))?;
    if view.before(first) != "because" {
        return None;
    }
    let inside = |at: usize| view.written(at).trim_matches('"');
    let both = format!("\"{}, {}\"", inside(first), inside(at + 1));
    let slip =
        Slip::new(Name::Syntax, view.spans(at, at + 1), "this rule already has a reason", "put both into one text");
    let all = Span::new(view.span(first).start, view.span(at + 1).end);
    Some(slip.mend(all, both).guess())
}

/// Whether the quotes are in order, so that what seems to be a bracket is none in a text.
fn quotes_are_closed(view: &View) -> bool {
    !view.cut
        && !view.tokens.iter().any(|token| {
            matches!(token.kind, Kind::OpenText | Kind::ForeignText)
                || matches!(token.span.of(view.text), "'" | "‘" | "’" | "“" | "”" | "„" | "«" | "»" | "´" | "`")
        })
}

fn never_closed(view: &View, at: usize) -> Option<Slip> {
    let open = view.written(at);
    if !matches!(open, "(" | "[") || view.closing(at).is_some() || !quotes_are_closed(view) || view.depth(at) > 0 {
        return None;
    }
    if open == "(" {
        let rule = matches!(view.keyword().as_str(), "when" | "for" | "disqualify");
        let last = match view.before(at) {
            "where" => super::where_part::condition_end(view, at + 1).filter(|last| *last + 1 < view.tokens.len())?,
            _ => view.find(at, "then").or_else(|| view.find(at, "because")).filter(|_| rule)?.checked_sub(1)?,
        };
        let end = view.span(last).end;
        let slip = Slip::new(Name::Syntax, view.span(at), "this `(` is never closed", "close it");
        return Some(slip.mend(Span::new(end, end), ")").guess());
    }
    let literal = |at: usize| matches!(view.kind(at), Some(Kind::Text | Kind::Number | Kind::Date));
    let mut last = at + 1;
    while literal(last) && view.is(last + 1, ",") && literal(last + 2) {
        last += 2;
    }
    if !literal(last) {
        return None;
    }
    let end = view.span(last).end;
    let slip = Slip::new(Name::Syntax, view.span(at), "the list that begins with `[` is never closed", "close it");
    Some(slip.mend(Span::new(end, end), "]").guess())
}

fn never_opened(view: &View, at: usize) -> Option<Slip> {
    let rule = matches!(view.keyword().as_str(), "when" | "for" | "disqualify");
    if !view.is(at, ")") || !rule || at == 0 || view.depth(at) > 0 || !quotes_are_closed(view) {
        return None;
    }
    // One that closes an earlier bracket of the same depth was counted as such.
    let signs = |sign: &str| view.tokens.iter().take(at + 1).filter(|token| token.span.of(view.text) == sign).count();
    if signs("(") >= signs(")") {
        return None;
    }
    let slip = Slip::new(Name::Syntax, view.span(at), "this `)` closes nothing", "take it away");
    Some(slip.mend(before_in(view, at), "").guess())
}
