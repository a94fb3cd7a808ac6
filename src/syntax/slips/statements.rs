//! The build of a statement: a missing `then`, points in a label, `otherwise` in a table, a spreadsheet's formula.

use super::{Slip, View};
use crate::diagnostic::Name;
use crate::source::Span;
use crate::syntax::segment::Context;
use crate::syntax::tokens::Kind;

pub(super) fn slip(view: &View, at: usize) -> Option<Slip> {
    if at == view.first {
        let slip = formula(view, at).or_else(|| otherwise_in_table(view, at)).or_else(|| other_in_label(view, at));
        if slip.is_some() {
            return slip;
        }
    }
    sign_before_block(view, at)
        .or_else(|| given_value(view, at))
        .or_else(|| because_before_then(view, at))
        .or_else(|| arrow(view, at))
        .or_else(|| otherwise_then(view, at))
}

/// What can only be told from the whole statement.
pub(super) fn whole(view: &View, found: &[Slip]) -> Option<Slip> {
    let told = |name| found.iter().any(|slip| slip.name == name);
    if told(Name::MissingThen) || told(Name::SpreadsheetFormula) || told(Name::Unsupported) || view.block {
        return None;
    }
    missing_then(view)
}

/// `score fit = {`, `label priority: {`
fn sign_before_block(view: &View, at: usize) -> Option<Slip> {
    let last = at + 1 == view.tokens.len() && view.block;
    if !last || !matches!(view.written(at), "=" | ":" | "=>" | "->" | "then") || at == 0 {
        return None;
    }
    let span = view.span(at);
    let gap = Span::new(view.span(at - 1).end, span.end);
    let message = format!("no `{}` stands before a block", view.written(at));
    Some(Slip::new(Name::Syntax, span, message, "`{` follows at once").mend(gap, ""))
}

/// `then hot` where points are given, `then +5` where a label is chosen.
fn given_value(view: &View, at: usize) -> Option<Slip> {
    if !view.is_word(at.checked_sub(1)?, "then") {
        return None;
    }
    let span = view.span(at);
    let written = view.written(at);
    let signed = matches!(written, "+" | "-") && view.kind(at + 1) == Some(Kind::Number);
    match view.context {
        Context::Choice | Context::ChoiceRow if view.kind(at) == Some(Kind::Number) || signed => {
            let span = if signed { view.spans(at, at + 1) } else { span };
            let message = format!("a label gives a name, not points such as `{}`", span.of(view.text));
            let hint = "say a name: `then hot`; points are given in a `score`";
            Some(Slip::new(Name::Syntax, span, message, hint))
        }
        Context::Item | Context::Body | Context::Row
            if matches!(view.kind(at), Some(Kind::Word | Kind::Text | Kind::Backticked))
                && view.kind(at + 1) != Some(Kind::Number) =>
        {
            let message = format!("a score gives points, not `{written}`");
            let hint = "say how many: `then +10`; names are given in a `label`";
            Some(Slip::new(Name::Syntax, span, message, hint))
        }
        Context::Item | Context::Body | Context::Row
            if view.kind(at + 1) == Some(Kind::Number) && view.kind(at) == Some(Kind::Word) =>
        {
            let message = format!("the word `{written}` is too much");
            let gap = Span::new(span.start, view.span(at + 1).start);
            Some(Slip::new(Name::ForeignWord, span, message, "points follow `then` at once").mend(gap, ""))
        }
        _ => None,
    }
}

/// `when a because "x" then +5`
fn because_before_then(view: &View, at: usize) -> Option<Slip> {
    if !view.is_word(at, "because")
        || !matches!(view.kind(at + 1), Some(Kind::Text))
        || !view.is_word(at + 2, "then")
        || at == 0
    {
        return None;
    }
    let span = view.spans(at, at + 1);
    let gap = Span::new(view.span(at - 1).end, span.end);
    let end = view.span(view.tokens.len()).end;
    let slip = Slip::new(Name::Syntax, span, "`because` stands before `then`", "the reason comes last");
    Some(slip.mend(gap, "").mend(Span::new(end, end), format!(" {}", span.of(view.text))))
}

