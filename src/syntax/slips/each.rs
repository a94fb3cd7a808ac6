//! Points for each entry of a list: other words for `for each`, and for a limit per day, week or month.

use super::{Slip, View};
use crate::diagnostic::Name;
use crate::source::Span;
use crate::syntax::segment::Context;
use crate::syntax::tokens::Kind;
use crate::syntax::words::is_close;
use crate::value::Points;

pub(super) fn slip(view: &View, at: usize) -> Option<Slip> {
    if !matches!(view.context, Context::Item | Context::Body | Context::Row) {
        return None;
    }
    for_each(view, at).or_else(|| behind(view, at)).or_else(|| per_list(view, at)).or_else(|| limit(view, at))
}

/// `foreach activity`, `for every activity`, `each activity where`, `for each of activity`
fn for_each(view: &View, at: usize) -> Option<Slip> {
    if at != view.first || at > 0 && !view.begins_line(at) {
        return None;
    }
    let name = |at: usize| matches!(view.kind(at), Some(Kind::Word | Kind::Backticked));
    let goes_on = |at: usize| matches!(view.word(at).as_str(), "where" | "then" | "with" | "when") || view.is(at, "(");
    let (first, second) = (view.word(at), view.word(at + 1));
    let goes_nowhere = matches!(view.word(at + 2).as_str(), "then" | "because" | "")
        && !matches!(view.kind(at + 2), Some(Kind::Backticked));
    let words = match (first.as_str(), second.as_str()) {
        ("for", "each") if view.is_word(at + 2, "of") && name(at + 3) => 3,
        ("for", "each") if goes_nowhere => {
            let span = view.spans(at, at + 1);
            let hint = "name the list, for example `for each activity then +5`";
            return Some(Slip::new(Name::Syntax, span, "`for each` does not say of which list", hint));
        }
        (word, "each") if is_close(word, "for") && view.written(at) != "for" => 2,
        ("for", "each") => return None,
        ("for", "every" | "all" | "any" | "an" | "a") => 2,
        ("foreach" | "forall" | "forevery", _) => 1,
        ("for" | "each" | "every", _) if name(at + 1) && goes_on(at + 2) => 1,
        _ => return None,
    };
    if !name(at + words) {
        return None;
    }
    let span = view.spans(at, at + words - 1);
    let message = format!("write `for each` instead of `{}`", span.of(view.text));
    let hint = "points for every entry of a list are given with `for each`";
    Some(Slip::new(Name::ForeignWord, span, message, hint).mend(span, "for each"))
}

/// `when demo_requested then +5 for each activity where (...)`
fn behind(view: &View, at: usize) -> Option<Slip> {
    let then = view.find(0, "then").filter(|then| *then < at)?;
    let words = if view.is_word(at, "foreach") { 1 } else { 2 };
    if !view.is_word(at, "foreach")
        && !(view.is_word(at, "for") && matches!(view.word(at + 1).as_str(), "each" | "every"))
    {
        return None;
    }
    let list = view.kind(at + words)?;
    if !matches!(list, Kind::Word | Kind::Backticked) || view.begins_line(at) {
        return None;
    }
    let points = view.spans(then + 1, at - 1).of(view.text);
    let name = view.written(at + words);
    let span = view.spans(at, view.tokens.len().saturating_sub(1));
    let hint =
        format!("write `for each {name} then {points}`, with `where (...)` behind `{name}` to count some of them only");
    Some(Slip::new(Name::Syntax, span, "`for each` begins a rule", hint))
}

/// `then +5 per activity where (...)`
fn per_list(view: &View, at: usize) -> Option<Slip> {
    let name = at.checked_sub(1)?;
    if !view.is_word(at, "where") || view.before(name) != "per" {
        return None;
    }
    let span = view.spans(name - 1, name);
    let message = format!("`per` needs a number, and `{}` is a list", view.written(name));
    let start = view.span(name).start;
    Some(Slip::new(Name::Syntax, span, message, "count its entries").mend(Span::new(start, start), "count of "))
}

/// A period as people say it, and the last token of it: `a week`, `weekly`, `/ week`, `per 1 week`.
fn period(view: &View, at: usize) -> Option<(usize, Option<&'static str>)> {
    let mut unit = at;
    let mut told = false;
    while matches!(
        view.word(unit).as_str(),
        "a" | "an" | "each" | "every" | "per" | "in" | "within" | "any" | "one" | "calendar" | "the"
    ) || view.is(unit, "/")
        || told && view.written(unit) == "1"
    {
        told = true;
        unit += 1;
        if unit > at + 3 {
            return None;
        }
    }
    let (name, adverb) = match view.word(unit).as_str() {
        "day" | "days" => (Some("day"), false),
        "daily" => (Some("day"), true),
        "week" | "weeks" => (Some("week"), false),
        "weekly" => (Some("week"), true),
        "month" | "months" => (Some("month"), false),
        "monthly" => (Some("month"), true),
        "hour" | "hours" | "quarter" | "quarters" | "year" | "years" | "session" => (None, false),
        "hourly" | "quarterly" | "yearly" | "annually" => (None, true),
        _ => return None,
    };
    (told || adverb).then_some((unit, name))
}

