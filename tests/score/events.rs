//! `--events NAME=FILE`: entries from files of their own, joined to the leads.

use super::{Ran, Scratch};
use serde_json::Value;
use std::fmt::Write as _;
use std::io::Write as _;
use std::process::Stdio;

/// Rules that ask about a list of events.
const RULES: &str = r#"
lead {
  id:       text key
  name:     text
  activity: list of { kind: text  at: date  page: text from "Page URL"  seconds: number = 5 } joined by lead_id
}
score engagement in 0..100 {
  when count of activity where (kind = "webinar" and at within 90 days) >= 2 then +15 because "two webinars"
  when any activity where (kind = "visit" and page contains "pricing") then +10 because "saw the prices"
  for each activity where (kind = "open") then +1 up to +5 per week up to +20 because "opens"
  when sum seconds of activity > 20 then +30 because "stayed long"
}
label heat { when engagement > 20 then hot otherwise cold }
"#;

const LEADS: &str = "id,name\na,Ada\nb,Ben\nc,Cy\n";

/// Events of all three leads, in any order.
const EVENTS: &str = "\
lead_id,kind,at,page_url,seconds
b,open,2026-11-20,,
a,webinar,2026-11-20,,
b,visit,2026-11-21T10:00:00Z,/pricing,12.5
a,webinar,2026-11-21,,
b,open,2026-11-20,,
";

/// What Ada, Ben and Cy come to by these events.
const SCORED: &str = "\
id,name,engagement,heat,reasons
a,Ada,15,cold,two webinars (15)
b,Ben,42,hot,stayed long (30); saw the prices (10); opens (2)
c,Cy,0,cold,
";

/// The rules as `r.qual`, the leads as `l.csv`, and other files.
fn scratch(files: &[(&str, &[u8])]) -> Scratch {
    let scratch = Scratch::new(files);
    for (name, content) in [("r.qual", RULES), ("l.csv", LEADS), ("e.csv", EVENTS)] {
        if !files.iter().any(|(other, _)| *other == name) {
            std::fs::write(scratch.path(name), content).expect("a file");
        }
    }
    scratch
}

/// Runs `score r.qual l.csv` with more arguments.
fn score(scratch: &Scratch, arguments: &str) -> Ran {
    scratch.run(&format!("score r.qual l.csv --today 2026-11-26 {arguments}"))
}

/// The events, each an object.
fn objects(key: &str) -> Vec<Value> {
    let mut rows = csv::Reader::from_reader(EVENTS.as_bytes());
    let header = rows.headers().expect("a header").clone();
    let named = |row: csv::StringRecord| {
        let members = header.iter().zip(row.iter()).filter(|(_, cell)| !cell.is_empty());
        let members = members.map(|(name, cell)| match name {
            "lead_id" => (key.to_owned(), Value::from(cell)),
            "seconds" => (name.to_owned(), Value::from(cell.parse::<f64>().expect("a number"))),
            _ => (name.to_owned(), Value::from(cell)),
        });
        Value::Object(members.collect())
    };
    rows.records().map(|row| named(row.expect("a row"))).collect()
}

#[test]
fn every_form_of_the_file_says_the_same() {
    let ndjson: String = objects("LEAD ID").iter().map(|event| format!("{event}\n")).collect();
    let json = serde_json::to_vec_pretty(&objects("lead-id")).expect("JSON");
    let semicolons = EVENTS.replace(',', ";").replace("12.5", "\"12.5\"");
    let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gz.write_all(EVENTS.as_bytes()).expect("it packs");
    let gz = gz.finish().expect("it packs");
    let zst = zstd::encode_all(ndjson.as_bytes(), 0).expect("it packs");
    let with_mark = [b"\xef\xbb\xbf", EVENTS.replace('\n', "\r\n").as_bytes()].concat();
    let forms: [(&str, &[u8]); 8] = [
        ("e.csv", EVENTS.as_bytes()),
        ("e.tsv", EVENTS.replace(',', "\t").as_bytes()),
        ("e.ndjson", ndjson.as_bytes()),
        ("e.json", &json),
        ("e.csv.gz", &gz),
        ("e.ndjson.zst", &zst),
        ("semicolons.txt", semicolons.as_bytes()),
        ("mark.csv", &with_mark),
    ]
    .map(|(name, content)| (name, content.to_vec().leak() as &[u8]));
    let scratch = scratch(&forms);
    for (name, _) in forms {
        let ran = score(&scratch, &format!("--events activity={name} -q"));
        assert_eq!((ran.exit, ran.out.as_str(), ran.err.as_str()), (Some(0), SCORED, ""), "{name}");
    }
}

