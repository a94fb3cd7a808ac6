//! Conditions and values, typed.

use super::{DefinitionId, EntryFieldId, FieldId, LabelId, LadderId, ScoreId};
use crate::source::Place;
use crate::value::{NumberRange, Period, Range, Text, words};
use jiff::civil::Date;
use std::collections::HashSet;
use std::sync::{Arc, OnceLock};

pub use crate::syntax::tree::{ArithmeticOp, CompareOp, Pick};

/// A condition: true, false or unknown.
#[derive(Clone, Debug)]
pub enum Condition {
    /// All of them: `a and b`.
    All(Vec<Condition>),
    /// Any of them: `a or b`.
    Any(Vec<Condition>),
    /// The opposite.
    Not(Box<Condition>),
    /// At least so many of them.
    AtLeast(usize, Vec<Condition>),
    /// A condition that was defined.
    Defined(DefinitionId),
    /// A single test.
    Clause(Box<Clause>),
}

/// A single test, and how it is said.
#[derive(Clone, Debug)]
pub struct Clause {
    /// What is tested.
    pub test: Test,
    /// How it is said.
    pub said: Said,
    /// Where it stands.
    pub place: Place,
}

/// A test as it is said, in the standard layout: `company_size` and `in 50..500`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Said {
    /// What is looked at: `company_size`, `days since last_visit`.
    pub subject: String,
    /// What is asked of it: `in 50..500`; empty where the subject is a yes/no field by itself.
    pub asked: String,
}

/// What is tested.
#[derive(Clone, Debug)]
pub enum Test {
    /// A yes/no value by itself.
    Yes(Expr),
    /// Whether the lead is disqualified.
    Disqualified,
    /// Two numbers, two days, or two yes/no values (these with `=` and `!=` only).
    Compare(CompareOp, Expr, Expr),
    /// Two texts are the same; `not` where the flag `negated` is set.
    SameText {
        /// One.
        left: Expr,
        /// The other.
        right: Expr,
        /// Whether case counts.
        exact: bool,
        /// `!=`
        negated: bool,
    },
    /// A number or day, or the range that a number lies in, lies in a range. Comparisons of a `number or range` stand here too:
    /// `x >= 50` is `x in 50..`, `x != 5` is `not in 5..5`.
    InRange(Expr, Range, bool),
    /// A value is one of a list.
    InList {
        /// The value.
        value: Expr,
        /// The list.
        list: Arc<List>,
        /// Whether case counts.
        exact: bool,
        /// `not in`
        negated: bool,
    },
    /// `is known` (true) or `is unknown` (false).
    Known(Subject, bool),
    /// A text, or a list of texts, holds other texts.
    Text(Expr, TextTest),
    /// A day lies so long before today or after it.
    Within {
        /// The day.
        day: Expr,
        /// How long.
        period: Period,
        /// Looking ahead: `within next`.
        next: bool,
        /// `not within`
        negated: bool,
    },
    /// A label has one of these values (in lower case); the flag says `not`.
    Label(LabelId, Vec<Text>, bool),
    /// Whether any entry of a list counts.
    Any(Box<Selection>),
    /// Where a lead stands on a ladder, compared with a step by its number from 0: only `=`, `!=`, `>=`, `<`.
    Step(LadderId, CompareOp, usize),
}

