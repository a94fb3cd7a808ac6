//! The ruleset for X Education over its real export, where `QUALIFY_REAL_DATA` names the folder that holds it.

use qualify::Ruleset;
use qualify::eval::Judge;
use qualify::records::{BindOptions, LeadReader, ReadOptions, Reader, Record, Step};
use qualify::rules::{LadderId, ScoreId};
use qualify::value::Points;
use std::collections::BTreeMap;
use std::path::PathBuf;

fn folder() -> Option<PathBuf> {
    let folder = std::env::var_os("QUALIFY_REAL_DATA").map(PathBuf::from);
    if folder.is_none() {
        println!("left out: QUALIFY_REAL_DATA does not name the folder of real exports");
    }
    folder
}

/// What came out for each lead, by its number.
type Verdicts = BTreeMap<String, (Vec<Points>, String)>;

fn judged(file: PathBuf, unwrap_quoted_rows: bool) -> Verdicts {
    let ruleset = Ruleset::load("rulesets/x-education.qual").unwrap();
    let rules = ruleset.rules();
    let source = Box::new(std::fs::File::open(&file).unwrap());
    let options = ReadOptions { unwrap_quoted_rows, ..Default::default() };
    let mut reader = Reader::open(source, "leads.csv", options).unwrap();
    let mut leads = LeadReader::new(&rules.fields, reader.columns(), BindOptions::default()).unwrap();
    let mut judge = Judge::new(rules);
    let mut record = Record::default();
    let mut verdicts = Verdicts::new();
    let today = jiff::civil::date(2026, 1, 15);
    while let Step::Record = reader.read(&mut record).unwrap() {
        let lead = leads.read(&record).unwrap();
        let key = lead.get(rules.key().unwrap()).unwrap().to_string();
        let verdict = judge.judge(lead, today);
        let scores = (0..rules.scores.len()).map(|at| verdict.score(ScoreId(at))).collect();
        let step = verdict.step(LadderId(0)).map_or("disqualified", |step| rules.ladders[0].steps[step].name.as_str());
        assert!(verdicts.insert(key, (scores, step.to_owned())).is_none());
    }
    let issues = leads.finish().unwrap();
    assert!(issues.is_empty(), "{issues:?}");
    verdicts
}

#[test]
fn x_education_is_scored_whole_and_both_copies_agree() {
    let Some(folder) = folder() else { return };
    let verdicts = judged(folder.join("x-education/Leads.csv"), false);
    assert_eq!(verdicts.len(), 9_240);

    let mut steps: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, step) in verdicts.values() {
        *steps.entry(step).or_default() += 1;
    }
    // As an independent program counted them.
    assert_eq!(steps, BTreeMap::from([("disqualified", 1), ("lead", 3_931), ("mql", 2_388), ("sql", 2_920)]));
    let sum = |at: usize| verdicts.values().map(|(scores, _)| scores[at]).sum::<Points>().to_string();
    assert_eq!([sum(0), sum(1), sum(2)], ["131750", "112765", "244515"]);

    assert!(verdicts == judged(folder.join("x-education/Lead Scoring.csv"), true), "the copies differ");
}