#[test]
fn standard_input_and_several_files() {
    let (header, rows) = EVENTS.split_once('\n').expect("lines");
    let rows: Vec<&str> = rows.lines().collect();
    let (first, rest) = rows.split_at(2);
    let part = |rows: &[&str]| format!("{header}\n{}\n", rows.join("\n"));
    let (one, other) = (part(first), part(rest));
    let scratch = scratch(&[("1.csv", one.as_bytes()), ("2.csv", other.as_bytes())]);
    assert_eq!(score(&scratch, "--events activity=1.csv --events activity=2.csv -q").out, SCORED);

    for arguments in ["score r.qual l.csv --events activity=-", "score r.qual - --events activity=e.csv"] {
        let mut command = scratch.command(&format!("{arguments} -q --today 2026-11-26"));
        let mut run = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("it runs");
        let text = if arguments.ends_with('-') { EVENTS } else { LEADS };
        run.stdin.take().expect("a pipe").write_all(text.as_bytes()).expect("it reads");
        let out = run.wait_with_output().expect("it ends");
        assert_eq!(String::from_utf8_lossy(&out.stdout), SCORED, "{arguments}");
    }
}

#[test]
fn nested_says_the_same() {
    let lead = |id: &str, name: &str| {
        let of_lead = objects("lead").into_iter().filter(|event| event["lead"] == id);
        serde_json::json!({"id": id, "name": name, "activity": of_lead.collect::<Vec<_>>()})
    };
    let leads = [lead("a", "Ada"), lead("b", "Ben"), lead("c", "Cy")];
    let ndjson: String = leads.iter().map(|lead| format!("{lead}\n")).collect();
    let json = serde_json::to_vec(&leads).expect("JSON");
    let mut cells = csv::Writer::from_writer(Vec::new());
    cells.write_record(["id", "name", "Activity"]).expect("a row");
    for lead in &leads {
        let cell = lead["activity"].to_string();
        cells
            .write_record([lead["id"].as_str(), lead["name"].as_str(), Some(&cell)].map(Option::unwrap))
            .expect("a row");
    }
    let cells = cells.into_inner().expect("a file");
    let of_text: String = leads
        .iter()
        .map(|lead| {
            format!(
                "{}\n",
                serde_json::json!({"id": lead["id"], "name": lead["name"], "activity": lead["activity"].to_string()})
            )
        })
        .collect();
    let scratch = scratch(&[
        ("n.ndjson", ndjson.as_bytes()),
        ("n.json", &json),
        ("n.csv", &cells),
        ("t.ndjson", of_text.as_bytes()),
    ]);
    for name in ["n.ndjson", "n.json", "n.csv", "t.ndjson"] {
        let ran = scratch.run(&format!("score r.qual {name} --today 2026-11-26 --keep id,name --format csv -q"));
        assert_eq!(ran.out, SCORED, "{name}: {}", ran.err);
    }
    let ruleset = qualify::Ruleset::parse(RULES).expect("rules");
    let today = jiff::civil::date(2026, 11, 26);
    let scores: Vec<Value> = leads
        .iter()
        .map(|lead| {
            let evaluation = ruleset.evaluate(lead, today).expect("a lead");
            serde_json::to_value(&evaluation).expect("JSON")["scores"][0]["points"].clone()
        })
        .collect();
    assert_eq!(scores, [15, 42, 0]);
}

#[test]
fn the_file_takes_the_place_of_what_is_nested() {
    let leads = "{\"id\":\"a\",\"activity\":[{\"kind\":\"open\",\"at\":\"2026-11-20\"}]}\n{\"id\":\"b\",\"activity\":\"nonsense\"}\n";
    let scratch = scratch(&[("l.ndjson", leads.as_bytes())]);
    let ran = scratch
        .run("score r.qual l.ndjson --events activity=e.csv --today 2026-11-26 --keep id --no-reasons --format csv");
    assert!(ran.out.starts_with("id,engagement,heat\na,15,cold\nb,42,hot\n"), "{ran}");
    assert!(!ran.err.contains("cannot be read"), "{ran}");
}

