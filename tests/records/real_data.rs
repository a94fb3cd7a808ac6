//! The real exports, where `QUALIFY_REAL_DATA` names their folder.

use super::read;
use super::writing::convert;
use qualify::records::{Format, ReadOptions, WriteOptions};
use std::path::PathBuf;

fn folder() -> Option<PathBuf> {
    let folder = std::env::var_os("QUALIFY_REAL_DATA").map(PathBuf::from);
    if folder.is_none() {
        println!("left out: QUALIFY_REAL_DATA does not name the folder of real exports");
    }
    folder
}

#[test]
fn real_exports_are_read_whole() {
    let Some(folder) = folder() else { return };
    let files = [
        ("x-education/Leads.csv", 38, 9_240, ','),
        ("bank-marketing/bank-additional-full.csv", 21, 41_188, ';'),
        ("bank-marketing/bank.csv", 17, 4_521, ';'),
        ("maven-crm/sales_pipeline.csv", 8, 8_800, ','),
        ("maven-crm/accounts.csv", 7, 85, ','),
        ("maven-crm/products.csv", 3, 7, ','),
        ("maven-crm/sales_teams.csv", 3, 35, ','),
    ];
    for (name, columns, rows, delimiter) in files {
        let bytes = std::fs::read(folder.join(name)).unwrap();
        let file = read(name, &bytes, ReadOptions::default()).unwrap();
        assert_eq!((file.columns.len(), file.records.len(), file.delimiter), (columns, rows, delimiter), "{name}");
        assert_eq!(file.damage, Default::default(), "{name}");
        let lines = bytes.iter().filter(|byte| **byte == b'\n').count() as u64;
        assert!(file.records.last().unwrap().0 <= lines, "{name}");
    }
}

#[test]
fn rows_wrapped_in_quotes_are_named_or_read_as_meant() {
    let Some(folder) = folder() else { return };
    let name = "x-education/Lead Scoring.csv";
    let damaged = std::fs::read(folder.join(name)).unwrap();
    let error = read(name, &damaged, ReadOptions::default()).unwrap_err();
    let message = error.to_string();
    assert!(message.starts_with("338 rows of `x-education/Lead Scoring.csv` stand in one pair of quotes"), "{message}");
    assert!(message.ends_with("and 333 more"), "{message}");

    let options = ReadOptions { unwrap_quoted_rows: true, ..Default::default() };
    let mended = read(name, &damaged, options).unwrap();
    assert_eq!((mended.records.len(), mended.damage.unwrapped.count), (9_240, 338));

    let whole = std::fs::read(folder.join("x-education/Leads.csv")).unwrap();
    let whole = read("Leads.csv", &whole, ReadOptions::default()).unwrap();
    for ((_, mended), (_, whole)) in mended.records.iter().zip(&whole.records) {
        assert_eq!(mended[..], whole[..37]);
    }

    let options = ReadOptions { skip_bad_records: true, ..Default::default() };
    let rest = read(name, &damaged, options).unwrap();
    assert_eq!((rest.records.len(), rest.rejected.len()), (8_902, 338));
}

#[test]
fn real_exports_written_out_are_the_same() {
    let Some(folder) = folder() else { return };
    for name in ["x-education/Leads.csv", "bank-marketing/bank.csv", "maven-crm/sales_pipeline.csv"] {
        let text = std::fs::read_to_string(folder.join(name)).unwrap();
        let before = read(name, text.as_bytes(), ReadOptions::default()).unwrap();
        let delimiter = before.delimiter as u8;
        for format in [Format::Csv, Format::Ndjson, Format::Json] {
            let options = WriteOptions { delimiter, ..WriteOptions::new(format) };
            let (mut bytes, written) = convert(name, &text, options, &[]).unwrap();
            assert_eq!(written.records as usize, before.records.len(), "{name}");
            if format.is_json() {
                let options = WriteOptions { delimiter, ..WriteOptions::new(Format::Csv) };
                bytes = convert("-", &String::from_utf8(bytes).unwrap(), options, &[]).unwrap().0;
            }
            let after = read(name, &bytes, ReadOptions::default()).unwrap();
            // A column without name or content is left out of JSON.
            let named = before.columns.iter().filter(|name| !format.is_json() || !name.is_empty()).count();
            assert_eq!(after.columns[..], before.columns[..named], "{name}");
            for ((_, before), (_, after)) in before.records.iter().zip(&after.records) {
                assert_eq!(before[..named], after[..], "{name}");
            }
        }
    }
}
