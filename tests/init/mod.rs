//! Drafting a ruleset from a file of leads.

mod real_data;

use qualify::init::{Draft, Field, draft};
use qualify::records::{ReadOptions, Reader, Record, Step};
use qualify::source::Source;
use qualify::value::{Reading, read_cell, read_json};

/// The draft of a file, and in its text a finding for each thing that is wrong with it.
fn drafted(name: &str, bytes: &[u8], options: ReadOptions) -> Draft {
    let mut reader = Reader::open(Box::new(std::io::Cursor::new(bytes.to_vec())), name, options).unwrap();
    draft(&mut reader, name).unwrap()
}

/// What of a file the drafted types cannot read, as `line: field: cell`.
fn unreadable(draft: &Draft, name: &str, bytes: &[u8], options: ReadOptions) -> Vec<String> {
    let mut reader = Reader::open(Box::new(std::io::Cursor::new(bytes.to_vec())), name, options).unwrap();
    let columns = reader.columns().map(<[String]>::to_vec);
    let place = |field: &Field| columns.as_ref().and_then(|all| all.iter().position(|one| *one == field.path[0]));
    let places: Vec<_> = draft.fields.iter().map(|field| (field, place(field))).collect();
    let (mut record, mut found) = (Record::default(), Vec::new());
    while let Step::Record = reader.read(&mut record).unwrap() {
        for (field, place) in &places {
            let (reading, cell) = if columns.is_some() {
                let cell = record.cell(place.unwrap()).unwrap();
                (read_cell(cell, &field.read), cell.to_owned())
            } else {
                let whole = record.member(&field.path[0]).map_or("null", |raw| raw);
                let whole: serde_json::Value = serde_json::from_str(whole).unwrap();
                let inner = field.path[1..].iter().try_fold(&whole, |json, name| json.get(name));
                (inner.map_or(Reading::Blank, |json| read_json(json, &field.read)), whole.to_string())
            };
            if reading == Reading::Unreadable {
                found.push(format!("{}: {}: {cell}", record.line(), field.name));
            }
        }
    }
    found
}

/// An invented export under `tests/data`.
fn export(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/tests/data/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// A draft of which it is certain that it parses, is laid out, and reads the file it was drafted from.
fn sound(name: &str, bytes: &[u8]) -> Draft {
    let draft = drafted(name, bytes, ReadOptions::default());
    let source = Source::new("draft.qual", draft.text.clone());
    assert_eq!(qualify::format::verified(&source).as_deref(), Ok(draft.text.as_str()), "{}", draft.text);
    assert_eq!(unreadable(&draft, name, bytes, ReadOptions::default()), Vec::<String>::new(), "{}", draft.text);
    draft
}

#[test]
fn exports_of_the_usual_tools() {
    for name in ["hubspot.csv", "salesforce.csv", "marketo.tsv", "mautic.csv", "nested.ndjson"] {
        let draft = sound(name, &export(name));
        insta::assert_snapshot!(name, draft.text);
    }
}

#[test]
fn odd_ones_out_are_told() {
    let mut file = "id,size,seen,note\n".to_owned();
    for at in 0..60 {
        let size = if at == 41 { "about 50".to_owned() } else { format!("{}", at * 7) };
        let seen = if at == 12 { "soon".to_owned() } else { format!("2026-01-{:02}", at % 28 + 1) };
        file.push_str(&format!("L{at},{size},{seen},a note of lead {at}\n"));
    }
    let draft = sound("odd.csv", file.as_bytes());
    let comment =
        |field: &str| draft.text.lines().find(|line| line.trim_start().starts_with(field)).unwrap_or_default();
    assert!(comment("size").ends_with("all but 1 value are numbers"), "{}", draft.text);
    assert!(comment("seen").ends_with("all but 1 value are dates"), "{}", draft.text);
    assert!(comment("note").ends_with("always filled"), "{}", draft.text);
}
