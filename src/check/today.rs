//! What depends on today's date: which tests must say what day it is.

use super::Checker;
use crate::rules::{LadderId, Node};
use crate::source::{FileId, Place};
use std::collections::{BTreeMap, HashSet};

/// What was found to depend on today's date.
#[derive(Debug, Default)]
pub(super) struct Dated {
    /// Files that ask about it themselves.
    files: HashSet<FileId>,
    /// What asks about it, and, once the order is set, what rests on that.
    nodes: HashSet<Node>,
    /// What the test refers to that is being checked.
    pub(super) of_test: Vec<Node>,
}

impl Checker<'_> {
    /// Notes that what is being checked asks about today's date.
    pub(super) fn asks_about_today(&mut self) {
        self.checked.rules.uses_today = true;
        if !self.in_test {
            self.dated.files.insert(self.file);
            self.dated.nodes.extend(self.current);
        }
    }

    /// Finds what rests on today's date through others; the order has each node after what it depends on.
    pub(super) fn spread_today(&mut self, order: &[Node], depends: &BTreeMap<Node, Vec<(Node, Place)>>) {
        self.spread(order, depends);
        // Who is disqualified is on no step.
        if self.dated.nodes.contains(&Node::Disqualified) {
            self.dated.nodes.extend((0..self.ladders.len()).map(|at| Node::Ladder(LadderId(at))));
            self.spread(order, depends);
        }
    }

    fn spread(&mut self, order: &[Node], depends: &BTreeMap<Node, Vec<(Node, Place)>>) {
        for node in order {
            if depends.get(node).into_iter().flatten().any(|(on, _)| self.dated.nodes.contains(on)) {
                self.dated.nodes.insert(*node);
            }
        }
    }

    /// Whether a test must say what day it is. In the main file that is so as soon as any rule asks about today's date. A file that
    /// is brought in by `use` does not know what rules it will serve: there it counts what this file asks, and what its test expects.
    pub(super) fn depends_on_today(&self, expects_reason: bool) -> bool {
        let is_main = self.file == FileId(0);
        let in_rules = is_main
            || expects_reason
            || self.dated.files.contains(&self.file)
            || self.dated.of_test.iter().any(|node| self.dated.nodes.contains(node));
        !self.dated.files.is_empty() && in_rules
    }
}
