//! The evaluated rule tree of one lead: what `explain` shows, and what its JSON is.

use super::Status;
use crate::value::{Coefficient, Points, Truth, Value};
use jiff::civil::Date;
use serde::{Serialize, Serializer};

/// Everything that came out for one lead, and why.
///
/// As JSON it is one object with the names of these fields; the form is stable, and `grammar/evaluation.schema.json` is its
/// JSON Schema. Points are JSON numbers with at most two
/// places; truths are `"true"`, `"false"` and `"unknown"`; what does not apply is left out or null. Texts stand as they were
/// read, so that whoever shows them must strip control characters.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Evaluation {
    /// The name of the ruleset, if it has one.
    pub ruleset: Option<String>,
    /// The value of the field that identifies the lead, if there is one and it is known.
    pub key: Option<Value>,
    /// The line of the input where the lead begins, counted from 1, where whoever read it has set it.
    pub line: Option<u64>,
    /// The day as of which the lead was judged, as `2026-01-31`.
    #[serde(serialize_with = "as_text")]
    pub today: Date,
    /// Whether the lead is disqualified.
    pub disqualified: bool,
    /// Why it is: the reasons of all disqualifiers that are true.
    pub disqualified_because: Vec<String>,
    /// The fired rules that gave points, most points first, ties in the order of the file.
    pub reasons: Vec<Reason>,
    /// The scores, in the order of the file.
    pub scores: Vec<ScoreTree>,
    /// The ladders, in the order of the file.
    pub ladders: Vec<LadderTree>,
    /// The labels, in the order of the file.
    pub labels: Vec<LabelNode>,
    /// The disqualifiers, in the order of the file.
    pub disqualifiers: Vec<DisqualifierNode>,
}

impl Evaluation {
    /// The score of that name, if the ruleset has it.
    ///
    /// ```
    /// use qualify::{Ruleset, jiff::civil::date};
    /// let ruleset = Ruleset::parse("score fit { when vip then +20 }  score interest { when downloads >= 2 then +5 }")?;
    /// let evaluation = ruleset.evaluate(&serde_json::json!({"downloads": 3}), date(2026, 1, 15))?;
    /// assert_eq!(evaluation.score("interest").map(|score| score.points.to_string()), Some("5".to_owned()));
    /// assert!(evaluation.score("no such score").is_none());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn score(&self, name: &str) -> Option<&ScoreTree> {
        self.scores.iter().find(|score| score.name == name)
    }

    /// The ladder of that name, if the ruleset has it.
    ///
    /// ```
    /// use qualify::{Ruleset, jiff::civil::date};
    /// let ruleset = Ruleset::parse("when vip then +20  ladder stage { lead  mql needs score >= 10 }")?;
    /// let evaluation = ruleset.evaluate(&serde_json::json!({"vip": true}), date(2026, 1, 15))?;
    /// let stage = evaluation.ladder("stage").and_then(|ladder| ladder.step.as_deref());
    /// assert_eq!(stage, Some("mql"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn ladder(&self, name: &str) -> Option<&LadderTree> {
        self.ladders.iter().find(|ladder| ladder.name == name)
    }

    /// The label of that name, if the ruleset has it.
    ///
    /// ```
    /// use qualify::{Ruleset, jiff::civil::date};
    /// let ruleset = Ruleset::parse("when vip then +20  label priority { when score >= 10 then high  otherwise low }")?;
    /// let evaluation = ruleset.evaluate(&serde_json::json!({"vip": true}), date(2026, 1, 15))?;
    /// assert_eq!(evaluation.label("priority").map(|label| label.value.as_str()), Some("high"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn label(&self, name: &str) -> Option<&LabelNode> {
        self.labels.iter().find(|label| label.name == name)
    }
}

/// A fired rule, or row of a table, that gave points.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reason {
    /// The score that it counts in.
    pub score: String,
    /// Why.
    pub reason: String,
    /// What it gave; bounds of groups and scores around it are not applied.
    pub points: Points,
}

/// Where something stands in the rule files.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct At {
    /// The file, where it is not the ruleset's main one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// The line, counted from 1.
    pub line: usize,
}

