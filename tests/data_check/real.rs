//! Real exports, where `QUALIFY_REAL_DATA` names the folder that holds them.

use super::names;
use crate::score::{Ran, Scratch};
use std::path::PathBuf;

fn folder() -> Option<PathBuf> {
    let folder = std::env::var_os("QUALIFY_REAL_DATA").map(PathBuf::from);
    if folder.is_none() {
        println!("left out: QUALIFY_REAL_DATA does not name the folder of real exports");
    }
    folder
}

/// Runs `check RULES --data LEADS`, whose paths may hold spaces.
fn check(rules: &str, leads: &std::path::Path) -> Ran {
    let mut command = Scratch::new::<&str>(&[]).command("check --format json --today 2026-01-15");
    command.current_dir(env!("CARGO_MANIFEST_DIR")).arg(rules).arg("--data").arg(leads);
    Ran::from(command.output().expect("it runs"))
}

/// A ruleset that was written for its leads has nothing but a safeguard that nobody has needed.
#[test]
fn a_ruleset_fits_the_leads_that_it_was_written_for() {
    let Some(folder) = folder() else { return };
    let ran = check("rulesets/x-education.qual", &folder.join("x-education/Leads.csv"));
    assert_eq!(names(&ran), ["never-fires-on-data"], "{ran}");
    assert!(ran.out.contains("this disqualifies none of the 9,240 leads"), "{ran}");
}

/// What `init` drafts from an export has no finding over that export.
#[test]
fn drafts_fit_the_leads_that_they_come_from() {
    let Some(folder) = folder() else { return };
    for file in
        ["x-education/Leads.csv", "bank-marketing/bank.csv", "maven-crm/sales_pipeline.csv", "maven-crm/accounts.csv"]
    {
        let leads = folder.join(file);
        let scratch = Scratch::new::<&str>(&[]);
        let drafted = scratch.command("init -o r.qual").arg(&leads).output().expect("it runs");
        assert!(drafted.status.success(), "{file}");
        let ran = check(&scratch.path("r.qual").to_string_lossy(), &leads);
        assert!(names(&ran).is_empty(), "{file}: {ran}");
    }
}
