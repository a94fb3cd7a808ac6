//! What every kind of good and bad file gives.

use super::{Read, read};
use qualify::records::{ReadOptions, Reader, Record, Step, Writer, encoding_named, folded};

fn plain(name: &str, text: impl AsRef<[u8]>) -> Read {
    read(name, text.as_ref(), ReadOptions::default()).unwrap()
}

#[test]
fn csv_of_any_dialect_gives_the_same() {
    let cases: [(&str, &[u8]); 9] = [
        ("a.csv", b"Name,Size\nAda,12\n\"Bo, B\",3"),
        ("a.csv", b"Name;Size\r\nAda;12\r\n\r\n\"Bo, B\";3\r\n"),
        ("a.csv", b"Name|Size\nAda|12\nBo, B|3\n"),
        ("-", b"Name\tSize\nAda\t12\nBo, B\t3\n"),
        ("a.tsv", b"Name\tSize\nAda\t12\nBo, B\t3\n"),
        ("a.csv", b"\xef\xbb\xbfName,Size\nAda,12\n\"Bo, B\",3\n"),
        ("a.csv", b"sep=;\r\nName;Size\r\nAda;12\r\nBo, B;3\r\n"),
        ("a.csv", b"Name,Size\rAda,12\r\"Bo, B\",3\r"),
        ("a.csv", b"\n\nName,Size\nAda,12\n   \n\"Bo, B\",3\n\n\n"),
    ];
    for (name, bytes) in cases {
        let file = plain(name, bytes);
        let shown = String::from_utf8_lossy(bytes);
        assert_eq!(file.columns, ["Name", "Size"], "{shown}");
        let cells: Vec<_> = file.records.iter().map(|(_, cells)| cells.clone()).collect();
        assert_eq!(cells, [["Ada", "12"], ["Bo, B", "3"]], "{shown}");
    }
}

fn with(name: &str, bytes: &[u8], options: ReadOptions) -> Read {
    read(name, bytes, options).unwrap()
}

fn utf16(text: &str, bytes: impl Fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(bytes).collect()
}

#[test]
fn other_encodings_are_read_when_named_or_marked() {
    let text = "Näme,Cıty\r\nAda,Malmö 😀\r\n";
    let expected = ["Ada", "Malmö 😀"];
    for order in [u16::to_le_bytes, u16::to_be_bytes] {
        let marked = plain("a.csv", utf16(&format!("\u{feff}{text}"), order));
        assert_eq!((&marked.columns[0][..], &marked.records[0].1[..]), ("Näme", &expected.map(String::from)[..]));
    }
    let options = |label| ReadOptions { encoding: Some(encoding_named(label).unwrap()), ..Default::default() };
    assert_eq!(with("a.csv", &utf16(text, u16::to_le_bytes), options("utf-16le")).records[0].1, expected);
    assert_eq!(with("a.csv", &utf16(text, u16::to_be_bytes), options("UTF-16BE")).records[0].1, expected);
    assert_eq!(with("a.csv", b"a,b\nMalm\xf6,\x80\n", options("windows-1252")).records[0].1, ["Malmö", "€"]);
    assert_eq!(with("a.ndjson", b"{\"a\":\"Malm\xf6\"}", options("latin1")).records[0].1, ["a=\"Malmö\""]);
    assert!(read("a.csv", b"a,b\nMalm\xf6,1\n", options("utf-8")).is_err());

    // The mark of the file is right even where another encoding is named.
    assert_eq!(
        with("a.csv", "\u{feff}a,b\nMalmö,1\n".as_bytes(), options("windows-1252")).records[0].1,
        ["Malmö", "1"]
    );

    let wrong = with("a.csv", b"a,b\n1,2\n\x82\xff,\x81\n", options("shift_jis"));
    assert_eq!((wrong.damage.undecodable.count, &wrong.damage.undecodable.lines[..]), (1, &[3][..]));
}

