//! `--fix` never changes a verdict.

use super::TODAY;
use crate::eval::Ruleset;
use crate::eval::generated::{cells, config, lead_block, ruleset, written};
use proptest::prelude::*;
use proptest::sample::select;
use qualify::Folder;
use qualify::diagnostic::Severity;
use qualify::lint::{Fixed, Settings, fix};
use qualify::rules::Rules;
use qualify::source::Source;
use qualify::value::Type;
use serde_json::{Map, Value, json};
use std::fs;

/// Fixes a text with all lints on that are of some groups.
fn fixed_for(groups: &[&str], name: &str, text: &str) -> Fixed {
    let mut settings = Settings { today: Some(TODAY), ..Settings::default() };
    for group in ["correctness", "scoring", "style", "pedantic"] {
        let level = if groups.contains(&group) { Severity::Warning } else { Severity::Allowed };
        settings.levels.push(level, group).expect("a group");
    }
    fix(Source::new(name, text), &Folder, &|_| settings.clone())
}

/// Fixes a text with all lints on.
fn fixed(name: &str, text: &str) -> Fixed {
    fixed_for(&["correctness", "scoring", "style", "pedantic"], name, text)
}

/// Conditions such as lints put into other words.
fn wordy() -> impl Strategy<Value = String> {
    let number = || select(vec!["-1", "0", "1", "2.5", "3", "40"]);
    let text = || select(vec!["vp", "VP", " vp ", "director", "ceo/cto", "intern"]);
    let choice = || select(vec!["A", "B", "C"]);
    let (low, high) = (select(vec![">", ">=", "<", "<="]), select(vec!["<", "<=", ">", ">="]));
    let field = || select(vec!["n", "m", "size", "doubled", "count of l", "days since d"]);
    let range = (field(), low, number(), field(), high, number(), select(vec!["and", "or"]), any::<bool>()).prop_map(
        |(one, low, from, two, high, to, joined, same)| {
            let two = if same { one } else { two };
            format!("({one} {low} {from} {joined} {two} {high} {to})")
        },
    );
    let or = (text(), text(), text(), select(vec!["=", "!="]), select(vec!["or", "and"])).prop_map(
        |(one, two, three, op, joined)| {
            format!("(t {op} \"{one}\" {joined} t {op} \"{two}\" {joined} t {op} \"{three}\")")
        },
    );
    let numbers = (number(), number()).prop_map(|(one, two)| format!("(n = {one} or n = {two})"));
    let negated = select(vec![
        "not p in [\"A\", \"B\"]",
        "not t contains \"vp\"",
        "not d within 14 days",
        "not aye = no",
        "not n = 2.5",
        "not l contains \"x\"",
        "not (size in 5..60)",
        "not t is unknown",
        "not not aye",
    ])
    .prop_map(str::to_owned);
    let listed = (choice(), choice(), any::<bool>()).prop_map(|(one, two, not)| {
        format!("p {} [\"{one}\", \"{two}\", \"{one}\"]", if not { "not in" } else { "in" })
    });
    let again = prop_oneof![
        Just("t in [\"vp\", \"Director\", \"intern\"]".to_owned()),
        Just("t contains any of [\"vp\", \"Director\", \"intern\"]".to_owned()),
        Just("(n > 1 and n > 2.5)".to_owned()),
        Just("(aye and (aye or n > 3))".to_owned()),
        Just("t contains \"cto\"".to_owned()),
    ];
    prop_oneof![3 => range, 2 => or, 1 => numbers, 3 => negated, 2 => listed, 2 => again]
}

/// Rules with such conditions, and comments that silence nothing.
fn rules() -> impl Strategy<Value = String> {
    let rule = (wordy(), wordy(), any::<bool>(), 1..9usize).prop_map(|(one, two, leftover, points)| {
        let comment = if leftover { "# qualify: allow(unused-definition) left over\n" } else { "" };
        format!("{comment}when {one} and not ({two}) then +{points}\nwhen {one} then -{points}\n")
    });
    let body = prop::collection::vec(rule, 1..5);
    (body, wordy(), wordy()).prop_map(|(rules, one, two)| {
        format!(
            "{}define doubled = n * 2\nscore fit in -20..20 {{\n{}}}\ndisqualify when {one} because \"is out\"\n\
             ladder stage {{ low  high needs {two} }}\nlabel tier {{ when {two} then hot  otherwise cold }}\n",
            lead_block(),
            rules.concat()
        )
    })
}

