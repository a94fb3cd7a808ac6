//! A formula as in a spreadsheet.

use super::{Slip, View};
use crate::diagnostic::Name;
use crate::syntax::segment::Context;
use crate::syntax::tokens::Kind;

/// `=IF(size>=50,20,0)`
pub(super) fn slip(view: &View, at: usize) -> Option<Slip> {
    let item = matches!(view.context, Context::Item | Context::Body | Context::Choice);
    let function = if view.is(at, "=") { at + 1 } else { at };
    let calls =
        view.kind(function) == Some(Kind::Word) && view.is(function + 1, "(") && view.touches_previous(function + 1);
    let sheet = view.is(at, "=") || (view.is_word(function, "if") && calls && view.written(function) != "when");
    if !item || !sheet || at != view.first || !view.begins_line(at) && at > 0 {
        return None;
    }
    let span = view.spans(at, view.tokens.len().saturating_sub(1));
    let hint = "a rule says `when`, a condition, `then`, and its points";
    let slip = Slip::new(Name::SpreadsheetFormula, span, "this is a spreadsheet formula", hint);
    Some(match if calls { rules_of(view, function) } else { None } {
        Some(rules) => slip.mend(span, rules).guess(),
        None => slip,
    })
}

/// `IF(condition, points, 0)` as a rule.
fn rules_of(view: &View, function: usize) -> Option<String> {
    let close = view.closing(function + 1)?;
    if !view.is_word(function, "if") || close + 1 != view.tokens.len() {
        return None;
    }
    let mut parts = vec![(function + 2, function + 2)];
    for at in function + 2..close {
        let depth = view.depth(at).saturating_sub(view.depth(function + 2));
        if depth == 0 && matches!(view.written(at), "," | ";") {
            parts.push((at + 1, at + 1));
        } else if let Some(part) = parts.last_mut() {
            part.1 = at + 1;
        }
    }
    let number = |&(from, to): &(usize, usize)| {
        let sign = usize::from(matches!(view.written(from), "+" | "-"));
        (to == from + sign + 1 && view.kind(to - 1) == Some(Kind::Number))
            .then(|| view.spans(from, to - 1).of(view.text).to_owned())
    };
    let condition = match parts.first()? {
        &(from, to) => joined(view, from, to).unwrap_or_else(|| spaced(view, from, to)),
    };
    let then = signed(&number(parts.get(1)?)?);
    let otherwise = match parts.get(2) {
        Some(part) => signed(&number(part)?),
        None => "0".to_owned(),
    };
    if parts.len() > 3 || condition.is_empty() {
        return None;
    }
    let rule = format!("when {condition} then {then}");
    Some(if otherwise == "0" { rule } else { format!("{rule}\nwhen not ({condition}) then {otherwise}") })
}

/// `AND(size>=50, industry="Software")` as a condition.
fn joined(view: &View, from: usize, to: usize) -> Option<String> {
    let joiner = view.word(from);
    if !matches!(joiner.as_str(), "and" | "or") || view.closing(from + 1)? + 1 != to || !view.is(from + 1, "(") {
        return None;
    }
    let mut conditions = Vec::new();
    let mut start = from + 2;
    for at in from + 2..to {
        if matches!(view.written(at), "(" | "[") {
            return None;
        }
        if matches!(view.written(at), "," | ";" | ")") && view.kind(at) == Some(Kind::Sign) {
            conditions.push(spaced(view, start, at));
            start = at + 1;
        }
    }
    Some(conditions.join(&format!(" {joiner} ")))
}

fn signed(number: &str) -> String {
    if number == "0" || number.starts_with(['+', '-']) { number.to_owned() } else { format!("+{number}") }
}

/// The tokens with one space between them.
fn spaced(view: &View, from: usize, to: usize) -> String {
    let mut text = String::new();
    for at in from..to {
        let tight = matches!(view.written(at), ")" | "]" | ",") || matches!(view.before(at), "(" | "[");
        if !text.is_empty() && !tight {
            text.push(' ');
        }
        text.push_str(view.written(at));
    }
    text
}
