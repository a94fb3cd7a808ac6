//! Leads that prove a finding.

use crate::value::Value;
use serde::ser::{Serialize, SerializeMap, Serializer};
use std::fmt;

/// A lead that proves a finding: a record that can be scored. Fields that it does not name are unknown, or have their defaults.
///
/// ```
/// use qualify::diagnostic::{Shown, Witness};
/// use qualify::value::Value;
/// let witness = Witness::new([("company_size".to_owned(), Shown::Value(Value::Number(500.0)))]);
/// assert_eq!(witness.to_string(), "a lead with company_size = 500");
/// assert_eq!(serde_json::to_string(&witness)?, r#"{"company_size":500}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Witness(Vec<(String, Shown)>);

/// What a witness has for a field.
#[derive(Clone, Debug, PartialEq)]
pub enum Shown {
    /// A value.
    Value(Value),
    /// Entries of a list, each with what is known of it.
    Entries(Vec<Vec<(String, Value)>>),
}

/// How many fields a message shows.
const MOST_SHOWN: usize = 4;

impl Witness {
    /// A lead with these values, under the names that the rules use.
    pub fn new(record: impl IntoIterator<Item = (String, Shown)>) -> Witness {
        Witness(record.into_iter().collect())
    }

    /// The values, each with the name of its field.
    pub fn record(&self) -> &[(String, Shown)] {
        &self.0
    }
}

impl Witness {
    /// As a message says it, with numbers written as the rule file writes them, where that is known.
    ///
    /// ```
    /// use qualify::diagnostic::{Shown, Witness};
    /// use qualify::value::Value;
    /// let witness = Witness::new([("revenue".to_owned(), Shown::Value(Value::Number(5e6)))]);
    /// assert_eq!(witness.said(|number| (number == 5e6).then_some("5M")), "a lead with revenue = 5M");
    /// assert_eq!(witness.said(|_| None), "a lead with revenue = 5000000");
    /// ```
    pub fn said<'w>(&self, written: impl Fn(f64) -> Option<&'w str>) -> String {
        if self.0.is_empty() {
            return "a lead of whom nothing is known".to_owned();
        }
        let mut said = "a lead with ".to_owned();
        let shown = self.0.len().min(MOST_SHOWN);
        for (at, (name, value)) in self.0.iter().take(shown).enumerate() {
            let between = match at {
                0 => "",
                at if at + 1 == self.0.len() => " and ",
                _ => ", ",
            };
            said.push_str(&format!("{between}{name} = {}", value.said(&written)));
        }
        match self.0.len() - shown {
            0 => said,
            more => format!("{said} and {more} more"),
        }
    }
}

impl fmt::Display for Witness {
    /// As a message says it: `a lead with company_size = 500 and demo = yes`; of many fields only the first.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.said(|_| None))
    }
}

impl Shown {
    /// As a test of a rule file gives it.
    fn said<'w>(&self, written: &impl Fn(f64) -> Option<&'w str>) -> String {
        let value = |value: &Value| match value {
            Value::Number(number) => written(*number).map_or_else(|| value.to_string(), str::to_owned),
            Value::Range(range) => match range.single() {
                Some(number) => written(number).map_or_else(|| value.to_string(), str::to_owned),
                None => value.to_string(),
            },
            value => value.to_string(),
        };
        match self {
            // A test gives a range as the text of a cell.
            Shown::Value(Value::Range(range)) if range.single().is_none() => format!("\"{range}\""),
            Shown::Value(one) => value(one),
            Shown::Entries(entries) => {
                let entry = |entry: &Vec<(String, Value)>| {
                    let fields: Vec<String> =
                        entry.iter().map(|(name, one)| format!("{name} = {}", value(one))).collect();
                    format!("{{ {} }}", fields.join(", "))
                };
                format!("[{}]", entries.iter().map(entry).collect::<Vec<_>>().join(", "))
            }
        }
    }
}

impl fmt::Display for Shown {
    /// As a test of a rule file gives it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.said(&|_| None))
    }
}

impl Serialize for Witness {
    /// A JSON object, as `score` and `explain` read one.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, shown) in &self.0 {
            match shown {
                Shown::Value(value) => map.serialize_entry(name, value)?,
                Shown::Entries(entries) => map.serialize_entry(name, &Objects(entries))?,
            }
        }
        map.end()
    }
}

struct Objects<'a>(&'a [Vec<(String, Value)>]);

impl Serialize for Objects<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(|entry| Object(entry)))
    }
}

struct Object<'a>(&'a [(String, Value)]);

impl Serialize for Object<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}
