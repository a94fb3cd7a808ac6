//! Limits for each calendar period: days, weeks from Monday, months of all lengths.

use super::{Ruleset, day};
use qualify::eval::{Status, judge};
use qualify::value::Points;

/// What one rule gives for entries on these days, each parted by a space; `?` is an entry without a day.
fn given(points: &str, days: &str) -> String {
    let ruleset = Ruleset::new(&format!("lead {{ l: list of {{ at: date  k: text }} }}\nfor each l then {points}"));
    let entries: Vec<String> = days
        .split_whitespace()
        .map(|day| if day == "?" { "k = none".to_owned() } else { format!("at = {day}") })
        .collect();
    let verdict = judge(ruleset.rules(), &ruleset.lead_with("", "l", &entries.join("|")), day());
    assert_eq!(verdict.rules[0].points, verdict.scores[0]);
    match verdict.rules[0].status {
        Status::Fired => verdict.scores[0].to_string(),
        Status::NotFired => "-".to_owned(),
        Status::Undecided => "?".to_owned(),
    }
}

macro_rules! periods {
    ($($name:ident { $($points:literal, $days:literal => $expected:literal;)* })*) => {$(
        #[test]
        fn $name() {
            $(assert_eq!(given($points, $days), $expected, "{} on {}", $points, $days);)*
        }
    )*};
}

