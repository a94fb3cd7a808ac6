//! Small domains: fields with few values that matter, tests of them, and all leads.

use proptest::prelude::*;
use proptest::sample::select;
use qualify::jiff::civil::{Date, date};
use qualify::rules::{FieldId, Lead};
use qualify::value::{NumberRange, Text, Value};

pub const TODAY: Date = date(2026, 1, 15);

/// A field: how it is declared, what it may be, and what is asked of it.
pub struct Field {
    pub declared: &'static str,
    /// Whether it may be unknown.
    pub unknown: bool,
    pub values: fn() -> Vec<Value>,
    pub tests: &'static [&'static str],
}

fn numbers() -> Vec<Value> {
    [-1.0, 0.0, 1.0, 1.5, 2.0, 2.5, 3.0, 6.0].map(Value::Number).to_vec()
}

fn texts() -> Vec<Value> {
    let mut texts = vec![String::new()];
    let mut last = texts.clone();
    for _ in 0..5 {
        last = last.iter().flat_map(|text| ["a", "b", " ", "z"].map(|more| format!("{text}{more}"))).collect();
        texts.extend(last.iter().cloned());
    }
    let mut texts: Vec<String> =
        texts.iter().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty()).collect();
    texts.sort();
    texts.dedup();
    texts.iter().map(|text| Value::Text(Text::new(text))).collect()
}

/// The fields. Only the text has many values.
pub const FIELDS: [Field; 9] = [
    Field {
        declared: "n: number",
        unknown: true,
        values: numbers,
        tests: &[
            "n > 1",
            "n <= 2",
            "n = 1",
            "n != 2",
            "n in 1..2",
            "n in 1..<2",
            "n not in [1, 2]",
            "n is unknown",
            "2 > n",
        ],
    },
    Field {
        declared: "m: number = 0",
        unknown: false,
        values: numbers,
        tests: &["m >= 1", "m < 2", "m in [1, 2]", "m not in 1..<2", "m * 1 > 0"],
    },
    Field {
        declared: "s: number or range",
        unknown: true,
        values: || {
            let ends = [0.0, 1.0, 1.5, 2.0, 3.0];
            let pairs = ends.into_iter().flat_map(|low| ends.map(|high| (low, high)));
            pairs
                .filter(|(low, high)| low <= high)
                .map(|(low, high)| Value::Range(NumberRange::new(Some(low), Some(high), false)))
                .chain([
                    Value::Range(NumberRange::new(Some(1.0), None, false)),
                    Value::Range(NumberRange::new(Some(1.0), Some(2.0), true)),
                    Value::Range(NumberRange::new(None, Some(2.0), true)),
                ])
                .collect()
        },
        tests: &["s > 1", "s <= 2", "s = 1", "s in 1..2", "s in 1..<2", "s not in [1, 2]", "s is known"],
    },
    Field {
        declared: "t: text",
        unknown: true,
        values: texts,
        tests: &[
            "t = \"a\"",
            "t in [\"a b\", \"B\"]",
            "t != \"ab\"",
            "t contains \"a\"",
            "t contains \"ab\"",
            "t contains word \"a\"",
            "t contains word \"b\"",
            "t contains any word of [\"a\", \"b\"]",
            "t contains any of [\"ab\", \"ba\"]",
            "t contains all of [\"a\", \"b\"]",
            "t starts with \"a\"",
            "t starts with any of [\"ab\", \"b\"]",
            "t ends with \"a\"",
            "t is known",
        ],
    },
    Field {
        declared: "y: yes/no",
        unknown: true,
        values: || vec![Value::YesNo(true), Value::YesNo(false)],
        tests: &["y", "y = no", "y is unknown"],
    },
    Field {
        declared: "o: one of \"A\", \"B\", \"AB\"",
        unknown: true,
        values: || ["A", "B", "AB"].map(|text| Value::Text(Text::new(text))).to_vec(),
        tests: &[
            "o = \"A\"",
            "o in [\"A\", \"AB\"]",
            "o != \"B\"",
            "o contains \"b\"",
            "o starts with \"a\"",
            "o is known",
        ],
    },
    Field {
        declared: "d: date",
        unknown: true,
        values: || {
            let days = [date(2025, 1, 1), date(2026, 1, 1), date(2026, 1, 2), date(2026, 1, 7), date(2026, 1, 8)];
            let more = [date(2026, 1, 9), date(2026, 1, 15), date(2026, 1, 16), date(2026, 1, 22), date(2026, 1, 23)];
            days.into_iter().chain(more).map(Value::Date).collect()
        },
        tests: &[
            "d within 7 days",
            "d not within 7 days",
            "d within next 1 week",
            "d > 2026-01-01",
            "d in 2026-01-01..2026-01-08",
            "days since d > 7",
            "d = today",
            "d is unknown",
        ],
    },
    Field {
        declared: "l: list of text",
        unknown: true,
        values: || {
            let lists: [&[&str]; 8] =
                [&[], &["z"], &["x"], &["y"], &["x", "y"], &["X", "z"], &["x", "y", "z"], &["z", "z"]];
            lists.map(|list| Value::List(list.iter().map(|text| Text::new(text)).collect())).to_vec()
        },
        tests: &[
            "l contains \"x\"",
            "l contains any of [\"x\", \"y\"]",
            "l contains all of [\"x\", \"y\"]",
            "l is known",
            "count of l >= 2",
            "count of l < 1",
        ],
    },
    Field {
        declared: "e: text",
        unknown: true,
        values: addresses,
        tests: &[
            "e = \"a@x.com\"",
            "e in [\"lead@x.com\", \"b@y.org\"]",
            "domain of e = \"x.com\"",
            "domain of e in [\"x.com\", \"y.com\"]",
            "domain of e ends with \"x.com\"",
            "domain of e is unknown",
            "e contains \"a\"",
            "e is known",
        ],
    },
];

