//! Safe fixes: the mended file has no such finding any more, stays in the standard layout, and means the same for every lead.

use super::look_for;
use proptest::prelude::*;
use qualify::diagnostic::{Finding, Name};
use qualify::jiff::civil::date;
use qualify::source::Source;
use qualify::{Ruleset, format};
use serde_json::{Map, Value, json};
use std::fs;

/// The lints that have safe fixes.
const LINTS: [Name; 5] =
    [Name::ListAsOr, Name::NegatedIn, Name::RangeAsComparisons, Name::RepeatedList, Name::RepeatedValue];

/// The text with all safe fixes that do not touch each other, or `None` where there are none.
fn fixed_once(text: &str, findings: &[Finding]) -> Option<String> {
    let mut edits: Vec<(usize, usize, &str)> = Vec::new();
    for finding in findings.iter().filter(|finding| finding.safe_to_fix) {
        let new: Vec<_> = finding.fix.iter().flatten().collect();
        assert!(new.iter().all(|edit| edit.place.file.0 == 0), "{finding:?}");
        let new: Vec<_> = new.iter().map(|edit| (edit.place.span.start, edit.place.span.end, &*edit.text)).collect();
        let touches = |one: &(usize, usize, &str)| edits.iter().any(|two| one.0 <= two.1 && two.0 <= one.1);
        if !new.iter().any(touches) {
            edits.extend(new);
        }
    }
    edits.sort();
    let mut out = String::new();
    let mut at = 0;
    for (start, end, text_of) in &edits {
        assert!(*start >= at, "the edits of one fix overlap: {edits:?}");
        out.push_str(&text[at..*start]);
        out.push_str(text_of);
        at = *end;
    }
    out.push_str(&text[at..]);
    (!edits.is_empty()).then_some(out)
}

fn laid_out(file: &str, text: &str) -> Option<String> {
    format::verified(&Source::new(file, text)).ok()
}

/// The text with all safe fixes, laid out anew where it was laid out before.
fn fixed(names: &[Name], file: &str, text: &str) -> String {
    let is_laid_out = laid_out(file, text).as_deref() == Some(text);
    let mut text = text.to_owned();
    for _ in 0..20 {
        let inspected = look_for(names, file, &text);
        assert!(!inspected.findings.iter().any(Finding::is_error), "{text}\n{:#?}", inspected.findings);
        match fixed_once(&text, &inspected.findings) {
            Some(better) => text = better,
            None => return if is_laid_out { laid_out(file, &text).expect("it can be laid out") } else { text },
        }
    }
    panic!("no end of fixes:\n{text}");
}

#[test]
fn fixtures_are_mended() {
    for name in LINTS {
        let folder = format!("tests/lint/fixtures/{}", name.about().name);
        let Ok(entries) = fs::read_dir(&folder) else { continue };
        let mut paths: Vec<_> = entries.map(|entry| entry.expect("an entry").path()).collect();
        paths.sort();
        let found = |path: &std::path::PathBuf| {
            let stem = path.file_stem().expect("a name").to_string_lossy().into_owned();
            (stem.starts_with("found-") && path.extension().is_some_and(|end| end == "qual")).then_some(stem)
        };
        for (path, stem) in paths.iter().filter_map(|path| Some((path, found(path)?))) {
            let file = path.to_string_lossy();
            let text = fs::read_to_string(path).expect("a text");
            let better = fixed(&[name], &file, &text);
            let left = look_for(&[name], &file, &better).findings;
            let left: Vec<_> = left.iter().map(|finding| format!("# left: {}\n", finding.message)).collect();
            insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true, snapshot_path => "snapshots" }, {
                insta::assert_snapshot!(format!("{name}_{stem}_mended"), format!("{better}{}", left.concat()));
            });
        }
    }
}

const HEAD: &str = "lead {
  n: number
  m: number = 0
  r: number or range
  t: text
  e: text exact
  o: one of \"a\", \"b\", \"ab\"
  d: date
  l: list of text
  y: yes/no
  a: list of { k: text  v: number }
}

list named = [\"a\", \"ab\", \"b c\"]

";

fn number() -> impl Strategy<Value = String> {
    (0..4u8).prop_map(|number| number.to_string())
}

fn text() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["a", "b", "ab", "A", "b c", " a", "c"]).prop_map(|text| format!("\"{text}\""))
}

fn day() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["2026-01-10", "2026-01-15", "2026-01-20"]).prop_map(str::to_owned)
}

fn list(of: BoxedStrategy<String>) -> impl Strategy<Value = String> {
    prop::collection::vec(of, 1..5).prop_map(|entries| format!("[{}]", entries.join(", ")))
}

fn sign() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["=", "!=", "<", "<=", ">", ">=", ">=", "<="])
}

