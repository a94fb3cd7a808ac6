//! What a run says at its end.

use super::Scratch;
use serde_json::Value;

const BAD: &str = "\
email,Company Size,Downloads,Industry,Demo,Owner,
ada@example.com,5-Jan,NaN,Sofware,maybe,,
,1e400,--5,Retail,yes
ada@example.com,\"1,5\",\"1.234,56\",Bio,no,Eve,,
eve@example.com,10,1,Retail,yes,Eve,
";

#[test]
fn for_people() {
    insta::assert_snapshot!(Scratch::usual().run("score r.qual l.csv -o s.csv"));
}

#[test]
fn data_to_look_at() {
    let scratch = Scratch::new(&[("r.qual", super::RULES), ("l.csv", BAD)]);
    insta::assert_snapshot!(scratch.run("score r.qual l.csv --keep none --no-reasons"));
}

#[test]
fn for_programs() {
    let scratch = Scratch::new(&[("r.qual", super::RULES), ("l.csv", BAD)]);
    let ran = scratch.run("score r.qual l.csv -o s.csv --summary json");
    let mut summary: Value = serde_json::from_str(&ran.err).expect("one JSON value");
    for varying in ["seconds", "seconds_reading_events", "leads_per_second", "today"] {
        assert!(summary.as_object_mut().and_then(|members| members.shift_remove(varying)).is_some(), "{varying}");
    }
    insta::assert_snapshot!(serde_json::to_string_pretty(&summary).expect("JSON"));
}

#[test]
fn no_leads_at_all() {
    let scratch = Scratch::new(&[("r.qual", super::RULES), ("l.csv", LEADS_HEADER), ("l.json", "[]")]);
    insta::assert_snapshot!(format!("{}\n\n{}", scratch.run("score r.qual l.csv"), scratch.run("score r.qual l.json")));
}

const LEADS_HEADER: &str = "Email,Company Size,Downloads,Industry,Demo,Owner\n";

#[test]
fn a_step_that_never_below_does_not_know() {
    let rules = "lead { id: text key  size: number  was: text }\nscore s { when size > 5 then +10 }\n\
                 ladder stage never below was { a  b needs s > 5  c needs s > 50 }\n";
    let leads = "id,size,was\n1,1,c\n2,1,gone\n3,9,\n";
    let scratch = Scratch::new(&[("r.qual", rules), ("l.csv", leads)]);
    insta::assert_snapshot!(scratch.run("score r.qual l.csv"));
}

#[test]
fn quiet_for_people_is_not_quiet_for_programs() {
    let ran = Scratch::usual().run("score r.qual l.csv -o s.csv -q --summary json");
    assert_eq!(serde_json::from_str::<Value>(&ran.err).expect("one JSON value")["leads"], 5);
}

#[test]
fn members_too_late_for_a_column_are_a_failure_where_strict() {
    let mut leads: String = (0..1_000).map(|at| format!("{{\"a\":{at}}}\n")).collect();
    leads += "{\"a\":1,\"size\":9}\n";
    let scratch = Scratch::new(&[("r.qual", "when size > 5 then +1\n"), ("l.ndjson", &leads)]);
    let ran = scratch.run("score r.qual l.ndjson -q --strict --format csv --no-reasons");
    assert_eq!(ran.exit, Some(0), "{}", ran.err);
    assert!(ran.out.starts_with("a,size,score\n0,,0\n") && ran.out.ends_with("\n1,9,1\n"));
    std::fs::write(scratch.path("l.ndjson"), leads + "{\"late\":1,\"later\":1}\n").expect("a file");
    let ran = scratch.run("score r.qual l.ndjson --strict -o s.csv");
    assert_eq!(ran.exit, Some(1), "{}", ran.err);
    assert!(ran.err.contains("late, later") && !scratch.path("s.csv").exists(), "{}", ran.err);
    let ran = scratch.run("score r.qual l.ndjson -o s.csv");
    assert!(ran.exit == Some(0) && ran.err.contains("; wrote s.csv\n"), "{}", ran.err);
}
