//! Numbers, days, points and texts as people write them.

use crate::value::{NumberRange, Period, Points, Range, Text, Value, show_number};
use jiff::civil::Date;

/// A period without a count of one: `14 days`, `week`.
pub(in crate::docs) fn span(period: Period) -> String {
    let written = period.to_string();
    written.strip_prefix("1 ").map_or(written.clone(), str::to_owned)
}

/// A text in quotes.
pub(in crate::docs) fn quoted(text: &str) -> String {
    format!("“{text}”")
}

/// A day: `15 January 2026`.
pub(in crate::docs) fn day(day: Date) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let month = usize::try_from(day.month()).ok().and_then(|month| MONTHS.get(month.checked_sub(1)?));
    format!("{} {} {}", day.day(), month.unwrap_or(&""), day.year())
}

/// A number; large ones in groups of three. Four digits stay together: they may well be a year.
pub(in crate::docs) fn number(number: f64) -> String {
    grouped(&show_number(number))
}

/// Points as a total: `45`, `−5`.
pub(in crate::docs) fn grouped(written: &str) -> String {
    let (sign, digits) = match written.strip_prefix('-') {
        Some(digits) => ("−", digits),
        None => ("", written),
    };
    let (whole, places) = digits.split_once('.').map_or((digits, String::new()), |(a, b)| (a, format!(".{b}")));
    if whole.len() < 5 || !whole.bytes().all(|byte| byte.is_ascii_digit()) {
        return format!("{sign}{digits}");
    }
    let mut groups = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            groups.push(',');
        }
        groups.push(digit);
    }
    format!("{sign}{groups}{places}")
}

/// Points that are given or taken: `+20`, `−5`.
pub(in crate::docs) fn points(points: Points) -> String {
    let sign = if points > Points::ZERO { "+" } else { "" };
    format!("{sign}{}", grouped(&points.to_string()))
}

/// A value of a lead.
pub(in crate::docs) fn value(value: &Value) -> String {
    match value {
        Value::Number(one) => number(*one),
        Value::Range(range) => among(&Range::Numbers(*range)),
        Value::Text(text) => quoted(text.shown()),
        Value::YesNo(yes) => yes_no(*yes).to_owned(),
        Value::Date(one) => day(*one),
        Value::List(texts) => texts.iter().map(|text| quoted(text.shown())).collect::<Vec<_>>().join(", "),
    }
}

/// `yes` or `no`
pub(in crate::docs) fn yes_no(yes: bool) -> &'static str {
    if yes { "yes" } else { "no" }
}

/// Texts in quotes.
pub(in crate::docs) fn texts(texts: &[Text]) -> Vec<String> {
    texts.iter().map(|text| quoted(text.shown())).collect()
}

/// A range by itself: `50 to 500`, `less than 10`.
pub(in crate::docs) fn among(range: &Range) -> String {
    match Ends::of(range) {
        Ends { low: Some((low, true)), high: Some((high, true)), .. } if low == high => low,
        Ends { low: Some((low, true)), high: Some((high, true)), .. } => format!("{low} to {high}"),
        Ends { low: Some((low, true)), high: None, is_day: false } => format!("{low} or more"),
        Ends { low: None, high: Some((high, true)), is_day: false } => format!("{high} or less"),
        _ => between(range, true).trim_start_matches("is ").to_owned(),
    }
}

/// That something lies in a range, or does not: `is between 50 and 500 (both included)`.
pub(in crate::docs) fn between(range: &Range, yes: bool) -> String {
    let Ends { low, high, is_day } = Ends::of(range);
    let from = |(end, included): &(String, bool), yes: bool| match (is_day, included, yes) {
        (false, true, true) => format!("at least {end}"),
        (false, false, true) => format!("more than {end}"),
        (false, true, false) => format!("less than {end}"),
        (false, false, false) => format!("at most {end}"),
        (true, true, true) => format!("on or after {end}"),
        (true, false, true) => format!("after {end}"),
        (true, true, false) => format!("before {end}"),
        (true, false, false) => format!("on or before {end}"),
    };
    let to = |(end, included): &(String, bool), yes: bool| match (is_day, included, yes) {
        (false, true, true) => format!("at most {end}"),
        (false, false, true) => format!("less than {end}"),
        (false, true, false) => format!("more than {end}"),
        (false, false, false) => format!("at least {end}"),
        (true, true, true) => format!("on or before {end}"),
        (true, false, true) => format!("before {end}"),
        (true, true, false) => format!("after {end}"),
        (true, false, false) => format!("on or after {end}"),
    };
    match (low, high) {
        (Some((low, true)), Some((high, true))) if low == high => {
            if yes {
                format!("is {low}")
            } else {
                format!("is not {low}")
            }
        }
        (Some((low, true)), Some((high, true))) if yes => format!("is between {low} and {high} (both included)"),
        (Some(low), Some(high)) if yes => format!("is {} and {}", from(&low, true), to(&high, true)),
        (Some(low), Some(high)) => format!("is {} or {}", from(&low, false), to(&high, false)),
        (Some(low), None) => format!("is {}", from(&low, yes)),
        (None, Some(high)) => format!("is {}", to(&high, yes)),
        (None, None) => if yes { "is known" } else { "is never so" }.to_owned(),
    }
}

/// The ends of a range, each with whether it lies inside.
struct Ends {
    low: Option<(String, bool)>,
    high: Option<(String, bool)>,
    is_day: bool,
}

impl Ends {
    fn of(range: &Range) -> Ends {
        match range {
            Range::Numbers(NumberRange { low, high, excludes_low, excludes_high }) => Ends {
                low: low.map(|low| (number(low), !excludes_low)),
                high: high.map(|high| (number(high), !excludes_high)),
                is_day: false,
            },
            Range::Dates { low, high, excludes_high } => Ends {
                low: low.map(|low| (day(low), true)),
                high: high.map(|high| (day(high), !excludes_high)),
                is_day: true,
            },
        }
    }
}
