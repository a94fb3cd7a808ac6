//! The build of a rule: a missing `then`, `because` in front of it, points in a label.

use super::view::is_keyword;
use super::{Slip, View};
use crate::diagnostic::Name;
use crate::source::Span;
use crate::syntax::segment::Context;
use crate::syntax::tokens::Kind;
use crate::syntax::words::is_close;

pub(super) fn slip(view: &View, at: usize) -> Option<Slip> {
    sign_before_block(view, at)
        .or_else(|| super::points::without_then(view, at))
        .or_else(|| given_value(view, at))
        .or_else(|| because_before_then(view, at))
        .or_else(|| arrow(view, at))
        .or_else(|| next_line(view, at))
}

/// What can only be told from the whole statement.
pub(super) fn whole(view: &View, found: &[Slip]) -> Option<Slip> {
    let told = |name| found.iter().any(|slip| slip.name == name);
    let open_text = view.tokens.iter().any(|token| token.kind == Kind::OpenText);
    if open_text
        || view.cut
        || told(Name::MissingThen)
        || told(Name::SpreadsheetFormula)
        || told(Name::Unsupported)
        || view.block
    {
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
    let message = format!("`{}` is not needed before `{{`", view.written(at));
    Some(Slip::new(Name::Syntax, span, message, "leave it out").mend(gap, ""))
}

/// `then hot` where points are given, `then +5` where a label is chosen.
fn given_value(view: &View, at: usize) -> Option<Slip> {
    if !view.is_word(at.checked_sub(1)?, "then") || view.begins_line(at) || view.keyword() == "disqualify" {
        return None;
    }
    let span = view.span(at);
    let written = view.written(at);
    let signed = matches!(written, "+" | "-") && view.kind(at + 1) == Some(Kind::Number);
    match view.context {
        Context::Choice | Context::ChoiceRow if view.kind(at) == Some(Kind::Number) || signed => {
            let span = if signed { view.spans(at, at + 1) } else { span };
            let message = format!("a label gives a name, not points like `{}`", span.of(view.text));
            let hint = "say a name: `then hot`; points are given in a `score`";
            Some(Slip::new(Name::Syntax, span, message, hint))
        }
        Context::Item | Context::Body | Context::Row => super::points::slip(view, at),
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
    let label = matches!(view.context, Context::Choice | Context::ChoiceRow);
    let message =
        if label { "`because` comes after the name that is given" } else { "`because` comes after the points" };
    let slip = Slip::new(Name::Syntax, span, message, "put the reason last");
    Some(slip.mend(gap, "").mend(Span::new(end, end), format!(" {}", span.of(view.text))))
}

/// `when a: +5`, `when a => +5`, `"x" -> 5`, `other = 5`.
fn arrow(view: &View, at: usize) -> Option<Slip> {
    let statement = match view.context {
        Context::Item | Context::Body | Context::Choice => view.is_rule(),
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
    let message = format!("write `then` instead of `{sign}`");
    let row = matches!(view.context, Context::Row | Context::ChoiceRow);
    let hint =
        if row { "a row says a value, `then`, and what it gives" } else { "`then` stands before what a rule gives" };
    let slip = Slip::new(Name::MissingThen, span, message, hint).mend(span, text);
    Some(if sign == "=>" && !word { slip.guess() } else { slip })
}

/// A misspelt keyword that begins a line, in a statement that goes on too far because of it.
fn next_line(view: &View, at: usize) -> Option<Slip> {
    const KEYWORDS: [&str; 10] =
        ["when", "score", "label", "ladder", "define", "list", "test", "group", "first", "disqualify"];
    let statement = matches!(view.context, Context::Item | Context::Body | Context::Choice);
    let named = matches!(view.kind(at + 1), Some(Kind::Word | Kind::Text | Kind::Backticked));
    let written = view.written(at);
    if !statement
        || at <= view.first
        || !view.begins_line(at)
        || !named
        || is_keyword(written)
        || is_keyword(view.written(at + 1))
    {
        return None;
    }
    let meant = KEYWORDS.into_iter().find(|keyword| *keyword != written && is_close(written, keyword))?;
    let span = view.span(at);
    let message = format!("`{written}` is not a word of the language");
    Some(Slip::new(Name::Syntax, span, message, format!("did you mean `{meant}`?")).mend(span, meant))
}

/// `when a >= 2 +20`, `when a 20`, `when total >= 70 hot`, `"Software" +20`.
fn missing_then(view: &View) -> Option<Slip> {
    let rule = view.is_rule() && matches!(view.context, Context::Item | Context::Body | Context::Choice);
    let row = matches!(view.context, Context::Row | Context::ChoiceRow);
    let count = view.tokens.len();
    let statement = row || rule && view.first == 0;
    if !statement || count < 2 || view.find(0, "then").is_some() || view.find_close("then") {
        return None;
    }
    let end = view.find(0, "because").unwrap_or(count);
    let last = end.checked_sub(1)?;
    let label = matches!(view.context, Context::Choice | Context::ChoiceRow);
    let what = if label { "the value" } else { "the points" };
    let message = format!("`then` is missing before {what}");
    let hint = if row {
        "a row says a value, `then`, and what it gives"
    } else if view.keyword() == "for" {
        "`then` and the points of each entry follow the list"
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
    let message = "this rule does not say what it gives";
    let written = crate::syntax::words::shorten(name.of(view.text));
    Some(Slip::new(Name::MissingThen, name, message, format!("say it, for example `{written} {example}`")))
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
