//! From a lead to a verdict: what the language means.
//!
//! [`judge`] defines the meaning: every construct is one plain function. [`Judge`] does the same for many leads, one after
//! the other, and [`evaluate`] tells in full how a verdict came about.

mod alone;
mod condition;
mod could_be;
mod counted;
mod entries;
pub(crate) mod entry_words;
mod evaluate;
mod evaluation;
mod facts;
mod given;
mod judge;
mod outcome;
mod points;
mod reasons;
mod say;
mod scope;
mod text;
mod tree;
mod unknown;
mod value;
mod verdict;
mod walk;
pub(crate) mod words;

pub(crate) use alone::{award_alone, constant_value, test_alone};
pub use evaluate::evaluate;
pub use evaluation::{
    At, CouldBe, CountedEntries, CountedEntry, DisqualifierNode, Evaluation, Fact, HeldBack, Joined, LabelNode,
    LadderTree, Need, Node, NodeKind, Reason, RowNode, ScoreTree, StepNode, Term, UndecidedChoice,
};
pub use given::given;
pub use judge::{Judge, Judged, judge};
pub use reasons::{disqualified_because, has_reason, label_because, reasons};
pub(crate) use say::say;
pub use verdict::{Defined, Labelled, Outcome, Row, Standing, Status, Verdict};
