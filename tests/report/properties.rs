//! What holds of reports on any text and any findings.

use super::write;
use proptest::prelude::*;
use qualify::cli::report::{Checked, ReportFormat};
use qualify::cli::style::Look;
use qualify::diagnostic::{Finding, Name};
use qualify::source::{Place, Source, Sources, Span};
use serde_json::Value;

/// A text with line ends, tabs, control and wide characters, and findings at any place in and out of it.
fn texts_and_findings() -> impl Strategy<Value = (String, Vec<Finding>)> {
    let text = "([ -~]|\n|\r\n|\r|\t|é|漢|\u{1b}|\u{0}|\u{9b}|\u{202e}){0,120}";
    let words = "([a-z `]|\n|\r|\u{1b}|\u{9b}){0,30}";
    let span = (0usize..160, 0usize..80);
    let finding = (0..Name::ALL.len(), span.clone(), words, span, proptest::option::of(words));
    (text, prop::collection::vec(finding, 0..6)).prop_map(|(text, findings)| {
        let place = |(start, len): (usize, usize)| Place { span: Span::new(start, start + len), ..Place::default() };
        let finding = |(name, span, message, other, help): (usize, _, String, _, Option<String>)| {
            let found =
                Finding::new(Name::ALL[name], place(span), message).label("here").related(place(other), "there");
            Finding { help, ..found.fix(place(span), "x") }
        };
        (text, findings.into_iter().map(finding).collect())
    })
}

proptest! {
    #[test]
    fn every_format_takes_everything((text, findings) in texts_and_findings()) {
        let mut sources = Sources::default();
        sources.add(Source::new("a\n\u{1b}.qual", text.as_str()));
        let checked = [Checked { file: "a\n\u{1b}.qual", sources: &sources, findings: &findings }];
        let show = |format| write(format, &checked, Look::PLAIN);

        let json: Vec<Value> = serde_json::from_str(&show(ReportFormat::Json)).expect("an array");
        let short = show(ReportFormat::Short);
        let github = show(ReportFormat::Github);
        prop_assert_eq!(short.lines().count(), json.len());
        prop_assert!(short.split('\n').all(|line| line.is_empty() || line.starts_with('a')), "{}", short);
        prop_assert_eq!(github.lines().count(), json.len());
        prop_assert!(github.lines().all(|line| line.starts_with("::")), "{}", github);
        for shown in [short, github, show(ReportFormat::Human)] {
            let hostile = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
            prop_assert!(!shown.contains(hostile), "{:?}", shown);
        }

        let lines: Vec<&str> = text.split('\n').collect();
        for finding in &json {
            for place in finding["related"].as_array().into_iter().flatten().chain([finding]) {
                for (line, column) in [("line", "column"), ("end_line", "end_column")] {
                    let number = |key: &str| place[key].as_u64().expect("a number") as usize;
                    let on = lines.get(number(line).wrapping_sub(1)).expect("the line is in the file");
                    prop_assert!((1..=on.chars().count() + 1).contains(&number(column)), "{}", place);
                }
            }
        }

        let log: Value = serde_json::from_str(&show(ReportFormat::Sarif)).expect("an object");
        prop_assert_eq!(log["runs"][0]["results"].as_array().map(Vec::len), Some(json.len()));
        show(ReportFormat::Junit);
    }
}
