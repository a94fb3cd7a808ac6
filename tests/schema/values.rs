//! Single values: what reads well fits, whatever it is; what does not fails where a schema can say so.

use super::{full, of_read, wrong};
use jsonschema::Validator;
use proptest::prelude::*;
use proptest::sample::select;
use qualify::Ruleset;
use serde_json::{Value as Json, json};
use std::sync::LazyLock;

/// A field of each type and form, some of which must not be blank.
const FIELDS: [(&str, &str); 17] = [
    ("n", "number"),
    ("comma", "number format \"1.234,56\""),
    ("space", "number format \"1 234,56\" blank 0"),
    ("quote", "number required format \"1'234.56\" blank 0, \"-\""),
    ("size", "number or range"),
    ("wide", "number or range required format \"1 234.56\""),
    ("t", "text"),
    ("named", "text required blank \"?\", \"k (n)\""),
    ("exact", "text exact required"),
    ("aye", "yes/no"),
    ("day", "date"),
    ("due", "date format \"%m/%d/%Y\""),
    ("born", "date required format \"%d %b %y %H:%M\" blank 1900-01-01"),
    ("pick", "one of \"Kind İ\", \"1\", \"2.5\", \"true\", \"a|b\", \"ÉΣ\" = \"1\""),
    ("must", "one of \"x\", \"k\" required blank \"x\""),
    ("tags", "list of text split by \",\""),
    ("goals", "list of text required blank \"none\""),
];

struct Sample {
    ruleset: Ruleset,
    validator: Validator,
}

/// Every field stands in entries of a list of its own, so that nothing else is missing; those that may be blank in the lead, too.
static SAMPLE: LazyLock<Sample> = LazyLock::new(|| {
    let mut text = "lead {\n".to_owned();
    for (name, kind) in FIELDS {
        text += &format!("  {name}_list: list of {{ {name}: {kind} }}\n");
        if !kind.contains("required") {
            text += &format!("  {name}: {kind}\n");
        }
    }
    text += "}\n";
    // Lists that no rule looks at are not read.
    text.extend(FIELDS.map(|(name, _)| format!("when count of {name}_list > 1 then +1\n")));
    let ruleset = Ruleset::parse(&text).unwrap_or_else(|findings| panic!("{text}\n{findings}"));
    let validator = of_read(&ruleset);
    Sample { ruleset, validator }
});

/// A record that holds a value as that of a field, within an entry of a list.
fn record(name: &str, value: &Json) -> Json {
    json!({format!("{name}_list"): [{name: value}]})
}

/// Whether a record reads well, and what the validator has against it.
fn judged(record: &Json) -> (bool, Vec<String>) {
    let Sample { ruleset, validator } = &*SAMPLE;
    let (_, issues) = ruleset.read(record).unwrap();
    (issues.is_empty(), wrong(validator, record))
}

/// Numbers and ranges as people write them, in all forms, and now and then a slip.
fn numbers() -> impl Strategy<Value = String> {
    let space = || select(vec!["", "", "", "", " ", "\t", "\u{a0}"]);
    let sign = || select(vec!["", "", "", "", "", "", "-", "+"]);
    let money = || select(vec!["", "", "", "", "", "", "$", "€", "\u{20a9}"]);
    let whole =
        select(vec!["0", "5", "12", "1200", "1,234", "12.345", "1 234", "1\u{a0}234 567", "1'234", "12,34", ""]);
    let places = select(vec!["", "", "", ".5", ",50", "."]);
    let exponent = select(vec!["", "", "", "", "", "", "e2", "E-3", "e+1", "e"]);
    let end = select(vec!["", "", "", "%", " %", "\u{a0}%"]);
    let before = (space(), sign(), space(), money(), space(), sign());
    let number = (before, whole, places, exponent, space(), money(), end).prop_map(
        |((one, sign, two, money, three, second), whole, places, exponent, four, more, end)| {
            format!("{one}{sign}{two}{money}{three}{second}{whole}{places}{exponent}{four}{more}{end}")
        },
    );
    let between = select(vec!["-", "–", "—", " - ", " to ", "  to  ", "to", " ", "+", ".."]);
    let from = select(vec!["<", "<=", ">", ">= ", "=", "< "]);
    prop_oneof![
        4 => number.clone(),
        2 => (number.clone(), between, number.clone()).prop_map(|(low, between, high)| format!("{low}{between}{high}")),
        1 => (number.clone(), select(vec!["+", " +", "++"])).prop_map(|(low, plus)| format!("{low}{plus}")),
        1 => (from, number).prop_map(|(from, end)| format!("{from}{end}")),
    ]
}

