//! Drafting a ruleset from a file of leads.

mod real_data;

use proptest::prelude::*;
use qualify::init::{Draft, Field, draft};
use qualify::records::{ReadOptions, Reader, Record, Step};
use qualify::source::Source;
use qualify::value::{Reading, read_cell, read_json};

/// The draft of a file, and in its text a finding for each thing that is wrong with it.
fn drafted(name: &str, bytes: &[u8], options: ReadOptions) -> Draft {
    let mut reader = Reader::open(Box::new(std::io::Cursor::new(bytes.to_vec())), name, options).unwrap();
    draft(&mut reader, name).unwrap()
}

/// What of a file the drafted types cannot read, as `line: field: cell`.
fn unreadable(draft: &Draft, name: &str, bytes: &[u8], options: ReadOptions) -> Vec<String> {
    let mut reader = Reader::open(Box::new(std::io::Cursor::new(bytes.to_vec())), name, options).unwrap();
    let columns = reader.columns().map(<[String]>::to_vec);
    let place = |field: &Field| columns.as_ref().and_then(|all| all.iter().position(|one| *one == field.path[0]));
    let places: Vec<_> = draft.fields.iter().map(|field| (field, place(field))).collect();
    let (mut record, mut found) = (Record::default(), Vec::new());
    while let Step::Record = reader.read(&mut record).unwrap() {
        for (field, place) in &places {
            let (reading, cell) = if columns.is_some() {
                let cell = record.cell(place.unwrap()).unwrap();
                (read_cell(cell, &field.read), cell.to_owned())
            } else {
                let whole = record.member(&field.path[0]).map_or("null", |raw| raw);
                let whole: serde_json::Value = serde_json::from_str(whole).unwrap();
                let inner = field.path[1..].iter().try_fold(&whole, |json, name| json.get(name));
                if !field.entries.is_empty() {
                    let entries = inner.and_then(|list| list.as_array()).into_iter().flatten();
                    for (entry, field) in
                        entries.flat_map(|entry| field.entries.iter().map(move |field| (entry, field)))
                    {
                        let json = entry.get(&field.path[0]).unwrap_or(&serde_json::Value::Null);
                        if read_json(json, &field.read) == Reading::Unreadable {
                            found.push(format!("{}: {}: {json}", record.line(), field.name));
                        }
                    }
                    continue;
                }
                (inner.map_or(Reading::Blank, |json| read_json(json, &field.read)), whole.to_string())
            };
            if reading == Reading::Unreadable {
                found.push(format!("{}: {}: {cell}", record.line(), field.name));
            }
        }
    }
    found
}