/// `up to +5 a week`, `once a week`, `at most 3 times per day`
fn limit(view: &View, at: usize) -> Option<Slip> {
    let then = view.find(0, "then").filter(|then| *then < at)?;
    let amount = view.kind(then + 1) == Some(Kind::Number) || matches!(view.written(then + 1), "+" | "-");
    if !amount {
        return None;
    }
    let each = view.keyword() == "for";
    if let Some(up) = limit_before(view, at) {
        if view.is(at, "per") && !each && period(view, at).is_none() {
            return too_late(view, at, up);
        }
        let (end, unit) = period(view, at)?;
        let span = view.spans(at, end);
        let written = span.of(view.text);
        if unit.is_some_and(|unit| written == format!("per {unit}")) {
            return None;
        }
        return Some(told(span, written, unit.map(|unit| format!("per {unit}")), each, view));
    }
    let first = times(view, at)?;
    let (end, unit) = period(view, first.1)?;
    let span = view.spans(at, end);
    let signed = usize::from(matches!(view.written(then + 1), "+" | "-"));
    let amount = Points::parse(view.spans(then + 1, then + 1 + signed).of(view.text))?;
    let limit = Points::from_hundredths(amount.hundredths().checked_mul(first.0)?);
    let right = unit.map(|unit| format!("up to {limit:+} per {unit}"));
    Some(told(span, span.of(view.text), right, each, view))
}

/// The `up` of the limit that ends before a token.
fn limit_before(view: &View, at: usize) -> Option<usize> {
    let number = at.checked_sub(1).filter(|at| view.kind(*at) == Some(Kind::Number))?;
    let sign = number.checked_sub(1).filter(|at| matches!(view.written(*at), "+" | "-")).unwrap_or(number);
    let up = sign.checked_sub(2)?;
    (view.is(up, "up") && view.is(up + 1, "to")).then_some(up)
}

/// `+5 up to +20 per downloads`
fn too_late(view: &View, at: usize, up: usize) -> Option<Slip> {
    let name = at + 1 + usize::from(view.kind(at + 1) == Some(Kind::Number));
    if !matches!(view.kind(name), Some(Kind::Word | Kind::Backticked)) {
        return None;
    }
    let span = view.spans(at, name);
    let written = span.of(view.text);
    let gap = Span::new(view.span(at - 1).end, span.end);
    let start = view.span(up).start;
    let slip = Slip::new(Name::Syntax, span, format!("`{written}` comes too late"), "`up to` stands behind it");
    Some(slip.mend(Span::new(start, start), format!("{written} ")).mend(gap, ""))
}

fn told(span: Span, written: &str, right: Option<String>, each: bool, view: &View) -> Slip {
    let Some(right) = right else {
        let message = format!("`{written}` is no period in which points can be limited");
        return Slip::new(Name::ForeignWord, span, message, "limit them per `day`, per `week` or per `month`");
    };
    if !each {
        let message =
            format!("`{written}` limits what the entries of a list give, and this rule gives its points once");
        let hint = "points for each entry are given with, for example, `for each activity where (...) then +5 up to +5 per week`";
        return Slip::new(Name::Syntax, span, message, hint);
    }
    let hint = "a limit is so many points per `day`, `week` or `month`";
    let message = format!("write `{right}` instead of `{written}`");
    let lead = if view.text.get(..span.start).is_some_and(|before| !before.ends_with(' ')) { " " } else { "" };
    Slip::new(Name::ForeignWord, span, message, hint).mend(span, format!("{lead}{right}"))
}

/// `once`, `only twice`, `max 3 times`: how often, and the token after it.
fn times(view: &View, at: usize) -> Option<(i64, usize)> {
    let mut next = at;
    while matches!(
        view.word(next).as_str(),
        "max" | "maximum" | "only" | "at" | "most" | "up" | "to" | "limit" | "limited" | "but" | "no" | "more" | "than"
    ) || next == at && view.is(next, ",")
    {
        next += 1;
        if next > at + 4 {
            return None;
        }
    }
    match view.word(next).as_str() {
        "once" => return Some((1, next + 1)),
        "twice" => return Some((2, next + 1)),
        _ => {}
    }
    let many = view.written(next).parse().ok().filter(|many| (1..=1000).contains(many));
    let many = if view.is_word(next, "one") { Some(1) } else { many };
    let unit = matches!(view.word(next + 1).as_str(), "time" | "times" | "x");
    many.filter(|_| unit).map(|many| (many, next + 2))
}
