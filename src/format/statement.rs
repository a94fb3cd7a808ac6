//! Statements at the top of a file, and what their blocks hold.

use super::layout::{Blank, Column, Layout};
use crate::syntax::tree::{
    Assign, Attribute, AttributeKind, BodyKind, Choice, ChoiceKind, EntryType, Expr, ExprKind, Field, FieldType, File,
    Given, GivenEntry, Item, ItemKind, Label, LabelBody, Ladder, ListSource, Score, ScoreBody, Set, Step, Test, Want,
};

impl Layout {
    /// A whole file. Blank lines stay where the author had them, and always stand around blocks.
    pub fn file(&mut self, file: &File) {
        let mut before: Option<&Item> = None;
        for item in &file.items {
            if let Some(before) = before {
                self.line_end(if is_block(before) || is_block(item) { Blank::Always } else { Blank::Kept });
            }
            self.item(item);
            before = Some(item);
        }
    }

    fn item(&mut self, item: &Item) {
        match &item.kind {
            ItemKind::Ruleset(name) => _ = self.statement(|s| _ = s.word("ruleset").space().text(name)),
            ItemKind::Timezone(zone) => _ = self.statement(|s| _ = s.word("timezone").space().text(zone)),
            ItemKind::Use(file) => _ = self.statement(|s| _ = s.word("use").space().text(file)),
            ItemKind::Blanks(values) => {
                self.statement(|s| {
                    s.word("blank values").line().commas(values, |inside, value| _ = inside.literal(value));
                });
            }
            ItemKind::Lead(fields) => {
                self.block(|head| _ = head.word("lead"), fields, |inside, field| _ = inside.field(field));
            }
            ItemKind::List(name, source) => {
                self.group(|s| {
                    s.word("list").space().name(name).space();
                    match source {
                        ListSource::Written(list) => s.word("=").space().list(list),
                        ListSource::From(file) => s.word("from").space().text(file),
                    };
                });
            }
            ItemKind::Define(name, value) => {
                let head = |head: &mut Self| {
                    head.word("define").space().name(name).gap(1, false, Some(Column::Defined)).word("=").space();
                };
                self.ending_in(head, value);
            }
            ItemKind::Score(score) => self.score(score),
            ItemKind::Body(body) => _ = self.body(body),
            ItemKind::Disqualify(disqualify) => {
                self.statement(|s| {
                    s.word("disqualify when").space().expression(&disqualify.condition);
                    s.because(disqualify.because.as_ref());
                });
            }
            ItemKind::Ladder(ladder) => self.ladder(ladder),
            ItemKind::Label(label) => self.label(label),
            ItemKind::Test(test) => self.test(test),
            ItemKind::Broken(_) => {}
        }
    }

    /// A statement that ends in a condition or value. Where that stands between brackets, they close below the statement's
    /// first word.
    fn ending_in(&mut self, head: impl FnOnce(&mut Self), value: &Expr) -> &mut Self {
        self.group(|group| {
            group.nest(head);
            if moves_itself_in(value) {
                group.expression(value);
            } else {
                group.nest(|inside| _ = inside.expression(value));
            }
        })
    }

    /// `name: TYPE key = default  from "column"  ask "question"`
    fn field(&mut self, field: &Field) -> &mut Self {
        let head = |s: &mut Self| _ = s.name(&field.name).hug(":").gap(1, false, Some(Column::Type));
        match &field.kind {
            // Its rows are no further in than those of any block.
            FieldType::ListOfEntries(entry) => {
                head(self);
                self.entry_type(entry).statement(|s| s.attributes(&field.attributes))
            }
            kind => self.statement(|s| {
                head(s);
                s.field_type(kind).attributes(&field.attributes);
            }),
        }
    }

    fn attributes(&mut self, attributes: &[Attribute]) {
        let mut column = Some(Column::Attributes);
        for attribute in attributes {
            if is_short(attribute) {
                self.space();
            } else {
                self.gap(2, true, column.take());
            }
            self.attribute(attribute);
        }
    }

