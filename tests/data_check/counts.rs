//! What is counted here is what `score` counts.

use crate::eval::generated;
use crate::score::Scratch;
use proptest::prelude::*;
use qualify::check::{NoFiles, check};
use qualify::data_check::{DataCheck, Told};
use qualify::jiff::civil::date;
use qualify::records::{BindOptions, LeadReader, ReadOptions, Reader, Record, Step};
use qualify::source::Source;
use serde_json::{Map, Value, json};
use std::io::Cursor;

/// A generated lead as a line of NDJSON.
fn line(cells: &generated::Cells) -> String {
    let mut lead = Map::new();
    for member in generated::written(cells).split("; ").filter(|member| !member.is_empty()) {
        let (name, value) = member.split_once(" = ").expect("a member");
        let value = match name {
            "l" => serde_json::from_str(value).expect("a list"),
            "log" => Value::Array(value.split(" | ").map(entry).collect()),
            _ => json!(value),
        };
        lead.insert(name.to_owned(), value);
    }
    format!("{}\n", Value::Object(lead))
}

fn entry(written: &str) -> Value {
    let members = written.split(", ").filter_map(|member| member.split_once(" = "));
    Value::Object(members.map(|(name, value)| (name.to_owned(), json!(value))).collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    /// Rules fire here as often as the summary of `score` says, and as many never do as it says at most.
    #[test]
    fn rules_fire_as_often_as_in_the_summary_of_score(
        text in generated::ruleset(),
        cells in prop::collection::vec(generated::cells(), 30..40),
    ) {
        let lines: String = cells.iter().map(line).collect();
        let scratch = Scratch::new(&[("r.qual", text.as_str()), ("l.ndjson", lines.as_str())]);
        let options = "--today 2026-01-15 --allow-missing-columns";
        let scored = scratch.run(&format!("score r.qual l.ndjson -o o.ndjson --summary json {options}"));
        prop_assert_eq!(scored.exit, Some(0), "{}", scored);
        let summary: Value = serde_json::from_str(&scored.err).expect("a summary");
        let number = |rule: &Value, name: &str| rule[name].as_u64().expect("a count");
        let rules = summary["rules"].as_array().expect("rules");
        let of_score: Vec<_> = rules.iter().map(|rule| (number(rule, "fired"), number(rule, "undecided"))).collect();

        let checked = check(Source::new("r.qual", text.as_str()), &NoFiles);
        let mut data = DataCheck::new(&checked, date(2026, 1, 15));
        let bind = BindOptions { allow_missing: true, all_fields: false };
        let mut reader =
            Reader::open(Box::new(Cursor::new(lines)), "l.ndjson", ReadOptions::default()).expect("leads");
        let mut leads = LeadReader::new(&checked.rules.fields, reader.columns(), bind).expect("columns");
        let mut record = Record::default();
        while let Step::Record = reader.read(&mut record).expect("a record") {
            data.add(leads.read(&record).expect("a lead"), record.line());
        }
        let fired: Vec<_> = data.fired().into_iter().map(|(_, fired, undecided)| (fired, undecided)).collect();
        prop_assert_eq!(fired, of_score.clone());
        prop_assert_eq!(data.leads(), cells.len() as u64);

        let findings = data.finish(&Told { issues: leads.finish().expect("columns"), ..Told::default() }, &|_| true);
        let said = |start: &str| findings.iter().filter(|finding| finding.message.starts_with(start)).count();
        let all = cells.len() as u64;
        prop_assert!(said("this rule fires on none") <= of_score.iter().filter(|(fired, _)| *fired == 0).count());
        prop_assert!(said("this rule fires on all") <= of_score.iter().filter(|(fired, _)| *fired == all).count());
        prop_assert!(findings.iter().all(|finding| finding.place.is_some() && finding.help.is_some()), "{:#?}", findings);
    }
}
