//! What can only be asked of the entries of a list, asked as if it were a field: `any activity in the last 14 days`,
//! `silent for 30 days`, `attended webinar`.

use super::selections::is_list;
use super::where_part::is_name;
use super::{Slip, View};
use crate::diagnostic::Name;
use crate::source::Span;
use crate::syntax::tokens::Kind;

pub(super) fn slip(view: &View, at: usize) -> Option<Slip> {
    lately(view, at).or_else(|| silent(view, at)).or_else(|| distinct(view, at))
}

/// `any activity in the last 14 days`, `no activity in 30 days`, `count of activity this week`
fn lately(view: &View, at: usize) -> Option<Slip> {
    let (words, asks) = match view.word(at).as_str() {
        "any" | "some" | "a" | "an" => (1, "any "),
        "no" | "none" => (1, "not any "),
        "count" if view.is_word(at + 1, "of") => (2, "count of "),
        _ if !is_list(view, at) || matches!(view.before(at), "of" | "since") => return None,
        _ if view.before(at) == "each" => (0, ""),
        _ => (0, "any "),
    };
    let list = at + words;
    if !is_name(view, list) {
        return None;
    }
    let asked = view.is_word(list + 1, "where") && view.is(list + 2, "(");
    let close = if asked { view.closing(list + 2)? } else { list };
    let (last, period) = period(view, close + 1)?;
    let name = view.written(list);
    let date = view.declared.date_of(name);
    let span = view.spans(if asked { close + 1 } else { at }, last);
    let message = format!("`{}` does not say of which date it is asked", span.of(view.text));
    if view.declared.list(name).is_some_and(|list| list.first("date").is_none()) {
        let hint = format!(
            "give its entries a date, for example `{date}: date`, and ask `{asks}{name} where ({date} {period})`"
        );
        return Some(Slip::new(Name::Syntax, span, message, hint));
    }
    let hint = "name the date of an entry, in `where (...)`";
    let slip = Slip::new(Name::Syntax, span, message, hint).guess();
    if !asked {
        return Some(slip.mend(span, format!("{asks}{name} where ({date} {period})")));
    }
    let either = (list + 3..close).any(|at| view.is_word(at, "or"));
    let (open, end) = (view.span(list + 2).end, view.span(close).start);
    let gap = Span::new(view.span(close).end, span.end);
    let slip = if either { slip.mend(Span::new(open, open), "(") } else { slip };
    let closed = if either { ")" } else { "" };
    Some(slip.mend(Span::new(end, end), format!("{closed} and {date} {period}")).mend(gap, ""))
}

/// `in the last 14 days`, `within 30 days`, `for 30 days`, `this week`: its last token, and what it is here.
fn period(view: &View, at: usize) -> Option<(usize, String)> {
    let verb = matches!(view.word(at).as_str(), "in" | "within" | "for" | "during" | "since" | "over");
    let the = at + usize::from(verb);
    let next = the + usize::from(view.is_word(the, "the"));
    let word = view.word(next);
    let this = matches!(word.as_str(), "this" | "current");
    let led = this || matches!(word.as_str(), "last" | "past" | "previous" | "next" | "coming");
    let number = next + usize::from(led);
    let told = view.kind(number) == Some(Kind::Number);
    if !(led || verb && told) || this && told {
        return None;
    }
    let unit = number + usize::from(told);
    let count = if told { view.written(number).parse().ok()? } else { 1 };
    let coming = if matches!(word.as_str(), "next" | "coming") { "next " } else { "" };
    let days = if this { this_period(&view.word(unit))? } else { so_many(count, &view.word(unit))? };
    Some((unit, format!("within {coming}{days}")))
}

fn this_period(unit: &str) -> Option<String> {
    let days = match unit {
        "week" => 7,
        "month" => 30,
        "quarter" => 90,
        "year" => 365,
        _ => return None,
    };
    Some(format!("{days} days"))
}

