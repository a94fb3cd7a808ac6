//! What comes out of what went in.

use qualify::records::{
    Added, Compression, Format, Keep, ReadOptions, Reader, Record, Step, WriteError, WriteOptions, Writer, Written,
};
use std::io::{self, Read, Write};
use std::sync::{Arc, Mutex};

/// A file in memory.
#[derive(Clone, Default)]
pub struct Memory(Arc<Mutex<Vec<u8>>>);

impl Write for Memory {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Reads a file and writes it, each record with the same added values.
pub fn convert(
    name: &str,
    text: &str,
    options: WriteOptions,
    added: &[(&str, Added)],
) -> Result<(Vec<u8>, Written), WriteError> {
    let text = io::Cursor::new(text.as_bytes().to_vec());
    let mut reader = Reader::open(Box::new(text), name, ReadOptions::default()).unwrap();
    let (names, values): (Vec<String>, Vec<Added>) =
        added.iter().map(|(name, value)| (name.to_string(), *value)).unzip();
    let memory = Memory::default();
    let mut writer = Writer::new(Box::new(memory.clone()), reader.columns(), &names, options)?;
    let mut record = Record::default();
    while let Step::Record = reader.read(&mut record).unwrap() {
        writer.write(&record, &values)?;
    }
    let written = writer.finish()?;
    let bytes = memory.0.lock().unwrap().clone();
    Ok((bytes, written))
}

const ADDED: [(&str, Added); 5] = [
    ("score", Added::Number("-2.5")),
    ("stage", Added::Text("mql; \"hot\"")),
    ("disqualified", Added::YesNo(false)),
    ("reasons", Added::Json("[{\"reason\":\"=\",\n  \"points\":2}]")),
    ("question", Added::Blank),
];

fn text(name: &str, text: &str, format: Format, keep: Keep) -> String {
    let options = WriteOptions { keep, ..WriteOptions::new(format) };
    String::from_utf8(convert(name, text, options, &ADDED).unwrap().0).unwrap()
}

const CSV: &str = "Email,,Size\nada@example.com,, 012\n\"=1+1, \"\"x\"\"\nb\",y\n";

#[test]
fn csv_to_csv_keeps_every_cell() {
    let options = WriteOptions { delimiter: b';', ..WriteOptions::new(Format::Csv) };
    let short = "a;;b\n1;2\n 0x;\"q \"\"r\"\"\ns\";=1+1\n";
    let (bytes, written) = convert("a.csv", short, options, &ADDED[..3]).unwrap();
    assert_eq!(
        String::from_utf8(bytes).unwrap(),
        "a;;b;score;stage;disqualified\n\
         1;2;;-2.5;\"mql; \"\"hot\"\"\";no\n \
         0x;\"q \"\"r\"\"\ns\";=1+1;-2.5;\"mql; \"\"hot\"\"\";no\n"
    );
    assert_eq!(written, Written { records: 2, ..Default::default() });
}

#[test]
fn csv_to_json_makes_texts_of_cells_and_null_of_empty_ones() {
    assert_eq!(
        text("a.csv", CSV, Format::Json, Keep::All),
        r#"[
{"Email":"ada@example.com","Size":" 012","score":-2.5,"stage":"mql; \"hot\"","disqualified":false,"reasons":[{"reason":"=","points":2}],"question":null},
{"Email":"=1+1, \"x\"\nb","column 2":"y","Size":null,"score":-2.5,"stage":"mql; \"hot\"","disqualified":false,"reasons":[{"reason":"=","points":2}],"question":null}
]
"#
    );
    assert_eq!(text("a.csv", "Email\n", Format::Json, Keep::All), "[]\n");
    assert_eq!(text("a.csv", "Email\n", Format::Ndjson, Keep::All), "");
}

const NDJSON: &str = r#"{"b": 1.50, "a\u0041": "x\n\"y\"", "o": {"k": [1, 2]}}
{"a\u0041": null, "b": 1e400, "big": 12345678901234567890, "t": true, "l": "\ud800"}
"#;

#[test]
fn json_to_json_keeps_every_value_to_the_letter() {
    assert_eq!(
        text("a.ndjson", NDJSON, Format::Ndjson, Keep::Only(vec!["b".into(), "o".into(), "l".into()])),
        r#"{"b":1.50,"o":{"k": [1, 2]},"score":-2.5,"stage":"mql; \"hot\"","disqualified":false,"reasons":[{"reason":"=","points":2}],"question":null}
{"b":1e400,"l":"\ud800","score":-2.5,"stage":"mql; \"hot\"","disqualified":false,"reasons":[{"reason":"=","points":2}],"question":null}
"#
    );
    let spread = "{\n  \"a\": {\n    \"b\": \"c  d\"\n  }\n}\n{\n  \"a\": 1\n}\n";
    let (bytes, _) = convert("-", spread, WriteOptions::new(Format::Ndjson), &[]).unwrap();
    assert_eq!(String::from_utf8(bytes).unwrap(), "{\"a\":{\"b\": \"c  d\"}}\n{\"a\":1}\n");
}