periods! {
    once_a_day_counts {
        "+1 up to +1 per day", "2026-01-10 2026-01-10 2026-01-10" => "1";
        "+1 up to +1 per day", "2026-01-10 2026-01-11 2026-01-10" => "2";
        "+1 up to +2 per day", "2026-01-10 2026-01-10 2026-01-10 2026-01-11" => "3";
        "+2 up to +3 per day", "2026-01-10 2026-01-10" => "3";
        "+5 up to +3 per day", "2026-01-10 2026-01-11" => "6";
        "+1 up to +1 per day", "2025-12-31 2026-01-01" => "2";
        "+1 up to +1 per day", "" => "-";
    }
    a_week_begins_on_monday {
        "+1 up to +1 per week", "2026-01-11 2026-01-12" => "2";
        "+1 up to +1 per week", "2026-01-12 2026-01-13 2026-01-14 2026-01-15 2026-01-16 2026-01-17 2026-01-18" => "1";
        "+1 up to +1 per week", "2026-01-18 2026-01-19" => "2";
        // Years do not part weeks: 29 December 2025 is a Monday.
        "+1 up to +1 per week", "2025-12-29 2025-12-31 2026-01-01 2026-01-04" => "1";
        "+1 up to +1 per week", "2025-12-28 2025-12-29" => "2";
        "+1 up to +1 per week", "2024-02-26 2024-02-29 2024-03-03" => "1";
        "+1 up to +1 per week", "2024-03-03 2024-03-04" => "2";
        // 53 weeks: 2020 ends on a Thursday.
        "+1 up to +1 per week", "2020-12-28 2021-01-03" => "1";
        "+1 up to +1 per week", "1969-12-29 1970-01-01 1970-01-04" => "1";
        "+1 up to +1 per week", "1969-12-28 1969-12-29" => "2";
    }
    a_month_has_its_own_length {
        "+1 up to +1 per month", "2026-01-01 2026-01-31" => "1";
        "+1 up to +1 per month", "2026-01-31 2026-02-01" => "2";
        "+1 up to +1 per month", "2026-02-28 2026-03-01" => "2";
        "+1 up to +1 per month", "2024-02-01 2024-02-29 2024-03-01" => "2";
        "+1 up to +1 per month", "2025-01-10 2026-01-10" => "2";
        "+1 up to +1 per month", "2025-12-31 2026-01-01" => "2";
        "+1 up to +1 per month", "2026-04-30 2026-05-01 2026-05-31 2026-06-01" => "3";
    }
    first_each_day_then_the_longer_period {
        // Monday, twice; Tuesday; Sunday: two days of one week; and the next Monday.
        "+1 up to +1 per day up to +2 per week", "2026-01-12 2026-01-12 2026-01-13 2026-01-18 2026-01-19" => "3";
        "+2 up to +3 per day up to +4 per week up to +6", "2026-01-12 2026-01-12 2026-01-13 2026-01-19 2026-01-19" => "6";
        "+2 up to +3 per day up to +4 per week", "2026-01-12 2026-01-12 2026-01-13 2026-01-19 2026-01-19" => "7";
        // A week lies in two months, and its days in one each.
        "+1 up to +1 per day up to +2 per month", "2026-01-30 2026-01-31 2026-01-31 2026-01-29 2026-02-01 2026-02-01" => "3";
        "-5 up to -5 per day up to -8 per month", "2026-01-30 2026-01-31 2026-01-31 2026-02-01" => "-13";
    }
    losses_have_their_least {
        "-20 up to -20 per month", "2026-01-01 2026-01-31 2026-02-01" => "-40";
        "-3 up to -5 per week", "2026-01-12 2026-01-13" => "-5";
        "-3 up to -5 per week", "2026-01-11 2026-01-12" => "-6";
        "-3 up to -5 per week up to -8", "2026-01-05 2026-01-06 2026-01-12 2026-01-13" => "-8";
        "-10 up to -10 per day", "2026-01-12 2026-01-12" => "-10";
    }
    first_each_period_then_the_whole {
        "+1 up to +2 per week up to +3", "2026-01-05 2026-01-06 2026-01-07" => "2";
        "+1 up to +2 per week up to +3", "2026-01-05 2026-01-06 2026-01-07 2026-01-12" => "3";
        "+1 up to +2 per week up to +3", "2026-01-05 2026-01-06 2026-01-12 2026-01-13" => "3";
        "+5 up to +2.5 per day up to +4", "2026-01-05 2026-01-06" => "4";
        "+1 up to +9 per week up to +3", "2026-01-05 2026-01-05 2026-01-05 2026-01-05" => "3";
    }
    what_was_lost_is_lost_first {
        "+10 losing 50% every 1 day since at up to +12 per week", "2026-01-15 2026-01-14" => "12";
        "+10 losing 50% every 1 day since at up to +12 per week", "2026-01-14 2026-01-14" => "10";
        "+10 losing 10% every 1 day since at up to +12 per week", "2026-01-12 2026-01-11" => "13";
        "-10 losing 10% every 1 day since at up to -12 per week", "2026-01-12 2026-01-12 2026-01-11" => "-18";
        "+10 losing 100% every 1 day since at up to +12 per week", "2026-01-12" => "0";
        "+0.05 losing 50% every 1 day since at up to +0.05 per day", "2026-01-14 2026-01-14" => "0.05";
        "+0.05 losing 50% every 1 day since at up to +0.07 per day", "2026-01-14 2026-01-14" => "0.06";
    }
    entries_without_a_day_fall_in_no_period {
        "+1 up to +1 per day", "? 2026-01-10 ?" => "1";
        "+1 up to +1 per week", "? ?" => "?";
        "+1 up to +1", "? ?" => "1";
        "+1", "? ?" => "2";
    }
    days_to_come_have_their_periods_too {
        "+1 up to +1 per week", "2026-01-15 2026-01-19 2027-01-01" => "3";
        "+10 losing 10% every 1 day since at up to +15 per week", "2030-01-01 2030-01-02" => "15";
    }
    the_ends_of_the_calendar {
        "+1 up to +1 per week", "0001-01-01 0001-01-07 0001-01-08" => "2";
        "+1 up to +1 per week", "9999-12-27 9999-12-31" => "1";
        "+1 up to +1 per month", "0001-01-01 9999-12-31 9999-12-01" => "2";
        "+1 losing 1% every 1 day since at", "0001-01-01 9999-12-31" => "1";
    }
}

#[test]
fn a_rule_gives_at_most_a_thousand_million() {
    let ruleset = Ruleset::new(
        "lead { l: list of { at: date } }
         score up { for each l then +1M up to +1M per day  when count of l >= 1 then +5 }
         score down { for each l then -1M  when count of l >= 1 then -5 }",
    );
    let entries = vec!["at = 2026-01-10"; 1001].join("|");
    let verdict = judge(ruleset.rules(), &ruleset.lead_with("", "l", &entries), day());
    let most = 1_000_000_000 * 100;
    let rules: Vec<Points> = verdict.rules.iter().map(|rule| rule.points).collect();
    assert_eq!(rules, [100_000_000, 500, -most, -500].map(Points::from_hundredths));
    assert_eq!(verdict.scores, [100_000_500, -most].map(Points::from_hundredths));
}
