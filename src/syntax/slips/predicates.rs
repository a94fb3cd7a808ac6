//! What is asked of a value, in the words of other languages.

use super::{Slip, View};
use crate::diagnostic::Name;
use crate::source::Span;
use crate::syntax::tokens::Kind;

pub(super) fn slip(view: &View, at: usize) -> Option<Slip> {
    if view.kind(at) == Some(Kind::Sign) {
        return matches!(view.written(at), "~" | "=~" | "~=").then(|| pattern(view, at, at)).flatten();
    }
    if at == 0 || view.kind(at) != Some(Kind::Word) {
        return None;
    }
    if view.is_word(at, "of") && view.is(at + 1, "(") && view.kind(at - 1) == Some(Kind::Number) {
        return count_of(view, at);
    }
    is(view, at).or_else(|| negated(view, at)).or_else(|| times(view, at)).or_else(|| other_words(view, at))
}

/// A foreign form from one token to another, and what it is here.
fn say(view: &View, from: usize, to: usize, right: &str, hint: &str) -> Option<Slip> {
    let span = view.spans(from, to);
    let message = format!("write `{right}` instead of `{}`", span.of(view.text));
    Some(Slip::new(Name::ForeignWord, span, message, hint).mend(span, right))
}

/// `2 of (a, b, c)`
fn count_of(view: &View, at: usize) -> Option<Slip> {
    if view.is_word(at.checked_sub(2)?, "least") {
        return None;
    }
    let span = view.spans(at - 1, at);
    let gap = Span::new(span.start, span.start);
    let message = format!("`at least` is missing before `{}`", span.of(view.text));
    Some(
        Slip::new(Name::Syntax, span, message, "so many of several conditions are asked for with `at least`")
            .mend(gap, "at least "),
    )
}

const MISSING: [&str; 12] =
    ["null", "blank", "empty", "missing", "none", "nil", "undefined", "na", "nan", "unset", "absent", "void"];
const ASKS: &str = "missing data is asked for with `is known` and `is unknown`";

/// `is null`, `is not null`, `is "x"`, `is greater than 5`.
fn is(view: &View, at: usize) -> Option<Slip> {
    let word = view.word(at);
    if matches!(word.as_str(), "isnull" | "isblank" | "isempty") {
        return say(view, at, at, "is unknown", ASKS);
    }
    if !matches!(word.as_str(), "is" | "are" | "isn't" | "isnt") {
        return None;
    }
    let not = view.is_word(at + 1, "not");
    let next = at + 1 + usize::from(not);
    let asked = view.word(next);
    if MISSING.contains(&asked.as_str()) {
        return say(view, at, next, if not { "is known" } else { "is unknown" }, ASKS);
    }
    let two = |second: &str| view.is_word(next + 1, second);
    match asked.as_str() {
        "one" if two("of") && view.is(next + 2, "[") => {
            say(view, at, next + 1, if not { "not in" } else { "in" }, "`in` looks a value up in a list")
        }
        "one" if two("of") && view.kind(next + 2) == Some(Kind::Text) => {
            let slip = say(view, at, next + 1, if not { "not in" } else { "in" }, "a list goes in `[` and `]`")?;
            let span = slip.span;
            let slip = super::lists::bracketed(view, next + 2, slip);
            Some(Slip { span: span.to(slip.span), ..slip })
        }
        "true" => say(view, at, next, if not { "= no" } else { "= yes" }, "a yes/no field is `yes` or `no`"),
        "false" => say(view, at, next, if not { "= yes" } else { "= no" }, "a yes/no field is `yes` or `no`"),
        "known" | "set" | "present" | "filled" | "there" if not => say(view, at, next, "is unknown", ASKS),
        "unknown" if not => say(view, at, next, "is known", ASKS),
        "set" | "present" | "filled" => say(view, at, next, "is known", ASKS),
        "in" => say(view, at, next, if not { "not in" } else { "in" }, "no `is` is needed"),
        "within" => say(view, at, next, if not { "not within" } else { "within" }, "no `is` is needed"),
        "equal" if two("to") => say(view, at, next + 1, if not { "!=" } else { "=" }, "`=` compares"),
        "greater" | "more" | "higher" | "larger" if two("than") => more(view, at, next + 1, not),
        "above" | "over" => more(view, at, next, not),
        "less" | "fewer" | "lower" | "smaller" if two("than") => less(view, at, next + 1, not),
        "below" | "under" => less(view, at, next, not),
        "at" if two("least") && view.kind(next + 2) == Some(Kind::Number) => {
            say(view, at, next + 1, ">=", "`>=` is \"at least\"")
        }
        "at" if two("most") => say(view, at, next + 1, "<=", "`<=` is \"at most\""),
        "before" | "after" | "older" | "newer" | "between" | "like" => None,
        _ if matches!(view.kind(next), Some(Kind::Text | Kind::Number | Kind::Date))
            || matches!(asked.as_str(), "yes" | "no" | "today")
            || matches!(view.written(next), "+" | "-") =>
        {
            if view.kind(next) == Some(Kind::Text)
                && (view.is_word(next + 1, "or") || view.is(next + 1, ","))
                && view.kind(next + 2) == Some(Kind::Text)
            {
                let right = if not { "not in" } else { "in" };
                let slip = say(view, at, next - 1, right, "several texts are a list in `[` and `]`")?;
                let span = slip.span;
                let slip = super::lists::bracketed(view, next, slip);
                return Some(Slip { span: span.to(slip.span), ..slip });
            }
            let right = if not { "!=" } else { "=" };
            say(view, at, next - 1, right, "a value is compared with `=` and `!=`")
        }
        _ if not => say(view, at, next - 1, "!=", "a value is compared with `=` and `!=`"),
        _ => None,
    }
}

