//! Where leads stood before.

use super::Scratch;

const RULES: &str = "lead { id: number key  size: number }\nscore s { when size > 5 then +10 }\n\
                     disqualify when size > 100\nladder stage { low  high needs s >= 10 }\n";

#[test]
fn only_what_moved() {
    let scratch = Scratch::new(&[
        ("r.qual", RULES),
        ("old.csv", "id,size\n1,1\n2,9\n\"1,003\",9\n4,9\n6,1\n"),
        ("new.csv", "id,size\n1,1\n2,1\n1003,9\n4,500\n5,1\n,1\n6,9\n"),
    ]);
    assert_eq!(scratch.run("score r.qual old.csv -q -o before.csv").exit, Some(0));
    insta::assert_snapshot!(scratch.run("score r.qual new.csv --previous before.csv --no-reasons -q"));
    insta::assert_snapshot!(scratch.run("score r.qual new.csv --previous before.csv --changed --no-reasons"));
}

#[test]
fn the_earlier_result_is_never_overwritten() {
    let scratch = Scratch::new(&[("r.qual", RULES), ("l.csv", "id,size\n1,1\n2,9\n")]);
    assert_eq!(scratch.run("score r.qual l.csv -q -o before.csv").exit, Some(0));
    let before = scratch.read("before.csv");
    for target in
        ["-o before.csv", "--changed -o before.csv", "-o ./before.csv", "--skip-bad-records --rejects before.csv"]
    {
        let ran = scratch.run(&format!("score r.qual l.csv --previous before.csv {target}"));
        assert_eq!(ran.exit, Some(2), "{target}: {ran}");
        assert!(ran.err.contains("is also read in this run"), "{target}: {ran}");
        assert_eq!(scratch.read("before.csv"), before, "{target}");
    }
}

#[test]
fn standard_input_is_read_but_once() {
    let scratch = Scratch::new(&[("r.qual", RULES), ("l.csv", "id,size\n1,1\n")]);
    for (run, what) in [
        ("score r.qual - --previous -", "the leads and the earlier result cannot both come from standard input"),
        ("score - l.csv --previous -", "the rules and the earlier result cannot both come from standard input"),
    ] {
        let mut command = scratch.command(run);
        let piped = std::fs::File::open(scratch.path("r.qual")).expect("a file");
        let ran = super::Ran::from(command.stdin(piped).output().expect("it runs"));
        assert_eq!(ran.exit, Some(2), "{ran}");
        assert!(ran.err.contains(what), "{ran}");
    }
}

#[test]
fn json_results_too() {
    let scratch = Scratch::new(&[("r.qual", RULES), ("new.csv", "id,size\n1,1\n2,9\n")]);
    let old = scratch.run("score r.qual new.csv -q --prefix q_ --format ndjson").out;
    std::fs::write(scratch.path("before.ndjson"), old).expect("a file");
    let ran = scratch.run("score r.qual new.csv --previous before.ndjson --prefix q_ --changed -q --keep id");
    assert_eq!(ran.out, "id,q_s,q_stage,q_stage_before,q_disqualified,q_disqualified_because,q_reasons\n");
}

#[test]
fn what_cannot_be_compared() {
    let keyless = "when size > 5 then +1\n";
    let scratch = Scratch::new(&[("r.qual", RULES), ("keyless.qual", keyless), ("l.csv", "id,size\n1,1\n")]);
    let runs = [
        "score keyless.qual l.csv --previous l.csv",
        "score r.qual l.csv --previous l.csv",
        "score r.qual l.csv --previous nowhere.csv",
    ];
    insta::assert_snapshot!(runs.map(|run| format!("{run}\n{}", scratch.run(run))).join("\n\n"));
    assert_eq!(scratch.run("score r.qual l.csv --changed").exit, Some(2));
}

#[test]
fn what_an_earlier_result_does_not_tell_is_counted() {
    let scratch = Scratch::new(&[
        ("r.qual", RULES),
        ("before.csv", "id,stage\n1,low\n2,high\n1,high\n,low\n3,gone\n4,disqualified\n"),
        ("l.csv", "id,size\n1,1\n2,9\n"),
    ]);
    let ran = scratch.run("score r.qual l.csv --previous before.csv --no-reasons --keep id");
    let rows: Vec<&str> = ran.out.lines().skip(1).collect();
    assert_eq!(rows, ["1,0,low,,no,", "2,10,high,high,no,"]);
    for said in ["with a step that the rules do not have: line 6\n", "earlier result: 1 lead with no key: line 5\n"] {
        assert!(ran.err.contains(said), "{ran}");
    }
    let ran = scratch.run("score r.qual l.csv --previous before.csv -o s.csv --summary json");
    let summary: serde_json::Value = serde_json::from_str(&ran.err).expect("JSON");
    assert_eq!(summary["data"]["previous"]["duplicate_keys"]["lines"], serde_json::json!([4]));
}
