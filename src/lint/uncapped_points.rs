//! The lint `uncapped-points`.

use super::context::{Context, in_main_file};
use super::page::lint;
use super::walk::{self, Around};
use crate::diagnostic::{Finding, Name};
use crate::rules::Award;
use crate::source::Place;
use crate::value::{Points, grouped};

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
    /// most. A limit per day, week or month is none for all days, weeks or months together.
    UncappedPoints, find
}

fn find(context: &Context) -> Vec<Finding> {
    let (rules, tables) = walk::points(context.rules);
    let of_rules = rules.iter().filter_map(|at| {
        let each = at.rule.fires.condition().is_none();
        uncapped(&at.rule.award, each, at.around, at.rule.place)
    });
    let of_rows = tables
        .iter()
        .flat_map(|(table, around)| table.rows().filter_map(|row| uncapped(&row.gives, false, *around, row.place)));
    of_rules.chain(of_rows).collect()
}

fn uncapped(award: &Award, each: bool, around: Around, place: Place) -> Option<Finding> {
    let gives = award.amount > Points::ZERO;
    let is_bounded = if gives { around.has_high } else { around.has_low };
    let is_many = each || award.per.is_some();
    if !is_many || award.up_to.is_some() || award.amount == Points::ZERO || is_bounded || !in_main_file(place) {
        return None;
    }
    let many = |times: i64| {
        let sum = Points::from_hundredths(award.amount.hundredths().saturating_mul(times));
        let at_first = if award.losing.is_some() { " at first" } else { "" };
        let size = sum.hundredths().unsigned_abs();
        let sum = match size % 100 {
            0 => format!("{}{}", if gives { "+" } else { "-" }, grouped(size / 100)),
            _ => format!("{sum:+}"),
        };
        sum + at_first
    };
    let message = match &award.per {
        Some(per) => match 1_000 / i64::from(per.count).max(1) {
            0 => format!("`{}` has no limit", award.said),
            times => format!("`{}` has no limit: 1,000 `{}` give {}", award.said, per.said, many(times)),
        },
        None if award.up_to_per.is_empty() => {
            format!("`{}` for each entry has no limit: 1,000 entries give {}", award.said, many(1_000))
        }
        None => format!("`{}` has no limit for all entries together", award.said),
    };
    let limit = Points::from_hundredths(award.amount.hundredths().saturating_mul(5));
    let bounds = if gives { "0..100" } else { "-100..100" };
    let block = match around.score.name.as_str() {
        // That of the rules outside of any block.
        "score" => format!("put it into a group with bounds: `group \"name\" in {bounds} {{ ... }}`"),
        score => format!("bound the score: `score {score} in {bounds} {{ ... }}`"),
    };
    let help = format!("add, for example, `up to {limit:+}`, or {block}");
    Some(Finding::new(Name::UncappedPoints, place, message).help(help))
}