fn more(view: &View, from: usize, to: usize, not: bool) -> Option<Slip> {
    say(view, from, to, if not { "<=" } else { ">" }, "`>` is \"more than\"")
}

fn less(view: &View, from: usize, to: usize, not: bool) -> Option<Slip> {
    say(view, from, to, if not { ">=" } else { "<" }, "`<` is \"less than\"")
}

/// `not contains "x"`, `does not contain "x"`: the `not` stands before the value.
fn negated(view: &View, at: usize) -> Option<Slip> {
    let does = view.is_word(at, "does") || view.is_word(at, "doesn");
    let not = at + usize::from(view.is_word(at, "does"));
    if !view.is_word(not, "not") && !view.is_word(at, "doesn") {
        return None;
    }
    let mut verb = not + 1;
    while does && matches!(view.written(verb), "'" | "’" | "t") {
        verb += 1;
    }
    let right = match view.word(verb).as_str() {
        "contains" | "contain" | "include" | "includes" | "have" => "contains",
        "starts" | "start" | "begins" | "begin" => "starts",
        "ends" | "end" => "ends",
        "exist" | "exists" => return say(view, at, verb, "is unknown", ASKS),
        "equal" | "equals" | "match" => "!=",
        _ => return None,
    };
    if right == "!=" {
        return say(view, at, verb, right, "`!=` is \"differs from\"");
    }
    let value = value_start(view, at)?;
    let start = view.span(value).start;
    let span = view.spans(at, verb);
    let message = format!("`{}` has its `not` in the wrong place", span.of(view.text));
    let slip = Slip::new(Name::ForeignWord, span, message, "`not` stands before the whole condition");
    Some(slip.mend(Span::new(start, start), "not ").mend(span, right))
}

/// The first token of the value that ends before a token.
fn value_start(view: &View, at: usize) -> Option<usize> {
    let last = at.checked_sub(1)?;
    if !matches!(view.kind(last), Some(Kind::Word | Kind::Backticked)) {
        return None;
    }
    match last.checked_sub(2) {
        Some(first) if view.is(last - 1, "of") && matches!(view.written(first), "domain" | "count") => Some(first),
        _ => Some(last),
    }
}

