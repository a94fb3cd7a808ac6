//! The rulesets that Qualify ships: nothing to find in them, laid out in the standard way, their own tests try every part, and
//! their leads come out as they should.

use crate::score::timeless;
use qualify::source::Source;
use qualify::{Folder, Ruleset, format, inspect, testing};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The rule files in `rulesets`, by their paths below it.
pub fn shipped() -> Vec<PathBuf> {
    let (mut files, mut folders) = (Vec::new(), vec![PathBuf::from("rulesets")]);
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "qual") {
                files.push(path.strip_prefix("rulesets").unwrap().to_owned());
            }
        }
    }
    files.sort();
    files
}

#[test]
fn every_ruleset_is_sound_and_runs_on_its_leads() {
    let files = shipped();
    assert!(files.len() >= 25, "{files:?}");
    for file in files {
        let path = Path::new("rulesets").join(&file);
        let name = path.to_str().unwrap();
        let text = std::fs::read_to_string(&path).unwrap();

        let inspected = inspect(Source::new(name, text.as_str()), &Folder);
        assert_eq!(inspected.findings, [], "{name}");
        assert_eq!(format::verified(&Source::new(name, text.as_str())).unwrap(), text, "{name}");

        let ruleset = Ruleset::load(name).unwrap();
        let report = testing::run(ruleset.rules(), ruleset.sources(), None);
        assert!(report.passed(), "{name}: {:#?}", report.results);
        assert_eq!(report.coverage.percent(), 100, "{name}");

        let called = file.with_extension("").to_str().unwrap().replace('/', "-");
        insta::assert_snapshot!(called, scored(&file, &ruleset));
    }
}

/// What comes out for the leads of a ruleset, which lie in a folder of their own under its name; the entries of its lists beside
/// them.
fn scored(file: &Path, ruleset: &Ruleset) -> String {
    let beside = |extension: &str| Path::new("rulesets/leads").join(file).with_extension(extension);
    let mut command = Command::new(env!("CARGO_BIN_EXE_qualify"));
    command.env("NO_COLOR", "1").env("COLUMNS", "100");
    command.args(["score", "--today", "2026-01-15"]).arg(Path::new("rulesets").join(file)).arg(beside("csv"));
    for list in ruleset.rules().fields.iter().filter(|field| field.entries.is_some()) {
        let entries = beside(&format!("{}.csv", list.name));
        command.arg("--events").arg(format!("{}={}", list.name, entries.display()));
    }
    let output = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    let told = text(output.stderr);
    assert!(output.status.success(), "{}: {told}", file.display());
    let mut shown = text(output.stdout);
    let _ = write!(shown, "\n{}", timeless(&told));
    shown
}
