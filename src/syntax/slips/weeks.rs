//! Weeks and months of the calendar: `at this week`, `within this month`, `within week`.

use super::view::is_keyword;
use super::{Slip, View};
use crate::diagnostic::Name;
use crate::syntax::tokens::Kind;

pub(super) fn slip(view: &View, at: usize) -> Option<Slip> {
    let condition = view.find(0, "then").is_none_or(|then| at < then);
    if !condition || at == 0 {
        return None;
    }
    let (first, last) = asked(view, at)?;
    let (unit, days) = unit(view, last)?;
    let span = view.spans(first, last);
    let message = format!("`{}` is a {unit} of the calendar, which cannot be asked for", span.of(view.text));
    let right = format!("within {days} days");
    let hint = format!("ask for the last days; `{right}` is today and the {days} days before");
    Some(Slip::new(Name::ForeignWord, span, message, hint).mend(span, right).guess())
}

/// The first and the last token of what asks for a week of the calendar, where it begins at a token or behind the name there.
fn asked(view: &View, at: usize) -> Option<(usize, usize)> {
    let this = |at: usize| {
        let the = at + usize::from(view.is_word(at, "the"));
        matches!(view.word(the).as_str(), "this" | "current").then_some(the + 1).filter(|unit| is_unit(view, *unit))
    };
    let verb = |at: usize| matches!(view.word(at).as_str(), "within" | "in" | "during" | "on" | "is" | "=");
    let of = |at: usize| {
        if let Some(last) = this(at) {
            return Some((at, last));
        }
        let verbs = 1 + usize::from(verb(at + 1));
        if !verb(at) && !view.is(at, "=") {
            return None;
        }
        let the = at + verbs + usize::from(view.is_word(at + verbs, "the") || view.is_word(at + verbs, "a"));
        this(at + verbs).or((view.is_word(at, "within") && is_unit(view, the)).then_some(the)).map(|last| (at, last))
    };
    if super::names::begins_value(view, at) {
        let named = matches!(view.kind(at), Some(Kind::Word | Kind::Backticked)) && !is_keyword(view.written(at));
        return (named && !view.declared.is_list(view.written(at))).then(|| of(at + 1)).flatten();
    }
    let named =
        at.checked_sub(1).is_some_and(|name| view.ends_value(name) && !view.declared.is_list(view.written(name)));
    if named { of(at) } else { None }
}

fn is_unit(view: &View, at: usize) -> bool {
    unit(view, at).is_some()
}

fn unit(view: &View, at: usize) -> Option<(&'static str, u32)> {
    Some(match view.word(at).as_str() {
        "week" => ("week", 7),
        "month" => ("month", 30),
        "quarter" => ("quarter", 90),
        "year" => ("year", 365),
        _ => return None,
    })
}