fn so_many(count: u32, unit: &str) -> Option<String> {
    let (count, unit) = match unit {
        "hour" | "hours" => (count.div_ceil(24).max(1), "day"),
        "day" | "days" => (count, "day"),
        "week" | "weeks" => (count, "week"),
        "month" | "months" => (count, "month"),
        "quarter" | "quarters" => (count.checked_mul(3)?, "month"),
        "year" | "years" => (count, "year"),
        _ => return None,
    };
    Some(if count == 1 { format!("1 {unit}") } else { format!("{count} {unit}s") })
}

/// `silent for 30 days`
fn silent(view: &View, at: usize) -> Option<Slip> {
    let word = view.word(at);
    if !matches!(word.as_str(), "silent" | "quiet" | "inactive" | "dormant" | "idle" | "unengaged") {
        return None;
    }
    let number = (at + 1..at + 5).find(|at| view.kind(*at) == Some(Kind::Number))?;
    let days = so_many(view.written(number).parse().ok()?, &view.word(number + 1))?;
    let dated = || view.declared.lists_of_entries().filter(|list| list.first("date").is_some());
    let list = dated().find(|list| list.first("text").or(list.first("one")).is_some()).or_else(|| dated().next())?;
    let (name, date) = (list.name, list.first("date")?);
    let span = view.spans(at, number + 1);
    let message = format!("`{}` is told by the entries of a list", span.of(view.text));
    let hint = "ask that there was nothing lately; leads without any entry are meant too";
    let asked = format!("not any {name} where ({date} within {days})");
    Some(Slip::new(Name::Syntax, span, message, hint).mend(span, asked).guess())
}

/// `distinct days of activity`
fn distinct(view: &View, at: usize) -> Option<Slip> {
    let days = view.word(at + 1);
    let unit = days.strip_suffix('s').unwrap_or(&days);
    let list = if view.is_word(at + 2, "of") || view.is_word(at + 2, "with") { at + 3 } else { at + 1 };
    let calendar = matches!(unit, "day" | "week" | "month");
    let counts = matches!(view.word(at).as_str(), "distinct" | "different" | "unique" | "separate");
    if !counts || !is_list(view, list) {
        return None;
    }
    let span = view.spans(at, list);
    let name = view.written(list);
    let message = format!("`{}` cannot be counted", span.of(view.text));
    let hint = if calendar {
        format!("give points for each {unit} that has an entry: `for each {name} then +5 up to +5 per {unit}`")
    } else {
        format!("entries are counted one by one: `count of {name}`, or `count of {name} where (...)`")
    };
    Some(Slip::new(Name::Unsupported, span, message, hint))
}

/// A name with spaces that nobody declares, in a file that declares a list: most likely what a lead did is meant.
pub(super) fn no_field(view: &View, span: Span, last: usize) -> Option<Slip> {
    let name = span.of(view.text).split_whitespace().collect::<Vec<_>>().join(" ");
    let before = view.text.get(..span.start)?.split_whitespace().next_back().unwrap_or("");
    if view.declared.may_declare(&name) {
        return None;
    }
    if is_compared_as_field(view, last + 1) {
        return None;
    }
    if let Some(slip) = lately_so_many(view, span, last, &name) {
        return Some(slip);
    }
    let counted = before == "per" || matches!(view.written(last + 1), ">" | ">=" | "<" | "<=");
    let dated = before == "since" || matches!(view.word(last + 1).as_str(), "within" | "before" | "after");
    let (example, is_sure) = example(view, &name, counted, dated)?;
    let message = format!("nothing here is named `{name}`");
    let hint = format!(
        "what a lead did is asked of a list, for example `{example}`\nif it is a field, add it to the `lead` block; with a space in it, its name stands in backticks"
    );
    let slip = Slip::new(Name::NameWithSpace, span, message, hint).guess().without_line();
    let ends = matches!(view.written(last + 1), "then" | "and" | "or" | ")" | "," | "because" | "");
    // With the example in its place, the rest of the statement can be read.
    Some(if is_sure && (counted || dated || ends) { slip.mend(span, example) } else { slip })
}