/// `before D`, `older than 14 days`, `within the last 14 days`, hours and quarters.
fn times(view: &View, at: usize) -> Option<Slip> {
    let from = at;
    let at = at + usize::from(view.is_word(at, "is"));
    let date = |at: usize| matches!(view.kind(at), Some(Kind::Date | Kind::Number | Kind::Word | Kind::ForeignText));
    match view.word(at).as_str() {
        "before" if date(at + 1) => return say(view, from, at, "<", "`<` compares dates too"),
        "after" if date(at + 1) => return say(view, from, at, ">", "`>` compares dates too"),
        "older" if view.is_word(at + 1, "than") && view.kind(at + 2) == Some(Kind::Number) => {
            let ago = view.is_word(at + 4, "ago");
            let slip = say(view, from, at + 1, "not within", "`within 14 days` holds the last 14 days")?;
            return Some(if ago { slip.mend(before_and(view, at + 4), "") } else { slip }.guess());
        }
        "newer" if view.is_word(at + 1, "than") => {
            return say(view, from, at + 1, "within", "`within 14 days` holds the last 14 days");
        }
        _ => {}
    }
    last_days(view, at).or_else(|| unit(view, at))
}

fn before_and(view: &View, at: usize) -> Span {
    Span::new(view.span(at - 1).end, view.span(at).end)
}

/// `within last 14 days`, `in the last 14 days`.
fn last_days(view: &View, at: usize) -> Option<Slip> {
    if !matches!(view.word(at).as_str(), "within" | "in" | "during") {
        return None;
    }
    let the = at + 1 + usize::from(view.is_word(at + 1, "the"));
    let count = match view.word(the + 1).as_str() {
        "day" => "1 day",
        "week" => "1 week",
        "month" => "1 month",
        "quarter" => "3 months",
        "year" => "1 year",
        _ => "",
    };
    match view.word(the).as_str() {
        "last" | "past" | "previous" if !count.is_empty() => {
            say(view, at, the + 1, &format!("within {count}"), "say how many days, weeks, months or years")
        }
        "next" | "coming" if !count.is_empty() => {
            say(view, at, the + 1, &format!("within next {count}"), "say how many days, weeks, months or years")
        }
        "last" | "past" | "previous" => {
            say(view, at, the, "within", "`within 14 days` is the last 14 days; `within next 14 days` those to come")
        }
        "next" | "coming" if the > at + 1 || !view.is_word(at, "within") => {
            say(view, at, the, "within next", "`within next 14 days` is the 14 days to come")
        }
        _ => None,
    }
}

fn unit(view: &View, at: usize) -> Option<Slip> {
    if view.kind(at - 1) != Some(Kind::Number) || !in_duration(view, at - 1) {
        return None;
    }
    let span = view.spans(at - 1, at);
    let count: Option<u32> = view.written(at - 1).parse().ok();
    match view.word(at).as_str() {
        "quarter" | "quarters" => say(view, at - 1, at, &format!("{} months", count? * 3), "a quarter has 3 months"),
        "hour" | "hours" | "minute" | "minutes" | "h" | "hrs" | "min" => {
            let in_a_day = if matches!(view.word(at).as_str(), "minute" | "minutes" | "min") { 24 * 60 } else { 24 };
            let right = match count?.div_ceil(in_a_day) {
                0 | 1 => "1 day".to_owned(),
                days => format!("{days} days"),
            };
            let message = format!("`{}` cannot be told: dates have no time of day", span.of(view.text));
            let hint = "count in days, weeks, months or years";
            Some(Slip::new(Name::ForeignWord, span, message, hint).mend(span, right).guess())
        }
        _ => None,
    }
}