#[test]
fn short_rows_are_filled_and_blank_surplus_cells_dropped() {
    let text = "Name,City,,\nAda\nBo,Rome,,,,  ,\n\"Cy\nK.\",\"1 Main St,\nX\",x\n,,,\nTotal: 5 records\n";
    let file = plain("a.csv", text);
    assert_eq!(file.columns, ["Name", "City", "", ""]);
    let rows = [
        (2, ["Ada", "", "", ""]),
        (3, ["Bo", "Rome", "", ""]),
        (4, ["Cy\nK.", "1 Main St,\nX", "x", ""]),
        (7, ["", "", "", ""]),
        (8, ["Total: 5 records", "", "", ""]),
    ];
    assert_eq!(file.records, rows.map(|(line, cells)| (line, cells.map(String::from).to_vec())));
    assert_eq!((file.damage.short_rows.count, &file.damage.short_rows.lines[..]), (3, &[2, 4, 8][..]));
    assert_eq!((file.damage.surplus_blank.count, &file.damage.surplus_blank.lines[..]), (1, &[3][..]));
    let told: Vec<_> = file.damage.iter().map(|(what, tally)| format!("{what}: {tally}")).collect();
    assert_eq!(
        told,
        [
            "3 rows shorter than the header, filled up with blanks: lines 2, 4 and 8",
            "1 row with blank cells beyond the header, which were dropped: line 3"
        ]
    );
}

#[test]
fn a_header_alone_is_no_lead() {
    for text in ["Name,City\n", "Name,City", "Name", "\"Name, first\"\r\n"] {
        let file = plain("a.csv", text);
        assert!(!file.columns.is_empty() && file.records.is_empty(), "{text}");
    }
}

#[test]
fn wrapped_rows_are_read_as_meant_when_asked() {
    let options = ReadOptions { unwrap_quoted_rows: true, ..Default::default() };
    for text in [
        "\"Name,City,Note\"\r\n\"Ada,Oslo,\"\r\n\"Bo,\"\"Rome, Italy\"\",\"\"a \"\"\"\"b\"\"\"\"\"\"\"\r\n",
        "Name,City,Note\nAda,Oslo,\n\"Bo,\"\"Rome, Italy\"\",\"\"a \"\"\"\"b\"\"\"\"\"\"\"\n",
        "\"Name;City;Note\"\nAda;Oslo;\n\"Bo;Rome, Italy;a \"\"b\"\"\"\n",
    ] {
        let file = with("a.csv", text.as_bytes(), options.clone());
        assert_eq!(file.columns, ["Name", "City", "Note"], "{text}");
        let cells: Vec<_> = file.records.iter().map(|(_, cells)| cells.join("/")).collect();
        assert_eq!(cells, ["Ada/Oslo/", "Bo/Rome, Italy/a \"b\""], "{text}");
        assert!(file.damage.unwrapped.count > 0, "{text}");
    }
    // A single column whose name holds a comma is no wrapped row.
    let file = with("a.csv", b"\"Name, first\"\n\"a, b, c\"\nd\n", options);
    assert_eq!((file.columns.len(), file.records.len(), file.damage.unwrapped.count), (1, 2, 0));
}

#[test]
fn the_delimiter_is_told_from_whole_rows() {
    for (text, delimiter, columns) in [
        ("Price;Size\n1,5;2,5\n2,5;3,5\n", ';', 2),
        ("Name;\"a,b,c\"\n1;2\n", ';', 2),
        ("Name|Notes, long, and more\nAda|x\nBo|y\n", '|', 2),
        ("Tags,Name\na;b;c,Ada\nd;e,Bo\n", ',', 2),
        ("Email\nada@example.com\n", ',', 1),
        ("id,emails\n1,\"a;b;c\nd;e\"\n2,f\n", ',', 2),
    ] {
        let file = plain("a.csv", text);
        assert_eq!((file.delimiter, file.columns.len()), (delimiter, columns), "{text}");
    }
    let given = ReadOptions { delimiter: Some(b'#'), ..Default::default() };
    assert_eq!(with("a.csv", b"a#b,c\n1#2\n", given).columns, ["a", "b,c"]);
}

