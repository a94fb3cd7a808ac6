//! The schemas are schemas, always the same, and say what they should.

use super::{FULL, full, of_read, shipped, wrong};
use qualify::rules::Rules;
use qualify::{Ruleset, schema};
use serde_json::Value as Json;

fn both(rules: &Rules) -> [Json; 2] {
    [schema::read(rules), schema::written(rules)]
}

#[test]
fn every_schema_is_as_the_dialect_says() {
    let mut rulesets = vec![("full".to_owned(), full())];
    rulesets.push(("least".to_owned(), Ruleset::parse("when a then +1").unwrap()));
    rulesets.push(("no scores".to_owned(), Ruleset::parse("label l { when a then x otherwise y }").unwrap()));
    rulesets.extend(shipped().into_iter().map(|path| {
        let ruleset = Ruleset::load(&path).unwrap();
        (path.display().to_string(), ruleset)
    }));
    for (name, ruleset) in rulesets {
        for schema in both(ruleset.rules()) {
            let checked = jsonschema::draft202012::meta::validate(&schema);
            assert!(checked.is_ok(), "{name}: {checked:?}");
            assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
            assert_eq!(schema.get("$id"), None);
        }
    }
    // The check finds what is wrong.
    assert!(!jsonschema::draft202012::meta::is_valid(&serde_json::json!({"required": "all"})));
}

#[test]
fn the_same_rules_give_the_same_text() {
    let texts = || both(Ruleset::parse(FULL).unwrap().rules()).map(|schema| format!("{schema:#}"));
    assert_eq!(texts(), texts());
}

#[test]
fn every_example_fits() {
    let mut seen = 0;
    for path in shipped().into_iter().chain(["tests/schema/full.qual".into()]) {
        let ruleset = Ruleset::load(&path).unwrap();
        let validator = of_read(&ruleset);
        let schema = schema::read(ruleset.rules());
        for record in schema["examples"].as_array().into_iter().flatten() {
            seen += 1;
            assert_eq!(wrong(&validator, record), [""; 0], "{}: {record}", path.display());
            let (_, issues) = ruleset.read(record).unwrap();
            assert!(issues.is_empty(), "{}: {record}", path.display());
        }
    }
    assert!(seen >= 40, "{seen}");
}

#[test]
fn the_schemas_of_a_ruleset_with_everything() {
    let [read, written] = both(full().rules());
    insta::assert_snapshot!("full_read", format!("{read:#}"));
    insta::assert_snapshot!("full_written", format!("{written:#}"));
}

#[test]
fn the_schemas_of_shipped_rulesets() {
    for (name, file) in [("posthog", "rulesets/published/posthog.qual"), ("buying-group", "rulesets/buying-group.qual")]
    {
        let ruleset = Ruleset::load(file).unwrap();
        let [read, written] = both(ruleset.rules());
        insta::assert_snapshot!(format!("{name}_read"), format!("{read:#}"));
        insta::assert_snapshot!(format!("{name}_written"), format!("{written:#}"));
    }
}
