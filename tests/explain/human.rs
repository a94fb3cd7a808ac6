//! The tree for a terminal, on the leads that the design sketches.

use crate::eval::Ruleset;
use qualify::explain::{Look, human, markdown};

fn full() -> Ruleset {
    Ruleset::new(include_str!("full.qual"))
}

fn show(cells: &str) -> String {
    let mut evaluation = full().evaluate(cells);
    evaluation.line = Some(4);
    human(&evaluation, Look::default())
}

const SKETCHED: &str = "email = ada@example.com; title = VP Marketing; company_size = 120; downloads = 1";

#[test]
fn the_sketched_lead() {
    insta::assert_snapshot!(show(SKETCHED));
}

#[test]
fn a_lead_of_which_all_is_known() {
    insta::assert_snapshot!(show(
        "email = bob@acme.com; title = Junior Developer; company_size = 1001-5000; industry = Other; downloads = 9; \
         demo_requested = yes; budget = 5000; last_visit = 01/05/2026; interests = api; unsubscribed = yes"
    ));
}

#[test]
fn a_disqualified_lead() {
    insta::assert_snapshot!(show("email = eve@Rival.com; downloads = 1; company_size = 51-200"));
}

#[test]
fn a_lead_of_which_nothing_is_known() {
    insta::assert_snapshot!(show(""));
}

#[test]
fn a_lead_as_markdown() {
    insta::assert_snapshot!(markdown(&full().evaluate(SKETCHED)));
}

#[test]
fn a_lead_as_json() {
    insta::assert_snapshot!(serde_json::to_string_pretty(&full().evaluate(SKETCHED)).unwrap());
}

const LABELS: &str = r#"
lead { size: number  revenue: number  region: text  vip: yes/no  forms: number }
label segment {
  when size >= 1000 or revenue >= 50 then enterprise
  by region { "DACH" then local  other then abroad }
  when vip then favoured because "a friend of the house"
  otherwise small
}
when forms is unknown then +5
when forms >= 1 and forms <= 3 then +1
define few = forms >= 1 and forms <= 3
ladder stage { lead  mql needs few }
"#;

fn labelled(cells: &str) -> qualify::eval::Evaluation {
    Ruleset::new(LABELS).evaluate(cells)
}

#[test]
fn a_label_says_which_choices_before_were_undecided_and_for_want_of_what() {
    let shown = human(&labelled("forms = 2"), Look::default());
    let expected = "segment small   otherwise; undecided: size >= 1000 or revenue >= 50 (size is unknown, revenue is unknown), \
                    by region (region is unknown), vip (vip is unknown)\n";
    assert!(shown.ends_with(expected), "{shown}");
    let shown = markdown(&labelled("size = 5; region = Asia"));
    let expected = "**segment abroad**: by region: region \"Asia\"; undecided: size &gt;= 1000 or revenue &gt;= 50 (revenue is unknown)\n";
    assert!(shown.ends_with(expected), "{shown}");
    let shown = human(&labelled("size = 5; revenue = 1; region = DACH"), Look::default());
    assert!(shown.ends_with("segment local   by region: region \"DACH\"\n"), "{shown}");
}

#[test]
fn of_many_undecided_choices_a_few_are_shown() {
    let choices: String = (0..6).map(|at| format!("when a{at} > 1 then \"v{at}\"\n")).collect();
    let evaluation = Ruleset::new(&format!("label it {{ {choices} otherwise none }}")).evaluate("");
    assert_eq!(evaluation.labels[0].undecided.len(), 6);
    let shown = human(&evaluation, Look::default());
    let expected = "otherwise; undecided: a0 > 1 (a0 is unknown), a1 > 1 (a1 is unknown), a2 > 1 (a2 is unknown), \
                    a3 > 1 (a3 is unknown), and 2 more\n";
    assert!(shown.ends_with(expected), "{shown}");
}

#[test]
fn undecided_choices_are_in_the_json() {
    let json = serde_json::to_value(labelled("size = 5; revenue = 1; vip = yes")).unwrap();
    let undecided = &json["labels"][0]["undecided"];
    assert_eq!(undecided.as_array().unwrap().len(), 1);
    assert_eq!(undecided[0]["choice"], "by region");
    assert_eq!(undecided[0]["line"], 5);
    assert_eq!(undecided[0]["decided_by"][0]["unknown_fields"][0], "region");
    let json = serde_json::to_value(labelled("size = 5000; vip = yes")).unwrap();
    assert!(json["labels"][0].get("undecided").is_none());
}

#[test]
fn nothing_is_said_twice() {
    let shown = human(&labelled(""), Look::default());
    assert!(!shown.contains("forms is unknown: forms is unknown"), "{shown}");
    assert!(!shown.contains("forms is unknown, forms is unknown"), "{shown}");
    assert!(shown.contains("✓ +5  forms is unknown\n"), "{shown}");
    assert!(shown.contains("mql needs few ? (forms is unknown)"), "{shown}");
    let label = Ruleset::new("label it { when a is unknown then blank otherwise full }").evaluate("");
    assert!(human(&label, Look::default()).ends_with("it blank   a is unknown\n"));
}
