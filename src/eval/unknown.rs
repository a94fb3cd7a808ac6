//! Which unknown fields keep a value from being known.

use super::Judged;
use super::facts::LOOKED_INTO;
use crate::rules::{DefinitionBody, DefinitionId, Expr};

impl Judged<'_> {
    /// The names of the unknown fields that expressions need, each once.
    pub(super) fn unknown_fields(&self, exprs: &[&Expr]) -> Vec<String> {
        self.unknown(exprs, true)
    }

    /// The same, but for what keeps the entries of lists from counting.
    pub(super) fn unknown_fields_outside_of_lists(&self, exprs: &[&Expr]) -> Vec<String> {
        self.unknown(exprs, false)
    }

    fn unknown(&self, exprs: &[&Expr], in_lists: bool) -> Vec<String> {
        let mut unknown = UnknownFields { judged: self, names: Vec::new(), seen: Vec::new(), in_lists };
        for expr in exprs {
            unknown.add(expr);
        }
        unknown.names
    }
}

struct UnknownFields<'a> {
    judged: &'a Judged<'a>,
    names: Vec<String>,
    /// The definitions that were looked into already.
    seen: Vec<DefinitionId>,
    /// Whether lists are looked into. What is asked of their entries is not asked in turn: a chain of definitions, each with a list
    /// that it goes by, must not use up the stack.
    in_lists: bool,
}

impl UnknownFields<'_> {
    fn push(&mut self, name: String) {
        if !self.names.contains(&name) {
            self.names.push(name);
        }
    }

    fn add(&mut self, expr: &Expr) {
        match expr {
            Expr::Field(id) if self.judged.lead.get(*id).is_none() => {
                let field = self.judged.rules.fields.get(id.0);
                if let Some(field) = field {
                    self.push(field.name.clone());
                }
            }
            Expr::Defined(id) if self.seen.len() < LOOKED_INTO && !self.seen.contains(id) => {
                self.seen.push(*id);
                let definition = self.judged.rules.definitions.get(id.0);
                if let Some(DefinitionBody::Value(expr, _)) = definition.map(|definition| &definition.body) {
                    self.add(expr);
                }
            }
            Expr::Arithmetic(first, rest) => {
                self.add(first);
                rest.iter().for_each(|(_, expr)| self.add(expr));
            }
            Expr::DaysSince(expr) | Expr::DomainOf(expr) | Expr::CountOf(expr) => self.add(expr),
            // The entries that it is taken from may not count for want of something else.
            Expr::Pick(.., selection) if self.in_lists && self.judged.value(expr).is_none() => {
                for name in self.judged.undecided_for_want_of(selection) {
                    self.push(name);
                }
            }
            _ => {}
        }
    }
}
