//! Comparisons in words: `more than 50`, `at least 50`, `under 50`, and `contains "a" or contains "b"`.

use super::{Slip, View};
use crate::diagnostic::Name;
use crate::source::Span;
use crate::syntax::segment::Context;
use crate::syntax::tokens::Kind;

pub(super) fn slip(view: &View, at: usize) -> Option<Slip> {
    if is_case(view, at) {
        return case(view, at);
    }
    compared(view, at).or_else(|| contains_again(view, at))
}

/// A comparison in words that begins at a token and is followed by a value: its last word, and its sign.
pub(super) fn in_words(view: &View, at: usize) -> Option<(usize, &'static str)> {
    let not = view.is_word(at, "no") || view.is_word(at, "not");
    let first = at + usize::from(not);
    let than = view.is_word(first + 1, "than");
    let (last, sign) = match view.word(first).as_str() {
        "more" | "greater" | "higher" | "larger" | "bigger" if than => (first + 1, ">"),
        "less" | "fewer" | "lower" | "smaller" if than => (first + 1, "<"),
        "over" | "above" | "exceeds" => (first, ">"),
        "under" | "below" => (first, "<"),
        "at" if view.is_word(first + 1, "least") && !view.is_word(first + 3, "of") => (first + 1, ">="),
        "at" if view.is_word(first + 1, "most") => (first + 1, "<="),
        _ => return None,
    };
    let sign = match (not, sign) {
        (false, sign) => sign,
        (true, ">") => "<=",
        (true, "<") => ">=",
        _ => return None,
    };
    matches!(view.kind(last + 1), Some(Kind::Number | Kind::Date)).then_some((last, sign))
}

/// Whether the token stands where a row of a table says its case.
fn is_case(view: &View, at: usize) -> bool {
    matches!(view.context, Context::Row | Context::ChoiceRow)
        && view.find(view.first, "then").is_none_or(|then| at < then)
}

/// In a table: `less than 50`, `at least 50`, `50 or more`, and `< 50`, `100+`.
fn case(view: &View, at: usize) -> Option<Slip> {
    let (span, range, sure) = if view.kind(at) == Some(Kind::Number) {
        let joined = view.is_word(at + 1, "or") || view.is_word(at + 1, "and");
        match view.word(at + 2).as_str() {
            "more" | "above" | "over" | "up" | "higher" if joined => {
                (view.spans(at, at + 2), format!("{}..", view.written(at)), true)
            }
            "less" | "below" | "under" | "fewer" | "lower" if joined => {
                (view.spans(at, at + 2), format!("..{}", view.written(at)), true)
            }
            _ if view.is(at + 1, "+") => (view.spans(at, at + 1), format!("{}..", view.written(at)), true),
            _ => return None,
        }
    } else {
        let (last, sign) = in_words(view, at).unwrap_or((at, view.written(at)));
        let number = view.written(last + 1);
        let range = match sign {
            "<" => format!("..<{number}"),
            "<=" | "=<" => format!("..{number}"),
            ">=" | "=>" => format!("{number}.."),
            ">" => format!("{}..", number.parse::<u64>().ok()?.checked_add(1)?),
            _ => return None,
        };
        if view.kind(last + 1) != Some(Kind::Number) {
            return None;
        }
        (view.spans(at, last + 1), range, sign != ">")
    };
    let message = format!("`{}` is not how a table writes a range", span.of(view.text));
    let slip = Slip::new(Name::RangeForm, span, message, "a range is written with two dots").mend(span, range);
    Some(if sure { slip } else { slip.guess() })
}

/// `company_size more than 50`, `last_visit over 30 days ago`
fn compared(view: &View, at: usize) -> Option<Slip> {
    let (last, sign) = in_words(view, at)?;
    let before = at.checked_sub(1)?;
    if !view.ends_value(before) && !matches!(view.before(at), "and" | "or") {
        return None;
    }
    let unit = matches!(
        view.word(last + 2).as_str(),
        "day" | "days" | "week" | "weeks" | "month" | "months" | "year" | "years"
    );
    let counted = before > 1 && view.is(before - 1, "since") && view.is(before - 2, "days");
    let right = match sign {
        ">" | ">=" if unit && !counted => "not within",
        _ if unit && !counted => "within",
        _ => sign,
    };
    let span = view.spans(at, last);
    let subject = subject_before(view, at);
    let right_with_subject = subject.map(|subject| format!("{subject} {right}"));
    let written = right_with_subject.as_deref().unwrap_or(right);
    let message = format!("write `{written}` instead of `{}`", span.of(view.text));
    let hint = match right {
        "within" => "`within` is for the last days, weeks, months or years",
        "not within" => "`not within` is for what is longer ago",
        ">" => "`>` is \"more than\"",
        "<" => "`<` is \"less than\"",
        ">=" => "`>=` is \"at least\"",
        _ => "`<=` is \"at most\"",
    };
    let slip = Slip::new(Name::ForeignWord, span, message, hint).mend(span, written);
    if !unit {
        return Some(slip);
    }
    let extra = usize::from(matches!(view.word(last + 3).as_str(), "ago" | "old"));
    let keep = if counted { last + 1 } else { last + 2 };
    let gap = Span::new(view.span(keep).end, view.span(last + 2 + extra).end);
    Some(if gap.is_empty() { slip } else { slip.mend(gap, "") }.guess())
}

/// What the comparison before an `and` compares: `downloads more than 5 and less than 10`.
fn subject_before<'t>(view: &View<'t>, at: usize) -> Option<&'t str> {
    let last = at.checked_sub(3).filter(|_| matches!(view.before(at), "and" | "or"))?;
    let sign = matches!(view.written(last), "=" | "!=" | "<" | "<=" | ">" | ">=");
    let begins = |first: usize| in_words(view, first).is_some_and(|(end, _)| end == last);
    let first = if sign { Some(last) } else { (last.saturating_sub(2)..=last).find(|first| begins(*first)) };
    let subject = first?.checked_sub(1)?;
    let named = matches!(view.kind(subject), Some(Kind::Word | Kind::Backticked));
    (named && !super::view::is_keyword(view.written(subject))).then(|| view.written(subject))
}

/// `contains "chief" or contains "director"`
fn contains_again(view: &View, at: usize) -> Option<Slip> {
    let joiner = view.word(at + 2);
    let any = match joiner.as_str() {
        "or" => "any",
        "and" => "all",
        _ => return None,
    };
    let text = |at: usize| view.is(at, "contains") && view.kind(at + 1) == Some(Kind::Text);
    if !text(at) || at == 0 {
        return None;
    }
    let mut texts = vec![view.written(at + 1)];
    let mut last = at + 1;
    while view.is_word(last + 1, &joiner) && text(last + 2) {
        texts.push(view.written(last + 3));
        last += 3;
    }
    if texts.len() < 2 {
        return None;
    }
    let span = view.spans(at + 2, last);
    let message = format!("`{}` does not say what it looks into", span.of(view.text));
    let hint = format!("look for several texts at once with `contains {any} of`");
    let slip = Slip::new(Name::HalfCondition, span, message, hint);
    Some(slip.mend(view.spans(at, last), format!("contains {any} of [{}]", texts.join(", "))))
}