/// A score and how it came about.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ScoreTree {
    /// Its name.
    pub name: String,
    /// What it is, within its bounds.
    pub points: Points,
    /// The least it can be, if bounded.
    pub low: Option<Points>,
    /// The most it can be, if bounded.
    pub high: Option<Points>,
    /// How a computed score is said: `0.6 * fit + 0.4 * interest`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub said: Option<String>,
    /// The constant of a computed score.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub constant: Option<Coefficient>,
    /// The scores that a computed score is made of; empty for others.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub terms: Vec<Term>,
    /// What adds up to the score; empty for a computed one.
    pub parts: Vec<Node>,
    /// Where it stands.
    #[serde(flatten)]
    pub at: At,
}

/// A score in a computed score.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Term {
    /// What it is multiplied by.
    pub times: Coefficient,
    /// Its name.
    pub score: String,
    /// What it is.
    pub points: Points,
}

/// A part of a score: a rule, a table, or a block of them.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Node {
    /// What it is.
    pub kind: NodeKind,
    /// Its title: the reason of a rule, or of the table's row that decided; the name of a `first` or `group`.
    pub reason: String,
    /// How it is said: the condition of a rule or a `when` block, `by industry` of a table; empty for `first` and `group`.
    pub said: String,
    /// The points as they are said, `+5 per downloads up to +25`: of a rule, or of the row that decided.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub award: Option<String>,
    /// Whether it fired. A `when` block fires when its condition is true, a `first` or a `group` when anything in it does.
    pub status: Status,
    /// What it gave; for a group, within its bounds.
    pub points: Points,
    /// The least that a group gives, if bounded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub low: Option<Points>,
    /// The most that a group gives, if bounded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub high: Option<Points>,
    /// The row of a table that decided.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<RowNode>,
    /// Why it did not count, where its own condition does not tell.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub held_back: Option<HeldBack>,
    /// The facts that decided it, or that are missing to decide it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub decided_by: Vec<Fact>,
    /// What it could give instead, once more is known of the lead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub could_be: Option<CouldBe>,
    /// What stands inside a block.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<Node>,
    /// Where it stands.
    #[serde(flatten)]
    pub at: At,
}

/// What a part of a score is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NodeKind {
    /// A single rule.
    Rule,
    /// A table.
    Table,
    /// Rules of which only the first that fires counts.
    First,
    /// Parts whose sum is bounded.
    Group,
    /// Parts that count only when a condition is true.
    When,
}

/// The row of a table that decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RowNode {
    /// Its cases as they are said: `"Software", "Fintech"`, `unknown`, `other`.
    pub case: String,
    /// Whether it is the `unknown` row, so that it could still be another one.
    pub is_unknown: bool,
    /// Where it stands.
    #[serde(flatten)]
    pub at: At,
}

/// Why a rule did not count although its own condition does not rule it out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum HeldBack {
    /// An earlier rule of the same `first` fired.
    EarlierRule,
    /// The condition of a `when` block around it is false.
    Block,
}

/// What an undecided part could give.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct CouldBe {
    /// The least; null where there is no limit.
    pub low: Option<Points>,
    /// The most; null where there is no limit.
    pub high: Option<Points>,
}

/// A single test that decided something: what was looked at, its value, and what was asked of it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Fact {
    /// What was looked at: `company_size`, `days since last_visit`.
    pub subject: String,
    /// Its value; null where it is unknown.
    pub value: Option<Value>,
    /// What was asked of it: `in 50..500`; empty for a yes/no value by itself, and for a value that was only counted.
    pub asked: String,
    /// How that came out.
    pub truth: Truth,
    /// Where several texts were looked for: the one that was found, as `contains word "vp"`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub found: Option<String>,
    /// The value that it was compared with, where that is not a literal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub compared_with: Option<Value>,
    /// The fields that are unknown, where the outcome is.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unknown_fields: Vec<String>,
    /// Where its value comes from entries of lists: those that counted, list by list.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub entries: Vec<CountedEntries>,
    /// Whether the value is the name of a step or a label's value, which is shown without quotes.
    #[serde(skip)]
    pub is_name: bool,
    /// Whether entries are all that it looks at, so that where none counts nothing else is to be said.
    #[serde(skip)]
    pub only_entries: bool,
}

