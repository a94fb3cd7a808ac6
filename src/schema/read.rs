//! What a record may hold that a ruleset reads.

use super::field;
use super::shared::Shared;
use super::{examples, head};
use crate::rules::{EntryFieldId, Field, FieldId, Rules};
use crate::value::trim;
use serde_json::{Map, Value as Json, json};

/// The schema of the records that a ruleset reads, as a line of NDJSON or an element of a JSON list.
///
/// Every field is a member under the name that is looked for first; a dot leads into an object. Other members may be there, too.
/// A record with members of these names fits the schema if everything in it can be read and nothing that is required is missing.
///
/// ```
/// use qualify::{Ruleset, schema};
///
/// let ruleset = Ruleset::parse(r#"
///     lead { size: number from "Company Size"  country: text required }
///     when size > 50 and country = "France" then +10
/// "#)?;
/// let schema = schema::read(ruleset.rules());
/// assert_eq!(schema["properties"]["Company Size"]["anyOf"][0]["$ref"], "#/$defs/number");
/// assert_eq!(schema["required"][0], "country");
/// # Ok::<(), qualify::Findings>(())
/// ```
pub fn read(rules: &Rules) -> Json {
    let described = "A lead. Every value is looked for under exactly this name first, and then under one that differs in capitals, \
                     spaces, `_`, `-` and `.` only. This schema knows the exact names only. Whatever else a lead has is let through.";
    let mut schema = head(rules.name.as_deref(), described.to_owned());
    let mut shared = Shared::default();
    let members = rules.fields.iter().enumerate().map(|(at, one)| {
        let id = FieldId(at);
        let entries = one.entries.as_ref().map(|entry| {
            let members = entry.fields.iter().enumerate().map(|(at, of_entry)| {
                let examples = examples::of_entry_field(rules, id, EntryFieldId(at), of_entry);
                (of_entry, field::of(of_entry, None, examples, &mut shared))
            });
            let mut items = Map::new();
            items.insert("type".to_owned(), json!(["object", "null"]));
            items.extend(object(members.collect()));
            Json::Object(items)
        });
        let examples = examples::of_field(rules, id, one);
        (one, field::of(one, entries, examples, &mut shared))
    });
    schema.extend(object(members.collect()));
    let examples = examples::of_records(rules);
    if !examples.is_empty() {
        schema.insert("examples".to_owned(), Json::Array(examples));
    }
    let shared = shared.into_map();
    if !shared.is_empty() {
        schema.insert("$defs".to_owned(), Json::Object(shared));
    }
    Json::Object(schema)
}

/// Where a field stands in a record.
pub(super) struct Place {
    /// The names that lead to it, outermost first.
    path: Vec<String>,
    /// The name as a whole.
    name: String,
}

impl Place {
    pub fn of(field: &Field) -> Place {
        let name = trim(field.column()).to_owned();
        let may_be_path = field.from.is_some() || !field.quoted;
        let path = if may_be_path { name.split('.').map(str::to_owned).collect() } else { vec![name.clone()] };
        Place { path, name }
    }
}

/// Puts a value in its place in an object; `None` where something else is in the way.
pub(super) fn put(object: &mut Map<String, Json>, place: &Place, value: Json) -> Option<()> {
    let (last, heads) = place.path.split_last()?;
    let mut object = object;
    for head in heads {
        object = object.entry(head.as_str()).or_insert_with(|| json!({})).as_object_mut()?;
    }
    object.insert(last.clone(), value);
    Some(())
}

/// What there is to say of an object with these fields.
fn object(fields: Vec<(&Field, Map<String, Json>)>) -> Map<String, Json> {
    let mut schema = Map::new();
    schema.insert("properties".to_owned(), json!({}));
    let (mut required, mut nested) = (Vec::new(), Vec::new());
    for (field, of_field) in fields {
        let place = Place::of(field);
        add(&mut schema, &place.path, of_field);
        match field::is_required(field) {
            true if place.path.len() > 1 => {
                nested.push(json!({"anyOf": [has(&place.path), {"required": [place.name]}]}))
            }
            true if !required.contains(&place.name) => required.push(place.name),
            _ => {}
        }
    }
    if !required.is_empty() {
        schema.insert("required".to_owned(), json!(required));
    }
    if !nested.is_empty() {
        schema.insert("allOf".to_owned(), Json::Array(nested));
    }
    schema
}

/// Adds the schema of a member below others. A member that two fields read is what both want.
fn add(schema: &mut Map<String, Json>, path: &[String], of_field: Map<String, Json>) {
    let mut schema = schema;
    for name in path {
        let properties = schema.entry("properties").or_insert_with(|| json!({}));
        let Some(member) = properties.as_object_mut() else { return };
        let Some(member) = member.entry(name.as_str()).or_insert_with(|| json!({})).as_object_mut() else { return };
        schema = member;
    }
    if schema.is_empty() {
        *schema = of_field;
    } else if let Some(all) = schema.entry("allOf").or_insert_with(|| json!([])).as_array_mut() {
        all.push(Json::Object(of_field));
    }
}

/// That something is at the end of a path.
fn has(path: &[String]) -> Json {
    let mut schema = json!({});
    for (at, name) in path.iter().enumerate().rev() {
        schema = match at + 1 == path.len() {
            true => json!({"type": "object", "required": [name]}),
            false => json!({"type": "object", "required": [name], "properties": {name.as_str(): schema}}),
        };
    }
    schema
}
