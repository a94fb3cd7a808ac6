//! The facts that decided a rule, as they are said.

use super::generated::config;
use super::{Ruleset, day};
use jiff::civil::{Date, date};
use proptest::prelude::*;
use qualify::eval::evaluate;
use qualify::explain::{Look, human};
use qualify::rules::{Entries, FieldId, Lead};
use qualify::value::Value;

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

/// What a list of entries should tell: how many count, and the newest five, those of a day by their place, the last first; then
/// what has no date.
fn naive(
    entries: &[(Option<i8>, f64)],
    counts: impl Fn(&(Option<i8>, f64)) -> bool,
) -> (usize, Vec<(Option<Date>, f64)>) {
    let mut all: Vec<(usize, (Option<i8>, f64))> =
        entries.iter().copied().enumerate().filter(|(_, entry)| counts(entry)).collect();
    let count = all.len();
    all.sort_by_key(|(at, (day, _))| match day {
        Some(day) => (false, -i64::from(*day), -(*at as i64)),
        None => (true, 0, *at as i64),
    });
    all.truncate(5);
    (count, all.into_iter().map(|(_, (day, n))| (day.map(|day| date(2026, 1, day)), n)).collect())
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn the_newest_five_of_any_entries(
        entries in prop::collection::vec((prop::option::of(1i8..6), (0u8..20).prop_map(f64::from)), 0..24),
    ) {
        let ruleset = Ruleset::new(
            "lead { a: list of { n: number  at: date } }
             for each a where (n >= 8) then +2 up to +3 per day up to +9
             when count of a where (n < 8) >= 3 then +1
             when latest at of a is known then +1",
        );
        let rules = ruleset.rules();
        let mut list = Entries::new(2);
        for (day, n) in &entries {
            list.push([Some(Value::Number(*n)), day.map(|day| Value::Date(date(2026, 1, day)))]);
        }
        let mut lead = Lead::unknown(rules.fields.len());
        lead.set_entries(FieldId(0), list);
        let evaluation = evaluate(rules, &ruleset.checked().sources, &lead, day());
        let told = |part: usize| {
            let entries = &evaluation.scores[0].parts[part].decided_by[0].entries[0];
            let newest: Vec<(Option<Date>, f64)> = entries.newest.iter().map(|entry| {
                let of = |name: &str| entry.fields.iter().find(|(field, _)| field == name).map(|(_, value)| value);
                let day = match of("at") { Some(Value::Date(day)) => Some(*day), _ => None };
                (day, match of("n") { Some(Value::Number(n)) => *n, other => panic!("{other:?}") })
            }).collect();
            (entries.count, newest)
        };
        prop_assert_eq!(told(0), naive(&entries, |(day, n)| *n >= 8.0 && day.is_some()));
        prop_assert_eq!(told(1), naive(&entries, |(_, n)| *n < 8.0));
        prop_assert_eq!(told(2), naive(&entries, |(day, _)| day.is_some()));
        let each = &evaluation.scores[0].parts[0];
        let given = &each.decided_by[0].entries[0];
        let by_themselves = given.points.map(|points| points.hundredths());
        prop_assert_eq!(by_themselves, Some(200 * given.count as i64));
        prop_assert!(each.points.hundredths() <= 200 * given.count as i64);
        let undated = entries.iter().filter(|(day, n)| *n >= 8.0 && day.is_none()).count();
        prop_assert_eq!((given.passed_over, given.needed.is_some()), (undated, undated > 0));
    }
}
