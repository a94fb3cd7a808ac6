//! Conditions and values.

use super::{At, Duration, List, Literal, Name, Range, Text, Whole};

/// A condition or a value.
#[derive(Clone, Debug, PartialEq)]
pub struct Expr {
    /// What it says.
    pub kind: ExprKind,
    /// From its first word to its last.
    pub at: At,
}

impl Expr {
    /// The conditions and values that stand right inside of it, in order; what is asked of entries too.
    pub fn inside(&self) -> Vec<&Expr> {
        match &self.kind {
            ExprKind::Or(parts) | ExprKind::And(parts) | ExprKind::AtLeast(_, parts) => parts.iter().collect(),
            ExprKind::Not(inner)
            | ExprKind::Paren(inner)
            | ExprKind::In(inner, ..)
            | ExprKind::Known(inner, _)
            | ExprKind::Contains(inner, ..)
            | ExprKind::StartsWith(inner, _)
            | ExprKind::EndsWith(inner, _)
            | ExprKind::Within(inner, _)
            | ExprKind::DaysSince(inner)
            | ExprKind::DomainOf(inner) => vec![inner],
            ExprKind::Compare(_, left, right) => vec![left, right],
            ExprKind::Arithmetic(first, rest) => {
                std::iter::once(&**first).chain(rest.iter().map(|(_, expr)| expr)).collect()
            }
            ExprKind::Count(entries) | ExprKind::Any(entries) | ExprKind::Pick(_, _, entries) => {
                entries.condition.iter().map(|condition| &**condition).collect()
            }
            ExprKind::Name(_) | ExprKind::Literal(_) | ExprKind::Today | ExprKind::Disqualified => Vec::new(),
        }
    }
}

/// The kinds of conditions and values.
#[derive(Clone, Debug, PartialEq)]
pub enum ExprKind {
    /// `a or b or c`
    Or(Vec<Expr>),
    /// `a and b and c`
    And(Vec<Expr>),
    /// `not a`
    Not(Box<Expr>),
    /// `(a)`
    Paren(Box<Expr>),
    /// `a >= 5`
    Compare(CompareOp, Box<Expr>, Box<Expr>),
    /// `a in 50..500`, `a not in ["x"]`; the flag says `not`.
    In(Box<Expr>, Set, bool),
    /// `a is known` (true), `a is unknown` (false).
    Known(Box<Expr>, bool),
    /// `a contains "x"`, with the flag: `a contains word "x"`.
    Contains(Box<Expr>, Which, bool),
    /// `a starts with "x"`
    StartsWith(Box<Expr>, Which),
    /// `a ends with "x"`
    EndsWith(Box<Expr>, Which),
    /// `a within 14 days`
    Within(Box<Expr>, Within),
    /// `at least 2 of (a, b, c)`
    AtLeast(Whole, Vec<Expr>),
    /// `a + b - c` or `a * b / c`: from left to right.
    Arithmetic(Box<Expr>, Vec<(ArithmeticOp, Expr)>),
    /// `days since D`
    DaysSince(Box<Expr>),
    /// `domain of T`
    DomainOf(Box<Expr>),
    /// `count of L`, `count of L where (C)`
    Count(Selection),
    /// `any L where (C)`
    Any(Selection),
    /// `latest F of L where (C)`
    Pick(Pick, Name, Selection),
    /// A name.
    Name(Name),
    /// A value.
    Literal(Literal),
    /// `today`
    Today,
    /// `disqualified`
    Disqualified,
}

/// The entries of a list that count: `activity where (kind = "visit")`.
#[derive(Clone, Debug, PartialEq)]
pub struct Selection {
    /// The list.
    pub list: Name,
    /// What is asked of each entry; without it all count.
    pub condition: Option<Box<Expr>>,
    /// From the name of the list to the closing parenthesis.
    pub at: At,
}

/// What is taken of the values that entries have for a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Pick {
    /// The last of the days.
    Latest,
    /// The first of the days.
    Earliest,
    /// The largest of the numbers.
    Highest,
    /// The smallest of the numbers.
    Lowest,
    /// All numbers together.
    Sum,
}

impl Pick {
    /// As written.
    pub fn written(self) -> &'static str {
        match self {
            Pick::Latest => "latest",
            Pick::Earliest => "earliest",
            Pick::Highest => "highest",
            Pick::Lowest => "lowest",
            Pick::Sum => "sum",
        }
    }

    /// Whether it is asked of days; else of numbers.
    pub fn is_of_days(self) -> bool {
        matches!(self, Pick::Latest | Pick::Earliest)
    }
}

/// Comparisons.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CompareOp {
    /// `=`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    More,
    /// `>=`
    AtLeast,
}

impl CompareOp {
    /// As written.
    pub fn written(self) -> &'static str {
        match self {
            CompareOp::Equal => "=",
            CompareOp::NotEqual => "!=",
            CompareOp::Less => "<",
            CompareOp::AtMost => "<=",
            CompareOp::More => ">",
            CompareOp::AtLeast => ">=",
        }
    }

    /// The comparison that holds where this one does not: `<` for `>=`.
    pub fn opposite(self) -> CompareOp {
        match self {
            CompareOp::Equal => CompareOp::NotEqual,
            CompareOp::NotEqual => CompareOp::Equal,
            CompareOp::Less => CompareOp::AtLeast,
            CompareOp::AtMost => CompareOp::More,
            CompareOp::More => CompareOp::AtMost,
            CompareOp::AtLeast => CompareOp::Less,
        }
    }

    /// The comparison with its sides changed: `5 <= x` is `x >= 5`.
    pub fn turned(self) -> CompareOp {
        match self {
            CompareOp::Less => CompareOp::More,
            CompareOp::AtMost => CompareOp::AtLeast,
            CompareOp::More => CompareOp::Less,
            CompareOp::AtLeast => CompareOp::AtMost,
            CompareOp::Equal | CompareOp::NotEqual => self,
        }
    }
}

/// `+ - * /` between values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ArithmeticOp {
    /// `+`
    Plus,
    /// `-`
    Minus,
    /// `*`
    Times,
    /// `/`
    DividedBy,
}

impl ArithmeticOp {
    /// As written.
    pub fn written(self) -> &'static str {
        match self {
            ArithmeticOp::Plus => "+",
            ArithmeticOp::Minus => "-",
            ArithmeticOp::Times => "*",
            ArithmeticOp::DividedBy => "/",
        }
    }
}

/// What stands after `in`.
#[derive(Clone, Debug, PartialEq)]
pub enum Set {
    /// `50..500`
    Range(Range),
    /// `["a", "b"]`
    List(List),
    /// The name of a list.
    Name(Name),
}

/// Which texts are looked for.
#[derive(Clone, Debug, PartialEq)]
pub enum Which {
    /// `"x"`
    One(Text),
    /// `any of L`
    Any(Set),
    /// `all of L`
    All(Set),
}

/// `within 14 days`, `not within next 30 days`.
#[derive(Clone, Debug, PartialEq)]
pub struct Within {
    /// `not within`
    pub negated: bool,
    /// `within next`
    pub next: bool,
    /// How long.
    pub duration: Duration,
}
