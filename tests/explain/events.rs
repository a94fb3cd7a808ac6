//! Which entries of lists counted, as people read it.

use crate::eval::Ruleset;
use qualify::eval::Evaluation;
use qualify::explain::{Look, human, markdown};
use qualify::testing::run;

/// What comes out for the lead of a test that is added to some rules.
fn evaluate(rules: &str, given: &str) -> Evaluation {
    let ruleset = Ruleset::new(&format!(
        "{rules}\ntest \"it\" {{ today 2026-01-15 given {{ {given} }} expect not disqualified }}"
    ));
    run(ruleset.rules(), &ruleset.checked().sources, None).results.remove(0).evaluation
}

fn full(given: &str) -> Evaluation {
    evaluate(include_str!("events.qual"), given)
}

fn show(evaluation: &Evaluation) -> String {
    human(evaluation, Look::default())
}

const BUSY: &str = r#"
  id = "ada", country = "DE",
  activity = [
    { kind = "visit", at = 2026-01-02, page = "/pricing", minutes = 3 },
    { kind = "visit", at = 2026-01-10, page = "/pricing/teams", note = "asked for \"more\"" },
    { kind = "visit", at = 2025-12-02, page = "/jobs" },
    { kind = "visit", at = 2025-12-03 },
    { kind = "visit", page = "/pricing" },
    { kind = "visit", at = 2025-11-01, page = "/" },
    { kind = "visit", at = 2026-01-11, page = "/" },
    { kind = "open", at = 2026-01-05 }, { kind = "open", at = 2026-01-06 }, { kind = "open", at = 2026-01-07 },
    { kind = "open", at = 2026-01-08 }, { kind = "open", at = 2026-01-09 }, { kind = "open", at = 2026-01-09 },
    { kind = "open", at = 2026-01-12 }, { kind = "open" },
    { kind = "webinar", at = 2025-12-20 }, { kind = "webinar", at = 2026-01-14 }, { kind = "webinar", at = 2025-01-14 },
    { kind = "demo", at = 2025-11-20 }, { kind = "demo", at = 2026-01-13, minutes = 30 },
    { kind = "bounce", at = 2026-01-01 }, { kind = "bounce", at = 2026-01-02 },
    { kind = "reply", at = 2026-01-02 }
  ],
  orders = [
    { placed = 2026-01-01, shipped = 2026-01-03, amount = 1200.5, paid = yes },
    { placed = 2026-01-02, amount = 10, paid = yes }, { amount = 20 }
  ],
  contacts = [
    { name = "Ada", role = "champion", seniority = 2 }, { name = "Bob", role = "decision maker" },
    { name = "Cid" }, { name = "Dan", role = "user" }, { role = "champion" }, { name = "Eve" }, { }
  ]
"#;

#[test]
fn a_busy_lead() {
    insta::assert_snapshot!(show(&full(BUSY)));
}

#[test]
fn a_busy_lead_as_markdown() {
    insta::assert_snapshot!(markdown(&full(BUSY)));
}

#[test]
fn a_lead_as_json() {
    let rules = r#"
lead { activity: list of { kind: text  page: text  at: date  note: text } favourite: text }
define visits = count of activity where (kind = "visit")
score s {
  for each activity where (kind = "visit") then +10 up to +15 per week up to +20 because "visits"
  for each activity where (page = favourite) then +1
  when visits >= 3 and latest at of activity where (kind = "call") within 7 days then +1
}
"#;
    let given = r#"activity = [
      { note = "last", at = 2026-01-01, kind = "visit" }, { kind = "visit" }, { kind = "visit", page = "/a", at = 2026-01-08 }
    ]"#;
    insta::assert_snapshot!(serde_json::to_string_pretty(&evaluate(rules, given).scores).unwrap());
}

#[test]
fn a_lead_with_empty_lists() {
    insta::assert_snapshot!(show(&full("id = \"eve\"")));
}

#[test]
fn a_lead_of_which_nothing_counts() {
    insta::assert_snapshot!(show(&full(
        r#"id = "ned", last_visit = 2026-01-10, unsubscribed = yes,
        activity = [{ kind = "note", page = "/a", at = 2025-01-10 }, { kind = "note", at = 2025-01-11 }],
        orders = [{ paid = no }, { paid = yes }], contacts = [{ name = "Ned" }]"#
    )));
}

