//! What a picture of points shows, row by row: the rules, tables and blocks of a score.

use crate::docs::words::{Speaker, grouped, points as signed};
use crate::rules::{Award, Fires, Part, Rule, Table};
use crate::value::Points;

/// A rule, a table, or the name of a block.
pub(super) struct Row {
    /// What it is called.
    pub(super) name: String,
    /// The points, as they are told.
    pub(super) worth: String,
    /// Its bar; a block has none.
    pub(super) bar: Option<Bar>,
    /// How deep in blocks it stands.
    pub(super) depth: usize,
}

/// From the least to the most; 0 lies within.
pub(super) struct Bar {
    /// What it takes, and what it gives, each time.
    pub(super) sure: (Points, Points),
    /// How far it may go when it counts several times; `None` where nothing limits it.
    pub(super) limit: Option<Points>,
    /// Whether it may count several times.
    pub(super) is_more: bool,
}

/// The rows of parts, those within blocks after the names of these.
pub(super) fn gather(speak: Speaker<'_>, parts: &[Part], depth: usize, rows: &mut Vec<Row>) {
    for part in parts {
        match part {
            Part::Rule(rule) => rows.push(self::rule(speak, rule, depth)),
            Part::Table(table) => rows.push(self::table(speak, table, depth)),
            Part::First(first) => {
                rows.push(heading(format!("{}: only the first", first.name), depth));
                rows.extend(first.rules.iter().map(|rule| self::rule(speak, rule, depth + 1)));
            }
            Part::Group(group) => {
                let bounds = match (group.low, group.high) {
                    (Some(low), Some(high)) => format!(": together {} to {}", total(low), total(high)),
                    (Some(low), None) => format!(": together {} or more", total(low)),
                    (None, Some(high)) => format!(": together at most {}", total(high)),
                    (None, None) => String::new(),
                };
                rows.push(heading(format!("{}{bounds}", group.name), depth));
                gather(speak, &group.parts, depth + 1, rows);
            }
            Part::When(when) => {
                let only = speak.condition(&when.condition).flat().plain();
                rows.push(heading(format!("only when {only}"), depth));
                gather(speak, &when.parts, depth + 1, rows);
            }
        }
    }
}

fn heading(name: String, depth: usize) -> Row {
    Row { name, worth: String::new(), bar: None, depth }
}

fn rule(speak: Speaker<'_>, rule: &Rule, depth: usize) -> Row {
    let name = match (&rule.fires, rule.has_because) {
        (_, true) => rule.reason.clone(),
        (Fires::When(condition), false) => speak.condition(condition).flat().plain(),
        (Fires::Each(selection), false) => format!("each {}", speak.last_entries(selection, "entry").plain()),
    };
    let badge = speak.badge(&rule.award, Some(&rule.fires));
    Row { name, worth: worth(&rule.award, badge), bar: Some(Bar::of(&rule.award, &rule.fires)), depth }
}

fn table(speak: Speaker<'_>, table: &Table<Award>, depth: usize) -> Row {
    let ends = |row: &crate::rules::TableRow<Award>| [row.gives.amount, row.gives.up_to.unwrap_or(row.gives.amount)];
    // A row that is not there gives nothing.
    let low = table.rows().flat_map(ends).fold(Points::ZERO, Points::min);
    let high = table.rows().flat_map(ends).fold(Points::ZERO, Points::max);
    let worth = match (low, high) {
        (Points::ZERO, high) => format!("up to {}", signed(high)),
        (low, Points::ZERO) => format!("down to {}", signed(low)),
        (low, high) => format!("{} to {}", signed(low), signed(high)),
    };
    let name = format!("by {}", speak.value(&table.by).plain());
    Row { name, worth, bar: Some(Bar { sure: (low, high), limit: Some(Points::ZERO), is_more: false }), depth }
}

/// `+5 each, up to +25`
fn worth(award: &Award, badge: String) -> String {
    let fades = if award.losing.is_some() { ", fading" } else { "" };
    match award.up_to {
        Some(limit) if limit < Points::ZERO => format!("{badge}{fades}, down to {}", signed(limit)),
        Some(limit) if limit != award.amount => format!("{badge}{fades}, up to {}", signed(limit)),
        Some(limit) => format!("{}{fades}", signed(limit)),
        None => badge + fades,
    }
}

impl Bar {
    fn of(award: &Award, fires: &Fires) -> Bar {
        let amount = award.amount;
        let is_more = award.per.is_some() || matches!(fires, Fires::Each(_));
        // A limit below the points of one time is all that there is.
        let nearer = |limit: Points| if limit.abs() < amount.abs() { limit } else { amount };
        let sure = award.up_to.map_or(amount, nearer);
        Bar {
            sure: (sure.min(Points::ZERO), sure.max(Points::ZERO)),
            limit: if is_more { award.up_to } else { Some(sure) },
            is_more: is_more && award.up_to.is_none_or(|limit| limit.abs() > amount.abs()),
        }
    }
}

/// Points as a total.
pub(super) fn total(points: Points) -> String {
    grouped(&points.to_string())
}
