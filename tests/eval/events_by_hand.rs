//! Rules about entries, compared with the same computed a second time by hand, over plain structs; and the laws that hold for all
//! of them.

use super::{Ruleset, day};
use proptest::prelude::*;
use proptest::sample::select;
use qualify::eval::{Status, Verdict, judge};
use qualify::rules::{Entries, FieldId, Lead};
use qualify::value::{Text, Value};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The day as of which leads are judged, 2026-01-15, in days since 1970-01-01.
const TODAY: i64 = 20_468;

const RULES: &str = r#"
lead {
  least: number
  activity: list of { kind: text  at: date  amount: number  page: text  ok: yes/no }
}
define keen = count of activity where (kind = "visit" and at within 14 days) >= 2
define last = latest at of activity where (kind = "visit" or ok)

score s {
  when keen then +1
  when any activity where (page starts with any of ["/pricing", "/sales"] and not ok) then +1
  when days since last > 30 then +1
  when latest at of activity > earliest at of activity where (kind = "open") then +1
  when highest amount of activity where (at not within 1 month) >= least then +1
  when lowest amount of activity < 0 and count of activity < 4 then +1
  when aye_or_nay then +1
  for each activity then +2
  for each activity where (kind = "visit" and page contains "pricing") then +3.5 up to +10
  for each activity where (kind = "open") then +1 up to +1 per day
  for each activity where (kind != "visit") then +2 up to +5 per week
  for each activity where (ok or amount > least) then -3 up to -4 per month up to -9
  for each activity where (kind = "visit") then +7.77 losing 15% every 3 days since at
  for each activity where (amount is known) then -0.25 losing 30% every 1 week since at up to -0.4 per week
  for each activity where (keen and at within next 10 days) then +1
  when least is known then +2 per count of activity where (kind = "open") up to +7
  when least is known then +1 per 2 sum amount of activity
  by count of activity where (kind = "visit") { 0 then -1  1..2 then +1  other then +2 }
  by sum amount of activity { ..<0 then -2  0 then 0.5  0.. then +3 }
}
define aye_or_nay = sum amount of activity = 2.5 or any activity where (at = today)
"#;

#[derive(Clone, Debug)]
struct Event {
    kind: Option<&'static str>,
    /// In days since 1970-01-01.
    at: Option<i64>,
    /// In hundredths.
    amount: Option<i64>,
    page: Option<&'static str>,
    ok: Option<bool>,
}

fn event() -> impl Strategy<Value = Event> {
    let kind = select(vec!["visit", "Visit", "open", "demo"]);
    let page = select(vec!["/pricing", "/Pricing/eu", "/sales", "/about/pricing", "/"]);
    (
        prop::option::weighted(0.9, kind),
        prop::option::weighted(0.9, prop_oneof![TODAY - 60..TODAY + 15, TODAY - 16..TODAY + 2]),
        prop::option::weighted(0.7, prop_oneof![-300..1000i64, Just(0)]),
        prop::option::weighted(0.7, page),
        prop::option::weighted(0.6, any::<bool>()),
    )
        .prop_map(|(kind, at, amount, page, ok)| Event { kind, at, amount, page, ok })
}

fn events() -> impl Strategy<Value = Vec<Event>> {
    prop_oneof![1 => prop::collection::vec(event(), 0..3), 4 => prop::collection::vec(event(), 0..14)]
}

fn date(number: i64) -> jiff::civil::Date {
    use jiff::ToSpan;
    jiff::civil::date(1970, 1, 1) + number.days()
}

fn lead(least: Option<i64>, events: &[Event]) -> Lead {
    let mut lead = Lead::unknown(2);
    let number = |hundredths: i64| Value::Number(hundredths as f64 / 100.0);
    lead.set(FieldId(0), least.map(number));
    let mut entries = Entries::new(5);
    for event in events {
        entries.push([
            event.kind.map(|kind| Value::Text(Text::new(kind))),
            event.at.map(|at| Value::Date(date(at))),
            event.amount.map(number),
            event.page.map(|page| Value::Text(Text::new(page))),
            event.ok.map(Value::YesNo),
        ]);
    }
    lead.set_entries(FieldId(1), entries);
    lead
}

/// What a rule came to: `None` is undecided; else whether it fired, and its hundredths.
type Came = Option<(bool, i64)>;

