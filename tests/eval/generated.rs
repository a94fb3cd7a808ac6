//! Generated rulesets, as text, and leads for them, as cells.

use proptest::prelude::*;
use proptest::sample::select;

/// Enough cases to find slips, few enough for a test that runs every time; failures are shown, not kept in files.
pub fn config() -> ProptestConfig {
    ProptestConfig { cases: 96, max_shrink_iters: 2000, failure_persistence: None, ..ProptestConfig::default() }
}

/// The fields of generated rulesets, and the cells that generated leads have.
const FIELDS: [(&str, &str, &[&str]); 10] = [
    ("n", "number", &["-1", "0", "1", "2.5", "3", "40"]),
    ("m", "number", &["-2", "0", "1", "3", "1e308"]),
    ("size", "number or range", &["5", "1-9", "10-49", "5-60", "50+", "<10", ">3", "100"]),
    ("t", "text", &["VP", "vp sales", "Director", "CEO/CTO", "intern"]),
    ("email", "text", &["a@x.com", "b@Y.com", "nobody", "c@"]),
    ("aye", "yes/no", &["yes", "no"]),
    ("d", "date", &["2026-01-15", "2026-01-10", "2025-11-30", "2026-02-01", "2020-02-29"]),
    ("p", "one of \"A\", \"B\", \"C\"", &["A", "b", "C"]),
    ("l", "list of text", &["[]", "[\"x\"]", "[\"X\", \"y\"]", "[\"z\"]"]),
    (
        "log",
        "list of { k: text  at: date  x: number  y: yes/no }",
        &[
            "",
            "k = visit, at = 2026-01-12, x = 2, y = yes",
            "k = open | at = 2025-12-31 | x = -1.5, y = no",
            "k = visit, at = 2026-01-12 | k = Visit, at = 2026-01-13, x = 0.25 | k = open, at = 2026-01-05, x = 3, y = yes",
            "k = open, at = 2030-01-01, x = 50 | k = open, at = 2020-02-29, x = 1 | k = demo, at = 2026-01-15, y = no",
            "at = 2026-01-15 | at = 2026-01-15 | at = 2026-01-15, k = visit | at = 2026-01-14, k = visit, x = 1e300",
        ],
    ),
];

pub fn lead_block() -> String {
    let fields: Vec<String> = FIELDS.iter().map(|(name, kind, _)| format!("  {name}: {kind}\n")).collect();
    format!("lead {{\n{}}}\n", fields.concat())
}

/// Which cell each field has; `None` is unknown.
pub type Cells = Vec<Option<usize>>;

pub fn cells() -> impl Strategy<Value = Cells> {
    prop::collection::vec(prop::option::weighted(0.6, 0..8usize), FIELDS.len())
}

/// The cells as [`super::Ruleset::lead`] reads them.
pub fn written(cells: &Cells) -> String {
    let filled = FIELDS.iter().zip(cells).filter_map(|((name, _, values), cell)| {
        let value = values[(*cell)? % values.len()];
        Some(format!("{name} = {value}"))
    });
    filled.collect::<Vec<_>>().join("; ")
}

/// The same lead, with what is unknown filled from another. Entries stay as they are: a list that is absent is known to be empty.
pub fn filled(cells: &Cells, from: &Cells) -> Cells {
    let both = FIELDS.iter().zip(cells).zip(from);
    both.map(|(((_, kind, _), cell), from)| if kind.starts_with("list of {") { *cell } else { cell.or(*from) })
        .collect()
}

