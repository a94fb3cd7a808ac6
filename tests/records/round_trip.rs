//! What is written is read back the same.

use super::writing::convert;
use super::{Read, read};
use proptest::prelude::*;
use qualify::records::{Format, ReadOptions, WriteOptions};

/// Cells of any characters, those that CSV gives a meaning above all.
fn cell() -> impl Strategy<Value = String> {
    // Bytes of zero, where they are many, are taken for a file that is no text.
    let any = any::<String>().prop_map(|text| text.replace('\0', "0"));
    prop_oneof![any, "[a-z,;|\t\"\r\n =ö\u{feff}😀\u{1}-]{0,8}", Just(String::new()),]
}

/// The cells of a file, laid out by hand with every one of them quoted.
fn table(columns: usize, rows: &[Vec<String>], delimiter: char) -> String {
    let header: Vec<String> = (0..columns).map(|at| format!("column-{at}")).collect();
    let quote = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
    let line = |cells: &Vec<String>| cells.iter().map(quote).collect::<Vec<_>>().join(&delimiter.to_string());
    std::iter::once(&header).chain(rows).map(|row| line(row) + "\n").collect()
}

fn cells(file: Read) -> Vec<Vec<String>> {
    file.records.into_iter().map(|(_, cells)| cells).collect()
}

fn back(name: &str, bytes: &[u8], delimiter: char) -> Read {
    let delimiter = Some(delimiter as u8);
    read(name, bytes, ReadOptions { delimiter, ..Default::default() }).unwrap()
}

fn rows() -> impl Strategy<Value = (usize, Vec<Vec<String>>)> {
    (2..6usize).prop_flat_map(|columns| {
        let row = prop::collection::vec(cell(), columns);
        (Just(columns), prop::collection::vec(row, 0..8))
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn csv_comes_back_cell_by_cell((columns, rows) in rows(), delimiter in prop::sample::select(vec![',', ';', '\t', '|'])) {
        let text = table(columns, &rows, delimiter);
        prop_assert_eq!(&cells(back("a.csv", text.as_bytes(), delimiter)), &rows);

        let options = WriteOptions { delimiter: delimiter as u8, ..WriteOptions::new(Format::Csv) };
        // Without a tab in a name: the delimiter is told from the text.
        let sniffed = read("a.csv", text.as_bytes(), ReadOptions::default()).unwrap();
        prop_assert_eq!(sniffed.delimiter, delimiter);
        let (bytes, _) = convert("a.csv", &text, options, &[]).unwrap();
        prop_assert_eq!(&cells(back("a.csv", &bytes, delimiter)), &rows);

        let (bytes, _) = convert("a.csv", &text, WriteOptions::new(Format::Ndjson), &[]).unwrap();
        let json = String::from_utf8(bytes).unwrap();
        if !rows.is_empty() {
            let (bytes, _) = convert("a.ndjson", &json, WriteOptions::new(Format::Csv), &[]).unwrap();
            prop_assert_eq!(&cells(back("a.csv", &bytes, ',')), &rows);
        }
    }

    #[test]
    fn lines_are_those_of_an_editor((columns, rows) in rows()) {
        let text = table(columns, &rows, ',');
        let file = back("a.csv", text.as_bytes(), ',');
        for (at, (line, _)) in file.records.iter().enumerate() {
            let before: usize = rows[..at].iter().flatten().map(|cell| cell.matches('\n').count()).sum();
            prop_assert_eq!(*line as usize, 2 + at + before);
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200), skip in any::<bool>()) {
        for name in ["a.csv", "a.ndjson", "a.json", "-"] {
            let _ = read(name, &bytes, ReadOptions { skip_bad_records: skip, ..Default::default() });
        }
    }

    #[test]
    fn any_text_is_read_or_refused(text in "[\\[\\]{}\",:;a1\\\\ \r\n\t|=]{0,60}", unwrap in any::<bool>(), skip in any::<bool>()) {
        for name in ["a.csv", "a.ndjson", "a.json", "-"] {
            let options = ReadOptions { unwrap_quoted_rows: unwrap, skip_bad_records: skip, ..Default::default() };
            if let Ok(file) = read(name, text.as_bytes(), options) {
                prop_assert!(file.columns.is_empty() || file.records.iter().all(|(_, cells)| cells.len() == file.columns.len()));
            }
        }
    }
}
