//! The lint `uncapped-points`.

use super::context::{Context, in_main_file};
use super::page::lint;
use super::walk::{self, Around};
use crate::diagnostic::{Finding, Name};
use crate::rules::{Award, Definition, DefinitionBody, Expr, Node, Rules, Score};
use crate::source::Place;
use crate::value::{Points, grouped};
use std::collections::BTreeMap;

lint! {
    /// Points for each of something, without a limit: one lead that downloads a thousand files, or a script that does, outweighs
    /// all else that the score says.
    ///
    /// ```qual
    /// when downloads >= 1 then +5 per downloads
    /// ```
    ///
    /// Say what it may come to at most:
    ///
    /// ```qual
    /// when downloads >= 1 then +5 per downloads up to +25
    /// ```
    ///
    /// Or bound the score, or a group in it: `score interest in 0..100 { ... }`. What is taken away needs a least instead of a
    /// most. A limit per day, week or month is none for all days, weeks or months together. Points `per` something that counts
    /// days are not reported: nobody makes days pass faster.
    UncappedPoints, find
}

/// So many of the rules of one score are shown.
const SHOWN: usize = 4;

/// Points that have no limit.
struct Uncapped<'r> {
    award: &'r Award,
    score: &'r Score,
    place: Place,
}

fn find(context: &Context) -> Vec<Finding> {
    let (rules, tables) = walk::points(context.rules);
    let counts_days = days(context.rules);
    let of_rules =
        rules.iter().map(|at| (&at.rule.award, at.rule.fires.condition().is_none(), at.around, at.rule.place));
    let of_rows =
        tables.iter().flat_map(|(table, around)| table.rows().map(|row| (&row.gives, false, *around, row.place)));
    // By score, and apart what is given and what is taken: each is mended by one bound.
    let mut uncapped: BTreeMap<(Place, bool), Vec<Uncapped>> = BTreeMap::new();
    for (award, each, around, place) in of_rules.chain(of_rows) {
        if in_main_file(place) && is_uncapped(award, each, around, &counts_days) {
            let gives = award.amount > Points::ZERO;
            let score = around.score;
            uncapped.entry((score.place, gives)).or_default().push(Uncapped { award, score, place });
        }
    }
    uncapped.into_iter().filter_map(|((_, gives), all)| finding(gives, &all)).collect()
}

fn is_uncapped(award: &Award, each: bool, around: Around, counts_days: &[bool]) -> bool {
    let is_bounded = if award.amount > Points::ZERO { around.has_high } else { around.has_low };
    let is_many = each || award.per.as_ref().is_some_and(|per| !of_days(&per.value, counts_days));
    is_many && award.up_to.is_none() && award.amount != Points::ZERO && !is_bounded
}

/// Which definitions count days.
fn days(rules: &Rules) -> Vec<bool> {
    let mut counts = vec![false; rules.definitions.len()];
    // What a definition rests on comes before it.
    for node in &rules.order {
        let Node::Definition(id) = node else { continue };
        let Some(Definition { body: DefinitionBody::Value(value, _), .. }) = rules.definitions.get(id.0) else {
            continue;
        };
        let is_of_days = of_days(value, &counts);
        if let Some(place) = counts.get_mut(id.0) {
            *place = is_of_days;
        }
    }
    counts
}

/// Whether a value counts days, and nothing else.
fn of_days(value: &Expr, counts_days: &[bool]) -> bool {
    match value {
        Expr::DaysSince(_) => true,
        Expr::Defined(id) => counts_days.get(id.0) == Some(&true),
        Expr::Arithmetic(first, rest) => {
            let mut operands = std::iter::once(&**first).chain(rest.iter().map(|(_, value)| value));
            operands.clone().any(|value| of_days(value, counts_days))
                && operands.all(|value| matches!(value, Expr::Number(_)) || of_days(value, counts_days))
        }
        _ => false,
    }
}

/// What is said of all that one score gives without a limit, or takes away.
fn finding(gives: bool, all: &[Uncapped]) -> Option<Finding> {
    let first = all.first()?;
    let limit = Points::from_hundredths(first.award.amount.hundredths().saturating_mul(5));
    let bounds = if gives { "0..100" } else { "-100..100" };
    let block = match first.score.name.as_str() {
        // That of the rules outside of any block.
        "score" => {
            format!("put what belongs together into a group with bounds: `group \"name\" in {bounds} {{ ... }}`")
        }
        score => format!("bound the score: `score {score} in {bounds} {{ ... }}`"),
    };
    let [_] = all else {
        let does = if gives { "give" } else { "take away" };
        let message = format!("{} rules of `{}` {does} points without a limit", all.len(), first.score.name);
        let mut finding = Finding::new(Name::UncappedPoints, first.score.place, message)
            .help(format!("{block}, or add a limit to each, for example `up to {limit:+}`"));
        for one in all.iter().take(SHOWN) {
            finding = finding.related(one.place, "no limit here");
        }
        return Some(finding);
    };
    Some(
        Finding::new(Name::UncappedPoints, first.place, without_limit(first.award))
            .help(format!("add, for example, `up to {limit:+}`, or {block}")),
    )
}

/// What an award comes to, as it has no limit.
fn without_limit(award: &Award) -> String {
    let many = |times: i64| {
        let sum = Points::from_hundredths(award.amount.hundredths().saturating_mul(times));
        let at_first = if award.losing.is_some() { " at first" } else { "" };
        let size = sum.hundredths().unsigned_abs();
        let sum = match size % 100 {
            0 => format!("{}{}", if sum > Points::ZERO { "+" } else { "-" }, grouped(size / 100)),
            _ => format!("{sum:+}"),
        };
        sum + at_first
    };
    match &award.per {
        Some(per) => match 1_000 / i64::from(per.count).max(1) {
            0 => format!("`{}` has no limit", award.said),
            times => format!("`{}` has no limit: 1,000 `{}` give {}", award.said, per.said, many(times)),
        },
        None if award.up_to_per.is_empty() => {
            format!("`{}` for each entry has no limit: 1,000 entries give {}", award.said, many(1_000))
        }
        None => format!("`{}` has no limit for all entries together", award.said),
    }
}
