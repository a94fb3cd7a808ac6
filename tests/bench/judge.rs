//! How long judging takes where leads have many events: 20 rules that go by events of kinds, pages and days, over 100 events a lead.
//!
//! `cargo bench --bench judge`

use divan::{Bencher, counter::ItemsCount};
use jiff::civil::date;
use qualify::Ruleset;
use qualify::rules::Lead;
use serde_json::{Value as Json, json};

/// So few that they stay in the cache, as one lead does that has just been read; each is judged many times.
const LEADS: usize = 50;
const TIMES: usize = 40;
const EVENTS: usize = 100;

const RULES: &str = r#"
lead {
  email: text key
  unsubscribed: yes/no
  activity: list of { kind: text  at: date  page: text  title: text  amount: number } joined by email
}
score behaviour in 0..1000 {
  when unsubscribed is unknown or not unsubscribed {
    for each activity where (kind = "conference") then +10
    for each activity where (kind = "in-person event") then +40
    for each activity where (kind = "online event") then +20
    for each activity where (kind = "web broadcast" and at within 90 days) then +40
    for each activity where (kind = "gated content" and title not in ["Forrester", "Gartner"]) then +15
    for each activity where (kind = "gated content" and title in ["Forrester", "Gartner"]) then +35
    for each activity where (kind = "paid social") then +10
    for each activity where (kind = "subscription") then +5 up to +5 per week
    for each activity where (kind = "web page" and page starts with any of ["/pricing", "/sales"]) then +25 up to +25 per week
    for each activity where (kind = "web page" and page starts with any of ["/install", "/features", "/direction"]) then +25 up to +25 per week up to +100
    for each activity where (kind = "web page" and page contains any of ["/jobs", "/careers", "/unsubscribe"]) then -10 up to -10 per day
    for each activity where (kind = "web page" and page contains word "demo") then +5 losing 10% every 7 days since at
    for each activity where (kind = "hard bounce") then -20 up to -20 per month
    for each activity where (kind = "email open") then +1 up to +1 per day up to +20
    for each activity where (kind = "email click") then +2 losing 25% every 30 days since at
    when any activity where (kind = "hand raise" or kind = "meeting requested") then +100
    when count of activity where (kind = "web page" and at within 7 days) >= 3 then +30
    when count of activity where (kind = "email open" and at within 30 days) >= 3 then +15
    when days since latest at of activity > 30 then -10
    when sum amount of activity where (kind = "purchase") >= 1000 then +50
  }
}
"#;

fn main() {
    divan::main();
}

fn ruleset() -> Ruleset {
    match Ruleset::parse(RULES) {
        Ok(ruleset) => ruleset,
        Err(findings) => panic!("{findings}"),
    }
}

fn leads(ruleset: &Ruleset) -> Vec<Lead> {
    const KINDS: [&str; 16] = [
        "web page",
        "web page",
        "web page",
        "web page",
        "web page",
        "email open",
        "email open",
        "email click",
        "subscription",
        "Conference",
        "online event",
        "gated content",
        "paid social",
        "hard bounce",
        "purchase",
        "web broadcast",
    ];
    const PAGES: [&str; 8] = [
        "/",
        "/pricing",
        "/sales/contact",
        "/features/ci",
        "/jobs/all",
        "/blog/2025/how-we-work",
        "/Book-a-Demo",
        "/docs/install",
    ];
    let mut random = 0x9e37_79b9_7f4a_7c15_u64;
    let mut next = move |below: u64| {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        random % below
    };
    let mut pick = |of: &[&str]| of.get(next(of.len() as u64) as usize).map(|one| (*one).to_owned());
    let mut leads = Vec::new();
    for lead in 0..LEADS {
        let mut activity: Vec<Json> = Vec::new();
        for event in 0..EVENTS {
            let day = date(2025, 7, 1).day_of_year() as i64 + ((lead * 31 + event * 17) % 198) as i64;
            let at = date(2025, 1, 1).saturating_add(jiff::Span::new().days(day - 1));
            activity.push(json!({
                "kind": pick(&KINDS), "at": at.to_string(), "page": pick(&PAGES), "title": pick(&["Forrester", "A guide"]),
                "amount": event as f64 * 1.25,
            }));
        }
        match ruleset.read(&json!({ "email": format!("lead{lead}@example.com"), "activity": activity })) {
            Ok((lead, _)) => leads.push(lead),
            Err(error) => panic!("{error}"),
        }
    }
    leads
}

/// Judging alone: the leads stand in memory.
#[divan::bench(sample_count = 20, sample_size = 1)]
fn judge_2_000_leads_of_100_events(bencher: Bencher) {
    let ruleset = ruleset();
    let leads = leads(&ruleset);
    bencher.counter(ItemsCount::new(LEADS * TIMES * EVENTS)).bench(|| {
        let mut judge = ruleset.judge();
        let mut points =
            |lead: &Lead| judge.judge(lead, date(2026, 1, 15)).scores.first().map(|score| score.hundredths());
        let all = (0..TIMES).flat_map(|_| &leads);
        all.filter_map(&mut points).sum::<i64>()
    });
}