#[test]
fn what_a_run_says() {
    let leads = "id,name\na,Ada\nb,Ben\na,Anna\n,Nobody\n";
    let events = "Lead ID,Kind,AT,Page URL\na,webinar,2026-11-20\na,webinar,2026-11-21,/x\nb,visit,20.11.2026,/pricing\nzoe,visit,,/\n,visit,,/\n \
                  ,visit,,\nzoe,visit,,\nyan,open,,\n";
    let more = "{\"lead_id\":\"b\",\"kind\":\"open\",\"at\":\"soon\",\"page url\":null}\n";
    let scratch =
        scratch(&[("l.csv", leads.as_bytes()), ("e.csv", events.as_bytes()), ("more.ndjson", more.as_bytes())]);
    let arguments = "--events activity=e.csv --events activity=more.ndjson --allow-missing-columns";
    let ran = score(&scratch, arguments);
    let mut summary: Value =
        serde_json::from_str(&score(&scratch, &format!("{arguments} --summary json -q")).err).expect("one JSON value");
    let joined = summary["joined"].take();
    insta::assert_snapshot!(format!("{ran}\n\n{joined:#}"));
}

#[test]
fn several_lists_and_keys_of_other_types() {
    let rules = "lead {\n  `Account No`: number key\n  contacts: list of { role: text } joined by `Acc. No`\n\
                 \x20 orders: list of { amount: number required } joined by account\n}\n\
                 score s in 0..1000 { for each contacts where (role = \"cfo\") then +10\n when sum amount of orders > 5 then +100 }\n";
    let leads = "account no,x\n\"1,000\",a\n2.50,b\nthree,c\n,d\n";
    let contacts = "Acc. No,role\n1000,CFO\n1000.0,cfo\n2.5,cfo\nthree,cfo\n7,cfo\n";
    let orders = "amount,ACCOUNT\n3,1000\n3,1e3\n,2.5\nmany,2.5\n";
    let scratch = Scratch::new(&[("r.qual", rules), ("l.csv", leads), ("c.csv", contacts), ("o.csv", orders)]);
    insta::assert_snapshot!(
        scratch.run("score r.qual l.csv --no-reasons --events contacts=c.csv --events orders=o.csv")
    );
}

#[test]
fn keys_are_compared_exactly() {
    let scored = |key: &str, leads: &str, events: &str| {
        let rules = format!(
            "lead {{ k: {key} key  e: list of {{ n: number }} joined by k }}\nscore s {{ for each e then +1 }}\n"
        );
        let scratch = Scratch::new(&[("r.qual", rules.as_str()), ("l.csv", leads), ("e.csv", events)]);
        let ran = scratch.run("score r.qual l.csv --no-reasons --events e=e.csv -q");
        assert_eq!(ran.exit, Some(0), "{ran}");
        ran.out.lines().skip(1).map(str::to_owned).collect::<Vec<_>>()
    };
    let events = "k,n\na,1\nA,1\n a ,1\n";
    assert_eq!(scored("text", "k\na\nA\nb\n", events), ["a,2", "A,1", "b,0"]);
    assert_eq!(scored("text exact", "k\na\nA\n", events), ["a,2", "A,1"]);
    assert_eq!(
        scored("date", "k\n2026-01-02\n2026-01-03\n", "k,n\n2026-01-02T23:59:00Z,1\n2026-01-02,1\n"),
        ["2026-01-02,2", "2026-01-03,0"]
    );
    assert_eq!(scored("number", "k\n007\n-0\n", "k,n\n7.0,1\n$7,1\n0,1\n"), ["007,2", "-0,1"]);
}

