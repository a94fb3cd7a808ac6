//! Rulesets that ask for more than can be told, or are far larger than people write: each is done with soon, and nothing wrong is
//! said of it. Where a lint shows a lead, that lead can be judged.

use qualify::diagnostic::{Finding, Name, Severity};
use qualify::jiff::civil::{Date, date};
use qualify::lint::{Levels, Settings};
use qualify::source::Source;
use qualify::{Folder, Ruleset, inspect_with};
use std::fmt::Write;
use std::time::{Duration, Instant};

const TODAY: Date = date(2026, 1, 15);

/// Far longer than any of them takes, even where nothing is optimised and much else goes on; what does not end fails.
const PATIENCE: Duration = Duration::from_secs(60);

/// Enough for what grows with each step of a chain.
const CHAIN: usize = 100;

/// What is found with each lint at its usual level, and with all lints on.
fn found(text: &str) -> [Vec<Finding>; 2] {
    let mut all = Levels::default();
    for group in ["style", "pedantic"] {
        all.push(Severity::Warning, group).expect("a group");
    }
    // Most of these give points without a reason and test nothing, which is not what they are about.
    for lint in ["missing-reason", "untested-rule"] {
        all.push(Severity::Allowed, lint).expect("a lint");
    }
    [Levels::default(), all].map(|levels| {
        let begun = Instant::now();
        let inspected =
            inspect_with(Source::new("hostile.qual", text), &Folder, &Settings { levels, today: Some(TODAY) });
        let took = begun.elapsed();
        eprintln!("{} bytes took {took:?}", text.len());
        assert!(took < PATIENCE, "it took {took:?}");
        assert!(inspected.findings.len() <= 20_000, "{} findings", inspected.findings.len());
        can_be_judged(text, &inspected.findings);
        inspected.findings
    })
}

fn can_be_judged(text: &str, findings: &[Finding]) {
    let mut witnesses = findings.iter().filter_map(|finding| finding.witness.as_ref()).take(20).peekable();
    if witnesses.peek().is_none() {
        return;
    }
    let ruleset = Ruleset::parse(text).expect("a ruleset");
    for witness in witnesses {
        let (_, issues) = ruleset.read(witness).expect("a record");
        assert!(issues.is_empty(), "{issues:?}");
        ruleset.evaluate(witness, TODAY).expect("a verdict");
    }
}

/// The names of what is found, each once, in order.
fn names(findings: &[Finding]) -> Vec<Name> {
    let mut names: Vec<Name> = findings.iter().map(|finding| finding.name).collect();
    names.sort_by_key(|name| name.about().name);
    names.dedup();
    names
}

/// What is found with the usual levels, and beyond that with all lints on.
fn expect(text: &str, usual: &[Name], beyond: &[Name]) {
    let [found, all] = found(text);
    assert_eq!(names(&found), usual, "{:#?}", found.first());
    let more: Vec<Name> = names(&all).into_iter().filter(|name| !usual.contains(name)).collect();
    assert_eq!(more, beyond);
}

/// Numbers in no order, the same in each run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }
}

/// So many texts of four letters that each begin in the middle of the one before, and stand in no common word.
fn overlapping(count: usize) -> Vec<String> {
    let mut dice = Dice(7);
    let letters: Vec<char> = (0..=count + 4).map(|_| ['q', 'x', 'z', 'j'][dice.below(4)]).collect();
    let mut texts: Vec<String> = letters.windows(4).map(|four| four.iter().collect()).collect();
    texts.sort();
    texts.dedup();
    texts.truncate(count);
    texts
}

fn joined(parts: &[String], between: &str) -> String {
    parts.join(between)
}

#[test]
fn texts_that_overlap_in_one_condition() {
    let tests: Vec<String> = overlapping(60).iter().map(|text| format!("title contains \"{text}\"")).collect();
    expect(&format!("when {} then +5", joined(&tests, " or ")), &[], &[Name::ListAsOr]);
    expect(&format!("when {} then +5", joined(&tests, " and ")), &[], &[]);
    let pairs: Vec<String> = tests.chunks(2).map(|pair| format!("({})", joined(pair, " or not "))).collect();
    expect(&format!("when {} then +5", joined(&pairs, " and ")), &[], &[]);
}

#[test]
fn texts_that_overlap_in_many_rules() {
    let rules: Vec<String> =
        overlapping(60).iter().map(|text| format!("  when title contains \"{text}\" then +5")).collect();
    expect(&format!("score s in 0..100 {{\n{}\n}}", joined(&rules, "\n")), &[], &[]);
}