/// Single tests that more knowledge never turns around.
fn test() -> impl Strategy<Value = String> {
    let number = select(vec!["-1", "0", "1", "2.5", "3", "10", "50"]);
    let value = select(vec!["n", "m", "n + m", "n - m * 2", "n / m", "days since d", "count of l", "doubled"]);
    let op = select(vec!["=", "!=", "<", "<=", ">", ">="]);
    let compared = (value, op.clone(), number.clone()).prop_map(|(value, op, number)| format!("{value} {op} {number}"));
    let sized = (op, number).prop_map(|(op, number)| format!("size {op} {number}"));
    let fixed = select(vec![
        "n in 0..3",
        "n not in [1, 2.5]",
        "size in 1..<10",
        "size not in 5..60",
        "size in [5, 100]",
        "t = \"vp\"",
        "t != \"ceo\"",
        "t contains \"ct\"",
        "t contains any word of [\"vp\", \"cto\"]",
        "t starts with \"vp\"",
        "t ends with any of [\"sales\", \"tern\"]",
        "domain of email = \"x.com\"",
        "domain of email in [\"y.com\", \"z.com\"]",
        "aye",
        "aye = no",
        "d within 14 days",
        "d not within 2 months",
        "d within next 3 weeks",
        "d <= today",
        "p = \"A\"",
        "p in [\"A\", \"C\"]",
        "l contains \"x\"",
        "l contains all of [\"x\", \"y\"]",
        "any log where (k = \"visit\" and not y)",
        "any log where (at = today or x < 0)",
        "count of log >= 2",
        "count of log where (at within 14 days) > n",
        "count of log where (k is unknown) = 0",
        "latest at of log where (k != \"open\") > d",
        "earliest at of log within 14 days",
        "days since latest at of log where (y) > 10",
        "highest x of log >= m",
        "lowest x of log where (at is known) < 1",
        "sum x of log where (k starts with \"v\") = 2.25",
    ])
    .prop_map(str::to_owned);
    prop_oneof![2 => compared, 1 => sized, 4 => fixed]
}

/// Conditions that more knowledge never turns around.
pub fn condition() -> impl Strategy<Value = String> {
    test().prop_recursive(3, 12, 3, |inner| {
        let several = prop::collection::vec(inner.clone(), 2..4);
        prop_oneof![
            several.clone().prop_map(|all| format!("({})", all.join(" and "))),
            several.clone().prop_map(|any| format!("({})", any.join(" or "))),
            inner.prop_map(|one| format!("(not ({one}))")),
            (1..3usize, several).prop_map(|(count, of)| format!("at least {count} of ({})", of.join(", "))),
        ]
    })
}

/// Any condition, also such as ask what is known.
fn any_condition() -> impl Strategy<Value = String> {
    let known = select(vec![
        "n is known",
        "d is unknown",
        "size is known",
        "helper is unknown",
        "latest at of log is unknown",
        // For want of what is not known of the lead no entry counts, yet.
        "any log where (x > n or helper)",
        "count of log where (aye and at > d) >= 1",
        "sum x of log where (k = t or doubled > x) > 1",
    ])
    .prop_map(str::to_owned);
    prop_oneof![4 => condition(), 1 => known, 1 => Just("helper".to_owned())]
}

fn award() -> impl Strategy<Value = String> {
    let points = (-500..500i32).prop_map(|hundredths| {
        let sign = if hundredths < 0 { "-" } else { "+" };
        (hundredths < 0, format!("{sign}{}.{:02}", hundredths.abs() / 100, hundredths.abs() % 100))
    });
    let per = select(vec![
        "",
        "",
        " per n",
        " per 2 m",
        " per count of l",
        " per days since d",
        " per count of log",
        " per sum x of log where (k = \"visit\")",
    ]);
    let losing = select(vec![
        "",
        "",
        " losing 30% every 7 days since d",
        " losing 15% every 2 weeks since latest at of log where (y)",
    ]);
    (points, per, losing, any::<bool>()).prop_map(|((negative, points), per, losing, limited)| {
        let limit = match (per.is_empty() && losing.is_empty(), limited, negative) {
            (false, true, true) => " up to -7",
            (false, true, false) => " up to +7",
            _ => "",
        };
        // A written zero has no sign.
        let points = if points.ends_with("0.00") { "+1".to_owned() } else { points };
        let limit = if points == "+1" && limit == " up to -7" { "" } else { limit };
        format!("{points}{per}{losing}{limit}")
    })
}

fn rule() -> impl Strategy<Value = String> {
    let when = (any_condition(), award()).prop_map(|(condition, award)| format!("when {condition} then {award}\n"));
    prop_oneof![4 => when, 1 => each()]
}