#[test]
fn what_cannot_be_run() {
    let nested = "{\"id\":\"a\",\"activity\":[{\"kind\":\"open\",\"pge\":\"/\",\"at\":\"2026-11-20\"}]}\n";
    let scratch = scratch(&[
        (
            "plain.qual",
            b"lead { id: text key  activity: list of { kind: text } }\nscore s { for each activity then +1 }\n",
        ),
        ("none.qual", b"lead { id: text key }\nscore s { when id is known then +1 }\n"),
        ("empty.csv", b""),
        ("binary.csv", b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0"),
        ("e.xlsx", b"PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0bz4[Content_Types].xml"),
        ("list.json", b"lead_id,kind\n"),
        ("other.csv", b"id;name\n1;2\n"),
        ("nokey.csv", b"lead,kind,at,Page URL,seconds\na,open,,,\n"),
        ("nokey.ndjson", b"{\"lead\":\"a\",\"kind\":\"open\",\"at\":null,\"page url\":1,\"seconds\":2}\n"),
        ("twokeys.csv", b"Lead ID,kind,at,page url,seconds,LEAD-ID\na,open,,,,a\n"),
        ("capitals.csv", b"lead_id,kind,at,page url,seconds\nA,open,,,\nB,open,,,\n"),
        ("bad.csv", b"lead_id,kind,at,page url,seconds\na,open,,,\na,\"open,,,\n"),
        ("keyless.csv", b"id,name\n,Ada\n,Ben\n"),
        ("n.ndjson", nested.as_bytes()),
        ("twice.csv", b"lead_id,kind,at,page url,page_url,seconds,page-url\na,open,,,,,\n"),
    ]);
    let gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::none());
    let mut cut = {
        let mut gz = gz;
        gz.write_all(EVENTS.as_bytes()).expect("it packs");
        gz.finish().expect("it packs")
    };
    cut.truncate(cut.len() - 30);
    std::fs::write(scratch.path("cut.csv.gz"), cut).expect("a file");
    let mut said = String::new();
    for arguments in [
        "r.qual l.csv",
        "r.qual l.csv --events activity",
        "r.qual l.csv --events =e.csv",
        "r.qual l.csv --events activty=e.csv",
        "r.qual l.csv --events zzz=e.csv",
        "r.qual l.csv --events name=e.csv",
        "none.qual l.csv --events activity=e.csv",
        "plain.qual l.csv --events activity=e.csv",
        "r.qual l.csv --events activity=nowhere.csv",
        "r.qual nowhere.csv --events activity=e.csv",
        "r.qual l.csv --events activity=.",
        "r.qual l.csv --events activity=empty.csv",
        "r.qual l.csv --events activity=binary.csv",
        "r.qual l.csv --events activity=e.xlsx",
        "r.qual l.csv --events activity=list.json",
        "r.qual l.csv --events activity=other.csv",
        "r.qual l.csv --events activity=nokey.csv",
        "r.qual l.csv --events activity=nokey.csv --allow-missing-columns",
        "r.qual l.csv --events activity=nokey.ndjson --allow-missing-columns",
        "r.qual l.csv --events activity=twokeys.csv",
        "r.qual l.csv --events activity=capitals.csv",
        "r.qual keyless.csv --events activity=e.csv",
        "r.qual l.csv --events activity=bad.csv",
        "r.qual l.csv --events activity=cut.csv.gz",
        "r.qual l.csv --events activity=twice.csv",
        "r.qual l.csv --events activity=e.csv --events activity=./e.csv",
        "r.qual - --events activity=-",
        "r.qual l.csv --events activity=- --events activity=-",
        "r.qual l.csv --previous - --events activity=-",
        "r.qual l.csv --events activity=e.csv -o e.csv",
        "r.qual n.ndjson",
    ] {
        let to_file = if arguments.contains(" -o ") { "" } else { " -o out.csv" };
        let ran = scratch.run(&format!("score {arguments} --today 2026-11-26{to_file}"));
        assert_eq!((ran.exit, ran.out.as_str()), (Some(2), ""), "{arguments}: {ran}");
        writeln!(said, "$ qualify score {arguments}\n{}", ran.err).expect("room");
    }
    assert!(!scratch.path("out.csv").exists());
    assert_eq!(scratch.read("e.csv"), EVENTS);
    insta::assert_snapshot!(said);
}

#[test]
fn keys_that_say_nothing_join_nothing() {
    let rules = "lead { id: number key  e: list of { n: number } joined by lead_id }\nscore s { for each e then +1 }\n";
    let mut said = String::new();
    for events in ["lead_id,n\nx,1\n,1\ny,1\n", "lead_id,n\n,1\n ,1\n", "lead_id,n\n7,1\n,1\n"] {
        for leads in ["id,n\n1,1\n", "id,n\n,1\n"] {
            let scratch = Scratch::new(&[("r.qual", rules), ("l.csv", leads), ("e.csv", events)]);
            let ran = scratch.run("score r.qual l.csv --events e=e.csv -o s.csv");
            assert_eq!((ran.exit, scratch.path("s.csv").exists()), (Some(2), false), "{ran}");
            said += &ran.err;
        }
    }
    insta::assert_snapshot!(said);
}

