//! The tests that rule files hold.

use super::{
    Checker,
    names::{Named, quoted_if_needed},
};
use crate::diagnostic::{Finding, Name};
use crate::format;
use crate::rules::{Entries, EntryFieldId, Expectation, FieldId, TestCase, Wanted};
use crate::source::{Place, Span};
use crate::syntax::tree::{self, Given, ItemKind, Literal, Want};
use crate::value::{Text, Type, Value};
use std::collections::HashMap;

/// Whether a test lacks the day that it needs.
#[derive(PartialEq)]
enum Day {
    Missing,
    NotMissing,
}

impl Checker<'_> {
    pub(super) fn tests(&mut self) {
        let trees = std::mem::take(&mut self.checked.trees);
        // What conditions are checked against was moved to where it stays.
        self.definitions = self.checked.rules.definitions.iter().cloned().map(Some).collect();
        self.in_test = true;
        let rules_use_today = self.checked.rules.uses_today;
        let mut names: HashMap<String, Place> = HashMap::new();
        for (file, tree) in &trees {
            self.file = *file;
            let mut without_day = Vec::new();
            for item in &tree.items {
                if let ItemKind::Test(test) = &item.kind {
                    if let Some(before) = names.insert(test.name.value.clone(), self.place(test.name.at.0)) {
                        self.report(
                            self.at(
                                test.name.at.0,
                                Name::DuplicateName,
                                format!("there is already a test named `{}`", test.name.value),
                            )
                            .related(before, "first here")
                            .help("say what is different about this lead"),
                        );
                    }
                    if self.test(test, item.at.0) == Day::Missing {
                        without_day.push(test.name.at.0);
                    }
                }
            }
            self.refuse_without_day(&without_day);
        }
        self.checked.rules.uses_today = rules_use_today;
        self.in_test = false;
        self.checked.trees = trees;
    }

    /// Reports the tests of a file that need a day and have none: once, whatever their number.
    fn refuse_without_day(&mut self, tests: &[Span]) {
        let Some(first) = tests.first() else { return };
        let (message, help) = match tests.len() - 1 {
            0 => (
                "the rules use today's date, and the test does not say what day it is".to_owned(),
                "begin the test with, for example, `today 2026-01-15`, so that it comes out the same every day",
            ),
            more => (
                format!(
                    "the rules use today's date, and this test and {more} more of this file do not say what day it is"
                ),
                "begin each test with, for example, `today 2026-01-15`, so that it comes out the same every day",
            ),
        };
        self.report(self.at(*first, Name::BadTest, message).help(help));
    }

    fn test(&mut self, test: &tree::Test, span: Span) -> Day {
        self.checked.rules.uses_today = false;
        self.dated.of_test.clear();
        let mut given: Vec<(FieldId, Value)> = Vec::with_capacity(test.given.len());
        let mut entries: Vec<(FieldId, Entries)> = Vec::new();
        let mut seen: HashMap<FieldId, Place> = HashMap::new();
        for assign in &test.given {
            if self.refuse_field_of_entry(&assign.field) {
                continue;
            }
            let Some(named) = self.resolve(&assign.field) else { continue };
            let Named::Field(id) = named else {
                self.report(
                    self.at(
                        assign.field.at.0,
                        Name::WrongKind,
                        format!("`{}` is a {}, and `given` takes only fields", assign.field.text, named.kind()),
                    )
                    .help("write what must come out after `expect`"),
                );
                continue;
            };
            if let Some(before) = seen.insert(id, self.place(assign.field.at.0)) {
                self.report(
                    self.at(assign.field.at.0, Name::DuplicateName, format!("`{}` is given twice", assign.field.text))
                        .related(before, "first here")
                        .help("keep one of the two"),
                );
            }
            if self.checked.rules.fields.get(id.0).is_some_and(|field| field.entries.is_some()) {
                entries.extend(self.given_entries(id, &assign.field, &assign.value).map(|entries| (id, entries)));
            } else if let Some(value) = self.given(id, &assign.value) {
                given.push((id, value));
            }
        }
        let mut expect = Vec::with_capacity(test.expect.len());
        for want in &test.expect {
            match want {
                Want::NoReason(text, at) => expect.push(Expectation {
                    wanted: Wanted::NoReason(text.value.clone()),
                    said: format!("no reason {}", format::text(text)),
                    place: self.place(at.0),
                }),
                Want::Reason(text, at) => expect.push(Expectation {
                    wanted: Wanted::Reason(text.value.clone()),
                    said: format!("reason {}", format::text(text)),
                    place: self.place(at.0),
                }),
                Want::Condition(expr) => {
                    if let Some(condition) = self.condition(expr) {
                        expect.push(Expectation {
                            wanted: Wanted::Condition(condition),
                            said: format::expression(expr),
                            place: self.place(expr.at.0),
                        });
                    }
                }
            }
        }
        let today = test.today.as_ref().and_then(|today| today.value);
        let expects_reason = test.expect.iter().any(|want| !matches!(want, Want::Condition(_)));
        // The test itself may ask about today's date where no rule does.
        let needs_day = self.checked.rules.uses_today || self.depends_on_today(expects_reason);
        if needs_day && test.today.is_none() {
            return Day::Missing;
        }
        let place = self.place(span);
        self.checked.rules.tests.push(TestCase { name: test.name.value.clone(), today, given, entries, expect, place });
        Day::NotMissing
    }

    /// Reports what a test gives the lead and only the entries of a list have.
    fn refuse_field_of_entry(&mut self, name: &tree::Name) -> bool {
        if self.names.is_taken(name) {
            return false;
        }
        let lists = self.names.lists_with(name);
        let (list, field) = match self.names.path_into(name) {
            Some((list, field)) => (Some(list), field.to_owned()),
            None => (lists.first().map(|(list, _)| *list), quoted_if_needed(&name.text)),
        };
        let Some(list) = list.and_then(|list| self.checked.rules.fields.get(list.0)) else { return false };
        let list = quoted_if_needed(&list.name);
        let message = format!("`{field}` is a field of the entries of `{list}`, not of the lead");
        let help = format!("give the lead such an entry: `{list} = [{{ {field} = ... }}]`");
        self.report(self.at(name.at.0, Name::UnknownName, message).help(help));
        true
    }

    /// The entries that a test gives a list.
    fn given_entries(&mut self, list: FieldId, name: &tree::Name, given: &Given) -> Option<Entries> {
        let example = "write its entries so: `[{ kind = \"visit\", at = 2026-01-31 }]`";
        let written = match given {
            Given::Entries(written, _) => written.as_slice(),
            Given::List(values, _) if values.is_empty() => &[],
            Given::List(_, at) => {
                let message = format!("`{}` is a list of entries, and these are plain values", name.text);
                self.report(self.at(at.0, Name::TypeMismatch, message).help(example));
                return None;
            }
            Given::Literal(literal) => {
                let message = format!("`{}` is a list of entries, and this is a single value", name.text);
                self.report(self.at(literal.span(), Name::TypeMismatch, message).help(example));
                return None;
            }
        };
        let fields = self.checked.rules.fields.get(list.0)?.entries.as_ref()?.fields.clone();
        let mut entries = Entries::new(fields.len());
        for entry in written {
            let mut values: Vec<Option<Value>> = fields.iter().map(|field| field.default.clone()).collect();
            let mut seen: HashMap<EntryFieldId, Place> = HashMap::new();
            for assign in &entry.values {
                let Some(id) = self.given_entry_field(list, &assign.field) else { continue };
                if let Some(before) = seen.insert(id, self.place(assign.field.at.0)) {
                    self.report(
                        self.at(
                            assign.field.at.0,
                            Name::DuplicateName,
                            format!("`{}` is given twice in this entry", assign.field.text),
                        )
                        .related(before, "first here")
                        .help("keep one of the two, or begin a new entry in braces of its own"),
                    );
                }
                let kind = fields.get(id.0).map(|field| field.kind().clone());
                let value = kind.and_then(|kind| self.given_value(kind, &assign.field.text, &assign.value));
                if let Some(place) = values.get_mut(id.0) {
                    *place = value.or(place.take());
                }
            }
            entries.push(values);
        }
        Some(entries)
    }

    /// The value that a test gives a field.
    fn given(&mut self, field: FieldId, given: &Given) -> Option<Value> {
        if self.untyped.contains(&field) {
            return None;
        }
        let field = self.checked.rules.fields.get(field.0)?;
        let (name, kind) = (field.name.clone(), field.kind().clone());
        self.given_value(kind, &name, given)
    }

    fn given_value(&mut self, kind: Type, name: &str, given: &Given) -> Option<Value> {
        match given {
            Given::Entries(_, at) => {
                self.report(
                    self.at(at.0, Name::TypeMismatch, format!("`{name}` is a {kind}, and this is a list of entries"))
                        .help("entries in braces are for a field that is declared as `list of { ... }`"),
                );
                None
            }
            Given::Literal(literal) => self.typed(literal, kind, name),
            Given::List(literals, at) => {
                if kind != Type::ListOfText {
                    self.report(
                        self.at(at.0, Name::TypeMismatch, format!("`{name}` is a {kind}, and this is a list"))
                            .help("give it a single value"),
                    );
                    return None;
                }
                let mut texts = Vec::with_capacity(literals.len());
                for literal in literals {
                    match literal {
                        Literal::Text(text) => texts.push(Text::new(&text.value)),
                        other => {
                            let finding = Finding::new(
                                Name::TypeMismatch,
                                self.place(other.span()),
                                "the entries of this list are texts",
                            )
                            .help("put each of them in double quotes");
                            self.report(finding);
                        }
                    }
                }
                (texts.len() == literals.len()).then_some(Value::List(texts))
            }
        }
    }
}