/// A rule that gives its points for each entry.
fn each() -> impl Strategy<Value = String> {
    let condition =
        select(vec!["", "", " where (k = \"visit\")", " where (x >= 1 or y)", " where (at within 14 days)"]);
    let losing = select(vec!["", "", " losing 30% every 7 days since at"]);
    let period = select(vec!["", "day", "week", "month"]);
    (condition, 1..500i32, any::<bool>(), losing, period, any::<bool>()).prop_map(
        |(condition, hundredths, loses, losing, period, limited)| {
            let sign = if loses { '-' } else { '+' };
            let per_period = if period.is_empty() { String::new() } else { format!(" up to {sign}4.5 per {period}") };
            let whole = if limited { format!(" up to {sign}7") } else { String::new() };
            let points = format!("{sign}{}.{:02}", hundredths / 100, hundredths % 100);
            format!("for each log{condition} then {points}{losing}{per_period}{whole}\n")
        },
    )
}

fn table() -> impl Strategy<Value = String> {
    let cases = select(vec![
        ("p", ["\"A\"", "\"B\""]),
        ("n", ["0..<2.5", "2.5..3, 40"]),
        ("size", ["1..9", "10..100"]),
        ("t", ["\"vp\", \"intern\"", "\"director\""]),
        ("aye", ["yes", "no"]),
        ("d", ["..2026-01-01", "2026-01-02.."]),
        ("count of log", ["0", "1..2"]),
        ("sum x of log where (k != \"open\")", ["..<0", "0..2"]),
        ("latest at of log", ["..2026-01-01", "2026-01-02.."]),
    ]);
    (cases, prop::collection::vec(award(), 4), any::<bool>(), any::<bool>()).prop_map(
        |((by, [one, two]), awards, unknown, other)| {
            let mut rows = format!("{one} then {}\n{two} then {}\n", awards[0], awards[1]);
            // How many there are and what they add up to is always known.
            if unknown && !by.starts_with("count of") && !by.starts_with("sum") {
                rows.push_str(&format!("unknown then {}\n", awards[2].split(' ').next().unwrap_or_default()));
            }
            // Yes and no leave nothing for any other value.
            if other && by != "aye" {
                rows.push_str(&format!("other then {}\n", awards[3]));
            }
            format!("by {by} {{\n{rows}}}\n")
        },
    )
}

/// One part of a score, in which `NAME` stands for a name of its own.
pub fn part() -> impl Strategy<Value = String> {
    let first =
        prop::collection::vec(rule(), 1..4).prop_map(|rules| format!("first \"NAME\" {{\n{}}}\n", rules.concat()));
    let leaf = prop_oneof![4 => rule(), 2 => table(), 1 => first];
    leaf.prop_recursive(2, 8, 3, |inner| {
        let parts = prop::collection::vec(inner, 1..4);
        prop_oneof![
            parts.clone().prop_map(|parts| format!("group \"NAME\" in -3..6 {{\n{}}}\n", parts.concat())),
            (any_condition(), parts)
                .prop_map(|(condition, parts)| format!("when {condition} {{\n{}}}\n", parts.concat())),
        ]
    })
}

/// Definitions that conditions use.
pub fn definitions() -> impl Strategy<Value = String> {
    condition().prop_map(|condition| format!("define doubled = n * 2\ndefine helper = {condition}\n"))
}

/// A score of these parts; blocks get names of their own.
pub fn score(head: &str, parts: &[String]) -> String {
    let mut text = format!("score {head} {{\n{}}}\n", parts.concat());
    let mut number = 0;
    while text.contains("NAME") {
        number += 1;
        text = text.replacen("NAME", &format!("block {number}"), 1);
    }
    text
}

/// A whole ruleset: definitions, a bounded and a free score, one computed from them, outcomes.
pub fn ruleset() -> impl Strategy<Value = String> {
    let parts = || prop::collection::vec(part(), 1..5);
    let needs = prop::collection::vec(any_condition(), 4);
    (definitions(), parts(), parts(), needs).prop_map(|(definitions, one, two, needs)| {
        let [a, b, c, out] = [0, 1, 2, 3].map(|at: usize| needs[at].as_str());
        let outcomes = format!(
            "score total in -20..20 = 0.25 * one - 1.5 * two + 0.1
             disqualify when {out} because \"is out\"
             ladder stage {{ low  mid needs {a}  high needs {b} and total > 0 }}
             label tier {{ when {c} then hot  by size {{ 1..9 then small  10.. then large }}  when stage = high then up  otherwise cold }}
             label pair = tier + grade
             label grade {{ when total >= 1 then A  otherwise B }}\n"
        );
        lead_block() + &definitions + &score("one in -5..8", &one) + &score("two", &two) + &outcomes
    })
}
