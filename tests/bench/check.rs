//! How long `check` takes, lints included. The goals: 1,000 rules over ten fields in under 100 ms, 10,000 in under 1 s, and what
//! asks for more than can be told in under 2 s.
//!
//! `cargo bench --bench check`

use divan::{Bencher, counter::ItemsCount};
use qualify::diagnostic::Severity;
use qualify::jiff::civil::date;
use qualify::lint::{Levels, Settings};
use qualify::source::Source;
use qualify::{Folder, Inspected, inspect_with};
use std::fmt::Write;

fn main() {
    divan::main();
}

/// A ruleset of so many rules over ten fields, in five scores.
fn ruleset(rules: usize) -> String {
    let mut text = String::from(
        "lead {\n  title: text\n  industry: one of \"Software\", \"Fintech\", \"Retail\"\n  size: number or range\n  downloads: number = 0\n  visits: number\n  opens: number\n  demo: yes/no\n  unsubscribed: yes/no = no\n  last_visit: date\n  interests: list of text\n}\n",
    );
    for score in 0..5 {
        let _ = writeln!(text, "score s{score} in 0..100 {{");
        for rule in (score..rules).step_by(5) {
            let _ = match rule % 7 {
                0 => writeln!(text, "  when size in {}..{} then +{}", rule, rule + 50, rule % 20),
                1 => writeln!(
                    text,
                    "  when title contains any word of [\"vp\", \"head {rule}\"] and demo then +5 because \"can sign {rule}\""
                ),
                2 => writeln!(
                    text,
                    "  when downloads >= {} and not unsubscribed then +2 per downloads up to +20",
                    rule % 50
                ),
                3 => writeln!(
                    text,
                    "  when last_visit within {} days then +10 losing 50% every 7 days since last_visit",
                    rule + 1
                ),
                4 => writeln!(text, "  when industry in [\"Software\", \"Retail\"] or visits + opens > {rule} then +3"),
                5 => writeln!(text, "  when interests contains \"topic {rule}\" and opens is known then +1"),
                _ => writeln!(text, "  when at least 2 of (demo, visits > {rule}, opens in 3..{}) then -4", rule + 5),
            };
        }
        text.push_str("}\n");
    }
    text
}

/// As `check` runs unless asked otherwise.
fn usual() -> Settings {
    Settings { today: Some(date(2026, 1, 15)), ..Settings::default() }
}

/// The same, with every lint on.
fn every_lint() -> Settings {
    let mut levels = Levels::default();
    for group in ["style", "pedantic"] {
        // That there is such a group, others see to.
        let _ = levels.push(Severity::Warning, group);
    }
    Settings { levels, ..usual() }
}

/// Only what the language asks for.
fn no_lint() -> Settings {
    let mut levels = Levels::default();
    for group in ["correctness", "scoring"] {
        let _ = levels.push(Severity::Allowed, group);
    }
    Settings { levels, ..usual() }
}

fn look(text: &str, settings: &Settings) -> Inspected {
    inspect_with(Source::new("bench.qual", text), &Folder, settings)
}

fn bench_check(bencher: Bencher, text: &str, rules: usize, settings: &Settings) {
    let inspected = look(text, settings);
    assert!(inspected.rules.is_some(), "the ruleset has errors: {:?}", inspected.findings.first());
    bencher.counter(ItemsCount::new(rules)).bench(|| look(text, settings));
}

#[divan::bench(args = [100, 1_000, 10_000], sample_count = 20)]
fn check(bencher: Bencher, rules: usize) {
    bench_check(bencher, &ruleset(rules), rules, &usual());
}

#[divan::bench(args = [1_000, 10_000], sample_count = 10)]
fn check_with_every_lint(bencher: Bencher, rules: usize) {
    bench_check(bencher, &ruleset(rules), rules, &every_lint());
}

#[divan::bench(args = [1_000, 10_000], sample_count = 10)]
fn check_without_lints(bencher: Bencher, rules: usize) {
    bench_check(bencher, &ruleset(rules), rules, &no_lint());
}

/// Bands of one field, each next to the one before.
fn bands(rules: usize) -> String {
    let mut text = String::from("lead { size: number }\nscore s in 0..100 {\n");
    for rule in 0..rules {
        let _ = writeln!(
            text,
            "  when size in {}..{} then +{} because \"band {rule}\"",
            rule * 10,
            rule * 10 + 9,
            rule % 50
        );
    }
    text.push_str("}\n");
    text
}

#[divan::bench(args = [1_000, 10_000], sample_count = 10)]
fn one_field(bencher: Bencher, rules: usize) {
    bench_check(bencher, &bands(rules), rules, &usual());
}

#[divan::bench(args = [1_000, 10_000], sample_count = 10)]
fn one_field_with_every_lint(bencher: Bencher, rules: usize) {
    bench_check(bencher, &bands(rules), rules, &every_lint());
}

/// Numbers in no order, the same in each run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }
}

/// Tests for sixty texts that overlap.
fn sixty_texts() -> Vec<String> {
    let mut dice = Dice(7);
    let letters: Vec<char> = (0..63).map(|_| if dice.below(2) == 0 { 'q' } else { 'x' }).collect();
    let texts = letters.windows(4).enumerate();
    texts.map(|(at, four)| format!("title contains \"{}{}\"", four.iter().collect::<String>(), at % 10)).collect()
}

#[divan::bench(sample_count = 10)]
fn sixty_contains_in_one_condition(bencher: Bencher) {
    let pairs: Vec<String> = sixty_texts().chunks(2).map(|pair| format!("({})", pair.join(" or not "))).collect();
    bench_check(bencher, &format!("when {} then +5", pairs.join(" and ")), 1, &every_lint());
}

#[divan::bench(sample_count = 10)]
fn sixty_contains_in_sixty_rules(bencher: Bencher) {
    let rules: Vec<String> = sixty_texts().iter().map(|test| format!("when {test} then +5")).collect();
    bench_check(bencher, &rules.join("\n"), 60, &every_lint());
}

/// Random choices of three among forty fields, so many that few leads meet them all.
#[divan::bench(args = [80, 168, 240], sample_count = 10)]
fn forty_fields_in_one_condition(bencher: Bencher, choices: usize) {
    let mut dice = Dice(11);
    let mut choice = || {
        let three: Vec<String> =
            (0..3).map(|_| format!("{}f{}", if dice.below(2) == 1 { "" } else { "not " }, dice.below(40))).collect();
        format!("({})", three.join(" or "))
    };
    let clauses: Vec<String> = (0..choices).map(|_| choice()).collect();
    let fields: Vec<String> = (0..40).map(|field| format!("  f{field}: yes/no = no")).collect();
    let text = format!("lead {{\n{}\n}}\nwhen {} then +5", fields.join("\n"), clauses.join(" and "));
    bench_check(bencher, &text, 1, &every_lint());
}

#[divan::bench(args = [1_000])]
fn format(bencher: Bencher, rules: usize) {
    let source = Source::new("bench.qual", ruleset(rules).as_str());
    bencher.counter(ItemsCount::new(rules)).bench(|| qualify::format::verified(&source).is_ok());
}