fn of_verdict(verdict: &Verdict) -> Vec<Came> {
    let came = |status, points| match status {
        Status::Fired => Some((true, points)),
        Status::NotFired => Some((false, points)),
        Status::Undecided => None,
    };
    verdict.rules.iter().map(|rule| came(rule.status, rule.points.hundredths())).collect()
}

/// Monday of the week of a day; 1970-01-01 was a Thursday.
fn week(day: i64) -> i64 {
    (day + 3).div_euclid(7)
}

/// The month of a day, by counting through the months from January 2025; no event lies before.
fn month(day: i64) -> usize {
    const LENGTHS: [i64; 16] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31, 31, 28, 31, 30];
    let mut left = day - 20_089;
    LENGTHS
        .iter()
        .take_while(|length| {
            left -= **length;
            left >= 0
        })
        .count()
}

/// Hundredths less what was lost, halves away from zero.
fn faded(hundredths: i64, percent: i64, every: i64, at: i64) -> i64 {
    let left = 100 - (percent * ((TODAY - at).max(0) / every)).min(100);
    let exact = hundredths * left;
    (exact.abs() * 2 + 100) / 200 * exact.signum()
}

/// Each period's sum within its limit, added up.
fn limited<P: Ord>(given: impl Iterator<Item = (P, i64)>, limit: i64) -> (bool, i64) {
    let mut periods: BTreeMap<P, i64> = BTreeMap::new();
    given.for_each(|(period, points)| *periods.entry(period).or_default() += points);
    let within = |sum: &i64| if limit < 0 { (*sum).max(limit) } else { (*sum).min(limit) };
    (!periods.is_empty(), periods.values().map(within).sum())
}

fn once(truth: Option<bool>) -> Came {
    truth.map(|fired| (fired, if fired { 100 } else { 0 }))
}

fn expected(least: Option<i64>, events: &[Event]) -> Vec<Came> {
    let is = |event: &Event, kind: &str| event.kind.is_some_and(|one| one.eq_ignore_ascii_case(kind));
    let all = || events.iter();
    let sum: i64 = all().filter_map(|event| event.amount).sum();
    let visits = all().filter(|event| is(event, "visit")).count();
    let opens = all().filter(|event| is(event, "open")).count();
    let within = |event: &Event, days: i64| event.at.is_some_and(|at| (TODAY - days..=TODAY).contains(&at));
    let keen = all().filter(|event| is(event, "visit") && within(event, 14)).count() >= 2;

    let hot = |event: &Event| {
        let page = event.page.map(str::to_lowercase);
        page.is_some_and(|page| page.starts_with("/pricing") || page.starts_with("/sales")) && event.ok == Some(false)
    };
    let last = all().filter(|event| is(event, "visit") || event.ok == Some(true)).filter_map(|event| event.at).max();
    let latest = all().filter_map(|event| event.at).max();
    let first_open = all().filter(|event| is(event, "open")).filter_map(|event| event.at).min();
    // A month before 15 January is 15 December: 31 days.
    let highest = all()
        .filter(|event| event.at.is_some_and(|at| !(TODAY - 31..=TODAY).contains(&at)))
        .filter_map(|event| event.amount)
        .max();
    let low_and_few = match all().filter_map(|event| event.amount).min() {
        _ if events.len() >= 4 => Some(false),
        lowest => lowest.map(|lowest| lowest < 0),
    };
    let aye_or_nay = sum == 250 || all().any(|event| event.at == Some(TODAY));

    let each = |given: Vec<i64>, limit: i64| limited(given.into_iter().map(|points| ((), points)), limit);
    let of = |counts: &dyn Fn(&Event) -> bool, points: i64| -> Vec<i64> {
        all().filter(|event| counts(event)).map(|_| points).collect()
    };
    let pricing =
        |event: &Event| is(event, "visit") && event.page.is_some_and(|page| page.to_lowercase().contains("pricing"));
    let dated = |counts: &dyn Fn(&Event) -> bool| -> Vec<i64> {
        all().filter(|event| counts(event)).filter_map(|event| event.at).collect()
    };
    let other = |event: &Event| event.kind.is_some() && !is(event, "visit");
    let costly =
        |event: &Event| event.ok == Some(true) || event.amount.zip(least).is_some_and(|(amount, least)| amount > least);
    let (costs, lost) = limited(dated(&costly).into_iter().map(|at| (month(at), -300)), -400);
    let visited: Vec<i64> = dated(&|event| is(event, "visit")).into_iter().map(|at| faded(777, 15, 3, at)).collect();
    let paid = dated(&|event| event.amount.is_some()).into_iter().map(|at| (week(at), faded(-25, 30, 7, at)));
    let soon = |event: &Event| keen && event.at.is_some_and(|at| (TODAY..=TODAY + 10).contains(&at));
    // Where some count, but none of them has the day that its points depend on, it is open what they give.
    let or_open = |came: (bool, i64), counts: &dyn Fn(&Event) -> bool| match came {
        (false, _) if all().any(counts) => None,
        came => Some(came),
    };
    let known = |points: i64| Some(if least.is_some() { (true, points) } else { (false, 0) });

    vec![
        once(Some(keen)),
        once(Some(all().any(hot))),
        once(last.map(|last| TODAY - last > 30)),
        once(latest.zip(first_open).map(|(latest, first)| latest > first)),
        once(highest.zip(least).map(|(highest, least)| highest >= least)),
        once(low_and_few),
        once(Some(aye_or_nay)),
        Some(each(of(&|_| true, 200), i64::MAX)),
        Some(each(of(&pricing, 350), 1000)),
        or_open(limited(dated(&|event| is(event, "open")).into_iter().map(|at| (at, 100)), 100), &|event| {
            is(event, "open")
        }),
        or_open(limited(dated(&other).into_iter().map(|at| (week(at), 200)), 500), &other),
        or_open((costs, lost.max(-900)), &costly),
        or_open(each(visited, i64::MAX), &|event| is(event, "visit")),
        or_open(limited(paid, -40), &|event| event.amount.is_some()),
        Some(each(of(&soon, 100), i64::MAX)),
        known((200 * opens as i64).min(700)),
        known((sum / 100 / 2).max(0) * 100),
        Some((
            true,
            match visits {
                0 => -100,
                1..=2 => 100,
                _ => 200,
            },
        )),
        Some((
            true,
            match sum {
                ..0 => -200,
                0 => 50,
                _ => 300,
            },
        )),
    ]
}

