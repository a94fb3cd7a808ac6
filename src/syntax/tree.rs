//! The syntax tree: what a rule file says, word for word, with the place of every part.
//!
//! Nothing is resolved here: a [`Name`] may name anything or nothing. Parts that could not be read stand as `Broken`, so that
//! the rest of the file is still checked. Two trees are equal when they say the same, wherever it stands (see [`At`]).

use crate::source::Span;

pub use crate::value::Unit;

/// Where a part of the tree stands. All places are equal, so that trees can be compared by what they say.
#[derive(Clone, Copy, Debug, Default)]
pub struct At(pub Span);

impl PartialEq for At {
    fn eq(&self, _: &At) -> bool {
        true
    }
}

/// A parsed rule file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct File {
    /// What the file says, in order.
    pub items: Vec<Item>,
    /// The comments, in order, kept beside the tree by their places.
    pub comments: Vec<Comment>,
}

/// A comment, from `#` to the end of its line.
#[derive(Clone, Debug, PartialEq)]
pub struct Comment {
    /// The text with its `#`, without the line end and trailing blanks.
    pub text: String,
    /// Where it stands.
    pub at: At,
}

/// One statement at the top of a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// What it says.
    pub kind: ItemKind,
    /// From its first word to its last.
    pub at: At,
}

/// The kinds of statements at the top of a file.
#[derive(Clone, Debug, PartialEq)]
pub enum ItemKind {
    /// `ruleset "name"`
    Ruleset(Text),
    /// `timezone "Europe/Paris"`
    Timezone(Text),
    /// `blank values "Select", "N/A"`
    Blanks(Vec<Literal>),
    /// `use "personas.qual"`
    Use(Text),
    /// `lead { ... }`
    Lead(Vec<Field>),
    /// `list senior = [...]` or `list senior from "senior.txt"`
    List(Name, ListSource),
    /// `define name = ...`
    Define(Name, Expr),
    /// `score name in 0..100 { ... }` or `score name = ...`
    Score(Score),
    /// A rule, table, first, group or block outside any score.
    Body(Body),
    /// `disqualify when C because "why"`
    Disqualify(Disqualify),
    /// `ladder name { ... }`
    Ladder(Ladder),
    /// `label name { ... }` or `label name = a + b`
    Label(Label),
    /// `test "name" { ... }`
    Test(Test),
    /// What could not be read; its finding says why. The name that it defines, where that could be read.
    Broken(Option<Name>),
}

/// A name as written; in backticks it is always a field.
#[derive(Clone, Debug, PartialEq)]
pub struct Name {
    /// The name without backticks.
    pub text: String,
    /// Whether it stood in backticks.
    pub quoted: bool,
    /// Where it stands.
    pub at: At,
}

/// A text in quotes, unescaped.
#[derive(Clone, Debug, PartialEq)]
pub struct Text {
    /// What the text says.
    pub value: String,
    /// Where it stands, quotes included.
    pub at: At,
}

/// A number as written (`10k`, `+2.5`), and its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Number {
    /// The digits as the formatter writes them.
    pub written: String,
    /// The nearest double.
    pub value: f64,
    /// Where it stands.
    pub at: At,
}

/// A whole number that counts something.
#[derive(Clone, Debug, PartialEq)]
pub struct Whole {
    /// The number; at most 4,294,967,295.
    pub value: u32,
    /// Where it stands.
    pub at: At,
}

/// A date: `2026-01-31`.
#[derive(Clone, Debug, PartialEq)]
pub struct DateLiteral {
    /// The day; `None` where the calendar does not have it, which was reported.
    pub value: Option<jiff::civil::Date>,
    /// As written.
    pub written: String,
    /// Where it stands.
    pub at: At,
}

/// A value written down.
#[derive(Clone, Debug, PartialEq)]
pub enum Literal {
    /// `500`
    Number(Number),
    /// `"Software"`
    Text(Text),
    /// `2026-01-31`
    Date(DateLiteral),
    /// `yes` or `no`
    YesNo(bool, At),
}

impl Literal {
    /// Where the literal stands.
    pub fn span(&self) -> Span {
        match self {
            Literal::Number(number) => number.at.0,
            Literal::Text(text) => text.at.0,
            Literal::Date(date) => date.at.0,
            Literal::YesNo(_, at) => at.0,
        }
    }
}

/// `50..500`, `50..<500`, `50..`, `..500`.
#[derive(Clone, Debug, PartialEq)]
pub struct Range {
    /// The lower end; a number or date.
    pub low: Option<Literal>,
    /// The upper end; a number or date.
    pub high: Option<Literal>,
    /// Whether the upper end is left out (`..<`).
    pub excludes_high: bool,
    /// Where it stands.
    pub at: At,
}

/// A list written down: `["a", "b"]`.
#[derive(Clone, Debug, PartialEq)]
pub struct List {
    /// Its entries.
    pub entries: Vec<Entry>,
    /// Where it stands, brackets included.
    pub at: At,
}

/// One entry of a list.
#[derive(Clone, Debug, PartialEq)]
pub enum Entry {
    /// A value.
    Literal(Literal),
    /// The value of a label.
    Name(Name),
}

/// Where the entries of a named list come from.
#[derive(Clone, Debug, PartialEq)]
pub enum ListSource {
    /// `= [...]`
    Written(List),
    /// `from "file"`
    From(Text),
}

/// A name or a text: the value of a label, or a step.
#[derive(Clone, Debug, PartialEq)]
pub enum Word {
    /// `hot`
    Name(Name),
    /// `"very hot"`
    Text(Text),
}

impl Word {
    /// What the word says.
    pub fn text(&self) -> &str {
        match self {
            Word::Name(name) => &name.text,
            Word::Text(text) => &text.value,
        }
    }

