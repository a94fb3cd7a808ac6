//! The tests that a rule file holds.

use super::{Condition, Entries, FieldId};
use crate::source::Place;
use crate::value::Value;
use jiff::civil::Date;

/// One test.
#[derive(Clone, Debug)]
pub struct TestCase {
    /// Its name.
    pub name: String,
    /// The date at which it is run, where the rules need one.
    pub today: Option<Date>,
    /// What is known of the lead.
    pub given: Vec<(FieldId, Value)>,
    /// The entries of its lists.
    pub entries: Vec<(FieldId, Entries)>,
    /// What must come out.
    pub expect: Vec<Expectation>,
    /// The whole test.
    pub place: Place,
}

/// One thing that must come out.
#[derive(Clone, Debug)]
pub struct Expectation {
    /// What.
    pub wanted: Wanted,
    /// How it is said.
    pub said: String,
    /// Where it stands.
    pub place: Place,
}

/// What must come out.
#[derive(Clone, Debug)]
pub enum Wanted {
    /// One of the lead's reasons, ignoring case.
    Reason(String),
    /// A reason that the lead must not have, ignoring case.
    NoReason(String),
    /// A condition that must be true.
    Condition(Condition),
}
