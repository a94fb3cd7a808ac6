//! `--data` on the command line.

use super::{leads, names};
use crate::score::Scratch;
use std::io::Write;
use std::process::Stdio;

const RULES: &str = "when visits > 5 then +10\n";

fn scratch() -> Scratch {
    let data = leads("visits\n1\n2\n...\n");
    Scratch::new(&[
        ("r.qual", RULES),
        ("l.csv", &data),
        ("s.qual", "when visits > 1 then +1\n"),
        ("few.csv", "visits\n1\n"),
    ])
}

#[test]
fn how_it_ends() {
    let scratch = scratch();
    for (arguments, exit) in [
        ("r.qual --data l.csv", 0),
        ("r.qual --data l.csv --deny warnings", 1),
        ("r.qual --data l.csv --deny data", 1),
        ("r.qual --data l.csv --deny warnings --allow never-fires-on-data", 0),
        ("s.qual --data l.csv --deny warnings", 0),
        ("r.qual --data few.csv --deny warnings", 0),
        ("r.qual --data nowhere.csv", 2),
        ("nowhere.qual --data l.csv", 2),
        (". --data l.csv", 2),
        ("r.qual s.qual --data l.csv", 2),
        ("- --data -", 2),
        ("r.qual --delimiter ;", 2),
        ("r.qual --events visits=l.csv", 2),
        ("r.qual --data l.csv --events visits=l.csv", 2),
    ] {
        let ran = scratch.run(&format!("check {arguments}"));
        assert_eq!(ran.exit, Some(exit), "{arguments}: {ran}");
    }
}

#[test]
fn what_is_said_where_it_cannot_run() {
    let scratch = scratch();
    let said: Vec<String> =
        ["r.qual s.qual --data l.csv", "r.qual --delimiter ;", "- --data -", "r.qual --data r.qual"]
            .into_iter()
            .map(|arguments| format!("{arguments}\n{}", scratch.run(&format!("check {arguments}"))))
            .collect();
    insta::assert_snapshot!(said.join("\n"));
}

#[test]
fn leads_may_come_through_a_pipe() {
    let scratch = scratch();
    let mut child = scratch
        .command("check r.qual --data - --format json")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it runs");
    child.stdin.take().expect("a pipe").write_all(leads("visits\n1\n2\n...\n").as_bytes()).expect("it is read");
    let ran = crate::score::Ran::from(child.wait_with_output().expect("it ends"));
    assert_eq!(names(&ran), ["never-fires-on-data"], "{ran}");
}

/// A comment silences it with `--data`, and is not called idle without, or where other leads have no such finding.
#[test]
fn a_comment_silences_what_leads_tell() {
    let rules = "# qualify: allow(never-fires-on-data) the campaign starts in May\nwhen visits > 5 then +10\n";
    let data = leads("visits\n1\n2\n...\n");
    let scratch = Scratch::new(&[("r.qual", rules), ("l.csv", &data), ("m.csv", &leads("visits\n1\n9\n...\n"))]);
    for arguments in ["r.qual", "r.qual --data l.csv", "r.qual --data m.csv"] {
        let ran = scratch.run(&format!("check {arguments} --format json"));
        assert_eq!(names(&ran), Vec::<String>::new(), "{arguments}: {ran}");
    }
}

/// With errors in the rules the leads are not looked at.
#[test]
fn errors_come_first() {
    let scratch = Scratch::new(&[("r.qual", "when visits => 5 then +1\n")]);
    let ran = scratch.run("check r.qual --data nowhere.csv --format json");
    assert_eq!((ran.exit, names(&ran)), (Some(1), vec!["foreign-operator".to_owned()]), "{ran}");
}

#[test]
fn missing_columns_may_be_allowed() {
    let rules = "lead {\n  visits: number\n  budget: number\n}\nwhen budget > 5 then +10\nwhen visits > 1 then +1\n";
    let scratch = Scratch::new(&[("r.qual", rules), ("l.csv", &leads("visits\n1\n2\n...\n"))]);
    assert_eq!(names(&scratch.run("check r.qual --data l.csv --format json")), ["column-not-in-data"]);
    let allowed = scratch.run("check r.qual --data l.csv --format json --allow-missing-columns");
    assert_eq!(names(&allowed), Vec::<String>::new());
    // What is not shown under one name is shown under another.
    let other = scratch.run("check r.qual --data l.csv --format json --allow column-not-in-data");
    assert_eq!(names(&other), ["never-fires-on-data"]);
}

#[test]
fn events_come_from_files_of_their_own() {
    let rules = "lead {\n  id: text key\n  activity: list of { kind: text  at: date } joined by lead\n}\n\
                 for each activity where (kind = \"webinar\") then +5 up to +10\n\
                 for each activity where (kind = \"visit\")   then +1 up to +10\n";
    let ids: String = (0..40).map(|id| format!("{id}\n")).collect();
    let events: String =
        (0..80).map(|at| format!("{},{},2026-01-1\n", at % 40, ["visit", "Webinar attended"][at % 2])).collect();
    let scratch = Scratch::new(&[
        ("r.qual", rules.to_owned()),
        ("l.csv", format!("id\n{ids}")),
        ("e.csv", format!("lead,kind,at\n{events}")),
    ]);
    let ran = scratch.run("check r.qual --data l.csv --events activity=e.csv --format short");
    insta::assert_snapshot!(ran);
}
