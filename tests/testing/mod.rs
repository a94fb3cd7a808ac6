//! The tests that rule files hold.

use crate::eval::Ruleset;
use qualify::testing::{Coverage, TestReport, run};

fn report(text: &str, filter: Option<&str>) -> TestReport {
    let ruleset = Ruleset::new(text);
    run(ruleset.rules(), &ruleset.checked().sources, filter)
}

/// Each failing test with what it expected and what came out.
fn failures(text: &str) -> String {
    let report = report(text, None);
    let mut shown = String::new();
    for result in &report.results {
        shown.push_str(&format!("{} (line {})\n", result.name, result.at.line));
        for failure in &result.failures {
            shown.push_str(&format!("  line {}: `{}` but {}\n", failure.at.line, failure.expected, failure.actual));
        }
    }
    shown
}

fn coverage(coverage: &Coverage) -> String {
    let mut shown = format!("{} %\n", coverage.percent());
    for part in &coverage.parts {
        let seen = part.seen;
        let undecided = if part.can_be_undecided { format!(" ? {}", seen.undecided) } else { String::new() };
        shown.push_str(&format!(
            "{} {:?} {} {}: ✓ {} ✗ {}{undecided}\n",
            if part.is_covered() { "+" } else { "-" },
            part.kind,
            part.of,
            part.said,
            seen.fired,
            seen.not_fired
        ));
    }
    shown
}

const FULL: &str = include_str!("../explain/full.qual");

#[test]
fn the_test_of_the_full_file_passes() {
    assert_eq!(failures(FULL), "a VP at a mid-market company who asked for a demo (line 65)\n");
}

#[test]
fn failures_say_what_came_out() {
    let text = FULL.split("test \"").next().unwrap().to_owned()
        + r#"
test "nothing as expected" {
  today 2026-01-15
  given { title = "Developer", company_size = "51-600", demo_requested = yes, email = "a@rival.com" }
  expect fit = 45, fit > 10 and interest > 50, stage = sql, stage >= mql, priority = hot, decision_maker, right_size,
    bant, not disqualified, reason "mid-market company", reason "Works for a competitor", reason "ASKED for a demo"
}
test "no reasons" { today 2026-01-15 given { } expect reason "x", disqualified, bant is known }
"#;
    insta::assert_snapshot!(failures(&text));
}

#[test]
fn coverage_of_the_full_file() {
    insta::assert_snapshot!(coverage(&report(FULL, None).coverage));
}

#[test]
fn coverage_of_blocks_and_tables() {
    let text = r#"
lead { country: text  size: number or range  opens: number = 0  vip: yes/no = no  plan: one of "a", "b" }
score fit {
  when vip { when opens > 3 then +5 }
  first "size" { when size > 100 then +10  when size > 10 then +5 }
  by country { "DE", "FR" then +3  "US" then +2 per opens  other then +1 }
}
label tier { by size { 1..9 then small  10..99 then mid } when vip then special otherwise unsized }
test "small" { given { size = "1-9", country = "de" } expect fit = 3, tier = small }
test "wide"  { given { size = "5-50", vip = yes } expect fit = 0, tier = special }
test "large" { given { size = 500, country = "IT", opens = 4, vip = yes } expect fit = 16, tier = special }
"#;
    assert_eq!(failures(text).matches("but").count(), 0, "{}", failures(text));
    insta::assert_snapshot!(coverage(&report(text, None).coverage));
}

#[test]
fn rows_of_a_table_that_decides_nothing_are_undecided() {
    let text = r#"
lead { size: number or range  seats: number or range }
label tier { by size { 1..9 then small  10..99 then mid }  by seats { 1..9 then few  unknown then none }  otherwise open }
test "small" { given { size = 5 } expect tier = small }
test "wide"  { given { size = "5-50" } expect tier = none }
test "none"  { given { seats = 3 } expect tier = few }
"#;
    assert_eq!(failures(text).matches("but").count(), 0, "{}", failures(text));
    insta::assert_snapshot!(coverage(&report(text, None).coverage));
}