    fn field_type(&mut self, kind: &FieldType) -> &mut Self {
        match kind {
            FieldType::Number => self.word("number"),
            FieldType::NumberOrRange => self.word("number or range"),
            FieldType::Text => self.word("text"),
            FieldType::TextExact => self.word("text exact"),
            FieldType::YesNo => self.word("yes/no"),
            FieldType::Date => self.word("date"),
            FieldType::OneOf(values) => self.statement(|s| {
                s.word("one of").line().commas(values, |inside, value| _ = inside.text(value));
            }),
            FieldType::ListOfText => self.word("list of text"),
            FieldType::ListOfEntries(entry) => self.entry_type(entry),
            FieldType::Broken => self,
        }
    }

    /// What an entry holds: on one line where it fits, else one field a line as in a `lead` block.
    fn entry_type(&mut self, entry: &EntryType) -> &mut Self {
        self.word("list of").space().rows(&entry.fields, |inside, field| _ = inside.field(field));
        match &entry.joined_by {
            Some(column) => self.space().word("joined by").space().name(column),
            None => self,
        }
    }

    fn attribute(&mut self, attribute: &Attribute) -> &mut Self {
        match &attribute.kind {
            AttributeKind::Key => self.word("key"),
            AttributeKind::Required => self.word("required"),
            AttributeKind::Default(value) => self.word("=").space().literal(value),
            AttributeKind::From(column) => self.word("from").space().text(column),
            AttributeKind::Blank(values) => self.statement(|s| {
                s.word("blank").line().commas(values, |inside, value| _ = inside.literal(value));
            }),
            AttributeKind::SplitBy(separator) => self.word("split by").space().text(separator),
            AttributeKind::Format(format) => self.word("format").space().text(format),
            AttributeKind::Ask(question) => self.word("ask").space().text(question),
        }
    }

    fn score(&mut self, score: &Score) {
        let head = |head: &mut Self| {
            head.word("score").space().name(&score.name);
            if let Some(bounds) = &score.bounds {
                head.space().word("in").space().range(bounds);
            }
        };
        match &score.body {
            ScoreBody::Rules(rules) => _ = self.block(head, rules, |inside, rule| _ = inside.body(rule)),
            ScoreBody::Computed(value) => {
                let head = |inside: &mut Self| {
                    head(inside);
                    inside.space().word("=").space();
                };
                self.ending_in(head, value);
            }
        }
    }

    fn ladder(&mut self, ladder: &Ladder) {
        let head = |head: &mut Self| {
            head.word("ladder").space().name(&ladder.name);
            if let Some(field) = &ladder.never_below {
                head.space().word("never below").space().name(field);
            }
        };
        self.block(head, &ladder.steps, |inside, step| _ = inside.step(step));
    }

    fn step(&mut self, step: &Step) -> &mut Self {
        let head = |head: &mut Self| {
            if let Some(name) = &step.name {
                head.value_word(name);
            }
        };
        match &step.needs {
            Some(needs) => self.ending_in(
                |s| {
                    head(s);
                    s.gap(2, false, Some(Column::Needs)).word("needs").space();
                },
                needs,
            ),
            None => self.statement(head),
        }
    }

    fn label(&mut self, label: &Label) {
        match &label.body {
            LabelBody::Choices(choices) => {
                let head = |head: &mut Self| _ = head.word("label").space().name(&label.name);
                self.block(head, choices, |inside, choice| inside.choice(choice));
            }
            LabelBody::Joined(value) => {
                self.statement(|s| {
                    s.word("label").space().name(&label.name).space().word("=").space().expression(value);
                });
            }
        }
    }

    fn choice(&mut self, choice: &Choice) {
        match &choice.kind {
            ChoiceKind::When(condition, value, because) => {
                self.when(condition, |then| _ = then.value_word(value).because(because.as_ref()));
            }
            ChoiceKind::Table(table) => _ = self.table(table),
            ChoiceKind::Otherwise(value, because) => {
                self.statement(|s| {
                    s.word("otherwise").space().value_word(value).because(because.as_ref());
                });
            }
            ChoiceKind::Broken => {}
        }
    }

