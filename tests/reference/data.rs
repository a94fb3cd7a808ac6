//! Running what the reference shows: leads, cells, and the tests in its examples.

use qualify::eval::{Verdict, judge, label_because};
use qualify::records::{BindOptions, EntryFile, LeadReader, ReadOptions, Reader, Record, Step};
use qualify::rules::{FieldId, LabelId, Rules, ScoreId};
use qualify::value::{ReadAs, Reading, Value, read_cell};
use std::io::Cursor;

fn open(csv: &str) -> Reader {
    Reader::open(Box::new(Cursor::new(csv.as_bytes().to_vec())), "leads.csv", ReadOptions::default()).unwrap()
}

/// The entries that a file has for a list of the leads.
fn entries(rules: &Rules, list: &str, csv: &str) -> EntryFile {
    let list = FieldId(rules.fields.iter().position(|field| field.name == list).unwrap());
    let mut entries = EntryFile::new(&rules.fields, list, Box::new(|| Ok(Box::new(Cursor::new(Vec::new()))))).unwrap();
    entries.read("entries.csv", &mut open(csv), BindOptions::default(), |_| true).unwrap();
    entries
}

/// Judges the leads, and compares the columns of the result: scores and labels by their names, others with the input. Lists of
/// entries come from files of their own, by their names.
pub fn assert_result(rules: &Rules, leads: &str, lists: &[(&str, &str)], result: &str, line: usize) {
    let (mut leads, mut result) = (open(leads), open(result));
    let lists = lists.iter().map(|(list, csv)| entries(rules, list, csv)).collect();
    let columns = leads.columns().unwrap().to_vec();
    let wanted = result.columns().unwrap().to_vec();
    let mut fields = LeadReader::joined(&rules.fields, Some(&columns), BindOptions::default(), lists).unwrap();
    let (mut lead, mut row) = (Record::default(), Record::default());
    while let Step::Record = leads.read(&mut lead).unwrap() {
        assert!(matches!(result.read(&mut row).unwrap(), Step::Record), "line {line}: too few results");
        let verdict = judge(rules, fields.read(&lead).unwrap(), jiff::civil::date(2026, 1, 15));
        for (at, column) in wanted.iter().enumerate() {
            let comes_out = added(rules, &verdict, column).unwrap_or_else(|| {
                let place = columns.iter().position(|one| one == column).unwrap();
                lead.cell(place).unwrap().to_owned()
            });
            assert_eq!(comes_out, row.cell(at).unwrap(), "line {line}: {column}");
        }
    }
    assert!(matches!(result.read(&mut row).unwrap(), Step::End), "line {line}: too many results");
}

/// What a run writes in a column of its own: a score, a label, or why a label has its name.
fn added(rules: &Rules, verdict: &Verdict, column: &str) -> Option<String> {
    if let Some(score) = rules.scores.iter().position(|score| score.name == *column) {
        return Some(verdict.score(ScoreId(score)).to_string());
    }
    let label = |name: &str| rules.labels.iter().position(|label| label.name == name).map(LabelId);
    if let Some(label) = label(column) {
        return Some(verdict.label(label).map_or("disqualified", |name| name.shown()).to_owned());
    }
    let label = label(column.strip_suffix("_because")?)?;
    Some(label_because(rules, verdict, label).unwrap_or_default().to_owned())
}

/// What a cell is read as, in the words of the page.
pub fn shown(cell: &str, how: &ReadAs) -> String {
    match read_cell(cell, how) {
        Reading::Unreadable => "unreadable".to_owned(),
        Reading::Blank => "unknown".to_owned(),
        Reading::Known(Value::Text(text)) => text.shown().to_owned(),
        Reading::Known(Value::List(texts)) => texts.iter().map(|text| text.shown()).collect::<Vec<_>>().join("; "),
        Reading::Known(value) => value.to_string(),
    }
}