/// Dates, most of them days that there are.
fn dates() -> impl Strategy<Value = String> {
    let space = || select(vec!["", "", " ", "\u{a0}"]);
    let month = select(vec!["01", "05", "10", "12", "3", "13"]);
    let day = select(vec!["01", "15", "28", "31", "7", "32"]);
    let time = select(vec![
        "",
        "T10",
        "T1030",
        "T10:30",
        " 10:30:59",
        "t10:30:59.123456789",
        " 10:30:59,5",
        "T103059",
        "T24:00",
        "T23:59:60",
        "x",
        " noon",
    ]);
    let offset = select(vec![
        "",
        "",
        "Z",
        "z",
        " Z",
        " UTC",
        "+02",
        "+02:00",
        " +0200",
        "-05:30:15",
        "[Europe/Paris]",
        "+01:00[Europe/Paris]",
        "[u-ca=iso8601]",
    ]);
    (space(), 1899..2100i32, month, day, time, offset, space(), 0..6usize).prop_map(
        |(before, year, month, day, time, offset, after, form)| match form {
            0 => format!("{month}/{day}/{year}"),
            1 => format!("{day} Jan {:02} 10:30", year % 100),
            2 => format!("{before}{year}-{month}-{day}{after}"),
            _ => format!("{before}{year}-{month}-{day}{time}{offset}{after}"),
        },
    )
}

/// Words that mean something to a field, in any capitals.
fn words() -> impl Strategy<Value = String> {
    let word = select(vec![
        "yes",
        "true",
        "y",
        "t",
        "1",
        "no",
        "false",
        "n",
        "f",
        "0",
        "kind İ",
        "\u{212a}ind i",
        "2.5",
        "a|b",
        "éς",
        "ÉΣ",
        "éσ",
        "x",
        "k",
        "?",
        "k (n)",
        "none",
        "null",
        "-",
        "[\"a\", 5]",
        "[{}]",
        "[{\"n\": 5}]",
        "a, b; c",
    ]);
    let space = || select(vec!["", "", "", " ", "\u{a0}", "\n", "\u{2003}"]);
    (space(), word, any::<u8>(), space()).prop_map(|(before, word, form, after)| match form % 3 {
        0 => format!("{before}{}{after}", word.to_uppercase()),
        1 => format!("{before}{}{after}", word.to_lowercase()),
        _ => format!("{before}{word}{after}"),
    })
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![4 => numbers(), 3 => dates(), 4 => words(), 1 => any::<String>(), 1 => "[ \t\u{a0}]{0,3}"]
}

fn value() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        6 => text().prop_map(Json::from),
        1 => any::<bool>().prop_map(Json::from),
        1 => any::<f64>().prop_filter_map("a number", |number| serde_json::Number::from_f64(number).map(Json::Number)),
        1 => select(vec![json!(null), json!(0), json!(1), json!(2.5), json!(-1), json!(u64::MAX)]),
    ];
    leaf.prop_recursive(2, 8, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Json::from),
            (select(vec!["n", "t", "size", "day"]), inner).prop_map(|(name, value)| json!({name: value})),
        ]
    })
}

/// What a schema can tell all of. Of texts it cannot: which days there are, which end of a range is lower, what is blank in another
/// form. That a list is not all blank it does not tell either.
fn no_text() -> impl Strategy<Value = Json> {
    // `1.0` and `-0.0` are neither yes nor no, but to a schema they are the same as `1` and `0`.
    let whole = |number: &f64| *number == 0.0 || *number == 1.0;
    let number = any::<f64>()
        .prop_map(move |number| if whole(&number) || !number.is_finite() { json!(0.25) } else { json!(number) });
    let leaf =
        prop_oneof![Just(Json::Null), any::<bool>().prop_map(Json::from), any::<i32>().prop_map(Json::from), number];
    let simple = leaf.clone();
    prop_oneof![
        3 => leaf,
        1 => select(vec![json!(0), json!(1), json!(2), json!(2.5), json!(-1), json!(u64::MAX)]),
        1 => simple.clone().prop_map(|value| json!({"value": value})),
        1 => prop::collection::vec(simple, 0..2).prop_map(|mut values| {
            values.push(json!("filled"));
            json!(values)
        }),
    ]
}

