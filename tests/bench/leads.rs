//! How long a lead takes that is in memory already, by 12, 100 and 1,000 rules: by the plain evaluator, by a scorer, and by closures
//! over typed fields as one would write them by hand. What counts are the ratios within one run.
//!
//! `cargo bench --bench leads`

use divan::{Bencher, counter::ItemsCount};
use jiff::civil::{Date, date};
use qualify::Ruleset;
use qualify::plan::{Plan, Scorer};
use qualify::rules::{FieldId, Lead};
use qualify::value::{Text, Value};
use std::fmt::Write;

const LEADS: usize = 2_000;
const RULES: [usize; 3] = [12, 100, 1_000];
const TODAY: Date = date(2026, 1, 15);

const NUMBERS: [&str; 5] = ["company_size", "annual_revenue", "downloads", "page_views", "email_opens"];
const TEXTS: [(&str, &[&str]); 3] = [
    ("industry", &["software", "fintech", "retail", "energy", "media", "logistics", "education", "pharma"]),
    ("country", &["US", "GB", "DE", "FR", "NL", "SE", "JP", "BR", "IN", "PT"]),
    ("lead_source", &["web form", "referral", "webinar", "trade show", "cold call"]),
];
const TITLES: [&str; 6] =
    ["VP Sales", "Head of Operations", "Chief Data Officer", "Intern", "Founder", "Sales Manager"];
const WORDS: [&str; 5] = ["vp", "head of", "chief", "founder", "sales"];
const FLAGS: [&str; 2] = ["demo_requested", "unsubscribed"];

fn main() {
    divan::main();
}

/// Numbers that look like chance, the same each time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, below: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % below
    }

    fn one_of<'t, T>(&mut self, of: &'t [T]) -> &'t T {
        &of[self.below(of.len() as u64) as usize]
    }
}

