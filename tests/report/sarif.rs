//! What code scanning relies on in SARIF, beside the schema that `.ci/sarif` checks.

use super::all;
use qualify::cli::report::ReportFormat;
use qualify::diagnostic::Name;
use serde_json::Value;

#[test]
fn rules_results_and_places_fit_together() {
    let log: Value = serde_json::from_str(&all(ReportFormat::Sarif)).expect("JSON");
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    assert_eq!(run["tool"]["driver"]["name"], "qualify");
    let rules = run["tool"]["driver"]["rules"].as_array().expect("rules");
    let results = run["results"].as_array().expect("results");
    assert_eq!(results.len(), 6);
    for result in results {
        let index = result["ruleIndex"].as_u64().expect("an index") as usize;
        assert_eq!(rules[index]["id"], result["ruleId"]);
        assert!(rules[index]["shortDescription"]["text"].as_str().is_some_and(|text| !text.is_empty()));
        assert_eq!(result["locations"].as_array().map(Vec::len), Some(1));
    }
    let uris: Vec<&str> =
        run["artifacts"].as_array().into_iter().flatten().filter_map(|a| a["location"]["uri"].as_str()).collect();
    assert_eq!(
        uris,
        ["odd%20name%2C%2050%25%3A%20%C3%A9.qual", "rules/other.qual", "rules/personas.qual", "rules/trial.qual"]
    );
    let fix = &results.iter().find(|result| result["ruleId"] == "unknown-name").expect("it is there")["fixes"][0];
    assert_eq!(fix["artifactChanges"][0]["replacements"][0]["insertedContent"]["text"], "company_size");
    let warning = results.iter().find(|result| result["ruleId"] == "unused-definition").expect("it is there");
    assert_eq!(warning["level"], "warning");
    assert_eq!(warning["properties"]["witness"]["company_size"], 600);
    let rule = rules.iter().find(|rule| rule["id"] == "unused-definition").expect("it is there");
    assert_eq!(rule["help"]["markdown"].as_str(), qualify::lint::page(Name::UnusedDefinition).as_deref());
    assert_eq!(rule["properties"]["tags"][0], "correctness");
}
