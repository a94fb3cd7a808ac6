//! Conditions: every form is checked for what it may be asked of.

use super::{Checker, names::Named, values::Kind};
use crate::diagnostic::{Finding, Name};
use crate::format;
use crate::rules::{Clause, Condition, DefinitionBody, Expr as Value, Said, Subject, Test};
use crate::source::Place;
use crate::syntax::tree::{self, Expr, ExprKind};
use crate::value::{Period, Type};

impl Checker<'_> {
    /// What a condition means; `None` where it has an error, which is reported.
    pub(super) fn condition(&mut self, expr: &Expr) -> Option<Condition> {
        match &expr.kind {
            ExprKind::Paren(inner) => self.condition(inner),
            ExprKind::Or(parts) => self.parts(parts, "or").map(Condition::Any),
            ExprKind::And(parts) => self.parts(parts, "and").map(Condition::All),
            ExprKind::Not(inner) => self.condition(inner).map(|inner| Condition::Not(Box::new(inner))),
            ExprKind::AtLeast(count, parts) => self.at_least(count, parts),
            ExprKind::Compare(op, left, right) => self.compare(expr, *op, left, right),
            ExprKind::In(value, set, negated) => self.is_in(expr, value, set, *negated),
            ExprKind::Known(value, known) => self.is_known(expr, value, *known),
            ExprKind::Contains(value, which, word) => self.contains(expr, value, which, *word),
            ExprKind::StartsWith(value, which) => self.starts_or_ends(expr, value, which, true),
            ExprKind::EndsWith(value, which) => self.starts_or_ends(expr, value, which, false),
            ExprKind::Within(value, within) => self.within(expr, value, within),
            ExprKind::Name(name) => self.bare_name(expr, name),
            ExprKind::Disqualified => {
                self.refer(crate::rules::Node::Disqualified, expr.at.0);
                Some(self.clause(expr, Test::Disqualified))
            }
            ExprKind::Any(entries) => self.any(expr, entries),
            ExprKind::Literal(literal) => {
                self.half_conditions(None, &[literal], "or");
                None
            }
            ExprKind::Today
            | ExprKind::Arithmetic(..)
            | ExprKind::DaysSince(_)
            | ExprKind::DomainOf(_)
            | ExprKind::Count(_)
            | ExprKind::Pick(..) => {
                let kind = self.value(expr)?.kind;
                if self.compares_inside(expr) {
                    return None;
                }
                let whole = self.on_one_line(expr.at.0);
                let written = self.shortened(expr.at.0);
                let asked = match &kind {
                    Kind::Of(Type::Date) if matches!(expr.kind, ExprKind::Pick(..)) => "within 14 days",
                    Kind::Of(Type::Date) => ">= 2026-01-31",
                    kind if kind.is_text() => "= \"acme.com\"",
                    _ => ">= 5",
                };
                self.report(
                    self.at(
                        expr.at.0,
                        Name::TypeMismatch,
                        format!("`{written}` is a {kind}, and a condition is wanted here"),
                    )
                    .help(format!("compare it with something, for example `{whole} {asked}`")),
                );
                None
            }
        }
    }

    /// Whether a comparison that belongs behind a value was reported inside of it: `count of activity where (... >= 2)`.
    fn compares_inside(&self, expr: &Expr) -> bool {
        let span = expr.at.0;
        let inside =
            |place: Place| place.file == self.file && span.start < place.span.start && place.span.end < span.end;
        let chained = |finding: &Finding| finding.name == Name::ChainedComparison && finding.place.is_some_and(inside);
        // Those of the syntax come first.
        self.checked.findings.iter().take(1000).any(chained)
    }

    /// The clause of a test, with how it is said.
    pub(super) fn clause(&self, expr: &Expr, test: Test) -> Condition {
        let (subject, asked) = format::clause(expr).unwrap_or_else(|| (format::expression(expr), String::new()));
        Condition::Clause(Box::new(Clause { test, said: Said { subject, asked }, place: self.place(expr.at.0) }))
    }

    fn parts(&mut self, parts: &[Expr], word: &str) -> Option<Vec<Condition>> {
        let mut conditions = Vec::with_capacity(parts.len());
        let mut sound = true;
        let mut before = None;
        let mut parts = parts.iter().peekable();
        while let Some(part) = parts.next() {
            if let ExprKind::Literal(literal) = &part.kind {
                let mut alone = vec![literal];
                while let Some(ExprKind::Literal(next)) = parts.peek().map(|part| &part.kind) {
                    alone.push(next);
                    parts.next();
                }
                self.half_conditions(before, &alone, word);
                sound = false;
                continue;
            }
            before = Some(part);
            match self.condition(part) {
                Some(condition) => conditions.push(condition),
                None => sound = false,
            }
        }
        sound.then_some(conditions)
    }

    fn at_least(&mut self, count: &tree::Whole, parts: &[Expr]) -> Option<Condition> {
        let conditions: Vec<Option<Condition>> = parts.iter().map(|part| self.condition(part)).collect();
        let most = parts.len();
        let wanted = usize::try_from(count.value).unwrap_or(usize::MAX);
        if wanted == 0 || wanted > most {
            let (message, help) = if wanted == 0 {
                ("`at least 0` is always true".to_owned(), "ask for at least 1".to_owned())
            } else {
                (
                    format!("at least {wanted} cannot be true of only {most} conditions"),
                    format!("ask for at most {most}"),
                )
            };
            self.report(self.at(count.at.0, Name::BadCount, message).help(help));
            return None;
        }
        Some(Condition::AtLeast(wanted, conditions.into_iter().collect::<Option<_>>()?))
    }

    fn bare_name(&mut self, expr: &Expr, name: &tree::Name) -> Option<Condition> {
        let named = self.resolve(name)?;
        let shown = &name.text;
        if let Named::Definition(id) = named {
            match &self.definitions.get(id.0)?.as_ref()?.body {
                DefinitionBody::Condition(_) => return Some(Condition::Defined(id)),
                DefinitionBody::Value(_, Type::YesNo) => return Some(self.clause(expr, Test::Yes(Value::Defined(id)))),
                DefinitionBody::Value(..) => {}
            }
        }
        let field = match named {
            Named::Field(id) if self.untyped.contains(&id) => return None,
            Named::Field(id) => Some((Value::Field(id), self.checked.rules.fields.get(id.0)?.kind().clone())),
            Named::EntryField(list, id) => Some((Value::Entry(id), self.entry_field_of(list, id)?.kind().clone())),
            _ => None,
        };
        let help = match (&field, named) {
            (Some((value, Type::YesNo)), _) => return Some(self.clause(expr, Test::Yes(value.clone()))),
            (Some((_, Type::ListOfEntries)), _) => format!("ask how many entries it has: `count of {shown} >= 1`"),
            (None, Named::Score(_)) if self.in_test => format!("a test wants, for example, `expect {shown} = 10`"),
            (Some((_, Type::Number | Type::NumberOrRange)), _) | (_, Named::Score(_)) => {
                format!("compare it: `{shown} >= 1`")
            }
            (Some((_, Type::Date)), _) => format!("compare it: `{shown} within 14 days`, or ask `{shown} is known`"),
            (Some(_), _) => format!("ask something of it: `{shown} contains \"...\"`, or `{shown} is known`"),
            (None, Named::Label(id)) => {
                format!("compare it with one of its values, for example `{shown} = {}`", self.words.first_value(id))
            }
            (None, Named::Ladder(id)) => {
                format!("compare it with one of its steps, for example `{shown} >= {}`", self.words.last_step(id))
            }
            (None, Named::List(_)) => format!("ask whether something is in it: `company in {shown}`"),
            (None, _) => format!("compare it with something: `{shown} = ...`"),
        };
        let what = match &field {
            Some((_, kind)) => kind.to_string(),
            None => named.kind().to_owned(),
        };
        let what = if what == "definition" { "value".to_owned() } else { what };
        self.report(
            self.at(expr.at.0, Name::TypeMismatch, format!("`{shown}` is a {what}, not a condition")).help(help),
        );
        None
    }

    fn is_known(&mut self, expr: &Expr, value: &Expr, known: bool) -> Option<Condition> {
        if let ExprKind::Paren(inner) = &value.kind {
            return self.is_known(expr, inner, known);
        }
        if let ExprKind::Name(name) = &value.kind {
            let named = self.resolve(name)?;
            let always = match named {
                Named::Field(id) => {
                    let field = self.checked.rules.fields.get(id.0)?;
                    field.default.is_some() || field.entries.is_some()
                }
                Named::EntryField(list, id) => self.entry_field_of(list, id)?.default.is_some(),
                Named::Score(_) | Named::Label(_) | Named::Ladder(_) | Named::List(_) => true,
                Named::Definition(id) => match self.definitions.get(id.0)?.as_ref()?.body {
                    DefinitionBody::Value(ref value, _) => self.always_known(value),
                    DefinitionBody::Condition(_) => false,
                },
            };
            if always {
                self.refuse_always_known(expr, name, named);
                return None;
            }
            let subject = match named {
                Named::Field(id) => Subject::Value(Value::Field(id)),
                Named::EntryField(_, id) => Subject::Value(Value::Entry(id)),
                Named::Definition(id) => match &self.definitions.get(id.0)?.as_ref()?.body {
                    DefinitionBody::Condition(_) => Subject::Condition(id),
                    DefinitionBody::Value(..) => Subject::Value(Value::Defined(id)),
                },
                _ => return None,
            };
            return Some(self.clause(expr, Test::Known(subject, known)));
        }
        let typed = self.value(value)?;
        if self.always_known(&typed.value) {
            self.refuse_value_always_known(expr, value, &typed.value);
            return None;
        }
        Some(self.clause(expr, Test::Known(Subject::Value(typed.value), known)))
    }

    /// Reports that it is asked whether a value is known that always is, and has no name of its own.
    fn refuse_value_always_known(&mut self, expr: &Expr, written: &Expr, value: &Value) {
        let shown = self.shortened(written.at.0);
        let said = format::expression(written);
        let (message, help) = match value {
            Value::Count(_) => (
                format!("`{shown}` is never unknown: a list that is absent is empty"),
                format!("ask how many there are: `{said} >= 1`, or `{said} = 0`"),
            ),
            Value::Pick(..) => (
                format!("`{shown}` is never unknown: where there is nothing to add up it is 0"),
                format!("ask how much it is, for example `{said} > 0`"),
            ),
            Value::DaysSince(_) | Value::CountOf(_) => (
                format!("`{shown}` is never unknown"),
                "what it is made of is never unknown, so leave the question out".to_owned(),
            ),
            _ => (format!("`{shown}` is always known"), "ask it of a field".to_owned()),
        };
        self.report(self.at(expr.at.0, Name::AlwaysKnown, message).help(help));
    }

    /// Reports that it is asked whether something is known that always is.
    fn refuse_always_known(&mut self, expr: &Expr, name: &tree::Name, named: Named) {
        let shown = self.written(name.at.0);
        let field = match named {
            Named::Field(id) => self.checked.rules.fields.get(id.0),
            Named::EntryField(list, id) => self.entry_field_of(list, id),
            _ => None,
        };
        let (message, help) = match field {
            Some(field) if field.entries.is_some() => (
                format!("`{shown}` is never unknown: a list that is absent is empty"),
                format!("ask whether it has entries: `count of {shown} >= 1`, or `count of {shown} = 0`"),
            ),
            Some(field) => {
                let default = field.default.as_ref().map(ToString::to_string).unwrap_or_default();
                let help = match field.kind() {
                    Type::OneOf(_) => format!("to ask this, take `= {default}` away from it in the `lead` block"),
                    kind => format!("to ask this, take `= {default}` away: `{shown}: {kind}`"),
                };
                (format!("`{shown}` is never unknown: where it is blank it counts as {default}"), help)
            }
            None => {
                let kind = named.kind();
                let help = match named {
                    Named::Definition(_) => "what it is made of is never unknown, so leave the question out".to_owned(),
                    Named::Score(_) => format!("ask how high it is, for example `{shown} >= 1`"),
                    Named::Ladder(id) => {
                        format!("ask which step it is, for example `{shown} = {}`", self.words.last_step(id))
                    }
                    Named::Label(id) => {
                        format!("ask which value it has, for example `{shown} = {}`", self.words.first_value(id))
                    }
                    _ => format!("ask whether something is in it, for example `company in {shown}`"),
                };
                let message = match named {
                    Named::Definition(_) => format!("`{shown}` is never unknown"),
                    _ => format!("`{shown}` is a {kind}, and a {kind} always has a value"),
                };
                (message, help)
            }
        };
        self.report(self.at(expr.at.0, Name::AlwaysKnown, message).help(help));
    }

    fn within(&mut self, expr: &Expr, value: &Expr, within: &tree::Within) -> Option<Condition> {
        self.asks_about_today();
        if self.refuse_within_of_entries(expr, value) {
            return None;
        }
        let day = self.of_kind(value, &Kind::DATE, "`within` needs a date")?;
        let period = Period { count: within.duration.count.value, unit: within.duration.unit };
        Some(self.clause(expr, Test::Within { day, period, next: within.next, negated: within.negated }))
    }

    /// What a definition stands for: a condition, or a value.
    pub(super) fn definition_body(&mut self, expr: &Expr) -> Option<DefinitionBody> {
        let is_value = match &expr.kind {
            ExprKind::Paren(inner) => return self.definition_body(inner),
            ExprKind::Literal(_)
            | ExprKind::Today
            | ExprKind::Arithmetic(..)
            | ExprKind::DaysSince(_)
            | ExprKind::DomainOf(_)
            | ExprKind::Count(_)
            | ExprKind::Pick(..) => true,
            ExprKind::Name(name) => match self.names.get(name) {
                Some(Named::Definition(id)) => {
                    matches!(self.definitions.get(id.0), Some(Some(definition)) if matches!(definition.body, DefinitionBody::Value(..)))
                }
                Some(Named::Field(id)) => {
                    self.checked.rules.fields.get(id.0).is_some_and(|field| *field.kind() != Type::YesNo)
                }
                Some(Named::Score(_)) => true,
                _ => false,
            },
            _ => false,
        };
        if !is_value {
            return self.condition(expr).map(DefinitionBody::Condition);
        }
        let typed = self.value(expr)?;
        match typed.kind {
            Kind::Of(Type::NumberOrRange) => {
                let written = self.shortened(expr.at.0);
                self.report(
                    self.at(
                        expr.at.0,
                        Name::TypeMismatch,
                        format!("`{written}` is a `number or range`, which has no other name"),
                    )
                    .help("use the field itself, or define the comparison: `define big = company_size >= 500`"),
                );
                None
            }
            Kind::Of(kind) => Some(DefinitionBody::Value(typed.value, kind)),
            Kind::Label(_) | Kind::Ladder(_) => None,
        }
    }
}
