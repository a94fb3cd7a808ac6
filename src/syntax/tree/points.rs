//! What gives points.

use super::{At, Duration, Expr, Literal, Name, Number, Range, Selection, Text, Unit, Whole, Word};

/// A score.
#[derive(Clone, Debug, PartialEq)]
pub struct Score {
    /// Its name.
    pub name: Name,
    /// `in 0..100`
    pub bounds: Option<Range>,
    /// What it adds up.
    pub body: ScoreBody,
}

/// What a score adds up.
#[derive(Clone, Debug, PartialEq)]
pub enum ScoreBody {
    /// `{ rules }`
    Rules(Vec<Body>),
    /// `= 0.6 * fit + 0.4 * interest`
    Computed(Expr),
}

/// A statement that gives points, or holds some that do.
#[derive(Clone, Debug, PartialEq)]
pub struct Body {
    /// What it says.
    pub kind: BodyKind,
    /// From its first word to its last.
    pub at: At,
}

/// The kinds of statements that give points.
#[derive(Clone, Debug, PartialEq)]
pub enum BodyKind {
    /// `when C then POINTS because "why"`
    Rule(Rule),
    /// `for each L where (C) then POINTS because "why"`
    Each(Each),
    /// `by VALUE { ... }`
    Table(Table),
    /// `first "name" { rules }`
    First(Text, Vec<Body>),
    /// `group "name" in 0..30 { ... }`
    Group(Text, Range, Vec<Body>),
    /// `when C { ... }`
    When(Expr, Vec<Body>),
    /// What could not be read; its finding says why.
    Broken,
}

/// `when C then POINTS because "why"`.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// When it fires.
    pub condition: Expr,
    /// What it gives.
    pub points: Points,
    /// Why, in the author's words.
    pub because: Option<Text>,
}

/// `for each L where (C) then POINTS because "why"`: gives its points once per entry.
#[derive(Clone, Debug, PartialEq)]
pub struct Each {
    /// The entries that count.
    pub entries: Selection,
    /// What each of them gives.
    pub points: Points,
    /// Why, in the author's words.
    pub because: Option<Text>,
}

/// `+5 per 10 page_views losing 25% every 30 days since last_visit up to +25`.
#[derive(Clone, Debug, PartialEq)]
pub struct Points {
    /// The amount; its written form has a sign, except for 0.
    pub amount: Number,
    /// `per 10 page_views`
    pub per: Option<Per>,
    /// `losing 25% every 30 days since last_visit`
    pub losing: Option<Losing>,
    /// `up to +1 per day up to +5 per week`: shorter periods first.
    pub up_to_per: Vec<PeriodLimit>,
    /// `up to +25`
    pub up_to: Option<Number>,
    /// Where they stand.
    pub at: At,
}

/// `up to +5 per week`: what the entries of one calendar period give at most.
#[derive(Clone, Debug, PartialEq)]
pub struct PeriodLimit {
    /// The limit.
    pub limit: Number,
    /// A day, a week from Monday, or a month.
    pub period: Unit,
    /// Where it stands.
    pub at: At,
}

/// `per 10 page_views`.
#[derive(Clone, Debug, PartialEq)]
pub struct Per {
    /// How many make one; one where nothing is said.
    pub count: Option<Whole>,
    /// What is counted.
    pub value: Box<Expr>,
}

/// `losing 25% every 30 days since last_visit`.
#[derive(Clone, Debug, PartialEq)]
pub struct Losing {
    /// The per cent lost each period.
    pub percent: Whole,
    /// The period.
    pub every: Duration,
    /// Since when.
    pub since: Box<Expr>,
}

/// `by VALUE { rows }` or `by VALUE from "file.csv"`.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// The value that decides.
    pub by: Box<Expr>,
    /// The rows.
    pub rows: TableSource,
}

/// Where the rows of a table come from.
#[derive(Clone, Debug, PartialEq)]
pub enum TableSource {
    /// Between braces.
    Written(Vec<Row>),
    /// `from "countries.csv"`
    From(Text),
}

/// `"Software", "Fintech" then +20 because "why"`.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// For which values.
    pub key: RowKey,
    /// What it gives.
    pub then: RowGives,
    /// Why.
    pub because: Option<Text>,
    /// The whole row.
    pub at: At,
}

/// For which values a row stands.
#[derive(Clone, Debug, PartialEq)]
pub enum RowKey {
    /// `unknown`
    Unknown(At),
    /// `other`
    Other(At),
    /// Values and ranges.
    Cases(Vec<Case>),
    /// What could not be read; its finding says why.
    Broken,
}

/// One case of a row.
#[derive(Clone, Debug, PartialEq)]
pub enum Case {
    /// `50..500`
    Range(Range),
    /// `"Software"`
    Literal(Literal),
    /// The value of a label.
    Name(Name),
}

/// What a row gives: points in a score, a word in a label.
#[derive(Clone, Debug, PartialEq)]
pub enum RowGives {
    /// Points.
    Points(Box<Points>),
    /// A value of the label.
    Word(Word),
    /// Nothing, in a row whose key is `Broken`.
    Broken,
}
