//! What conditions and values are asked of.

use super::{Judged, Verdict};
use crate::rules::{Condition, Entries, EntryFieldId, Expr, Lead, Test};
use crate::value::{Truth, Value};
use jiff::civil::Date;
use std::borrow::Cow;

/// A lead, what has come out for it so far, and the entry of one of its lists that is looked at, if any.
///
/// Its methods stand in the files of this folder, one construct of the language each.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scope<'s> {
    pub(super) lead: &'s Lead,
    pub(super) today: Date,
    pub(super) verdict: &'s Verdict,
    pub(super) entry: Option<Entry<'s>>,
}

/// One entry of a list.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry<'s> {
    pub(super) of: &'s Entries,
    /// Which one, counted from 0.
    pub(super) at: usize,
}

impl<'s> Entry<'s> {
    /// Its value for a field.
    pub(super) fn get(self, field: EntryFieldId) -> Option<&'s Value> {
        self.of.get(self.at, field)
    }
}

impl Judged<'_> {
    /// The lead as a whole.
    pub(super) fn scope(&self) -> Scope<'_> {
        Scope { lead: self.lead, today: self.today, verdict: &self.verdict, entry: None }
    }

    /// How true a condition is.
    pub fn truth(&self, condition: &Condition) -> Truth {
        self.scope().truth(condition)
    }

    /// How a single test comes out.
    pub(super) fn test(&self, test: &Test) -> Truth {
        self.scope().test(test)
    }

    /// The value of any expression.
    pub fn value<'v>(&'v self, expr: &'v Expr) -> Option<Cow<'v, Value>> {
        self.scope().value(expr)
    }
}
