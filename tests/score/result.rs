//! What is added to each lead, in each format.

use super::Scratch;

#[test]
fn csv() {
    insta::assert_snapshot!(Scratch::usual().run("score r.qual l.csv -q"));
}

#[test]
fn json_has_lists_and_types() {
    insta::assert_snapshot!(Scratch::usual().run("score r.qual l.csv -q --format ndjson --keep Email"));
}

#[test]
fn a_table_for_the_eye() {
    insta::assert_snapshot!(Scratch::usual().run("score r.qual l.csv -q --format table"));
}

#[test]
fn json_leads_stay_json() {
    let leads = r#"[{"email": "ada@example.com", "Company Size": 120, "demo": true, "owner": {"id": 1}},
        {"email": "cy@rival.example", "Company Size": null, "downloads": 2, "industry": "Software", "owner": null}]"#;
    let scratch = Scratch::new(&[("r.qual", super::RULES), ("l.json", leads)]);
    insta::assert_snapshot!(scratch.run("score r.qual l.json"));
}

#[test]
fn every_name_of_a_file_tells_its_format() {
    let scratch = Scratch::usual();
    let plain = scratch.run("score r.qual l.csv -q").out;
    for name in ["s.csv", "s.tsv", "s.ndjson", "s.json", "s.csv.gz", "s.ndjson.zst"] {
        let ran = scratch.run(&format!("score r.qual l.csv -q -o {name}"));
        assert_eq!((ran.exit, ran.out.as_str(), ran.err.as_str()), (Some(0), "", ""), "{name}");
        // What was written can be read again: its own columns stand in the way, but for a prefix.
        let again = scratch.run(&format!("score r.qual {name} -q --format csv --prefix new_ --keep Email,stage"));
        assert_eq!(again.exit, Some(0), "{name}: {}", again.err);
        let steps = |text: &str, at: usize| -> Vec<String> {
            let delimiter = if text.contains('\t') { b'\t' } else { b',' };
            let rows = csv::ReaderBuilder::new()
                .delimiter(delimiter)
                .from_reader(text.as_bytes())
                .into_records()
                .map(Result::unwrap);
            rows.map(|row| row[at].to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(steps(&again.out, 4), steps(&plain, 9), "{name}");
    }
}

#[test]
fn nothing_the_tool_makes_is_run_by_a_spreadsheet() {
    let ran = Scratch::usual().run("score r.qual l.csv -q --keep Note");
    let rows: Vec<csv::StringRecord> =
        csv::Reader::from_reader(ran.out.as_bytes()).into_records().map(Result::unwrap).collect();
    assert_eq!(&rows[0][0], "=1+1", "input cells pass unchanged");
    assert!(rows[3][7].starts_with("when -1 > downloads (-50)"), "{:?}", rows[3]);
    assert_eq!(&rows[3][2], "-50", "a negative number is a number");
    for row in &rows {
        for cell in row.iter().skip(3) {
            assert!(!cell.starts_with(['=', '+', '-', '@']), "{cell}");
        }
    }
}