fn in_duration(view: &View, number: usize) -> bool {
    number
        .checked_sub(1)
        .is_some_and(|at| matches!(view.word(at).as_str(), "within" | "next" | "every" | "last" | "past" | "than"))
}

/// `equals`, `exists`, `includes`, `startswith`, `matches`.
fn other_words(view: &View, at: usize) -> Option<Slip> {
    match view.word(at).as_str() {
        "has" if view.kind(at + 1) == Some(Kind::Text) => {
            say(view, at, at, "contains", "texts are searched with `contains`")
        }
        "equals" | "eq" => say(view, at, at, "=", "`=` compares"),
        "equal" if view.is_word(at + 1, "to") => say(view, at, at + 1, "=", "`=` compares"),
        "exists" => say(view, at, at, "is known", ASKS),
        "includes" | "include" | "contain" if at > 0 => {
            say(view, at, at, "contains", "texts are searched with `contains`")
        }
        "startswith" | "starts_with" | "beginswith" | "startwith" => {
            say(view, at, at, "starts with", "how a text begins is asked with `starts with`")
        }
        "begins" | "start" | "begin" if view.is_word(at + 1, "with") => {
            say(view, at, at + 1, "starts with", "how a text begins is asked with `starts with`")
        }
        "endswith" | "ends_with" | "endwith" => {
            say(view, at, at, "ends with", "how a text ends is asked with `ends with`")
        }
        "ends" | "end" | "ending" if view.is_word(at + 1, "in") && view.kind(at + 2) == Some(Kind::Text) => {
            say(view, at, at + 1, "ends with", "how a text ends is asked with `ends with`")
        }
        "starts" | "start" | "begins" | "starting" | "beginning"
            if view.is_word(at + 1, "in") && view.kind(at + 2) == Some(Kind::Text) =>
        {
            say(view, at, at + 1, "starts with", "how a text begins is asked with `starts with`")
        }
        "end" if view.is_word(at + 1, "with") => {
            say(view, at, at + 1, "ends with", "how a text ends is asked with `ends with`")
        }
        "max" | "maximum" | "upto" | "limit"
            if view.kind(at + 1) == Some(Kind::Number) || matches!(view.written(at + 1), "+" | "-") =>
        {
            say(view, at, at, "up to", "`up to` is the most that a rule gives")
        }
        "matches" | "match" | "like" | "ilike" | "regex" | "regexp" | "rlike" => pattern(view, at, at),
        _ => None,
    }
}

/// `like "%vp%"` and other patterns.
fn pattern(view: &View, from: usize, to: usize) -> Option<Slip> {
    let span = view.span(from);
    let message = format!("there are no patterns with `{}`", view.written(from));
    let hint = "say `contains`, `contains word`, `starts with` or `ends with`";
    let slip = Slip::new(Name::ForeignWord, span, message, hint);
    let text = view.written(to + 1);
    let inside = text.trim_matches(['"', '\'']);
    let like = view.word(from).ends_with("like");
    // A regular expression finds its text anywhere, unless it says where.
    let (core, begins, ends) = if like {
        (inside.trim_matches('%'), !inside.starts_with('%'), !inside.ends_with('%'))
    } else {
        let core = inside.trim_start_matches('^').trim_end_matches('$');
        let (begins, ends) = (!inside.starts_with(".*"), inside.ends_with('$'));
        (core.trim_start_matches(".*").trim_end_matches(".*"), begins, ends)
    };
    let signs: &[char] = if like { &['%', '_', '\\'] } else { &['*', '^', '$', '|', '(', '[', '{', '\\', '+', '?'] };
    if view.kind(to + 1) != Some(Kind::Text) || core.is_empty() || core.contains(signs) {
        return Some(slip);
    }
    let right = match (begins, ends) {
        (false, false) => "contains",
        (true, false) => "starts with",
        (false, true) => "ends with",
        (true, true) => "=",
    };
    let all = view.spans(from, to + 1);
    Some(slip.mend(all, format!("{right} \"{core}\"")).guess())
}