/// Random choices of three, of which one is true for a lead that nobody is told: so the rule can fire.
fn choices(fields: usize, count: usize) -> String {
    let mut dice = Dice(11);
    let secret: Vec<bool> = (0..fields).map(|_| dice.below(2) == 1).collect();
    let mut clauses = Vec::new();
    while clauses.len() < count {
        let three: Vec<(usize, bool)> = (0..3).map(|_| (dice.below(fields), dice.below(2) == 1)).collect();
        let differ = three[0].0 != three[1].0 && three[1].0 != three[2].0 && three[0].0 != three[2].0;
        if differ && three.iter().any(|(field, is)| secret[*field] == *is) {
            let three: Vec<String> =
                three.iter().map(|(field, is)| format!("{}f{field}", if *is { "" } else { "not " })).collect();
            clauses.push(format!("({})", joined(&three, " or ")));
        }
    }
    let fields: Vec<String> = (0..fields).map(|field| format!("  f{field}: yes/no = no")).collect();
    format!("lead {{\n{}\n}}\nwhen {} then +5", joined(&fields, "\n"), joined(&clauses, " and "))
}

#[test]
fn forty_fields_in_one_condition() {
    for clauses in [80, 168] {
        let [usual, all] = found(&choices(40, clauses));
        // A clause may follow from others; that the rule never fires would be wrong.
        for finding in usual.iter().chain(&all) {
            assert_eq!(finding.name, Name::RedundantClause, "{finding:?}");
        }
    }
}

#[test]
fn ten_thousand_rules_on_one_field() {
    let bands = |width: usize, every: usize| {
        let rules: Vec<String> = (0..10_000)
            .map(|at| format!("  when size in {}..{} then +{}", at * every, at * every + width - 1, at % 50 + 1))
            .collect();
        format!("score s in 0..100 {{\n{}\n}}", joined(&rules, "\n"))
    };
    expect(&bands(10, 10), &[], &[Name::NonMonotonicBands]);
    // Each shares half of itself with the next.
    let [usual, _] = found(&bands(10, 5));
    assert_eq!(names(&usual), [Name::OverlappingBands]);
    assert!(usual.len() <= 100, "{}", usual.len());
}

#[test]
fn a_table_of_five_thousand_rows() {
    let numbers: Vec<String> =
        (0..5_000).map(|at| format!("  {}..{} then +{}", at * 10, at * 10 + 9, at / 100)).collect();
    expect(&format!("score s in 0..100 {{ by size {{\n{}\n  other then 0\n}} }}", joined(&numbers, "\n")), &[], &[]);
    let texts: Vec<String> = (0..5_000).map(|at| format!("  \"code {at}\" then +{}", at % 7)).collect();
    expect(&format!("score s in 0..100 {{ by code {{\n{}\n  other then 0\n}} }}", joined(&texts, "\n")), &[], &[]);
}

#[test]
fn a_list_of_very_many_values_in_three_conditions() {
    let values: Vec<String> = (0..100_000).map(|at| format!("\"{at:x}\"")).collect();
    let text = format!(
        "list ours = [{}]\nwhen code in ours then +5\nwhen code in ours and size > 5 then +5\nwhen code not in ours and size > 7 then +5",
        joined(&values, ",")
    );
    expect(&text, &[], &[Name::UnknownNeverTested]);
}

#[test]
fn definitions_that_rest_on_each_other() {
    let mut text = "define d0 = size > 0\n".to_owned();
    for at in 1..CHAIN {
        let _ = writeln!(text, "define d{at} = d{} and visits > {at}", at - 1);
    }
    let _ = writeln!(text, "when d{} then +5", CHAIN - 1);
    let [usual, all] = found(&text);
    for finding in usual.iter().chain(&all) {
        assert_eq!(finding.name, Name::RedundantClause, "{finding:?}");
    }
}

#[test]
fn definitions_that_double() {
    let mut conditions = "define d0 = size > 0\n".to_owned();
    let mut numbers = "define n0 = size + 1\n".to_owned();
    for at in 1..60 {
        let _ = writeln!(conditions, "define d{at} = (d{0} and a{at}) or (b{at} and d{0})", at - 1);
        let _ = writeln!(numbers, "define n{at} = n{0} + n{0}", at - 1);
    }
    let fields: Vec<String> = (1..60).map(|at| format!("  a{at}: yes/no\n  b{at}: yes/no")).collect();
    let conditions = format!("lead {{\n  size: number\n{}\n}}\n{conditions}when d59 then +5", joined(&fields, "\n"));
    expect(&conditions, &[], &[]);
    expect(&format!("{numbers}when n59 > 100 and n58 < 3 then +5"), &[], &[]);
}