#[test]
fn json_of_any_layout_gives_the_same() {
    let cases: [(&str, &str, [u64; 3]); 9] = [
        ("a.ndjson", "{\"a\": 1.50}\r{\"a\":\"]}\\\"\"}\r{}\r", [1, 2, 3]),
        ("a.ndjson", "{\"a\": 1.50}\n\n{\"a\":\"]}\\\"\"}\r\n{ }\n", [1, 3, 4]),
        ("a.jsonl", "\u{feff}{\"a\": 1.50}\n{\"a\":\"]}\\\"\"}\n{}", [1, 2, 3]),
        ("-", "\n{\"a\": 1.50}\n{\"a\":\"]}\\\"\"}\n{}", [2, 3, 4]),
        ("-", "{\n  \"a\": 1.50\n}\n{\n\"a\":\"]}\\\"\"}\n{}\n", [1, 4, 6]),
        ("a.json", "{\"a\": 1.50}{\"a\":\"]}\\\"\"}\n{}\n", [1, 1, 2]),
        ("a.json", "[{\"a\": 1.50},{\"a\":\"]}\\\"\"},{}]", [1, 1, 1]),
        ("-", " [\n{\"a\": 1.50}\n,\n\n{\"a\":\"]}\\\"\"},\n{\n}\n]\n\n", [2, 5, 6]),
        ("a.ndjson", "[\n{\"a\": 1.50},\n{\"a\":\"]}\\\"\"},{}]", [2, 3, 3]),
    ];
    for (name, text, lines) in cases {
        let file = plain(name, text);
        let members: Vec<_> = file.records.iter().map(|(_, members)| members.join(",")).collect();
        assert_eq!(members, ["a=1.50", "a=\"]}\\\"\"", ""], "{text}");
        assert_eq!(file.records.iter().map(|(line, _)| *line).collect::<Vec<_>>(), lines, "{text}");
    }
    assert!(plain("a.json", "[]").records.is_empty());
    assert!(plain("a.json", " [ \n ] ").records.is_empty());
}

#[test]
fn members_are_found_by_name() {
    let mut reader =
        Reader::open(Box::new(&b"{\"a\":{\"b\":[ 3 ]},\"b\":2}"[..]), "-", ReadOptions::default()).unwrap();
    let mut record = Record::default();
    assert_eq!(reader.read(&mut record).unwrap(), Step::Record);
    assert_eq!((record.member("a"), record.member("c"), record.cell(0)), (Some("{\"b\":[ 3 ]}"), None, None));
    assert_eq!(record.members().count(), 2);
    assert_eq!(reader.read(&mut record).unwrap(), Step::End);
}

#[test]
fn names_are_compared_loosely() {
    for (one, other) in [("Lead Source", "lead_source"), ("emp.var.rate", "EmpVarRate"), (" GRÖSSE", "grösse")] {
        assert_eq!(folded(one), folded(other));
    }
    assert_ne!(folded("Lead Source"), folded("Lead Sources"));
}

#[test]
fn readers_and_writers_may_move_between_threads() {
    fn check<T: Send>() {}
    check::<Reader>();
    check::<Writer>();
    check::<Record>();
}

#[test]
fn an_empty_line_is_a_blank_lead_of_one_column() {
    let lines = |bytes: &[u8]| {
        let records = read("a.csv", bytes, ReadOptions::default()).unwrap().records;
        records.into_iter().map(|(line, cells)| format!("{line}:{}", cells.join("|"))).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(lines(b"a\n1\n\n\n2\n\n\n"), "2:1 3: 4: 5:2");
    assert_eq!(lines(b"a\r\n1\r\n\r\n\"2\n3\"\r\n4\r\n\r\n5"), "2:1 3: 4:2\n3 6:4 7: 8:5");
    assert_eq!(lines(b"a\r1\r\r2\r"), "2:1 3: 4:2");
    assert_eq!(lines(b"a,b\n1,2\n\n3,4\n"), "2:1|2 4:3|4");
}

#[test]
fn a_year_of_two_digits_is_not_guessed() {
    let ruleset =
        qualify::Ruleset::parse("lead { seen: date format \"%m/%d/%Y\" }\nwhen seen >= 2026-01-01 then +1").unwrap();
    let read = |cell: &str| ruleset.read(&serde_json::json!({ "seen": cell })).unwrap();
    let (lead, issues) = read("1/31/26");
    assert_eq!((lead.get(qualify::rules::FieldId(0)), issues.is_empty()), (None, false));
    let (lead, issues) = read("1/31/2026");
    assert!(lead.get(qualify::rules::FieldId(0)).is_some() && issues.is_empty());
}