fn equality() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["=", "=", "!="])
}

fn not_or(word: &'static str) -> impl Strategy<Value = String> {
    any::<bool>().prop_map(move |not| if not { format!("not {word}") } else { word.to_owned() })
}

/// A single test of a lead, or of an entry.
fn test(numbers: &'static [&'static str], texts: &'static [&'static str]) -> BoxedStrategy<String> {
    let numbers = || prop::sample::select(numbers);
    let texts = || prop::sample::select(texts);
    let which = || {
        prop_oneof![
            text(),
            text().prop_map(|text| format!("word {text}")),
            list(text().boxed()).prop_map(|list| format!("any of {list}")),
            list(text().boxed()).prop_map(|list| format!("all of {list}")),
            list(text().boxed()).prop_map(|list| format!("any word of {list}")),
            list(text().boxed()).prop_map(|list| format!("all word of {list}")),
            Just("any of named".to_owned()),
        ]
    };
    prop_oneof![
        4 => (numbers(), sign(), number()).prop_map(|(field, sign, number)| format!("{field} {sign} {number}")),
        1 => (number(), sign(), numbers()).prop_map(|(number, sign, field)| format!("{number} {sign} {field}")),
        1 => (numbers(), not_or("in"), 0..3u8, 0..3u8, any::<bool>())
            .prop_map(|(field, word, low, more, below)| {
                let (dots, high) = if below { ("..<", low + more + 1) } else { ("..", low + more) };
                format!("{field} {word} {low}{dots}{high}")
            }),
        2 => (numbers(), not_or("in"), list(number().boxed())).prop_map(|(field, word, list)| format!("{field} {word} {list}")),
        3 => (numbers(), 0..2u8, 2..4u8, prop::sample::select(vec!["<", "<="]), any::<bool>())
            .prop_map(|(field, low, high, sign, turned)| match turned {
                false => format!("({field} >= {low} and {field} {sign} {high})"),
                true => format!("({field} {sign} {high} and {low} <= {field})"),
            }),
        4 => (texts(), equality(), text()).prop_map(|(field, sign, text)| format!("{field} {sign} {text}")),
        2 => (texts(), not_or("in"), list(text().boxed())).prop_map(|(field, word, list)| format!("{field} {word} {list}")),
        1 => (texts(), not_or("in")).prop_map(|(field, word)| format!("{field} {word} named")),
        5 => (texts(), which()).prop_map(|(field, which)| format!("{field} contains {which}")),
        2 => (texts(), prop::sample::select(vec!["starts", "ends"]), text())
            .prop_map(|(field, word, text)| format!("{field} {word} with {text}")),
        2 => (texts(), prop::sample::select(vec!["starts", "ends"]), list(text().boxed()))
            .prop_map(|(field, word, list)| format!("{field} {word} with any of {list}")),
        1 => (texts(), any::<bool>())
            .prop_map(|(field, known)| format!("{field} is {}", if known { "known" } else { "unknown" })),
    ]
    .boxed()
}

fn of_lead() -> BoxedStrategy<String> {
    let one_of = || prop::sample::select(vec!["\"a\"", "\"b\"", "\"ab\""]);
    prop_oneof![
        12 => test(&["n", "m", "r", "r"], &["t", "t", "e"]),
        1 => (0..3u8, sign(), number()).prop_map(|(more, sign, number)| format!("n + {more} {sign} {number}")),
        1 => (sign(), number()).prop_map(|(sign, number)| format!("count of l {sign} {number}")),
        1 => (equality(), one_of()).prop_map(|(sign, value)| format!("o {sign} {value}")),
        2 => (sign(), day()).prop_map(|(sign, day)| format!("d {sign} {day}")),
        1 => (not_or("in"), list(day().boxed())).prop_map(|(word, list)| format!("d {word} {list}")),
        1 => not_or("within").prop_map(|word| format!("d {word} 3 days")),
        2 => text().prop_map(|text| format!("l contains {text}")),
        1 => (any::<bool>(), list(text().boxed()))
            .prop_map(|(all, list)| format!("l contains {} of {list}", if all { "all" } else { "any" })),
        1 => Just("y".to_owned()),
        1 => Just("y != yes".to_owned()),
        2 => combined(test(&["v"], &["k"])).prop_map(|inner| format!("any a where ({inner})")),
        1 => Just("fit >= 2".to_owned()),
        1 => Just("tag = x".to_owned()),
        1 => Just("tag != \"y y\"".to_owned()),
        1 => Just("tag in [x, z]".to_owned()),
        1 => Just("stage >= second".to_owned()),
    ]
    .boxed()
}

