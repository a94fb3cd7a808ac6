//! What `--fix` makes of a text.

use qualify::Folder;
use qualify::diagnostic::{Finding, Severity};
use qualify::lint::{Fixed, Settings, fix};
use qualify::source::Source;
use std::collections::BTreeMap;
use std::fs;

/// Fixes a text with all lints on.
fn fixed(name: &str, text: &str) -> Fixed {
    let mut settings = Settings { today: Some(super::TODAY), ..Settings::default() };
    for group in ["style", "pedantic"] {
        settings.levels.push(Severity::Warning, group).expect("a group");
    }
    fix(Source::new(name, text), &Folder, &|_| settings.clone())
}

/// How often each error is there.
fn errors(findings: &[Finding]) -> BTreeMap<String, usize> {
    let mut errors = BTreeMap::new();
    for finding in findings.iter().filter(|finding| finding.is_error()) {
        *errors.entry(format!("{}: {}", finding.name, finding.message)).or_default() += 1;
    }
    errors
}

fn files(folder: &str) -> Vec<(String, String)> {
    let paths = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let mut files: Vec<(String, String)> = paths
        .filter(|path| path.extension().is_some_and(|end| end == "qual"))
        .map(|path| (path.display().to_string(), fs::read_to_string(&path).expect("a text")))
        .collect();
    files.sort();
    files
}

#[test]
fn what_is_right_stays_as_it_is() {
    for (name, text) in files("tests/check/good").into_iter().chain(files("rulesets")) {
        let fixed = fix(Source::new(name.as_str(), text.as_str()), &Folder, &|_| Settings::default());
        assert_eq!((fixed.made, fixed.source.text()), (0, text.as_str()), "{name}");
    }
}

/// Over the corpus of mistakes: none is added, what is said to be fixed is gone, and a second run has nothing to do.
#[test]
fn fixing_only_makes_it_better() {
    let mut made = 0;
    let mut left = Vec::new();
    for (name, text) in files("tests/check/broken") {
        let before = qualify::inspect(Source::new(name.as_str(), text.as_str()), &Folder).findings;
        let fixed = fixed(&name, &text);
        let (was, is) = (errors(&before), errors(&fixed.findings));
        for (error, count) in &is {
            assert!(was.get(error).is_some_and(|was| count <= was), "{name}: {error}");
        }
        assert_eq!(fixed.made == 0, fixed.source.text() == text, "{name}");
        let again = self::fixed(&name, fixed.source.text());
        assert_eq!((again.made, again.source.text()), (0, fixed.source.text()), "{name}");
        made += fixed.made;
        let still = |finding: &&Finding| finding.is_error() && finding.safe_to_fix;
        left.extend(fixed.findings.iter().find(still).map(|finding| format!("{name}: {}", finding.message)));
    }
    assert!(made > 100, "only {made}");
    assert!(left.is_empty(), "a safe fix of these cannot be made:\n{}", left.join("\n"));
}

#[test]
fn what_lies_behind_a_mistake_is_fixed_too() {
    for (text, expected, count) in [
        // The second is seen when the first is gone.
        (
            "# qualify: allow(unused-definition) later\nwhen a == 2 && b <> 3 then +5\n",
            "when a = 2 and b != 3 then +5\n",
            4,
        ),
        // A name goes with its comma, the last one with the comment.
        ("# qualify: allow(unused-definition, zero-points) later\nwhen a = 2 then +5\n", "when a = 2 then +5\n", 2),
        ("when a = 2 then +5  # qualify: allow(unused-definition) later\n", "when a = 2 then +5\n", 1),
        ("when a == 2 then +5\r\nwhen b == 2 then +5\r\n", "when a = 2 then +5\r\nwhen b = 2 then +5\r\n", 2),
    ] {
        let fixed = fixed("a.qual", text);
        assert_eq!((fixed.source.text(), fixed.made), (expected, count));
        assert!(fixed.findings.iter().all(|finding| !finding.is_error()), "{:?}", fixed.findings);
    }
}

#[test]
fn a_guess_is_left() {
    for text in [
        "lead { company_size: number }\nwhen compnay_size > 5 then +5\n",
        "when size in 500..50 then +5\n",
        "# qualify: allow(unused-defintion) later\ndefine big = size > 5\nwhen size > 9 then +5\n",
    ] {
        let fixed = fixed("a.qual", text);
        assert_eq!((fixed.source.text(), fixed.made), (text, 0));
        assert!(fixed.findings.iter().any(|finding| finding.fix.is_some()), "{text}");
    }
}

#[test]
fn thousands_of_fixes_are_made_at_once() {
    let text: String = (0..1_500).map(|at| format!("when a{at} == {at} then +5\n")).collect();
    let fixed = fixed("a.qual", &text);
    assert!(fixed.source.text() == text.replace("==", "="), "{} made", fixed.made);
}
