//! The words of the page.

use super::{every, full, ruleset, rulesets};
use qualify::{Ruleset, docs};

fn page(ruleset: &Ruleset) -> String {
    docs::markdown(ruleset.rules(), ruleset.sources())
}

/// What the page says of a ruleset's only definition, `it`.
fn means(definition: &str) -> String {
    let ruleset = ruleset("a.qual", &format!("define it = {definition}\nwhen it then +1"));
    let page = page(&ruleset);
    let (_, said) = page.split_once("- `it`\n  - ").expect("the definition");
    said.split("\n\n").next().unwrap().replace("\n    - ", "; ")
}

#[test]
fn every_construct() {
    insta::assert_snapshot!(page(&every()));
}

#[test]
fn a_full_ruleset() {
    insta::assert_snapshot!(page(&full()));
}

#[test]
fn the_starter() {
    insta::assert_snapshot!(page(&Ruleset::load("rulesets/starter.qual").unwrap()));
}

#[test]
fn a_buying_group() {
    insta::assert_snapshot!(page(&Ruleset::load("rulesets/buying-group.qual").unwrap()));
}

#[test]
fn three_verdicts() {
    insta::assert_snapshot!(page(&Ruleset::load("rulesets/pain-interest-fit.qual").unwrap()));
}

#[test]
fn a_published_model() {
    insta::assert_snapshot!(page(&Ruleset::load("rulesets/published/gitlab.qual").unwrap()));
}

#[test]
fn another_published_model() {
    insta::assert_snapshot!(page(&Ruleset::load("rulesets/published/eloqua.qual").unwrap()));
}

#[test]
fn a_ruleset_of_one_line() {
    insta::assert_snapshot!(page(&ruleset("tiny.qual", "when downloads >= 2 and company_size in 50..500 then +20")));
}

#[test]
fn not_moves_inwards() {
    for (one, other) in [
        ("not (a and b)", "not a or not b"),
        ("not (a or b)", "not a and not b"),
        ("not not a", "a"),
        ("not (x >= 5)", "x < 5"),
        ("not (x in 1..5)", "x not in 1..5"),
        ("not (t contains \"x\" or t = \"y\")", "not (t contains \"x\") and t != \"y\""),
        // At most one of three is true where at least two are false.
        ("not (at least 2 of (a, b, x > 5))", "at least 2 of (not a, not b, x <= 5)"),
        ("not (at least 3 of (a, b, x > 5))", "not a or not b or x <= 5"),
        ("at least 2 of (a, b)", "a and b"),
    ] {
        assert_eq!(means(one), means(other), "{one}");
    }
}

#[test]
fn single_tests() {
    for (written, said) in [
        ("vip = yes", "`vip` is yes"),
        ("x != 5", "`x` is not 5"),
        ("x in 50..500", "`x` is between 50 and 500 (both included)"),
        ("x in 50..<500", "`x` is at least 50 and less than 500"),
        ("x not in 50..<500", "`x` is less than 50 or at least 500"),
        ("x in 10k..", "`x` is at least 10,000"),
        ("x in 2015..2022", "`x` is between 2015 and 2022 (both included)"),
        ("d in 2026-01-01..<2027-01-01", "`d` is on or after 1 January 2026 and before 1 January 2027"),
        ("t in [\"a\", \"b\", \"c\"]", "`t` is “a”, “b” or “c”"),
        ("t not in [\"a\", \"b\"]", "`t` is neither “a” nor “b”"),
        ("t contains any word of [\"vp\", \"chief\"]", "`t` contains any of the words “vp”, “chief”"),
        ("d within 1 month", "`d` is within the last month"),
        ("days since d > 180", "more than 180 days have passed since `d`"),
        ("d > today", "`d` is after today"),
        ("x is unknown", "`x` is not known"),
        ("x * (y - 1.5) >= 0", "`x` × (`y` − 1.5) is at least 0"),
        ("t in [\"a\", \"b\"] and x > 2", "`t` is “a” or “b”, and `x` is more than 2"),
        ("a and d >= 2026-01-01", "`a` is yes and `d` is on or after 1 January 2026"),
        ("a and (b or x > 2)", "`a` is yes, and (`b` is yes or `x` is more than 2)"),
    ] {
        assert_eq!(means(written), format!("Is true when {said}"), "{written}");
    }
}

