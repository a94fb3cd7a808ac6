//! What the reference says of how far the lints look: what lies within is told, what lies beyond is not.

use super::TODAY;
use qualify::diagnostic::Name;
use qualify::lint::Settings;
use qualify::source::Source;
use qualify::{Folder, inspect_with};

fn is_told(text: &str, name: Name) -> bool {
    let settings = Settings { today: Some(TODAY), ..Settings::default() };
    let inspected = inspect_with(Source::new("limits.qual", text), &Folder, &settings);
    assert!(inspected.rules.is_some(), "{:?}", inspected.findings.first());
    inspected.findings.iter().any(|finding| finding.name == name)
}

fn never_fires(text: &str) -> bool {
    is_told(text, Name::NeverFires)
}

#[test]
fn rules_that_share_fields() {
    // Half of the rules fire, or the other half.
    let step = |rules: usize| {
        let half = |says: &str| (0..rules / 2).map(|at| format!("when {says} and size > {at} then +1\n")).collect();
        let [one, other]: [String; 2] = ["ours", "not ours"].map(half);
        let needs = rules / 2 + 1;
        let text = format!(
            "lead {{ ours: yes/no  size: number }}\nscore s {{\n{one}{other}}}\nladder l {{ low  high needs s >= {needs} }}"
        );
        is_told(&text, Name::UnreachableStep)
    };
    assert!(step(150));
    assert!(!step(152));
}

#[test]
fn texts_for_one_field() {
    let tests = |count: usize, field: &str| {
        let all: Vec<String> = (0..count).map(|at| format!("{field} contains \"q{at}x\"")).collect();
        all.join(" or ")
    };
    assert!(never_fires(&format!("when ({}) and title = \"hello\" then +5", tests(7, "title"))));
    assert!(!never_fires(&format!("when ({}) and title = \"hello\" then +5", tests(20, "title"))));
    let list = |count: usize| {
        let others = tests(count, "topics");
        format!(
            "lead {{ topics: list of text }}\nwhen ({others}) and topics contains all of [\"a\", \"b\"] and not topics contains \"a\" then +5"
        )
    };
    assert!(never_fires(&list(5)));
    assert!(!never_fires(&list(20)));
}

#[test]
fn fields_together() {
    assert!(never_fires("when visits + opens > 30 and visits + opens < 20 then +5"));
    assert!(!never_fires("when visits + opens > 30 and visits < 5 and opens < 5 then +5"));
    assert!(!never_fires("lead { visits: number  opens: number }\nwhen visits > opens and visits < opens then +5"));
}

#[test]
fn entries_together() {
    let head = "lead { email: text key  activity: list of { kind: text  at: date } joined by lead_email }\n";
    let rule = |condition: &str| never_fires(&format!("{head}when {condition} then +5"));
    assert!(rule("any activity where (kind = \"visit\" and kind = \"call\")"));
    assert!(rule("count of activity where (kind = \"visit\") > 5 and not any activity where (kind = \"visit\")"));
    assert!(rule(
        "count of activity where (kind = \"visit\") > 5 and not any activity where (kind in [\"visit\", \"call\"])"
    ));
    assert!(rule("any activity where (at within 30 days) and not any activity where (at within 60 days)"));
    assert!(!rule(
        "count of activity < 5 and count of activity where (kind = \"visit\") > 3 and count of activity where (kind = \"call\") > 3"
    ));
}
