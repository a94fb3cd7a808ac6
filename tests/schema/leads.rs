//! The leads of the shipped rulesets, as JSON, fit the schema where they can be read, and fail it where not.

use super::{of_read, shipped, wrong};
use qualify::Ruleset;
use qualify::records::folded;
use qualify::rules::Field;
use serde_json::{Map, Value as Json, json};
use std::collections::HashMap;
use std::path::Path;

#[test]
fn leads_fit_where_they_can_be_read() {
    let (mut fit, mut failed) = (0, 0);
    for path in shipped() {
        let ruleset = Ruleset::load(&path).unwrap();
        let validator = of_read(&ruleset);
        for typed in [false, true] {
            for lead in leads(&path, &ruleset, typed) {
                let (_, issues) = ruleset.read(&lead).unwrap();
                let wrong = wrong(&validator, &lead);
                assert_eq!(wrong.is_empty(), issues.is_empty(), "{}: {lead}\n{wrong:#?}", path.display());
                *if wrong.is_empty() { &mut fit } else { &mut failed } += 1;
            }
        }
    }
    assert!(fit >= 400 && failed >= 20, "{fit} leads fit, {failed} fail");
}

/// The leads of a ruleset with their entries nested, under the names that are looked for first; `typed` makes numbers of numbers.
fn leads(path: &Path, ruleset: &Ruleset, typed: bool) -> Vec<Json> {
    let fields = &ruleset.rules().fields;
    let file = Path::new("rulesets/leads").join(path.strip_prefix("rulesets").unwrap());
    let mut leads = rows(&file.with_extension("csv"), fields, typed);
    let key = ruleset.rules().key().map(|key| fields[key.0].column());
    for list in fields {
        let Some(entry) = &list.entries else { continue };
        let joined_by = entry.joined_by.as_ref().expect("a file of its own");
        let mut of_lead: HashMap<String, Vec<Json>> = HashMap::new();
        let columns: Vec<Field> = entry.fields.iter().cloned().chain([Field::clone(joined_by)]).collect();
        for mut row in rows(&file.with_extension(format!("{}.csv", list.name)), &columns, typed) {
            let key = row.shift_remove(joined_by.column()).unwrap_or_default();
            of_lead.entry(key.to_string()).or_default().push(Json::Object(row));
        }
        for lead in &mut leads {
            let entries = of_lead.remove(&lead[key.expect("a key")].to_string()).unwrap_or_default();
            lead.insert(list.column().to_owned(), json!(entries));
        }
    }
    leads.into_iter().map(Json::Object).collect()
}

fn rows(path: &Path, fields: &[Field], typed: bool) -> Vec<Map<String, Json>> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_path(path).unwrap();
    let named = |header: &str| {
        let field = fields.iter().find(|field| folded(field.column()) == folded(header));
        field.map_or(header, Field::column).to_owned()
    };
    let names: Vec<String> = reader.headers().unwrap().iter().map(named).collect();
    let number = |cell: &str| serde_json::from_str::<serde_json::Number>(cell).ok().filter(|_| typed);
    let rows = reader.records().map(|row| {
        let row = row.unwrap();
        let cells = row.iter().map(|cell| number(cell).map_or_else(|| json!(cell), Json::Number));
        names.iter().cloned().zip(cells).collect()
    });
    rows.collect()
}