/// A field and a value for it, most of the time one that may well be read.
fn of_field() -> impl Strategy<Value = (usize, Json)> {
    (0..FIELDS.len()).prop_flat_map(|at| {
        let (_, kind) = FIELDS[at];
        let likely = match kind {
            _ if kind.starts_with("number") => numbers().boxed(),
            _ if kind.starts_with("date") => dates().boxed(),
            _ => words().boxed(),
        };
        (Just(at), prop_oneof![4 => likely.prop_map(Json::from), 1 => value()])
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_reads_well_fits((at, value) in of_field(), in_entry in any::<bool>()) {
        let (name, kind) = FIELDS[at];
        let record = if in_entry || kind.contains("required") { record(name, &value) } else { json!({name: value}) };
        let (reads, wrong) = judged(&record);
        prop_assert!(!reads || wrong.is_empty(), "{} {}\n{:#?}", kind, record, wrong);
    }

    #[test]
    fn what_does_not_read_fails(at in 0..FIELDS.len(), value in no_text()) {
        let (name, kind) = FIELDS[at];
        let (reads, wrong) = judged(&record(name, &value));
        prop_assert!(reads || !wrong.is_empty(), "{} {}", kind, value);
    }

    #[test]
    fn any_record_of_a_ruleset_with_everything(parts in prop::collection::vec((0..14usize, value()), 0..6)) {
        let names = ["Lead Id", "Country Code", "title", "seats", "revenue", "size", "demo", "since", "seen", "channel", "tags", "a.b", "org", "activity"];
        let mut record = json!({"Country Code": "DE", "revenue": 5, "seen": "2026-01-05", "goals": [], "org": {"size": 5}});
        for (at, value) in parts {
            record[names[at]] = value;
        }
        let (_, issues) = FULL.0.read(&record).unwrap();
        let wrong = wrong(&FULL.1, &record);
        prop_assert!(!issues.is_empty() || wrong.is_empty(), "{record}\n{wrong:#?}");
    }
}

static FULL: LazyLock<(Ruleset, Validator)> = LazyLock::new(|| {
    let ruleset = full();
    let validator = of_read(&ruleset);
    (ruleset, validator)
});

/// Values that cannot be read, or are missing, by field.
#[test]
fn what_cannot_be_read_fails() {
    let unreadable: [(&str, &[Json]); 17] = [
        (
            "n",
            &[
                json!("12 people"),
                json!("1,5"),
                json!("5-Jan"),
                json!("1,23,456"),
                json!("--5"),
                json!("$"),
                json!(true),
                json!([5]),
            ],
        ),
        ("comma", &[json!("1,234.56"), json!("1.5"), json!({})]),
        ("space", &[json!("1.234"), json!("1  234"), json!("1 23")]),
        ("quote", &[json!(null), json!(" "), json!("-"), json!(0), json!("1,234"), json!(false)]),
        (
            "size",
            &[
                json!("about 300"),
                json!("5-Jan"),
                json!("5-"),
                json!("10 - many"),
                json!("=5"),
                json!(true),
                json!(["1-5"]),
            ],
        ),
        ("wide", &[json!(null), json!("\u{a0}"), json!("1,000+"), json!("many")]),
        ("t", &[json!([]), json!({}), json!(["a"])]),
        ("named", &[json!(null), json!(""), json!("\t"), json!("?"), json!(" K (n) "), json!([])]),
        ("exact", &[json!(null), json!(" \u{a0}"), json!({})]),
        ("aye", &[json!("perhaps"), json!("oui"), json!(2), json!(0.5), json!("yess"), json!([true])]),
        (
            "day",
            &[
                json!("31.01.2026"),
                json!("2026-13-01"),
                json!("2026-01-32"),
                json!("2026-01"),
                json!("2026-01-05 noon"),
                json!("yesterday"),
                json!(20260105),
                json!(true),
            ],
        ),
        ("due", &[json!("soon"), json!(5), json!(false)]),
        ("born", &[json!(null), json!(""), json!("soon"), json!("1900-01-01")]),
        ("pick", &[json!("Other"), json!("kindi"), json!("a"), json!(3), json!(false), json!(["1"])]),
        ("must", &[json!(null), json!("X"), json!("x"), json!("kk"), json!("")]),
        ("tags", &[json!(5), json!(true), json!({}), json!([["a"]]), json!([{}]), json!([true])]),
        ("goals", &[json!(null), json!(" "), json!(5), json!([{}])]),
    ];
    assert_eq!(unreadable.map(|(name, _)| name), FIELDS.map(|(name, _)| name));
    for (name, values) in unreadable {
        for value in values {
            let (reads, wrong) = judged(&record(name, value));
            assert!(!reads && !wrong.is_empty(), "{name} {value}: reads {reads}, {wrong:?}");
        }
    }
}

/// Values that can be read, by field: the forms that the language reference names, and some of their neighbours.
#[test]
fn what_can_be_read_fits() {
    let readable: [(&str, &[Json]); 17] = [
        (
            "n",
            &[
                json!(5),
                json!("1200"),
                json!(" $1,200.50 "),
                json!("12 %"),
                json!("-3"),
                json!("$-5"),
                json!("- 5 €"),
                json!("1e5"),
                json!(".5"),
                json!(null),
                json!(""),
            ],
        ),
        ("comma", &[json!(1.5), json!("1.200,5"), json!("1,5"), json!("€ 5")]),
        ("space", &[json!("1 234,5"), json!("1\u{a0}234"), json!(0), json!("0")]),
        ("quote", &[json!("1'234.5"), json!(5)]),
        (
            "size",
            &[
                json!("51-200"),
                json!("51 – 200"),
                json!("1,000+"),
                json!("<10"),
                json!(">= 5%"),
                json!("5 to 10"),
                json!(7),
                json!("-5"),
                json!(null),
            ],
        ),
        ("wide", &[json!("1 000+"), json!("1 000-2 000"), json!(5)]),
        ("t", &[json!("x"), json!(5), json!(true), json!(null), json!("")]),
        ("named", &[json!("x"), json!(0), json!(false)]),
        ("exact", &[json!("X"), json!("\u{2003}")]),
        ("aye", &[json!(true), json!(0), json!(" YES "), json!("f"), json!("1"), json!(null)]),
        (
            "day",
            &[
                json!("2026-01-31"),
                json!("2026-01-31T10:00:00Z"),
                json!("2026-01-31 10:00:00.5 UTC"),
                json!("2026-01-31 10:00 +02:00"),
                json!(" "),
            ],
        ),
        ("due", &[json!("1/31/2026"), json!("01/31/2026"), json!("2026-01-31")]),
        ("born", &[json!("2026-01-31")]),
        (
            "pick",
            &[
                json!("kind i̇".replace('\u{307}', "")),
                json!("\u{212a}INDİ".replace("DİN", "DN").replace("INDİ", "IND İ")),
                json!(1),
                json!("TRUE"),
                json!(true),
                json!(2.5),
                json!("A|B"),
                json!("éσ"),
                json!(null),
            ],
        ),
        ("must", &[json!("K"), json!("\u{212a}")]),
        ("tags", &[json!("a, b"), json!([]), json!(["a", 5, null]), json!("[\"a\"]"), json!(null)]),
        ("goals", &[json!([]), json!(["a"]), json!("a;b")]),
    ];
    assert_eq!(readable.map(|(name, _)| name), FIELDS.map(|(name, _)| name));
    for (name, values) in readable {
        for value in values {
            let (reads, wrong) = judged(&record(name, value));
            assert!(reads && wrong.is_empty(), "{name} {value}: reads {reads}, {wrong:?}");
        }
    }
}

#[test]
fn required_values_in_objects_may_stand_flat() {
    let mut record = json!({"Country Code": "DE", "revenue": 5, "seen": "2026-01-05", "goals": []});
    assert_ne!(wrong(&FULL.1, &record), [""; 0]);
    record["org.size"] = json!(5);
    assert_eq!(wrong(&FULL.1, &record), [""; 0]);
    record["org"] = json!({"size": "large"});
    assert_ne!(wrong(&FULL.1, &record), [""; 0]);
}

#[test]
fn lists_of_entries() {
    let readable = [
        json!(null),
        json!(" "),
        json!(" null "),
        json!("SELECT"),
        json!([]),
        json!([null, {"kind": "Visit"}]),
        json!(" [{\"kind\": \"visit\"}]\n"),
        json!([{"kind": "demo", "when": {"day": "2026-01-31"}, "pages": "1,200", "tags": "a;b", "more": {}}]),
    ];
    let unreadable = [
        json!(5),
        json!("none"),
        json!({"kind": "visit"}),
        json!(["visit"]),
        json!([{}]),
        json!([{"kind": null}]),
        json!([{"kind": "visit", "pages": "many"}]),
        json!([{"kind": "visit", "when": {"day": "soon"}}]),
    ];
    let mut record = json!({"Country Code": "DE", "revenue": 5, "seen": "2026-01-05", "goals": [], "org": {"size": 5}});
    for (values, fits) in [(readable, true), (unreadable, false)] {
        for value in values {
            record["activity"] = value;
            let (_, issues) = FULL.0.read(&record).unwrap();
            let wrong = wrong(&FULL.1, &record);
            assert_eq!((issues.is_empty(), wrong.is_empty()), (fits, fits), "{record}: {wrong:?}");
        }
    }
}
