//! The parts of a score, evaluated: each with what became of it and why.

use super::counted::is_of_entry;
use super::points::bounded;
use super::{At, CouldBe, Fact, HeldBack, Judged, Node, NodeKind, Outcome, Row, RowNode, Status};
use crate::rules::{Award, Fires, First, Group, Part, Rule, Selection, Table, When};
use crate::source::{Place, Sources};
use crate::value::{Points, Truth};

/// Builds the tree from what was judged; it works out no points of its own but the sums of blocks.
pub(super) struct TreeBuilder<'a> {
    pub(super) judged: &'a Judged<'a>,
    pub(super) sources: &'a Sources,
}

impl TreeBuilder<'_> {
    /// Parts inside blocks whose conditions together come out as the gate says.
    pub(super) fn parts(&self, parts: &[Part], gate: Truth) -> Vec<Node> {
        parts
            .iter()
            .map(|part| match part {
                Part::Rule(rule) => self.rule(rule),
                Part::Table(table) => self.table(table),
                Part::First(first) => self.first(first),
                Part::Group(group) => self.group(group, gate),
                Part::When(when) => self.when(when, gate),
            })
            .collect()
    }

    fn rule(&self, rule: &Rule) -> Node {
        let outcome = self.judged.verdict.rule(rule.id);
        let condition = match &rule.fires {
            Fires::When(condition) => condition,
            Fires::Each(selection) => return self.each(rule, selection),
        };
        let truth = self.judged.truth(condition);
        let mut decided_by = self.judged.decided_by(condition);
        if truth != Truth::False {
            self.add_award_facts(&rule.award, &mut decided_by);
        }
        let could_be = (outcome.status == Status::Undecided).then(|| self.judged.award_could_be(&rule.award));
        Node {
            reason: rule.reason.clone(),
            said: rule.said.clone(),
            award: Some(rule.award.said.clone()),
            held_back: outcome.held_back.filter(|_| truth != Truth::False),
            decided_by,
            could_be,
            ..self.node(NodeKind::Rule, outcome, rule.place)
        }
    }

    /// A rule that gives its points for each entry.
    fn each(&self, rule: &Rule, selection: &Selection) -> Node {
        let outcome = self.judged.verdict.rule(rule.id);
        // What it gives by itself, where a block around it or an earlier rule leaves that open, or keeps it from counting.
        let by_itself = match (outcome.status, outcome.held_back) {
            (Status::Undecided, _) | (_, Some(_)) => self.judged.each(selection, &rule.award),
            _ => outcome,
        };
        let mut decided_by = vec![self.judged.given_for(selection, &rule.award)];
        if self.judged.scope().any(selection) {
            self.add_award_facts(&rule.award, &mut decided_by);
        }
        let is_open = outcome.status == Status::Undecided;
        Node {
            reason: rule.reason.clone(),
            said: rule.said.clone(),
            award: Some(rule.award.said.clone()),
            held_back: outcome.held_back.filter(|_| by_itself.status == Status::Fired),
            decided_by,
            could_be: is_open.then(|| match by_itself.status {
                Status::Undecided => self.judged.each_could_be(selection, &rule.award),
                _ => CouldBe { low: Some(by_itself.points), high: Some(by_itself.points) },
            }),
            ..self.node(NodeKind::Rule, outcome, rule.place)
        }
    }

    fn table(&self, table: &Table<Award>) -> Node {
        let outcome = table.id.map_or(Outcome::NOT_FIRED, |id| self.judged.verdict.rule(id));
        let row = outcome.row.and_then(|row| row.of(table));
        let said = format!("by {}", table.said);
        let mut decided_by = self.judged.headed_by(&table.by, &table.said);
        if let Some(row) = row {
            self.add_award_facts(&row.gives, &mut decided_by);
        }
        let could_be = match (outcome.status, outcome.row) {
            (Status::NotFired, _) => None,
            (_, Some(Row::Unknown)) | (_, None) => Some(self.judged.table_could_be(table)),
            (Status::Undecided, Some(_)) => row.map(|row| self.judged.award_could_be(&row.gives)),
            (Status::Fired, Some(_)) => None,
        };
        Node {
            // A row that has no reason of its own is called by its table: its case stands among the facts.
            reason: row
                .filter(|row| row.reason != format!("{said} {}", row.said))
                .map_or_else(|| said.clone(), |row| row.reason.clone()),
            award: row.map(|row| row.gives.said.clone()),
            row: self.row_node(table, outcome.row),
            said,
            decided_by,
            could_be,
            ..self.node(NodeKind::Table, outcome, table.place)
        }
    }

    fn first(&self, first: &First) -> Node {
        let parts = first.rules.iter().map(|rule| self.rule(rule)).collect();
        Node { reason: first.name.clone(), ..self.block(NodeKind::First, parts, first.place) }
    }

    fn group(&self, group: &Group, gate: Truth) -> Node {
        let block = self.block(NodeKind::Group, self.parts(&group.parts, gate), group.place);
        Node {
            reason: group.name.clone(),
            points: bounded(block.points, group.low, group.high),
            low: group.low,
            high: group.high,
            ..block
        }
    }

    fn when(&self, when: &When, gate: Truth) -> Node {
        let truth = self.judged.truth(&when.condition);
        let inner = gate.and(truth);
        let block = self.block(NodeKind::When, self.parts(&when.parts, inner), when.place);
        Node {
            reason: when.said.clone(),
            said: when.said.clone(),
            status: inner.into(),
            held_back: (gate == Truth::False && truth != Truth::False).then_some(HeldBack::Block),
            decided_by: self.judged.decided_by(&when.condition),
            ..block
        }
    }

    /// A block that adds up what stands inside.
    fn block(&self, kind: NodeKind, parts: Vec<Node>, place: Place) -> Node {
        let any_is = |status| parts.iter().any(|part| part.status == status);
        let status = match () {
            _ if any_is(Status::Fired) => Status::Fired,
            _ if any_is(Status::Undecided) => Status::Undecided,
            _ => Status::NotFired,
        };
        let points = parts.iter().fold(Points::ZERO, |sum, part| sum + part.points);
        Node { parts, ..self.node(kind, Outcome { status, points, ..Outcome::NOT_FIRED }, place) }
    }

    fn node(&self, kind: NodeKind, outcome: Outcome, place: Place) -> Node {
        Node {
            kind,
            reason: String::new(),
            said: String::new(),
            award: None,
            status: outcome.status,
            points: outcome.points,
            low: None,
            high: None,
            row: None,
            held_back: outcome.held_back,
            decided_by: Vec::new(),
            could_be: None,
            parts: Vec::new(),
            at: self.at(place),
        }
    }

    /// What the points of an award depend on, where no fact says it already.
    fn add_award_facts(&self, award: &Award, facts: &mut Vec<Fact>) {
        let per = award.per.as_ref().map(|per| (&per.value, &per.said));
        let since = award.losing.as_ref().map(|losing| (&losing.since, &losing.said));
        // What an entry holds itself stands among what is told of the entries.
        for (expr, said) in per.into_iter().chain(since).filter(|(expr, _)| !is_of_entry(expr)) {
            if !facts.iter().any(|fact| fact.subject == *said) {
                facts.push(self.judged.looked_at(expr, said));
            }
        }
    }

    pub(super) fn row_node<G>(&self, table: &Table<G>, row: Option<Row>) -> Option<RowNode> {
        let decided = row?.of(table)?;
        let is_unknown = row == Some(Row::Unknown);
        Some(RowNode { case: decided.said.clone(), is_unknown, at: self.at(decided.place) })
    }

    pub(super) fn at(&self, place: Place) -> At {
        At::of(place, self.sources)
    }
}

impl At {
    /// The line of a place, and its file where that is not the main one.
    pub fn of(place: Place, sources: &Sources) -> At {
        let source = sources.get(place.file);
        At {
            file: source.filter(|_| place.file.0 > 0).map(|source| source.name().to_owned()),
            line: source.map_or(0, |source| source.position(place.span.start).line),
        }
    }
}
