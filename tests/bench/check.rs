//! How long `check` takes: the goal is under 100 ms for 1,000 rules.
//!
//! `cargo bench --bench check`

use divan::{Bencher, counter::ItemsCount};
use qualify::source::Source;
use qualify::{Folder, inspect};
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

#[divan::bench(args = [100, 1_000, 10_000])]
fn check(bencher: Bencher, rules: usize) {
    let text = ruleset(rules);
    let inspected = inspect(Source::new("bench.qual", text.as_str()), &Folder);
    assert!(inspected.rules.is_some(), "the ruleset has errors: {:?}", inspected.findings.first());
    bencher.counter(ItemsCount::new(rules)).bench(|| inspect(Source::new("bench.qual", text.as_str()), &Folder));
}

#[divan::bench(args = [1_000])]
fn format(bencher: Bencher, rules: usize) {
    let source = Source::new("bench.qual", ruleset(rules).as_str());
    bencher.counter(ItemsCount::new(rules)).bench(|| qualify::format::verified(&source).is_ok());
}
