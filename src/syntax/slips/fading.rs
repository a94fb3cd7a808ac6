//! Points that fade, in other words: `decay 25% per month`, `halving every month`, `losing 25% per week`.

use super::{Slip, View};
use crate::diagnostic::Name;
use crate::source::Span;
use crate::syntax::segment::Context;
use crate::syntax::tokens::Kind;

const HINT: &str = "points fade in equal steps, so many per cent every so many days, down to none";

/// How words begin that say so.
const STEMS: [&str; 11] =
    ["decay", "fade", "fading", "halv", "losing", "lose", "decreas", "diminish", "depreciat", "shrink", "expir"];

/// What was told of how points fade.
#[derive(Default)]
struct Told<'t> {
    percent: Option<String>,
    period: Option<String>,
    since: Option<&'t str>,
    /// Whether more was said than is understood here.
    more: bool,
}

pub(super) fn slip(view: &View, at: usize) -> Option<Slip> {
    let scores = matches!(view.context, Context::Item | Context::Body | Context::Row);
    let then = view.find(0, "then").filter(|then| then + 1 < at)?;
    if !scores || !is_fading(view, at) || is_right(view, at) || view.find(then, "because").is_some_and(|why| why < at) {
        return None;
    }
    let last = last(view, at);
    let led = matches!(view.word(at - 1).as_str(), "which" | "that" | "with" | "and");
    let span = view.spans(at - usize::from(led), last);
    let told = told(view, at, last);
    let date = told.since.map(str::to_owned).or_else(|| date(view));
    let since = date.as_deref().unwrap_or("last_visit");
    let period = told.period.as_deref().unwrap_or("30 days");
    let right = |percent: &str| format!("losing {percent}% every {period} since {since}");
    let (Some(percent), false) = (&told.percent, told.more) else {
        let message = format!("`{}` does not say how many per cent are lost", span.of(view.text));
        let hint = format!("say it, for example `{}`", right(told.percent.as_deref().unwrap_or("25")));
        return Some(Slip::new(Name::ForeignWord, span, message, hint));
    };
    let right = right(percent);
    let message = format!("write `{right}` instead of `{}`", span.of(view.text));
    let slip = Slip::new(Name::ForeignWord, span, message, HINT).guess();
    if date.is_none() {
        // Nobody knows the date, and the example would be a name that is not there.
        return Some(slip);
    }
    match (then..at).find(|at| view.is(*at, "up")) {
        // It stands before the limits.
        Some(up) => {
            let (start, gap) = (view.span(up).start, Span::new(view.span(at - 1).end, span.end));
            let gap = if led { Span::new(view.span(at - 2).end, gap.end) } else { gap };
            Some(slip.mend(Span::new(start, start), format!("{right} ")).mend(gap, ""))
        }
        None => Some(slip.mend(span, right)),
    }
}

fn is_fading(view: &View, at: usize) -> bool {
    if matches!(view.before(at), "per" | "since" | "of") {
        // A field of that name.
        return false;
    }
    let word = view.word(at);
    let less = matches!(word.as_str(), "minus" | "less" | "reduced" | "reducing" | "dropping" | "drops" | "down" | "-");
    let half_life =
        word == "half" && (view.is_word(at + 1, "life") || view.is(at + 1, "-") && view.is_word(at + 2, "life"));
    let part_follows = || part(view, at + 1).is_some() || part(view, at + 2).is_some();
    half_life
        || STEMS.iter().any(|stem| word.starts_with(stem))
        || less && (view.is(at + 2, "%") || view.is(at + 3, "%") || part_follows())
}

/// `losing 25% every 30 days` and what follows is right, or answered elsewhere.
fn is_right(view: &View, at: usize) -> bool {
    let number = |at: usize| view.kind(at) == Some(Kind::Number);
    let told = number(at + 1) && view.is(at + 2, "%") && view.is(at + 3, "every") && number(at + 4);
    view.is(at, "losing") && told && days(view, at + 5).is_some()
}

/// The last token of what is said about fading.
fn last(view: &View, at: usize) -> usize {
    let ends = |next: usize| {
        matches!(view.word(next).as_str(), "because" | "up" | "max" | "then" | "when")
            || matches!(view.written(next), "}" | "{" | ";")
            || view.begins_line(next)
    };
    let mut last = at;
    while last + 1 < view.tokens.len() && !ends(last + 1) && last < at + 14 {
        last += 1;
    }
    last
}