macro_rules! operands {
    ($(#[$doc:meta])* $name:ident, $test:ty, $expr:ty) => {
        $(#[$doc])*
        pub fn $name(self: $test) -> Vec<$expr> {
            match self {
                Test::Yes(one)
                | Test::InRange(one, ..)
                | Test::InList { value: one, .. }
                | Test::Known(Subject::Value(one), _)
                | Test::Text(one, _)
                | Test::Within { day: one, .. } => vec![one],
                Test::Compare(_, left, right) | Test::SameText { left, right, .. } => vec![left, right],
                Test::Known(Subject::Condition(_), _)
                | Test::Disqualified
                | Test::Label(..)
                | Test::Any(_)
                | Test::Step(..) => Vec::new(),
            }
        }
    };
}

impl Test {
    operands! {
        /// The values that it compares or asks about; none where it looks at something else.
        operands, &Self, &Expr
    }

    operands! {
        /// The same, to be changed.
        operands_mut, &mut Self, &mut Expr
    }
}

/// What `is known` is asked of.
#[derive(Clone, Debug)]
pub enum Subject {
    /// A value.
    Value(Expr),
    /// A condition.
    Condition(DefinitionId),
}

/// What a text is asked.
#[derive(Clone, Debug)]
pub struct TextTest {
    /// How it must hold the texts.
    pub how: Which,
    /// The texts that are looked for.
    pub texts: Arc<List>,
    /// Whether all of them must be there; else one is enough.
    pub all: bool,
    /// Whether case counts.
    pub exact: bool,
}

/// How a text holds another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// Anywhere in a text.
    Anywhere,
    /// As whole words.
    Word,
    /// At its start.
    Start,
    /// At its end.
    End,
    /// As one of the entries of a list.
    Entry,
}

/// The values of a list, ready to be looked up.
#[derive(Clone, Debug, Default)]
pub struct List {
    /// The texts, in order.
    pub texts: Vec<Text>,
    /// The numbers, in order.
    pub numbers: Vec<f64>,
    /// The days, in order.
    pub dates: Vec<Date>,
    // Made when first asked for: a list of a million lines is looked up in one way, if at all.
    folded: OnceLock<HashSet<Box<str>>>,
    exact: OnceLock<HashSet<Box<str>>>,
    /// The texts as whole words, in lower case and as they are: each between single spaces.
    words: OnceLock<Vec<(Box<str>, Box<str>)>>,
}

impl List {
    /// A list of texts.
    pub fn of_texts(texts: Vec<Text>) -> List {
        List { texts, ..List::default() }
    }

    /// A list of numbers.
    pub fn of_numbers(numbers: Vec<f64>) -> List {
        List { numbers, ..List::default() }
    }

    /// A list of days.
    pub fn of_dates(dates: Vec<Date>) -> List {
        List { dates, ..List::default() }
    }

    /// Whether a text is one of them.
    pub fn holds_text(&self, text: &Text, exact: bool) -> bool {
        let set = if exact { &self.exact } else { &self.folded };
        let texts = || self.texts.iter().map(|text| text.compared(exact).into()).collect();
        set.get_or_init(texts).contains(text.compared(exact))
    }

    /// The texts as whole words between single spaces, in lower case unless case counts.
    pub fn words(&self, exact: bool) -> impl Iterator<Item = &str> {
        let both = |text: &Text| (words(text.folded()).into(), words(text.shown()).into());
        let all = self.words.get_or_init(|| self.texts.iter().map(both).collect());
        all.iter().map(move |(folded, shown)| if exact { &**shown } else { &**folded })
    }

    /// Whether a number is one of them, as far as it is known.
    pub fn holds_number(&self, number: NumberRange) -> crate::value::Truth {
        use crate::value::Truth;
        match number.single() {
            Some(number) => Truth::from(self.numbers.contains(&number)),
            None if self.numbers.iter().any(|one| number.holds(*one)) => Truth::Unknown,
            None => Truth::False,
        }
    }
}

/// A value to be worked out; unknown where anything that it needs is.
#[derive(Clone, Debug)]
pub enum Expr {
    /// The value of a field.
    Field(FieldId),
    /// A score, as the nearest double.
    Score(ScoreId),
    /// A value that was defined.
    Defined(DefinitionId),
    /// The value of a label, as a text.
    Label(LabelId),
    /// A number.
    Number(f64),
    /// A day.
    Date(Date),
    /// A text.
    Text(Text),
    /// Yes or no.
    YesNo(bool),
    /// Today.
    Today,
    /// From left to right; not finite is unknown.
    Arithmetic(Box<Expr>, Vec<(ArithmeticOp, Expr)>),
    /// Whole days from a day up to today; negative for days to come.
    DaysSince(Box<Expr>),
    /// What follows the last `@`.
    DomainOf(Box<Expr>),
    /// How many texts a list has.
    CountOf(Box<Expr>),
    /// The value of a field of the entry that is looked at: only in the condition of a [`Selection`], and in what is lost `since`
    /// in a rule that gives its points for each.
    Entry(EntryFieldId),
    /// How many entries count; never unknown.
    Count(Box<Selection>),
    /// The latest, earliest, highest or lowest value that the entries which count have for a field, unknown where none has one; or
    /// the sum of these values, 0 where none has one.
    Pick(Pick, EntryFieldId, Box<Selection>),
}

/// The entries of a list that count: those whose condition is true.
#[derive(Clone, Debug)]
pub struct Selection {
    /// The list.
    pub list: FieldId,
    /// What is asked of each entry; without it all count.
    pub condition: Option<Condition>,
    /// How it is said: `activity where (kind = "visit")`.
    pub said: String,
}
