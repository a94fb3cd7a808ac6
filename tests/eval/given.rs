//! A ruleset from its text, and leads from `field = cell` lines.

use jiff::civil::Date;
use qualify::check::{Checked, NoFiles, check};
use qualify::eval::{Evaluation, Verdict, evaluate, judge};
use qualify::rules::{Entries, Field, FieldId, Lead, Rules};
use qualify::source::Source;
use qualify::value::{Reading, Value, read_cell};

/// A checked ruleset.
pub struct Ruleset(Checked);

impl Ruleset {
    /// Panics with the findings where the text has errors.
    pub fn new(text: &str) -> Ruleset {
        let checked = check(Source::new("test.qual", text), &NoFiles);
        let errors: Vec<String> =
            checked.findings.iter().filter(|one| one.is_error()).map(|one| one.message.clone()).collect();
        assert!(errors.is_empty(), "{text}\n{errors:#?}");
        Ruleset(checked)
    }

    pub fn rules(&self) -> &Rules {
        &self.0.rules
    }

    pub fn checked(&self) -> &Checked {
        &self.0
    }

    /// A lead from cells, read as an export's cells are: `title = VP Marketing; company_size = 51-200`. Entries of a list are
    /// parted by `|`, their cells by `,`: `activity = kind = visit, at = 2026-01-10 | kind = open`.
    pub fn lead(&self, cells: &str) -> Lead {
        let rules = self.rules();
        let mut lead = Lead::unknown(rules.fields.len());
        for (at, field) in rules.fields.iter().enumerate() {
            lead.set(FieldId(at), field.default.clone());
        }
        for cell in cells.split(';').map(str::trim).filter(|cell| !cell.is_empty()) {
            let (at, cell) = named(&rules.fields, cell);
            match &rules.fields[at].entries {
                Some(entry) => lead.set_entries(FieldId(at), entries(&entry.fields, cell)),
                None => lead.set(FieldId(at), Some(read(&rules.fields[at], cell))),
            }
        }
        lead
    }

    /// A lead with entries in one list.
    pub fn lead_with(&self, cells: &str, list: &str, entries: &str) -> Lead {
        self.lead(&format!("{cells}; {list} = {entries}"))
    }

    pub fn judge(&self, cells: &str) -> Verdict {
        judge(self.rules(), &self.lead(cells), day())
    }

    pub fn evaluate(&self, cells: &str) -> Evaluation {
        evaluate(self.rules(), &self.0.sources, &self.lead(cells), day())
    }
}

/// The day as of which leads are judged.
pub fn day() -> Date {
    jiff::civil::date(2026, 1, 15)
}

/// The field that a cell names, and what is in the cell.
fn named<'c>(fields: &[Field], cell: &'c str) -> (usize, &'c str) {
    let (name, cell) = cell.split_once('=').expect("a cell is `name = value`");
    let at = fields.iter().position(|field| field.name == name.trim());
    (at.unwrap_or_else(|| panic!("no `{name}`")), cell)
}

fn read(field: &Field, cell: &str) -> Value {
    match read_cell(cell, &field.read) {
        Reading::Known(value) => value,
        other => panic!("`{} = {cell}` reads as {other:?}", field.name),
    }
}

fn entries(fields: &[Field], written: &str) -> Entries {
    let mut all = Entries::new(fields.len());
    for entry in written.split('|').map(str::trim).filter(|entry| !entry.is_empty()) {
        let mut values = vec![None; fields.len()];
        for cell in entry.split(',').filter(|cell| !cell.trim().is_empty()) {
            let (at, cell) = named(fields, cell);
            values[at] = Some(read(&fields[at], cell));
        }
        all.push(values);
    }
    all
}