#[test]
fn a_filter_runs_the_tests_whose_names_hold_it() {
    let text =
        "when vip then +1\ntest \"One\" { given { vip = yes } expect score = 1 }\ntest \"two\" { expect score = 1 }";
    assert!(report(text, Some("oNE")).passed());
    assert_eq!(report(text, Some("one")).results.len(), 1);
    assert!(!report(text, None).passed());
}

#[test]
fn without_parts_all_is_covered() {
    let report = report("define a = b > 1", None);
    assert_eq!((report.coverage.percent(), report.passed()), (100, true));
}

const EVENTS: &str = r#"
lead { activity: list of { kind: text  at: date  n: number }  vip: yes/no  last: date }
define visits = count of activity where (kind = "visit")
score s {
  for each activity where (kind = "visit") then +1 up to +2 per week
  for each activity where (kind = "demo") then +4 losing 25% every 30 days since last
  first "f" { for each activity where (kind = "call") then +3  when vip then +2  for each activity then +1 }
  when vip { for each activity where (n > 3) then +5 }
  when any activity where (at within 7 days) then +1 per count of activity
  when latest at of activity within 7 days then +1
  by sum n of activity { 1..5 then +1  other then 0 }
  by highest n of activity { 1..5 then +1  other then 0 }
}
ladder stage { new  warm needs visits >= 2 }
label l { when any activity where (kind = "call") then called  otherwise quiet }
disqualify when count of activity where (kind = "bounce") >= 2 because "bounces"
"#;

#[test]
fn failures_say_which_entries_counted() {
    let text = format!(
        r#"{EVENTS}
test "busy" {{
  today 2026-01-15
  given {{ vip = yes, activity = [{{ kind = "visit", at = 2026-01-10, n = 2 }}, {{ kind = "visit", at = 2025-01-11 }}, {{ kind = "x" }}] }}
  expect count of activity where (kind = "visit") >= 3, visits = 3, any activity where (kind = "call"), not any activity where (kind = "x"),
    latest at of activity where (kind = "call") within 7 days, latest at of activity within 1 days, sum n of activity = 3,
    highest n of activity > 2, days since latest at of activity <= 3, stage = new, disqualified, reason "a reason", count of activity = 2 or visits > 9
}}
test "quiet" {{ today 2026-01-15 expect visits > 0, any activity where (n > 0), count of activity > 0, earliest at of activity is known }}
"#
    );
    insta::assert_snapshot!(failures(&text));
}

#[test]
fn coverage_of_rules_that_count_entries() {
    let text = format!(
        r#"{EVENTS}
test "busy" {{
  today 2026-01-15
  given {{ vip = yes, activity = [{{ kind = "visit", at = 2026-01-10, n = 2 }}, {{ kind = "visit", at = 2025-01-11 }}, {{ kind = "call", n = 9 }}] }}
  expect s = 14, stage = warm, l = called
}}
test "quiet" {{ today 2026-01-15 expect s = 0, stage = new }}
test "a demo" {{ today 2026-01-15 given {{ activity = [{{ kind = "demo", n = 4 }}], vip = no }} expect s = 3 }}
"#
    );
    assert_eq!(failures(&text).matches("but").count(), 0, "{}", failures(&text));
    insta::assert_snapshot!(coverage(&report(&text, None).coverage));
}

#[test]
fn a_label_that_ends_in_a_table_with_all_rows_can_be_covered_whole() {
    let text = r#"
lead { region: text }
label territory {
  by region {
    "north" then north
    unknown then ask
    other   then south
  }
}
test "north" { given { region = "north" } expect territory = north }
test "south" { given { region = "west" } expect territory = south }
test "ask" { given { } expect territory = ask }
"#;
    assert!(report(text, None).passed());
    insta::assert_snapshot!(coverage(&report(text, None).coverage), @r#"
    100 %
    + Row territory by region "north": ✓ 1 ✗ 2
    + Row territory by region unknown: ✓ 1 ✗ 2
    + Row territory by region other: ✓ 1 ✗ 2
    "#);
}

#[test]
fn a_failure_says_nothing_twice() {
    let text = r#"lead { forms: number } test "it" { given { } expect forms > 1 and forms < 5 }"#;
    assert_eq!(failures(text), "it (line 1)\n  line 1: `forms > 1 and forms < 5` but forms is unknown\n");
}
