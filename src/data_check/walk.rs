//! Walks through the conditions and values of a ruleset.

use crate::rules::{
    Award, Choice, Clause, Condition, DefinitionBody, Expr, FieldId, Fires, LabelBody, Part, Rules, ScoreBody,
    Selection, Table, Test,
};
use std::collections::BTreeSet;

/// How many definitions are looked into from one place: a chain of many thousands must not use up the stack.
const MOST_DEFINITIONS: usize = 64;

/// Something that a ruleset is made of. Each is visited once, where it is written: definitions are not looked into where they are
/// named.
pub(super) enum Seen<'r> {
    /// A single test, and the list of whose entries it is asked, if it is.
    Clause(&'r Clause, Option<FieldId>),
    /// What heads a table, and the texts of its rows.
    Head(Head<'r>),
}

/// A table, whatever its rows give.
pub(super) struct Head<'r> {
    pub(super) by: &'r Expr,
    pub(super) exact: bool,
    pub(super) place: crate::source::Place,
    pub(super) said: &'r str,
    /// The rows that stand for texts.
    pub(super) rows: Vec<(&'r [crate::value::Text], crate::source::Place)>,
}

/// Visits everything in a ruleset that looks at the lead.
pub(super) fn all<'r>(rules: &'r Rules, visit: &mut impl FnMut(Seen<'r>)) {
    for definition in &rules.definitions {
        match &definition.body {
            DefinitionBody::Condition(one) => condition(one, None, visit),
            DefinitionBody::Value(one, _) => expr(one, visit),
        }
    }
    for score in &rules.scores {
        if let ScoreBody::Rules(body) = &score.body {
            parts(body, visit);
        }
    }
    rules.disqualifiers.iter().for_each(|one| condition(&one.condition, None, visit));
    let steps = rules.ladders.iter().flat_map(|ladder| &ladder.steps);
    steps.filter_map(|step| step.needs.as_ref()).for_each(|needs| condition(needs, None, visit));
    for label in &rules.labels {
        let LabelBody::Choices { choices, .. } = &label.body else { continue };
        for choice in choices {
            match choice {
                Choice::When { condition: one, .. } => condition(one, None, visit),
                Choice::Table(one) => table(one, visit),
            }
        }
    }
}

fn parts<'r>(all: &'r [Part], visit: &mut impl FnMut(Seen<'r>)) {
    for part in all {
        match part {
            Part::Rule(one) => rule(&one.fires, &one.award, visit),
            Part::Table(one) => {
                table(one, visit);
                one.rows().for_each(|row| award(&row.gives, visit));
            }
            Part::First(first) => first.rules.iter().for_each(|one| rule(&one.fires, &one.award, visit)),
            Part::Group(group) => parts(&group.parts, visit),
            Part::When(when) => {
                condition(&when.condition, None, visit);
                parts(&when.parts, visit);
            }
        }
    }
}

fn rule<'r>(fires: &'r Fires, given: &'r Award, visit: &mut impl FnMut(Seen<'r>)) {
    match fires {
        Fires::When(one) => condition(one, None, visit),
        Fires::Each(one) => selection(one, visit),
    }
    award(given, visit);
}

fn award<'r>(award: &'r Award, visit: &mut impl FnMut(Seen<'r>)) {
    let values = award.per.iter().map(|per| &per.value).chain(award.losing.iter().map(|losing| &losing.since));
    values.for_each(|one| expr(one, visit));
}

fn table<'r, G>(table: &'r Table<G>, visit: &mut impl FnMut(Seen<'r>)) {
    expr(&table.by, visit);
    let rows = table.rows.iter().map(|row| (row.texts.as_slice(), row.place));
    visit(Seen::Head(Head {
        by: &table.by,
        exact: table.exact,
        place: table.place,
        said: &table.said,
        rows: rows.filter(|(texts, _)| !texts.is_empty()).collect(),
    }));
}

fn condition<'r>(one: &'r Condition, list: Option<FieldId>, visit: &mut impl FnMut(Seen<'r>)) {
    match one {
        Condition::All(all) | Condition::Any(all) | Condition::AtLeast(_, all) => {
            all.iter().for_each(|one| condition(one, list, visit));
        }
        Condition::Not(one) => condition(one, list, visit),
        Condition::Defined(_) => {}
        Condition::Clause(clause) => {
            visit(Seen::Clause(clause, list));
            if let Test::Any(one) = &clause.test {
                selection(one, visit);
            }
            clause.test.operands().into_iter().for_each(|one| expr(one, visit));
        }
    }
}

fn selection<'r>(one: &'r Selection, visit: &mut impl FnMut(Seen<'r>)) {
    if let Some(asked) = &one.condition {
        condition(asked, Some(one.list), visit);
    }
}

fn expr<'r>(one: &'r Expr, visit: &mut impl FnMut(Seen<'r>)) {
    match one {
        Expr::Arithmetic(first, rest) => {
            expr(first, visit);
            rest.iter().for_each(|(_, one)| expr(one, visit));
        }
        Expr::DaysSince(one) | Expr::DomainOf(one) | Expr::CountOf(one) => expr(one, visit),
        Expr::Count(one) | Expr::Pick(_, _, one) => selection(one, visit),
        _ => {}
    }
}

/// The fields that a test looks at, by itself or through definitions of values; lists of entries are among them.
pub(super) fn fields_of(test: &Test, rules: &Rules) -> BTreeSet<FieldId> {
    let mut found = BTreeSet::new();
    let mut left = MOST_DEFINITIONS;
    if let Test::Any(selection) = test {
        found.insert(selection.list);
    }
    for one in test.operands() {
        fields_in(one, rules, &mut left, &mut found);
    }
    found
}

/// The same of a value.
pub(super) fn fields_of_value(value: &Expr, rules: &Rules) -> BTreeSet<FieldId> {
    let mut found = BTreeSet::new();
    fields_in(value, rules, &mut { MOST_DEFINITIONS }, &mut found);
    found
}

fn fields_in(one: &Expr, rules: &Rules, left: &mut usize, found: &mut BTreeSet<FieldId>) {
    match one {
        Expr::Field(field) => {
            found.insert(*field);
        }
        Expr::Defined(id) => {
            let Some(fewer) = left.checked_sub(1) else { return };
            *left = fewer;
            if let Some(DefinitionBody::Value(value, _)) = rules.definitions.get(id.0).map(|one| &one.body) {
                fields_in(value, rules, left, found);
            }
        }
        Expr::Arithmetic(first, rest) => {
            fields_in(first, rules, left, found);
            rest.iter().for_each(|(_, one)| fields_in(one, rules, left, found));
        }
        Expr::DaysSince(one) | Expr::DomainOf(one) | Expr::CountOf(one) => fields_in(one, rules, left, found),
        Expr::Count(selection) | Expr::Pick(_, _, selection) => {
            found.insert(selection.list);
        }
        _ => {}
    }
}