/// An invented export under `tests/data`.
fn export(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/tests/data/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// A draft of which it is certain that it parses, is laid out, and reads the file it was drafted from.
fn sound(name: &str, bytes: &[u8]) -> Draft {
    let draft = drafted(name, bytes, ReadOptions::default());
    let source = Source::new("draft.qual", draft.text.clone());
    assert_eq!(qualify::format::verified(&source).as_deref(), Ok(draft.text.as_str()), "{}", draft.text);
    assert_eq!(unreadable(&draft, name, bytes, ReadOptions::default()), Vec::<String>::new(), "{}", draft.text);
    draft
}

#[test]
fn exports_of_the_usual_tools() {
    for name in ["hubspot.csv", "salesforce.csv", "marketo.tsv", "mautic.csv", "nested.ndjson"] {
        let draft = sound(name, &export(name));
        insta::assert_snapshot!(name, draft.text);
    }
}

/// Leads with an activity log of their own, as a product database writes them.
fn leads_with_activity() -> String {
    let event = |at: usize| {
        let kind = ["visit", "open", "visit", "Webinar"][at % 4];
        let mut event = serde_json::json!({"kind": kind, "at": format!("2026-01-{:02}T10:00:00Z", at % 28 + 1), "Page URL": format!("/p/{}", at % 3)});
        if at.is_multiple_of(5) {
            event["seconds"] = serde_json::json!(at * 2);
            event["plan"] = serde_json::json!("N/A");
            event["tags"] = serde_json::json!(["a", "b"]);
            event["inner"] = serde_json::json!({"x": 1});
            event["deep"] = serde_json::json!([{"x": 1}]);
        }
        event
    };
    let lead = |at: usize| {
        let events: Vec<_> = (0..at % 4).map(|nth| event(3 * at + nth)).collect();
        let contacts =
            if at.is_multiple_of(7) { serde_json::Value::Null } else { serde_json::json!([{"id": format!("c{at}")}]) };
        format!(
            "{}\n",
            serde_json::json!({
                "id": format!("L{at}"), "plan": "pro", "activity": events, "product": {"log": events},
                "contacts": contacts, "mixed": [at, {"a": 1}], "odd": if at == 5 { serde_json::json!("none") } else { serde_json::json!([{"a": 1}]) },
            })
        )
    };
    (0..60).map(lead).collect()
}

#[test]
fn lists_of_records_become_lists_of_entries() {
    let leads = leads_with_activity();
    let draft = sound("leads.ndjson", leads.as_bytes());
    insta::assert_snapshot!(draft.text);
    // Each example does something once it is taken up.
    let taken_up = draft.text.replace("  # when", "  when");
    assert_ne!(taken_up, draft.text);
    let ruleset = qualify::Ruleset::parse(&taken_up).expect("rules");
    let lead: serde_json::Value = serde_json::from_str(leads.lines().nth(3).expect("a lead")).expect("JSON");
    let evaluation = ruleset.evaluate(&lead, jiff::civil::date(2026, 1, 20)).expect("a lead");
    let scores = serde_json::to_value(&evaluation).expect("JSON")["scores"].clone();
    assert!(scores[0]["points"].as_f64() >= Some(20.0), "{scores}");
}

/// A value of an entry, now and then one that stands in the way of a list.
fn of_entry() -> impl Strategy<Value = serde_json::Value> {
    use serde_json::json;
    let values = vec![
        json!(null),
        json!(1),
        json!("1"),
        json!(2.5),
        json!("N/A"),
        json!(true),
        json!("2026-01-10"),
        json!("visit"),
        json!("open"),
        json!("01/02/2026"),
        json!(["a"]),
        json!([]),
        json!({"x": 1}),
        json!("51-200"),
        json!("a;b"),
        json!("none"),
        json!([{"x": 1}]),
    ];
    prop::sample::select(values)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_lists_of_records_are_read(
        leads in prop::collection::vec(
            prop::collection::vec(
                prop::collection::btree_map(prop::sample::select(vec!["kind", "AT", "when", "other", "a b", "id", "`", "x.y", "e"]), of_entry(), 0..4),
                0..4,
            ),
            1..20,
        ),
        odd in prop::option::weighted(0.2, of_entry()),
    ) {
        let lists = leads.iter().map(|list| serde_json::json!(list)).chain(odd);
        let lines = lists.enumerate().map(|(at, list)| format!("{}\n", serde_json::json!({"id": format!("L{at}"), "e": list})));
        let draft = sound("l.ndjson", lines.collect::<String>().as_bytes());
        prop_assert!(qualify::Ruleset::parse(&draft.text).is_ok(), "{}", draft.text);
        let taken_up = draft.text.replace("  # when", "  when");
        prop_assert!(qualify::Ruleset::parse(&taken_up).is_ok(), "{}", taken_up);
    }
}

#[test]
fn nothing_but_a_list() {
    for leads in
        ["{\"e\":[{\"a\":1}]}\n{\"e\":null}\n", "[{\"e\":[{\"kind\":\"x\"},null]}]", "{\"e\":[{}]}\n{\"e\":[]}\n"]
    {
        let draft = sound("l.json", leads.as_bytes());
        assert!(qualify::Ruleset::parse(&draft.text).is_ok(), "{}", draft.text);
    }
}

#[test]
fn odd_ones_out_are_told() {
    let mut file = "id,size,seen,note\n".to_owned();
    for at in 0..60 {
        let size = if at == 41 { "about 50".to_owned() } else { format!("{}", at * 7) };
        let seen = if at == 12 { "soon".to_owned() } else { format!("2026-01-{:02}", at % 28 + 1) };
        file.push_str(&format!("L{at},{size},{seen},a note of lead {at}\n"));
    }
    let draft = sound("odd.csv", file.as_bytes());
    let comment =
        |field: &str| draft.text.lines().find(|line| line.trim_start().starts_with(field)).unwrap_or_default();
    assert!(comment("size").ends_with("all but 1 value are numbers"), "{}", draft.text);
    assert!(comment("seen").ends_with("all but 1 value are dates"), "{}", draft.text);
    assert!(comment("note").ends_with("always filled"), "{}", draft.text);
}