static RULESET: LazyLock<Ruleset> = LazyLock::new(|| Ruleset::new(RULES));

fn judged(least: Option<i64>, events: &[Event]) -> Verdict {
    judge(RULESET.rules(), &lead(least, events), day())
}

/// Rules that ask about visits only.
static OF_VISITS: LazyLock<Ruleset> = LazyLock::new(|| {
    Ruleset::new(
        "lead { least: number  activity: list of { kind: text  at: date  amount: number  page: text  ok: yes/no } }
         define c = count of activity where (kind = \"visit\")
         define l = latest at of activity where (kind = \"visit\")
         define s = sum amount of activity where (kind = \"visit\")
         define h = highest amount of activity where (kind = \"visit\")
         for each activity where (kind = \"visit\") then +3 up to +5 per week
         for each activity where (kind = \"visit\") then -1 losing 10% every 2 days since at
         when any activity where (kind = \"visit\" and ok) then +1 per c",
    )
});

proptest! {
    #![proptest_config(ProptestConfig { cases: 1024, ..super::generated::config() })]

    #[test]
    fn what_is_worked_out_by_hand_comes_out(least in prop::option::weighted(0.8, -100..300i64), events in events()) {
        let verdict = judged(least, &events);
        let expected = expected(least, &events);
        prop_assert_eq!(of_verdict(&verdict), &expected[..]);
        let sum: i64 = expected.iter().flatten().map(|(_, points)| points).sum();
        prop_assert_eq!(verdict.scores[0].hundredths(), sum);
    }

    #[test]
    fn the_order_of_entries_does_not_matter(
        least in prop::option::of(-100..300i64),
        (events, shuffled) in events().prop_flat_map(|events| (Just(events.clone()), Just(events).prop_shuffle())),
    ) {
        prop_assert_eq!(judged(least, &events), judged(least, &shuffled));
    }

    #[test]
    fn an_entry_that_does_not_count_changes_nothing(events in events(), other in event(), at in any::<prop::sample::Index>()) {
        let mut more = events.clone();
        let other = Event { kind: other.kind.filter(|kind| !kind.eq_ignore_ascii_case("visit")), ..other };
        more.insert(at.index(events.len() + 1), other);
        let judged = |events: &[Event]| judge(OF_VISITS.rules(), &lead(None, events), day());
        prop_assert_eq!(judged(&events), judged(&more));
    }

    #[test]
    fn no_period_gives_more_than_its_limit(events in events(), limit in 1..900i64, amount in 1..900i64, loses: bool, period in select(vec!["day", "week", "month"])) {
        let sign = if loses { '-' } else { '+' };
        let points = |hundredths: i64| format!("{sign}{}.{:02}", hundredths / 100, hundredths % 100);
        let ruleset = Ruleset::new(&format!(
            "lead {{ least: number  activity: list of {{ kind: text  at: date  amount: number  page: text  ok: yes/no }} }}
             for each activity then {} up to {} per {period}",
            points(amount),
            points(limit)
        ));
        let mut periods: Vec<i64> = events.iter().filter_map(|event| event.at).map(|at| match period {
            "day" => at,
            "week" => week(at),
            _ => month(at) as i64,
        }).collect();
        let counted = periods.len() as i64;
        periods.sort_unstable();
        periods.dedup();
        let size = judge(ruleset.rules(), &lead(None, &events), day()).scores[0].hundredths() * if loses { -1 } else { 1 };
        prop_assert!(size <= limit * periods.len() as i64);
        prop_assert!(size <= amount * counted);
        // Each period that has an entry gives something.
        prop_assert!(size >= amount.min(limit) * periods.len() as i64);
    }

    #[test]
    fn a_limit_per_day_comes_before_one_per_week_or_month(
        events in events(), amount in 1..900i64, per_day in 1..1500i64, more in 0..2000i64, whole in prop::option::of(1..6000i64), loses: bool, fades: bool,
    ) {
        let sign = if loses { '-' } else { '+' };
        let points = |hundredths: i64| format!("{sign}{}.{:02}", hundredths / 100, hundredths % 100);
        let losing = if fades { " losing 15% every 3 days since at" } else { "" };
        let limit = whole.map(|whole| format!(" up to {}", points(whole))).unwrap_or_default();
        let rule = |period: &str| format!(
            "for each activity then {}{losing} up to {} per day up to {} per {period}{limit}\n",
            points(amount), points(per_day), points(per_day + more)
        );
        let ruleset = Ruleset::new(&format!(
            "lead {{ least: number  activity: list of {{ kind: text  at: date  amount: number  page: text  ok: yes/no }} }}
             {}{}", rule("week"), rule("month")
        ));
        let size = |at: i64| if fades { faded(amount, 15, 3, at) } else { amount };
        let mut days: BTreeMap<i64, i64> = BTreeMap::new();
        events.iter().filter_map(|event| event.at).for_each(|at| *days.entry(at).or_default() += size(at));
        let of_days = || days.iter().map(|(day, sum)| (*day, (*sum).min(per_day)));
        let by_week = limited(of_days().map(|(day, sum)| (week(day), sum)), per_day + more);
        let by_month = limited(of_days().map(|(day, sum)| (month(day), sum)), per_day + more);
        let turned = |(fired, sum): (bool, i64)| match fired {
            false if !events.is_empty() => None,
            _ => Some((fired, sum.min(whole.unwrap_or(i64::MAX)) * if loses { -1 } else { 1 })),
        };
        let verdict = judge(ruleset.rules(), &lead(None, &events), day());
        prop_assert_eq!(of_verdict(&verdict), [turned(by_week), turned(by_month)]);
    }

    #[test]
    fn an_absent_list_is_empty(least in prop::option::of(-100..300i64)) {
        let mut absent = Lead::unknown(2);
        absent.set(FieldId(0), least.map(|hundredths| Value::Number(hundredths as f64 / 100.0)));
        prop_assert_eq!(judge(RULESET.rules(), &absent, day()), judged(least, &[]));
    }
}

#[test]
fn the_day_of_this_test_is_the_day_of_all() {
    assert_eq!(date(TODAY), day());
    assert_eq!(date(20_089), jiff::civil::date(2025, 1, 1));
}
