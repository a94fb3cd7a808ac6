//! Every way in which a file can be bad, and what the user is told.

use super::{Read, read};
use qualify::records::{ReadOptions, encoding_named};
use std::fmt::Write;

/// Files that cannot be read, each under what is wrong with it.
fn bad_files() -> Vec<(&'static str, &'static str, Vec<u8>)> {
    let cases: &[(&str, &str, &[u8])] = &[
        ("an empty file", "leads.csv", b""),
        ("nothing but blank lines", "-", b"\n \n\t\n"),
        ("nothing but a mark", "leads.csv", b"\xef\xbb\xbf"),
        ("two columns of one name", "leads.csv", b"Email,Name,Size, Email\na,b,c,d\n"),
        ("a row too long", "leads.csv", b"Name,City\nAda,Oslo\nBo,Rome, Italy\n"),
        ("lines above the header", "leads.csv", b"Report of leads\n\nName,City\nAda,Oslo\n"),
        ("a quote never closed", "leads.csv", b"Name,City\nAda,\"Oslo\nBo,Rome\nCy,Kyiv\n"),
        (
            "a quote closed too late",
            "leads.csv",
            b"Name,City,Size,Note\nAda,\"Oslo,1,x\nBo,Rome,2,\"y\"\nCy,Kyiv,3,z\n",
        ),
        ("a quote never closed in the header", "leads.csv", b"Name,\"City\nBo,Rome\n"),
        ("quotes that are not doubled", "leads.csv", b"id,name,size\n1,\"Ann \"Annie\", Lee\",5\n"),
        ("quotes after a backslash", "leads.csv", b"id,name,size\n1,\"Ann \\\"Annie\\\", Lee\",5\n"),
        ("a cell that goes on after its quote", "leads.csv", b"a,b\n1,2\n\"x\"y,3\n"),
        ("a header that goes on after a quote", "leads.csv", b"\"x\"y,b\n1,2\n"),
        ("a member twice", "leads.ndjson", b"{\"a\":1}\n{\"b\":1,\"a\":1,\"b\":2}\n"),
        ("a comma at the end", "leads.json", b"[{\"a\":1},\n]"),
        ("records inside of an object", "leads.json", b" {\"leads\": [ {\"a\":1},\n{\"a\":2}]}\n"),
        ("records inside of an object on one line", "-", b"{\"leads\":[{\"a\":1},{\"a\":2}]}"),
        ("windows-1252", "leads.csv", b"Name,City\nAda,Oslo\nBj\xf6rn,Malm\xf6\n"),
        ("windows-1252 in the header", "leads.csv", b"Name,Gr\xf6\xdfe\nAda,1\n"),
        ("characters split between cells", "leads.csv", b"Name,City\n\xc3,\xb6\n"),
        ("one wrapped row", "leads.csv", b"Name,City\nAda,Oslo\n\"Bo,\"\"Rome, Italy\"\"\"\n"),
        ("wrapped rows", "leads.csv", b"a,b\n\"1,2\"\n1,2\n\"1,2\"\n\"1,2\"\n\"1,2\"\n\"1,2\"\n\"1,2\"\n"),
        ("a wrapped header", "leads.csv", b"\"Name,City\"\nAda,Oslo\n\"Bo,Rome\"\n"),
        ("a broken line", "leads.ndjson", b"{\"a\":1}\n\n{\"a\":1,\"b\" 2}\n{\"a\":3}\n"),
        ("a line cut off", "leads.ndjson", b"{\"a\":1}\n{\"a\":\"x\n{\"a\":3}\n"),
        ("two objects in a line", "leads.ndjson", b"{\"a\":1} {\"a\":2}\n"),
        ("no object", "leads.ndjson", b"{\"a\":1}\n[1, 2]\n"),
        ("no JSON at all", "leads.ndjson", b"Name,City\nAda,Oslo\n"),
        ("control characters in a line", "leads.ndjson", b"{\"a\":\"\x1b[31mred\x07\"}\n"),
        ("JSON that is not UTF-8", "leads.ndjson", b"{\"a\":\"\xf6\"}\n"),
        ("JSON that is CSV", "leads.json", b"Name,City\nAda,Oslo\n"),
        ("a list never closed", "leads.json", b"[\n{\"a\":1},\n{\"a\":2}\n"),
        ("a record never closed", "leads.json", b"[\n{\"a\":1},\n{\"a\":2\n"),
        ("a comma missing", "leads.json", b"[\n{\"a\":1}\n{\"a\":2}\n]"),
        ("a comma too many", "leads.json", b"[{\"a\":1},,{\"a\":2}]"),
        ("more after the list", "leads.json", b"[{\"a\":1}]\n[{\"a\":2}]"),
        ("a number in the list", "leads.json", b"[{\"a\":1},\n 17,\n{\"a\":2}]"),
        ("a broken element", "leads.json", b"[{\"a\":1},\n{\n  \"a\": 1,\n  b: 2\n},\n{\"a\":2}]"),
        ("an Excel workbook", "leads.xlsx", b"PK\x03\x04\x14\x00\x06\x00[Content_Types].xml"),
        ("an Excel workbook by another name", "leads.csv", b"PK\x03\x04\x14\x00\x06\x00 xl/workbook.xml"),
        ("an old Excel workbook", "leads.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        ("a zip archive", "leads.zip", b"PK\x03\x04\x14\x00\x06\x00leads.csv"),
        ("a Parquet file", "leads.parquet", b"PAR1\x15\x04\x15"),
        ("a web page", "leads.csv", b"\n<!DOCTYPE html><html><title>Log in</title>"),
        ("UTF-16 without a mark", "leads.csv", b"N\0a\0m\0e\0,\0C\0i\0t\0y\0\n\0"),
        ("UTF-16 of the other order", "leads.csv", b"\0N\0a\0m\0e\0,\0C\0i\0t\0y\0\n"),
        ("no text", "leads.csv", b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0>\0"),
        ("control characters in the file's name", "a\x1b[31m.csv", b""),
    ];
    let mut cases: Vec<_> = cases.iter().map(|(what, name, bytes)| (*what, *name, bytes.to_vec())).collect();
    cases.push((
        "nested too deep",
        "leads.ndjson",
        format!("{{\"a\":{}{}}}", "[".repeat(9999), "]".repeat(9999)).into(),
    ));
    cases
}

#[test]
fn the_user_is_told_what_is_wrong_where_and_the_way_out() {
    let mut told = String::new();
    for (what, name, bytes) in bad_files() {
        let error = read(name, &bytes, ReadOptions::default()).map(|file| panic!("{what}: {file:?}")).unwrap_err();
        writeln!(told, "# {what}\n{error}").unwrap();
        if let Some(help) = error.help() {
            writeln!(told, "  help: {help}").unwrap();
        }
    }
    for label in ["klingon", "replacement"] {
        let error = encoding_named(label).unwrap_err();
        writeln!(told, "# the encoding {label}\n{error}\n  help: {}", error.help().unwrap()).unwrap();
    }
    let options = ReadOptions { delimiter: Some(b'"'), ..Default::default() };
    let error = read("a.csv", b"a", options).unwrap_err();
    writeln!(told, "# a quote as delimiter\n{error}\n  help: {}", error.help().unwrap()).unwrap();
    insta::assert_snapshot!(told);
}

fn skipping(name: &str, bytes: &[u8]) -> Read {
    read(name, bytes, ReadOptions { skip_bad_records: true, ..Default::default() }).unwrap()
}

#[test]
fn bad_records_are_set_aside_and_nothing_else_is() {
    /// A file's name and bytes, the lines of its good records, lines and texts of the others.
    type Case = (&'static str, &'static [u8], &'static [u64], &'static [(u64, &'static str)]);
    let cases: [Case; 10] = [
        ("a.csv", b"a,b\n1,2\n\" \n ", &[2], &[(3, "\" \n ")]),
        (
            "a.csv",
            b"Name,City\nAda,Oslo\nBo,Rome, Italy\nBj\xf6rn,X\n\"Cy,Kyiv\"\nDi,\"a \"\"b\"\"\nc\"\nEd,\"x",
            &[2, 6],
            &[(3, "Bo,Rome, Italy"), (4, "Bj\u{fffd}rn,X"), (5, "\"Cy,Kyiv\""), (8, "Ed,\"x")],
        ),
        (
            "a.csv",
            b"a,b\r\n1,\"Ann \"Annie\", Lee\"\r\n\"x\" ,\"y\"\"z\"\r\n\"x\"y,5\r\n5\" screen,a\"b\"\r\n\"\",\"a\nb\"\r\n",
            &[3, 5, 6],
            &[(2, "1,\"Ann \"Annie\", Lee\""), (4, "\"x\"y,5")],
        ),
        ("a.csv", b"a\n\"x\"y\n\nz", &[3, 4], &[(2, "\"x\"y")]),
        ("a.ndjson", b"{\"a\":1,\"a\":1}\n{\"a\":2}\n", &[2], &[(1, "{\"a\":1,\"a\":1}")]),
        ("a.csv", b"a;b\n1;2;3\n\n4;5\n", &[4], &[(2, "1;2;3")]),
        (
            "a.ndjson",
            b"{\"a\":1}\r\nnull\r\n  {\"a\":}\r\n\r\n{\"a\":2}\r\n{",
            &[1, 5],
            &[(2, "null"), (3, "  {\"a\":}"), (6, "{")],
        ),
        ("a.json", b"[{\"a\":1},\nfalse, {\"a\"},\n{\"a\":2}]", &[1, 3], &[(2, "false"), (2, "{\"a\"}")]),
        ("a.json", b"{\"a\":1}\n{\"a\"}\n{\"a\":2}", &[1, 3], &[(2, "{\"a\"}")]),
        ("a.json", b"[}, {\"a\":2}]", &[1], &[(1, "}")]),
    ];
    for (name, bytes, good, bad) in cases {
        let file = skipping(name, bytes);
        let lines: Vec<u64> = file.records.iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, good, "{file:?}");
        let set_aside: Vec<_> = file.rejected.iter().map(|bad| (bad.line, String::from_utf8_lossy(&bad.raw))).collect();
        let bad: Vec<_> = bad.iter().map(|(line, raw)| (*line, (*raw).into())).collect();
        assert_eq!(set_aside, bad, "{name}");
        assert_eq!(file.damage.rejected.count, bad.len() as u64);
    }
}
