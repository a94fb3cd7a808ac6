//! What conditions ask of what is worked out: scores, ladders, labels, and whether a lead is disqualified.

use crate::rules::{
    Award, Choice, Clause, Condition, DefinitionBody, DefinitionId, Expr, Fires, Label, LabelBody, LabelId, LadderId,
    Node, Part, Rule, Rules, ScoreBody, ScoreId, Selection, Subject, Test,
};
use std::collections::{BTreeSet, HashSet};

/// How many parts of one condition are told apart.
const MOST_PARTS: usize = 200;

/// Something that is worked out, and asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Asked {
    Score(ScoreId),
    Ladder(LadderId),
    Label(LabelId),
    Disqualified,
}

/// What a condition asks for, also in the definitions that it names.
pub(super) fn asked(rules: &Rules, condition: &Condition) -> BTreeSet<Asked> {
    let mut look = Look::default();
    look.condition(condition);
    look.definitions(rules);
    look.asked
}

/// The labels on which scores or disqualifiers rest: these decide something for disqualified leads, too.
pub(super) fn labels_that_count(rules: &Rules) -> BTreeSet<LabelId> {
    let mut look = Look::default();
    rules.disqualifiers.iter().for_each(|one| look.condition(&one.condition));
    for score in &rules.scores {
        if let ScoreBody::Rules(parts) = &score.body {
            look.parts(parts);
        }
    }
    look.definitions(rules);
    // Each rests on what stands before it.
    for node in rules.order.iter().rev() {
        match node {
            Node::Label(id) if look.asked.contains(&Asked::Label(*id)) => {
                rules.labels.get(id.0).into_iter().for_each(|label| look.label(label));
            }
            Node::Ladder(id) if look.asked.contains(&Asked::Ladder(*id)) => {
                let steps = rules.ladders.get(id.0).into_iter().flat_map(|ladder| &ladder.steps);
                steps.filter_map(|step| step.needs.as_ref()).for_each(|needs| look.condition(needs));
            }
            _ => continue,
        }
        look.definitions(rules);
    }
    let labels = look.asked.into_iter();
    labels.filter_map(|asked| if let Asked::Label(id) = asked { Some(id) } else { None }).collect()
}

#[derive(Default)]
struct Look {
    asked: BTreeSet<Asked>,
    seen: HashSet<DefinitionId>,
    /// Definitions that are still to be looked into, so that a long chain needs no stack.
    open: Vec<DefinitionId>,
}

impl Look {
    /// Looks into the definitions that were named.
    fn definitions(&mut self, rules: &Rules) {
        while let Some(id) = self.open.pop() {
            match rules.definitions.get(id.0).map(|definition| &definition.body) {
                Some(DefinitionBody::Condition(condition)) => self.condition(condition),
                Some(DefinitionBody::Value(value, _)) => self.value(value),
                None => {}
            }
        }
    }

    fn parts(&mut self, parts: &[Part]) {
        for part in parts {
            match part {
                Part::Rule(rule) => self.rule(rule),
                Part::First(first) => first.rules.iter().for_each(|rule| self.rule(rule)),
                Part::Table(table) => {
                    self.value(&table.by);
                    table.rows().for_each(|row| self.award(&row.gives));
                }
                Part::Group(group) => self.parts(&group.parts),
                Part::When(when) => {
                    self.condition(&when.condition);
                    self.parts(&when.parts);
                }
            }
        }
    }

    fn rule(&mut self, rule: &Rule) {
        match &rule.fires {
            Fires::When(condition) => self.condition(condition),
            Fires::Each(selection) => self.entries(selection),
        }
        self.award(&rule.award);
    }

    fn award(&mut self, award: &Award) {
        award.per.iter().for_each(|per| self.value(&per.value));
        award.losing.iter().for_each(|losing| self.value(&losing.since));
    }

    fn entries(&mut self, selection: &Selection) {
        selection.condition.iter().for_each(|condition| self.condition(condition));
    }

    fn label(&mut self, label: &Label) {
        match &label.body {
            LabelBody::Choices { choices, .. } => choices.iter().for_each(|choice| match choice {
                Choice::When { condition, .. } => self.condition(condition),
                Choice::Table(table) => self.value(&table.by),
            }),
            LabelBody::Joined(ids) => ids.iter().for_each(|id| self.add(Asked::Label(*id))),
        }
    }

    fn definition(&mut self, id: DefinitionId) {
        if self.seen.insert(id) {
            self.open.push(id);
        }
    }

    fn condition(&mut self, condition: &Condition) {
        match condition {
            Condition::All(parts) | Condition::Any(parts) | Condition::AtLeast(_, parts) => {
                parts.iter().for_each(|part| self.condition(part));
            }
            Condition::Not(inner) => self.condition(inner),
            Condition::Defined(id) => self.definition(*id),
            Condition::Clause(clause) => self.test(&clause.test),
        }
    }

    fn test(&mut self, test: &Test) {
        match test {
            Test::Known(Subject::Condition(id), _) => self.definition(*id),
            Test::Disqualified => self.add(Asked::Disqualified),
            Test::Label(id, ..) => self.add(Asked::Label(*id)),
            Test::Step(id, ..) => self.add(Asked::Ladder(*id)),
            Test::Any(selection) => self.entries(selection),
            _ => test.operands().into_iter().for_each(|value| self.value(value)),
        }
    }

    fn value(&mut self, value: &Expr) {
        match value {
            Expr::Score(id) => self.add(Asked::Score(*id)),
            Expr::Label(id) => self.add(Asked::Label(*id)),
            Expr::Defined(id) => self.definition(*id),
            Expr::Arithmetic(first, rest) => {
                self.value(first);
                rest.iter().for_each(|(_, value)| self.value(value));
            }
            Expr::DaysSince(inner) | Expr::DomainOf(inner) | Expr::CountOf(inner) => self.value(inner),
            Expr::Count(selection) | Expr::Pick(_, _, selection) => self.entries(selection),
            _ => {}
        }
    }

    fn add(&mut self, asked: Asked) {
        self.asked.insert(asked);
    }
}

/// The parts of a condition that must all be true, in their order; definitions are looked into where they join such parts.
pub(super) fn parts_of<'r>(rules: &'r Rules, condition: &'r Condition) -> Vec<&'r Condition> {
    let mut parts = Vec::new();
    let mut open = vec![condition];
    while let Some(next) = open.pop() {
        let inner = match next {
            Condition::All(inner) => Some(inner),
            Condition::Defined(id) => match rules.definitions.get(id.0).map(|definition| &definition.body) {
                Some(DefinitionBody::Condition(Condition::All(inner))) => Some(inner),
                Some(DefinitionBody::Condition(clause @ Condition::Clause(_))) => {
                    open.push(clause);
                    continue;
                }
                _ => None,
            },
            _ => None,
        };
        match inner.filter(|inner| parts.len() + open.len() + inner.len() <= MOST_PARTS) {
            Some(inner) => open.extend(inner.iter().rev()),
            None => parts.push(next),
        }
    }
    parts
}

/// The test of a part, where it is a single one.
pub(super) fn clause_of(part: &Condition) -> Option<&Clause> {
    match part {
        Condition::Clause(clause) => Some(clause),
        _ => None,
    }
}
