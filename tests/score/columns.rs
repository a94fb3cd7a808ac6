//! Fields find their columns.

use super::Scratch;
use proptest::prelude::*;
use qualify::Ruleset;
use qualify::records::{BindError, BindOptions, LeadReader, ReadOptions, Reader, Record, Step, lead_of};
use qualify::rules::FieldId;
use serde_json::json;

/// What the first field reads from the first record of a text, or why not.
fn first(field: &str, file: &str, text: &str) -> Result<String, String> {
    let ruleset =
        Ruleset::parse(&format!("lead {{ {field} }}\nwhen {} is known then +1\n", name_of(field))).expect(field);
    let source = Box::new(std::io::Cursor::new(text.as_bytes().to_vec()));
    let mut reader = Reader::open(source, file, ReadOptions::default()).expect("a file");
    let fail = |error: BindError| format!("{error}; {}", error.help());
    let mut leads = LeadReader::new(&ruleset.rules().fields, reader.columns(), BindOptions::default()).map_err(fail)?;
    let (mut record, mut shown) = (Record::default(), Vec::new());
    while let Step::Record = reader.read(&mut record).expect("a record") {
        let lead = leads.read(&record).map_err(fail)?;
        shown.push(lead.get(FieldId(0)).map_or("unknown".to_owned(), ToString::to_string));
    }
    leads.finish().map_err(fail)?;
    Ok(shown.join(" "))
}

fn name_of(field: &str) -> &str {
    match field.strip_prefix('`').and_then(|rest| rest.find('`')) {
        Some(end) => &field[..end + 2],
        None => field.split(':').next().unwrap_or(field),
    }
}

#[test]
fn csv_stages() {
    for (field, columns, read) in [
        ("size: text", "size,Size,SIZE", Ok("\"1\"")),
        ("size: text", "a,S-i z_e,b", Ok("\"2\"")),
        ("size: text", " size ,Size", Ok("\"1\"")),
        ("size: text from \"Number of Employees\"", "size,NumberOfEmployees", Ok("\"2\"")),
        ("size: text from \"Number of Employees\"", "number_of_employees,Number of Employees", Ok("\"2\"")),
        ("company.size: text", "company.size,Company Size", Ok("\"1\"")),
        ("company.size: text", "x,Company Size", Ok("\"2\"")),
        ("`Job Title`: text", "x,job_title", Ok("\"2\"")),
        ("`emp.var.rate`: text", "x,emp.var.rate", Ok("\"2\"")),
        ("size: text", ",size,", Ok("\"2\"")),
        (
            "size: text",
            "Size,SIZE",
            Err(
                "two columns could be `size`: `Size` and `SIZE`; say which one in the `lead` block: `size: ... from \"Size\"`",
            ),
        ),
    ] {
        let text = format!("{columns}\n{}\n", ["1", "2", "3"][..columns.split(',').count()].join(","));
        assert_eq!(
            first(field, "l.csv", &text),
            read.map(str::to_owned).map_err(str::to_owned),
            "{field} in {columns}"
        );
    }
}