/// `= "Web"`, `contains "x"`: what is compared so is a field, and no list.
fn is_compared_as_field(view: &View, at: usize) -> bool {
    matches!(view.written(at), "=" | "!=" | "==" | "<>")
        || matches!(view.word(at).as_str(), "contains" | "starts" | "ends" | "is" | "like" | "includes")
        || view.is_word(at, "in") && (view.is(at + 1, "[") || view.kind(at + 1) == Some(Kind::Text))
}

/// `page views in the last 7 days > 3`
fn lately_so_many(view: &View, span: Span, last: usize, name: &str) -> Option<Slip> {
    let (end, period) = period(view, last + 1).filter(|_| !view.is(last + 1, "within"))?;
    let counted = matches!(view.written(end + 1), ">" | ">=" | "<" | "<=");
    let (example, is_sure) = example(view, name, counted, false)?;
    let (list, asked) = example.strip_suffix(')')?.split_once(" where (")?;
    let date = view.declared.list(list.rsplit(' ').next()?)?.first("date")?;
    let span = span.to(view.span(end));
    let message = format!("nothing here is named `{name}`");
    let right = format!("{list} where ({asked} and {date} {period})");
    let hint = format!("what a lead did is asked of a list, for example `{right}`");
    let slip = Slip::new(Name::NameWithSpace, span, message, hint).guess().without_line();
    Some(if is_sure { slip.mend(span, right) } else { slip })
}

/// A question about a list that comes near to a name, and whether it can stand where the name does.
fn example(view: &View, name: &str, counted: bool, dated: bool) -> Option<(String, bool)> {
    let words: Vec<String> = name.split(' ').map(str::to_lowercase).collect();
    let stem = |word: &str| word.trim_end_matches('s').to_lowercase();
    let is_told = |name: &str| words.iter().any(|word| stem(word) == stem(name));
    let lists = || view.declared.lists_of_entries();
    let list = lists()
        .find(|list| is_told(list.name))
        .or_else(|| lists().find(|list| list.fields().iter().any(|(field, _)| is_told(field))))
        .or_else(|| {
            lists().find(|list| list.first("text").or(list.first("one")).is_some() && list.first("date").is_some())
        })
        .or_else(|| lists().next())?;
    let of = list.name;
    if let Some((field, kind)) = list.fields().iter().find(|(field, kind)| is_told(field) && *kind != "text") {
        match *kind {
            "number" => return Some((format!("sum {field} of {of}"), counted)),
            "date" => return Some((format!("latest {field} of {of}"), dated)),
            _ => {}
        }
    }
    let late = words.iter().any(|word| matches!(word.as_str(), "last" | "latest" | "recent" | "recently"));
    if let Some(date) = list.first("date").filter(|_| dated || late) {
        return Some((format!("latest {date} of {of}"), dated));
    }
    let (text, one) = (list.first("text"), list.first("one"));
    let Some(kind) = text.or(one) else {
        return Some((if counted { format!("count of {of}") } else { format!("count of {of} >= 1") }, !dated));
    };
    // What is neither the list nor a field of it is most likely one of the values.
    let is_known =
        |word: &str| word == "of" || stem(word) == stem(of) || list.fields().iter().any(|(field, _)| word == *field);
    let things = || words.iter().rev().filter(|word| !is_known(word));
    let thing = things().find(|word| !word.ends_with("ed")).or_else(|| things().next())?;
    let thing = if thing.len() > 3 { thing.trim_end_matches('s') } else { thing };
    let asks = if counted { "count of" } else { "any" };
    Some((format!("{asks} {of} where ({kind} = \"{thing}\")"), text.is_some() && !dated))
}