#[test]
fn blank_lists() {
    let rules = "blank values \"[not provided]\", \"-\"\nlead { id: text key  e: list of { n: number } }\n\
                 score s { when count of e = 0 then +1 }\n";
    let cells = "id,e\n1,[not provided]\n2,null\n3, [Not Provided] \n4,-\n5,[]\n6,\"[ {\"\"n\"\":1} ]\"\n";
    let json = "{\"id\":\"1\",\"e\":\"[not provided]\"}\n{\"id\":\"2\",\"e\":null}\n{\"id\":\"3\",\"e\":\"null\"}\n";
    let scratch = Scratch::new(&[("r.qual", rules), ("l.csv", cells), ("l.ndjson", json)]);
    let ran = scratch.run("score r.qual l.csv --keep id --no-reasons --strict");
    assert_eq!((ran.exit, ran.out.as_str()), (Some(0), "id,s\n1,1\n2,1\n3,1\n4,1\n5,1\n6,0\n"), "{ran}");
    let ran = scratch.run("score r.qual l.ndjson --keep id --no-reasons --strict --format csv");
    assert_eq!((ran.exit, ran.out.as_str()), (Some(0), "id,s\n1,1\n2,1\n3,1\n"), "{ran}");
    // What is neither blank nor a list is told.
    std::fs::write(scratch.path("l.csv"), "id,e\n1,[not provided\n2,none\n").expect("a file");
    let ran = scratch.run("score r.qual l.csv --no-reasons --strict -o s.csv");
    assert!(ran.exit == Some(1) && ran.err.contains("e: 2 values cannot be read"), "{ran}");
}

#[test]
fn little_memory_changes_nothing() {
    let events: String = (0..60_000)
        .map(|at| {
            format!("{},open,2026-11-{:02},/page/{at}/{},{at}\n", ["a", "b", "x"][at % 3], at % 20 + 1, "p".repeat(40))
        })
        .collect();
    let scratch = scratch(&[("e.csv", format!("lead_id,kind,at,page url,seconds\n{events}").as_bytes())]);
    let usual = score(&scratch, "--events activity=e.csv -q");
    assert_eq!(usual.exit, Some(0), "{usual}");
    for megabytes in ["0", "1"] {
        let ran = score(&scratch, &format!("--events activity=e.csv -q --events-memory {megabytes}"));
        assert_eq!((ran.exit, ran.out.as_str(), ran.err.as_str()), (Some(0), usual.out.as_str(), ""));
    }
}

#[test]
fn nothing_to_join_is_no_error() {
    let header = "lead_id,kind,at,page_url,seconds\n";
    let scratch = scratch(&[("header.csv", header.as_bytes()), ("no-leads.csv", b"id,name\n"), ("none.json", b"[]")]);
    for events in ["header.csv", "none.json"] {
        let ran = score(&scratch, &format!("--events activity={events} --no-reasons --keep id"));
        assert_eq!(
            (ran.exit, ran.out.as_str()),
            (Some(0), "id,engagement,heat\na,0,cold\nb,0,cold\nc,0,cold\n"),
            "{ran}"
        );
        assert!(ran.err.contains(&format!("activity: 0 entries from {events}; 0 joined to 0 leads\n")), "{ran}");
    }
    let ran = scratch.run("score r.qual no-leads.csv --events activity=e.csv");
    assert_eq!(ran.exit, Some(0), "{ran}");
}

#[test]
fn an_absent_column_is_unknown_where_allowed() {
    let events = EVENTS.replace("page_url", "url");
    let scratch = scratch(&[("e.csv", events.as_bytes())]);
    let ran = score(&scratch, "--events activity=e.csv");
    assert_eq!(ran.exit, Some(2), "{ran}");
    let ran = score(&scratch, "--events activity=e.csv -q --allow-missing-columns");
    assert_eq!(ran.out, SCORED.replace("42", "32").replace("saw the prices (10); ", ""), "{ran}");
}

#[test]
fn bad_rows_of_events() {
    let events = format!("{EVENTS}c,open,2026-11-20,/,1,2,3\nc,\"open\" x,2026-11-20,/,1\nc,open,2026-11-20\n");
    let scratch = scratch(&[("e.csv", events.as_bytes()), ("l.csv", b"id,name\na,Ada\nb,Ben\nc,Cy,9,9\n")]);
    assert_eq!(score(&scratch, "--events activity=e.csv").exit, Some(2));
    let ran = score(&scratch, "--events activity=e.csv --skip-bad-records --rejects bad.csv");
    // Leads alone go where rejected records are kept: the file can be mended and scored by itself.
    insta::assert_snapshot!(format!("{ran}\n\n{}", scratch.read("bad.csv")));
    let leads = [("l.csv", LEADS.as_bytes()), ("e.csv", events.as_bytes())];
    for (files, bad) in [(&leads[..], true), (&leads[..1], false)] {
        let scratch = self::scratch(files);
        let ran = score(&scratch, "--events activity=e.csv --skip-bad-records --strict -o s.csv");
        assert_eq!((ran.exit, scratch.path("s.csv").exists()), (Some(i32::from(bad)), !bad), "{ran}");
    }
}

