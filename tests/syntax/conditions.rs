//! Conditions that stand alone, as in `--where`.

use super::dump::dump;
use qualify::source::{FileId, Source};

fn parse(text: &str) -> (String, Vec<String>) {
    let source = Source::new("--where", text);
    let (expr, findings) = qualify::syntax::parse_condition(&source, FileId(0));
    (expr.map(|expr| dump(&[expr])).unwrap_or_default(), findings.into_iter().map(|finding| finding.message).collect())
}

#[test]
fn a_condition_alone() {
    let (tree, findings) = parse("size in 50..500 and `Lead Source` = \"web\"");
    assert_eq!(
        tree.trim_end(),
        "And([In(Name(size), Range(Range { low: Some(Number(50~50.0)), high: Some(Number(500~500.0)), excludes_high: false }), \
         false), Compare(Equal, Name(`Lead Source`), Literal(Text('web')))])"
    );
    assert!(findings.is_empty());
}

#[test]
fn slips_are_told_and_the_rest_is_read() {
    let (tree, findings) = parse("Job Title contains 'vp'");
    assert_eq!(tree.trim_end(), "Contains(Name(`Job Title`), One('vp'), false)");
    assert_eq!(findings, ["the name `Job Title` has a space in it", "`'vp'` is in single quotes"]);
}

#[test]
fn nothing_to_read() {
    assert_eq!(parse(""), (String::new(), vec!["expected a condition".to_owned()]));
    assert_eq!(parse("size >= 5 then +5"), (String::new(), vec!["`then` cannot stand here".to_owned()]));
    assert_eq!(parse("size >="), (String::new(), vec!["expected a value after `>=`".to_owned()]));
}
