//! Single questions, and their answers.

use super::domain::TODAY;
use qualify::analysis::{Analysis, Answer};
use qualify::check::{NoFiles, check};
use qualify::rules::DefinitionBody;
use qualify::source::Source;

/// Whether a condition can hold: the record that shows it, `no`, or `not decided`.
fn can_hold(fields: &str, condition: &str) -> String {
    let text = format!("lead {{\n{fields}\n}}\ndefine it = {condition}\nwhen it then +1\n");
    let checked = check(Source::new("a.qual", text.as_str()), &NoFiles);
    assert!(!checked.has_errors(), "{text}\n{:#?}", checked.findings);
    let analysis = Analysis::new(&checked.rules, TODAY);
    let DefinitionBody::Condition(condition) = &checked.rules.definitions[0].body else { panic!("a value") };
    match analysis.can_hold(analysis.formula(condition)) {
        Answer::Yes(lead) => {
            let evaluated = qualify::eval::judge(&checked.rules, &lead, TODAY);
            assert!(evaluated.definition(qualify::rules::DefinitionId(0)).is_true(), "{text}\n{lead:?}");
            qualify::analysis::witness_of(&checked.rules, &lead).to_string()
        }
        Answer::No => "no".to_owned(),
        Answer::NotDecided => "not decided".to_owned(),
    }
}

#[test]
fn answers() {
    let list = "visits: list of { page: text  at: date  pages: number }";
    for (fields, condition, expected) in [
        ("size: number", "size > 5 and size < 6", "a lead with size = 5.5"),
        ("size: number", "size > 5 and size <= 6", "a lead with size = 6"),
        ("size: number", "size > 5 and size < 5", "no"),
        ("title: text", "title contains \"cto\" and not title contains word \"cto\"", "a lead with title = \"xctox\""),
        ("title: text", "title contains \"vp\" and title contains \"sales\"", "a lead with title = \"vp sales\""),
        ("title: text", "title contains \"vp sales\" and not title contains \"vp\"", "no"),
        ("title: text", "title starts with \"vp\" and title starts with \"chief\"", "no"),
        ("email: text", "domain of email in [\"a.com\", \"b.com\"]", "a lead with email = \"lead@a.com\""),
        ("email: text", "domain of email = \"a.com\" and email ends with \"b.com\"", "not decided"),
        ("email: text", "domain of email = \"a.com\" and domain of email = \"b.com\"", "no"),
        ("last: date", "last within 14 days and last not within 30 days", "no"),
        ("last: date", "last not within 14 days and last within 30 days", "a lead with last = 2025-12-31"),
        ("a: number  b: number", "a > b", "a lead with a = 11 and b = 10"),
        ("a: number  b: number", "a > b and a is unknown", "not decided"),
        ("a: number  b: number", "a + b > 30 and a + b < 20", "no"),
        ("a: number  b: number", "a + b > 30 and a < 5", "a lead with a = 4 and b = 31"),
        (list, "count of visits >= 3 and count of visits < 2", "no"),
        (list, "any visits where (page = \"a\" and page = \"b\")", "not decided"),
        (
            list,
            "count of visits where (page contains \"price\") >= 2",
            "a lead with visits = [{ page = \"price\" }, { page = \"price\" }]",
        ),
        (list, "latest at of visits within 7 days", "a lead with visits = [{ at = 2026-01-15 }]"),
        ("size: number", "size is unknown", "a lead of whom nothing is known"),
    ] {
        assert_eq!(can_hold(fields, condition), expected, "{condition}");
    }
}

/// Points that change with every day, or with every number, are not told by a few values.
#[test]
fn scores_that_vary_without_end_are_not_told_by_a_few_values() {
    for (rule, low, high) in [
        ("when since <= today then +1 per days since since", 3.0, f64::INFINITY),
        ("when visits >= 1 then +1 per visits", 4.0, 6.0),
        ("when visits >= 1 then +1 per visits up to +100", 40.0, 41.0),
    ] {
        let text = format!(
            "lead {{ since: date  visits: number }}\nscore it {{ {rule} }}\nlabel l {{ when it > 0 then a otherwise b }}"
        );
        let checked = check(Source::new("a.qual", text.as_str()), &NoFiles);
        assert!(!checked.has_errors(), "{text}\n{:#?}", checked.findings);
        let analysis = Analysis::new(&checked.rules, TODAY);
        let range = qualify::value::NumberRange::new(Some(low), Some(high).filter(|high| high.is_finite()), false);
        let score = qualify::rules::Expr::Score(qualify::rules::ScoreId(0));
        let lies_in = analysis.lies_in(&score, qualify::value::Range::Numbers(range));
        assert!(!analysis.can_hold(lies_in).is_no(), "{rule} comes to {low}..{high}");
    }
}
