//! Where conditions and values stand in the syntax tree, which knows the exact places that a fix needs.

use super::context::Context;
use super::walk::{self, Found, Visited};
use crate::rules::Test;
use crate::source::Place;
use crate::syntax::tree::{
    Body, BodyKind, Choice, ChoiceKind, Expr, ExprKind, File, ItemKind, LabelBody, Points, RowGives, ScoreBody, Table,
    TableSource, Want,
};
use std::collections::HashMap;

/// The conditions and values of a file that no other one holds, in order.
pub(super) fn roots(file: &File) -> Vec<&Expr> {
    let mut found = Vec::new();
    for item in &file.items {
        match &item.kind {
            ItemKind::Define(_, expr) => found.push(expr),
            ItemKind::Score(score) => match &score.body {
                ScoreBody::Rules(bodies) => of_bodies(bodies, &mut found),
                ScoreBody::Computed(_) => {}
            },
            ItemKind::Body(body) => of_bodies(std::slice::from_ref(body), &mut found),
            ItemKind::Disqualify(disqualify) => found.push(&disqualify.condition),
            ItemKind::Ladder(ladder) => found.extend(ladder.steps.iter().filter_map(|step| step.needs.as_ref())),
            ItemKind::Label(label) => {
                if let LabelBody::Choices(choices) = &label.body {
                    choices.iter().for_each(|choice| of_choice(choice, &mut found));
                }
            }
            ItemKind::Test(test) => found.extend(test.expect.iter().filter_map(|want| match want {
                Want::Condition(expr) => Some(expr),
                Want::Reason(..) | Want::NoReason(..) => None,
            })),
            _ => {}
        }
    }
    found
}

fn of_bodies<'t>(bodies: &'t [Body], found: &mut Vec<&'t Expr>) {
    for body in bodies {
        match &body.kind {
            BodyKind::Rule(rule) => {
                found.push(&rule.condition);
                of_points(&rule.points, found);
            }
            BodyKind::Each(each) => {
                found.extend(each.entries.condition.as_deref());
                of_points(&each.points, found);
            }
            BodyKind::Table(table) => of_table(table, found),
            BodyKind::First(_, inner) | BodyKind::Group(_, _, inner) => of_bodies(inner, found),
            BodyKind::When(condition, inner) => {
                found.push(condition);
                of_bodies(inner, found);
            }
            BodyKind::Broken => {}
        }
    }
}

fn of_choice<'t>(choice: &'t Choice, found: &mut Vec<&'t Expr>) {
    match &choice.kind {
        ChoiceKind::When(condition, ..) => found.push(condition),
        ChoiceKind::Table(table) => of_table(table, found),
        ChoiceKind::Otherwise(..) | ChoiceKind::Broken => {}
    }
}

fn of_table<'t>(table: &'t Table, found: &mut Vec<&'t Expr>) {
    found.push(&table.by);
    if let TableSource::Written(rows) = &table.rows {
        for row in rows {
            if let RowGives::Points(points) = &row.then {
                of_points(points, found);
            }
        }
    }
}

fn of_points<'t>(points: &'t Points, found: &mut Vec<&'t Expr>) {
    found.extend(points.per.as_ref().map(|per| &*per.value));
    found.extend(points.losing.as_ref().map(|losing| &*losing.since));
}

/// Visits an expression and all that stand in it, each with the one that holds it. Parentheses nest 64 deep at most.
pub(super) fn each<'t>(expr: &'t Expr, holder: Option<&'t Expr>, visit: &mut dyn FnMut(&'t Expr, Option<&'t Expr>)) {
    visit(expr, holder);
    expr.inside().into_iter().for_each(|inner| each(inner, Some(expr), visit));
}

/// Without the parentheses around it.
pub(super) fn bare(expr: &Expr) -> &Expr {
    let mut expr = expr;
    while let ExprKind::Paren(inner) = &expr.kind {
        expr = inner;
    }
    expr
}

/// What each single test means, by where it is written.
pub(super) struct Meanings<'c>(HashMap<Place, Found<'c>>);

impl<'c> Meanings<'c> {
    pub(super) fn new(context: &Context<'c>) -> Meanings<'c> {
        let mut meanings = HashMap::new();
        for root in walk::roots(context.rules) {
            walk::visit(root.asked, &mut |visited| {
                if let Visited::Clause(found) = visited {
                    meanings.insert(found.clause.place, found);
                }
            });
        }
        Meanings(meanings)
    }

    /// The typed form of a test that is written in the main file.
    pub(super) fn found(&self, expr: &Expr) -> Option<Found<'c>> {
        self.0.get(&super::context::main_place(expr.at.0)).copied()
    }

    /// What a test that is written in the main file means.
    pub(super) fn of(&self, expr: &Expr) -> Option<&'c Test> {
        self.found(expr).map(|found| &found.clause.test)
    }
}
