//! What rules, tables and blocks give.

use super::Ruleset;
use qualify::eval::Status;

const LEAD: &str =
    "lead { n: number  m: number  aye: yes/no  nay: yes/no  open: yes/no  d: date  t: text  x: text exact
  size: number or range  p: one of \"A\", \"B\", \"C\" }\n";

/// The score, then what became of each rule and table: `+` fired with its points, `-` not fired, `?` undecided.
fn came_out(rules: &str, cells: &str) -> String {
    let ruleset = Ruleset::new(&format!("{LEAD}{rules}"));
    let verdict = ruleset.judge(&format!("aye = y; nay = n; {cells}"));
    let rules = verdict.rules.iter().map(|rule| match rule.status {
        Status::Fired => format!(" {:+}", rule.points),
        Status::NotFired => " -".to_owned(),
        Status::Undecided => " ?".to_owned(),
    });
    verdict.scores[0].to_string() + ":" + &rules.collect::<String>()
}

macro_rules! points {
    ($($name:ident { $($rules:literal, $cells:literal => $expected:literal;)* })*) => {$(
        #[test]
        fn $name() {
            $(assert_eq!(came_out($rules, $cells), $expected, "{} on {}", $rules, $cells);)*
        }
    )*};
}

points! {
    rules_add_up_exactly {
        "when aye then +0.1 when aye then +0.2 when nay then +5 when open then +7", "" => "0.3: +0.1 +0.2 - ?";
    }
    per_counts_whole_portions {
        "when aye then +5 per n", "n = 3.9" => "15: +15";
        "when aye then +5 per 10 n", "n = 39.9" => "15: +15";
        "when aye then +5 per n", "n = -3" => "0: 0";
        "when aye then +5 per n up to +12", "n = 3" => "12: +12";
        "when aye then -5 per n up to -12", "n = 3" => "-12: -12";
        "when aye then +5 per n", "" => "0: ?";
        "when nay then +5 per n", "" => "0: -";
        "when aye then +1 per n", "n = 1e300" => "1000000: +1000000";
        "when aye then +1000 per 1000000 n", "n = 1e300" => "1000000000: +1000000000";
        "when aye then +1000000 per n", "n = 1e300" => "1000000000: +1000000000";
        "when aye then +1 per days since d", "d = 2026-01-10" => "5: +5";
    }
    losing_takes_whole_periods {
        "when aye then +20 losing 25% every 30 days since d", "d = 2026-01-15" => "20: +20";
        "when aye then +20 losing 25% every 5 days since d", "d = 2026-01-11" => "20: +20";
        "when aye then +20 losing 25% every 5 days since d", "d = 2026-01-10" => "15: +15";
        "when aye then +20 losing 25% every 5 days since d", "d = 2025-01-10" => "0: 0";
        "when aye then +20 losing 25% every 5 days since d", "d = 2030-01-10" => "20: +20";
        "when aye then +20 losing 25% every 2 weeks since d", "d = 2026-01-01" => "15: +15";
        "when aye then +20 losing 25% every 5 days since d", "" => "0: ?";
        "when aye then +0.05 losing 50% every 5 days since d", "d = 2026-01-10" => "0.03: +0.03";
        "when aye then -0.05 losing 50% every 5 days since d", "d = 2026-01-10" => "-0.03: -0.03";
        "when aye then +3 per n losing 50% every 5 days since d up to +4", "n = 3; d = 2026-01-10" => "4: +4";
    }
    tables_take_the_first_row_that_is_not_false {
        "by p { \"A\", \"B\" then +2 other then -1 }", "p = b" => "2: +2";
        "by p { \"A\", \"B\" then +2 other then -1 }", "p = c" => "-1: -1";
        "by p { \"A\", \"B\" then +2 }", "p = c" => "0: -";
        "by p { \"A\", \"B\" then +2 }", "" => "0: ?";
        "by p { \"A\", \"B\" then +2 unknown then +1 }", "" => "1: +1";
        "by x { \"a\" then +1 \"A\" then +2 }", "x = A" => "2: +2";
        "by t { \"a\" then +1 }", "t = A" => "1: +1";
        "by n { 1..<5 then +1 5..10, 20 then +2 }", "n = 5" => "2: +2";
        "by n { 1..<5 then +1 5..10, 20 then +2 }", "n = 20" => "2: +2";
        "by n { 1..<5 then +1 5..10, 20 then +2 }", "n = 4.99" => "1: +1";
        "by aye { yes then +3 no then +4 }", "" => "3: +3";
        "by d { ..2025-12-31 then +1 2026-01-01.. then +2 }", "d = 2026-01-01" => "2: +2";
        "by p { \"A\" then +2 per n }", "p = a" => "0: ?";
    }
    a_case_that_is_unknown_decides_nothing_but_the_unknown_row {
        "by size { 1..9 then +1 10..99 then +2 other then +3 }", "size = 10-49" => "2: +2";
        "by size { 1..9 then +1 10..99 then +2 other then +3 }", "size = 5-49" => "0: ?";
        "by size { 1..9 then +1 10..99 then +2 unknown then -1 other then +3 }", "size = 5-49" => "-1: -1";
        "by size { 1..9 then +1 10..99 then +2 other then +3 }", "size = 100+" => "3: +3";
    }
    only_the_first_rule_that_fires_counts {
        "first \"f\" { when nay then +1 when aye then +2 when aye then +3 }", "" => "2: - +2 -";
        "first \"f\" { when open then +1 when aye then +2 when open then +3 }", "" => "2: ? +2 -";
        "first \"f\" { when aye then +1 per n when aye then +2 }", "" => "2: ? +2";
    }
    blocks_count_where_their_condition_is_true {
        "when aye { when aye then +1 when open then +2 }", "" => "1: +1 ?";
        "when nay { when aye then +1 when open then +2 by n { 1 then +1 } }", "" => "0: - - -";
        "when open { when aye then +1 when nay then +2 by n { 1 then +1 } }", "" => "0: ? - ?";
        "when open { when nay { when aye then +1 } }", "" => "0: -";
        "when open { first \"f\" { when aye then +1 when aye then +2 } }", "" => "0: ? -";
    }
    groups_and_scores_are_bounded {
        "score s in -5..10 { when aye then +8 when aye then +8 }", "" => "10: +8 +8";
        "score s in -5..10 { when aye then -8 }", "" => "-5: -8";
        "score s { group \"g\" in 0..10 { when aye then +8 when aye then +8 } when aye then +1 }", "" => "11: +8 +8 +1";
        "score s { group \"g\" in -3..10 { group \"h\" in -5..0 { when aye then -8 } } }", "" => "-3: -8";
    }
}

#[test]
fn computed_scores_are_exact() {
    let ruleset = Ruleset::new(
        "lead { n: number = 0 }
         score a { when n > 0 then +0.05 per n }
         score b = 0.1 * a + 1
         score c in 0..3 = b * 2 - a + 0.005",
    );
    let scores = |cells: &str| ruleset.judge(cells).scores.iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(scores("n = 3"), ["0.15", "1.02", "1.9"]);
    assert_eq!(scores(""), ["0", "1", "2.01"]);
    assert_eq!(scores("n = 1000"), ["50", "6", "0"]);
}
