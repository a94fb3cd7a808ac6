//! The schemas of what rulesets read and write are true: what reads well fits, what does not fails where a schema can say so, and
//! what is written fits.

mod command;
mod leads;
mod sound;
mod values;
mod written;

use jsonschema::Validator;
use qualify::{Ruleset, schema};
use serde_json::Value as Json;
use std::path::PathBuf;

/// A ruleset with every kind of field and outcome.
const FULL: &str = include_str!("full.qual");

fn full() -> Ruleset {
    Ruleset::parse(FULL).unwrap_or_else(|findings| panic!("{findings}"))
}

/// What checks records that a ruleset reads.
fn of_read(ruleset: &Ruleset) -> Validator {
    validator(&schema::read(ruleset.rules()))
}

/// What checks records that scoring writes.
fn of_written(ruleset: &Ruleset) -> Validator {
    validator(&schema::written(ruleset.rules()))
}

fn validator(schema: &Json) -> Validator {
    jsonschema::draft202012::new(schema).unwrap_or_else(|error| panic!("{error}\n{schema:#}"))
}

/// What a validator has against a record.
fn wrong(validator: &Validator, record: &Json) -> Vec<String> {
    validator.iter_errors(record).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

/// The rule files that are shipped.
fn shipped() -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = Vec::new();
    for folder in ["rulesets", "rulesets/published"] {
        let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        files.extend(entries.filter(|path| path.extension().is_some_and(|extension| extension == "qual")));
    }
    files.sort();
    assert!(files.len() >= 20, "{files:?}");
    files
}
