//! JSON Schema (2020-12) of what a ruleset reads, and of what scoring writes.
//!
//! A schema is meant for those who hand leads over: a form, a warehouse, another team. [`read`] says what a record may hold,
//! [`written`] what a scored record holds. Both are plain JSON values, the same for the same rules at any time.
//!
//! What reads well always fits. What a schema cannot say, such as which days February has, it leaves open.

mod descriptions;
mod examples;
mod field;
mod patterns;
mod read;
mod shared;
mod written;

pub use read::read;
pub use written::written;

use serde_json::{Map, Value as Json, json};

/// The dialect.
const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// The beginning of a schema of objects.
fn head(title: Option<&str>, description: String) -> Map<String, Json> {
    let mut schema = Map::new();
    schema.insert("$schema".to_owned(), json!(DIALECT));
    if let Some(title) = title {
        schema.insert("title".to_owned(), json!(title));
    }
    schema.insert("description".to_owned(), json!(description));
    schema.insert("type".to_owned(), json!("object"));
    schema
}
