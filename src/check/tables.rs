//! Tables: `by VALUE { CASE then ... }`, written or read from a file.

use super::{
    Checker,
    names::Named,
    table_files::FileRow,
    values::{Kind, Typed},
};
use crate::diagnostic::{Finding, Name};
use crate::format;
use crate::rules::{Award, DefinitionBody, Table, TableRow};
use crate::source::{Place, Span};
use crate::syntax::tree::{self, Case, Literal, RowGives, RowKey, TableSource};
use crate::value::{NumberRange, Points, Range, Text, Type, trim};
use std::collections::HashMap;

/// What a row with cases stands for.
#[derive(Default)]
struct Cases {
    ranges: Vec<Range>,
    yes_no: Vec<bool>,
    texts: Vec<Text>,
}

/// What was seen in a table so far, to find what stands twice.
#[derive(Default)]
pub(super) struct Seen {
    pub(super) cases: HashMap<String, Place>,
    pub(super) unknown: Option<Place>,
    pub(super) other: Option<Place>,
    /// Whether a row after `other` or `unknown` was reported.
    misplaced: bool,
}

impl Checker<'_> {
    pub(super) fn points_table(&mut self, table: &tree::Table, span: Span) -> Option<Table<Award>> {
        let id = self.next_rule();
        let built = self.table(
            table,
            span,
            |checker, row| match &row.then {
                RowGives::Points(points) => checker.award(points),
                RowGives::Broken => None,
                RowGives::Word(word) => {
                    let written = word.text().to_owned();
                    checker.report(
                        checker
                            .at(
                                word.span(),
                                Name::TypeMismatch,
                                format!("`{written}` is a word, and a table in a score gives points"),
                            )
                            .help("write, for example, `then +10`; words are given by a `label`"),
                    );
                    None
                }
            },
            |checker, row| {
                let points = Points::parse(&row.gives).filter(|points| points.abs() <= Points::MAX_WRITTEN);
                if points.is_none() {
                    let message = format!("`{}` is not a number of points", row.gives);
                    checker.report(Finding::new(Name::BadLine, row.place, message).help(
                        "write, for example, `10`, `-5` or `2.5`: at most 1,000,000, with at most two decimal places",
                    ));
                }
                let amount = points?;
                Some(Award {
                    amount,
                    per: None,
                    losing: None,
                    up_to_per: Vec::new(),
                    up_to: None,
                    said: format!("{amount:+}"),
                })
            },
        )?;
        Some(Table { id: Some(id), ..built })
    }

    pub(super) fn label_table(&mut self, table: &tree::Table, span: Span) -> Option<Table<String>> {
        self.table(
            table,
            span,
            |checker, row| match &row.then {
                RowGives::Word(word) => Some(checker.label_word(word)),
                RowGives::Broken => None,
                RowGives::Points(points) => {
                    let written = points.amount.written.clone();
                    checker.report(
                        checker
                            .at(
                                points.at.0,
                                Name::TypeMismatch,
                                format!("`{written}` are points, and a table in a label gives one of its values"),
                            )
                            .help("write, for example, `then hot`; points are given in a `score`"),
                    );
                    None
                }
            },
            |checker, row| {
                if crate::value::is_unsafe_in_spreadsheets(&row.gives) || row.gives.is_empty() {
                    let message = if row.gives.is_empty() {
                        "the value is blank".to_owned()
                    } else {
                        format!("`{}` would be run as a formula by spreadsheets", row.gives)
                    };
                    checker
                        .report(Finding::new(Name::BadLine, row.place, message).help("begin the value with a letter"));
                    return None;
                }
                Some(row.gives.clone())
            },
        )
    }

    fn table<G>(
        &mut self,
        table: &tree::Table,
        span: Span,
        mut gives: impl FnMut(&mut Self, &tree::Row) -> Option<G>,
        mut file_gives: impl FnMut(&mut Self, &FileRow) -> Option<G>,
    ) -> Option<Table<G>> {
        let typed = self.heading(&table.by).and_then(|typed| self.can_head_a_table(&table.by, typed));
        let said = format::expression(&table.by);
        let mut built = Table {
            id: None,
            by: crate::rules::Expr::Today,
            said: said.clone(),
            rows: Vec::new(),
            unknown: None,
            other: None,
            texts: HashMap::new(),
            exact: typed.as_ref().is_some_and(|typed| typed.kind.is_exact()),
            place: self.place(span),
        };
        let mut seen = Seen::default();
        match &table.rows {
            TableSource::Written(rows) => {
                for row in rows {
                    let given = gives(self, row);
                    let Some(typed) = &typed else { continue };
                    self.row(&mut built, &mut seen, typed, row, given);
                }
                if rows.is_empty() {
                    self.report(
                        self.at(span, Name::Syntax, "the table has no rows")
                            .help("write, for example, `\"Software\" then +20`"),
                    );
                }
            }
            TableSource::From(path) => {
                let rows = self.tables.get(&self.place(path.at.0)).cloned().unwrap_or_default();
                for row in &rows {
                    let given = file_gives(self, row);
                    let (Some(typed), Some(given)) = (&typed, given) else { continue };
                    self.file_row(&mut built, &mut seen, typed, row, given);
                }
            }
        }
        built.by = typed?.value;
        Some(built)
    }

    /// What heads a table: a value, or a condition that has a name, whose rows are `yes`, `no` and `unknown`.
    fn heading(&mut self, by: &tree::Expr) -> Option<Typed> {
        if let tree::ExprKind::Name(name) = &by.kind
            && let Some(named @ Named::Definition(id)) = self.names.get(name)
            && let Some(Some(definition)) = self.definitions.get(id.0)
            && matches!(definition.body, DefinitionBody::Condition(_))
        {
            self.note_use(named, by.at.0);
            return Some(Typed { value: crate::rules::Expr::Defined(id), kind: Kind::Of(Type::YesNo) });
        }
        self.value(by)
    }

    fn can_head_a_table(&mut self, by: &tree::Expr, typed: Typed) -> Option<Typed> {
        let help = match &typed.kind {
            Kind::Ladder(_) => "ask for its steps one by one: `when stage >= mql`",
            Kind::Of(Type::ListOfText) => {
                "a list has several values at once; ask for them one by one: `when interests contains \"pricing\"`"
            }
            _ => return Some(typed),
        };
        let written = self.shortened(by.at.0);
        self.report(
            self.at(by.at.0, Name::TypeMismatch, format!("`{written}` is a {}, which cannot head a table", typed.kind))
                .help(help),
        );
        None
    }

    fn row<G>(&mut self, table: &mut Table<G>, seen: &mut Seen, typed: &Typed, row: &tree::Row, given: Option<G>) {
        let place = self.place(row.at.0);
        let key_said = format::row_key(&row.key);
        let (reason, has_because) = self.reason(row.because.as_ref(), &format!("by {} {key_said}", table.said));
        let mut cases = Cases::default();
        match &row.key {
            RowKey::Broken => return,
            RowKey::Unknown(at) => {
                if self.always_known(&typed.value) {
                    let help = match typed.value {
                        crate::rules::Expr::Field(_) => {
                            "leave the `unknown` row out, or take `= ...` away from the field"
                        }
                        _ => "leave the `unknown` row out",
                    };
                    self.report(
                        self.at(
                            at.0,
                            Name::AlwaysKnown,
                            format!("`{}` is always known, so this row never counts", table.said),
                        )
                        .help(help),
                    );
                }
                if let Some(before) = seen.unknown.replace(self.place(at.0)) {
                    self.report(
                        self.at(at.0, Name::CaseOrder, "`unknown` is twice in this table")
                            .related(before, "first here")
                            .help("keep one of the two"),
                    );
                }
            }
            RowKey::Other(at) => {
                if let Some(before) = seen.other.replace(self.place(at.0)) {
                    self.report(
                        self.at(at.0, Name::CaseOrder, "`other` is twice in this table")
                            .related(before, "first here")
                            .help("keep one of the two"),
                    );
                }
            }
            RowKey::Cases(written) => {
                if let Some(early) = seen.other.or(seen.unknown).filter(|_| !seen.misplaced) {
                    seen.misplaced = true;
                    let (message, word) = match seen.other {
                        Some(_) => ("`other` takes every lead that is left, so it must be the last row", "other"),
                        None => ("the `unknown` row goes after the rows that have a value", "unknown"),
                    };
                    self.report(
                        Finding::new(Name::CaseOrder, early, message)
                            .related(self.place(row.at.0), "this row comes after it")
                            .help(format!("move the `{word}` row to the end of the table")),
                    );
                }
                for case in written {
                    self.case(&mut cases, seen, typed, case, &table.said);
                }
            }
        }
        let Some(gives) = given else { return };
        let built = TableRow {
            ranges: cases.ranges,
            yes_no: cases.yes_no,
            texts: cases.texts,
            said: key_said,
            gives,
            reason,
            has_because,
            place,
        };
        match row.key {
            RowKey::Unknown(_) => table.unknown = Some(built),
            RowKey::Other(_) => table.other = Some(built),
            _ => push_row(table, built),
        }
    }

    /// Whether a value can be a range of numbers.
    pub(super) fn can_be_a_range(&self, value: &crate::rules::Expr) -> bool {
        let crate::rules::Expr::Field(id) = value else { return false };
        self.checked.rules.fields.get(id.0).is_some_and(|field| *field.kind() == Type::NumberOrRange)
    }

    /// Whether a value can never be unknown.
    pub(super) fn always_known(&self, value: &crate::rules::Expr) -> bool {
        use crate::rules::{Expr, Pick};
        match value {
            Expr::Field(id) => self.checked.rules.fields.get(id.0).is_some_and(|field| field.default.is_some()),
            Expr::DaysSince(value) | Expr::CountOf(value) => self.always_known(value),
            Expr::Score(_)
            | Expr::Label(_)
            | Expr::Number(_)
            | Expr::Date(_)
            | Expr::Text(_)
            | Expr::YesNo(_)
            | Expr::Today
            | Expr::Count(_)
            | Expr::Pick(Pick::Sum, ..) => true,
            // It may not be finite, have no domain, or be taken from no entry at all.
            Expr::Defined(_) | Expr::Entry(_) | Expr::Arithmetic(..) | Expr::DomainOf(_) | Expr::Pick(..) => false,
        }
    }

    fn case(&mut self, cases: &mut Cases, seen: &mut Seen, typed: &Typed, case: &Case, subject: &str) {
        let span = case_span(case);
        let written = self.written(span);
        let key = match (case, &typed.kind) {
            (Case::Name(name), Kind::Label(label)) => {
                let Some(value) = self.label_value(*label, &name.text, name.at.0) else { return };
                let key = value.folded().to_owned();
                cases.texts.push(value);
                key
            }
            (Case::Literal(Literal::Text(text)), Kind::Label(label)) => {
                let Some(value) = self.label_value(*label, &text.value, text.at.0) else { return };
                let key = value.folded().to_owned();
                cases.texts.push(value);
                key
            }
            (Case::Name(name), _) => {
                let finding = match name.text.to_lowercase().as_str() {
                    "else" | "default" | "others" | "rest" => self
                        .at(name.at.0, Name::OtherwiseInTable, format!("a table has no `{}`", name.text))
                        .help("say `other` for any other known value, and `unknown` for a missing one")
                        .fix(self.place(name.at.0), "other"),
                    _ => self.missing_quotes(name),
                };
                return self.report(finding);
            }
            (Case::Range(range), Kind::Of(Type::Number | Type::NumberOrRange)) => match self.range(range) {
                Some(built @ Range::Numbers(_)) => {
                    cases.ranges.push(built.clone());
                    format!("{built:?}")
                }
                Some(_) => return self.wrong_case(span, &written, typed, subject),
                None => return,
            },
            (Case::Range(range), Kind::Of(Type::Date)) => match self.range(range) {
                Some(built @ Range::Dates { .. }) => {
                    cases.ranges.push(built.clone());
                    format!("{built:?}")
                }
                Some(_) => return self.wrong_case(span, &written, typed, subject),
                None => return,
            },
            (Case::Literal(Literal::Number(number)), Kind::Of(Type::Number | Type::NumberOrRange)) => {
                let range = Range::Numbers(NumberRange::only(number.value));
                let key = format!("{range:?}");
                cases.ranges.push(range);
                key
            }
            (Case::Literal(Literal::Date(date)), Kind::Of(Type::Date)) => {
                let Some(date) = date.value else { return };
                let range = Range::Dates { low: Some(date), high: Some(date), excludes_high: false };
                let key = format!("{range:?}");
                cases.ranges.push(range);
                key
            }
            (Case::Literal(Literal::YesNo(yes, _)), Kind::Of(Type::YesNo)) => {
                cases.yes_no.push(*yes);
                yes.to_string()
            }
            (Case::Literal(Literal::Text(text)), kind) if kind.is_text() => {
                if trim(&text.value).is_empty() {
                    let finding =
                        self.blank_text(text.at.0).help("write `unknown then ...` for leads of which it is not known");
                    return self.report(finding);
                }
                if let Kind::Of(Type::OneOf(values)) = kind
                    && self.one_of(text, values, subject).is_none()
                {
                    return;
                }
                let value = Text::new(&text.value);
                let key = value.compared(kind.is_exact()).to_owned();
                cases.texts.push(value);
                key
            }
            _ => return self.wrong_case(span, &written, typed, subject),
        };
        if let Some(before) = seen.cases.insert(key, self.place(span)) {
            self.report(
                self.at(
                    span,
                    Name::DuplicateCase,
                    format!("`{written}` is in this table already, and the first row that fits decides"),
                )
                .related(before, "first here")
                .help("keep one of the two"),
            );
        }
    }

    fn wrong_case(&mut self, span: Span, written: &str, typed: &Typed, subject: &str) {
        let wanted = match &typed.kind {
            Kind::Of(Type::Number | Type::NumberOrRange) => "its rows are numbers and ranges, for example `50..500`",
            Kind::Of(Type::Date) => "its rows are dates and ranges of dates, for example `2026-01-01..2026-06-30`",
            Kind::Of(Type::YesNo) => "its rows are `yes` and `no`",
            Kind::Label(_) => "its rows are values of the label",
            _ => "its rows are texts, for example `\"Software\"`",
        };
        self.report(
            self.at(
                span,
                Name::TypeMismatch,
                format!("`{written}` cannot be a row here, since `{subject}` is a {}", typed.kind),
            )
            .help(wanted),
        );
    }
}

pub(super) fn push_row<G>(table: &mut Table<G>, row: TableRow<G>) {
    let at = table.rows.len();
    for text in &row.texts {
        table.texts.entry(text.compared(table.exact).into()).or_insert(at);
    }
    table.rows.push(row);
}

fn case_span(case: &Case) -> Span {
    match case {
        Case::Range(range) => range.at.0,
        Case::Literal(literal) => literal.span(),
        Case::Name(name) => name.at.0,
    }
}
