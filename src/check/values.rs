//! Values: what an expression stands for, and its type.

use super::{Checker, names::Named};
use crate::diagnostic::Name;
use crate::rules::{DefinitionBody, Expr as Value, LabelId, LadderId};
use crate::source::Span;
use crate::syntax::tree::{self, Expr, ExprKind, Literal};
use crate::value::{Text, Type};

/// The type of a value, wider than that of fields: labels and ladders have values too.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kind {
    Of(Type),
    Label(LabelId),
    Ladder(LadderId),
}

impl Kind {
    pub(super) const NUMBER: Kind = Kind::Of(Type::Number);
    pub(super) const DATE: Kind = Kind::Of(Type::Date);
    pub(super) const TEXT: Kind = Kind::Of(Type::Text { exact: false });

    pub(super) fn is_text(&self) -> bool {
        matches!(self, Kind::Of(kind) if kind.is_text())
    }

    pub(super) fn is_exact(&self) -> bool {
        matches!(self, Kind::Of(kind) if kind.is_exact())
    }
}

impl std::fmt::Display for Kind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Kind::Of(Type::OneOf(_)) => f.write_str("text (one of a few)"),
            Kind::Of(kind) => kind.fmt(f),
            Kind::Label(_) => f.write_str("label"),
            Kind::Ladder(_) => f.write_str("ladder"),
        }
    }
}

/// A value and its type.
#[derive(Clone, Debug)]
pub(super) struct Typed {
    pub(super) value: Value,
    pub(super) kind: Kind,
}

impl Typed {
    fn new(value: Value, kind: Kind) -> Option<Typed> {
        Some(Typed { value, kind })
    }
}