fn combined(leaf: BoxedStrategy<String>) -> BoxedStrategy<String> {
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            3 => prop::collection::vec(inner.clone(), 2..5).prop_map(|parts| format!("({})", parts.join(" and "))),
            3 => prop::collection::vec(inner.clone(), 2..5).prop_map(|parts| format!("({})", parts.join(" or "))),
            2 => prop::collection::vec(inner.clone(), 2..4).prop_map(|parts| parts.join(" and ")),
            2 => inner.clone().prop_map(|inner| format!("not {inner}")),
            1 => prop::collection::vec(inner, 2..4).prop_map(|parts| format!("at least 2 of ({})", parts.join(", "))),
        ]
    })
    .boxed()
}

fn ruleset() -> impl Strategy<Value = String> {
    let conditions = prop::collection::vec(combined(of_lead()), 1..4);
    let rules = prop::collection::vec(combined(test(&["n", "m", "r"], &["t", "e"])), 1..4);
    (rules, conditions).prop_map(|(rules, conditions)| {
        let rules: Vec<String> = rules.iter().map(|one| format!("  when {one} then +1\n")).collect();
        let choices: Vec<String> =
            conditions.iter().enumerate().map(|(at, one)| format!("label c{at} {{\n  when {one} then good\n  when not ({one}) then bad\n  otherwise open\n}}\n")).collect();
        format!(
            "{HEAD}score fit {{\n{}}}\n\nladder stage {{\n  first_one\n  second needs fit >= 1\n}}\n\nlabel tag {{\n  when m = 1 then x\n  when m = 2 then \"y y\"\n  otherwise z\n}}\n\n{}",
            rules.concat(),
            choices.concat()
        )
    })
}

fn lead() -> impl Strategy<Value = Value> {
    let number = || prop_oneof![Just(Value::Null), (0..4).prop_map(|number| json!(number))];
    let range =
        prop::sample::select(vec!["", "0-1", "1-3", "2+", "<2", ">1", "<=2", "1-1", "3"]).prop_map(|text| json!(text));
    let value =
        || prop::sample::select(vec!["", "a", "b", "ab", "A", "b c", "c b", "abc", "d"]).prop_map(|text| json!(text));
    let day = prop::sample::select(vec!["", "2026-01-10", "2026-01-13", "2026-01-15", "2026-01-20"])
        .prop_map(|text| json!(text));
    let entries = prop::collection::vec((value(), number()), 0..3)
        .prop_map(|entries| entries.into_iter().map(|(k, v)| json!({ "k": k, "v": v })).collect::<Value>());
    let texts = prop::collection::vec(value(), 0..3).prop_map(Value::Array);
    let truth = prop::sample::select(vec![json!(null), json!(true), json!(false)]);
    let one_of = prop::sample::select(vec!["", "a", "ab"]).prop_map(|text| json!(text));
    (number(), number(), range, value(), value(), one_of, day, texts, truth, entries).prop_map(
        |(n, m, r, t, e, o, d, l, y, a)| {
            let values =
                [("n", n), ("m", m), ("r", r), ("t", t), ("e", e), ("o", o), ("d", d), ("l", l), ("y", y), ("a", a)];
            Value::Object(values.into_iter().map(|(name, value)| (name.to_owned(), value)).collect::<Map<_, _>>())
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 192, ..ProptestConfig::default() })]

    /// Whatever is mended, each lead has the same verdict after it as before, down to the last rule.
    #[test]
    fn mended_files_mean_the_same(text in ruleset(), leads in prop::collection::vec(lead(), 24)) {
        let better = fixed(&LINTS, "generated.qual", &text);
        let (before, after) = (Ruleset::parse(&text), Ruleset::parse(&better));
        let (before, after) = (before.expect("the rules are sound"), after.expect("they are sound when mended"));
        let (mut one, mut two) = (before.judge(), after.judge());
        for lead in &leads {
            let (old, _) = before.read(lead).expect("a record");
            let (new, _) = after.read(lead).expect("a record");
            let today = date(2026, 1, 15);
            prop_assert_eq!(one.judge(&old, today), two.judge(&new, today), "{}\n{}\n{}", lead, text, better);
        }
    }
}

/// The generated files are such as have something to mend, for each lint.
#[test]
fn generated_files_are_worth_mending() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::deterministic();
    let mut counts = [0; LINTS.len()];
    for _ in 0..100 {
        let text = ruleset().new_tree(&mut runner).expect("a file").current();
        let findings = look_for(&LINTS, "generated.qual", &text).findings;
        for (count, name) in counts.iter_mut().zip(LINTS) {
            *count += findings.iter().filter(|one| one.name == name && one.safe_to_fix).count();
        }
    }
    assert!(counts.iter().all(|count| *count >= 10), "{counts:?}");
}
