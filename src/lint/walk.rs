//! Where conditions and points stand in the typed tree.

use crate::rules::{
    Award, Choice, Clause, Condition, DefinitionBody, Expr, FieldId, Fires, LabelBody, Part, Rule, Rules, Score,
    ScoreBody, Selection, Table, Test, Wanted,
};
use crate::source::Place;

/// A condition or value that no other one holds.
pub(super) struct Root<'r> {
    pub(super) asked: Asked<'r>,
    /// The conditions of the blocks around it.
    pub(super) under: Vec<&'r Condition>,
    /// The whole statement.
    pub(super) place: Place,
    /// The score, ladder or label that it is a part of: by where that is named.
    pub(super) part_of: Option<Place>,
    /// Whether a test wants it, rather than a rule.
    pub(super) in_test: bool,
}

/// What is asked.
#[derive(Clone, Copy)]
pub(super) enum Asked<'r> {
    Condition(&'r Condition),
    Value(&'r Expr),
    Entries(&'r Selection),
}

/// All conditions and values of a ruleset.
pub(super) fn roots(rules: &Rules) -> Vec<Root<'_>> {
    let mut roots = Roots::default();
    for definition in &rules.definitions {
        match &definition.body {
            DefinitionBody::Condition(condition) => roots.add(Asked::Condition(condition), definition.place),
            DefinitionBody::Value(value, _) => roots.add(Asked::Value(value), definition.place),
        }
    }
    for score in &rules.scores {
        if let ScoreBody::Rules(parts) = &score.body {
            roots.part_of = Some(score.place);
            roots.parts(parts);
        }
    }
    roots.part_of = None;
    for disqualifier in &rules.disqualifiers {
        roots.add(Asked::Condition(&disqualifier.condition), disqualifier.place);
    }
    for ladder in &rules.ladders {
        roots.part_of = Some(ladder.place);
        for step in &ladder.steps {
            if let Some(needs) = &step.needs {
                roots.add(Asked::Condition(needs), step.place);
            }
        }
    }
    for label in &rules.labels {
        roots.part_of = Some(label.place);
        let LabelBody::Choices { choices, .. } = &label.body else { continue };
        for choice in choices {
            match choice {
                Choice::When { condition, place, .. } => roots.add(Asked::Condition(condition), *place),
                Choice::Table(table) => roots.add(Asked::Value(&table.by), table.place),
            }
        }
    }
    roots.part_of = None;
    roots.in_test = true;
    for expectation in rules.tests.iter().flat_map(|test| &test.expect) {
        if let Wanted::Condition(condition) = &expectation.wanted {
            roots.add(Asked::Condition(condition), expectation.place);
        }
    }
    roots.found
}

#[derive(Default)]
struct Roots<'r> {
    found: Vec<Root<'r>>,
    under: Vec<&'r Condition>,
    part_of: Option<Place>,
    in_test: bool,
}

impl<'r> Roots<'r> {
    fn add(&mut self, asked: Asked<'r>, place: Place) {
        let (under, part_of, in_test) = (self.under.clone(), self.part_of, self.in_test);
        self.found.push(Root { asked, under, place, part_of, in_test });
    }

    fn parts(&mut self, parts: &'r [Part]) {
        for part in parts {
            match part {
                Part::Rule(rule) => self.rule(rule),
                Part::Table(table) => self.table(table),
                Part::First(first) => first.rules.iter().for_each(|rule| self.rule(rule)),
                Part::Group(group) => self.parts(&group.parts),
                Part::When(when) => {
                    self.add(Asked::Condition(&when.condition), when.place);
                    self.under.push(&when.condition);
                    self.parts(&when.parts);
                    self.under.pop();
                }
            }
        }
    }

    fn rule(&mut self, rule: &'r Rule) {
        match &rule.fires {
            Fires::When(condition) => self.add(Asked::Condition(condition), rule.place),
            Fires::Each(selection) => self.add(Asked::Entries(selection), rule.place),
        }
        self.award(&rule.award, rule.place);
    }

    fn table(&mut self, table: &'r Table<Award>) {
        self.add(Asked::Value(&table.by), table.place);
        for row in table.rows() {
            self.award(&row.gives, row.place);
        }
    }

    fn award(&mut self, award: &'r Award, place: Place) {
        if let Some(per) = &award.per {
            self.add(Asked::Value(&per.value), place);
        }
        if let Some(losing) = &award.losing {
            self.add(Asked::Value(&losing.since), place);
        }
    }
}

