//! Keys of conditions, so that those that are said alike are found without comparing all of them.

use crate::rules::Condition;
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

/// Keys of conditions: those that are said alike have the same.
#[derive(Default)]
pub(super) struct Keys {
    /// Of each clause once, by its address: a long list may be used by many rules.
    clauses: HashMap<usize, u64>,
}

impl Keys {
    /// The key of several conditions, in whatever order.
    pub(super) fn of_all(&mut self, conditions: &[&Condition]) -> u64 {
        let mut keys: Vec<u64> = conditions.iter().map(|one| self.of(one)).collect();
        keys.sort_unstable();
        hashed(&(0, keys))
    }

    pub(super) fn of(&mut self, condition: &Condition) -> u64 {
        match condition {
            Condition::All(parts) | Condition::Any(parts) | Condition::AtLeast(_, parts) => {
                let mut keys: Vec<u64> = parts.iter().map(|part| self.of(part)).collect();
                keys.sort_unstable();
                let how = match condition {
                    Condition::All(_) => 0,
                    Condition::AtLeast(count, _) => count + 2,
                    _ => 1,
                };
                hashed(&(1, how, keys))
            }
            Condition::Not(inner) => hashed(&(2, self.of(inner))),
            Condition::Defined(id) => hashed(&(3, id)),
            Condition::Clause(clause) => *self
                .clauses
                .entry(std::ptr::from_ref(&**clause).addr())
                .or_insert_with(|| hashed(&(4, &clause.said.subject, &clause.said.asked))),
        }
    }
}

fn hashed(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}
