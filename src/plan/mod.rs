//! A ruleset made ready to be run over many leads: what a lead costs hardly grows with the number of rules.
//!
//! What a rule asks of a single field is not asked of each lead. The values of a field fall into classes for which all that is asked
//! of it comes out alike; of each class it is kept what all rules that look at that field alone give together, and a row of bits, one
//! for each condition of several fields that is still possible. For a lead the class of each field is looked up, the points are added
//! and the rows are joined: what is left are the conditions that are true, and in a second row those that are not known to be false.
//! Scores, ladders and labels that others rest on are things with classes just like fields.
//!
//! What a class comes to is asked of the plain evaluator when its first value comes along, so that there is no second meaning. What
//! fits into no class, such as one field compared with another, or the entries of lists, is asked of it lead by lead.

mod build;
mod classes;
mod counts;
mod layout;
mod lookup;
mod of_thing;
mod run;
mod scorer;
mod terms;
mod texts;
mod uses;

pub use counts::Counts;
#[cfg(feature = "files")]
pub(crate) use scorer::{Class, Column, TOGETHER};
pub use scorer::{Fired, Scored, Scorer};
#[cfg(feature = "files")]
pub(crate) use texts::Texts;

use crate::rules::{Choice, Condition, DefinitionId, FieldId, LabelId, LadderId, Part, RuleId, Rules, ScoreId};
use crate::value::{Coefficient, Points};
use build::Build;
use jiff::civil::Date;
use layout::Layout;
use of_thing::OfThing;

/// A ruleset made ready to be run, as of a day. It may be shared by threads, each with a [`Scorer`] of its own.
///
/// Making it costs about as much as checking the ruleset did.
#[derive(Debug)]
pub struct Plan<'r> {
    rules: &'r Rules,
    today: Date,
    things: Vec<OfThing<'r>>,
    layout: Layout,
    steps: Vec<Step<'r>>,
    buckets: Vec<Bucket>,
    /// For each field its place among the things; fields that nothing looks at have none.
    fields: Vec<Option<usize>>,
    /// The fields whose values are needed beside their classes; `None` where classes are enough.
    needed: Option<Vec<FieldId>>,
}

impl<'r> Plan<'r> {
    /// Makes a ruleset without errors ready.
    pub fn new(rules: &'r Rules, today: Date) -> Plan<'r> {
        Build::plan(rules, today)
    }

    /// The ruleset.
    pub fn rules(&self) -> &'r Rules {
        self.rules
    }

    /// The day.
    pub fn today(&self) -> Date {
        self.today
    }

    /// The fields whose values a scorer has to be handed beside their classes; `None` where classes are enough.
    pub fn needed(&self) -> Option<&[FieldId]> {
        self.needed.as_deref()
    }
}

/// What is done for each lead once the classes of its fields are known.
#[derive(Debug)]
enum Step<'r> {
    /// How true a condition is, of the lead as it stands.
    Ask {
        thing: usize,
        condition: &'r Condition,
    },
    /// What a definition stands for, that is asked for so.
    Define(DefinitionId),
    Score(ScorePlan<'r>),
    /// The segment of the disqualifiers, and the place of whether any is true.
    Disqualify {
        segment: usize,
        place: Option<usize>,
    },
    Ladder(LadderPlan),
    Label(LabelPlan<'r>),
}

/// Where points are added up: a score, or a group within one.
#[derive(Clone, Copy, Debug)]
struct Bucket {
    /// The group or score around it, where it is a group.
    into: Option<usize>,
    low: Option<Points>,
    high: Option<Points>,
}

/// How a score comes about, beside what fields give by themselves.
#[derive(Debug)]
struct ScorePlan<'r> {
    id: ScoreId,
    /// Its place among the things, where anything looks at it.
    place: Option<usize>,
    root: usize,
    /// Its bucket and those of its groups, each after the one around it.
    buckets: Vec<usize>,
    segment: usize,
    /// For each condition of the segment its rule.
    rules: Vec<RuleInSlot>,
    firsts: Vec<FirstPlan>,
    plain: Vec<Plain<'r>>,
    computed: Option<(Coefficient, &'r [(Coefficient, ScoreId)])>,
}

impl Default for ScorePlan<'_> {
    fn default() -> Self {
        let (id, root, segment) = (ScoreId(0), 0, usize::MAX);
        let (buckets, rules, firsts, plain) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        ScorePlan { id, place: None, root, buckets, segment, rules, firsts, plain, computed: None }
    }
}

/// A rule that gives the same to all leads for which its condition is true.
#[derive(Clone, Copy, Debug)]
struct RuleInSlot {
    id: RuleId,
    bucket: usize,
    points: i64,
}

/// A `first`: the conditions of its segment are that of the blocks around it, and those of its rules.
#[derive(Debug)]
struct FirstPlan {
    segment: usize,
    rules: Vec<RuleInSlot>,
}

/// A part of a score that is asked of each lead as it stands.
#[derive(Debug)]
struct Plain<'r> {
    part: &'r Part,
    gates: Vec<&'r Condition>,
    bucket: usize,
}

/// A part of a score that looks at one thing alone.
#[derive(Debug)]
struct Single<'r> {
    part: &'r Part,
    gates: Vec<&'r Condition>,
    bucket: usize,
}

#[derive(Debug)]
struct LadderPlan {
    id: LadderId,
    place: Option<usize>,
    segment: usize,
    /// For each step the condition of the segment that it needs.
    steps: Vec<Option<usize>>,
    /// The place of the field of `never below`.
    floor: Option<usize>,
}

#[derive(Debug)]
struct LabelPlan<'r> {
    id: LabelId,
    place: Option<usize>,
    segment: usize,
    choices: Vec<ChoicePlan<'r>>,
    /// The place of the thing that it looks at alone, and which of the labels of that thing it is.
    alone: Option<usize>,
    at: usize,
    joined: Option<&'r [LabelId]>,
}

impl Default for LabelPlan<'_> {
    fn default() -> Self {
        LabelPlan {
            id: LabelId(0),
            place: None,
            segment: usize::MAX,
            choices: Vec::new(),
            alone: None,
            at: 0,
            joined: None,
        }
    }
}

#[derive(Debug)]
enum ChoicePlan<'r> {
    /// A condition of the segment.
    When(usize),
    /// A table over a thing.
    Table(usize),
    /// A table that is asked of each lead as it stands.
    Plain(&'r Choice),
}
