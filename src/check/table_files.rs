//! Tables whose rows are read from a file: `by country from "countries.csv"`.

use super::{
    Checker,
    tables::{Seen, push_row},
    values::{Kind, Typed},
};
use crate::diagnostic::{Finding, Name};
use crate::rules::{Table, TableRow};
use crate::source::Place;
use crate::syntax::tree;
use crate::value::{NumberFormat, NumberRange, Points, Range, Text, Type, fold, trim};

impl Checker<'_> {
    pub(super) fn file_row<G>(
        &mut self,
        table: &mut Table<G>,
        seen: &mut Seen,
        typed: &Typed,
        row: &FileRow,
        gives: G,
    ) {
        let said = row.case.clone();
        let reason = row.reason.clone().unwrap_or_else(|| format!("by {} {said}", table.said));
        let mut built = TableRow {
            ranges: Vec::new(),
            yes_no: Vec::new(),
            texts: Vec::new(),
            said,
            gives,
            reason,
            has_because: row.reason.is_some(),
            place: row.place,
        };
        let again = |before: Place| {
            Finding::new(Name::DuplicateCase, row.place, format!("`{}` is in this table already", row.case))
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
                Kind::Of(Type::Date) => "write a date as 2026-01-31, a range as 2026-01-01..2026-06-30".to_owned(),
                Kind::Of(Type::YesNo) => "its rows are yes and no".to_owned(),
                _ => "write a number as 50, a range as 50..500, 500.. or ..50".to_owned(),
            };
            let message = format!("`{case}` cannot be a row here, since `{}` is a {}", table.said, typed.kind);
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
        let mut cells = 0;
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
                cells = record.len();
                continue;
            };
            let (Some(case), Some(gives)) = (record.get(case), record.get(gives)) else {
                self.report(
                    Finding::new(Name::BadLine, place, "the line has too few cells")
                        .help(format!("each line holds `{header}`")),
                );
                continue;
            };
            if record.len() > cells {
                self.report(
                    Finding::new(
                        Name::BadLine,
                        place,
                        format!("the line has {} cells, and the header has {cells}", record.len()),
                    )
                    .help("a cell that holds a comma stands in double quotes: `\"mid-market, large\"`"),
                );
                continue;
            }
            if case.is_empty() {
                self.report(
                    Finding::new(Name::BadLine, place, "the cell under `case` is blank")
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

/// A row of a table that is read from a file.
#[derive(Clone, Debug)]
pub(super) struct FileRow {
    /// The case, as a table writes it but without quotes.
    case: String,
    /// The points, or the value of a label.
    pub(super) gives: String,
    reason: Option<String>,
    pub(super) place: Place,
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