/// Holds the verdicts on these leads against those of the fixed rules.
fn assert_same(groups: &[&str], text: &str, leads: &[crate::eval::generated::Cells]) -> Result<(), TestCaseError> {
    let fixed = fixed_for(groups, "generated.qual", text);
    let (before, after) = (Ruleset::new(text), Ruleset::new(fixed.source.text()));
    for cells in leads {
        let lead = written(cells);
        prop_assert_eq!(before.judge(&lead), after.judge(&lead), "{}\n{}\n{}", text, fixed.source.text(), lead);
    }
    let again = fixed_for(groups, "generated.qual", fixed.source.text());
    prop_assert_eq!((again.made, again.source.text()), (0, fixed.source.text()));
    prop_assert!(!text.contains("# qualify") || !fixed.source.text().contains("# qualify"));
    Ok(())
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn of_wordy_rules(text in rules(), leads in prop::collection::vec(cells(), 12)) {
        assert_same(&["correctness", "style"], &text, &leads)?;
    }

    #[test]
    fn of_all_kinds_of_rules(text in ruleset(), leads in prop::collection::vec(cells(), 12)) {
        assert_same(&["correctness", "style"], &text, &leads)?;
    }
}

/// What a lead may have for a field, from what the rules name: the values themselves, and what lies beside them.
fn values(kind: &Type, text: &str) -> Vec<Value> {
    let quoted = || text.split('"').skip(1).step_by(2).map(str::to_owned);
    let words = || text.split(|letter: char| !(letter.is_ascii_digit() || ".-".contains(letter)));
    let numbers = || words().flat_map(|word| word.split("..")).filter_map(|word| word.parse::<f64>().ok());
    match kind {
        Type::Number => {
            numbers().flat_map(|one| [one - 1.0, one, one + 0.5, one + 1.0]).map(|one| json!(one)).collect()
        }
        Type::NumberOrRange => {
            let around = numbers().map(|one| json!(format!("{}-{}", one.abs(), one.abs() + 10.0)));
            numbers().map(|one| json!(one)).chain(around).collect()
        }
        Type::YesNo => vec![json!("yes"), json!("no")],
        Type::Date => {
            let days = words().filter_map(|word| word.parse::<qualify::jiff::civil::Date>().ok()).chain([TODAY]);
            days.flat_map(|day| [day.yesterday().unwrap(), day, day.tomorrow().unwrap()])
                .map(|day| json!(day.to_string()))
                .collect()
        }
        Type::OneOf(values) => values.iter().map(|value| json!(value.shown())).collect(),
        Type::ListOfText => quoted().map(|one| json!([one, "else"])).chain([json!([])]).collect(),
        Type::ListOfEntries => vec![json!([])],
        Type::Text { .. } => quoted()
            .flat_map(|one| [one.clone(), format!("x{one}y"), one.to_uppercase()])
            .map(|one| json!(one))
            .collect(),
    }
}

/// Leads with values that the rules name, and some unknown; the same ones each time.
fn leads(rules: &Rules, text: &str) -> Vec<Value> {
    let pools: Vec<(&str, Vec<Value>)> =
        rules.fields.iter().map(|field| (field.name.as_str(), values(field.kind(), text))).collect();
    let mut state = 7u64;
    let mut next = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    let mut lead = || {
        let mut record = Map::new();
        for (name, pool) in &pools {
            if !pool.is_empty() && next(4) > 0 {
                record.insert((*name).to_owned(), pool[next(pool.len())].clone());
            }
        }
        Value::Object(record)
    };
    (0..200).map(|_| lead()).collect()
}

/// Every fix of every lint, over the fixtures and over what this project ships.
#[test]
fn of_fixtures_and_of_shipped_rules() {
    let mut folders: Vec<_> =
        fs::read_dir("tests/lint/fixtures").expect("fixtures").map(|one| one.unwrap().path()).collect();
    folders.extend(["rulesets".into(), "rulesets/published".into(), "tests/check/good".into()]);
    let files =
        folders.iter().flat_map(|folder| fs::read_dir(folder).expect("a folder")).map(|one| one.unwrap().path());
    let mut made = 0;
    for path in files.filter(|path| path.extension().is_some_and(|end| end == "qual")) {
        let text = fs::read_to_string(&path).expect("a text");
        let fixed = fixed(&path.to_string_lossy(), &text);
        if fixed.made == 0 {
            continue;
        }
        made += fixed.made;
        let ruleset = |text: &str| {
            let source = Source::new(path.to_string_lossy(), text);
            qualify::Ruleset::from_source(source, &Folder).expect("a ruleset without errors")
        };
        let (before, after) = (ruleset(&text), ruleset(fixed.source.text()));
        for lead in leads(before.rules(), &text) {
            let verdict = |ruleset: &qualify::Ruleset| {
                ruleset.judge().judge(&ruleset.read(&lead).expect("a record").0, TODAY).clone()
            };
            assert_eq!(verdict(&before), verdict(&after), "{}: {lead}", path.display());
        }
    }
    assert!(made >= 5, "only {made} fixes");
}