/// A single test in a condition, and how it stands there.
#[derive(Clone, Copy)]
pub(super) struct Found<'r> {
    pub(super) clause: &'r Clause,
    /// The list of whose entries it is asked.
    pub(super) of: Option<FieldId>,
    /// Whether an odd number of `not` stands around it.
    pub(super) negated: bool,
}

/// What is visited on the way.
pub(super) enum Visited<'r> {
    Clause(Found<'r>),
    /// A condition that was defined, and whether an odd number of `not` stands around it.
    Defined(crate::rules::DefinitionId, bool),
}

/// Visits every single test, also those that are asked of entries. What is defined elsewhere is named, and not gone into.
pub(super) fn visit<'r>(asked: Asked<'r>, visitor: &mut dyn FnMut(Visited<'r>)) {
    match asked {
        Asked::Condition(condition) => visit_condition(condition, None, false, visitor),
        Asked::Value(value) => visit_value(value, visitor),
        Asked::Entries(selection) => visit_entries(selection, visitor),
    }
}

fn visit_condition<'r>(
    condition: &'r Condition,
    of: Option<FieldId>,
    negated: bool,
    visitor: &mut dyn FnMut(Visited<'r>),
) {
    match condition {
        Condition::All(parts) | Condition::Any(parts) | Condition::AtLeast(_, parts) => {
            for part in parts {
                visit_condition(part, of, negated, visitor);
            }
        }
        Condition::Not(inner) => visit_condition(inner, of, !negated, visitor),
        Condition::Defined(id) => visitor(Visited::Defined(*id, negated)),
        Condition::Clause(clause) => {
            visitor(Visited::Clause(Found { clause, of, negated }));
            if let Test::Any(selection) = &clause.test {
                visit_entries(selection, visitor);
            }
            for value in clause.test.operands() {
                visit_value(value, visitor);
            }
        }
    }
}

fn visit_value<'r>(value: &'r Expr, visitor: &mut dyn FnMut(Visited<'r>)) {
    match value {
        Expr::Arithmetic(first, rest) => {
            visit_value(first, visitor);
            rest.iter().for_each(|(_, value)| visit_value(value, visitor));
        }
        Expr::DaysSince(value) | Expr::DomainOf(value) | Expr::CountOf(value) => visit_value(value, visitor),
        Expr::Count(selection) | Expr::Pick(_, _, selection) => visit_entries(selection, visitor),
        _ => {}
    }
}

fn visit_entries<'r>(selection: &'r Selection, visitor: &mut dyn FnMut(Visited<'r>)) {
    if let Some(condition) = &selection.condition {
        visit_condition(condition, Some(selection.list), false, visitor);
    }
}

/// A rule, and what is around it.
pub(super) struct RuleAt<'r> {
    pub(super) rule: &'r Rule,
    pub(super) around: Around<'r>,
}

/// What gives points stands in a score, and maybe in groups.
#[derive(Clone, Copy)]
pub(super) struct Around<'r> {
    pub(super) score: &'r Score,
    /// Whether the score, or a group around it, has a least.
    pub(super) has_low: bool,
    /// Whether the score, or a group around it, has a most.
    pub(super) has_high: bool,
    /// Whether it stands in a `first`.
    pub(super) in_first: bool,
}

/// All that gives points: single rules, and tables.
pub(super) fn points(rules: &Rules) -> (Vec<RuleAt<'_>>, Vec<(&Table<Award>, Around<'_>)>) {
    let mut found = (Vec::new(), Vec::new());
    for score in &rules.scores {
        if let ScoreBody::Rules(parts) = &score.body {
            let around =
                Around { score, has_low: score.low.is_some(), has_high: score.high.is_some(), in_first: false };
            points_of(parts, around, &mut found);
        }
    }
    found
}

type Points<'r> = (Vec<RuleAt<'r>>, Vec<(&'r Table<Award>, Around<'r>)>);

fn points_of<'r>(parts: &'r [Part], around: Around<'r>, found: &mut Points<'r>) {
    for part in parts {
        match part {
            Part::Rule(rule) => found.0.push(RuleAt { rule, around }),
            Part::Table(table) => found.1.push((table, around)),
            Part::First(first) => {
                let around = Around { in_first: true, ..around };
                found.0.extend(first.rules.iter().map(|rule| RuleAt { rule, around }));
            }
            Part::Group(group) => {
                let has_low = around.has_low || group.low.is_some();
                let has_high = around.has_high || group.high.is_some();
                points_of(&group.parts, Around { has_low, has_high, ..around }, found);
            }
            Part::When(when) => points_of(&when.parts, around, found),
        }
    }
}
