//! `where (...)` behind the name of a list: other words for it, no parentheses, no list.

use super::selections::before;
use super::view::is_keyword;
use super::{Slip, View};
use crate::diagnostic::Name;
use crate::source::Span;
use crate::syntax::tokens::Kind;

const HINT: &str = "what is asked of an entry stands in parentheses";

pub(super) fn slip(view: &View, at: usize) -> Option<Slip> {
    no_list(view, at)
        .or_else(|| not_asked(view, at))
        .or_else(|| in_list(view, at))
        .or_else(|| outside(view, at))
        .or_else(|| behind_list(view, at))
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
    let opened = |at: usize| view.is(at, "(") && matches!(view.before(at), "when" | "and" | "or" | "not" | "if" | "(");
    let begins = matches!(view.before(name), "when" | "and" | "or" | "not" | "if" | "needs" | "=")
        || name.checked_sub(1).is_some_and(opened);
    let sure = view.is(at + 1, "(") || view.declared.is_list(view.written(name));
    if !view.is_word(at, "where") || !sure || !begins || !is_name(view, name) {
        return None;
    }
    let (span, list) = (view.span(name), view.written(name));
    let message = format!("`{}` does not say what is asked", view.spans(name, at).of(view.text));
    let close = view.closing(at + 1).filter(|_| view.is(at + 1, "("));
    if close.is_some_and(|close| is_comparison(view, close + 1) && !view.is(close + 1, "is")) {
        let hint = "how many entries there are is asked with `count of`";
        return Some(Slip::new(Name::Syntax, span, message, hint).mend(before(view, name), "count of "));
    }
    if let Some(close) = close.filter(|close| compares_within(view, *close)) {
        let (compared, end) = (view.spans(close - 2, close - 1), view.span(close).end);
        let gap = Span::new(view.span(close - 3).end, compared.end);
        let hint = "how many entries there are is asked with `count of`, and compared behind the `)`";
        let slip = Slip::new(Name::Syntax, span, message, hint).mend(before(view, name), "count of ").mend(gap, "");
        return Some(slip.mend(Span::new(end, end), format!(" {}", compared.of(view.text))).guess());
    }
    let hint = format!("ask for `any {list} where (...)`, or compare `count of {list} where (...)` with a number");
    Some(Slip::new(Name::Syntax, span, message, hint).mend(before(view, name), "any ").guess())
}

/// Whether the parentheses that end at a token end so: `... within 7 days >= 2)`.
fn compares_within(view: &View, close: usize) -> bool {
    let unit = close.checked_sub(3).map(|at| view.word(at)).unwrap_or_default();
    matches!(unit.as_str(), "day" | "days" | "week" | "weeks" | "month" | "months" | "year" | "years")
        && is_comparison(view, close - 2)
        && view.kind(close - 1) == Some(Kind::Number)
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
    if !foreign && (!named || view.kind(at + 1).is_none()) {
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
    let condition = view.spans(at + 1, last).of(view.text);
    let message = if foreign {
        format!("write `where (...)` instead of `{written} ...`")
    } else {
        format!("what is asked after `{written}` needs parentheses")
    };
    let end = view.span(last).end;
    // What is asked may hold slips of its own, so it is not part of this one.
    let slip = Slip::new(word, view.span(at), message, HINT);
    let slip = if foreign { slip.mend(view.span(at), "where") } else { slip };
    let slip = slip.mend(before(view, at + 1), "(");
    if view.is(last + 1, ")") && view.depth(at) == 0 {
        // Only the first of the two is missing.
        return Some(slip);
    }
    let slip = slip.mend(Span::new(end, end), ")");
    // With more than one part, the last may have been meant for the lead.
    let joined = condition.split_whitespace().any(|word| matches!(word, "and" | "or" | "&&" | "||"));
    Some(if joined { slip.guess() } else { slip })
}

/// `for each activity where (kind = "visit") and at within 7 days`, `for each activity within 7 days`
fn outside(view: &View, at: usize) -> Option<Slip> {
    let asked = matches!(view.word(at).as_str(), "and" | "or" | "within" | "in" | "during");
    if !asked || view.keyword() != "for" || view.depth(at) > 0 || view.find(0, "then").is_some_and(|then| then < at) {
        return None;
    }
    let behind_parentheses = at > 0 && view.is(at - 1, ")");
    if !behind_parentheses && !is_behind_list(view, at) {
        return None;
    }
    let last = condition_end(view, at + 1)?;
    let span = view.spans(at, last);
    if behind_parentheses && matches!(view.word(at).as_str(), "and" | "or") {
        let close = view.span(at - 1);
        let end = view.span(last).end;
        let message = "what is asked of an entry goes on outside of the parentheses";
        let slip = Slip::new(Name::Syntax, span, message, "put all of it into them");
        return Some(slip.mend(close, "").mend(Span::new(end, end), ")").guess());
    }
    let within = matches!(view.word(at).as_str(), "within" | "in" | "during") && view.kind(last) == Some(Kind::Word);
    let date = view.declared.date_of(view.written(2));
    let hint = format!("ask it of the date of an entry, in the parentheses: `where (... and {date} within 7 days)`");
    let message = format!("`{}` does not say of which date it is asked", span.of(view.text));
    within.then(|| Slip::new(Name::Syntax, span, message, hint))
}

/// `for each visit in activity`
fn in_list(view: &View, at: usize) -> Option<Slip> {
    let led = view.is_word(at, "in") && is_behind_list(view, at) && view.keyword() == "for" && at == 3;
    let ends = matches!(view.word(at + 2).as_str(), "where" | "then" | "");
    if !led || !is_name(view, at + 1) || !ends {
        return None;
    }
    let span = view.spans(at - 1, at + 1);
    let list = view.written(at + 1);
    let message = format!("write `{list}` instead of `{}`", span.of(view.text));
    Some(
        Slip::new(Name::ForeignWord, span, message, "the name of the list follows `for each` at once").mend(span, list),
    )
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