#[test]
fn strict_looks_at_events_too() {
    let rules = "lead { id: number key  e: list of { n: number required  d: date } joined by id }\n\
                 score s { for each e where (d is known) then +1 }\n";
    for (events, exit) in [
        ("id,n,d\n1,1,2026-01-01\n", 0),
        ("id,n,d\n1,x,2026-01-01\n", 1),
        ("id,n,d\n1,,2026-01-01\n", 1),
        ("id,n,d\n1,1,soon\n", 1),
        ("id,n,d\n1,1,2026-01-01\nx,1,2026-01-01\n", 1),
        // Visitors whom nobody knows are no mistake.
        ("id,n,d\n1,1,2026-01-01\n,1,2026-01-01\n2,1,2026-01-01\n", 0),
    ] {
        let scratch = Scratch::new(&[("r.qual", rules), ("l.csv", "id\n1\n"), ("e.csv", events)]);
        let ran = scratch.run("score r.qual l.csv --events e=e.csv --strict -o s.csv");
        assert_eq!((ran.exit, scratch.path("s.csv").exists()), (Some(exit), exit == 0), "{events}{ran}");
    }
}

#[test]
fn a_list_that_breaks_off_is_no_list() {
    let rules = "blank values \"N/A\"\nlead { id: text key  e: list of { n: number } }\nscore s { for each e where (n > 0) then +1 }\n";
    let leads = "id,e\n1,\"[{\"\"n\"\":1},{\"\"n\"\":2}]\"\n2,\"[{\"\"n\"\":1},{\"\"n\"\":\"\n3,n/a\n4,\n5,none\n6,\"[3,{\"\"n\"\":1},null,\"\"x\"\",4,5]\"\n";
    let scratch = Scratch::new(&[("r.qual", rules), ("l.csv", leads)]);
    let ran = scratch.run("score r.qual l.csv --keep id --no-reasons --typed");
    insta::assert_snapshot!(ran);
}

#[test]
fn typed_leaves_lists_as_they_stand() {
    let rules =
        "lead { id: text key  e: list of { n: number }  x: number }\nscore s { for each e where (n > 0) then +1 }\n";
    let leads = "id,e,x\n1,\"[{\"\"n\"\": 1}]\",\"1,000\"\n";
    let scratch = Scratch::new(&[("r.qual", rules), ("l.csv", leads)]);
    let ran = scratch.run("score r.qual l.csv --typed --no-reasons -q");
    assert_eq!(ran.out, "id,e,x,s\n1,\"[{\"\"n\"\": 1}]\",1000,1\n");
}

#[test]
fn with_an_earlier_result() {
    let rules = format!("{RULES}ladder stage {{ lead  mql needs engagement >= 15 }}\n");
    let scratch = scratch(&[("r.qual", rules.as_bytes()), ("before.csv", b"id,stage\na,mql\nb,lead\nc,lead\n")]);
    let ran = score(&scratch, "--events activity=e.csv --previous before.csv --changed --keep id --no-reasons -q");
    assert_eq!(ran.out, "id,engagement,stage,stage_before,heat\nb,42,mql,lead,hot\n");
}

#[test]
fn explained() {
    let scratch = scratch(&[
        ("l.csv", b"id,name\na,Ada\nb,Ben\n"),
        ("nobody.csv", b"lead_id,kind,at,page url,seconds\nz,open,,,\n"),
    ]);
    let ran = scratch.run("explain r.qual l.csv b --events activity=e.csv --today 2026-11-26");
    assert!(ran.exit == Some(0) && ran.out.starts_with("b (line 3) · heat hot\n"), "{ran}");
    let ran = scratch.run("explain r.qual l.csv a --events activity=nobody.csv --today 2026-11-26");
    assert!(ran.exit == Some(0) && ran.out.starts_with("a (line 2) · heat cold\n"), "{ran}");
    insta::assert_snapshot!(ran.err);
    // Of all leads it is as in `score`.
    for chosen in ["", " --where name=\"Ada\""] {
        let ran = scratch.run(&format!("explain r.qual l.csv --events activity=nobody.csv --today 2026-11-26{chosen}"));
        assert_eq!((ran.exit, ran.out.as_str()), (Some(2), ""), "{ran}");
        assert!(ran.err.starts_with("error: no entry of `activity` has the key of a lead"), "{ran}");
    }
    // A line is found before the end of the file, where it could not be told yet which members come up.
    std::fs::write(scratch.path("l.ndjson"), "{\"id\":\"a\"}\n{\"id\":\"b\",\"activity\":[]}\n").expect("a file");
    let ran = scratch.run("explain r.qual l.ndjson --line 1 --today 2026-11-26");
    assert!(ran.exit == Some(0) && ran.out.starts_with("a (line 1)"), "{ran}");
}

