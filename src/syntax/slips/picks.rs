//! What is taken from the entries of a list: other words for `latest ... of`, `highest ... of` and `sum ... of`.

use super::selections::{is_list, listed, say};
use super::where_part::is_name;
use super::{Slip, View};
use crate::diagnostic::Name;

pub(super) fn slip(view: &View, at: usize) -> Option<Slip> {
    function(view, at).or_else(|| pick(view, at)).or_else(|| field_of(view, at))
}

/// What a word asks of the entries of a list; nothing for what cannot be asked.
fn picked(word: &str) -> Option<&'static str> {
    Some(match word {
        "latest" | "last" | "newest" | "recent" => "latest",
        "earliest" | "first" | "oldest" => "earliest",
        "highest" | "max" | "maximum" | "largest" | "biggest" | "greatest" | "top" => "highest",
        "lowest" | "min" | "minimum" | "smallest" | "least" => "lowest",
        "sum" | "total" => "sum",
        "average" | "avg" | "mean" | "median" => "",
        _ => return None,
    })
}

/// `sum(orders.amount)`, `sum(amount) of orders`
fn function(view: &View, at: usize) -> Option<Slip> {
    let right = picked(&view.word(at)).filter(|right| !right.is_empty())?;
    if !view.is(at + 1, "(") || !is_name(view, at + 2) || !view.is(at + 3, ")") {
        return None;
    }
    let inside = view.written(at + 2);
    let (asked, last) = match inside.rsplit_once('.') {
        Some((list, field)) if view.declared.is_list(list) => (format!("{right} {field} of {list}"), at + 3),
        _ if view.is_word(at + 4, "of") && listed(view, at + 5) => (format!("{right} {inside} of"), at + 4),
        _ => return None,
    };
    Some(say(view, at, last, asked, "a field of the entries is named before `of`, and the list after it"))
}

/// `last at of activity`, `max amount of orders`, `sum of amount of orders`, `latest at in activity`
fn pick(view: &View, at: usize) -> Option<Slip> {
    let most = usize::from(view.is_word(at, "most") && view.is_word(at + 1, "recent"));
    let word = view.word(at + most);
    let right = picked(&word)?;
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

/// `kind of activity = "visit"`
fn field_of(view: &View, at: usize) -> Option<Slip> {
    let asks =
        picked(&view.word(at)).is_some() || matches!(view.word(at).as_str(), "count" | "number" | "any" | "domain");
    if asks || !is_name(view, at) || !view.is_word(at + 1, "of") || !is_list(view, at + 2) {
        return None;
    }
    let (field, list) = (view.written(at), view.written(at + 2));
    let span = view.spans(at, at + 2);
    let message = format!("`{}` does not say of which entry", span.of(view.text));
    let hint = match view.declared.is_date(field) {
        true => format!("say, for example, `latest {field} of {list}`, or `any {list} where ({field} ...)`"),
        false => format!("say, for example, `any {list} where ({field} ...)`"),
    };
    Some(Slip::new(Name::Syntax, span, message, hint))
}
