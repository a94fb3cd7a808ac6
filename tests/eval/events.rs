//! Every form that asks about the entries of a list, on lists for which it holds, does not, and has nothing to say.

use super::{Ruleset, day};
use qualify::eval::{Status, judge};
use qualify::rules::DefinitionId;
use qualify::value::Truth::{self, False, True, Unknown};

const LEAD: &str = "
lead {
  id: text key
  n: number
  d: date
  aye: yes/no
  open: yes/no
  wanted: text
  title: text
  tags: list of text
  activity: list of {
    kind: text  at: date  until: date  amount: number  page: text  exact: text exact  ok: yes/no
    topics: list of text split by \"+\"
    size: number or range  plan: one of \"free\", \"pro\"
  }
}
list hot_pages = [\"pricing\", \"demo\"]
define big = n > 10
define is_boss = title contains word \"vp\"
define late = d is unknown
define doubled = n * 2
define twice = domain of title
define any_ok = any activity where (ok)
define latest_visit = latest at of activity where (kind = \"visit\")
label tier { when n > 10 then gold  otherwise base }
";

const NOTHING: &str = "";
const ONE: &str = "kind = visit, at = 2026-01-10, amount = 5, page = /pricing, ok = y";
const BLANK: &str = "| , |";
const SEVERAL: &str = "kind = visit, at = 2026-01-10, amount = 5, page = /Pricing/eu, ok = y \
    | kind = Open, at = 2026-01-12, amount = -2.5 \
    | kind = visit, at = 2025-11-30, page = /about, ok = n, amount = 7 \
    | kind = demo, amount = 0.25 \
    | at = 2026-02-01, amount = 1 \
    | kind = visit";

/// How a condition comes out, as of 2026-01-15.
fn truth(condition: &str, cells: &str, entries: &str) -> Truth {
    let ruleset = Ruleset::new(&format!("{LEAD}define c = {condition}\nwhen c then +1"));
    let lead = ruleset.lead_with(&format!("aye = y; {cells}"), "activity", entries);
    let verdict = judge(ruleset.rules(), &lead, day());
    let at = ruleset.rules().definitions.iter().position(|one| one.name == "c").unwrap();
    verdict.definition(DefinitionId(at))
}

macro_rules! conditions {
    ($($name:ident { $($condition:literal, $cells:literal, $entries:expr => $expected:expr;)* })*) => {$(
        #[test]
        fn $name() {
            $(assert_eq!(truth($condition, $cells, $entries), $expected, "{} on {} and {}", $condition, $cells, $entries);)*
        }
    )*};
}

conditions! {
    count_is_never_unknown {
        "count of activity = 0", "", NOTHING => True;
        "count of activity = 2", "", "kind = a | kind = b" => True;
        "count of activity = 6", "", SEVERAL => True;
        "count of activity where (kind = \"visit\") = 3", "", SEVERAL => True;
        "count of activity where (kind = \"OPEN\") = 1", "", SEVERAL => True;
        "count of activity where (kind != \"visit\") = 2", "", SEVERAL => True;
        "count of activity where (not (kind = \"visit\")) = 2", "", SEVERAL => True;
        "count of activity where (kind is unknown) = 1", "", SEVERAL => True;
        "count of activity where (kind = wanted) = 0", "", SEVERAL => True;
        "count of activity where (kind = \"visit\") >= 1", "", NOTHING => False;
        "count of activity * 2 + 1 = 13", "", SEVERAL => True;
        "count of activity where (kind = \"visit\") > count of activity where (ok)", "", SEVERAL => True;
        "count of activity in 5..7", "", SEVERAL => True;
        "count of activity in [1, 6]", "", SEVERAL => True;
    }
    any_is_never_unknown {
        "any activity where (aye)", "", NOTHING => False;
        "any activity where (aye)", "", ONE => True;
        "any activity where (ok)", "", "kind = a" => False;
        "not any activity where (ok)", "", "kind = a" => True;
        "any activity where (ok)", "", "kind = a | ok = no | ok = yes" => True;
        "any activity where (kind = \"visit\" and page contains \"pricing\")", "", SEVERAL => True;
        "any activity where (kind = \"open\" and page contains \"pricing\")", "", SEVERAL => False;
        "any activity where (ok) and aye", "", ONE => True;
        "open and any activity where (kind = \"nothing\")", "", ONE => False;
        "open or any activity where (ok)", "", ONE => True;
        "at least 2 of (open, any activity where (ok), any activity where (amount > 4))", "", ONE => True;
    }
    only_what_is_true_counts {
        "count of activity where (amount > 0) = 4", "", SEVERAL => True;
        "count of activity where (amount > 0 or kind = \"visit\") = 5", "", SEVERAL => True;
        "count of activity where (not (amount > 0)) = 1", "", SEVERAL => True;
        "count of activity where (amount > 0 and kind = \"visit\") = 2", "", SEVERAL => True;
        "count of activity where (at least 2 of (kind = \"visit\", amount > 0, ok)) = 2", "", SEVERAL => True;
        "count of activity where (ok or not ok) = 2", "", SEVERAL => True;
        "count of activity where (amount is known and at is known) = 4", "", SEVERAL => True;
        "count of activity where (ok = no) = 1", "", SEVERAL => True;
    }
    days_of_entries {
        "count of activity where (at within 30 days) = 2", "", SEVERAL => True;
        "count of activity where (at within 2 months) = 3", "", SEVERAL => True;
        "count of activity where (at not within 30 days) = 2", "", SEVERAL => True;
        "count of activity where (at within next 3 weeks) = 1", "", SEVERAL => True;
        "count of activity where (days since at <= 5) = 3", "", SEVERAL => True;
        "count of activity where (days since at in 0..5) = 2", "", SEVERAL => True;
        "count of activity where (at < today) = 3", "", SEVERAL => True;
        "count of activity where (at in 2026-01-01..2026-01-31) = 2", "", SEVERAL => True;
        "count of activity where (at > d) = 2", "d = 2026-01-10", SEVERAL => True;
        "count of activity where (at > d) = 0", "", SEVERAL => True;
        "count of activity where (at <= until) = 1", "", "at = 2026-01-01, until = 2026-01-01 | at = 2026-01-02 | at = 2026-01-02, until = 2026-01-01" => True;
    }
    latest_and_earliest {
        "latest at of activity = 2026-02-01", "", SEVERAL => True;
        "earliest at of activity = 2025-11-30", "", SEVERAL => True;
        "latest at of activity where (kind = \"visit\") = 2026-01-10", "", SEVERAL => True;
        "earliest at of activity where (at within 30 days) = 2026-01-10", "", SEVERAL => True;
        "latest at of activity = 2026-02-01", "", NOTHING => Unknown;
        "latest at of activity is known", "", NOTHING => False;
        "latest at of activity is unknown", "", "kind = a | kind = b" => True;
        "latest at of activity where (kind = \"demo\") is unknown", "", SEVERAL => True;
        "latest at of activity within 5 days", "", ONE => True;
        "latest at of activity within 4 days", "", ONE => False;
        "latest at of activity not within 30 days", "", NOTHING => Unknown;
        "days since latest at of activity where (kind = \"visit\") = 5", "", SEVERAL => True;
        "days since latest at of activity < 0", "", SEVERAL => True;
        "days since latest at of activity > 30", "", NOTHING => Unknown;
        "latest at of activity > latest at of activity where (kind = \"visit\")", "", SEVERAL => True;
        "latest until of activity = 2026-01-03", "", "at = 2026-01-09, until = 2026-01-03 | at = 2026-01-08" => True;
    }
    highest_lowest_and_sum {
        "highest amount of activity = 7", "", SEVERAL => True;
        "lowest amount of activity = -2.5", "", SEVERAL => True;
        "sum amount of activity = 10.75", "", SEVERAL => True;
        "sum amount of activity where (kind = \"visit\") = 12", "", SEVERAL => True;
        "highest amount of activity where (kind = \"gone\") > 1", "", SEVERAL => Unknown;
        "lowest amount of activity is unknown", "", "kind = a" => True;
        "sum amount of activity = 0", "", NOTHING => True;
        "sum amount of activity = 0", "", "kind = a" => True;
        "sum amount of activity where (kind = \"gone\") = 0", "", SEVERAL => True;
        "sum amount of activity / count of activity > 1", "", SEVERAL => True;
        "sum amount of activity / count of activity > 1", "", NOTHING => Unknown;
        "highest amount of activity - lowest amount of activity = 9.5", "", SEVERAL => True;
        "sum amount of activity > n", "n = 10.74", SEVERAL => True;
        "sum amount of activity = 0.3", "", "amount = 0.1 | amount = 0.2" => True;
    }
    the_lead_inside_of_the_parentheses {
        "count of activity where (kind = wanted) = 3", "wanted = VISIT", SEVERAL => True;
        "count of activity where (amount > n) = 2", "n = 1", SEVERAL => True;
        "any activity where (kind = \"visit\" and big)", "n = 11", SEVERAL => True;
        "any activity where (kind = \"visit\" and big)", "n = 10", SEVERAL => False;
        "any activity where (kind = \"visit\" and big)", "", SEVERAL => False;
        "any activity where (big or kind = \"visit\")", "", SEVERAL => True;
        "any activity where (is_boss)", "title = The VP", "kind = a" => True;
        "any activity where (is_boss)", "title = The VP", NOTHING => False;
        "any activity where (not is_boss)", "", ONE => False;
        "count of activity where (tier = gold) = 6", "n = 11", SEVERAL => True;
        "count of activity where (tier in [gold]) = 0", "n = 1", SEVERAL => True;
        "any activity where (late and kind = \"visit\")", "n = 3", SEVERAL => True;
        "any activity where (page = twice)", "n = 1", SEVERAL => False;
        "any activity where (amount = doubled)", "n = 3.5", SEVERAL => True;
        "any activity where (any_ok and kind = \"demo\")", "", SEVERAL => True;
    }
    every_type_of_field {
        "any activity where (page starts with any of [\"/pricing\", \"/sales\"])", "", SEVERAL => True;
        "any activity where (page contains any of hot_pages)", "", SEVERAL => True;
        "any activity where (page ends with \"about\")", "", SEVERAL => True;
        "any activity where (page contains word \"eu\")", "", SEVERAL => True;
        "any activity where (page contains word \"price\")", "", SEVERAL => False;
        "any activity where (exact = \"Ab\")", "", "exact = ab | exact = AB" => False;
        "any activity where (exact = \"Ab\")", "", "exact = ab | exact = Ab" => True;
        "any activity where (kind in [\"demo\", \"gone\"])", "", SEVERAL => True;
        "count of activity where (kind not in [\"visit\"]) = 2", "", SEVERAL => True;
        "any activity where (topics contains \"x\")", "", "topics = x+y" => True;
        "count of activity where (count of topics >= 2) = 1", "", "topics = x+y | topics = z | kind = a" => True;
        "any activity where (topics contains all of [\"y\", \"x\"])", "", "topics = x+y" => True;
        "count of activity where (size >= 50) = 1", "", "size = 51-200 | size = 10-60 | size = 5 | kind = a" => True;
        "count of activity where (not (size >= 50)) = 1", "", "size = 51-200 | size = 10-60 | size = 5 | kind = a" => True;
        "count of activity where (plan = \"pro\") = 2", "", "plan = PRO | plan = pro | plan = free" => True;
        "any activity where (domain of page = \"x.com\")", "", "page = a@x.com" => True;
    }
    lists_of_text_are_counted_as_before {
        "count of tags = 2", "tags = [\"a\", \"b\"]", NOTHING => True;
        "count of tags >= count of activity", "", NOTHING => Unknown;
        "count of tags = count of activity", "tags = [\"a\"]", ONE => True;
    }
}

/// What the definitions above use, and what stands after its use.
#[test]
fn names_inside_of_the_parentheses_may_be_defined_later_and_rest_on_lists_themselves() {
    let ruleset = Ruleset::new(
        "lead { n: number  a: list of { k: text  x: number }  b: list of { l: text  y: number } }
         when count of a where (x > twice and any_b) >= 1 then +1
         define twice = highest y of b where (y < limit) * 2
         define any_b = any b where ((kind_of = zed and l = \"zed\") or (kind_of = why and l = \"why\"))
         define limit = n + 1
         label kind_of { when any a where (k = \"z\") then zed  otherwise why }",
    );
    let score = |n: &str, a: &str, b: &str| {
        let mut lead = ruleset.lead_with(n, "a", a);
        lead.set_entries(
            qualify::rules::FieldId(2),
            ruleset.lead_with("", "b", b).entries(qualify::rules::FieldId(2)).unwrap().clone(),
        );
        judge(ruleset.rules(), &lead, day()).scores[0].to_string()
    };
    assert_eq!(score("n = 5", "k = z, x = 9", "l = ZED, y = 4 | y = 6"), "1");
    assert_eq!(score("n = 6", "k = z, x = 9", "l = ZED, y = 4 | y = 6"), "0");
    assert_eq!(score("n = 5", "x = 9", "l = ZED, y = 4 | y = 6"), "0");
    assert_eq!(score("n = 5", "x = 9", "l = why, y = 4 | y = 6"), "1");
    assert_eq!(score("", "x = 9", "l = why, y = 4"), "0");
}

/// The score, then what became of each rule and table, as in `points.rs`.
fn came_out(rules: &str, cells: &str, entries: &str) -> String {
    let ruleset = Ruleset::new(&format!("{LEAD}{rules}"));
    let lead = ruleset.lead_with(&format!("aye = y; {cells}"), "activity", entries);
    let verdict = judge(ruleset.rules(), &lead, day());
    let rules = verdict.rules.iter().map(|rule| match rule.status {
        Status::Fired => format!(" {:+}", rule.points),
        Status::NotFired => " -".to_owned(),
        Status::Undecided => " ?".to_owned(),
    });
    verdict.scores[0].to_string() + ":" + &rules.collect::<String>()
}

macro_rules! points {
    ($($name:ident { $($rules:literal, $cells:literal, $entries:expr => $expected:literal;)* })*) => {$(
        #[test]
        fn $name() {
            $(assert_eq!(came_out($rules, $cells, $entries), $expected, "{} on {} and {}", $rules, $cells, $entries);)*
        }
    )*};
}

points! {
    points_by_what_entries_come_to {
        "when aye then +2 per count of activity", "", SEVERAL => "12: +12";
        "when aye then +2 per count of activity", "", NOTHING => "0: 0";
        "when aye then +2 per count of activity where (kind = \"visit\") up to +5", "", SEVERAL => "5: +5";
        "when aye then -2 per 2 count of activity where (kind = \"visit\")", "", SEVERAL => "-2: -2";
        "when aye then +1 per sum amount of activity", "", SEVERAL => "10: +10";
        "when aye then +1 per highest amount of activity", "", NOTHING => "0: ?";
        "when aye then +1 per days since latest at of activity where (kind = \"visit\")", "", SEVERAL => "5: +5";
        "when aye then +20 losing 10% every 1 day since latest at of activity where (kind = \"visit\")", "", SEVERAL => "10: +10";
        "when aye then +20 losing 10% every 1 day since latest at of activity", "", SEVERAL => "20: +20";
        "when aye then +20 losing 10% every 1 day since latest at of activity", "", NOTHING => "0: ?";
        "when count of tags >= 1 then +3 per count of tags", "tags = [\"a\", \"b\"]", NOTHING => "6: +6";
    }
    tables_by_what_entries_come_to {
        "by count of activity { 0 then -1 1..2 then +1 3.. then +5 }", "", NOTHING => "-1: -1";
        "by count of activity { 0 then -1 1..2 then +1 3.. then +5 }", "", ONE => "1: +1";
        "by count of activity { 0 then -1 1..2 then +1 3.. then +5 }", "", SEVERAL => "5: +5";
        "by count of activity where (kind = \"open\") { 1 then +4 other then -2 }", "", SEVERAL => "4: +4";
        "by sum amount of activity { ..<0 then -1 0 then +1 0.. then +2 }", "", NOTHING => "1: +1";
        "by highest amount of activity { 0.. then +2 unknown then +9 }", "", NOTHING => "9: +9";
        "by highest amount of activity { 0.. then +2 }", "", NOTHING => "0: ?";
        "by latest at of activity where (kind = \"visit\") { ..2025-12-31 then +1 2026-01-01.. then +2 }", "", SEVERAL => "2: +2";
        "by days since earliest at of activity { ..<0 then +1 0..30 then +2 other then +3 unknown then +4 }", "", SEVERAL => "3: +3";
    }
    each_entry_gives_its_points {
        "for each activity then +3", "", SEVERAL => "18: +18";
        "for each activity then +3", "", NOTHING => "0: -";
        "for each activity where (kind = \"visit\") then +3", "", SEVERAL => "9: +9";
        "for each activity where (kind = \"visit\") then -3.25", "", SEVERAL => "-9.75: -9.75";
        "for each activity where (kind = \"gone\") then +3", "", SEVERAL => "0: -";
        "for each activity where (ok) then +3", "", "kind = a | kind = b" => "0: -";
        "for each activity where (open) then +3", "", SEVERAL => "0: -";
        "for each activity where (kind = \"visit\") then +3 up to +7", "", SEVERAL => "7: +7";
        "for each activity where (kind = \"visit\") then -3 up to -7", "", SEVERAL => "-7: -7";
        "for each activity then 0", "", SEVERAL => "0: 0";
        "for each activity where (kind = \"visit\") then +3 because \"a visit\" for each activity where (kind = \"open\") then -1", "", SEVERAL => "8: +9 -1";
        "for each activity then +1000000", "", SEVERAL => "6000000: +6000000";
    }
    each_entry_loses_by_itself {
        "for each activity then +10 losing 10% every 1 day since until", "", "until = 2026-01-15 | until = 2026-01-12 | until = 2020-01-01" => "17: +17";
        "for each activity then +10 losing 10% every 1 day since until", "", "until = 2030-01-15 | until = 2026-01-12" => "17: +17";
        "for each activity then +0.05 losing 50% every 1 day since until", "", "until = 2026-01-14 | until = 2026-01-14" => "0.06: +0.06";
        "for each activity then -0.05 losing 50% every 1 day since until", "", "until = 2026-01-14 | until = 2026-01-14" => "-0.06: -0.06";
        "for each activity then +10 losing 25% every 2 weeks since until", "", "until = 2026-01-02 | until = 2026-01-01 | until = 2025-12-18" => "22.5: +22.5";
        "for each activity then +10 losing 100% every 1 day since until", "", "until = 2026-01-14" => "0: 0";
        "for each activity then +10 losing 30% every 1 day since until up to +9", "", "until = 2026-01-14 | until = 2026-01-14" => "9: +9";
        "for each activity then +10 losing 10% every 1 day since d", "d = 2026-01-14", "kind = a | kind = b" => "18: +18";
        "for each activity then +10 losing 10% every 1 day since latest_visit", "", "kind = visit, at = 2026-01-14 | kind = b" => "18: +18";
        "for each activity then +10 losing 10% every 1 day since latest at of activity", "", "at = 2025-01-01 | at = 2026-01-14" => "18: +18";
        "for each activity where (kind = \"a\") then +10 losing 10% every 1 day since earliest until of activity where (kind != \"a\")", "", "kind = a, until = 2020-01-01 | kind = b, until = 2026-01-12 | kind = b, until = 2026-01-14" => "7: +7";
    }
    what_its_points_depend_on_must_be_known {
        "for each activity then +10 losing 10% every 1 day since until", "", "kind = a | until = 2026-01-15" => "10: +10";
        "for each activity then +10 losing 10% every 1 day since until", "", "kind = a | kind = b" => "0: ?";
        "for each activity then +10 losing 10% every 1 day since d", "", "kind = a | kind = b" => "0: ?";
        "for each activity then +10 losing 10% every 1 day since latest at of activity where (kind = wanted)", "", "kind = a, at = 2026-01-14" => "0: ?";
    }
    inside_of_blocks {
        "first \"f\" { for each activity where (kind = \"gone\") then +9 for each activity where (kind = \"visit\") then +2 when aye then +1 }", "", SEVERAL => "6: - +6 -";
        "first \"f\" { for each activity then +9 when aye then +1 }", "", NOTHING => "1: - +1";
        "score s { group \"g\" in 0..5 { for each activity then +9 } for each activity then +1 }", "", SEVERAL => "11: +54 +6";
        "score s in -5..5 { for each activity then -1 for each activity then +1 }", "", SEVERAL => "0: -6 +6";
        "when any activity where (ok) { for each activity then +1 }", "", SEVERAL => "6: +6";
        "when any activity where (ok) { for each activity then +1 }", "", "kind = a" => "0: -";
        "when open { for each activity then +1 }", "", SEVERAL => "0: ?";
        "when open { for each activity then +1 }", "", NOTHING => "0: -";
        "when not any activity where (aye) { when aye then +1 }", "", NOTHING => "1: +1";
    }
}

/// Points without a sign have no limit: there is nothing that it could be the most of.
#[test]
fn no_points_stay_none_whatever_the_limit() {
    assert_eq!(came_out("for each activity then 0 up to -5", "", SEVERAL), "0: 0");
    assert_eq!(came_out("when aye then 0 per count of activity up to -5", "", SEVERAL), "0: 0");
}

/// A field of the lead that an entry has no part in.
#[test]
fn a_list_that_is_absent_is_empty() {
    let rules =
        "when count of activity = 0 then +1 when any activity where (n is unknown) then +2 for each activity then +4
         when sum amount of activity = 0 then +8 when highest amount of activity is unknown then +16";
    let ruleset = Ruleset::new(&format!("{LEAD}{rules}"));
    let absent = judge(ruleset.rules(), &ruleset.lead(""), day());
    let empty = judge(ruleset.rules(), &ruleset.lead_with("", "activity", NOTHING), day());
    assert_eq!(absent.scores[0].to_string(), "25");
    assert_eq!(absent, empty);
    // One of which nothing is known is still an entry.
    assert_eq!(truth("count of activity = 1", "", BLANK), True);
}

#[test]
fn outcomes_ask_about_entries_too() {
    let ruleset = Ruleset::new(&format!(
        "{LEAD}
         score s {{ for each activity where (kind = \"visit\") then +10 }}
         ladder stage {{ new  warm needs any activity where (amount * 10 > s)  hot needs count of activity >= 2 and s >= 20 }}
         label last {{ by latest at of activity {{ ..2025-12-31 then old  2026-01-01.. then fresh  unknown then silent }} otherwise none }}
         disqualify when any activity where (kind = \"bounce\" and stage_is_moot) because \"bounced\"
         define stage_is_moot = count of activity < 2"
    ));
    let out = |entries: &str| {
        let verdict = judge(ruleset.rules(), &ruleset.lead_with("", "activity", entries), day());
        (
            verdict.ladders[0].step,
            verdict.labels.last().map(|label| label.value.shown().to_owned()).unwrap_or_default(),
            verdict.is_disqualified(),
        )
    };
    assert_eq!(out(NOTHING), (Some(0), "silent".to_owned(), false));
    assert_eq!(out(SEVERAL), (Some(2), "fresh".to_owned(), false));
    assert_eq!(out("kind = visit, at = 2025-01-01, amount = 1"), (Some(0), "old".to_owned(), false));
    assert_eq!(out("kind = Bounce"), (None, "silent".to_owned(), true));
}
