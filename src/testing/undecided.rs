//! Whether a part can be undecided at all.

use super::parts::What;
use crate::eval::Row;
use crate::rules::{Award, Condition, DefinitionBody, Expr, Fires, Node, Pick, Rule, Rules, Table, Test};
use crate::value::Type;

/// What can be unknown in a ruleset.
pub(super) struct CanBeUndecided<'r> {
    rules: &'r Rules,
    /// For each definition.
    definitions: Vec<bool>,
}

impl<'r> CanBeUndecided<'r> {
    pub(super) fn new(rules: &'r Rules) -> Self {
        let mut known = CanBeUndecided { rules, definitions: vec![false; rules.definitions.len()] };
        for node in &rules.order {
            let Node::Definition(id) = node else { continue };
            let can = match rules.definitions.get(id.0).map(|definition| &definition.body) {
                Some(DefinitionBody::Condition(condition)) => known.condition(condition),
                Some(DefinitionBody::Value(expr, _)) => known.value(expr),
                None => false,
            };
            if let Some(place) = known.definitions.get_mut(id.0) {
                *place = can;
            }
        }
        known
    }

    pub(super) fn part(&self, what: &What) -> bool {
        match what {
            What::Rule(rule) => self.rule(rule),
            What::Row(table, row) => {
                let award = row.of(table).is_some_and(|row| self.award(&row.gives));
                award || self.row(table, *row)
            }
            What::First(first) => first.rules.iter().any(|rule| self.rule(rule)),
            What::When(condition) | What::Disqualifier(condition) => self.condition(condition),
            What::Step(_, _, condition) | What::Choice(_, _, condition) => {
                condition.is_some_and(|condition| self.condition(condition))
            }
            What::LabelRow(_, _, table, row) => self.row(table, *row),
        }
    }

    /// A rule that gives its points for each entry is open only where they depend on what may be unknown of an entry.
    fn rule(&self, rule: &Rule) -> bool {
        match &rule.fires {
            Fires::When(condition) => self.condition(condition) || self.award(&rule.award),
            Fires::Each(_) => !rule.award.up_to_per.is_empty() || self.award(&rule.award),
        }
    }

    /// Whether it can be open if a row decides: where there is an `unknown` row, that one decides instead.
    fn row<G>(&self, table: &Table<G>, row: Row) -> bool {
        table.unknown.is_none() && row != Row::Unknown && self.value(&table.by)
    }

    fn condition(&self, condition: &Condition) -> bool {
        match condition {
            Condition::All(parts) | Condition::Any(parts) | Condition::AtLeast(_, parts) => {
                parts.iter().any(|part| self.condition(part))
            }
            Condition::Not(condition) => self.condition(condition),
            Condition::Defined(id) => self.definitions.get(id.0).copied().unwrap_or(false),
            Condition::Clause(clause) => self.test(&clause.test),
        }
    }

    fn test(&self, test: &Test) -> bool {
        match test {
            Test::Yes(expr)
            | Test::InRange(expr, ..)
            | Test::InList { value: expr, .. }
            | Test::Text(expr, _)
            | Test::Within { day: expr, .. } => self.value(expr),
            Test::Compare(_, left, right) | Test::SameText { left, right, .. } => self.value(left) || self.value(right),
            Test::Disqualified | Test::Any(_) | Test::Known(..) | Test::Label(..) | Test::Step(..) => false,
        }
    }

    fn award(&self, award: &Award) -> bool {
        award.per.as_ref().is_some_and(|per| self.value(&per.value))
            || award.losing.as_ref().is_some_and(|losing| self.value(&losing.since))
    }

    /// Whether a value can be unknown, or too wide a range to tell.
    fn value(&self, expr: &Expr) -> bool {
        match expr {
            Expr::Field(id) => self
                .rules
                .fields
                .get(id.0)
                .is_some_and(|field| field.default.is_none() || *field.kind() == Type::NumberOrRange),
            Expr::Defined(id) => self.definitions.get(id.0).copied().unwrap_or(false),
            // It may not be finite, or have no domain.
            Expr::Arithmetic(..) | Expr::DomainOf(_) => true,
            Expr::DaysSince(expr) | Expr::CountOf(expr) => self.value(expr),
            Expr::Score(_) | Expr::Label(_) | Expr::Number(_) | Expr::Date(_) | Expr::Text(_) | Expr::YesNo(_) => false,
            Expr::Today | Expr::Count(_) => false,
            // A field of an entry; or there may be no entry that counts.
            Expr::Entry(_) => true,
            Expr::Pick(pick, ..) => *pick != Pick::Sum,
        }
    }
}
