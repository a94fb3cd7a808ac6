//! What gives points.

use super::{Condition, EntryFieldId, Expr, RuleId, ScoreId, Selection};
use crate::source::Place;
use crate::value::{Coefficient, Period, Points, Range, Text, Unit};
use std::collections::HashMap;

/// A score.
#[derive(Clone, Debug)]
pub struct Score {
    /// Its name.
    pub name: String,
    /// The least it can be, if bounded.
    pub low: Option<Points>,
    /// The most it can be, if bounded.
    pub high: Option<Points>,
    /// What it adds up.
    pub body: ScoreBody,
    /// Where its name stands.
    pub place: Place,
}

/// What a score adds up.
#[derive(Clone, Debug)]
pub enum ScoreBody {
    /// What its parts give.
    Rules(Vec<Part>),
    /// A constant, and other scores times constants.
    Computed {
        /// The constant.
        constant: Coefficient,
        /// Each score, and what it is multiplied by.
        terms: Vec<(Coefficient, ScoreId)>,
        /// How it is said: `0.6 * fit + 0.4 * interest`.
        said: String,
    },
}

/// A part of a score.
#[derive(Clone, Debug)]
#[expect(clippy::large_enum_variant, reason = "parts are made once, and most are rules")]
pub enum Part {
    /// A single rule.
    Rule(Rule),
    /// A table.
    Table(Table<Award>),
    /// Rules of which only the first that fires counts.
    First(First),
    /// Parts whose sum is bounded.
    Group(Group),
    /// Parts that count only when a condition is true.
    When(When),
}

/// `when C then POINTS because "why"`, or `for each L where (C) then POINTS because "why"`.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Its number.
    pub id: RuleId,
    /// When it fires.
    pub fires: Fires,
    /// What it gives: for each entry, where it fires for each.
    pub award: Award,
    /// Why: its `because`, or else its condition.
    pub reason: String,
    /// Whether the reason is the author's `because`.
    pub has_because: bool,
    /// Its condition in the standard layout.
    pub said: String,
    /// The whole rule.
    pub place: Place,
}

/// When a rule fires.
#[derive(Clone, Debug)]
pub enum Fires {
    /// Once, when a condition is true.
    When(Condition),
    /// For each entry that counts.
    Each(Box<Selection>),
}

impl Fires {
    /// The condition of a rule that fires once.
    pub fn condition(&self) -> Option<&Condition> {
        match self {
            Fires::When(condition) => Some(condition),
            Fires::Each(_) => None,
        }
    }
}

/// The points of a rule.
#[derive(Clone, Debug)]
pub struct Award {
    /// The amount.
    pub amount: Points,
    /// What it is multiplied by.
    pub per: Option<Per>,
    /// What is lost with time.
    pub losing: Option<Losing>,
    /// The most (for losses: the least) that the entries of one calendar period give together.
    /// Shorter periods come first, and each lies within one of the next.
    pub up_to_per: Vec<PeriodLimit>,
    /// The most (for losses: the least) that comes out.
    pub up_to: Option<Points>,
    /// How it is said: `+5 per downloads up to +25`.
    pub said: String,
}

/// `up to +5 per week`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PeriodLimit {
    /// The limit; it has the sign of the points.
    pub limit: Points,
    /// A day, a week from Monday, or a month.
    pub period: Unit,
    /// The field of the entries that says in which period one falls.
    pub date: EntryFieldId,
}

/// `per 10 page_views`.
#[derive(Clone, Debug)]
pub struct Per {
    /// How many make one; at least 1.
    pub count: u32,
    /// What is counted.
    pub value: Expr,
    /// How the value is said.
    pub said: String,
}

/// `losing 25% every 30 days since last_visit`.
#[derive(Clone, Debug)]
pub struct Losing {
    /// The per cent lost each period, 1 to 100.
    pub percent: u32,
    /// The period, in days or weeks.
    pub every: Period,
    /// Since when.
    pub since: Expr,
    /// How the day is said.
    pub said: String,
}

/// Rules of which only the first that fires counts.
#[derive(Clone, Debug)]
pub struct First {
    /// Its name.
    pub name: String,
    /// The rules.
    pub rules: Vec<Rule>,
    /// The whole block.
    pub place: Place,
}

/// Parts whose sum is bounded.
#[derive(Clone, Debug)]
pub struct Group {
    /// Its name.
    pub name: String,
    /// The least, if bounded.
    pub low: Option<Points>,
    /// The most, if bounded.
    pub high: Option<Points>,
    /// The parts.
    pub parts: Vec<Part>,
    /// The whole block.
    pub place: Place,
}

/// Parts that count only when a condition is true.
#[derive(Clone, Debug)]
pub struct When {
    /// The condition.
    pub condition: Condition,
    /// The condition in the standard layout.
    pub said: String,
    /// The parts.
    pub parts: Vec<Part>,
    /// The whole block.
    pub place: Place,
}

/// A table, whose rows give points in a score and values in a label.
#[derive(Clone, Debug)]
pub struct Table<Gives> {
    /// Its number, where it gives points.
    pub id: Option<RuleId>,
    /// The value that decides.
    pub by: Expr,
    /// How the value is said.
    pub said: String,
    /// The rows with cases, in order.
    pub rows: Vec<TableRow<Gives>>,
    /// The `unknown` row.
    pub unknown: Option<TableRow<Gives>>,
    /// The `other` row.
    pub other: Option<TableRow<Gives>>,
    /// For a text table: which row a text falls in. Texts as they are compared (see `exact`).
    pub texts: HashMap<Box<str>, usize>,
    /// Whether case counts in `texts`.
    pub exact: bool,
    /// The whole table.
    pub place: Place,
}

impl<Gives> Table<Gives> {
    /// All rows: those with cases, then `unknown` and `other`.
    pub fn rows(&self) -> impl Iterator<Item = &TableRow<Gives>> {
        self.rows.iter().chain(&self.unknown).chain(&self.other)
    }
}

/// One row of a table.
#[derive(Clone, Debug)]
pub struct TableRow<Gives> {
    /// For which ranges, of numbers or days; single ones are ranges of one. Empty for texts, `unknown` and `other`.
    pub ranges: Vec<Range>,
    /// For which yes/no value.
    pub yes_no: Vec<bool>,
    /// For which texts.
    pub texts: Vec<Text>,
    /// How its cases are said: `"Software", "Fintech"`, `unknown`.
    pub said: String,
    /// What it gives.
    pub gives: Gives,
    /// Why: its `because`, or else its case.
    pub reason: String,
    /// Whether the reason is the author's `because`.
    pub has_because: bool,
    /// The whole row.
    pub place: Place,
}
