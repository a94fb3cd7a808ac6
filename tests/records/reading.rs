//! What every kind of good and bad file gives.

use super::{Read, read};
use qualify::records::ReadOptions;

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
