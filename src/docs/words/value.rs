//! Values that are looked at.

use super::measure::{day, number, yes_no};
use super::{Speaker, quoted};
use crate::docs::page::Line;
use crate::rules::{ArithmeticOp, DefinitionBody, DefinitionId, EntryFieldId, Expr, FieldId, Pick, ScoreId};
use crate::value::Type;

impl Speaker<'_> {
    /// A value: `the domain of email`.
    pub(in crate::docs) fn value(self, expr: &Expr) -> Line {
        match expr {
            Expr::Field(id) => self.field_name(*id),
            Expr::Entry(id) => self.entry_name(self.list, *id),
            Expr::Score(id) => self.score(*id),
            Expr::Defined(id) => self.defined(*id),
            Expr::Label(id) => self.link("label", self.rules.labels.get(id.0).map(|label| label.name.as_str())),
            Expr::Number(one) => Line::of(number(*one)),
            Expr::Date(one) => Line::of(day(*one)),
            Expr::Text(text) => Line::of(quoted(text.shown())),
            Expr::YesNo(yes) => Line::of(yes_no(*yes)),
            Expr::Today => Line::of("today"),
            Expr::Arithmetic(first, rest) => {
                let start = self.operand(first);
                rest.iter().fold(start, |line, (op, operand)| line.say(sign(*op)).and(self.operand(operand)))
            }
            Expr::DaysSince(since) => Line::of("the number of days since ").and(self.value(since)),
            Expr::DomainOf(text) => Line::of("the domain of ").and(self.value(text)),
            Expr::CountOf(list) => Line::of("the number of entries in ").and(self.value(list)),
            Expr::Count(selection) => Line::of("the number of ").and(self.entries(selection, "entries")),
            Expr::Pick(pick, field, selection) => {
                let which = match pick {
                    Pick::Latest => "the latest ",
                    Pick::Earliest => "the earliest ",
                    Pick::Highest => "the highest ",
                    Pick::Lowest => "the lowest ",
                    Pick::Sum => "the sum of ",
                };
                let line = Line::of(which).and(self.entry_name(Some(selection.list), *field)).say(" of the ");
                line.and(self.entries(selection, "entries"))
            }
        }
    }

    /// A value that stands alone.
    pub(in crate::docs) fn last_value(self, expr: &Expr) -> Line {
        match expr {
            Expr::Count(selection) => Line::of("the number of ").and(self.last_entries(selection, "entries")),
            _ => self.value(expr),
        }
    }

    fn operand(self, expr: &Expr) -> Line {
        match expr {
            Expr::Arithmetic(..) => Line::of("(").and(self.value(expr)).say(")"),
            _ => self.value(expr),
        }
    }

    /// The name of a definition.
    pub(in crate::docs) fn defined(self, id: DefinitionId) -> Line {
        self.link("definition", self.rules.definitions.get(id.0).map(|definition| definition.name.as_str()))
    }

    /// The name of a score.
    pub(in crate::docs) fn score(self, id: ScoreId) -> Line {
        self.link("score", self.rules.scores.get(id.0).map(|score| score.name.as_str()))
    }

    /// The name of a field that the entries of a list have.
    pub(in crate::docs) fn entry_name(self, list: Option<FieldId>, id: EntryFieldId) -> Line {
        let entries = list.and_then(|list| self.field(list)).and_then(|field| field.entries.as_ref());
        Line::name(entries.and_then(|entries| entries.field(id)).map_or("", |field| &field.name))
    }

    /// Whether a value is a day.
    pub(super) fn is_day(self, expr: &Expr) -> bool {
        match expr {
            Expr::Date(_) | Expr::Today => true,
            Expr::Field(id) => self.field(*id).is_some_and(|field| *field.kind() == Type::Date),
            Expr::Entry(id) => self
                .list
                .and_then(|list| self.field(list)?.entries.as_ref()?.field(*id))
                .is_some_and(|field| *field.kind() == Type::Date),
            Expr::Defined(id) => self
                .rules
                .definitions
                .get(id.0)
                .is_some_and(|one| matches!(&one.body, DefinitionBody::Value(_, Type::Date))),
            Expr::Pick(pick, ..) => matches!(pick, Pick::Latest | Pick::Earliest),
            _ => false,
        }
    }
}

fn sign(op: ArithmeticOp) -> &'static str {
    match op {
        ArithmeticOp::Plus => " + ",
        ArithmeticOp::Minus => " − ",
        ArithmeticOp::Times => " × ",
        ArithmeticOp::DividedBy => " ÷ ",
    }
}
