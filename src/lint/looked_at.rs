//! What conditions look at, as far as it tells which of them have nothing to do with each other.

use crate::rules::{Condition, DefinitionBody, DefinitionId, Expr, Node, Rules, Selection, Subject, Test};
use std::collections::{HashMap, HashSet};

/// What a ruleset's conditions look at: fields, scores, labels and the like, as numbers.
pub(super) struct LookedAt {
    definitions: HashMap<DefinitionId, Vec<u64>>,
}

// What kind of thing a number is of.
const FIELD: u64 = 0;
const SCORE: u64 = 1 << 32;
const LABEL: u64 = 2 << 32;
const LADDER: u64 = 3 << 32;
const DISQUALIFIED: u64 = 4 << 32;

impl LookedAt {
    pub(super) fn new(rules: &Rules) -> LookedAt {
        let mut all = LookedAt { definitions: HashMap::new() };
        // Definitions come after what they rest on.
        for node in &rules.order {
            if let Node::Definition(id) = node
                && let Some(definition) = rules.definitions.get(id.0)
            {
                let looks_at = match &definition.body {
                    DefinitionBody::Condition(condition) => all.by(condition),
                    DefinitionBody::Value(value, _) => all.by_value(value),
                };
                all.definitions.insert(*id, looks_at);
            }
        }
        all
    }

    /// What a condition looks at, in order.
    pub(super) fn by(&self, condition: &Condition) -> Vec<u64> {
        let mut all = HashSet::new();
        self.condition(condition, &mut all);
        sorted(all)
    }

    /// What a value is made of, in order.
    pub(super) fn by_value(&self, value: &Expr) -> Vec<u64> {
        let mut all = HashSet::new();
        self.value(value, &mut all);
        sorted(all)
    }

    fn condition(&self, condition: &Condition, all: &mut HashSet<u64>) {
        match condition {
            Condition::All(parts) | Condition::Any(parts) | Condition::AtLeast(_, parts) => {
                parts.iter().for_each(|part| self.condition(part, all));
            }
            Condition::Not(inner) => self.condition(inner, all),
            Condition::Defined(id) => self.definition(*id, all),
            Condition::Clause(clause) => match &clause.test {
                Test::Known(Subject::Condition(id), _) => self.definition(*id, all),
                Test::Disqualified => add(all, DISQUALIFIED, 0),
                Test::Label(id, ..) => add(all, LABEL, id.0),
                Test::Step(id, ..) => add(all, LADDER, id.0),
                Test::Any(selection) => self.selection(selection, all),
                test => test.operands().into_iter().for_each(|one| self.value(one, all)),
            },
        }
    }

    fn value(&self, value: &Expr, all: &mut HashSet<u64>) {
        match value {
            Expr::Field(id) => add(all, FIELD, id.0),
            Expr::Score(id) => add(all, SCORE, id.0),
            Expr::Label(id) => add(all, LABEL, id.0),
            Expr::Defined(id) => self.definition(*id, all),
            Expr::Arithmetic(first, rest) => {
                self.value(first, all);
                rest.iter().for_each(|(_, part)| self.value(part, all));
            }
            Expr::DaysSince(inner) | Expr::DomainOf(inner) | Expr::CountOf(inner) => self.value(inner, all),
            Expr::Count(selection) | Expr::Pick(_, _, selection) => self.selection(selection, all),
            Expr::Number(_) | Expr::Date(_) | Expr::Text(_) | Expr::YesNo(_) | Expr::Today | Expr::Entry(_) => {}
        }
    }

    fn selection(&self, selection: &Selection, all: &mut HashSet<u64>) {
        add(all, FIELD, selection.list.0);
        if let Some(condition) = &selection.condition {
            self.condition(condition, all);
        }
    }

    fn definition(&self, id: DefinitionId, all: &mut HashSet<u64>) {
        all.extend(self.definitions.get(&id).into_iter().flatten());
    }
}

fn add(all: &mut HashSet<u64>, kind: u64, number: usize) {
    all.insert(kind | number as u64);
}

fn sorted(all: HashSet<u64>) -> Vec<u64> {
    let mut all: Vec<u64> = all.into_iter().collect();
    all.sort_unstable();
    all
}