#[test]
fn json_to_csv_takes_its_columns_from_the_members() {
    let (bytes, _) = convert("a.ndjson", NDJSON, WriteOptions::new(Format::Csv), &ADDED[..1]).unwrap();
    assert_eq!(
        String::from_utf8(bytes).unwrap(),
        "b,aA,o,big,t,l,score\n\
         1.50,\"x\n\"\"y\"\"\",\"{\"\"k\"\": [1, 2]}\",,,,-2.5\n\
         1e400,,,12345678901234567890,true,\"\"\"\\ud800\"\"\",-2.5\n"
    );
}

#[test]
fn members_that_come_up_late_are_named() {
    let mut lines: String = (0..1_000).map(|at| format!("{{\"a\":{at}}}\n")).collect();
    lines += "{\"a\":1,\"late\":2}\n{\"a\":1}\n{\"late\":3,\"later\":4}\n";
    let (bytes, written) = convert("a.ndjson", &lines, WriteOptions::new(Format::Csv), &[]).unwrap();
    assert!(bytes.starts_with(b"a\n0\n1\n") && bytes.ends_with(b"999\n1\n1\n\"\"\n"));
    assert_eq!(written.records, 1_003);
    assert_eq!((written.without_column.count, written.without_column.lines), (3, vec![1001, 1003, 1003]));
    assert_eq!(written.names_without_column, ["late", "later"]);
}

#[test]
fn members_that_fields_are_read_from_get_a_column_however_late() {
    let mut lines: String = (0..1_000).map(|at| format!("{{\"a\":{at}}}\n")).collect();
    lines += "{\"a\":1,\"Job Title\":\"x\"}\n{\"other\":3}\n";
    let members = ["A", "job_title", "size", "left_out"].map(str::to_owned).to_vec();
    let keep = Keep::Only(["a", "job_title", "Job Title", "size", "other"].map(str::to_owned).to_vec());
    let options = WriteOptions { members: members.clone(), keep, ..WriteOptions::new(Format::Csv) };
    let (bytes, written) = convert("a.ndjson", &lines, options, &[]).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    assert!(text.starts_with("a,job_title,size\n0,,\n") && text.ends_with("999,,\n1,x,\n,,\n"), "{text}");
    assert_eq!(written.names_without_column, ["other"]);
    // What never comes gets no column where the whole file is known.
    let options = WriteOptions { members, ..WriteOptions::new(Format::Csv) };
    let (bytes, _) = convert("a.ndjson", "{\"a\":1}\n", options, &[]).unwrap();
    assert_eq!(String::from_utf8(bytes).unwrap(), "a\n1\n");
}

#[test]
fn a_name_that_the_input_has_is_refused_unless_it_is_left_out() {
    let added = [("Score", Added::Number("1"))];
    for (name, text) in [("a.csv", "email,score\na,1\n"), ("a.ndjson", "{\"email\":\"a\",\"score\":1}\n")] {
        for format in [Format::Csv, Format::Ndjson] {
            let error = convert(name, text, WriteOptions::new(format), &added).unwrap_err();
            assert!(matches!(&error, WriteError::Clash { name } if name == "Score"), "{error}");
            for keep in [Keep::None, Keep::Only(vec!["email".into()])] {
                let options = WriteOptions { keep, ..WriteOptions::new(format) };
                assert!(convert(name, text, options, &added).is_ok(), "{name}");
            }
        }
    }
}

#[test]
fn compressed_results_unpack_to_the_same() {
    let plain = convert("a.csv", CSV, WriteOptions::new(Format::Ndjson), &ADDED).unwrap().0;
    for compression in [Compression::Gzip, Compression::Zstd] {
        let options = WriteOptions { compression, ..WriteOptions::new(Format::Ndjson) };
        let (packed, _) = convert("a.csv", CSV, options, &ADDED).unwrap();
        let mut unpacked = Vec::new();
        match compression {
            Compression::Gzip => flate2::read::GzDecoder::new(&packed[..]).read_to_end(&mut unpacked).unwrap(),
            _ => zstd::Decoder::new(&packed[..]).unwrap().read_to_end(&mut unpacked).unwrap(),
        };
        assert_eq!(unpacked, plain);
    }
}
