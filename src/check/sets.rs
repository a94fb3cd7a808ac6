//! Lists and ranges.

use super::{Checker, fields::literal_kind, names::Named};
use crate::diagnostic::{Finding, Name};
use crate::rules::{EntryFieldId, Field, List};
use crate::source::Span;
use crate::syntax::tree::{self, Entry, Literal};
use crate::value::{NumberFormat, NumberRange, Range, Text, trim};
use std::sync::Arc;

impl Checker<'_> {
    /// A list as it is written; entries of more than one type are reported.
    pub(super) fn written_list(&mut self, list: &tree::List) -> Option<List> {
        let mut literals: Vec<&Literal> = Vec::with_capacity(list.entries.len());
        let mut sound = true;
        for entry in &list.entries {
            match entry {
                Entry::Literal(literal) => literals.push(literal),
                Entry::Name(name) => {
                    sound = false;
                    let finding = self.missing_quotes(name);
                    self.report(finding);
                }
            }
        }
        let Some(first) = literals.first().copied() else {
            if sound {
                self.report(
                    self.at(list.at.0, Name::Syntax, "the list is empty, so nothing is in it")
                        .help("write its entries: `[\"a\", \"b\"]`"),
                );
            }
            return None;
        };
        for literal in &literals {
            if std::mem::discriminant(*literal) != std::mem::discriminant(first) {
                let (written, wanted) = (self.written(literal.span()), literal_kind(first));
                let help = match first {
                    Literal::Text(_) => format!("put it in double quotes: `\"{written}\"`"),
                    _ => format!("take it out, or write it as a {wanted}"),
                };
                self.report(
                    self.at(
                        literal.span(),
                        Name::TypeMismatch,
                        format!("`{written}` is not a {wanted}, and the list begins with one"),
                    )
                    .help(help),
                );
                return None;
            }
            if let Literal::Text(text) = literal
                && trim(&text.value).is_empty()
            {
                sound = false;
                self.report(self.blank_text(text.at.0).help("leave it out; `is unknown` asks for a blank"));
            }
        }
        if !sound {
            return None;
        }
        match first {
            Literal::Text(_) => Some(List::of_texts(
                literals
                    .iter()
                    .filter_map(|one| if let Literal::Text(text) = one { Some(Text::new(&text.value)) } else { None })
                    .collect(),
            )),
            Literal::Number(_) => Some(List::of_numbers(
                literals
                    .iter()
                    .filter_map(|one| if let Literal::Number(number) = one { Some(number.value) } else { None })
                    .collect(),
            )),
            Literal::Date(_) => Some(List::of_dates(
                literals
                    .iter()
                    .filter_map(|one| if let Literal::Date(date) = one { date.value } else { None })
                    .collect(),
            )),
            Literal::YesNo(..) => {
                self.report(
                    self.at(first.span(), Name::TypeMismatch, "`yes` and `no` cannot be in a list")
                        .help("ask for the field by its name, or put `not` before it"),
                );
                None
            }
        }
    }

    /// A list of the lines of a file: texts, which count as numbers or dates too where every line is one.
    pub(super) fn list_of_lines(&mut self, lines: Vec<String>) -> List {
        let numbers: Option<Vec<f64>> = lines.iter().map(|line| NumberFormat::default().read(line)).collect();
        let dates: Option<Vec<jiff::civil::Date>> = lines.iter().map(|line| line.parse().ok()).collect();
        let mut list = List::of_texts(lines.iter().map(|line| Text::new(line)).collect());
        if !lines.is_empty() {
            list.numbers = numbers.unwrap_or_default();
            list.dates = dates.unwrap_or_default();
        }
        list
    }

    /// The finding of a blank text where a value is wanted.
    pub(super) fn blank_text(&self, span: Span) -> Finding {
        self.at(span, Name::BlankComparison, "a blank field is unknown, and nothing is equal to it")
    }

    /// The list that a name stands for.
    pub(super) fn named_list(&mut self, name: &tree::Name) -> Option<Arc<List>> {
        match self.resolve_as(name, "list", "= [\"a\", \"b\"]")? {
            Named::List(id) => self.checked.rules.lists.get(id.0).map(|list| list.entries.clone()),
            Named::Field(id) if self.checked.rules.fields.get(id.0).is_some_and(|field| field.entries.is_some()) => {
                let list = super::names::quoted_if_needed(&name.text);
                let first = self.entry_field_of(id, EntryFieldId(0)).map(Field::written).unwrap_or_default();
                self.report(
                    self.at(
                        name.at.0,
                        Name::WrongKind,
                        format!("`{}` is a list of entries, and a list of values is wanted here", name.text),
                    )
                    .help(format!("ask something of its entries, for example `any {list} where ({first} = ...)`")),
                );
                None
            }
            other => {
                self.report(
                    self.at(
                        name.at.0,
                        Name::WrongKind,
                        format!("`{}` is a {}, and a list is wanted here", name.text, other.kind()),
                    )
                    .help(format!(
                        "write a list `[\"a\", \"b\"]` here, or name one: `list {}_list = [\"a\", \"b\"]`",
                        name.text.replace(['.', ' '], "_")
                    )),
                );
                None
            }
        }
    }

    /// A range of numbers or days; one that nothing lies in is reported.
    pub(super) fn range(&mut self, range: &tree::Range) -> Option<Range> {
        let low = range.low.as_ref();
        let high = range.high.as_ref();
        match (low, high) {
            (Some(Literal::Date(_)) | None, Some(Literal::Date(_)) | None) => {
                let day = |literal: Option<&Literal>| match literal {
                    Some(Literal::Date(date)) => date.value.map(Some),
                    _ => Some(None),
                };
                let (from, to) = (day(low)?, day(high)?);
                if let (Some(from), Some(to)) = (from, to)
                    && (from > to || (from == to && range.excludes_high))
                {
                    self.upside_down(range);
                    return None;
                }
                Some(Range::Dates { low: from, high: to, excludes_high: range.excludes_high })
            }
            (Some(Literal::Number(_)) | None, Some(Literal::Number(_)) | None) => {
                let number = |literal: Option<&Literal>| match literal {
                    Some(Literal::Number(number)) => Some(number.value),
                    _ => None,
                };
                let built = NumberRange::new(number(low), number(high), range.excludes_high);
                if built.is_empty() {
                    self.upside_down(range);
                    return None;
                }
                Some(Range::Numbers(built))
            }
            _ => {
                self.report(
                    self.at(range.at.0, Name::TypeMismatch, "both ends of a range must be numbers, or both dates")
                        .help("write, for example, `50..500` or `2026-01-01..2026-06-30`"),
                );
                None
            }
        }
    }

    fn upside_down(&mut self, range: &tree::Range) {
        let end = |literal: &Option<Literal>| {
            literal.as_ref().map(|literal| self.written(literal.span())).unwrap_or_default()
        };
        let (low, high) = (end(&range.low), end(&range.high));
        let (message, help) = if low == high {
            (
                format!("nothing lies in `{low}..<{high}`, which leaves out its upper end"),
                format!("write `{low}..{high}` to hold {low} itself"),
            )
        } else {
            (
                format!("the range begins at `{low}`, above its end `{high}`, so nothing lies in it"),
                format!("write `{high}..{low}`"),
            )
        };
        let dots = if range.excludes_high { "..<" } else { ".." };
        let finding = self.at(range.at.0, Name::UpsideDownRange, message).help(help);
        let fix = if low == high { format!("{low}..{high}") } else { format!("{high}{dots}{low}") };
        let place = self.place(range.at.0);
        self.report(finding.fix(place, fix));
    }
}
