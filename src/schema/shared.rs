//! Parts that several fields share: they stand once, under `$defs`.

use serde_json::{Map, Value as Json, json};

/// The parts so far, by name.
#[derive(Debug, Default)]
pub(super) struct Shared(Map<String, Json>);

impl Shared {
    /// A reference to a part, which is added unless it is there; others of that name get a number.
    pub fn refer(&mut self, name: &str, part: Json) -> Json {
        let mut called = name.to_owned();
        let mut number = 1;
        while self.0.get(&called).is_some_and(|there| *there != part) {
            number += 1;
            called = format!("{name}_{number}");
        }
        let reference = json!({"$ref": format!("#/$defs/{called}")});
        self.0.entry(called).or_insert(part);
        reference
    }

    /// All of them.
    pub fn into_map(self) -> Map<String, Json> {
        self.0
    }
}