#[test]
fn a_condition_on_the_command_line_asks_about_events() {
    let scratch = scratch(&[("l.csv", LEADS.as_bytes()), ("e.csv", EVENTS.as_bytes())]);
    let explained = |condition: &str| {
        let command = "explain r.qual l.csv --today 2026-11-26 --events activity=e.csv --format json --where";
        Ran::from(scratch.command(command).arg(condition).output().expect("it runs"))
    };
    let several = explained("count of activity where (kind = \"open\") >= 1");
    assert_eq!(several.exit, Some(0), "{several}");
    let none = explained("count of activity where (kind = \"call\") >= 1");
    assert!(none.err.contains("the condition is true for no lead"), "{none}");
    let unknown = explained("any activity where (knid = \"open\")");
    assert!(unknown.err.contains("did you mean `kind`"), "{unknown}");
}

#[test]
fn keys_that_differ_only_in_capitals_are_told() {
    let events =
        "lead_id,kind,at,page url,seconds\nA,open,2026-11-20,,\nb,open,2026-11-20,,\nA,open,2026-11-21,,\nx,open,,,\n";
    let ran = score(&scratch(&[("e.csv", events.as_bytes())]), "--events activity=e.csv");
    let told =
        "3 entries of 2 keys that no lead has: `A`, `x`; 2 of them differ from the key of a lead only in capitals";
    assert!(ran.err.split_whitespace().collect::<Vec<_>>().join(" ").contains(told), "{ran}");
}

/// What `explain --where` says of leads, by the keys of those for which the condition is true.
fn chosen(scratch: &Scratch, arguments: &str, condition: &str) -> Result<Vec<String>, String> {
    let command = format!("explain r.qual {arguments} --today 2026-11-26 --format json --where");
    let ran = Ran::from(scratch.command(&command).arg(condition).output().expect("it runs"));
    match (ran.exit, ran.err.contains("the condition is true for no lead")) {
        (Some(0), _) => {
            let all: Value = serde_json::from_str(&ran.out).expect("JSON");
            Ok(all
                .as_array()
                .expect("a list")
                .iter()
                .map(|one| one["key"].as_str().expect("a key").to_owned())
                .collect())
        }
        (_, true) => Ok(Vec::new()),
        _ => Err(ran.err),
    }
}

#[test]
fn a_condition_asks_about_lists_that_no_rule_uses() {
    let rules = "lead {\n  id: text key  fav: text\n  activity: list of { kind: text  at: date  n: number } joined by id\n}\n\
                 score s { when fav = \"x\" then +1 }\n";
    let nested = "{\"id\":\"a\",\"fav\":\"open\",\"least\":2,\"activity\":[{\"kind\":\"open\",\"at\":\"2026-11-20\",\"n\":2}]}\n\
                  {\"id\":\"b\",\"fav\":\"call\",\"least\":2,\"activity\":[{\"kind\":\"open\",\"at\":\"2026-10-20\",\"n\":1}]}\n\
                  {\"id\":\"c\",\"fav\":\"call\",\"least\":2,\"favourite\":\"open\",\"activity\":[]}\n\
                  {\"id\":\"d\",\"fav\":\"call\",\"least\":2,\"favourite\":\"open\",\"activity\":[{\"kind\":\"open\"}]}\n";
    let scratch = Scratch::new(&[
        ("r.qual", rules),
        ("n.ndjson", nested),
        ("l.csv", "id,fav,favourite,least\na,open,,2\nb,call,,2\nc,call,open,2\nd,call,open,2\n"),
        ("e.csv", "id,kind,at,n\na,open,2026-11-20,2\nb,open,2026-10-20,1\nd,open,,\n"),
    ]);
    for leads in ["n.ndjson", "l.csv --events activity=e.csv"] {
        for (condition, keys) in [
            ("count of activity = 0", &["c"][..]),
            ("not (any activity where (kind = \"open\"))", &["c"]),
            ("any activity where (kind = \"open\" and at within 30 days)", &["a"]),
            ("latest at of activity within 30 days", &["a"]),
            ("latest at of activity where (n = 1) <= 2026-10-20", &["b"]),
            ("sum n of activity >= 2", &["a"]),
            ("sum n of activity where (kind = fav) >= 2", &["a"]),
            // Columns that the ruleset does not declare.
            ("any activity where (kind = favourite)", &["d"]),
            ("count of activity where (n >= least) = 1", &["a"]),
            ("any activity where (favourite = kind) and id = \"d\"", &["d"]),
            ("earliest at of activity where (favourite is unknown) >= 2026-11-01", &["a"]),
        ] {
            assert_eq!(
                chosen(&scratch, leads, condition),
                Ok(keys.iter().map(|key| (*key).to_owned()).collect()),
                "{leads} {condition}"
            );
        }
    }
    let mut said = String::new();
    for (leads, condition) in [
        ("l.csv", "count of activity = 0"),
        ("l.csv --events activity=e.csv", "any activity where (kindd = \"open\")"),
        ("l.csv --events activity=e.csv", "any activity where (kind = favorit)"),
        ("l.csv --events activity=e.csv", "any activity where (at = fav)"),
    ] {
        writeln!(said, "$ --where '{condition}'\n{}", chosen(&scratch, leads, condition).expect_err(condition))
            .expect("room");
    }
    insta::assert_snapshot!(said);
}

