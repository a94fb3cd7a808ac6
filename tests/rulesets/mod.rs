//! The rulesets that Qualify ships: nothing to find in them, laid out in the standard way, their own tests pass.

use qualify::source::Source;
use qualify::{Folder, Ruleset, format, inspect, testing};

fn shipped() -> Vec<(String, String)> {
    let mut files = Vec::new();
    let mut folders = vec![std::path::PathBuf::from("rulesets")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "qual") {
                files.push((path.to_str().unwrap().to_owned(), std::fs::read_to_string(&path).unwrap()));
            }
        }
    }
    assert!(files.len() >= 5, "{files:?}");
    files
}

#[test]
fn they_have_no_findings() {
    for (name, text) in shipped() {
        let inspected = inspect(Source::new(name.as_str(), text), &Folder);
        assert_eq!(inspected.findings, [], "{name}");
    }
}

#[test]
fn they_are_in_the_standard_layout() {
    for (name, text) in shipped() {
        let laid_out = format::verified(&Source::new(name.as_str(), text.as_str())).unwrap();
        assert_eq!(laid_out, text, "{name}");
    }
}

#[test]
fn their_tests_pass_and_try_every_part() {
    for (name, _) in shipped() {
        let ruleset = Ruleset::load(&name).unwrap();
        let report = testing::run(ruleset.rules(), ruleset.sources(), None);
        assert!(report.passed(), "{name}: {:#?}", report.results);
        assert_eq!(report.coverage.percent(), 100, "{name}");
    }
}