    /// Where it stands.
    pub fn span(&self) -> Span {
        match self {
            Word::Name(name) => name.at.0,
            Word::Text(text) => text.at.0,
        }
    }
}

/// `name: TYPE ...` in a `lead` block.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// The field's name.
    pub name: Name,
    /// Its type.
    pub kind: FieldType,
    /// Where the type stands.
    pub kind_at: At,
    /// What else is said of it, in order.
    pub attributes: Vec<Attribute>,
    /// The whole field.
    pub at: At,
}

/// The type of a field as written.
#[derive(Clone, Debug, PartialEq)]
pub enum FieldType {
    /// `number`
    Number,
    /// `number or range`
    NumberOrRange,
    /// `text`
    Text,
    /// `text exact`
    TextExact,
    /// `yes/no`
    YesNo,
    /// `date`
    Date,
    /// `one of "A", "B"`
    OneOf(Vec<Text>),
    /// `list of text`
    ListOfText,
    /// What could not be read, in a field whose name could; its finding says why.
    Broken,
}

/// What else is said of a field.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribute {
    /// What is said.
    pub kind: AttributeKind,
    /// Where.
    pub at: At,
}

/// The kinds of attributes of a field.
#[derive(Clone, Debug, PartialEq)]
pub enum AttributeKind {
    /// `key`
    Key,
    /// `required`
    Required,
    /// `= 0`
    Default(Literal),
    /// `from "Column name"`
    From(Text),
    /// `blank "N/A", 999`
    Blank(Vec<Literal>),
    /// `split by ";"`
    SplitBy(Text),
    /// `format "%m/%d/%Y"`
    Format(Text),
    /// `ask "How many people work there?"`
    Ask(Text),
}

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
#[expect(clippy::large_enum_variant, reason = "nearly all of these statements are rules")]
#[derive(Clone, Debug, PartialEq)]
pub enum BodyKind {
    /// `when C then POINTS because "why"`
    Rule(Rule),
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

/// `+5 per 10 page_views losing 25% every 30 days since last_visit up to +25`.
#[derive(Clone, Debug, PartialEq)]
pub struct Points {
    /// The amount; its written form has a sign, except for 0.
    pub amount: Number,
    /// `per 10 page_views`
    pub per: Option<Per>,
    /// `losing 25% every 30 days since last_visit`
    pub losing: Option<Losing>,
    /// `up to +25`
    pub up_to: Option<Number>,
    /// Where they stand.
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

/// `14 days`.
#[derive(Clone, Debug, PartialEq)]
pub struct Duration {
    /// How many.
    pub count: Whole,
    /// Of what.
    pub unit: Unit,
    /// Where it stands.
    pub at: At,
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

/// `disqualify when C because "why"`.
#[derive(Clone, Debug, PartialEq)]
pub struct Disqualify {
    /// When.
    pub condition: Expr,
    /// Why.
    pub because: Option<Text>,
}

/// `ladder stage never below previous_stage { ... }`.
#[derive(Clone, Debug, PartialEq)]
pub struct Ladder {
    /// Its name.
    pub name: Name,
    /// The field that names the step below which no lead falls.
    pub never_below: Option<Name>,
    /// Its steps, lowest first.
    pub steps: Vec<Step>,
}

/// `mql needs fit >= 40`.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// Its name; `None` where the step could not be read.
    pub name: Option<Word>,
    /// What it needs.
    pub needs: Option<Expr>,
    /// The whole step.
    pub at: At,
}

/// A label.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    /// Its name.
    pub name: Name,
    /// How it is chosen.
    pub body: LabelBody,
}

/// How a label is chosen.
#[derive(Clone, Debug, PartialEq)]
pub enum LabelBody {
    /// `{ choices }`
    Choices(Vec<Choice>),
    /// `= fit_grade + interest_grade`
    Joined(Expr),
}

/// One choice of a label.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// What it says.
    pub kind: ChoiceKind,
    /// From its first word to its last.
    pub at: At,
}

/// The kinds of choices of a label.
#[derive(Clone, Debug, PartialEq)]
pub enum ChoiceKind {
    /// `when C then hot`
    When(Expr, Word),
    /// `by VALUE { ... }`
    Table(Table),
    /// `otherwise cold`
    Otherwise(Word),
    /// What could not be read; its finding says why.
    Broken,
}

/// `test "name" { today D  given { ... }  expect ... }`.
#[derive(Clone, Debug, PartialEq)]
pub struct Test {
    /// Its name.
    pub name: Text,
    /// The date at which it is run.
    pub today: Option<DateLiteral>,
    /// The lead.
    pub given: Vec<Assign>,
    /// What must come out.
    pub expect: Vec<Want>,
}

/// `company_size = 120` in `given`.
#[derive(Clone, Debug, PartialEq)]
pub struct Assign {
    /// The field.
    pub field: Name,
    /// Its value.
    pub value: Given,
}

/// The value of a field in a test.
#[derive(Clone, Debug, PartialEq)]
pub enum Given {
    /// A single value.
    Literal(Literal),
    /// A list of texts.
    List(Vec<Literal>, At),
}

/// One expectation of a test.
#[derive(Clone, Debug, PartialEq)]
pub enum Want {
    /// `reason "asked for a demo"`
    Reason(Text, At),
    /// `fit = 45`
    Condition(Expr),
}

/// A condition or a value.
#[derive(Clone, Debug, PartialEq)]
pub struct Expr {
    /// What it says.
    pub kind: ExprKind,
    /// From its first word to its last.
    pub at: At,
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
    /// `count of L`
    CountOf(Box<Expr>),
    /// A name.
    Name(Name),
    /// A value.
    Literal(Literal),
    /// `today`
    Today,
    /// `disqualified`
    Disqualified,
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
