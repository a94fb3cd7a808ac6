//! Which unknown fields keep a value from being known, and the entries of a list from counting.

use super::Judged;
use super::counted::looked_at;
use super::scope::{Entry, Scope};
use super::walk::Walk;
use crate::rules::{Condition, Expr, FieldId, Selection};
use crate::value::Truth;
use std::collections::HashSet;
use std::ops::ControlFlow;

/// How often the tests of a condition are tried on the entries of a list, all together, to find what they wait for.
const MOST_TRIED: usize = 1_000_000;

impl Judged<'_> {
    /// The names of the unknown fields that expressions need, each once.
    pub(super) fn unknown_fields(&self, exprs: &[&Expr]) -> Vec<String> {
        let mut unknown = UnknownFields::default();
        let mut walk = Walk::new(self.rules);
        for expr in exprs {
            walk.sources(expr, &mut |source| {
                unknown.add(self, source);
                // The entries that it is taken from may not count for want of something else. What is asked of them is not asked in
                // turn: a chain of definitions, each with a list that it goes by, must not use up the stack.
                if let Expr::Pick(.., selection) = source
                    && self.value(source).is_none()
                {
                    self.lacking(selection).into_iter().for_each(|field| unknown.push(field));
                }
            });
        }
        self.names_of(&unknown.fields)
    }

    /// The unknown fields of the lead for want of which it cannot be told of some entry whether it counts.
    pub(super) fn undecided_for_want_of(&self, selection: &Selection) -> Vec<String> {
        self.names_of(&self.lacking(selection))
    }

    fn lacking(&self, selection: &Selection) -> Vec<FieldId> {
        let Some(condition) = &selection.condition else { return Vec::new() };
        let Some(entries) = self.lead.entries(selection.list) else { return Vec::new() };
        let mut all = UnknownFields::default();
        let tests = self.add_looked_at(condition, None, &mut all);
        let mut lacking = UnknownFields::default();
        for at in 0..entries.len().min(MOST_TRIED / tests.max(1)) {
            // Each that could be found is found.
            if lacking.fields.len() == all.fields.len() {
                break;
            }
            let scope = Scope { entry: Some(Entry { of: entries, at }), ..self.scope() };
            if scope.truth(condition) == Truth::Unknown {
                self.add_looked_at(condition, Some(scope), &mut lacking);
            }
        }
        all.fields.retain(|field| lacking.held.contains(field));
        all.fields
    }

    /// Adds the unknown fields that the tests of a condition look at; in a scope where it is unknown, those tests that are too.
    /// Gives back how many tests there were.
    fn add_looked_at(&self, condition: &Condition, scope: Option<Scope>, unknown: &mut UnknownFields) -> usize {
        let mut tests = 0;
        let mut values = Walk::new(self.rules);
        // No visit breaks off.
        let _ = Walk::new(self.rules).tests(condition, scope, &mut |clause| {
            tests += 1;
            for expr in looked_at(&clause.test) {
                values.sources(expr, &mut |source| unknown.add(self, source));
            }
            ControlFlow::Continue(())
        });
        tests
    }

    fn names_of(&self, fields: &[FieldId]) -> Vec<String> {
        fields.iter().filter_map(|field| self.rules.fields.get(field.0)).map(|field| field.name.clone()).collect()
    }
}

/// Unknown fields while they are gathered: each once, in the order in which they were found.
#[derive(Default)]
struct UnknownFields {
    fields: Vec<FieldId>,
    held: HashSet<FieldId>,
}

impl UnknownFields {
    fn push(&mut self, field: FieldId) {
        if self.held.insert(field) {
            self.fields.push(field);
        }
    }

    fn add(&mut self, judged: &Judged, source: &Expr) {
        if let Expr::Field(field) = source
            && judged.lead.get(*field).is_none()
        {
            self.push(*field);
        }
    }
}
