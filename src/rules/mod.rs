//! The typed rule tree: what a ruleset means. Names are resolved, types are known, and all that is left is data.
//!
//! Parts refer to each other by ids, which are places in the lists of [`Rules`].

mod condition;
mod lead;
mod outcome;
mod points;
mod test;

pub use condition::{
    ArithmeticOp, Clause, CompareOp, Condition, Expr, List, Pick, Said, Selection, Subject, Test, TextTest, Which,
};
pub use lead::{Entries, EntryType, Field, Lead};
pub use outcome::{Choice, Disqualifier, Label, LabelBody, Ladder, Otherwise, Step};
pub use points::{
    Award, Fires, First, Group, Losing, Part, Per, PeriodLimit, Rule, Score, ScoreBody, Table, TableRow, When,
};
pub use test::{Expectation, TestCase, Wanted};

use crate::source::Place;
use crate::value::Type;
use jiff::tz::TimeZone;
use std::sync::Arc;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub usize);
    )*};
}

ids! {
    /// A field of the lead.
    FieldId
    /// A field of the entries of a list.
    EntryFieldId
    /// A named list.
    ListId
    /// A definition.
    DefinitionId
    /// A score.
    ScoreId
    /// A ladder.
    LadderId
    /// A label.
    LabelId
    /// A rule or a table that gives points, numbered through the whole ruleset in the order of the file.
    RuleId
}

/// A checked ruleset.
#[derive(Clone, Debug, Default)]
pub struct Rules {
    /// Its name, if it says one.
    pub name: Option<String>,
    /// Where instants have their date, and where today begins; UTC unless said.
    pub timezone: Option<TimeZone>,
    /// The fields that the ruleset declares or uses.
    pub fields: Vec<Field>,
    /// The named lists.
    pub lists: Vec<NamedList>,
    /// The definitions.
    pub definitions: Vec<Definition>,
    /// The scores, in the order of the file.
    pub scores: Vec<Score>,
    /// What disqualifies.
    pub disqualifiers: Vec<Disqualifier>,
    /// The ladders.
    pub ladders: Vec<Ladder>,
    /// The labels.
    pub labels: Vec<Label>,
    /// The tests.
    pub tests: Vec<TestCase>,
    /// Everything that depends on something else, after what it depends on.
    pub order: Vec<Node>,
    /// How many rules and tables give points: ids run from 0 up to this.
    pub rule_count: usize,
    /// Whether any verdict depends on today's date.
    pub uses_today: bool,
}

impl Rules {
    /// The field that identifies a lead, if one is declared.
    pub fn key(&self) -> Option<FieldId> {
        self.fields.iter().position(|field| field.key).map(FieldId)
    }

    /// Whether anything gives points, so that a lead can have reasons for them.
    pub fn gives_points(&self) -> bool {
        self.rule_count > 0
    }
}

/// What is worked out for a lead, one after the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Node {
    /// A definition.
    Definition(DefinitionId),
    /// A score.
    Score(ScoreId),
    /// All disqualifiers together.
    Disqualified,
    /// A ladder.
    Ladder(LadderId),
    /// A label.
    Label(LabelId),
}

/// A named list.
#[derive(Clone, Debug)]
pub struct NamedList {
    /// Its name.
    pub name: String,
    /// Its entries.
    pub entries: Arc<List>,
    /// Where it is defined.
    pub place: Place,
}

/// A definition.
#[derive(Clone, Debug)]
pub struct Definition {
    /// Its name.
    pub name: String,
    /// What it stands for.
    pub body: DefinitionBody,
    /// Where its name stands.
    pub place: Place,
}

/// What a definition stands for.
#[derive(Clone, Debug)]
pub enum DefinitionBody {
    /// A condition.
    Condition(Condition),
    /// A value of a type.
    Value(Expr, Type),
}
