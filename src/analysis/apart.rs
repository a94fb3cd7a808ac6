//! What looks at nothing together can be decided apart.

use super::single::Thing;
use std::collections::HashMap;

/// Things in a row, those joined that look at something together.
pub(super) struct Apart {
    /// For each the one that it was joined to, or itself.
    joined_to: Vec<usize>,
    /// Who looked at something first.
    first: HashMap<Thing, usize>,
}

impl Apart {
    /// So many, all apart.
    pub(super) fn new(count: usize) -> Apart {
        Apart { joined_to: (0..count).collect(), first: HashMap::new() }
    }

    /// Joins one of them to those that look at the same.
    pub(super) fn join(&mut self, at: usize, looks_at: impl IntoIterator<Item = Thing>) {
        for thing in looks_at {
            let before = *self.first.entry(thing).or_insert(at);
            let (one, other) = (self.leader(before), self.leader(at));
            if let Some(place) = self.joined_to.get_mut(one.max(other)) {
                *place = one.min(other);
            }
        }
    }

    fn leader(&mut self, mut at: usize) -> usize {
        while let Some(up) = self.joined_to.get(at).copied().filter(|up| *up != at) {
            // The way is shortened for who comes next.
            let above = self.joined_to.get(up).copied().unwrap_or(up);
            if let Some(place) = self.joined_to.get_mut(at) {
                *place = above;
            }
            at = up;
        }
        at
    }

    /// A list for each that are joined, in their order.
    pub(super) fn lists<T>(mut self, all: impl Iterator<Item = T>) -> Vec<Vec<T>> {
        let mut lists: Vec<Vec<T>> = Vec::new();
        let mut of_leader: HashMap<usize, usize> = HashMap::new();
        for (at, one) in all.enumerate() {
            let leader = self.leader(at);
            let list = *of_leader.entry(leader).or_insert_with(|| {
                lists.push(Vec::new());
                lists.len() - 1
            });
            if let Some(list) = lists.get_mut(list) {
                list.push(one);
            }
        }
        lists
    }
}