#[test]
fn a_ladder_of_very_many_steps() {
    let steps: Vec<String> = (1..=CHAIN).map(|at| format!("  step{at} needs s >= {at} and visits >= {at}")).collect();
    let text = format!(
        "score s in 0..1000 {{ when size > 0 then +1 per size up to +1000 }}\nladder stage {{\n  start\n{}\n}}",
        joined(&steps, "\n")
    );
    expect(&text, &[], &[]);
}

#[test]
fn labels_on_labels() {
    let mut text =
        "label l0 {\n  when size > 5 then \"high\"\n  when size <= 5 then \"low\"\n  otherwise \"none\"\n}\n"
            .to_owned();
    for at in 1..CHAIN {
        let _ = writeln!(
            text,
            "label l{at} {{\n  when l{0} = high and visits > {at} then \"high\"\n  when l{0} = none then \"none\"\n  otherwise \"low\"\n}}",
            at - 1
        );
    }
    expect(&text, &[], &[]);
}

#[test]
fn tables_over_labels() {
    let mut text =
        "label l0 {\n  when size > 5 then \"high\"\n  when size <= 5 then \"low\"\n  otherwise \"none\"\n}\n"
            .to_owned();
    for at in 1..CHAIN {
        let _ = writeln!(
            text,
            "label l{at} {{\n  by l{0} {{\n    \"high\" then \"low\"\n    \"low\" then \"high\"\n  }}\n  otherwise \"none\"\n}}",
            at - 1
        );
    }
    expect(&text, &[], &[]);
}

/// Two hundred rules that each ask three of forty fields, and a step that asks for what one lead comes to.
#[test]
fn a_score_of_which_all_rules_depend_on_each_other() {
    let mut dice = Dice(5);
    let secret: Vec<bool> = (0..40).map(|_| dice.below(2) == 1).collect();
    let (mut rules, mut reached) = (String::new(), 0);
    for _ in 0..200 {
        let three: Vec<(usize, bool)> = (0..3).map(|part| (part * 13 + dice.below(13), dice.below(2) == 1)).collect();
        let points = dice.below(9) as i64 - 4;
        let points = if points == 0 { 5 } else { points };
        if three.iter().all(|(field, is)| secret[*field] == *is) {
            reached += points;
        }
        let three: Vec<String> =
            three.iter().map(|(field, is)| format!("{}f{field}", if *is { "" } else { "not " })).collect();
        let _ = writeln!(rules, "  when {} then {points:+}", joined(&three, " and "));
    }
    let fields: Vec<String> = (0..40).map(|field| format!("  f{field}: yes/no = no")).collect();
    let text = format!(
        "lead {{\n{}\n}}\nscore s {{\n{rules}}}\nladder stage {{\n  low\n  high needs s >= {reached}\n}}",
        joined(&fields, "\n")
    );
    let [usual, all] = found(&text);
    for finding in usual.iter().chain(&all) {
        assert_ne!(finding.name, Name::UnreachableStep, "{finding:?}");
        assert_ne!(finding.name, Name::NeverFires, "{finding:?}");
    }
}

#[test]
fn very_many_cuts_of_a_field_that_may_be_a_range() {
    let rows: Vec<String> = (0..500).map(|at| format!("  {}..{} then +{}", at * 100, at * 100 + 99, at / 5)).collect();
    let text = format!(
        "lead {{ size: number or range }}\nscore s in 0..100 {{ by size {{\n{}\n  unknown then 0\n  other then 0\n}} }}",
        joined(&rows, "\n")
    );
    // The usual employee bands lie across these rows, and that is so.
    expect(&text, &[Name::StraddledCase], &[]);
}

#[test]
fn very_many_questions_about_the_entries_of_one_list() {
    let tests: Vec<String> = (0..60)
        .map(|at| format!("count of activity where (kind contains \"q{at}x\" and at within {} days) > {at}", at + 1))
        .collect();
    let head = "lead {\n  email: text key\n  activity: list of { kind: text  at: date } joined by lead_email\n}\n";
    expect(&format!("{head}when {} then +5", joined(&tests, " and ")), &[], &[]);
    expect(&format!("{head}when {} then +5", joined(&tests, " or ")), &[], &[]);
}

#[test]
fn parentheses_inside_of_each_other() {
    let nested = |depth: usize| format!("when {}size > 5{} then +5", "(".repeat(depth), ")".repeat(depth));
    expect(&nested(60), &[], &[]);
    expect(&nested(200), &[Name::TooDeep], &[]);
    let negated = format!("when {}size > 5{} then +5", "not (".repeat(31), ")".repeat(31));
    let [usual, _] = found(&negated);
    assert_eq!(names(&usual), []);
}
