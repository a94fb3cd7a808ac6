//! The facts that decided a rule, as they are said.

use super::Ruleset;
use qualify::explain::{Look, human};

const RULES: &str = r#"
lead {
  id: text key
  title: text
  size: number or range
  opens: number
  clicks: number
  budget: number
  seen: date
  plan: one of "free", "pro"
  tags: list of text
  email: text
  vip: yes/no
}
list senior = ["chief", "vp", "head of"]
define big = size > 200
define boss = title contains any word of senior
define keen = opens > clicks * 2 or tags contains any of ["demo", "pricing"]

score s in -100..100 {
  when big and boss then +10 because "a big boss"
  when not (boss or big) then -10 because "a small fish"
  when keen then +3 per 2 opens up to +9 because "is keen"
  when budget is unknown then -1
  when opens / clicks >= 1 then +1 because "opens as much as it clicks"
  when domain of email in ["gmail.com", "gmx.de"] then -4 because "a private address"
  when at least 2 of (big, boss, keen) then +6 because "two of three"
  when vip {
    when big then +1
    group "inner" in 0..5 { when boss then +10 because "a boss" }
  }
  first "seen" {
    when seen within 7 days then +5
    when seen within 30 days then +3
    when seen within 1 year then +1
  }
  by size { 1..50 then +1  51..200 then +2 per opens  other then +3 because "very large" }
  by plan { "pro" then +2 }
}
label grade { when s >= 20 then A  by plan { "pro" then P  unknown then N }  otherwise B }
ladder stage { new  warm needs s >= 5 and (vip or boss)  hot needs at least 2 of (big, boss, keen)  won needs grade = A }
disqualify when email ends with "@test.com" or title contains "test" because "a test record"
"#;

fn show(cells: &str) -> String {
    human(&Ruleset::new(RULES).evaluate(cells), Look { colour: false, width: 100 })
}

#[test]
fn a_lead_of_which_much_is_known() {
    insta::assert_snapshot!(show(
        "id = 1; title = VP Sales; size = 201-500; opens = 7; clicks = 2; seen = 2026-01-05; plan = pro; vip = no; \
         email = a@acme.com; tags = [\"x\"]"
    ));
}

#[test]
fn a_lead_of_which_much_is_open() {
    insta::assert_snapshot!(show("id = 2; size = 51-500; opens = 3; clicks = 0; email = nobody; vip = yes"));
}

#[test]
fn a_lead_that_is_out() {
    insta::assert_snapshot!(show(
        "id = 3; title = Test Engineer; size = 5; opens = 1; clicks = 4; seen = 2030-01-01; plan = free; budget = 1200; \
         email = a@gmail.com; vip = yes; tags = [\"demo\"]"
    ));
}

#[test]
fn nothing_that_a_terminal_runs_gets_through() {
    let shown = show(&format!("id = \u{1b}[31mred\u{202e}; title = {}", "very long ".repeat(30)));
    assert!(!shown.contains('\u{1b}') && !shown.contains('\u{202e}'), "{shown}");
    assert!(shown.lines().all(|line| line.chars().count() < 120), "{shown}");
}

#[test]
fn colours_only_where_they_are_asked_for() {
    let evaluation = Ruleset::new(RULES).evaluate("id = 1; size = 500");
    let coloured = human(&evaluation, Look { colour: true, width: 100 });
    let mut plain = coloured.clone();
    while let (Some(start), Some(length)) =
        (plain.find('\u{1b}'), plain.find('\u{1b}').and_then(|at| plain[at..].find('m')))
    {
        plain.replace_range(start..=start + length, "");
    }
    assert_ne!(coloured, plain);
    assert_eq!(plain, human(&evaluation, Look { colour: false, width: 100 }));
}
