//! Numbers and dates in other forms.

use super::{Slip, View};
use crate::diagnostic::Name;
use crate::source::Span;
use crate::syntax::tokens::Kind;

pub(super) fn slip(view: &View, at: usize) -> Option<Slip> {
    match view.kind(at)? {
        Kind::Number => {
            date(view, at).or_else(|| grouped(view, at)).or_else(|| percent(view, at)).or_else(|| suffix(view, at))
        }
        Kind::Sign if view.is(at, "%") && at == view.first && at > 0 => percent(view, at - 1),
        Kind::Sign => currency(view, at),
        Kind::Word => points(view, at),
        _ => None,
    }
}

/// Three numbers that touch: `1/31/2026`, `31.01.2026`, `2026-1-5`.
fn date(view: &View, at: usize) -> Option<Slip> {
    let rest = view.text.get(view.span(at).start..)?;
    let length = rest.find(|c: char| !c.is_ascii_digit() && !matches!(c, '/' | '.' | '-')).unwrap_or(rest.len());
    let written = rest.get(..length)?.trim_end_matches(['.', '-', '/']);
    let sign = written.chars().find(|c| !c.is_ascii_digit())?;
    let parts: Vec<&str> = written.split(sign).collect();
    let numbers: Vec<i16> = parts.iter().map(|part| part.parse().ok()).collect::<Option<_>>()?;
    let [first, second, third] = numbers.as_slice() else { return None };
    let (first, second, third) = (*first, *second, *third);
    let year_last = parts.last().is_some_and(|part| part.len() == 4 || part.len() == 2);
    let (year, month, day, sure) = match sign {
        _ if parts.first()?.len() == 4 => (first, second, third, true),
        _ if !year_last => return None,
        '.' => (third, second, first, true),
        _ if first > 12 => (third, second, first, true),
        _ => (third, first, second, second > 12),
    };
    let span = Span::new(view.span(at).start, view.span(at).start + written.len());
    let year = if year < 100 { year + 2000 } else { year };
    let slip = Slip::new(
        Name::DateForm,
        span,
        format!("`{written}` is not how a date is written here"),
        "a date is written year-month-day",
    );
    let date = jiff::civil::Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok();
    Some(match date {
        Some(date) if sure => slip.mend(span, date.to_string()),
        Some(date) => slip.mend(span, date.to_string()).guess(),
        None => slip,
    })
}

/// `1,500,000`, and `2,5` for two and a half.
fn grouped(view: &View, at: usize) -> Option<Slip> {
    let dotted = view.written(at);
    let mut parts = dotted.split('.');
    let first = parts.next().is_some_and(|part| part.len() <= 3);
    let all_digits = dotted.chars().all(|c| c.is_ascii_digit() || c == '.');
    if first && all_digits && parts.clone().count() > 1 && parts.all(|part| part.len() == 3) {
        let message = format!("`{dotted}` is not a number");
        let slip = Slip::new(Name::NumberForm, view.span(at), message, "put `_` between the thousands, or nothing");
        return Some(slip.mend(view.span(at), dotted.replace('.', "_")));
    }
    let mut end = at;
    let mut groups = true;
    while view.is(end + 1, ",")
        && view.kind(end + 2) == Some(Kind::Number)
        && view.touches_previous(end + 1)
        && view.touches_previous(end + 2)
    {
        groups &= view.span(end + 2).len() == 3;
        end += 2;
    }
    if end == at || view.tokens.iter().take(at).any(|token| token.span.of(view.text) == "[") {
        return None;
    }
    let span = view.spans(at, end);
    let written = span.of(view.text);
    let slip = |hint: &str| Slip::new(Name::NumberForm, span, format!("`{written}` is not one number"), hint);
    if groups {
        Some(slip("put `_` between the thousands, or nothing").mend(span, written.replace(',', "_")))
    } else if end == at + 2 {
        Some(slip("decimals follow a point").mend(span, written.replace(',', ".")).guess())
    } else {
        None
    }
}

