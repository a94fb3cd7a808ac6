//! What conditions, values and points look at.

use crate::rules::{
    Award, Choice, Condition, DefinitionBody, DefinitionId, Expr, FieldId, Fires, LabelId, LadderId, Node, Part, Rule,
    Rules, ScoreId, Selection, Subject, Table, Test,
};
use std::collections::BTreeSet;

/// Something of a lead that has a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Thing {
    /// A field.
    Field(FieldId),
    /// What a score comes to.
    Score(ScoreId),
    /// Whether the lead is disqualified.
    Disqualified,
    /// Where it stands on a ladder.
    Ladder(LadderId),
    /// The value of a label.
    Label(LabelId),
    /// How true a condition is that was asked for by itself, by its number.
    Asked(usize),
    /// Its lists of entries, all together.
    Entries,
}

/// What something looks at, also through definitions.
#[derive(Clone, Debug, Default)]
pub(super) struct Uses {
    pub(super) things: BTreeSet<Thing>,
    pub(super) definitions: BTreeSet<DefinitionId>,
    /// The fields of the lead; those that only entries are compared with, too.
    pub(super) fields: BTreeSet<FieldId>,
}

impl Uses {
    /// The only thing, if it is one that has a value by itself.
    pub(super) fn only(&self) -> Option<Thing> {
        let mut things = self.things.iter();
        match (things.next(), things.next()) {
            (Some(Thing::Entries), _) | (_, Some(_)) => None,
            (first, None) => first.copied(),
        }
    }

    pub(super) fn add(&mut self, other: &Uses) {
        self.things.extend(&other.things);
        self.definitions.extend(&other.definitions);
        self.fields.extend(&other.fields);
    }
}

/// What all definitions of a ruleset look at.
#[derive(Debug)]
pub(super) struct UsesOf<'r> {
    rules: &'r Rules,
    definitions: Vec<Uses>,
}

