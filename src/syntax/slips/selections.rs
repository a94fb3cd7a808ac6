//! Questions about the entries of a list: other words for `count of`, `any` and `latest ... of`.

use super::names::begins_value;
use super::where_part::{self, is_name};
use super::{Slip, View};
use crate::diagnostic::Name;
use crate::source::Span;
use crate::syntax::tokens::Kind;

pub(super) fn slip(view: &View, at: usize) -> Option<Slip> {
    if view.kind(at) == Some(Kind::Word) && begins_value(view, at) {
        let asked = pick(view, at)
            .or_else(|| count(view, at))
            .or_else(|| any_of(view, at))
            .or_else(|| any_alone(view, at))
            .or_else(|| some(view, at));
        if asked.is_some() {
            return asked;
        }
    }
    where_part::slip(view, at)
}

/// Whether the token is the name of a list that the file declares.
fn is_list(view: &View, at: usize) -> bool {
    is_name(view, at) && view.declared.is_list(view.written(at))
}

/// Whether the token names what can only be a list, from what follows it or from its declaration.
fn listed(view: &View, at: usize) -> bool {
    is_name(view, at) && (view.is_word(at + 1, "where") || is_list(view, at))
}

/// A foreign form from one token to another, and what it is here.
fn say(view: &View, from: usize, to: usize, right: String, hint: &str) -> Slip {
    let span = view.spans(from, to);
    let message = format!("write `{right}` instead of `{}`", span.of(view.text));
    Slip::new(Name::ForeignWord, span, message, hint).mend(span, right)
}

/// `last at of activity`, `max amount of orders`, `sum of amount of orders`, `latest at in activity`
fn pick(view: &View, at: usize) -> Option<Slip> {
    let most = usize::from(view.is_word(at, "most") && view.is_word(at + 1, "recent"));
    let word = view.word(at + most);
    let right = match word.as_str() {
        "latest" | "last" | "newest" | "recent" => "latest",
        "earliest" | "first" | "oldest" => "earliest",
        "highest" | "max" | "maximum" | "largest" | "biggest" | "greatest" | "top" => "highest",
        "lowest" | "min" | "minimum" | "smallest" | "least" => "lowest",
        "sum" | "total" => "sum",
        "average" | "avg" | "mean" | "median" => "",
        _ => return None,
    };
    let field = at + most + 1 + usize::from(view.is_word(at + most + 1, "of") || view.is_word(at + most + 1, "the"));
    if is_list(view, field) && !matches!(view.word(field + 1).as_str(), "of" | "in" | "from") {
        let list = view.written(field);
        let span = view.spans(at, field);
        let message = format!("`{}` does not say which field of `{list}` is meant", span.of(view.text));
        let (one, other) = if matches!(right, "latest" | "earliest") { (right, "at") } else { ("sum", "amount") };
        let hint = format!("name a field of its entries, for example `{one} {other} of {list}`");
        return Some(Slip::new(Name::Syntax, span, message, hint));
    }
    let of = field + 1;
    if !is_name(view, field) || !matches!(view.word(of).as_str(), "of" | "in" | "from") || !listed(view, of + 1) {
        return None;
    }
    let (name, list) = (view.written(field), view.written(of + 1));
    if right.is_empty() {
        let span = view.spans(at, of + 1);
        let message = format!("there is no `{word}` of the entries of a list");
        let hint =
            format!("divide what they add up to by how many there are: `sum {name} of {list} / count of {list}`");
        return Some(Slip::new(Name::ForeignWord, span, message, hint));
    }
    let right = match right {
        "highest" if view.declared.is_date(name) => "latest",
        "lowest" if view.declared.is_date(name) => "earliest",
        right => right,
    };
    let written = view.spans(at, of).of(view.text);
    let asked = format!("{right} {name} of");
    let hint = if matches!(right, "latest" | "earliest") {
        "of dates the `latest` and the `earliest` are asked for"
    } else {
        "of numbers the `highest`, the `lowest` and the `sum` are asked for"
    };
    (written != asked).then(|| say(view, at, of, asked, hint))
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
