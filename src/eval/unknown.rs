//! Which unknown fields keep a value from being known.

use super::Judged;
use super::facts::LOOKED_INTO;
use crate::rules::{DefinitionBody, DefinitionId, Expr};

impl Judged<'_> {
    /// The names of the unknown fields that expressions need, each once.
    pub(super) fn unknown_fields(&self, exprs: &[&Expr]) -> Vec<String> {
        let mut unknown = UnknownFields { judged: self, names: Vec::new(), seen: Vec::new() };
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
}

impl UnknownFields<'_> {
    fn add(&mut self, expr: &Expr) {
        match expr {
            Expr::Field(id) if self.judged.lead.get(*id).is_none() => {
                let field = self.judged.rules.fields.get(id.0);
                let name = field.map(|field| field.name.clone());
                self.names.extend(name.filter(|name| !self.names.contains(name)));
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
            _ => {}
        }
    }
}