#[test]
fn a_disqualified_lead_with_entries() {
    let evaluation = full(r#"id = "x", activity = [{ kind = "complaint", at = 2026-01-10, note = "stop" }]"#);
    insta::assert_snapshot!(format!("{}\n{}", show(&evaluation), markdown(&evaluation)));
}

const ACTIVITY: &str = "lead { a: list of { kind: text  at: date  n: number } vip: yes/no  fav: text }\n";

/// The lines of the score by some rules.
fn score(rules: &str, given: &str) -> String {
    let shown = show(&evaluate(&format!("{ACTIVITY}{rules}"), given));
    shown.split("\n\n").find(|section| section.starts_with("score ")).unwrap().trim_end().to_owned()
}

#[test]
fn never_more_than_five_entries_the_newest_first() {
    let all: Vec<String> =
        (1..=28).map(|day| format!("{{ kind = \"x\", at = 2025-12-{:02} }}", day * 17 % 29)).collect();
    let shown = score("for each a then +1", &format!("a = [{}]", all.join(", ")));
    let days: Vec<&str> =
        shown.lines().filter_map(|line| line.trim_start_matches([' ', '├', '└', '─']).get(..10)).collect();
    assert_eq!(days[1..6], ["2025-12-28", "2025-12-27", "2025-12-26", "2025-12-25", "2025-12-24"], "{shown}");
    assert!(shown.ends_with("└─ and 23 more"), "{shown}");
}

#[test]
fn what_has_no_date_comes_last_as_it_came() {
    let given = "a = [{ n = 1 }, { n = 2, at = 2026-01-01 }, { n = 3 }, { n = 4, at = 2026-01-02 }, { n = 5, at = 2026-01-02 }]";
    let rules = format!("{ACTIVITY}for each a then +1");
    let newest = evaluate(&rules, given).scores[0].parts[0].decided_by[0].entries[0].newest.clone();
    let numbers: Vec<String> = newest.iter().map(|entry| entry.fields.last().unwrap().1.to_string()).collect();
    assert_eq!(numbers, ["5", "4", "2", "1", "3"]);
}

#[test]
fn several_facts_share_the_five() {
    let all: Vec<String> = (10..30).map(|day| format!("{{ kind = \"x\", n = 1, at = 2025-12-{day} }}")).collect();
    let rules = "when any a where (kind = \"x\") and any a where (n = 1) and count of a > 2 and latest at of a is known then +1";
    let shown = score(rules, &format!("a = [{}]", all.join(", ")));
    assert_eq!(shown.matches("2025-12-").count() - 1, 5, "{shown}");
    insta::assert_snapshot!(shown);
}

#[test]
fn what_is_open_says_what_it_waits_for() {
    let rules = r#"
when vip { for each a where (kind = "x") then +2 up to +3  for each a where (kind = "y") then +1 }
define last = latest at of a where (kind = fav)
when last within 7 days then +1
when count of a where (kind = fav) >= 1 then +1
when n_of_x + bonus > 3 then +1
define n_of_x = count of a where (kind = "x")
define bonus = latest_n * 2
define latest_n = highest n of a where (kind = "z")
first "f" { for each a where (n > 0) then +1  for each a where (kind = "x") then +5  when vip then +9 }
"#;
    insta::assert_snapshot!(score(rules, r#"a = [{ kind = "x", at = 2026-01-01 }, { kind = "x" }, { n = 0 }]"#));
}

#[test]
fn nothing_that_an_entry_holds_gets_at_the_terminal() {
    let given = format!("a = [{{ kind = \"\u{202e}{}\", at = 2026-01-01, n = 1 }}]", "very long ".repeat(30));
    let shown = score("for each a then +1 because \"x\"", &given);
    assert!(!shown.contains('\u{202e}'), "{shown}");
    assert!(shown.lines().all(|line| line.chars().count() < 120), "{shown}");
}

#[test]
fn of_many_fields_those_that_the_rules_use_come_first_and_six_are_shown() {
    let rules = "lead { a: list of { f1: text  f2: text  f3: text  f4: text  f5: text  f6: text  f7: text  f8: text  at: date } }
        for each a where (f7 = \"7\") then +1";
    let fields: Vec<String> = (1..9).map(|at| format!("f{at} = \"{at}\"")).collect();
    let shown = show(&evaluate(rules, &format!("a = [{{ {}, at = 2026-01-01 }}]", fields.join(", "))));
    assert!(
        shown.contains(r#"2026-01-01"#) && shown.contains(r#"+1  f7 "7", f1 "1", f2 "2", f3 "3", f4 "4", f5 "5", …"#),
        "{shown}"
    );
}

/// Each definition goes by a list, and by the one before it: neither the stack nor the time may grow with what they hold.
#[test]
fn a_long_chain_of_definitions_that_go_by_lists() {
    let mut rules = "define d0 = latest at of a where (kind = fav)\n".to_owned();
    for at in 1..2_000 {
        rules.push_str(&format!("define d{at} = latest at of a where (at > d{})\n", at - 1));
    }
    rules.push_str("when d1999 within 7 days then +1");
    let shown = score(&rules, "a = [{ kind = \"x\", at = 2026-01-01 }, { kind = \"y\" }]");
    assert!(shown.contains("? d1999 within 7 days"), "{shown}");
}

#[test]
fn an_entry_that_fits_but_has_no_date_is_said_to_fit() {
    let rules = r#"
for each a then +1 up to +2 per day
for each a where (kind = "x") then +1 up to +2 per day because "an x"
for each a where (kind = "y") then +1 losing 50% every 7 days since at
when latest at of a where (kind = "x") within 7 days then +1
"#;
    insta::assert_snapshot!(format!(
        "{}\n\n{}",
        score(rules, r#"a = [{ kind = "x" }]"#),
        score(rules, r#"a = [{ kind = "x" }, { kind = "x" }, { kind = "y", at = 2026-01-01 }, { kind = "y" }]"#)
    ));
}

#[test]
fn what_fades_since_a_day_of_another_list_says_so() {
    let rules = r#"
for each a then +10 losing 5% every 1 day since latest day of b because "fades"
for each a then +10 losing 5% every 1 day since latest day of b where (day < from_)
"#;
    let lead = "lead { a: list of { kind: text }  b: list of { day: date }  from_: date }";
    let shown = |given: &str| show(&evaluate(&format!("{lead}{rules}"), given));
    insta::assert_snapshot!(format!(
        "{}\n{}",
        shown(r#"a = [{ kind = "x" }, { kind = "y" }], b = [{ day = 2026-01-10 }, { day = 2026-01-13 }]"#),
        shown(r#"a = [{ kind = "x" }]"#)
    ));
}

#[test]
fn many_entries_are_told_with_commas_between_thousands() {
    let all: Vec<String> = (0..1_234).map(|at| format!("{{ n = {} }}", at % 2)).collect();
    let rules = "for each a where (n > 1) then +1  for each a where (n > 0) then -1  for each a then +2";
    let shown = score(rules, &format!("a = [{}]", all.join(", ")));
    for said in ["none of 1,234 in a counts", "617 of 1,234 in a count", "all 1,234 in a count", "and 1,229 more"] {
        assert!(shown.contains(said), "{said}: {shown}");
    }
}

/// Many fields of the lead are unknown, and for want of all of them but one nothing is known of each of many entries.
#[test]
fn many_entries_and_many_unknown_fields_take_no_time() {
    let fields: Vec<String> = (0..1_000).map(|at| format!("f{at}")).collect();
    let (last, first) = fields.split_last().unwrap();
    let asked: Vec<String> = first.iter().map(|field| format!("kind = {field}")).collect();
    let rules = format!(
        "lead {{ a: list of {{ kind: text  at: date }} {}: text }}
         when latest at of a where ({} or (kind = \"zzz\" and kind = {last})) within 7 days then +1 because \"late\"",
        fields.join(": text "),
        asked.join(" or "),
    );
    let given = format!("a = [{}]", vec!["{ kind = \"a\", at = 2026-01-14 }"; 4_000].join(", "));
    let begun = std::time::Instant::now();
    let shown = show(&evaluate(&rules, &given));
    assert!(begun.elapsed() < std::time::Duration::from_secs(20), "it took {:?}", begun.elapsed());
    let said = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(said.contains("f0, f1, f2, f3, f4, f5, f6 and 992 more are unknown"), "{shown}");
}

#[test]
fn a_ladder_says_what_its_parts_need() {
    let rules = r#"
ladder l {
  new
  one   needs not any a where (kind = "x") and (count of a >= 9 or vip)
  two   needs at least 2 of (any a where (n > 1), latest at of a within 7 days, sum n of a where (kind = "x") > 3)
  three needs not (any a where (n > 1) or vip)
}
when vip then +1
"#;
    let shown = |given: &str| show(&evaluate(&format!("{ACTIVITY}{rules}"), given));
    let all = [
        shown(r#"a = [{ kind = "x", n = 1 }], vip = no"#),
        shown(r#"a = [{ kind = "y", at = 2026-01-01, n = 1 }], vip = yes"#),
        shown(r#"a = [{ kind = "y", at = 2026-01-11, n = 3 }], vip = yes"#),
    ];
    insta::assert_snapshot!(all.join("\n"));
}

#[test]
fn what_could_be_where_nothing_counts() {
    let rules = r#"
when vip then +2 per highest n of a up to +10
when vip then +2 per highest n of a
when vip then -10 losing 50% every 7 days since latest at of a
when vip then +2 per sum n of a up to +10
by highest n of a { 1..5 then +1  6.. then +7 }
by days since latest at of a where (kind = "x") { ..7 then +5  unknown then -1  other then 0 }
"#;
    insta::assert_snapshot!(format!(
        "{}\n\n{}",
        score(rules, "vip = yes"),
        score(rules, r#"a = [{ kind = "y", n = 1 }]"#)
    ));
}
