//! The syntax tree: what a rule file says, word for word, with the place of every part.
//!
//! Nothing is resolved here: a [`Name`] may name anything or nothing. Parts that could not be read stand as `Broken`, so that
//! the rest of the file is still checked. Two trees are equal when they say the same, wherever it stands (see [`At`]).

mod expr;
mod lead;
mod outcomes;
mod points;
mod tests;
mod words;

pub use expr::*;
pub use lead::*;
pub use outcomes::*;
pub use points::*;
pub use tests::*;
pub use words::*;

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