#[test]
fn json_stages() {
    for (field, text, read) in [
        ("size: text", r#"{"Size": 1, "size": 2}"#, "\"2\""),
        ("size: text", r#"{"S_ize": 1}"#, "\"1\""),
        ("company.size: text", r#"{"company.size": 1, "company": {"size": 2}}"#, "\"1\""),
        ("company.size: text", r#"{"company": {"size": 2}, "Company Size": 3}"#, "\"2\""),
        ("company.size: text", r#"{"company": "ACME", "Company Size": 3}"#, "\"3\""),
        ("company.size: text", r#"{"company": {"name": "x"}, "Company Size": 3}"#, "\"3\""),
        ("company.size: text", r#"{"company": {"size": null}, "Company Size": 3}"#, "unknown"),
        ("`company.size`: text", r#"{"company": {"size": 2}, "Company Size": 3}"#, "\"3\""),
        ("size: text from \"properties.size\"", r#"{"size": 1, "properties": {"size": 2}}"#, "\"2\""),
        ("`a b`: text from \"a.b\"", r#"{"a": {"b": 2}}"#, "\"2\""),
        ("size: text", "{\"size\": 1}\n{\"other\": 1}\n{\"Size\": 3}", "\"1\" unknown \"3\""),
        ("size: text", r#"{"size": "say \"hi\" \u00e9"}"#, "\"say \"hi\" é\""),
        ("size: number", r#"{"size": 1e400}"#, "unknown"),
    ] {
        assert_eq!(first(field, "l.ndjson", text).as_deref(), Ok(read), "{field} in {text}");
    }
}

#[test]
fn json_that_does_not_fit() {
    let two = first("size: text", "l.ndjson", "{\"Size\": 1}\n{\"SIZE\": 2}").expect_err("two");
    assert!(two.starts_with("two columns could be `size`: `Size` and `SIZE`"), "{two}");
    let none = first("size: text", "l.ndjson", "{\"sise\": 1}\n{\"email\": 2}").expect_err("none");
    assert!(
        none.starts_with("the leads have no column `size`, which the rules need; nearest to `size`: `sise`"),
        "{none}"
    );
    assert_eq!(first("size: text", "l.json", "[]").as_deref(), Ok(""));
}

#[test]
fn a_column_that_is_not_there() {
    let leads = "Email,Compny Size,Downloads,Demo\nada@example.com,120,1,yes\n";
    let scratch = Scratch::new(&[("r.qual", super::RULES), ("l.csv", leads)]);
    insta::assert_snapshot!(scratch.run("score r.qual l.csv"));
    let ran = scratch.run("score r.qual l.csv --allow-missing-columns --no-reasons --keep none -q");
    assert_eq!(
        ran.out, "fit,interest,stage,priority,disqualified,disqualified_because\n0,45,lead,cold,no,\n",
        "{}",
        ran.err
    );
}

#[test]
fn what_is_declared_and_not_needed_is_not_looked_for() {
    let rules = "lead { size: number  spare: number }\nwhen size > 5 then +1\n";
    let scratch = Scratch::new(&[("r.qual", rules), ("l.csv", "size\n6\n"), ("m.csv", "size,spare\n6,many\n")]);
    assert_eq!(scratch.run("score r.qual l.csv -q --no-reasons").out, "size,score\n6,1\n");
    assert!(!scratch.run("score r.qual m.csv").err.contains("data to look at"));
}

#[test]
fn any_value_that_serialises_is_a_lead() {
    #[derive(serde::Serialize)]
    struct Lead {
        #[serde(rename = "Company Size")]
        size: Option<u32>,
        demo: bool,
        industry: &'static str,
    }
    let ruleset = Ruleset::parse(super::RULES).expect("rules");
    let fields = &ruleset.rules().fields;
    let named = |name: &str| FieldId(fields.iter().position(|field| field.name == name).expect(name));
    let lead = Lead { size: Some(120), demo: true, industry: "Bio" };
    let (lead, issues) = lead_of(fields, &lead).expect("a lead");
    assert_eq!(lead.get(named("size")).map(ToString::to_string).as_deref(), Some("120"));
    assert_eq!(lead.get(named("downloads")).map(ToString::to_string).as_deref(), Some("0"), "the default");
    assert_eq!(lead.get(named("industry")), None);
    let issues: Vec<_> = issues.iter().collect();
    assert_eq!(issues.len(), 2, "`email` is missing, `industry` is none of its values: {issues:?}");
    for (value, why) in [
        (json!([1]), "a lead is a struct or a map, not a list"),
        (json!("x"), "a lead is a struct or a map, not a text"),
        (json!({"Demo": 1, "DEMO": 2}), "two columns could be `demo`: `Demo` and `DEMO`"),
    ] {
        assert_eq!(lead_of(fields, &value).expect_err(why).to_string(), why);
    }
}

proptest! {
    /// However a column is spelt, it is found, unless another one is spelt so exactly, or just as loosely.
    #[test]
    fn spelling(
        spelt in "[cC][oO]?[ _.-]{0,2}[sS]",
        other in "[cC][oO]?[ _.-]{0,2}[sS]|x",
        field in prop::sample::select(vec!["cos", "cs"]),
    ) {
        prop_assume!(spelt != other);
        let read = first(&format!("{field}: text"), "l.csv", &format!("{spelt},{other}\n1,2\n"));
        let loosely = |name: &str| name.to_lowercase().replace([' ', '_', '.', '-'], "") == field;
        let expected = match () {
            () if spelt == field => Some("\"1\""),
            () if other == field => Some("\"2\""),
            () if loosely(&spelt) && loosely(&other) => None,
            () if loosely(&spelt) => Some("\"1\""),
            () if loosely(&other) => Some("\"2\""),
            () => None,
        };
        prop_assert_eq!(read.ok(), expected.map(str::to_owned));
    }
}

#[test]
fn without_a_near_name_the_columns_are_shown() {
    let columns: Vec<String> = (0..12).map(|at| format!("column {at}")).collect();
    let leads = format!("email,,{}\na@example.com\n", columns.join(","));
    let scratch = Scratch::new(&[("r.qual", "when email = \"a\" then +1\nwhen zz > 1 then +1\n"), ("l.csv", &leads)]);
    let ran = scratch.run("score r.qual l.csv");
    let shown = "help: there are the columns `email`, `column 0`, `column 1`, `column 2`, `column 3`, `column 4`, \
                 `column 5`, `column 6` and 5 more\n";
    assert!(ran.err.contains(shown) && ran.err.contains("from \"...\""), "{}", ran.err);
    std::fs::write(scratch.path("r.qual"), "when email = \"a\" then +1\n").expect("a file");
    let mut command = scratch.command("explain r.qual l.csv --where");
    let ran = super::Ran::from(command.arg("zz > 1").output().expect("it runs"));
    assert_eq!(ran.exit, Some(2));
    assert!(ran.err.contains("the leads have no column `zz`, which the condition needs\n"), "{}", ran.err);
    assert!(ran.err.contains(shown) && !ran.err.contains("from"), "{}", ran.err);
}
