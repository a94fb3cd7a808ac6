//! Operators of other languages, and the spacing of `+` and `-`.

use super::{Slip, View};
use crate::diagnostic::Name;
use crate::source::Span;
use crate::syntax::segment::Context;
use crate::syntax::tokens::Kind;

pub(super) fn slip(view: &View, at: usize) -> Option<Slip> {
    if view.kind(at) != Some(Kind::Sign) {
        return None;
    }
    foreign(view, at).or_else(|| spacing(view, at)).or_else(|| comma_for_and(view, at))
}

fn foreign(view: &View, at: usize) -> Option<Slip> {
    let span = view.span(at);
    let written = view.written(at);
    let (right, hint) = match written {
        "==" | "===" => ("=", "`=` compares"),
        "!==" | "<>" | "≠" => ("!=", "`!=` is \"differs from\""),
        "=<" | "≤" => ("<=", "`<=` is \"at most\""),
        "≥" => (">=", "`>=` is \"at least\""),
        "=>" => (">=", "`>=` is \"at least\""),
        "&&" | "&" => ("and", "say `and`"),
        "||" | "|" => ("or", "say `or`"),
        "!" => ("not", "say `not`"),
        ":=" => ("=", "a single `=` does"),
        "−" | "–" | "—" => ("-", "type `-` as on the keyboard"),
        "×" => ("*", "`*` multiplies"),
        "÷" => ("/", "`/` divides"),
        _ => return None,
    };
    let message = format!("write `{right}` instead of `{written}`");
    let word = right.starts_with(char::is_alphabetic);
    let mut text = right.to_owned();
    if word && view.touches_previous(at) && !matches!(view.before(at), "(" | "[") {
        text.insert(0, ' ');
    }
    if word && view.touches_previous(at + 1) {
        text.push(' ');
    }
    Some(Slip::new(Name::ForeignOperator, span, message, hint).mend(span, text))
}

/// `+ 20` after `then`, and `a -3`, `a-3` between values.
fn spacing(view: &View, at: usize) -> Option<Slip> {
    let sign = view.written(at);
    if !matches!(sign, "+" | "-") {
        return None;
    }
    let touches = view.touches_previous(at + 1);
    let all = view.spans(at, at + 1);
    let next = view.written(at + 1);
    let before = view.word(at.checked_sub(1)?);
    if matches!(before.as_str(), "then" | "to") && view.kind(at + 1) == Some(Kind::Number) && !touches {
        let message = format!("`{}` has a space between the sign and its number", all.of(view.text));
        let gap = Span::new(view.span(at).end, view.span(at + 1).start);
        return Some(Slip::new(Name::OperatorSpacing, all, message, "a sign touches its number").mend(gap, ""));
    }
    let value_follows = matches!(view.kind(at + 1), Some(Kind::Number | Kind::Word | Kind::Backticked)) || next == "(";
    if !touches
        || !value_follows
        || !view.ends_value(at - 1)
        || view.find(view.first, "then").is_some_and(|then| then < at)
    {
        return None;
    }
    let row = matches!(view.context, Context::Row | Context::ChoiceRow);
    let rule_without_then = (row || view.is_rule()) && view.find(at, "then").is_none();
    if rule_without_then && view.kind(at + 1) == Some(Kind::Number) {
        return None;
    }
    let doing = if sign == "+" { "add" } else { "subtract" };
    let span = view.span(at);
    let message = format!("`{}` is taken for one word here", all.of(view.text));
    let hint = format!("to {doing}, put a space on both sides of `{sign}`");
    let text = if view.touches_previous(at) { format!(" {sign} ") } else { format!("{sign} ") };
    Some(Slip::new(Name::OperatorSpacing, all, message, hint).mend(span, text))
}

fn comma_for_and(view: &View, at: usize) -> Option<Slip> {
    let in_condition = matches!(view.keyword().as_str(), "when" | "if" | "for" | "disqualify")
        && view.find(0, "then").is_none_or(|then| at < then)
        && view.depth(at) == 0;
    if !in_condition || !view.is(at, ",") {
        return None;
    }
    let span = view.span(at);
    let text = if view.touches_previous(at + 1) { " and " } else { " and" };
    let slip = Slip::new(Name::ForeignOperator, span, "`,` does not join conditions", "say `and` or `or`");
    Some(slip.mend(span, text).guess())
}
