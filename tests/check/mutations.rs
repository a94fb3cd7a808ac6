//! Whatever is done to a good file: there is no panic, each finding stands where there is text, and fixes can be made.

use super::{edited, good, look_at, names_of};
use proptest::prelude::*;

/// What people put in by mistake, and what nobody would.
const SLIPS: &[&str] = &[
    "==",
    "&&",
    "||",
    "!",
    "<>",
    "=<",
    "'x'",
    "“x”",
    "\"",
    "`",
    "{",
    "}",
    "(",
    ")",
    "[",
    "]",
    ",",
    ";",
    ":",
    "if",
    "else",
    "AND",
    "is null",
    "between 1 and 5",
    "50-500",
    "1/31/2026",
    "20%",
    "+ 20",
    "- ",
    "..",
    "=IF(a>1,2,3)",
    "\"\"",
    "otherwise",
    "other",
    "unknown",
    "known",
    "then",
    "when",
    "not",
    "because",
    "#",
    "# qualify: allow(x)",
    "é",
    "\u{0}",
    "\u{feff}",
    "\u{202e}",
    "1e400",
    "99999999999999999999",
    "in 5..1",
    "score fit {",
    "lead {",
    "Job Title",
    "💡",
    "\r\n",
    "per",
    "up to",
    "2026-02-30",
    "where",
    "where (",
    "for each",
    "for every activity",
    "any activity",
    "count activity",
    "count of",
    "latest at of activity",
    "average",
    "list of {",
    "joined on",
    "per week",
    "once a week",
    "weekly",
    "[{",
    "}]",
    "\"kind\":",
];

/// The words, signs and texts of a file, with the blanks between them.
fn tokens(text: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let same = |c: char| {
            if first.is_alphanumeric() || first == '_' {
                c.is_alphanumeric() || c == '_'
            } else {
                first.is_whitespace() && c.is_whitespace()
            }
        };
        let end = rest.char_indices().skip(1).find(|(_, c)| !same(*c)).map_or(rest.len(), |(at, _)| at);
        let (token, after) = rest.split_at(end);
        tokens.push(token);
        rest = after;
    }
    tokens
}

#[derive(Clone, Debug)]
enum Change {
    Delete(prop::sample::Index),
    Double(prop::sample::Index),
    Swap(prop::sample::Index, prop::sample::Index),
    Insert(prop::sample::Index, &'static str),
}

fn change() -> impl Strategy<Value = Change> {
    let at = any::<prop::sample::Index>;
    prop_oneof![
        3 => at().prop_map(Change::Delete),
        1 => at().prop_map(Change::Double),
        2 => (at(), at()).prop_map(|(one, two)| Change::Swap(one, two)),
        3 => (at(), prop::sample::select(SLIPS)).prop_map(|(at, slip)| Change::Insert(at, slip)),
    ]
}

fn changed(text: &str, changes: &[Change]) -> String {
    let mut tokens = tokens(text);
    for change in changes {
        if tokens.is_empty() {
            break;
        }
        match change {
            Change::Delete(at) => drop(tokens.remove(at.index(tokens.len()))),
            Change::Double(at) => {
                let at = at.index(tokens.len());
                tokens.insert(at, tokens[at]);
            }
            Change::Swap(one, two) => {
                let (one, two) = (one.index(tokens.len()), two.index(tokens.len()));
                tokens.swap(one, two);
            }
            Change::Insert(at, slip) => tokens.insert(at.index(tokens.len()), slip),
        }
    }
    tokens.concat()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_mutation_is_answered(file in any::<prop::sample::Index>(), changes in prop::collection::vec(change(), 1..5)) {
        let files = good::files();
        let (name, text) = file.get(&files);
        let text = changed(text, &changes);
        let inspected = look_at(name, &text);
        prop_assert_eq!(inspected.rules.is_none(), inspected.findings.iter().any(|finding| finding.is_error()));
        for finding in &inspected.findings {
            prop_assert!(!finding.message.is_empty() && !finding.message.contains('\n'), "{:?}", finding);
            let places = finding.place.into_iter().chain(finding.related.iter().map(|related| related.place));
            for place in places.chain(finding.fix.iter().flatten().map(|edit| edit.place)) {
                let source = inspected.sources.get(place.file).expect("a file of the ruleset");
                prop_assert!(source.text().get(place.span.start..place.span.end).is_some(), "{:?}\n{}", finding, text);
            }
            if let Some(fix) = &finding.fix {
                let mut spans: Vec<_> = fix.iter().map(|edit| edit.place.span).collect();
                spans.sort();
                prop_assert!(spans.windows(2).all(|pair| pair[0].end <= pair[1].start), "edits overlap: {:?}", finding);
            }
        }
        // The fix of the only finding mends it; something else may come to light.
        if let [finding] = inspected.findings.as_slice()
            && let Some(fix) = finding.fix.as_ref().filter(|fix| fix.iter().all(|edit| edit.place.file.0 == 0)) {
                let mended = edited(&text, fix);
                let after = look_at(name, &mended);
                let again = after.findings.iter().any(|other| other.name == finding.name && other.message == finding.message);
                prop_assert!(!again, "{:?} is still there\n{}\n--- after\n{}\n{:?}", finding, text, mended, names_of(&after));
            }
    }
}