fn percent(view: &View, at: usize) -> Option<Slip> {
    if !view.is(at + 1, "%") || view.before(at) == "losing" || view.is_word(at + 2, "every") {
        return None;
    }
    let all = view.spans(at, at + 1);
    let number = view.written(at);
    let signed = usize::from(matches!(view.before(at), "+" | "-"));
    if at.checked_sub(1 + signed).is_some_and(|then| view.is(then, "then")) {
        let gap = Span::new(view.span(at).end, all.end);
        let hint = format!("for {number} points, leave the `%` out");
        let slip = Slip::new(Name::PercentSign, all, "points are a number, not a percentage", hint);
        return Some(slip.mend(gap, "").guess());
    }
    let message = format!("`{}` is written without its `%`", all.of(view.text));
    let hint = format!("a column of per cent is read as plain numbers, 12% as 12, so write `{number}`");
    let gap = Span::new(view.span(at).end, all.end);
    Some(Slip::new(Name::PercentSign, all, message, hint).mend(gap, ""))
}

/// `10K`, `1m`, `14d`.
fn suffix(view: &View, at: usize) -> Option<Slip> {
    let span = view.span(at);
    let written = view.written(at);
    let letters = written.find(|c: char| c.is_alphabetic())?;
    let (digits, letters) = written.split_at_checked(letters)?;
    if matches!(view.word(at.checked_sub(1)?).as_str(), "within" | "every" | "next" | "last") {
        let unit = match letters.to_ascii_lowercase().as_str() {
            "d" | "day" | "days" => "days",
            "w" | "wk" | "week" | "weeks" => "weeks",
            "m" | "mo" | "month" | "months" => "months",
            "y" | "yr" | "year" | "years" => "years",
            _ => return None,
        };
        let message = format!("write `{digits} {unit}` instead of `{written}`");
        return Some(
            Slip::new(Name::NumberForm, span, message, "spell the unit out").mend(span, format!("{digits} {unit}")),
        );
    }
    let right = match letters.to_ascii_lowercase().as_str() {
        "k" => "k",
        "m" | "mm" | "mio" | "mn" => "M",
        "b" | "bn" => "B",
        _ => return None,
    };
    if right == letters {
        return None;
    }
    let message = format!("write `{digits}{right}` instead of `{written}`");
    let hint = "`k` stands for thousands, `M` for millions, `B` for billions";
    Some(Slip::new(Name::NumberForm, span, message, hint).mend(span, format!("{digits}{right}")))
}

fn currency(view: &View, at: usize) -> Option<Slip> {
    let sign = view.written(at);
    if !matches!(sign, "$" | "€" | "£" | "¥") || view.kind(at + 1) != Some(Kind::Number) {
        return None;
    }
    if let Some(slip) = grouped(view, at + 1) {
        let all = Span::new(view.span(at).start, slip.span.end);
        let message = format!("`{}` is not one number", all.of(view.text));
        let right = slip.mends.first().map(|(_, right)| right.clone())?;
        let hint = "amounts of money are plain numbers, with `_` between the thousands, or nothing";
        let new = Slip::new(Name::NumberForm, all, message, hint).mend(all, right);
        return Some(Slip { safe: slip.safe, ..new });
    }
    let all = view.spans(at, at + 1);
    let message = format!("`{}` is written without its `{sign}`", all.of(view.text));
    let gap = Span::new(all.start, view.span(at + 1).start);
    Some(Slip::new(Name::NumberForm, all, message, "amounts of money are plain numbers").mend(gap, ""))
}

/// `then +20 points`.
fn points(view: &View, at: usize) -> Option<Slip> {
    if !matches!(view.word(at).as_str(), "points" | "point" | "pts" | "pt")
        || view.kind(at.checked_sub(1)?) != Some(Kind::Number)
    {
        return None;
    }
    let span = view.span(at);
    let message = format!("`{}` is not needed", view.written(at));
    let gap = Span::new(view.span(at - 1).end, span.end);
    Some(Slip::new(Name::ForeignWord, span, message, "points are a number alone").mend(gap, ""))
}
