//! Questions about the entries of a list: other words for `count of` and `any`.

use super::names::begins_value;
use super::where_part::{self, is_name};
use super::{Slip, View, of_a_list, picks};
use crate::diagnostic::Name;
use crate::source::Span;
use crate::syntax::tokens::Kind;

pub(super) fn slip(view: &View, at: usize) -> Option<Slip> {
    if view.kind(at) == Some(Kind::Word) && begins_value(view, at) {
        let asked = picks::slip(view, at)
            .or_else(|| so_many(view, at))
            .or_else(|| of_a_list::slip(view, at))
            .or_else(|| is_empty(view, at))
            .or_else(|| count(view, at))
            .or_else(|| any_of(view, at))
            .or_else(|| any_alone(view, at))
            .or_else(|| some(view, at));
        if asked.is_some() {
            return asked;
        }
    }
    // `any` alone was read as a name.
    let alone = at.checked_sub(1).filter(|any| at == view.first && view.is(*any, "any") && begins_value(view, *any));
    alone.and_then(|any| any_alone(view, any)).or_else(|| where_part::slip(view, at))
}

/// Whether the token is the name of a list that the file declares.
pub(super) fn is_list(view: &View, at: usize) -> bool {
    is_name(view, at) && view.declared.is_list(view.written(at))
}

/// Whether the token names what can only be a list, from what follows it or from its declaration.
pub(super) fn listed(view: &View, at: usize) -> bool {
    is_name(view, at) && (view.is_word(at + 1, "where") || is_list(view, at))
}

/// A foreign form from one token to another, and what it is here.
pub(super) fn say(view: &View, from: usize, to: usize, right: String, hint: &str) -> Slip {
    let span = view.spans(from, to);
    let message = format!("write `{right}` instead of `{}`", span.of(view.text));
    Slip::new(Name::ForeignWord, span, message, hint).mend(span, right)
}

/// `at least 3 activity where (...)`, `more than 3 activity where (...)`
fn so_many(view: &View, at: usize) -> Option<Slip> {
    let (words, sign) = match (view.word(at).as_str(), view.word(at + 1).as_str()) {
        ("at", "least") => (2, ">="),
        ("at", "most") => (2, "<="),
        ("more", "than") | ("over", _) => (if view.is_word(at, "over") { 1 } else { 2 }, ">"),
        ("less" | "fewer", "than") => (2, "<"),
        ("exactly", _) => (1, "="),
        _ => return None,
    };
    let (number, list) = (at + words, at + words + 1);
    if view.kind(number) != Some(Kind::Number) || !listed(view, list) {
        return None;
    }
    let last = match view.is(list + 2, "(") && view.is_word(list + 1, "where") {
        true => view.closing(list + 2)?,
        false if view.is_word(list + 1, "where") => where_part::condition_end(view, list + 2)?,
        false => list,
    };
    let (count, end) = (view.written(number), view.span(last).end);
    let span = view.spans(at, list);
    let message =
        format!("write `count of {0} ... {sign} {count}` instead of `{1}`", view.written(list), span.of(view.text));
    let slip = Slip::new(Name::ForeignWord, span, message, "entries are counted with `count of`, and then compared");
    Some(slip.mend(view.spans(at, number), "count of").mend(Span::new(end, end), format!(" {sign} {count}")))
}

/// `activity is empty`, `activity exists`
fn is_empty(view: &View, at: usize) -> Option<Slip> {
    if !is_list(view, at) {
        return None;
    }
    let not = usize::from(view.is_word(at + 2, "not"));
    let (last, empty) = match (view.word(at + 1).as_str(), view.word(at + 2 + not).as_str()) {
        ("is", "empty" | "blank" | "null" | "missing" | "none") => (at + 2 + not, not == 0),
        ("exists" | "exist", _) => (at + 1, false),
        _ => return None,
    };
    let list = view.written(at);
    let asked = if empty { format!("count of {list} = 0") } else { format!("count of {list} >= 1") };
    Some(say(view, at, last, asked, "a list is never unknown; how many entries it has is asked with `count of`"))
}

