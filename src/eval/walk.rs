//! Walks through conditions and values, and into the definitions that they name.

use super::scope::Scope;
use crate::rules::{Clause, Condition, DefinitionBody, DefinitionId, Expr, Rules};
use std::collections::HashSet;
use std::ops::ControlFlow;

/// How many definitions one walk looks into: a chain of many thousands must not use up the stack.
const MOST_DEFINITIONS: usize = 256;

/// One walk, which looks into each definition once.
pub(super) struct Walk<'r> {
    rules: &'r Rules,
    looked_into: HashSet<DefinitionId>,
}

impl<'r> Walk<'r> {
    pub(super) fn new(rules: &'r Rules) -> Walk<'r> {
        Walk { rules, looked_into: HashSet::new() }
    }

    /// Visits the tests of a condition until a visit breaks off. In a scope, of what is joined only the parts that come out there as
    /// the whole does.
    pub(super) fn tests(
        &mut self,
        condition: &'r Condition,
        scope: Option<Scope>,
        visit: &mut impl FnMut(&'r Clause) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        match condition {
            Condition::All(parts) | Condition::Any(parts) | Condition::AtLeast(_, parts) => {
                let whole = scope.map(|scope| scope.truth(condition));
                for part in parts {
                    if scope.map(|scope| scope.truth(part)) == whole {
                        self.tests(part, scope, visit)?;
                    }
                }
                ControlFlow::Continue(())
            }
            Condition::Not(condition) => self.tests(condition, scope, visit),
            Condition::Defined(id) => match self.definition(*id) {
                Some(DefinitionBody::Condition(condition)) => self.tests(condition, scope, visit),
                _ => ControlFlow::Continue(()),
            },
            Condition::Clause(clause) => visit(clause),
        }
    }

    /// Visits what a value is worked out from: fields, selections of entries, and what else is made of nothing further.
    pub(super) fn sources(&mut self, expr: &'r Expr, visit: &mut impl FnMut(&'r Expr)) {
        match expr {
            Expr::Defined(id) => {
                if let Some(DefinitionBody::Value(expr, _)) = self.definition(*id) {
                    self.sources(expr, visit);
                }
            }
            Expr::Arithmetic(first, rest) => {
                self.sources(first, visit);
                rest.iter().for_each(|(_, expr)| self.sources(expr, visit));
            }
            Expr::DaysSince(expr) | Expr::DomainOf(expr) | Expr::CountOf(expr) => self.sources(expr, visit),
            _ => visit(expr),
        }
    }

    /// What a definition stands for, the first time that it is come by.
    fn definition(&mut self, id: DefinitionId) -> Option<&'r DefinitionBody> {
        let is_new = self.looked_into.len() < MOST_DEFINITIONS && self.looked_into.insert(id);
        self.rules.definitions.get(id.0).filter(|_| is_new).map(|definition| &definition.body)
    }
}
