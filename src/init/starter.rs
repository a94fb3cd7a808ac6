//! A few rules to begin with, over the columns that tell most.

use super::field::Field;
use super::guess::Guess;
use super::names::{quoted, words};

/// How many rules there are at most.
const RULES: usize = 5;

/// Columns in which stands what became of a lead, what a salesperson made of it, or another score: no ground for points.
const OUTCOMES: &[&str] = &[
    "converted",
    "conversion",
    "won",
    "outcome",
    "closed",
    "close",
    "stage",
    "status",
    "customer",
    "deal",
    "target",
    "score",
    "quality",
    "tags",
    "lost",
    "lifecycle",
    "y",
    "deleted",
    "test",
];

/// What tells of a lead that it does not want to hear from us.
const AGAINST: &[&str] =
    &["not", "unsubscribed", "unsubscribe", "optout", "bounced", "bounce", "invalid", "spam", "out"];

/// What tells of interest, the likeliest first.
const FOR: &[&str] = &[
    "demo",
    "trial",
    "pricing",
    "request",
    "requested",
    "visits",
    "visit",
    "sessions",
    "downloads",
    "clicks",
    "opens",
    "webinar",
    "time",
    "views",
    "pages",
    "activity",
    "points",
    "employees",
    "size",
    "revenue",
    "budget",
    "title",
    "industry",
    "phone",
    "company",
    "account",
];

/// The rules, each with the name of the field that it is about.
pub(super) fn rules(fields: &[Field], leads: u64) -> Vec<(String, String)> {
    let mut ranked: Vec<(usize, usize, String)> = fields
        .iter()
        .enumerate()
        .filter(|(_, field)| !field.constant && !field.key && field.filled > 0)
        .filter_map(|(at, field)| {
            let words = words(&field.path.join(" "));
            let is = |word: &&str| words.iter().any(|mine| mine == word);
            if OUTCOMES.iter().any(&is) {
                return None;
            }
            let against = AGAINST.iter().any(&is);
            let named = FOR.iter().position(is);
            let rule = rule(field, leads, against, named.is_some())?;
            Some((if against { 0 } else { named.map_or(100, |place| 1 + place) }, at, rule))
        })
        .collect();
    ranked.sort();
    ranked.truncate(RULES);
    // In the order of the file, so that the draft reads like it.
    ranked.sort_by_key(|(_, at, _)| *at);
    let named = |at: usize| fields.get(at).map(|field| field.name.clone());
    let rules: Vec<_> = ranked.into_iter().filter_map(|(_, at, rule)| Some((named(at)?, rule))).collect();
    if rules.is_empty() {
        let is_list = |field: &&Field| !field.entries.is_empty();
        let first = fields.iter().find(|field| field.filled > 0 && !field.constant && !is_list(field));
        let first = first.or(fields.iter().find(|field| !is_list(field)));
        let known = |name: &str| (name.to_owned(), format!("when {name} is known then +5"));
        let some = |name: &str| (name.to_owned(), format!("when count of {name} >= 1 then +5"));
        return first
            .map(|field| known(&field.name))
            .or(fields.first().map(|list| some(&list.name)))
            .into_iter()
            .collect();
    }
    rules
}

/// A rule about the entries of a list, to be taken up or not: it asks for what came often, and lately.
pub(super) fn of_entries(list: &Field, leads: &[Field]) -> Option<String> {
    // A name that the lead has too would be of either.
    let is_its_own = |field: &&Field| !leads.iter().any(|other| other.name.eq_ignore_ascii_case(&field.name));
    let fields = || list.entries.iter().filter(is_its_own);
    let text = fields().find_map(|field| {
        let value = match &field.guess {
            Guess::OneOf(values) => values.first(),
            Guess::Text => field.examples.first(),
            _ => None,
        };
        Some(format!("{} = {}", field.name, quoted(value?)))
    });
    let date = fields().find(|field| matches!(field.guess, Guess::Date { .. }));
    let date = date.map(|field| format!("{} within 30 days", field.name));
    let asked: Vec<String> = text.into_iter().chain(date).collect();
    (!asked.is_empty()).then(|| format!("when any {} where ({}) then +10", list.name, asked.join(" and ")))
}

/// A rule about a field, where one can be made that is true of some leads and not of others.
fn rule(field: &Field, leads: u64, against: bool, named: bool) -> Option<String> {
    let name = &field.name;
    let has_blanks = field.filled < leads;
    match &field.guess {
        Guess::YesNo if against => Some(format!("when {name} then -20")),
        _ if against => None,
        Guess::YesNo if named => Some(format!("when {name} then +10")),
        Guess::YesNo => Some(format!("when {name} then +5")),
        Guess::Number { low, high, middle, .. } if named && *low >= 0.0 && *high > 0.0 => {
            let bound = rounded(*middle).filter(|bound| bound > low && bound <= high);
            Some(format!("when {name} >= {} then +10", bound.or(rounded(*high))?))
        }
        Guess::Range { .. } if named => Some(format!("when {name} >= 50 then +10")),
        Guess::Date { .. } if words(name).iter().any(|word| ["last", "recent", "latest"].contains(&word.as_str())) => {
            Some(format!("when {name} within 30 days then +10"))
        }
        Guess::Text | Guess::OneOf(_) | Guess::Number { .. } | Guess::Range { .. } | Guess::List { .. }
            if named && has_blanks =>
        {
            Some(format!("when {name} is known then +5"))
        }
        _ => None,
    }
}

/// The number with one digit that counts, rounded down, as a person would choose it; `None` beyond what a rule writes.
fn rounded(number: f64) -> Option<f64> {
    if !(0.01..1e12).contains(&number) {
        return None;
    }
    let scale = 10f64.powf(number.log10().floor());
    let digit = (number / scale).floor();
    let rounded = if scale < 1.0 { digit / (1.0 / scale).round() } else { digit * scale };
    (rounded > 0.0).then_some(rounded)
}
