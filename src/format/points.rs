//! Statements that give points: rules, tables, firsts, groups and blocks.

use super::layout::{Blank, Column, Layout};
use crate::syntax::tree::{Body, BodyKind, Each, Expr, Points, Row, RowGives, Rule, Table, TableSource, Text, Unit};

impl Layout {
    pub fn body(&mut self, body: &Body) -> &mut Self {
        match &body.kind {
            BodyKind::Rule(rule) => self.rule(rule),
            BodyKind::Each(each) => self.each(each),
            BodyKind::Table(table) => self.table(table),
            BodyKind::First(name, rules) => self.block(
                |head| _ = head.word("first").space().text(name),
                rules,
                |inside, rule| _ = inside.body(rule),
            ),
            BodyKind::Group(name, bounds, rules) => {
                let head = |head: &mut Self| {
                    head.word("group").space().text(name).space().word("in").space().range(bounds);
                };
                self.block(head, rules, |inside, rule| _ = inside.body(rule))
            }
            BodyKind::When(condition, rules) => {
                let head = |head: &mut Self| _ = head.word("when").space().expression(condition);
                self.block(head, rules, |inside, rule| _ = inside.body(rule))
            }
            BodyKind::Broken => self,
        }
    }

    /// A head and what it holds between braces, one statement a line.
    pub fn block<T>(
        &mut self,
        head: impl FnOnce(&mut Self),
        statements: &[T],
        each: impl Fn(&mut Self, &T),
    ) -> &mut Self {
        self.group(|group| _ = group.nest(head).line().word("{"));
        if statements.is_empty() {
            return self.group(|group| _ = group.nest(|_| {}).soft().closing("}"));
        }
        self.nest(|inside| {
            for (at, statement) in statements.iter().enumerate() {
                inside.line_end(if at > 0 { Blank::Kept } else { Blank::None });
                each(inside, statement);
            }
        });
        self.line_end(Blank::None).closing("}")
    }

    fn rule(&mut self, rule: &Rule) -> &mut Self {
        self.when(&rule.condition, |then| _ = then.points(&rule.points).because(rule.because.as_ref()))
    }

    fn each(&mut self, each: &Each) -> &mut Self {
        self.statement(|rule| {
            rule.word("for each").space().selection(&each.entries);
            rule.then(|then| _ = then.points(&each.points).because(each.because.as_ref()));
        })
    }

    /// `when CONDITION then`, and what follows.
    pub fn when(&mut self, condition: &Expr, then: impl FnOnce(&mut Self)) -> &mut Self {
        self.statement(|rule| {
            rule.word("when").space().expression(condition);
            rule.then(then);
        })
    }

    fn then(&mut self, then: impl FnOnce(&mut Self)) -> &mut Self {
        self.gap(1, true, Some(Column::Then)).statement(|gives| {
            gives.word("then").space();
            then(gives);
        })
    }

    pub fn because(&mut self, because: Option<&Text>) -> &mut Self {
        match because {
            Some(text) => self.line().word("because").space().text(text),
            None => self,
        }
    }

    pub fn points(&mut self, points: &Points) -> &mut Self {
        self.statement(|s| {
            s.number(&points.amount);
            if let Some(per) = &points.per {
                s.line().word("per").space();
                if let Some(count) = &per.count {
                    s.whole(count).space();
                }
                s.expression(&per.value);
            }
            if let Some(losing) = &points.losing {
                s.line().word("losing").space().whole(&losing.percent).hug("%").space().word("every").space();
                s.duration(&losing.every).space().word("since").space().expression(&losing.since);
            }
            for period in &points.up_to_per {
                s.line().word("up to").space().number(&period.limit).space().word("per").space();
                s.word(match period.period {
                    Unit::Day => "day",
                    Unit::Week => "week",
                    _ => "month",
                });
            }
            if let Some(limit) = &points.up_to {
                s.line().word("up to").space().number(limit);
            }
        })
    }

    pub fn table(&mut self, table: &Table) -> &mut Self {
        let head = |head: &mut Self| _ = head.word("by").space().expression(&table.by);
        match &table.rows {
            TableSource::Written(rows) => self.block(head, rows, |inside, row| _ = inside.row(row)),
            TableSource::From(file) => self.statement(|inside| {
                head(inside);
                inside.space().word("from").space().text(file);
            }),
        }
    }

    fn row(&mut self, row: &Row) -> &mut Self {
        self.statement(|inside| {
            inside.row_key(&row.key).then(|then| {
                match &row.then {
                    RowGives::Points(points) => then.points(points),
                    RowGives::Word(word) => then.value_word(word),
                    RowGives::Broken => then,
                };
                then.because(row.because.as_ref());
            });
        })
    }
}