#[test]
fn what_one_value_cannot_hold_costs_that_value_only() {
    let rules = "lead { id: text key  ev: list of { k: text  n: number } joined by who }\n\
                 for each ev where (k = \"a\") then +1\nwhen any ev where (n > 0) then +10\n";
    let entry = "\"k\":\"a\",\"n\":1e400";
    let nested = format!("{{\"id\":\"a\",\"ev\":[{{{entry}}},{{\"k\":\"a\",\"n\":2}},{{\"k\":\"a\",\"k\":\"a\"}}]}}\n");
    let (log, text) = (format!("{{\"who\":\"a\",{entry}}}\n{{\"who\":\"a\",\"k\":\"a\",\"n\":2}}\n"), "id\na\n");
    let files = [("r.qual", rules), ("n.ndjson", &nested), ("l.csv", text), ("e.ndjson", &log)];
    let scratch = Scratch::new(&files);
    let nested = scratch.run("score r.qual n.ndjson --no-reasons --keep none --format csv");
    let joined = scratch.run("score r.qual l.csv --events ev=e.ndjson --no-reasons --keep none");
    assert_eq!((nested.out.as_str(), joined.out.as_str()), ("score\n12\n", "score\n12\n"), "{nested}{joined}");
    assert!(nested.err.contains("ev.n: 1 value cannot be read as number: `1e400` (line 1)"), "{nested}");
    assert!(nested.err.contains("ev: 1 value cannot be read as list of entries"), "{nested}");
}

#[test]
fn long_numbers_are_different_keys() {
    let rules = "lead { id: text key  ev: list of { v: text } joined by who }\nfor each ev then +1\n";
    let leads = "{\"id\":12345678901234567890123}\n{\"id\":12345678901234567890124}\n{\"id\":1.10}\n";
    let events = "{\"who\":12345678901234567890123,\"v\":\"x\"}\n{\"who\":\"1.10\",\"v\":\"x\"}\n";
    let scratch = Scratch::new(&[("r.qual", rules), ("l.ndjson", leads), ("e.ndjson", events)]);
    let ran = scratch.run("score r.qual l.ndjson --events ev=e.ndjson --no-reasons --keep none --format csv -q");
    assert_eq!(ran.out, "score\n1\n0\n1\n", "{ran}");
}

#[test]
fn a_column_that_only_explain_would_show_may_be_unclear() {
    let rules = "lead { id: text key  ev: list of { kind: text  extra: number } joined by who }\n\
                 # qualify: allow(unused-definition) for the next campaign\nfor each ev where (kind = \"a\") then +1\n";
    let scratch =
        Scratch::new(&[("r.qual", rules), ("l.csv", "id\na\n"), ("e.csv", "who,kind,Extra,EXTRA\na,a,1,2\n")]);
    for command in ["score r.qual l.csv --events ev=e.csv", "explain r.qual l.csv a --events ev=e.csv"] {
        let ran = scratch.run(command);
        assert_eq!(ran.exit, Some(0), "{ran}");
    }
}

#[test]
fn a_list_may_have_any_name_and_a_file_is_read_once() {
    let rules = "lead { id: text key  `a=b`: list of { v: text } joined by who }\nfor each `a=b` then +1\n";
    let scratch = Scratch::new(&[("r.qual", rules), ("l.csv", "id\na\n"), ("e.csv", "who,v\na,x\n")]);
    std::fs::hard_link(scratch.path("e.csv"), scratch.path("same.csv")).expect("a link");
    let ran = scratch.run("score r.qual l.csv --events `a=b`=e.csv --no-reasons -q");
    assert_eq!(ran.out, "id,score\na,1\n", "{ran}");
    let twice = scratch.run("score r.qual l.csv --events `a=b`=e.csv --events `a=b`=same.csv");
    assert!(twice.err.contains("twice"), "{twice}");
}
