//! How a file writes its numbers: `5M`, `50k`, `1_000_000`.

use super::exprs;
use crate::syntax::tree::{
    Body, BodyKind, Case, ChoiceKind, Entry, ExprKind, File, ItemKind, LabelBody, Literal, Range, RowKey, ScoreBody,
    Set, Table, TableSource,
};
use std::collections::HashMap;

/// The numbers of a file that conditions and tables name, as they are first written.
#[derive(Debug, Default)]
pub(super) struct Spelled<'t>(HashMap<u64, &'t str>);

impl<'t> Spelled<'t> {
    pub(super) fn new(file: &'t File) -> Spelled<'t> {
        let mut spelled = Spelled::default();
        for root in exprs::roots(file) {
            exprs::each(root, None, &mut |expr, _| match &expr.kind {
                ExprKind::Literal(literal) => spelled.literal(literal),
                ExprKind::In(_, Set::Range(range), _) => spelled.range(range),
                ExprKind::In(_, Set::List(list), _) => {
                    for entry in &list.entries {
                        if let Entry::Literal(literal) = entry {
                            spelled.literal(literal);
                        }
                    }
                }
                _ => {}
            });
        }
        for item in &file.items {
            match &item.kind {
                ItemKind::Body(body) => spelled.bodies(std::slice::from_ref(body)),
                ItemKind::Score(score) => {
                    if let ScoreBody::Rules(bodies) = &score.body {
                        spelled.bodies(bodies);
                    }
                }
                ItemKind::Label(label) => {
                    if let LabelBody::Choices(choices) = &label.body {
                        for choice in choices {
                            if let ChoiceKind::Table(table) = &choice.kind {
                                spelled.table(table);
                            }
                        }
                    }
                }
                _ => {}
            }
        }
        spelled
    }

    /// A number as the file writes it, where it does.
    pub(super) fn number(&self, number: f64) -> Option<&'t str> {
        self.0.get(&number.to_bits()).copied()
    }

    fn bodies(&mut self, bodies: &'t [Body]) {
        for body in bodies {
            match &body.kind {
                BodyKind::Table(table) => self.table(table),
                BodyKind::Group(_, _, inner) | BodyKind::When(_, inner) => self.bodies(inner),
                BodyKind::First(..) | BodyKind::Rule(_) | BodyKind::Each(_) | BodyKind::Broken => {}
            }
        }
    }

    fn table(&mut self, table: &'t Table) {
        let TableSource::Written(rows) = &table.rows else { return };
        for row in rows {
            let RowKey::Cases(cases) = &row.key else { continue };
            for case in cases {
                match case {
                    Case::Range(range) => self.range(range),
                    Case::Literal(literal) => self.literal(literal),
                    Case::Name(_) => {}
                }
            }
        }
    }

    fn range(&mut self, range: &'t Range) {
        range.low.iter().chain(&range.high).for_each(|literal| self.literal(literal));
    }

    fn literal(&mut self, literal: &'t Literal) {
        if let Literal::Number(number) = literal {
            self.0.entry(number.value.to_bits()).or_insert(&number.written);
        }
    }
}
