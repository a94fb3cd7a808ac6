//! The real exports, where `QUALIFY_REAL_DATA` names their folder.

use super::{drafted, unreadable};
use qualify::records::ReadOptions;
use qualify::value::Type;
use std::path::PathBuf;

fn folder() -> Option<PathBuf> {
    let folder = std::env::var_os("QUALIFY_REAL_DATA").map(PathBuf::from);
    if folder.is_none() {
        println!("left out: QUALIFY_REAL_DATA does not name the folder of real exports");
    }
    folder
}

#[test]
fn every_cell_of_the_real_exports_can_be_read_with_the_drafted_types() {
    let Some(folder) = folder() else { return };
    let files = [
        ("x-education/Leads.csv", 9_240, 37, Some("lead_number")),
        ("x-education/Lead Scoring.csv", 9_240, 37, Some("lead_number")),
        ("bank-marketing/bank-additional-full.csv", 41_188, 21, None),
        ("bank-marketing/bank.csv", 4_521, 17, None),
        ("maven-crm/sales_pipeline.csv", 8_800, 8, Some("opportunity_id")),
        ("maven-crm/accounts.csv", 85, 7, Some("account")),
        ("maven-crm/products.csv", 7, 3, Some("product")),
        ("maven-crm/sales_teams.csv", 35, 3, Some("sales_agent")),
    ];
    for (name, leads, fields, key) in files {
        let bytes = std::fs::read(folder.join(name)).unwrap();
        let options = ReadOptions { unwrap_quoted_rows: true, ..Default::default() };
        let draft = drafted(name, &bytes, options.clone());
        if std::env::var_os("SHOW").is_some() {
            println!("{}", draft.text);
        }
        assert_eq!((draft.leads, draft.fields.len()), (leads, fields), "{name}");
        assert_eq!(unreadable(&draft, name, &bytes, options), Vec::<String>::new(), "{name}");
        let found = draft.fields.iter().find(|field| field.key).map(|field| field.name.as_str());
        assert_eq!(found, key, "{name}");
        let strict = draft.fields.iter().filter(|field| !matches!(field.read.kind, Type::Text { .. })).count();
        assert!(strict * 3 >= fields || leads < 100, "{name}: only {strict} fields are more than text");
    }
}
