//! Every record that `qualify score --format ndjson` writes fits the schema of what is written.

use super::{FULL, full, of_written, shipped, wrong};
use crate::score::Scratch;
use qualify::Ruleset;
use serde_json::{Value as Json, json};
use std::path::Path;
use std::process::Command;

fn records(text: &str) -> Vec<Json> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn what_shipped_rulesets_write_fits() {
    let mut seen = 0;
    for path in shipped() {
        let ruleset = Ruleset::load(&path).unwrap();
        let leads = Path::new("rulesets/leads").join(path.strip_prefix("rulesets").unwrap());
        let mut command = Command::new(env!("CARGO_BIN_EXE_qualify"));
        command.args(["score", "--format", "ndjson", "--quiet", "--today", "2026-01-15"]);
        command.arg(&path).arg(leads.with_extension("csv"));
        for list in ruleset.rules().fields.iter().filter(|field| field.entries.is_some()) {
            let entries = leads.with_extension(format!("{}.csv", list.name));
            command.arg("--events").arg(format!("{}={}", list.name, entries.display()));
        }
        let output = command.output().unwrap();
        assert!(output.status.success(), "{}: {}", path.display(), String::from_utf8_lossy(&output.stderr));
        let validator = of_written(&ruleset);
        for record in records(std::str::from_utf8(&output.stdout).unwrap()) {
            seen += 1;
            assert_eq!(wrong(&validator, &record), [""; 0], "{}: {record}", path.display());
        }
    }
    assert!(seen >= 250, "{seen}");
}

/// Leads of the ruleset with everything: on each step, out for each reason, with points of two places.
const LEADS: &str = r#"{"Lead Id":1,"Country Code":"FR","revenue":9,"title":"VP","seats":20,"size":"60","demo":"yes","since":"10.01.2026","seen":"2026-01-14","tags":[],"goals":[],"org":{"size":9},"activity":[{"kind":"visit","when":{"day":"2026-01-12"},"tags":["x"]}]}
{"Lead Id":2,"Country Code":"XX","revenue":9,"seats":-9,"seen":"2026-01-14","goals":[],"size":5,"org.size":3}
{"Lead Id":3,"Country Code":"DE","revenue":9,"seen":"2026-01-14","goals":"a","channel":"web","org":{"size":9,"legal":{"form":"Ltd"}},"a.b":"c","activity":[{"kind":"visit","pages":9,"tags":["x"]},{"kind":"visit","when":{"day":"2026-01-15"},"tags":["x"]}]}
"#;

#[test]
fn what_a_ruleset_with_everything_writes_fits() {
    let scratch = Scratch::new(&[("r.qual", FULL), ("l.ndjson", LEADS)]);
    let validator = of_written(&full());
    for more in ["", " --no-reasons", " --keep none"] {
        let ran = scratch.run(&format!("score r.qual l.ndjson --format ndjson --today 2026-01-15 --quiet{more}"));
        assert_eq!(ran.exit, Some(0), "{ran}");
        let records = records(&ran.out);
        for record in &records {
            assert_eq!(wrong(&validator, record), [""; 0], "{record}");
        }
        let [top, out, last] = records.as_slice() else { panic!("{records:?}") };
        assert_eq!((&top["stage"], &top["both"]), (&json!("mql"), &json!("smallA")), "{top}");
        assert_eq!(out["stage"], "disqualified");
        assert_eq!(out["disqualified_because"], json!(["out of reach", "when -5 > seats"]));
        assert_eq!(last["interest"], 16.99, "{last}");
    }
}

#[test]
fn what_nothing_writes_fails() {
    let scratch = Scratch::new(&[("r.qual", FULL), ("l.ndjson", LEADS)]);
    let ran = scratch.run("score r.qual l.ndjson --format ndjson --today 2026-01-15 --quiet");
    let good = records(&ran.out).remove(0);
    let validator = of_written(&full());
    for (name, value) in [
        ("fit", json!(100.01)),
        ("fit", json!("20")),
        ("interest", Json::Null),
        ("stage", json!("MQL")),
        ("grade", json!("huge")),
        ("both", json!(5)),
        ("letter_because", json!("fits well")),
        ("size_class_because", json!("")),
        ("disqualified", json!("no")),
        ("disqualified_because", json!("out of reach")),
        ("disqualified_because", json!(["out of luck"])),
        ("reasons", json!("none")),
        ("reasons", json!([{"score": "total", "reason": "x", "points": 1}])),
        ("reasons", json!([{"score": "fit", "reason": "x"}])),
    ] {
        let mut bad = good.clone();
        bad[name] = value;
        assert_ne!(wrong(&validator, &bad), [""; 0], "{name}: {}", bad[name]);
    }
    let mut bad = good.clone();
    bad.as_object_mut().unwrap().shift_remove("stage");
    assert_ne!(wrong(&validator, &bad), [""; 0]);
}