/// The lines of the page of a single rule.
fn rule(points: &str) -> Vec<String> {
    let page = page(&ruleset(
        "a.qual",
        &format!("lead {{ seen: date  visits: number }}\nwhen visits > 0 then {points} because \"why\""),
    ));
    let (_, said) = page.split_once("why\n").expect("the rule");
    said.lines()
        .take_while(|line| !line.is_empty())
        .skip(1)
        .map(|line| line.trim().trim_start_matches("- ").to_owned())
        .collect()
}

#[test]
fn points_that_fade() {
    let since = "since seen";
    assert_eq!(rule("+20"), Vec::<String>::new());
    assert_eq!(
        rule(&format!("+20 losing 25% every 30 days {since}")),
        ["A quarter of that less every 30 days since `seen`: +15 of +20 after 30 days, nothing after 120 days."]
    );
    assert_eq!(
        rule(&format!("-10 losing 33% every 1 week {since}")),
        ["A third (33%) of that less every week since `seen`: −6.7 of −10 after 1 week, nothing after 4 weeks."]
    );
    assert_eq!(rule(&format!("+20 losing 100% every 7 days {since}")), ["All gone 7 days after `seen`."]);
    assert_eq!(
        rule("+5 per 10 visits up to +25"),
        ["+5 for every full 10 in `visits`.", "But no more than +25 in all."]
    );
    assert_eq!(
        rule("-5 per visits up to -25"),
        ["−5 times `visits`, in whole numbers.", "But no lower than −25 in all."]
    );
}

/// What it says of fading is what comes out.
#[test]
fn what_is_said_of_fading_is_true() {
    use qualify::jiff::{ToSpan, civil::date};
    let today = date(2026, 6, 1);
    for percent in 1..=100_u32 {
        let text =
            format!("lead {{ seen: date }}\nwhen seen is known then +20 losing {percent}% every 3 days since seen");
        let ruleset = ruleset("a.qual", &text);
        let page = page(&ruleset);
        let after = |days: i64| {
            let lead = serde_json::json!({ "seen": today.checked_sub(days.days()).unwrap().to_string() });
            ruleset.evaluate(&lead, today).unwrap().scores[0].points.to_string()
        };
        let last = i64::from(100_u32.div_ceil(percent)) * 3;
        assert_eq!(after(last), "0", "{percent}%");
        assert_ne!(after(last - 1), "0", "{percent}%");
        let said = match percent {
            100 => "All gone 3 days after `seen`.".to_owned(),
            _ => format!(": +{} of +20 after 3 days, nothing after {last} days.", after(3)),
        };
        assert!(page.contains(&said), "{percent}%: {said}\n{page}");
    }
}

#[test]
fn a_long_list_is_cut() {
    let words: Vec<String> = (0..500).map(|at| format!("\"w{at}\"")).collect();
    let ruleset = ruleset("a.qual", &format!("list many = [{}]\nwhen title in many then +1", words.join(", ")));
    let page = page(&ruleset);
    assert!(page.contains("“w59” and 440 more"), "{page}");
    assert!(page.contains("is in the list `many` (“w0”, “w1”, “w2” and 497 more)"), "{page}");
    assert!(!page.contains("w60"), "{page}");
}

#[test]
fn a_long_table_is_cut() {
    let rows: Vec<String> = (0..250).map(|at| format!("\"w{at}\" then +1")).collect();
    let page = page(&ruleset("a.qual", &format!("score s {{ by title {{ {} other then -1 }} }}", rows.join(" "))));
    assert!(page.contains("  - **+1** “w199”\n  - and 50 more lines\n  - **−1** Anything else\n"), "{page}");
}

#[test]
fn an_example_that_is_wrong_is_not_passed_off_as_right() {
    let page = page(&ruleset("a.qual", "when vip then +1  test \"t\" { given { vip = yes } expect score = 2 }"));
    assert!(
        page.contains("**wrong** This is not what was agreed. The example says that it should be `score = 2`."),
        "{page}"
    );
}

#[test]
fn the_pages_of_shipped_rulesets_are_right() {
    for (name, ruleset) in rulesets(&["rulesets"]) {
        let page = page(&ruleset);
        assert!(!page.contains("**wrong**"), "{name}");
        assert_eq!(page, self::page(&ruleset), "{name}");
        assert!(!page.contains("``"), "{name}: a name is missing\n{page}");
    }
}