/// `when a: +5`, `when a => +5`, `"x" -> 5`, `other = 5`.
fn arrow(view: &View, at: usize) -> Option<Slip> {
    let statement = match view.context {
        Context::Item | Context::Body | Context::Choice => matches!(view.keyword().as_str(), "when" | "if"),
        Context::Row | Context::ChoiceRow => true,
        _ => false,
    };
    let sign = view.written(at);
    let arrow = matches!(sign, ":" | "=>" | "->" | "→")
        || (matches!(sign, "=" | "==" | "gives") && matches!(view.context, Context::Row | Context::ChoiceRow));
    if !statement || !arrow || at == 0 || view.block || view.find(view.first, "then").is_some() {
        return None;
    }
    let span = view.span(at);
    let number = view.kind(at + 1) == Some(Kind::Number) || matches!(view.written(at + 1), "+" | "-");
    let word = matches!(view.context, Context::Choice | Context::ChoiceRow);
    if sign == "=>" && number && !matches!(view.written(at + 1), "+" | "-") && view.tokens.len() > at + 2 && !word {
        // `when a => 5 and ...` is "at least".
        return None;
    }
    if !number && !word {
        return None;
    }
    let text = match (view.touches_previous(at), view.touches_previous(at + 1)) {
        (true, true) => " then ",
        (true, false) => " then",
        (false, true) => "then ",
        (false, false) => "then",
    };
    let message = format!("`then` is missing; `{sign}` stands there");
    Some(Slip::new(Name::MissingThen, span, message, "a rule says `when` and `then`").mend(span, text))
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
    let then = (at + 1..view.tokens.len())
        .any(|at| view.is(at, "then") || matches!(view.written(at), ":" | "=>" | "->" | "="));
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
    let message = format!("no `{}` follows `otherwise`", view.written(at));
    Some(Slip::new(Name::Syntax, span, message, "the value follows at once").mend(gap, ""))
}

/// `when a >= 2 +20`, `when a 20`, `when total >= 70 hot`, `"Software" +20`.
fn missing_then(view: &View) -> Option<Slip> {
    let rule = matches!(view.keyword().as_str(), "when" | "if")
        && matches!(view.context, Context::Item | Context::Body | Context::Choice);
    let row = matches!(view.context, Context::Row | Context::ChoiceRow);
    let count = view.tokens.len();
    if !(rule || row)
        || view.first > 0 && !row
        || count < 2
        || view.find(0, "then").is_some()
        || view.find_close("then")
    {
        return None;
    }
    let end = view.find(0, "because").unwrap_or(count);
    let last = end.checked_sub(1)?;
    let label = matches!(view.context, Context::Choice | Context::ChoiceRow);
    let what = if label { "the value" } else { "the points" };
    let message = format!("`then` is missing before {what}");
    let hint = if row {
        "a row says its case, `then`, and what it gives"
    } else {
        "a rule says `when`, `then`, and what it gives"
    };
    let slip = |span: Span| Slip::new(Name::MissingThen, span, message.clone(), hint);
    if let Some(points) = points_start(view, end, label) {
        let span = view.spans(points, last);
        let gap = Span::new(view.span(points).start, view.span(points).start);
        let mut slip = slip(span).mend(gap, "then ");
        if view.is(points, "+") && !view.touches_previous(points + 1) {
            slip = slip.mend(Span::new(view.span(points).end, view.span(points + 1).start), "");
        }
        return Some(slip);
    }
    if row || !complete(view, last) {
        return None;
    }
    let example = if label { "then hot" } else { "then +10" };
    let name = view.spans(0, last);
    let message = format!("this rule has no `then`: it does not say what it gives");
    let written = crate::syntax::words::shorten(name.of(view.text));
    Some(Slip::new(Name::MissingThen, name, message, format!("say it: `{written} {example}`")))
}

/// Where the points or the value begin, in a statement that ends before `end`.
fn points_start(view: &View, end: usize, label: bool) -> Option<usize> {
    let start = if label {
        (1..end).rev().find(|at| matches!(view.kind(*at), Some(Kind::Word | Kind::Text)))?
    } else {
        // The last number, before `per`, `losing` and `up to`.
        let extra = ["per", "losing", "up"].iter().filter_map(|word| view.find(1, word)).min().unwrap_or(end).min(end);
        let number = extra.checked_sub(1).filter(|at| view.kind(*at) == Some(Kind::Number))?;
        let sign = number.checked_sub(1).filter(|at| matches!(view.written(*at), "+" | "-"));
        sign.unwrap_or(number)
    };
    let alone = if label { start + 1 == end } else { true };
    (alone && start > 0 && view.ends_value(start - 1)).then_some(start)
}

/// Whether a condition could end with the token.
fn complete(view: &View, last: usize) -> bool {
    view.ends_value(last) || matches!(view.word(last).as_str(), "days" | "weeks" | "months" | "years")
}

/// `=IF(size>=50,20,0)`
fn formula(view: &View, at: usize) -> Option<Slip> {
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
    let slip = Slip::new(Name::SpreadsheetFormula, span, "this is a formula of a spreadsheet", hint);
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
    let text = |&(from, to): &(usize, usize)| spaced(view, from, to);
    let number = |&(from, to): &(usize, usize)| {
        let sign = usize::from(matches!(view.written(from), "+" | "-"));
        (to == from + sign + 1 && view.kind(to - 1) == Some(Kind::Number))
            .then(|| view.spans(from, to - 1).of(view.text).to_owned())
    };
    let condition = text(parts.first()?);
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