impl Checker<'_> {
    /// The value that an expression stands for; `None` where it has an error, which is reported.
    pub(super) fn value(&mut self, expr: &Expr) -> Option<Typed> {
        match &expr.kind {
            ExprKind::Paren(inner) => self.value(inner),
            ExprKind::Name(name) => self.named_value(name),
            ExprKind::Literal(literal) => self.literal_value(literal),
            ExprKind::Today => {
                self.asks_about_today();
                Typed::new(Value::Today, Kind::DATE)
            }
            ExprKind::Arithmetic(first, rest) => {
                let start = self.number(first);
                // All operands are checked, so that each mistake is found.
                let rest: Vec<_> = rest.iter().map(|(op, part)| self.number(part).map(|value| (*op, value))).collect();
                let rest: Option<Vec<_>> = rest.into_iter().collect();
                Typed::new(Value::Arithmetic(Box::new(start?), rest?), Kind::NUMBER)
            }
            ExprKind::DaysSince(day) => {
                self.asks_about_today();
                let day = self.of_kind(day, &Kind::DATE, "`days since` needs a date")?;
                Typed::new(Value::DaysSince(Box::new(day)), Kind::NUMBER)
            }
            ExprKind::DomainOf(text) => {
                let typed = self.value(text)?;
                if !typed.kind.is_text() {
                    self.wrong_kind(text.at.0, &typed.kind, &Kind::TEXT, "`domain of` needs a text");
                    return None;
                }
                let exact = typed.kind.is_exact();
                Typed::new(Value::DomainOf(Box::new(typed.value)), Kind::Of(Type::Text { exact }))
            }
            ExprKind::Count(entries) => self.count(entries),
            ExprKind::Pick(pick, field, entries) => self.pick(*pick, field, entries),
            _ => {
                let written = self.shortened(expr.at.0);
                let help = match &expr.kind {
                    ExprKind::Any(entries) => {
                        let list = crate::format::selection(entries);
                        format!("to compare how many there are, count them: `count of {list} >= 2`")
                    }
                    _ => "a value is a field, a number, a text, a date, or a sum of them".to_owned(),
                };
                self.report(
                    self.at(
                        expr.at.0,
                        Name::TypeMismatch,
                        format!("`{written}` is a condition, and a value is wanted here"),
                    )
                    .help(help),
                );
                None
            }
        }
    }

    fn literal_value(&mut self, literal: &Literal) -> Option<Typed> {
        match literal {
            Literal::Number(number) => Typed::new(Value::Number(number.value), Kind::NUMBER),
            Literal::Text(text) => Typed::new(Value::Text(Text::new(&text.value)), Kind::TEXT),
            Literal::Date(date) => Typed::new(Value::Date(date.value?), Kind::DATE),
            Literal::YesNo(yes, _) => Typed::new(Value::YesNo(*yes), Kind::Of(Type::YesNo)),
        }
    }

    fn named_value(&mut self, name: &tree::Name) -> Option<Typed> {
        let named = self.resolve(name)?;
        match named {
            Named::Field(id) if self.untyped.contains(&id) => None,
            Named::Field(id) => {
                let kind = self.checked.rules.fields.get(id.0)?.kind().clone();
                if kind == Type::ListOfEntries {
                    self.refuse_list_as_value(id, name);
                    return None;
                }
                Typed::new(Value::Field(id), Kind::Of(kind))
            }
            Named::EntryField(list, id) => {
                let kind = self.entry_field_of(list, id)?.kind().clone();
                Typed::new(Value::Entry(id), Kind::Of(kind))
            }
            Named::Score(id) => Typed::new(Value::Score(id), Kind::NUMBER),
            Named::Label(id) => Typed::new(Value::Label(id), Kind::Label(id)),
            // A ladder has no value of its own: its standing is compared with steps.
            Named::Ladder(id) => Typed::new(Value::Number(0.0), Kind::Ladder(id)),
            Named::Definition(id) => match self.definitions.get(id.0)?.as_ref()?.body.clone() {
                DefinitionBody::Value(_, kind) => Typed::new(Value::Defined(id), Kind::Of(kind)),
                DefinitionBody::Condition(_) => {
                    self.report(
                        self.at(
                            name.at.0,
                            Name::WrongKind,
                            format!("`{}` is a condition, and a value is wanted here", name.text),
                        )
                        .help(format!("ask it by itself: `when {0}`, `not {0}` or `{0} is known`", name.text)),
                    );
                    None
                }
            },
            Named::List(_) => {
                self.report(
                    self.at(
                        name.at.0,
                        Name::WrongKind,
                        format!("`{}` is a list, and a value is wanted here", name.text),
                    )
                    .help(format!("use it after `in` or `any of`, for example `title contains any of {}`", name.text)),
                );
                None
            }
        }
    }

    /// A number; anything else is reported.
    pub(super) fn number(&mut self, expr: &Expr) -> Option<Value> {
        let typed = self.value(expr)?;
        if typed.kind == Kind::NUMBER {
            return Some(typed.value);
        }
        let written = self.shortened(expr.at.0);
        let help = match typed.kind {
            Kind::Of(Type::NumberOrRange) => {
                format!(
                    "`{written}` may be a range, for example 51-200; it is compared with numbers and ranges only: `{written} >= 50`"
                )
            }
            _ => "numbers are added, subtracted, multiplied and divided".to_owned(),
        };
        self.report(
            self.at(
                expr.at.0,
                Name::TypeMismatch,
                format!("`{written}` is a {}, and a number is wanted here", typed.kind),
            )
            .help(help),
        );
        None
    }

    /// A value of a type; anything else is reported.
    pub(super) fn of_kind(&mut self, expr: &Expr, kind: &Kind, why: &str) -> Option<Value> {
        let typed = self.value(expr)?;
        if typed.kind == *kind {
            return Some(typed.value);
        }
        self.wrong_kind(expr.at.0, &typed.kind, kind, why);
        None
    }

    /// Reports a value of another type than the one wanted; `needs` says what needs it.
    pub(super) fn wrong_kind(&mut self, span: Span, kind: &Kind, wanted: &Kind, needs: &str) {
        let written = self.shortened(span);
        let help = match wanted {
            Kind::Of(Type::Number) => format!(
                "if `{written}` holds numbers, write `{written}: number` in the `lead` block; otherwise use another field"
            ),
            Kind::Of(Type::Date) => {
                format!(
                    "if `{written}` holds dates, write `{written}: date` in the `lead` block; otherwise use another field"
                )
            }
            Kind::Of(Type::ListOfText) => format!(
                "if `{written}` holds a list, write `{written}: list of text` in the `lead` block; otherwise use another field"
            ),
            _ => "use a field that holds a text".to_owned(),
        };
        self.report(self.at(span, Name::TypeMismatch, format!("{needs}, and `{written}` is a {kind}")).help(help));
    }

    /// What stands at a span, on one line; whole, so that it can be taken over, unless it is far too long for that.
    pub(super) fn on_one_line(&self, span: Span) -> String {
        let line = self.written(span).split_whitespace().collect::<Vec<_>>().join(" ");
        if line.chars().count() <= 300 { line } else { "...".to_owned() }
    }

    /// What stands at a span, on one line and not too long for a message.
    pub(super) fn shortened(&self, span: Span) -> String {
        let line = self.written(span).split_whitespace().collect::<Vec<_>>().join(" ");
        if line.chars().count() <= 50 { line } else { format!("{}…", line.chars().take(49).collect::<String>()) }
    }
}