fn told<'t>(view: &View<'t>, from: usize, last: usize) -> Told<'t> {
    let mut told = Told::default();
    let mut at = from;
    while at <= last {
        let word = view.word(at);
        let begins_period = matches!(word.as_str(), "every" | "per" | "each" | "a" | "after" | "over" | "in" | "for")
            || view.is(at, "/");
        let number = view.kind(at + 1) == Some(Kind::Number);
        let unit = at + 1 + usize::from(number);
        let count = || view.written(at + 1).replace('_', "").parse::<u32>().ok().filter(|_| number).unwrap_or(1);
        if word.starts_with("halv") && told.percent.is_none() {
            told.percent = Some("50".to_owned());
        } else if let (Some(percent), None) =
            (part(view, at + 1).filter(|_| matches!(word.as_str(), "a" | "one")), &told.percent)
        {
            told.percent = Some(percent.to_string());
            at += 1;
        } else if begins_period && unit <= last && told.period.is_none() && days(view, unit).is_some() {
            told.period = days(view, unit).and_then(|days| days.checked_mul(count())).map(written);
            at = unit;
        } else if let (Kind::Number, Some(days), None) =
            (view.kind(at).unwrap_or(Kind::Sign), days(view, at + 1), &told.period)
        {
            let count = view.written(at).replace('_', "").parse::<u32>().ok();
            told.period = count.and_then(|count| days.checked_mul(count)).map(written);
            at += 1;
        } else if let Some(days) = adverb(&word) {
            told.period = Some(written(days));
        } else if let Some(percent) = part(view, at).filter(|_| told.percent.is_none()) {
            told.percent = Some(percent.to_string());
        } else if view.kind(at) == Some(Kind::Number) {
            let percent = view.is(at + 1, "%") || matches!(view.word(at + 1).as_str(), "percent" | "pct");
            let whole = view.written(at).chars().all(|c| c.is_ascii_digit());
            match percent && whole && told.percent.is_none() {
                true => {
                    told.percent = Some(view.written(at).to_owned());
                    at += 1;
                }
                false => told.more = true,
            }
        } else if matches!(word.as_str(), "since" | "from")
            && at < last
            && matches!(view.kind(at + 1), Some(Kind::Word | Kind::Backticked))
        {
            told.since = Some(view.spans(at + 1, last).of(view.text)).filter(|name| !name.contains('\n'));
            at = last;
        }
        at += 1;
    }
    told
}

/// A part in words, in per cent.
fn part(view: &View, at: usize) -> Option<u32> {
    let told = !matches!(view.before(at), "every" | "per" | "each");
    Some(match view.word(at).as_str() {
        "half" => 50,
        "third" => 33,
        "quarter" | "fourth" if told => 25,
        "fifth" => 20,
        "tenth" => 10,
        _ => return None,
    })
}

fn adverb(word: &str) -> Option<u32> {
    Some(match word {
        "daily" => 1,
        "weekly" => 7,
        "monthly" => 30,
        "quarterly" => 90,
        "yearly" | "annually" => 365,
        _ => return None,
    })
}

fn days(view: &View, at: usize) -> Option<u32> {
    Some(match view.word(at).as_str() {
        "day" | "days" => 1,
        "week" | "weeks" => 7,
        "month" | "months" => 30,
        "quarter" | "quarters" => 90,
        "year" | "years" => 365,
        _ => return None,
    })
}

fn written(days: u32) -> String {
    if days == 1 { "1 day".to_owned() } else { format!("{days} days") }
}

/// The date from which points most likely fade: that of the entries of `for each`, or the one that the condition asks about.
fn date(view: &View) -> Option<String> {
    if view.keyword() == "for" && view.is_word(1, "each") {
        return Some(view.declared.date_of(view.written(2)).to_owned());
    }
    let then = view.find(0, "then")?;
    let latest = (1..then)
        .find(|at| view.is(*at, "latest") && view.is(at + 2, "of") && super::selections::is_list(view, at + 3));
    if let Some(at) = latest {
        return Some(view.spans(at, at + 3).of(view.text).to_owned());
    }
    let named = (1..then).map(|at| view.written(at)).find(|name| view.declared.is_date(name)).map(str::to_owned);
    named.or_else(|| {
        let list = view.declared.lists_of_entries().find(|list| list.first("date").is_some())?;
        Some(format!("latest {} of {}", list.first("date")?, list.name))
    })
}
