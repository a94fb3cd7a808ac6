//! Every form of condition, on leads for which it is true, false and unknown.

use super::{Ruleset, day};
use qualify::eval::judge;
use qualify::rules::DefinitionId;
use qualify::value::Truth::{self, False, True, Unknown};

/// How a condition comes out on a lead, as of 2026-01-15.
fn truth(condition: &str, cells: &str) -> Truth {
    let ruleset = Ruleset::new(&format!(
        "lead {{ n: number  m: number  size: number or range  t: text  u: text  x: text exact  aye: yes/no  nay: yes/no
           d: date  e: date  p: one of \"A\", \"B\"  l: list of text  email: text }}
         list senior = [\"chief\", \"V.P.\", \"head of\"]
         define c = {condition}
         when c then +1"
    ));
    let verdict = judge(ruleset.rules(), &ruleset.lead(cells), day());
    let at = ruleset.rules().definitions.iter().position(|one| one.name == "c").unwrap();
    verdict.definition(DefinitionId(at))
}

macro_rules! conditions {
    ($($name:ident { $($condition:literal, $cells:literal => $expected:expr;)* })*) => {$(
        #[test]
        fn $name() {
            $(assert_eq!(truth($condition, $cells), $expected, "{} on {}", $condition, $cells);)*
        }
    )*};
}

conditions! {
    comparisons {
        "n = 3", "n = 3" => True;
        "n != 3", "n = 3.5" => True;
        "n < 3", "n = 3" => False;
        "n <= 3", "n = 3" => True;
        "n > 3", "" => Unknown;
        "n >= m", "n = 2; m = 2" => True;
        "n >= m", "n = 2" => Unknown;
        "d < 2026-01-15", "d = 2026-01-14" => True;
        "d = e", "d = 2026-01-14; e = 2026-01-14" => True;
        "aye = nay", "aye = y; nay = n" => False;
        "aye != nay", "aye = y; nay = n" => True;
    }
    texts_ignore_case_unless_exact {
        "t = \"ceo\"", "t = CEO" => True;
        "t != \"ceo\"", "t = CEO" => False;
        "t != \"ceo\"", "" => Unknown;
        "x = \"CEO\"", "x = ceo" => False;
        "x in [\"CEO\", \"CTO\"]", "x = CTO" => True;
        "x in [\"CEO\", \"CTO\"]", "x = cto" => False;
        "t in [\"CEO\", \"CTO\"]", "t = cto" => True;
        "t not in [\"CEO\", \"CTO\"]", "t = cto" => False;
        "t = u", "t = Ab; u = aB" => True;
        "p = \"A\"", "p = a" => True;
        "x contains \"VP\"", "x = vp sales" => False;
    }
    a_number_or_range_is_true_where_all_of_it_is {
        "size >= 50", "size = 51-200" => True;
        "size >= 100", "size = 51-200" => Unknown;
        "size >= 300", "size = 51-200" => False;
        "size > 200", "size = 51-200" => False;
        "size != 300", "size = 51-200" => True;
        "size = 120", "size = 51-200" => Unknown;
        "size = 120", "size = 120" => True;
        "size in 50..<200", "size = 51-200" => Unknown;
        "size in 50..", "size = 1000+" => True;
        "size in 10..", "size = <10" => False;
        "size not in 10..", "size = <10" => True;
        "size in [1, 60]", "size = 51-200" => Unknown;
        "size in [1, 2]", "size = 51-200" => False;
        "size is known", "size = 51-200" => True;
    }
    known_and_unknown_are_never_unknown {
        "n is known", "" => False;
        "n is unknown", "" => True;
        "n is known", "n = 0" => True;
        "not (n is unknown)", "n = 0" => True;
    }
    within_counts_from_today {
        "d within 14 days", "d = 2026-01-01" => True;
        "d within 14 days", "d = 2025-12-31" => False;
        "d within 14 days", "d = 2026-01-15" => True;
        "d within 14 days", "d = 2026-01-16" => False;
        "d not within 14 days", "d = 2026-01-16" => True;
        "d not within 14 days", "" => Unknown;
        "d within next 2 weeks", "d = 2026-01-29" => True;
        "d within next 2 weeks", "d = 2026-01-30" => False;
        "d within next 2 weeks", "d = 2026-01-14" => False;
        "d within 1 month", "d = 2025-12-15" => True;
        "d within 1 year", "d = 2025-01-14" => False;
    }
    texts_within_texts {
        "t contains \"rect\"", "t = Director" => True;
        "t contains \"cto\"", "t = Director" => True;
        "t contains word \"cto\"", "t = Director" => False;
        "t contains word \"cto\"", "t = CEO/CTO" => True;
        "t contains word \"vp\"", "t = V.P. Sales" => False;
        "t contains any word of senior", "t = The v.p., sales" => True;
        "t contains any word of senior", "t = Head  of Sales" => True;
        "t contains any word of senior", "t = Headhunter of Sales" => False;
        "t contains all of [\"a\", \"b\"]", "t = cab" => True;
        "t contains all of [\"a\", \"b\"]", "t = ca" => False;
        "t starts with \"vp\"", "t = VP Sales" => True;
        "t ends with any of [\"sales\", \"x\"]", "t = VP Sales" => True;
        "t ends with \"vp\"", "t = VP Sales" => False;
        "t contains \"a\"", "" => Unknown;
    }
    lists_hold_whole_entries {
        "l contains \"pricing\"", "l = [\"Pricing\", \"api\"]" => True;
        "l contains \"pric\"", "l = [\"Pricing\", \"api\"]" => False;
        "l contains any of [\"x\", \"api\"]", "l = [\"Pricing\", \"api\"]" => True;
        "l contains all of [\"x\", \"api\"]", "l = [\"Pricing\", \"api\"]" => False;
        "l contains \"x\"", "l = []" => False;
        "l contains \"x\"", "" => Unknown;
        "count of l >= 2", "l = [\"a\", \"b\"]" => True;
        "count of l = 0", "l = []" => True;
        "count of l = 0", "" => Unknown;
    }
    values_are_worked_out {
        "n + m * 2 = 7", "n = 1; m = 3" => True;
        "n - m - 1 = 0", "n = 3; m = 2" => True;
        "n / m > 1", "n = 3; m = 0" => Unknown;
        "n * m > 1", "n = 1e300; m = 1e300" => Unknown;
        "days since d = 5", "d = 2026-01-10" => True;
        "days since d < 0", "d = 2026-01-16" => True;
        "days since d > 5", "" => Unknown;
        "domain of email = \"acme.com\"", "email = ada@home@ACME.com" => True;
        "domain of email = \"acme.com\"", "email = ada" => Unknown;
        "domain of email is known", "email = ada@" => False;
        "d < today", "d = 2026-01-14" => True;
    }
    kleene {
        "aye and nay", "aye = y; nay = n" => False;
        "aye and nay", "aye = y" => Unknown;
        "aye and nay", "nay = n" => False;
        "aye or nay", "aye = y" => True;
        "aye or nay", "nay = n" => Unknown;
        "not aye", "" => Unknown;
        "at least 2 of (aye, nay, n > 1)", "aye = y; n = 2" => True;
        "at least 2 of (aye, nay, n > 1)", "aye = y" => Unknown;
        "at least 2 of (aye, nay, n > 1)", "nay = n; n = 0" => False;
    }
}

#[test]
fn months_end_on_the_last_day_of_a_shorter_one() {
    let ruleset = Ruleset::new("lead { d: date }\nwhen d within 1 month then +1");
    let score = |day: &str, d: &str| {
        judge(ruleset.rules(), &ruleset.lead(&format!("d = {d}")), day.parse().unwrap()).scores[0].to_string()
    };
    assert_eq!(score("2026-03-31", "2026-02-28"), "1");
    assert_eq!(score("2026-03-31", "2026-02-27"), "0");
    assert_eq!(score("2024-03-30", "2024-02-29"), "1");
}