    fn test(&mut self, test: &Test) {
        let mut parts: Vec<TestPart> = Vec::new();
        parts.extend(test.today.as_ref().map(TestPart::Today));
        parts.extend((!test.given.is_empty()).then_some(TestPart::Given(&test.given)));
        parts.extend((!test.expect.is_empty()).then_some(TestPart::Expect(&test.expect)));
        self.block(
            |head| _ = head.word("test").space().text(&test.name),
            &parts,
            |inside, part| match part {
                TestPart::Today(date) => _ = inside.statement(|s| _ = s.word("today").space().date(date)),
                TestPart::Given(fields) => inside.given(fields),
                TestPart::Expect(wants) => inside.expect(wants),
            },
        );
    }

    fn given(&mut self, fields: &[Assign]) {
        self.group(|group| {
            group.word("given {");
            group.nest(|inside| {
                inside.line().commas(fields, |inside, field| {
                    inside.name(&field.field).space().word("=").space();
                    match &field.value {
                        Given::Literal(value) => inside.literal(value),
                        Given::List(values, _) => inside.brackets(values, |inside, value| _ = inside.literal(value)),
                        Given::Entries(entries, _) => {
                            inside.brackets(entries, |inside, entry| _ = inside.given_entry(entry))
                        }
                    };
                });
                inside.trailing_comma();
            });
            group.line().closing("}");
        });
    }

    /// One entry of a list: `{ kind = "visit", at = 2026-01-10 }`.
    fn given_entry(&mut self, entry: &GivenEntry) -> &mut Self {
        self.group(|group| {
            group.word("{");
            let part = |s: &mut Self| _ = if entry.values.is_empty() { s.soft() } else { s.line() };
            group.nest(|inside| {
                part(inside);
                inside.commas(&entry.values, |inside, assign| {
                    inside.name(&assign.field).space().word("=").space();
                    match &assign.value {
                        Given::Literal(value) => _ = inside.literal(value),
                        Given::List(values, _) => {
                            _ = inside.brackets(values, |inside, value| _ = inside.literal(value));
                        }
                        Given::Entries(..) => {}
                    }
                });
            });
            part(group);
            group.closing("}");
        })
    }

    fn expect(&mut self, wants: &[Want]) {
        self.statement(|s| {
            s.word("expect").line().commas(wants, |inside, want| match want {
                Want::Reason(reason, _) => _ = inside.word("reason").space().text(reason),
                Want::NoReason(reason, _) => _ = inside.word("no reason").space().text(reason),
                Want::Condition(condition) => _ = inside.nest(|inside| _ = inside.expression(condition)),
            });
        });
    }
}

/// The lines of a test, in the order in which they are always written.
enum TestPart<'a> {
    Today(&'a crate::syntax::tree::DateLiteral),
    Given(&'a [Assign]),
    Expect(&'a [Want]),
}

/// Whether an item holds lines between braces.
fn is_block(item: &Item) -> bool {
    match &item.kind {
        ItemKind::Lead(_) | ItemKind::Ladder(_) | ItemKind::Test(_) => true,
        ItemKind::Score(score) => matches!(score.body, ScoreBody::Rules(_)),
        ItemKind::Label(label) => matches!(label.body, LabelBody::Choices(_)),
        ItemKind::Body(body) => !matches!(body.kind, BodyKind::Rule(_) | BodyKind::Each(_)),
        _ => false,
    }
}

/// Whether all lines of a value but its first and last are moved in anyway.
fn moves_itself_in(value: &Expr) -> bool {
    match &value.kind {
        ExprKind::AtLeast(..) | ExprKind::Paren(_) | ExprKind::Arithmetic(..) => true,
        ExprKind::In(subject, Set::List(_), _) => matches!(subject.kind, ExprKind::Name(_)),
        _ => false,
    }
}

/// Whether an attribute follows its type after one blank.
fn is_short(attribute: &Attribute) -> bool {
    matches!(attribute.kind, AttributeKind::Key | AttributeKind::Required | AttributeKind::Default(_))
}