/// A lead as a program would hold it.
#[derive(Clone)]
struct Typed {
    numbers: [Option<f64>; 5],
    texts: [Option<&'static str>; 3],
    title: Option<&'static str>,
    flags: [Option<bool>; 2],
    last_activity: Option<Date>,
}

/// A single test of a rule.
enum Test {
    Number(usize, f64, f64),
    Text(usize, Vec<&'static str>),
    Title(&'static str),
    Flag(usize),
    Since(Date),
}

impl Test {
    fn any(chance: &mut Chance) -> Test {
        match chance.below(10) {
            0..=4 => {
                let low = 10_f64.powi(chance.below(5) as i32) * (1 + chance.below(9)) as f64;
                Test::Number(chance.below(5) as usize, low, low * (2 + chance.below(20)) as f64)
            }
            5 | 6 => {
                let of = chance.below(3) as usize;
                Test::Text(of, (0..1 + chance.below(4)).map(|_| *chance.one_of(TEXTS[of].1)).collect())
            }
            7 => Test::Title(WORDS[chance.below(5) as usize]),
            8 => Test::Flag(chance.below(2) as usize),
            _ => Test::Since(date(2025, 1 + chance.below(12) as i8, 1)),
        }
    }

    fn said(&self) -> String {
        match self {
            Test::Number(at, low, high) => format!("{} in {low}..{high}", NUMBERS[*at]),
            Test::Text(at, texts) => {
                let texts: Vec<String> = texts.iter().map(|text| format!("\"{text}\"")).collect();
                format!("{} in [{}]", TEXTS[*at].0, texts.join(", "))
            }
            Test::Title(word) => format!("title contains \"{word}\""),
            Test::Flag(at) => FLAGS[*at].to_owned(),
            Test::Since(day) => format!("last_activity >= {day}"),
        }
    }

    fn closure(&self) -> Box<dyn Fn(&Typed) -> bool> {
        match self {
            Test::Number(at, low, high) => {
                let (at, low, high) = (*at, *low, *high);
                Box::new(move |lead| lead.numbers[at].is_some_and(|number| low <= number && number <= high))
            }
            Test::Text(at, texts) => {
                let (at, texts) = (*at, texts.clone());
                Box::new(move |lead| lead.texts[at].is_some_and(|text| texts.contains(&text)))
            }
            Test::Title(word) => {
                let word = *word;
                let holds = move |title: &str| {
                    let mut windows = title.as_bytes().windows(word.len());
                    windows.any(|window| window.eq_ignore_ascii_case(word.as_bytes()))
                };
                Box::new(move |lead| lead.title.is_some_and(holds))
            }
            Test::Flag(at) => {
                let at = *at;
                Box::new(move |lead| lead.flags[at] == Some(true))
            }
            Test::Since(day) => {
                let day = *day;
                Box::new(move |lead| lead.last_activity.is_some_and(|activity| activity >= day))
            }
        }
    }
}

/// Rules: seven in ten ask one thing, the others two to four.
fn rules(count: usize) -> Vec<(Vec<Test>, i64)> {
    let mut chance = Chance(0x9e37_79b9_7f4a_7c15);
    let mut rule = || {
        let tests = if chance.below(10) < 7 { 1 } else { 2 + chance.below(3) };
        let tests = (0..tests).map(|_| Test::any(&mut chance)).collect();
        (tests, 1 + chance.below(20) as i64)
    };
    (0..count).map(|_| rule()).collect()
}

fn ruleset(rules: &[(Vec<Test>, i64)]) -> Ruleset {
    let mut text = String::from("lead {\n");
    NUMBERS.iter().for_each(|name| writeln!(text, "  {name}: number").unwrap());
    TEXTS.iter().for_each(|(name, _)| writeln!(text, "  {name}: text").unwrap());
    FLAGS.iter().for_each(|name| writeln!(text, "  {name}: yes/no").unwrap());
    text.push_str("  title: text\n  last_activity: date\n}\nscore score {\n");
    for (tests, points) in rules {
        let tests: Vec<String> = tests.iter().map(Test::said).collect();
        writeln!(text, "  when {} then +{points}", tests.join(" and ")).unwrap();
    }
    text.push_str("}\nlabel stage {\n  when score >= 60 then hot\n  when score >= 35 then warm\n  otherwise cold\n}\n");
    Ruleset::parse(&text).unwrap()
}

fn typed() -> Vec<Typed> {
    let mut chance = Chance(0x2545_f491_4f6c_dd1d);
    let mut lead = || Typed {
        numbers: [5, 9, 1, 2, 1].map(|digits| {
            let below = 10_u64.pow(1 + chance.below(digits) as u32);
            (chance.below(5) > 0).then(|| chance.below(below) as f64)
        }),
        texts: [0, 1, 2].map(|at| (chance.below(8) > 0).then(|| *chance.one_of(TEXTS[at].1))),
        title: (chance.below(10) > 0).then(|| *chance.one_of(&TITLES)),
        flags: [0, 1].map(|_| (chance.below(10) > 0).then(|| chance.below(3) == 0)),
        last_activity: (chance.below(5) > 0)
            .then(|| date(2025, 1 + chance.below(12) as i8, 1 + chance.below(28) as i8)),
    };
    (0..LEADS).map(|_| lead()).collect()
}

fn leads(ruleset: &Ruleset, typed: &[Typed]) -> Vec<Lead> {
    let fields = &ruleset.rules().fields;
    let place = |name: &str| FieldId(fields.iter().position(|field| field.name == name).unwrap());
    let lead = |typed: &Typed| {
        let mut lead = Lead::unknown(fields.len());
        for (name, number) in NUMBERS.iter().zip(typed.numbers) {
            lead.set(place(name), number.map(Value::Number));
        }
        for ((name, _), text) in TEXTS.iter().zip(typed.texts) {
            lead.set(place(name), text.map(|text| Value::Text(Text::new(text))));
        }
        for (name, flag) in FLAGS.iter().zip(typed.flags) {
            lead.set(place(name), flag.map(Value::YesNo));
        }
        lead.set(place("title"), typed.title.map(|title| Value::Text(Text::new(title))));
        lead.set(place("last_activity"), typed.last_activity.map(Value::Date));
        lead
    };
    typed.iter().map(lead).collect()
}

#[divan::bench(args = RULES)]
fn plain(bencher: Bencher, count: usize) {
    let ruleset = ruleset(&rules(count));
    let leads = leads(&ruleset, &typed());
    let mut judge = ruleset.judge();
    bencher
        .counter(ItemsCount::new(LEADS))
        .bench_local(|| leads.iter().map(|lead| judge.judge(lead, TODAY).scores[0].hundredths()).sum::<i64>());
}

#[divan::bench(args = RULES)]
fn scorer(bencher: Bencher, count: usize) {
    let ruleset = ruleset(&rules(count));
    let leads = leads(&ruleset, &typed());
    let plan = Plan::new(ruleset.rules(), TODAY);
    let mut scorer = Scorer::new(&plan);
    bencher
        .counter(ItemsCount::new(LEADS))
        .bench_local(|| leads.iter().map(|lead| scorer.score(lead).scores[0].hundredths()).sum::<i64>());
}

#[divan::bench(args = RULES)]
fn closures(bencher: Bencher, count: usize) {
    let rules = rules(count);
    let rules: Vec<(Vec<_>, i64)> =
        rules.iter().map(|(tests, points)| (tests.iter().map(Test::closure).collect(), *points)).collect();
    let leads = typed();
    bencher.counter(ItemsCount::new(LEADS)).bench_local(|| {
        let score = |lead: &Typed| -> i64 {
            rules.iter().map(|(tests, points)| if tests.iter().all(|test| test(lead)) { *points } else { 0 }).sum()
        };
        leads.iter().map(score).sum::<i64>()
    });
}
