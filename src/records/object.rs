//! From a JSON object, as it stands in the input, to the values of fields.

use super::bind::BindError;
use super::entries::{Nested, NestedLists};
use super::members::{Found, Members, follow};
use super::taking::Taking;
use crate::rules::Field;
use crate::value::{Reading, Type, read_cell, read_json};
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fmt;

/// The members of an object: their names, and their values as JSON text.
pub(super) trait RawMembers {
    /// The names, in order.
    fn names(&self) -> impl Iterator<Item = &str>;
    /// The value of a member, counted from 0.
    fn raw(&self, at: usize) -> Option<&str>;

    /// A name that comes up twice.
    fn doubled(&self) -> Option<&str> {
        let mut names: Vec<&str> = self.names().collect();
        names.sort_unstable();
        names.windows(2).find_map(|two| if let [one, other] = two { (one == other).then_some(*one) } else { None })
    }
}

/// An object within another one.
#[derive(Debug)]
pub(super) struct RawObject<'j>(Vec<(Cow<'j, str>, &'j RawValue)>);

impl RawMembers for RawObject<'_> {
    fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(name, _)| name.as_ref())
    }

    fn raw(&self, at: usize) -> Option<&str> {
        self.0.get(at).map(|(_, raw)| raw.get())
    }
}

impl<'de> Deserialize<'de> for RawObject<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Gather)
    }
}

struct Gather;

impl<'de> Visitor<'de> for Gather {
    type Value = RawObject<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<RawObject<'de>, A::Error> {
        let mut members = Vec::new();
        // A name that holds no text, such as half of a surrogate pair, is no name of a field.
        while let Some(name) = map.next_key::<&RawValue>()? {
            let name = serde_json::from_str(name.get()).map_or(Cow::Borrowed(name.get()), Cow::<str>::Owned);
            members.push((name, map.next_value()?));
        }
        Ok(RawObject(members))
    }
}

impl Taking<'_> {
    /// Takes in what an object has for each field; lists of entries go to `lists`.
    pub fn read_members(
        &mut self,
        fields: &[Field],
        members: &mut Members,
        mut lists: Option<&mut NestedLists>,
        object: &impl RawMembers,
    ) -> Result<(), BindError> {
        let found = members.find(object.names())?.to_vec();
        let mut followed = Followed { at: None, json: None };
        for (at, (field, found)) in fields.iter().zip(found).enumerate() {
            let raw_of = |place: Option<usize>| object.raw(place?);
            let path = members.wanted(at).and_then(|wanted| wanted.path.as_deref());
            let Found { exact, path_head, loose } = found;
            if let (None, Some(head), Some(path)) = (exact, path_head, path) {
                let json = followed.parsed(head, raw_of(path_head).unwrap_or_default());
                if let Some(json) = json.and_then(|json| follow(json, path.get(1..)?)) {
                    match (&field.entries, &mut lists) {
                        (Some(_), Some(lists)) => lists.take(self, at, field, Some(Nested::Parsed(json)))?,
                        _ => self.take_json(at, field, Some(json)),
                    }
                    members.saw(at);
                    continue;
                }
            }
            let raw = raw_of(exact.or(loose));
            match (&field.entries, &mut lists) {
                (Some(_), Some(lists)) => lists.take_raw(self, at, field, raw)?,
                _ => self.take(at, field, raw.map_or(Reading::Blank, |raw| read_raw(raw, field)), raw.unwrap_or("")),
            }
            if raw.is_some() {
                members.saw(at);
            }
        }
        Ok(())
    }
}

/// The object that paths were followed into last, parsed once for all fields below it.
struct Followed {
    at: Option<usize>,
    json: Option<serde_json::Value>,
}

impl Followed {
    fn parsed(&mut self, at: usize, raw: &str) -> Option<&serde_json::Value> {
        if self.at != Some(at) {
            self.at = Some(at);
            self.json = serde_json::from_str(raw).ok();
        }
        self.json.as_ref()
    }
}

/// Reads a JSON value from its text.
fn read_raw(raw: &str, field: &Field) -> Reading {
    match (raw.as_bytes().first(), field.kind()) {
        (Some(b'n'), _) => Reading::Blank,
        (Some(b'"'), _) => {
            let text = match serde_json::from_str::<&str>(raw) {
                Ok(text) => Cow::Borrowed(text),
                // It holds escapes.
                Err(_) => match serde_json::from_str::<String>(raw) {
                    Ok(text) => Cow::Owned(text),
                    Err(_) => return Reading::Unreadable,
                },
            };
            read_cell(&text, &field.read)
        }
        // Ids are often written as numbers, and longer than a number can be held: as texts they stay as they are written.
        (Some(b'-' | b'0'..=b'9'), Type::Text { .. } | Type::OneOf(_)) => read_cell(raw, &field.read),
        // Numbers beyond all bounds, such as `1e400`, are JSON, but no value.
        _ => serde_json::from_str(raw).map_or(Reading::Unreadable, |json| read_json(&json, &field.read)),
    }
}
