//! Tables: `by VALUE { CASE then ... }`, written or read from a file.

use super::{
    Checker,
    values::{Kind, Typed},
};
use crate::diagnostic::{Finding, Name};
use crate::format;
use crate::rules::{Award, Table, TableRow};
use crate::source::{Place, Span};
use crate::syntax::tree::{self, Case, Literal, RowGives, RowKey, TableSource};
use crate::value::{NumberFormat, NumberRange, Points, Range, Text, Type, fold, trim};
use std::collections::HashMap;

/// A row of a table that is read from a file.
#[derive(Clone, Debug)]
pub(super) struct FileRow {
    /// The case, as a table writes it but without quotes.
    case: String,
    /// The points, or the value of a label.
    pub(super) gives: String,
    reason: Option<String>,
    place: Place,
}

/// What a row with cases stands for.
#[derive(Default)]
struct Cases {
    ranges: Vec<Range>,
    yes_no: Vec<bool>,
    texts: Vec<Text>,
}

/// What was seen in a table so far, to find what stands twice.
#[derive(Default)]
struct Seen {
    cases: HashMap<String, Place>,
    unknown: Option<Place>,
    other: Option<Place>,
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
                            .help("such as `then +10`; words are given by a `label`"),
                    );
                    None
                }
            },
            |checker, row| {
                let points = Points::parse(&row.gives).filter(|points| points.abs() <= Points::MAX_WRITTEN);
                if points.is_none() {
                    let message = format!("`{}` is no number of points", row.gives);
                    checker.report(Finding::new(Name::BadLine, row.place, message).help(
                        "points are such as `10`, `-5` or `2.5`, at most 1,000,000 and with at most two decimal places",
                    ));
                }
                let amount = points?;
                Some(Award { amount, per: None, losing: None, up_to: None, said: format!("{amount:+}") })
            },
        )?;
        Some(Table { id: Some(id), ..built })
    }

    pub(super) fn label_table(&mut self, table: &tree::Table, span: Span) -> Option<Table<String>> {
        self.table(
            table,
            span,
            |checker, row| match &row.then {
                RowGives::Word(word) => Some(checker.word(word, "the value of a label")),
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
                            .help("such as `then hot`; points are given in a `score`"),
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
        let typed = self.value(&table.by).and_then(|typed| self.can_head_a_table(&table.by, typed));
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
                        self.at(span, Name::Syntax, "the table has no rows").help("such as `\"Software\" then +20`"),
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
        let (reason, _) = self.reason(row.because.as_ref(), &format!("by {} {key_said}", table.said));
        let mut cases = Cases::default();
        match &row.key {
            RowKey::Broken => return,
            RowKey::Unknown(at) => {
                let known = self.always_known(&typed.value);
                if known {
                    self.report(
                        self.at(
                            at.0,
                            Name::AlwaysKnown,
                            format!("`{}` is always known, so this row never counts", table.said),
                        )
                        .help("leave the `unknown` row out, or take the field's default away"),
                    );
                }
                if let Some(before) = seen.unknown.replace(self.place(at.0)) {
                    self.report(
                        self.at(at.0, Name::CaseOrder, "`unknown` stands twice in this table")
                            .related(before, "first here")
                            .help("keep one of the two"),
                    );
                }
            }
            RowKey::Other(at) => {
                if let Some(before) = seen.other.replace(self.place(at.0)) {
                    self.report(
                        self.at(at.0, Name::CaseOrder, "`other` stands twice in this table")
                            .related(before, "first here")
                            .help("keep one of the two"),
                    );
                }
            }
            RowKey::Cases(written) => {
                if let Some(before) = seen.other.or(seen.unknown) {
                    let word = self.checked.sources.text(before).to_owned();
                    self.report(
                        self.at(
                            row.at.0,
                            Name::CaseOrder,
                            format!("this row stands after `{word}`, which stands last in a table"),
                        )
                        .related(before, "stands here")
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
            place,
        };
        match row.key {
            RowKey::Unknown(_) => table.unknown = Some(built),
            RowKey::Other(_) => table.other = Some(built),
            _ => push_row(table, built),
        }
    }

    /// Whether a value can never be unknown.
    fn always_known(&self, value: &crate::rules::Expr) -> bool {
        use crate::rules::Expr;
        match value {
            Expr::Field(id) => self.checked.rules.fields.get(id.0).is_some_and(|field| field.default.is_some()),
            Expr::Score(_)
            | Expr::Label(_)
            | Expr::Number(_)
            | Expr::Date(_)
            | Expr::Text(_)
            | Expr::YesNo(_)
            | Expr::Today => true,
            _ => false,
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
                    format!("`{written}` stands in this table already, and the first row that fits decides"),
                )
                .related(before, "first here")
                .help("keep one of the two"),
            );
        }
    }

    fn wrong_case(&mut self, span: Span, written: &str, typed: &Typed, subject: &str) {
        let wanted = match &typed.kind {
            Kind::Of(Type::Number | Type::NumberOrRange) => "its cases are numbers and ranges, such as `50..500`",
            Kind::Of(Type::Date) => "its cases are dates and ranges of dates, such as `2026-01-01..2026-06-30`",
            Kind::Of(Type::YesNo) => "its cases are `yes` and `no`",
            Kind::Label(_) => "its cases are values of the label",
            _ => "its cases are texts, such as `\"Software\"`",
        };
        self.report(
            self.at(
                span,
                Name::TypeMismatch,
                format!("`{written}` is no case of `{subject}`, which is a {}", typed.kind),
            )
            .help(wanted),
        );
    }

    fn file_row<G>(&mut self, table: &mut Table<G>, seen: &mut Seen, typed: &Typed, row: &FileRow, gives: G) {
        let said = row.case.clone();
        let reason = row.reason.clone().unwrap_or_else(|| format!("by {} {said}", table.said));
        let mut built = TableRow {
            ranges: Vec::new(),
            yes_no: Vec::new(),
            texts: Vec::new(),
            said,
            gives,
            reason,
            place: row.place,
        };
        let again = |before: Place| {
            Finding::new(Name::DuplicateCase, row.place, format!("`{}` stands in this table already", row.case))
                .related(before, "first here")
                .help("the first row that fits decides; keep one of the two")
        };
        match row.case.as_str() {
            "unknown" => {
                if let Some(before) = seen.unknown.replace(row.place) {
                    self.report(again(before));
                }
                table.unknown = Some(built);
                return;
            }
            "other" => {
                if let Some(before) = seen.other.replace(row.place) {
                    self.report(again(before));
                }
                table.other = Some(built);
                return;
            }
            _ => {}
        }
        let case = row.case.as_str();
        let key = match &typed.kind {
            Kind::Of(Type::Number | Type::NumberOrRange) => number_case(case).map(|range| {
                let key = format!("{range:?}");
                built.ranges.push(range);
                key
            }),
            Kind::Of(Type::Date) => date_case(case).map(|range| {
                let key = format!("{range:?}");
                built.ranges.push(range);
                key
            }),
            Kind::Of(Type::YesNo) => match fold(case).as_ref() {
                "yes" => Some(true),
                "no" => Some(false),
                _ => None,
            }
            .map(|yes| {
                built.yes_no.push(yes);
                yes.to_string()
            }),
            Kind::Of(Type::OneOf(values)) => {
                let value = Text::new(case);
                values.contains(&value).then(|| {
                    let key = value.folded().to_owned();
                    built.texts.push(value);
                    key
                })
            }
            kind => {
                let value = Text::new(case);
                let key = value.compared(kind.is_exact()).to_owned();
                built.texts.push(value);
                Some(key)
            }
        };
        let Some(key) = key else {
            let help = match &typed.kind {
                Kind::Of(Type::OneOf(values)) => self
                    .suggestions
                    .did_you_mean(case, values.iter().map(Text::shown))
                    .unwrap_or_else(|| "it is not among the values of the field".to_owned()),
                Kind::Of(Type::Date) => "a date is written as 2026-01-31, a range as 2026-01-01..2026-06-30".to_owned(),
                Kind::Of(Type::YesNo) => "its cases are yes and no".to_owned(),
                _ => "a number is written as 50, a range as 50..500, 500.. or ..50".to_owned(),
            };
            let message = format!("`{case}` is no case of `{}`, which is a {}", table.said, typed.kind);
            return self.report(Finding::new(Name::BadLine, row.place, message).help(help));
        };
        if let Some(before) = seen.cases.insert(key, row.place) {
            self.report(again(before));
        }
        push_row(table, built);
    }

    /// Reads a table's file, with the header `case,points,reason`, or in a label `case,value`.
    pub(super) fn read_file_table(&mut self, path: &tree::Text, is_label: bool) {
        let Some(source) = self.load_text(self.file, path) else { return };
        let file = self.checked.sources.add(source.clone());
        let text = source.text().trim_start_matches('\u{feff}');
        let cut = source.text().len() - text.len();
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .trim(csv::Trim::All)
            .from_reader(text.as_bytes());
        let gives_named = if is_label { "value" } else { "points" };
        let header = if is_label { "case,value" } else { "case,points,reason" };
        let mut columns: Option<(usize, usize, Option<usize>)> = None;
        let mut rows = Vec::new();
        for record in reader.records() {
            let Ok(record) = record else { continue };
            let start = cut + record.position().map_or(0, |at| usize::try_from(at.byte()).unwrap_or(0));
            let place = Place { file, span: source.line_span(source.line_index(start)) };
            let column = |name: &str| record.iter().position(|cell| cell.eq_ignore_ascii_case(name));
            let Some((case, gives, reason)) = columns else {
                let (Some(case), Some(gives)) = (column("case"), column(gives_named)) else {
                    self.report(
                        Finding::new(Name::BadLine, place, format!("the first line must be the header `{header}`"))
                            .related(self.place(path.at.0), "the table is named here")
                            .help("add it as the first line of the file"),
                    );
                    return;
                };
                columns = Some((case, gives, column("reason")));
                continue;
            };
            let (Some(case), Some(gives)) = (record.get(case), record.get(gives)) else {
                self.report(
                    Finding::new(Name::BadLine, place, "the line has too few cells")
                        .help(format!("each line holds `{header}`")),
                );
                continue;
            };
            if case.is_empty() {
                self.report(
                    Finding::new(Name::BadLine, place, "the case is blank")
                        .help("write `unknown` for leads of which it is not known"),
                );
                continue;
            }
            let reason = reason.and_then(|at| record.get(at)).filter(|reason| !reason.is_empty()).map(str::to_owned);
            if let Some(reason) = reason.as_deref().filter(|reason| crate::value::is_unsafe_in_spreadsheets(reason)) {
                self.report(
                    Finding::new(
                        Name::FormulaText,
                        place,
                        format!("the reason `{reason}` would be run as a formula by spreadsheets"),
                    )
                    .help("begin it with a word"),
                );
            }
            rows.push(FileRow { case: case.to_owned(), gives: gives.to_owned(), reason, place });
        }
        if columns.is_none() {
            self.report(
                self.at(path.at.0, Name::BadLine, format!("`{}` is empty", path.value))
                    .help(format!("its first line is `{header}`")),
            );
        }
        self.tables.insert(self.place(path.at.0), rows);
    }

    /// The type that the cases of a table's file have.
    pub(super) fn file_table_type(&self, path: &tree::Text) -> Option<Type> {
        let rows = self.tables.get(&self.place(path.at.0))?;
        let mut cases =
            rows.iter().map(|row| row.case.as_str()).filter(|case| !["unknown", "other"].contains(case)).peekable();
        cases.peek()?;
        if cases.clone().all(|case| number_case(case).is_some()) {
            Some(Type::Number)
        } else if cases.all(|case| date_case(case).is_some()) {
            Some(Type::Date)
        } else {
            Some(Type::Text { exact: false })
        }
    }
}

fn push_row<G>(table: &mut Table<G>, row: TableRow<G>) {
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

/// `50`, `50..500`, `50..<500`, `500..` or `..50`, as a file writes it.
fn number_case(case: &str) -> Option<Range> {
    let number = |text: &str| {
        let text = trim(text);
        Points::parse(text).map(Points::to_f64).or_else(|| NumberFormat::default().read(text))
    };
    let end = |text: &str| if trim(text).is_empty() { Some(None) } else { number(text).map(Some) };
    let range = match case.split_once("..") {
        Some((low, high)) => {
            let (high, excludes) = high.strip_prefix('<').map_or((high, false), |high| (high, true));
            let range = NumberRange::new(end(low)?, end(high)?, excludes);
            if range.low.is_none() && range.high.is_none() {
                return None;
            }
            range
        }
        None => NumberRange::only(number(case)?),
    };
    (!range.is_empty()).then_some(Range::Numbers(range))
}

/// `2026-01-31`, or a range of days.
fn date_case(case: &str) -> Option<Range> {
    let end = |text: &str| if trim(text).is_empty() { Some(None) } else { trim(text).parse().ok().map(Some) };
    match case.split_once("..") {
        Some((low, high)) => {
            let (high, excludes_high) = high.strip_prefix('<').map_or((high, false), |high| (high, true));
            let (low, high): (Option<jiff::civil::Date>, Option<jiff::civil::Date>) = (end(low)?, end(high)?);
            let nothing = low.zip(high).is_some_and(|(low, high)| low > high || (low == high && excludes_high));
            (!nothing && (low.is_some() || high.is_some())).then_some(Range::Dates { low, high, excludes_high })
        }
        None => {
            let day = case.parse().ok()?;
            Some(Range::Dates { low: Some(day), high: Some(day), excludes_high: false })
        }
    }
}
