//! Points in words, and what is no points at all: `then subtract 10`, `then twenty`, `then company_size * 2`.

use super::{Slip, View};
use crate::diagnostic::Name;
use crate::syntax::segment::Context;
use crate::syntax::tokens::Kind;

const MINUS: [&str; 10] =
    ["subtract", "minus", "deduct", "remove", "lose", "loses", "reduce", "decrease", "negative", "less"];
const PLUS: [&str; 6] = ["add", "plus", "give", "gives", "award", "gets"];
const NUMBERS: [(&str, u32); 16] = [
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("fifteen", 15),
    ("twenty", 20),
    ("thirty", 30),
    ("forty", 40),
    ("fifty", 50),
    ("hundred", 100),
];

/// What follows `then` where points are given.
pub(super) fn slip(view: &View, at: usize) -> Option<Slip> {
    let span = view.span(at);
    let written = view.written(at);
    let rest = view.find(at, "because").unwrap_or(view.tokens.len()).saturating_sub(1);
    if view.is(at, "=") && at > 2 {
        let formula = view.spans(at, rest);
        let message = format!("`{}` is a spreadsheet formula, and points are a number", formula.of(view.text));
        return Some(Slip::new(Name::Syntax, formula, message, "say how many, for example `then +10`"));
    }
    if !matches!(view.kind(at), Some(Kind::Word | Kind::Text | Kind::Backticked)) {
        return None;
    }
    if view.kind(at) == Some(Kind::Word) && view.kind(at + 1) == Some(Kind::Number) {
        return amount(view, at);
    }
    if view.is(at + 1, "*") {
        let product = view.spans(at, rest);
        let message = format!("`{}` is not a number of points", product.of(view.text));
        let hint = match view.kind(at + 2) {
            Some(Kind::Number) if rest == at + 2 => {
                format!("for {0} points each, `then +{0} per {written}`", view.written(at + 2))
            }
            _ => format!("for points each, for example `then +2 per {written}`"),
        };
        return Some(Slip::new(Name::Syntax, product, message, hint));
    }
    if let Some((_, number)) = NUMBERS.iter().find(|(word, _)| *word == view.word(at)) {
        let message = format!("points are written in digits, not as `{written}`");
        let alone = rest == at;
        let slip = Slip::new(Name::Syntax, span, message, "for example");
        return Some(if alone { slip.mend(span, format!("+{number}")).guess() } else { slip });
    }
    let message = format!("a score gives points, not `{written}`");
    let hint = "say how many, for example `then +10`; names are given in a `label`";
    Some(Slip::new(Name::Syntax, span, message, hint))
}

/// `then subtract 10 points`: the word says the sign.
fn amount(view: &View, at: usize) -> Option<Slip> {
    let unit = matches!(view.word(at + 2).as_str(), "points" | "point" | "pts" | "pt");
    let all = view.spans(at, at + 1 + usize::from(unit));
    let sign = if MINUS.contains(&view.word(at).as_str()) { "-" } else { "+" };
    let points = format!("{sign}{}", view.written(at + 1));
    let message = format!("write `{points}` instead of `{}`", all.of(view.text));
    let hint = "points are a number with its sign";
    Some(Slip::new(Name::ForeignWord, all, message, hint).mend(all, points))
}

/// `when company_size > 50 add 10 points`
pub(super) fn without_then(view: &View, at: usize) -> Option<Slip> {
    let gives = MINUS.contains(&view.word(at).as_str()) || PLUS.contains(&view.word(at).as_str());
    let rule = matches!(view.context, Context::Item | Context::Body) && view.is_rule();
    let complete = at > 1 && view.kind(at + 1) == Some(Kind::Number) && view.ends_value(at - 1);
    if !gives || !rule || !complete || view.find(0, "then").is_some() {
        return None;
    }
    let slip = amount(view, at)?;
    let mends: Vec<_> = slip.mends.iter().map(|(span, points)| (*span, format!("then {points}"))).collect();
    let written = slip.span.of(view.text);
    let message = format!("`then` is missing before `{written}`");
    let hint = "points are a number with its sign";
    Some(Slip { mends, ..Slip::new(Name::MissingThen, slip.span, message, hint) })
}
