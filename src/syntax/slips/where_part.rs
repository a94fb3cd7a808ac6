//! `where (...)` behind the name of a list: other words for it, no parentheses, no list.

use super::selections::before;
use super::view::is_keyword;
use super::{Slip, View};
use crate::diagnostic::Name;
use crate::source::Span;
use crate::syntax::tokens::Kind;

const HINT: &str = "what is asked of an entry stands in parentheses";

pub(super) fn slip(view: &View, at: usize) -> Option<Slip> {
    no_list(view, at).or_else(|| not_asked(view, at)).or_else(|| behind_list(view, at))
}

/// Whether the token may name a list.
pub(super) fn is_name(view: &View, at: usize) -> bool {
    match view.kind(at) {
        Some(Kind::Word) => !is_keyword(view.written(at)) && !view.is(at, "of") && !view.is(at, "each"),
        Some(Kind::Backticked) => true,
        _ => false,
    }
}

/// Whether the name of a list ends before the token: `count of activity`, `any activity`, `for each activity`.
fn is_behind_list(view: &View, at: usize) -> bool {
    let Some(name) = at.checked_sub(1) else { return false };
    let led = match view.before(name) {
        "of" => name > 1 && !matches!(view.before(name - 1), "domain" | "one" | "any" | "all") && !view.is(0, "lead"),
        "any" => name > 1 && !matches!(view.before(name - 1), "contains" | "with"),
        "each" => name > 1 && view.before(name - 1) == "for",
        _ => false,
    };
    led && is_name(view, name)
}

/// Whether what is asked of the entries of a list begins at a token, right or nearly.
pub(super) fn follows(view: &View, at: usize) -> bool {
    is_behind_list(view, at) && (view.is_word(at, "where") || behind_list(view, at).is_some())
}

/// `any where (...)`, `for each where (...)`
fn no_list(view: &View, at: usize) -> Option<Slip> {
    let led = matches!(view.before(at), "any" | "of" | "each" | "count" | "when" | "and" | "or" | "not" | "if" | "(");
    if !view.is_word(at, "where") || !view.is(at + 1, "(") || at == 0 || !led || is_behind_list(view, at) {
        return None;
    }
    let message = "`where` does not say which list is meant";
    let hint = "name the list before it, for example `any activity where (kind = \"visit\")`";
    Some(Slip::new(Name::Syntax, view.span(at), message, hint))
}

/// `when activity where (...)`
fn not_asked(view: &View, at: usize) -> Option<Slip> {
    let name = at.checked_sub(1)?;
    let begins = matches!(view.before(name), "when" | "and" | "or" | "not" | "if" | "needs" | "=");
    if !view.is_word(at, "where") || !view.is(at + 1, "(") || !begins || !is_name(view, name) {
        return None;
    }
    let span = view.spans(name, at);
    let list = view.written(name);
    let message = format!("`{}` does not say what is asked", span.of(view.text));
    let hint = format!("ask for `any {list} where (...)`, or compare `count of {list} where (...)` with a number");
    Some(Slip::new(Name::Syntax, span, message, hint).mend(before(view, name), "any ").guess())
}

/// `activity with (...)`, `activity (...)`, `activity where kind = "x"`
fn behind_list(view: &View, at: usize) -> Option<Slip> {
    if !is_behind_list(view, at) || view.begins_line(at) && view.is_word(at, "when") {
        return None;
    }
    if view.is(at, "(") && view.closing(at).is_some_and(|close| close > at + 2) {
        let span = view.spans(at - 1, at);
        let message = format!("`where` is missing after `{}`", view.written(at - 1));
        let gap = if view.touches_previous(at) { " where " } else { "where " };
        return Some(Slip::new(Name::Syntax, span, message, HINT).mend(before(view, at), gap));
    }
    let foreign = matches!(
        view.word(at).as_str(),
        "with" | "when" | "if" | "that" | "which" | "having" | "whose" | "filter" | "while"
    );
    let named = view.is_word(at, "where");
    if !foreign && !(named && view.kind(at + 1).is_some()) {
        return None;
    }
    let written = view.written(at);
    let other = match view.written(at + 1) {
        "(" if foreign => {
            let message = format!("write `where` instead of `{written}`");
            return Some(Slip::new(Name::ForeignWord, view.span(at), message, HINT).mend(view.span(at), "where"));
        }
        "(" => return None,
        "[" => Some(view.closing(at + 1)?),
        _ => None,
    };
    let word = if foreign { Name::ForeignWord } else { Name::Syntax };
    if let Some(close) = other {
        let message = format!("write `where (` instead of `{written} [`");
        let slip = Slip::new(word, view.spans(at, at + 1), message, HINT).mend(view.spans(at, at + 1), "where (");
        return Some(slip.mend(view.span(close), ")"));
    }
    let last = condition_end(view, at + 1)?;
    let span = view.spans(at, last);
    let condition = view.spans(at + 1, last).of(view.text);
    let message = if foreign {
        format!("write `where (...)` instead of `{written} ...`")
    } else {
        format!("what is asked after `{written}` needs parentheses")
    };
    let end = view.span(last).end;
    let slip = Slip::new(word, span, message, HINT).mend(view.span(at), "where");
    let slip = slip.mend(before(view, at + 1), "(").mend(Span::new(end, end), ")");
    // With more than one part, the last may have been meant for the lead.
    let joined = condition.split_whitespace().any(|word| matches!(word, "and" | "or" | "&&" | "||"));
    Some(if joined { slip.guess() } else { slip })
}

/// The last token of the condition that begins at a token, where it stands in no parentheses of its own.
pub(super) fn condition_end(view: &View, from: usize) -> Option<usize> {
    let mut depth = 0_usize;
    let mut at = from;
    while at < view.tokens.len() {
        let sign = view.kind(at) == Some(Kind::Sign);
        match view.written(at) {
            "(" | "[" | "{" if sign => depth += 1,
            ")" | "]" | "}" if sign && depth > 0 => depth -= 1,
            ")" | "]" | "}" | "," if sign && depth == 0 => break,
            "then" | "because" | "per" | "losing" | "up" if depth == 0 => break,
            _ if depth == 0 && at > from && is_comparison(view, at) && ends_comparison(view, at - 1, from) => break,
            _ => {}
        }
        at += 1;
    }
    at.checked_sub(1).filter(|last| *last >= from)
}

fn is_comparison(view: &View, at: usize) -> bool {
    matches!(view.written(at), "=" | "!=" | "<" | "<=" | ">" | ">=" | "==" | "<>" | "=>" | "≥" | "≤")
        || matches!(view.word(at).as_str(), "within" | "is" | "in" | "not" | "between")
}

/// Whether a token is the right side of a comparison, so that another one after it is about something else.
fn ends_comparison(view: &View, at: usize, from: usize) -> bool {
    let compared = at > from && is_comparison(view, at - 1) && !matches!(view.word(at - 1).as_str(), "not" | "within");
    let literal = matches!(view.kind(at), Some(Kind::Text | Kind::Date | Kind::ForeignText));
    let unit =
        matches!(view.word(at).as_str(), "day" | "days" | "week" | "weeks" | "month" | "months" | "year" | "years");
    at > from && (literal || unit || compared && !is_comparison(view, at))
}
