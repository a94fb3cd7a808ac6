//! The JSON Schema of evaluations says what they are.

use super::Ruleset;
use super::generated::{cells, config, ruleset, written};
use proptest::prelude::*;
use qualify::eval::Evaluation;
use serde_json::Value;

const SCHEMA: &str = include_str!("../../grammar/evaluation.schema.json");

/// What is wrong with a value by the schema, as far as the schema's keywords go; a member that it does not tell of is wrong too.
fn wrong(value: &Value, by: &Value, schema: &Value) -> Option<String> {
    if let Some(path) = by["$ref"].as_str() {
        let target = schema.pointer(&path[1..]).unwrap_or_else(|| panic!("nothing at {path}"));
        return wrong(value, target, schema);
    }
    if let Some(any) = by["anyOf"].as_array() {
        let all: Option<Vec<String>> = any.iter().map(|one| wrong(value, one, schema)).collect();
        return all.map(|all| all.join("; "));
    }
    if let Some(values) = by["enum"].as_array() {
        return (!values.contains(value)).then(|| format!("{value} is none of {values:?}"));
    }
    let fits = match by["type"].as_str().expect("a type") {
        "null" => value.is_null(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "number" => value.is_number(),
        "integer" => value.as_i64().is_some_and(|number| number >= by["minimum"].as_i64().expect("a least")),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("no type is called {other}"),
    };
    if !fits {
        return Some(format!("{value} is no {}", by["type"]));
    }
    if let Some(items) = value.as_array() {
        return items.iter().find_map(|item| wrong(item, &by["items"], schema));
    }
    let members = value.as_object()?;
    let required = by["required"].as_array().map(Vec::as_slice).unwrap_or_default();
    let missing = required.iter().find(|name| !members.contains_key(name.as_str().expect("a name")));
    missing.map(|name| format!("{name} is missing in {value}")).or_else(|| {
        let any = by.get("additionalProperties");
        members.iter().find_map(|(name, member)| match by.get("properties").and_then(|all| all.get(name)).or(any) {
            Some(by) => wrong(member, by, schema).map(|wrong| format!("{name}: {wrong}")),
            None => Some(format!("{name} is not told of")),
        })
    })
}

fn check(evaluation: &Evaluation) -> Option<String> {
    let schema: Value = serde_json::from_str(SCHEMA).expect("JSON");
    wrong(&serde_json::to_value(evaluation).expect("it serialises"), &schema, &schema)
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn every_evaluation_is_as_the_schema_says(text in ruleset(), cells in cells()) {
        let evaluation = Ruleset::new(&text).evaluate(&written(&cells));
        prop_assert_eq!(check(&evaluation), None);
    }
}

#[test]
fn what_is_seldom_there_is_as_the_schema_says() {
    let text = r#"
        ruleset "all"
        lead { id: text key  was: text  tags: list of text  size: number or range }
        score fit in 0..10 { group "g" in 0..5 { when tags contains any of ["x"] then +3 per count of tags } }
        ladder stage never below was { low  mid needs at least 1 of (fit > 2, size > 5) }
        label tier { by size { 1..9 then small  unknown then open } otherwise large }
        disqualify when id = "9" because "nine"
    "#;
    for cells in ["", "id = 9; tags = [\"x\"]; was = mid", "id = 1; was = gone; size = 5-50", "was = mid; size = 3"] {
        let mut evaluation = Ruleset::new(text).evaluate(cells);
        evaluation.line = Some(2);
        assert_eq!(check(&evaluation), None, "{cells}");
    }
}

#[test]
fn entries_that_counted_are_as_the_schema_says() {
    let text = r#"
        lead { fav: text  a: list of { kind: text  at: date  n: number or range  ok: yes/no  tags: list of text } }
        for each a where (kind = "x") then +1 up to +2 per day up to +2
        for each a where (kind = fav) then -1 losing 5% every 2 days since at
        when any a where (ok) and count of a > 1 then +1 per sum n2 of b
        when latest at of a is known then +1
        by count of a { 0..2 then 1 other then 2 }
        label l { when any a where (kind = "x") then x  otherwise y }
        disqualify when count of a > 9 because "many"
        lead { b: list of { n2: number } }
        test "all" { today 2026-01-15 given {
            a = [{ kind = "x", at = 2026-01-02, n = "5-9", ok = yes, tags = ["a", "b"] }, { kind = "x" }, { }], b = [{ n2 = 2 }, { }]
        } expect l = x }
        test "none" { today 2026-01-15 expect l = y }
    "#;
    let ruleset = Ruleset::new(text);
    let report = qualify::testing::run(ruleset.rules(), &ruleset.checked().sources, None);
    for result in &report.results {
        assert!(result.passed(), "{result:?}");
        assert_eq!(check(&result.evaluation), None, "{}", result.name);
    }
    let shown = serde_json::to_string(&report.results[0].evaluation).expect("it serialises");
    for member in [
        "\"newest\":",
        "\"passed_over\":1",
        "\"needed\":\"at\"",
        "\"unknown_fields\":[\"fav\"]",
        "\"tags\":[\"a\",\"b\"]",
    ] {
        assert!(shown.contains(member), "{member} in {shown}");
    }
}

#[test]
fn the_check_of_this_test_finds_what_is_wrong() {
    let schema: Value = serde_json::from_str(SCHEMA).expect("JSON");
    let good = serde_json::to_value(Ruleset::new("when a then +1").evaluate("")).expect("it serialises");
    for (member, value) in [("today", Value::Null), ("reasons", "none".into()), ("more", 1.into()), ("line", 0.into())]
    {
        let mut bad = good.clone();
        bad[member] = value;
        assert!(wrong(&bad, &schema, &schema).is_some(), "{member}");
    }
    let mut bad = good.clone();
    bad.as_object_mut().expect("an object").shift_remove("scores");
    assert_eq!(wrong(&good, &schema, &schema), None);
    assert!(wrong(&bad, &schema, &schema).is_some());
}
