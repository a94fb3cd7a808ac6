//! What is written is what the rules say, whatever the leads.

use super::{RULES, Scratch};
use proptest::prelude::*;
use qualify::Ruleset;
use qualify::eval::{disqualified_because, judge, reasons};
use qualify::records::lead_of;
use serde_json::{Map, Value, json};

/// A cell of each column: good ones, bad ones, none.
fn lead() -> impl Strategy<Value = Vec<(&'static str, String)>> {
    let of = |cells: &'static [&'static str]| prop::sample::select(cells).prop_map(str::to_owned);
    (
        "[a-c]{0,2}(@rival\\.example|@x)?",
        of(&["", "51-200", "20", "120", "1000+", "<10", "many", "5-Jan"]),
        of(&["", "0", "1", "3", "99", "-2", "x", "\"", "1e400"]),
        of(&["", "Software", "retail", "Bio", "a,b"]),
        of(&["", "yes", "NO", "1", "maybe"]),
        of(&["", "nobody", "Eve", "line\nend", "=1"]),
    )
        .prop_map(|(email, size, downloads, industry, demo, owner)| {
            vec![
                ("Email", email),
                ("Company Size", size),
                ("Downloads", downloads),
                ("Industry", industry),
                ("Demo", demo),
                ("Owner", owner),
            ]
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn written_as_judged(leads in prop::collection::vec(lead(), 1..30)) {
        let mut file = csv::Writer::from_writer(Vec::new());
        file.write_record(["Email", "Company Size", "Downloads", "Industry", "Demo", "Owner"]).unwrap();
        for lead in &leads {
            file.write_record(lead.iter().map(|(_, cell)| cell)).unwrap();
        }
        let file = file.into_inner().unwrap();
        let scratch = Scratch::new(&[("r.qual", RULES.as_bytes()), ("l.csv", &file)]);
        let as_csv = scratch.run("score r.qual l.csv -q");
        prop_assert_eq!(as_csv.exit, Some(0), "{}", as_csv);
        let as_json = scratch.run("score r.qual l.csv -q --format json --keep none");
        let as_json: Vec<Value> = serde_json::from_str(&as_json.out).unwrap();
        let rows: Vec<csv::StringRecord> =
            csv::Reader::from_reader(as_csv.out.as_bytes()).into_records().map(Result::unwrap).collect();
        prop_assert_eq!(rows.len(), leads.len());
        prop_assert_eq!(as_json.len(), leads.len());

        let explained = scratch.run("explain r.qual l.csv --limit 0 --format json");
        let explained: Vec<Value> = serde_json::from_str(&explained.out).unwrap();
        prop_assert_eq!(explained.len(), leads.len());
        for (object, explained) in as_json.iter().zip(&explained) {
            let of = |what: &str, at: usize, member: &str| explained[what][at][member].clone();
            prop_assert_eq!(&object["fit"], &of("scores", 0, "points"));
            prop_assert_eq!(&object["interest"], &of("scores", 1, "points"));
            prop_assert_eq!(&object["disqualified"], &explained["disqualified"]);
            prop_assert_eq!(&object["disqualified_because"], &explained["disqualified_because"]);
            prop_assert_eq!(&object["reasons"], &explained["reasons"]);
            if explained["disqualified"] == json!(false) {
                prop_assert_eq!(&object["stage"], &of("ladders", 0, "step"));
                prop_assert_eq!(&object["priority"], &of("labels", 0, "value"));
            }
        }

        let ruleset = Ruleset::parse(RULES).unwrap();
        let rules = ruleset.rules();
        for ((lead, row), object) in leads.iter().zip(&rows).zip(&as_json) {
            // The library, by another way in, says the same.
            let json: Map<String, Value> = lead.iter().map(|(name, cell)| ((*name).to_owned(), json!(cell))).collect();
            let (values, _) = lead_of(&rules.fields, &json).unwrap();
            let verdict = judge(rules, &values, jiff::civil::date(2026, 1, 15));
            let is_out = verdict.is_disqualified();
            let step = verdict.ladders[0].step.map_or("disqualified", |step| &rules.ladders[0].steps[step].name);
            let label = if is_out { "disqualified" } else { verdict.labels[0].value.shown() };
            let because = disqualified_because(rules, &verdict);
            let why = reasons(rules, &verdict);
            let told: Vec<String> = why
                .iter()
                .map(|one| format!("{}{} ({})", if one.reason.starts_with('-') { "when " } else { "" }, one.reason, one.points))
                .collect();
            let input: Vec<&str> = lead.iter().map(|(_, cell)| cell.as_str()).collect();
            let added = [
                verdict.scores[0].to_string(),
                verdict.scores[1].to_string(),
                step.to_owned(),
                label.to_owned(),
                (if is_out { "yes" } else { "no" }).to_owned(),
                because.join("; "),
                told.join("; "),
            ];
            let expected: Vec<&str> = input.into_iter().chain(added.iter().map(String::as_str)).collect();
            prop_assert_eq!(row.iter().collect::<Vec<_>>(), expected);
            prop_assert_eq!(object, &json!({
                "fit": verdict.scores[0], "interest": verdict.scores[1], "stage": step, "priority": label,
                "disqualified": is_out, "disqualified_because": because, "reasons": why,
            }));
        }
    }
}