impl<'r> UsesOf<'r> {
    pub(super) fn new(rules: &'r Rules) -> UsesOf<'r> {
        let mut all = UsesOf { rules, definitions: vec![Uses::default(); rules.definitions.len()] };
        for node in &rules.order {
            let Node::Definition(id) = node else { continue };
            let Some(definition) = rules.definitions.get(id.0) else { continue };
            let mut uses = match &definition.body {
                DefinitionBody::Condition(condition) => all.condition(condition),
                DefinitionBody::Value(expr, _) => all.value(expr),
            };
            uses.definitions.insert(*id);
            if let Some(place) = all.definitions.get_mut(id.0) {
                *place = uses;
            }
        }
        all
    }

    pub(super) fn condition(&self, condition: &Condition) -> Uses {
        let mut uses = Uses::default();
        self.of_condition(condition, &mut uses);
        uses
    }

    fn value(&self, expr: &Expr) -> Uses {
        let mut uses = Uses::default();
        self.of_value(expr, &mut uses);
        uses
    }

    pub(super) fn part(&self, part: &Part) -> Uses {
        let mut uses = Uses::default();
        self.of_part(part, &mut uses);
        uses
    }

    pub(super) fn choice(&self, choice: &Choice) -> Uses {
        match choice {
            Choice::When { condition, .. } => self.condition(condition),
            Choice::Table(table) => self.value(&table.by),
        }
    }

    fn of_part(&self, part: &Part, uses: &mut Uses) {
        match part {
            Part::Rule(rule) => self.of_rule(rule, uses),
            Part::Table(table) => self.of_table(table, uses),
            Part::First(first) => first.rules.iter().for_each(|rule| self.of_rule(rule, uses)),
            Part::Group(group) => group.parts.iter().for_each(|part| self.of_part(part, uses)),
            Part::When(when) => {
                self.of_condition(&when.condition, uses);
                when.parts.iter().for_each(|part| self.of_part(part, uses));
            }
        }
    }

    fn of_rule(&self, rule: &Rule, uses: &mut Uses) {
        match &rule.fires {
            Fires::When(condition) => self.of_condition(condition, uses),
            Fires::Each(selection) => self.of_entries(selection, uses),
        }
        self.of_award(&rule.award, uses);
    }

    fn of_table(&self, table: &Table<Award>, uses: &mut Uses) {
        self.of_value(&table.by, uses);
        table.rows().for_each(|row| self.of_award(&row.gives, uses));
    }

    fn of_award(&self, award: &Award, uses: &mut Uses) {
        let values = award.per.iter().map(|per| &per.value).chain(award.losing.iter().map(|losing| &losing.since));
        values.for_each(|value| self.of_value(value, uses));
    }

    fn of_condition(&self, condition: &Condition, uses: &mut Uses) {
        match condition {
            Condition::All(parts) | Condition::Any(parts) | Condition::AtLeast(_, parts) => {
                parts.iter().for_each(|part| self.of_condition(part, uses));
            }
            Condition::Not(inner) => self.of_condition(inner, uses),
            Condition::Defined(id) => self.of_definition(*id, uses),
            Condition::Clause(clause) => self.of_test(&clause.test, uses),
        }
    }

    fn of_test(&self, test: &Test, uses: &mut Uses) {
        match test {
            Test::Known(Subject::Condition(id), _) => self.of_definition(*id, uses),
            Test::Disqualified => {
                uses.things.insert(Thing::Disqualified);
            }
            Test::Label(id, ..) => {
                uses.things.insert(Thing::Label(*id));
            }
            Test::Step(id, ..) => {
                uses.things.insert(Thing::Ladder(*id));
            }
            Test::Any(selection) => self.of_entries(selection, uses),
            _ => test.operands().into_iter().for_each(|expr| self.of_value(expr, uses)),
        }
    }

    fn of_value(&self, expr: &Expr, uses: &mut Uses) {
        match expr {
            Expr::Field(id) => {
                uses.things.insert(Thing::Field(*id));
                uses.fields.insert(*id);
            }
            Expr::Score(id) => {
                uses.things.insert(Thing::Score(*id));
            }
            Expr::Label(id) => {
                uses.things.insert(Thing::Label(*id));
            }
            Expr::Defined(id) => self.of_definition(*id, uses),
            Expr::Arithmetic(first, rest) => {
                self.of_value(first, uses);
                rest.iter().for_each(|(_, expr)| self.of_value(expr, uses));
            }
            Expr::DaysSince(expr) | Expr::DomainOf(expr) | Expr::CountOf(expr) => self.of_value(expr, uses),
            Expr::Count(selection) | Expr::Pick(_, _, selection) => self.of_entries(selection, uses),
            Expr::Entry(_) => {
                uses.things.insert(Thing::Entries);
            }
            Expr::Number(_) | Expr::Date(_) | Expr::Text(_) | Expr::YesNo(_) | Expr::Today => {}
        }
    }

    fn of_entries(&self, selection: &Selection, uses: &mut Uses) {
        uses.things.insert(Thing::Entries);
        uses.fields.insert(selection.list);
        if let Some(condition) = &selection.condition {
            self.of_condition(condition, uses);
        }
    }

    fn of_definition(&self, id: DefinitionId, uses: &mut Uses) {
        if let Some(of) = self.definitions.get(id.0) {
            uses.add(of);
        }
    }

    /// The definitions that something rests on, each after those that it rests on itself.
    pub(super) fn in_order(&self, uses: &Uses) -> Vec<DefinitionId> {
        if uses.definitions.is_empty() {
            return Vec::new();
        }
        let order = self.rules.order.iter().filter_map(|node| match node {
            Node::Definition(id) => Some(*id),
            _ => None,
        });
        order.filter(|id| uses.definitions.contains(id)).collect()
    }

    /// The ruleset.
    pub(super) fn rules(&self) -> &'r Rules {
        self.rules
    }
}