/// `count activity`, `number of activity where`, `count(activity)`
fn count(view: &View, at: usize) -> Option<Slip> {
    const HINT: &str = "entries are counted with `count of`";
    let words = match view.word(at).as_str() {
        "count" | "number" | "total" | "amount" if view.is_word(at + 1, "of") => 2,
        "how" if view.is_word(at + 1, "many") => 2,
        "count" | "number" | "counts" => 1,
        _ => return None,
    };
    let next = at + words;
    if view.is(next, "(") && is_name(view, next + 1) {
        let close = view.closing(next)?;
        let head = view.spans(at, next);
        let message = format!("write `count of` instead of `{}`", head.of(view.text));
        let slip = Slip::new(Name::ForeignWord, head, message, HINT);
        if view.is_word(next + 2, "where") && !view.is(next + 3, "(") {
            // The parentheses are those that `where` lacks.
            return Some(slip.mend(head, "count of ").mend(before(view, next + 3), "("));
        }
        return Some(slip.mend(head, "count of ").mend(view.span(close), ""));
    }
    let is_right = words == 2 && view.is(at, "count");
    let known = listed(view, next) || view.is(at, "count") && words == 1 && view.is_word(next + 1, "where");
    if is_right || !known {
        return None;
    }
    Some(say(view, at, next - 1, "count of".to_owned(), HINT))
}

/// `any of activity where (...)`
fn any_of(view: &View, at: usize) -> Option<Slip> {
    if !view.is_word(at, "any")
        || !view.is_word(at + 1, "of")
        || !is_name(view, at + 2)
        || !view.is_word(at + 3, "where")
    {
        return None;
    }
    Some(say(view, at, at + 1, "any".to_owned(), "the name of the list follows `any` at once"))
}

/// `any activity` alone
fn any_alone(view: &View, at: usize) -> Option<Slip> {
    let name = at + 1 + usize::from(view.is_word(at + 1, "of"));
    let ends = name + 1 >= view.tokens.len()
        || matches!(view.word(name + 1).as_str(), "then" | "and" | "or" | "because")
        || matches!(view.written(name + 1), ")" | ",")
        || view.begins_line(name + 1);
    if !matches!(view.word(at).as_str(), "any" | "some" | "has" | "have") || !is_name(view, name) || !ends {
        return None;
    }
    let list = view.written(name);
    let span = view.spans(at, name);
    let message = format!("`{}` does not say which entries are meant", span.of(view.text));
    let hint = format!("say it: `any {list} where (...)`; or ask whether there is one at all");
    let slip = Slip::new(Name::Syntax, span, message, hint);
    Some(slip.mend(span, format!("count of {list} >= 1")).guess())
}

/// `some activity where`, `at least one activity where`, `no activity where`
fn some(view: &View, at: usize) -> Option<Slip> {
    let (words, right) = match view.word(at).as_str() {
        "any" if view.written(at) != "any" => (1, "any"),
        "some" | "has" | "have" | "exists" | "an" | "a" | "one" => (1, "any"),
        "there" if matches!(view.word(at + 1).as_str(), "is" | "are" | "was") => (2, "any"),
        "at" if view.is_word(at + 1, "least") && matches!(view.written(at + 2), "one" | "1") => (3, "any"),
        "no" | "none" => (1 + usize::from(view.is_word(at + 1, "of")), "not any"),
        "every" | "all" if is_name(view, at + 1) && view.is_word(at + 2, "where") => {
            let list = view.written(at + 1);
            let span = view.spans(at, at + 1);
            let message = format!("`{}` cannot be asked", span.of(view.text));
            let hint = format!("ask that there is none of the others: `not any {list} where (not (...))`");
            return Some(Slip::new(Name::ForeignWord, span, message, hint));
        }
        _ => return None,
    };
    if !is_name(view, at + words) || !view.is_word(at + words + 1, "where") {
        return None;
    }
    Some(say(view, at, at + words - 1, right.to_owned(), "whether there is such an entry is asked with `any`"))
}

/// Where something is put in before a token.
pub(super) fn before(view: &View, at: usize) -> Span {
    let start = view.span(at).start;
    Span::new(start, start)
}
