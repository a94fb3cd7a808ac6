//! What is known of a lead.

use super::{Told, paragraph, section};
use crate::docs::comments;
use crate::docs::page::{Block, Line, Section, Table};
use crate::docs::words::{day, quoted, shown};
use crate::rules::Field;
use crate::value::{Format, NumberFormat, Type};
use jiff::civil::date;
use jiff::fmt::strtime;
use jiff::tz::TimeZone;

impl Told<'_> {
    pub(super) fn fields(self) -> Option<Section> {
        let fields = &self.rules.fields;
        let everywhere = blanks_everywhere(fields);
        let mut blocks = vec![Block::Table(self.table(fields, &everywhere))];
        if !everywhere.is_empty() {
            let values: Vec<Line> = everywhere.iter().map(|text| Line::of(quoted(text))).collect();
            blocks.push(Block::Paragraph(
                Line::of("An empty cell is not known. So is one that says ").and(Line::listed(values, "or")).say("."),
            ));
        }
        let sections = fields.iter().filter_map(|field| self.entries(field, &everywhere)).collect();
        if fields.is_empty() {
            return section(
                "What we know of a lead",
                "fields",
                vec![paragraph("The rules look at no field.")],
                Vec::new(),
            );
        }
        section("What we know of a lead", "fields", blocks, sections)
    }

    /// The fields that each entry of a list has.
    fn entries(self, field: &Field, everywhere: &[String]) -> Option<Section> {
        let entries = field.entries.as_ref()?;
        let about = match &entries.joined_by {
            Some(joined) => Line::of("They stand in the record of the lead, or in a file of their own, whose column ")
                .and(Line::name(joined.column()))
                .say(" says to which lead each belongs."),
            None => Line::of("They stand in the record of the lead."),
        };
        Some(Section {
            title: Line::of("Each entry of ").and(Line::name(&field.name)),
            anchor: format!(
                "entries-{}",
                self.rules.fields.iter().position(|one| std::ptr::eq(one, field)).unwrap_or(0)
            ),
            blocks: vec![Block::Paragraph(about), Block::Table(self.table(&entries.fields, everywhere))],
            sections: Vec::new(),
            is_listed: true,
        })
    }

    fn table(self, fields: &[Field], everywhere: &[String]) -> Table {
        Table {
            columns: vec!["Name", "What it is", "Where it comes from", "Question to ask", "Good to know"],
            rows: fields.iter().map(|field| self.row(field, everywhere)).collect(),
        }
    }

    fn row(self, field: &Field, everywhere: &[String]) -> Vec<Vec<Line>> {
        let mut notes = Vec::new();
        let mut note = |line: Line| notes.push(line);
        if field.key {
            note(Line::of("Tells leads apart."));
        }
        if field.required {
            note(Line::of("Should always be there; where it is missing, that is reported."));
        }
        if let Some(default) = &field.default {
            note(Line::of(format!("Where nothing is said, {} is taken.", shown(default))));
        }
        if let Some(form) = form(&field.read.format) {
            note(Line::of(form));
        }
        let own: Vec<Line> =
            blanks(field).into_iter().filter(|text| !everywhere.contains(text)).map(Line::of).collect();
        if !own.is_empty() {
            note(Line::of("Also not known: ").and(Line::listed(own, "and")).say("."));
        }
        if !field.used {
            note(Line::of("No rule looks at it."));
        }
        if let Some(said) = comments::above(field.place, self.sources) {
            note(said);
        }
        let question = field.ask.iter().map(|ask| Line::of(quoted(ask))).collect();
        let column = Line::of(format!("column {}", quoted(field.column())));
        vec![vec![Line::name(&field.name)], vec![kind(field)], vec![column], question, notes]
    }
}

fn kind(field: &Field) -> Line {
    match field.kind() {
        Type::Number => Line::of("a number"),
        Type::NumberOrRange => Line::of("a number, or a range such as 51-200"),
        Type::Text { exact: false } => Line::of("a text"),
        Type::Text { exact: true } => Line::of("a text (capitals count)"),
        Type::YesNo => Line::of("yes or no"),
        Type::Date => Line::of("a day"),
        Type::OneOf(texts) => {
            let texts: Vec<Line> = texts.iter().map(|text| Line::of(quoted(text.shown()))).collect();
            Line::of("one of ").and(Line::listed(texts, "or"))
        }
        Type::ListOfText => Line::of(format!("several texts, parted by {}", quoted(&field.read.split_by))),
        Type::ListOfEntries => Line::of("a list of entries, each with what is told below"),
    }
}

/// How numbers or days are written, where that is not the usual way.
fn form(format: &Format) -> Option<String> {
    match format {
        Format::Usual => None,
        Format::Number(format) if *format == NumberFormat::default() => None,
        Format::Number(format) => Some(format!("Numbers are written as {}.", quoted(&format.sample()))),
        Format::Date(pattern) => {
            let example = date(2026, 12, 31);
            let zoned = example.at(0, 0, 0, 0).to_zoned(TimeZone::UTC).ok()?;
            let written = strtime::format(pattern, &zoned).ok()?;
            Some(format!("Days are written so that {} is {}.", quoted(&written), day(example)))
        }
    }
}

/// What counts as blank in a field, as it is shown; texts by themselves are known by their lower case.
fn blanks(field: &Field) -> Vec<String> {
    let blanks = &field.read.blanks;
    let texts = blanks.texts.iter().cloned();
    let numbers = blanks.numbers.iter().map(|one| shown(&crate::value::Value::Number(*one)));
    texts.chain(numbers).chain(blanks.dates.iter().map(|one| day(*one))).collect()
}

/// The texts that count as blank in every field.
fn blanks_everywhere(fields: &[Field]) -> Vec<String> {
    let Some((first, others)) = fields.split_first() else { return Vec::new() };
    let in_all = |text: &&String| others.iter().all(|field| field.read.blanks.texts.contains(text));
    first.read.blanks.texts.iter().filter(in_all).cloned().collect()
}
