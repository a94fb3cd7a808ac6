//! Ranges in other forms.

use super::{Slip, View};
use crate::diagnostic::Name;
use crate::syntax::segment::Context;
use crate::syntax::tokens::Kind;

pub(super) fn slip(view: &View, at: usize) -> Option<Slip> {
    between(view, at).or_else(|| joined(view, at)).or_else(|| one_dot(view, at))
}

/// `between 50 and 500`, `is between 50 and 500`.
fn between(view: &View, at: usize) -> Option<Slip> {
    let word = at + usize::from(view.is_word(at, "is"));
    let open = usize::from(view.is(word + 1, "("));
    let low = word + 1 + open;
    let joins =
        view.is_word(low + 1, "and") || view.is_word(low + 1, "to") || matches!(view.written(low + 1), "," | "-" | "–");
    if !view.is_word(word, "between") || !is_bound(view, low) || !joins || !is_bound(view, low + 2) {
        return None;
    }
    let span = view.spans(at, low + 2 + open);
    let right = format!("in {}..{}", view.written(low), view.written(low + 2));
    let message = format!("write `{right}` instead of `{}`", span.of(view.text));
    Some(Slip::new(Name::ForeignWord, span, message, "a range of two dots holds both its ends").mend(span, right))
}

/// `in 50-500`, `in 50 to 500`, `50...500`, `= 50-500`; in a table `50-500 then`.
fn joined(view: &View, at: usize) -> Option<Slip> {
    if !is_bound(view, at) || !is_bound(view, at + 2) {
        return None;
    }
    let dots = matches!(view.written(at + 1), "..." | "…");
    let before = view.word(at.wrapping_sub(1));
    let sign = view.before(at);
    let after_in = matches!(before.as_str(), "in" | "is" | "from") || matches!(sign, "=" | "==" | "!=");
    let case = matches!(view.context, Context::Row | Context::ChoiceRow)
        && view.find(view.first, "then").is_none_or(|then| at < then);
    let joins = matches!(view.written(at + 1), "-" | "–" | "—" | "~" | ":" | "," | "..<=")
        || view.is_word(at + 1, "to")
        || (view.is_word(at + 1, "and") && before == "in");
    let comma = view.is(at + 1, ",") && before != "in";
    if !dots && (comma || !joins || !(after_in || case)) {
        return None;
    }
    let range = format!("{}..{}", view.written(at), view.written(at + 2));
    let mut span = view.spans(at, at + 2);
    let mut right = range.clone();
    if matches!(sign, "=" | "==" | "!=") || before == "is" || before == "from" {
        span = view.spans(at - 1, at + 2);
        right = if sign == "!=" { format!("not in {range}") } else { format!("in {range}") };
    }
    let message = format!("`{}` is not how a range is written here", span.of(view.text));
    Some(
        Slip::new(
            Name::RangeForm,
            span,
            message,
            format!("a range is written with two dots: `{range}` holds both its ends"),
        )
        .mend(span, right),
    )
}

/// `in 0.100`
fn one_dot(view: &View, at: usize) -> Option<Slip> {
    let written = view.written(at);
    if view.kind(at) != Some(Kind::Number) || !written.contains('.') || view.before(at) != "in" {
        return None;
    }
    let span = view.span(at);
    let range = written.replacen('.', "..", 1);
    let message = format!("`{written}` is one number, not a range");
    Some(Slip::new(Name::RangeForm, span, message, "a range is written with two dots").mend(span, range).guess())
}

fn is_bound(view: &View, at: usize) -> bool {
    matches!(view.kind(at), Some(Kind::Number | Kind::Date))
}