/// Addresses, of which the whole and the domain are asked.
fn addresses() -> Vec<Value> {
    let all = ["a@x.com", "b@x.com", "a@y.com", "b@y.org", "a", "x.com", "c@z.x.com", "a@b@x.com", "lead@x.com"];
    all.map(|text| Value::Text(Text::new(text))).to_vec()
}

/// Which fields a ruleset has: few, so that every lead can be tried; the text beside a small one only.
pub fn fields() -> impl Strategy<Value = Vec<usize>> {
    prop_oneof![
        4 => prop::sample::subsequence(vec![0, 1, 2, 4, 5, 6, 7], 1..=3),
        1 => prop::sample::subsequence(vec![8, 4, 0], 1..=2),
        1 => select(vec![vec![3], vec![3, 4], vec![3, 5]]),
    ]
}

pub fn lead_block(fields: &[usize]) -> String {
    let declared: Vec<&str> = fields.iter().map(|at| FIELDS[*at].declared).collect();
    format!("lead {{\n  {}\n}}\n", declared.join("\n  "))
}

/// Every lead of these fields.
pub fn leads(fields: &[usize]) -> Vec<Lead> {
    let mut leads = vec![Lead::unknown(fields.len())];
    for (id, field) in fields.iter().map(|at| &FIELDS[*at]).enumerate() {
        let unknown = field.unknown.then_some(None);
        let values: Vec<Option<Value>> = unknown.into_iter().chain((field.values)().into_iter().map(Some)).collect();
        let with = |lead: &Lead, value: &Option<Value>| {
            let mut lead = lead.clone();
            lead.set(FieldId(id), value.clone());
            lead
        };
        leads = leads.iter().flat_map(|lead| values.iter().map(move |value| with(lead, value))).collect();
    }
    leads
}

/// A condition over these fields.
pub fn condition(fields: Vec<usize>) -> impl Strategy<Value = String> {
    let tests: Vec<&str> = fields.iter().flat_map(|at| FIELDS[*at].tests.iter().copied()).collect();
    let test = select(tests).prop_map(str::to_owned);
    test.prop_recursive(3, 10, 3, |inner| {
        let several = prop::collection::vec(inner.clone(), 2..4);
        prop_oneof![
            3 => several.clone().prop_map(|all| format!("({})", all.join(" and "))),
            2 => several.clone().prop_map(|any| format!("({})", any.join(" or "))),
            1 => inner.prop_map(|one| format!("(not ({one}))")),
            1 => (1..3usize, several).prop_map(|(count, of)| format!("at least {count} of ({})", of.join(", "))),
        ]
    })
}
