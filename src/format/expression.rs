//! Conditions and values.

use super::layout::Layout;
use crate::syntax::tree::{Expr, ExprKind, Selection, Set, Which};

impl Layout {
    /// A condition or value; chains of `and`, `or` and arithmetic go one clause a line where they are too long.
    pub fn expression(&mut self, expression: &Expr) -> &mut Self {
        match &expression.kind {
            ExprKind::Or(sides) => self.chain("or", sides),
            ExprKind::And(sides) => self.chain("and", sides),
            ExprKind::Not(inner) => self.word("not").space().expression(inner),
            ExprKind::Paren(inner) => self.group(|group| {
                group.word("(");
                group.nest(|inside| {
                    inside.soft().expression(inner);
                });
                group.soft().closing(")");
            }),
            ExprKind::AtLeast(count, clauses) => {
                self.word("at least").space().whole(count).space().word("of").space();
                self.enclosed("(", clauses, |inside, clause| _ = inside.expression(clause), ")")
            }
            ExprKind::Arithmetic(first, rest) => self.group(|group| {
                group.expression(first);
                group.nest(|inside| {
                    for (sign, value) in rest {
                        inside.line().word(sign.written()).space().expression(value);
                    }
                });
            }),
            ExprKind::DaysSince(value) => self.word("days since").space().expression(value),
            ExprKind::DomainOf(value) => self.word("domain of").space().expression(value),
            ExprKind::Count(entries) => self.word("count of").space().selection(entries),
            ExprKind::Any(entries) => self.word("any").space().selection(entries),
            ExprKind::Pick(pick, field, entries) => {
                self.word(pick.written()).space().name(field).space().word("of").space().selection(entries)
            }
            ExprKind::Name(name) => self.name(name),
            ExprKind::Literal(literal) => self.literal(literal),
            ExprKind::Today => self.placed("today".to_owned(), expression.at.0),
            ExprKind::Disqualified => self.placed("disqualified".to_owned(), expression.at.0),
            _ => {
                if let Some(subject) = subject(expression) {
                    self.expression(subject).space();
                }
                self.asked(expression)
            }
        }
    }

    /// A list, and what is asked of its entries: `activity where (kind = "visit")`.
    pub fn selection(&mut self, entries: &Selection) -> &mut Self {
        self.name(&entries.list);
        let Some(condition) = &entries.condition else { return self };
        self.space().word("where").space().group(|group| {
            group.word("(");
            group.nest(|inside| {
                inside.soft().expression(condition);
            });
            group.soft().closing(")");
        })
    }

    /// What a comparison or predicate asks of its subject: `in 50..500`.
    pub fn asked(&mut self, expression: &Expr) -> &mut Self {
        match &expression.kind {
            ExprKind::Compare(sign, _, right) => self.word(sign.written()).space().expression(right),
            ExprKind::In(_, set, negated) => self.word(if *negated { "not in" } else { "in" }).space().set(set),
            ExprKind::Known(_, known) => self.word(if *known { "is known" } else { "is unknown" }),
            ExprKind::Contains(_, which, whole_words) => self.word("contains").space().which(which, *whole_words),
            ExprKind::StartsWith(_, which) => self.word("starts with").space().which(which, false),
            ExprKind::EndsWith(_, which) => self.word("ends with").space().which(which, false),
            ExprKind::Within(_, within) => {
                let words = match (within.negated, within.next) {
                    (false, false) => "within",
                    (false, true) => "within next",
                    (true, false) => "not within",
                    (true, true) => "not within next",
                };
                self.word(words).space().duration(&within.duration)
            }
            _ => self,
        }
    }

    fn which(&mut self, which: &Which, whole_words: bool) -> &mut Self {
        let (words, set): (&str, &Set) = match (which, whole_words) {
            (Which::One(text), false) => return self.text(text),
            (Which::One(text), true) => return self.word("word").space().text(text),
            (Which::Any(set), false) => ("any of", set),
            (Which::Any(set), true) => ("any word of", set),
            (Which::All(set), false) => ("all of", set),
            (Which::All(set), true) => ("all word of", set),
        };
        self.word(words).space().set(set)
    }

    /// Clauses joined by `and` or `or`; a chain within a chain is moved in, so that it is seen which binds closer.
    fn chain(&mut self, joint: &str, sides: &[Expr]) -> &mut Self {
        self.group(|group| {
            for (at, side) in sides.iter().enumerate() {
                if at > 0 {
                    group.line().word(joint).space();
                }
                if matches!(side.kind, ExprKind::And(_) | ExprKind::Or(_)) {
                    group.nest(|inside| _ = inside.expression(side));
                } else {
                    group.expression(side);
                }
            }
        })
    }
}

/// The left part of a comparison or predicate.
pub(super) fn subject(expression: &Expr) -> Option<&Expr> {
    match &expression.kind {
        ExprKind::Compare(_, subject, _)
        | ExprKind::In(subject, _, _)
        | ExprKind::Known(subject, _)
        | ExprKind::Contains(subject, _, _)
        | ExprKind::StartsWith(subject, _)
        | ExprKind::EndsWith(subject, _)
        | ExprKind::Within(subject, _) => Some(subject),
        _ => None,
    }
}
