//! What a comparison is made of: half of one, counts in words, units.

use super::view::is_keyword;
use super::{Slip, View};
use crate::diagnostic::Name;
use crate::source::Span;
use crate::syntax::segment::Context;
use crate::syntax::tokens::Kind;

pub(super) fn slip(view: &View, at: usize) -> Option<Slip> {
    days_ago(view, at)
        .or_else(|| half_comparison(view, at))
        .or_else(|| count_in_words(view, at))
        .or_else(|| unit(view, at))
        .or_else(|| comma_after_field(view, at))
}

/// `last_visit > 14 days ago`: may mean either side of that day.
fn days_ago(view: &View, at: usize) -> Option<Slip> {
    let unit =
        matches!(view.word(at + 2).as_str(), "day" | "days" | "week" | "weeks" | "month" | "months" | "year" | "years");
    if !is_comparison(view, at) || view.kind(at + 1) != Some(Kind::Number) || !unit {
        return None;
    }
    let subject = view.subject(at)?;
    let is_date = view.declared.is_date(subject) || subject.starts_with("latest ") || subject.starts_with("earliest ");
    let ago = view.is_word(at + 3, "ago");
    if !ago && !is_date {
        return None;
    }
    let period = view.spans(at + 1, at + 2).of(view.text);
    let span = view.spans(at, at + 2 + usize::from(ago));
    let message = format!("`{}` does not say which side of that day is meant", span.of(view.text));
    let hint = format!(
        "`{subject} within {period}` is true for the last {period}, `{subject} not within {period}` for what is longer ago"
    );
    Some(Slip::new(Name::ForeignWord, span, message, hint))
}

/// `size > 50 and < 500`
fn half_comparison(view: &View, at: usize) -> Option<Slip> {
    let joined = matches!(view.before(at), "and" | "or");
    let subject = at.checked_sub(4)?;
    let named = matches!(view.kind(subject), Some(Kind::Word | Kind::Backticked)) && !is_keyword(view.written(subject));
    if !is_comparison(view, at) || !joined || !named || !is_comparison(view, at - 3) {
        return None;
    }
    let start = view.span(at).start;
    let span = view.spans(at, at + 1);
    let message = format!("`{}` does not say what it compares", span.of(view.text));
    let slip = Slip::new(Name::HalfCondition, span, message, "say the whole of it again");
    Some(slip.mend(Span::new(start, start), format!("{} ", view.written(subject))))
}

fn is_comparison(view: &View, at: usize) -> bool {
    matches!(view.written(at), "=" | "!=" | "<" | "<=" | ">" | ">=")
}

/// `at least two of (...)`
fn count_in_words(view: &View, at: usize) -> Option<Slip> {
    const COUNTS: [&str; 10] = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    let count = COUNTS.iter().position(|count| *count == view.word(at))? + 1;
    if view.before(at) != "least" || !view.is(at + 1, "of") {
        return None;
    }
    let span = view.span(at);
    let message = format!("write `{count}` instead of `{}`", view.written(at));
    Some(Slip::new(Name::NumberForm, span, message, "a number is written with digits").mend(span, count.to_string()))
}

/// `size > 50 people then`
fn unit(view: &View, at: usize) -> Option<Slip> {
    let number = at.checked_sub(1)?;
    let compared = number > 0 && view.kind(number) == Some(Kind::Number) && is_comparison(view, number - 1);
    let ends = matches!(view.word(at + 1).as_str(), "then" | "and" | "or" | "because");
    let written = view.written(at);
    if !compared || view.kind(at) != Some(Kind::Word) || is_keyword(written) || !ends || view.begins_line(at) {
        return None;
    }
    if ["then", "and", "or"].iter().any(|word| crate::syntax::words::is_close(written, word)) {
        return None;
    }
    let message = format!("`{written}` is not needed");
    let gap = Span::new(view.span(number).end, view.span(at).end);
    Some(Slip::new(Name::ForeignWord, view.span(at), message, "write the number alone, without a unit").mend(gap, ""))
}

/// `title: text,` in a `lead` block.
fn comma_after_field(view: &View, at: usize) -> Option<Slip> {
    let last = at + 1 >= view.tokens.len() || view.begins_line(at + 1);
    if view.context != Context::Field || !matches!(view.written(at), "," | ";") || !last {
        return None;
    }
    let span = view.span(at);
    let message = format!("no `{}` is needed after a field", view.written(at));
    Some(Slip::new(Name::Syntax, span, message, "put each field on a line of its own").mend(span, ""))
}