/// The entries of a list that counted, and the newest of them.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct CountedEntries {
    /// The name of the list.
    pub list: String,
    /// Which entries count, as it is said: `activity where (kind = "visit")`.
    pub said: String,
    /// How many entries the list has.
    pub of: usize,
    /// How many of them counted. For the latest, highest and the like, and for a sum, these are the ones that have a value for it.
    pub count: usize,
    /// For a rule that gives its points for each: what they give together, before any limit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub points: Option<Points>,
    /// The newest of those that counted, at most five, the newest first. Those without a date stand last; where a list has no
    /// date, or several, the last of the list counts as the newest.
    pub newest: Vec<CountedEntry>,
    /// How many more were passed over, as what they need besides is unknown.
    #[serde(skip_serializing_if = "is_zero")]
    pub passed_over: usize,
    /// The field of theirs that this is, where it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub needed: Option<String>,
    /// The unknown fields of the lead for want of which others could not count.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unknown_fields: Vec<String>,
}

/// An entry that counted.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct CountedEntry {
    /// What is known of it, by the names of its fields: its date, then what the rules look at, then the rest.
    #[serde(serialize_with = "as_map")]
    pub fields: Vec<(String, Value)>,
    /// For a rule that gives its points for each: what this one gives, before any limit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub points: Option<Points>,
    /// Whether its first field is its date.
    #[serde(skip)]
    pub has_date: bool,
}

/// A ladder, and where the lead stands on it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LadderTree {
    /// Its name.
    pub name: String,
    /// The step that the lead stands on; null where it is below the first, as disqualified leads are.
    pub step: Option<String>,
    /// Where `never below` has lifted the lead: the step that it would stand on without.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lifted_from: Option<String>,
    /// What the field of `never below` holds, where that names no step.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub names_no_step: Option<Value>,
    /// The steps, lowest first.
    pub steps: Vec<StepNode>,
    /// Where it stands.
    #[serde(flatten)]
    pub at: At,
}

/// A step of a ladder.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StepNode {
    /// Its name.
    pub name: String,
    /// Whether the lead stands on it or above.
    pub reached: bool,
    /// What it needs, as it is said; empty for the first.
    pub said: String,
    /// Whether its own condition is met, whatever is with the steps before.
    pub truth: Truth,
    /// How the conditions in `needs` are joined.
    pub joined: Joined,
    /// The conditions that its own is made of.
    pub needs: Vec<Need>,
    /// Where it stands.
    #[serde(flatten)]
    pub at: At,
}

/// How the conditions of a step are joined; in JSON `"and"`, `"or"` or `{"at_least": 2}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Joined {
    /// All of them are needed.
    And,
    /// One of them is enough.
    Or,
    /// So many of them are enough.
    AtLeast(usize),
}

/// One of the conditions of a step.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Need {
    /// As it is said.
    pub said: String,
    /// How true it is.
    pub truth: Truth,
    /// The facts that decided it.
    pub decided_by: Vec<Fact>,
}

/// A label and where its value comes from.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LabelNode {
    /// Its name.
    pub name: String,
    /// Its value. Also for a disqualified lead its own, though what is written out then reads `disqualified`.
    pub value: String,
    /// The choice that gave the value: its condition, `by industry`, `otherwise`, or the labels that are joined.
    pub choice: String,
    /// Why, where the choice says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub because: Option<String>,
    /// Where that choice is a table: the row that decided.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<RowNode>,
    /// The facts that decided the choice.
    pub decided_by: Vec<Fact>,
    /// The choices before that one that are undecided: any of them may have given the value, were more known of the lead.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub undecided: Vec<UndecidedChoice>,
    /// Where the choice stands.
    #[serde(flatten)]
    pub at: At,
}

/// A choice of a label that was passed over for want of data.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct UndecidedChoice {
    /// Its condition, or `by industry`.
    pub choice: String,
    /// The facts that are missing to decide it.
    pub decided_by: Vec<Fact>,
    /// Where it stands.
    #[serde(flatten)]
    pub at: At,
}

/// A disqualifier.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DisqualifierNode {
    /// Why it disqualifies.
    pub reason: String,
    /// Its condition, as it is said.
    pub said: String,
    /// How true that is; only a true one disqualifies.
    pub truth: Truth,
    /// The facts that decided it.
    pub decided_by: Vec<Fact>,
    /// Where it stands.
    #[serde(flatten)]
    pub at: At,
}

fn as_text<S: Serializer>(shown: &impl std::fmt::Display, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(shown)
}

fn as_map<S: Serializer>(fields: &[(String, Value)], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(fields.iter().map(|(name, value)| (name, value)))
}

fn is_zero(count: &usize) -> bool {
    *count == 0
}
