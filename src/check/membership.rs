//! `in RANGE`, `in [list]`, `in name`.

use super::{
    Checker,
    names::Named,
    values::{Kind, Typed},
};
use crate::diagnostic::Name;
use crate::rules::{Condition, Test};
use crate::syntax::tree::{self, Expr, ExprKind, Literal, Set};
use crate::value::{Range, Text, Type};

impl Checker<'_> {
    pub(super) fn is_in(&mut self, expr: &Expr, value: &Expr, set: &Set, negated: bool) -> Option<Condition> {
        if let ExprKind::Name(name) = &value.kind
            && let Some(Named::Ladder(_)) = self.names.get(name)
        {
            self.report(
                self.at(
                    expr.at.0,
                    Name::TypeMismatch,
                    format!("`{}` is a ladder, and is compared with one step at a time", name.text),
                )
                .help(format!("write `{0} = ...`, or `{0} >= ...` for a step and all above it", name.text)),
            );
            return None;
        }
        if let (Set::List(list), ExprKind::Name(name)) = (set, &value.kind)
            && let Some(Named::Label(_)) = self.names.get(name)
        {
            let Kind::Label(label) = self.value(value)?.kind else { return None };
            let values: Vec<Option<Text>> = list
                .entries
                .iter()
                .map(|entry| match entry {
                    tree::Entry::Name(name) => self.label_value(label, &name.text, name.at.0),
                    tree::Entry::Literal(Literal::Text(text)) => self.label_value(label, &text.value, text.at.0),
                    tree::Entry::Literal(other) => {
                        let written = self.written(other.span());
                        self.label_value(label, &written, other.span())
                    }
                })
                .collect();
            let values: Option<Vec<Text>> = values.into_iter().collect();
            return Some(self.clause(expr, Test::Label(label, values?, negated)));
        }
        let typed = self.value(value);
        match set {
            Set::Range(range) => {
                let range = self.range(range);
                let (typed, range) = (typed?, range?);
                let fits = matches!(
                    (&typed.kind, &range),
                    (Kind::Of(Type::Number | Type::NumberOrRange), Range::Numbers(_))
                        | (Kind::Of(Type::Date), Range::Dates { .. })
                );
                if !fits {
                    let of = if matches!(range, Range::Numbers(_)) { "numbers" } else { "dates" };
                    let written = self.shortened(value.at.0);
                    self.report(
                        self.at(
                            value.at.0,
                            Name::TypeMismatch,
                            format!("`{written}` is a {}, and the range is one of {of}", typed.kind),
                        )
                        .help("a range holds numbers or dates; texts are looked for in a list: `in [\"a\", \"b\"]`"),
                    );
                    return None;
                }
                Some(self.clause(expr, Test::InRange(typed.value, range, negated)))
            }
            Set::List(list) => {
                let entries = self.written_list(list);
                let (typed, entries) = (typed?, entries?);
                if let Kind::Of(Type::OneOf(values)) = &typed.kind {
                    let field = self.shortened(value.at.0);
                    let mut sound = true;
                    for entry in &list.entries {
                        if let tree::Entry::Literal(Literal::Text(text)) = entry {
                            sound &= self.one_of(text, values, &field).is_some();
                        }
                    }
                    if !sound {
                        return None;
                    }
                }
                self.in_list(expr, value, typed, entries.into(), negated)
            }
            Set::Name(name) => {
                let entries = self.named_list(name);
                self.in_list(expr, value, typed?, entries?, negated)
            }
        }
    }

    fn in_list(
        &mut self,
        expr: &Expr,
        value: &Expr,
        typed: Typed,
        entries: std::sync::Arc<crate::rules::List>,
        negated: bool,
    ) -> Option<Condition> {
        let fits =
            match &typed.kind {
                Kind::Of(Type::Number | Type::NumberOrRange) => !entries.numbers.is_empty(),
                Kind::Of(Type::Date) => !entries.dates.is_empty(),
                kind if kind.is_text() => !entries.texts.is_empty(),
                Kind::Of(Type::ListOfText) => {
                    let written = self.shortened(value.at.0);
                    self.report(self.at(value.at.0, Name::TypeMismatch, format!("`{written}` is itself a list")).help(
                        format!("ask what it holds: `{written} contains any of [...]`, or `contains all of [...]`"),
                    ));
                    return None;
                }
                _ => false,
            };
        let is_empty = entries.texts.is_empty() && entries.numbers.is_empty() && entries.dates.is_empty();
        if !fits && !is_empty {
            let held = if !entries.numbers.is_empty() {
                "numbers"
            } else if !entries.dates.is_empty() {
                "dates"
            } else {
                "texts"
            };
            let written = self.shortened(value.at.0);
            let help = match &typed.kind {
                kind if kind.is_text() => "put each entry of the list in double quotes",
                Kind::Of(Type::Number | Type::NumberOrRange) => {
                    "write the entries of the list as numbers, without quotes"
                }
                Kind::Of(Type::Date) => {
                    "write the entries of the list as dates, for example 2026-01-31, without quotes"
                }
                _ => "look in the list for a text, a number or a date",
            };
            self.report(
                self.at(
                    value.at.0,
                    Name::TypeMismatch,
                    format!("`{written}` is a {}, and the list holds {held}", typed.kind),
                )
                .help(help),
            );
            return None;
        }
        let exact = typed.kind.is_exact();
        Some(self.clause(expr, Test::InList { value: typed.value, list: entries, exact, negated }))
    }
}
