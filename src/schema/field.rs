//! What a field may hold.

use super::descriptions;
use super::examples;
use super::patterns;
use super::shared::Shared;
use crate::rules::Field;
use crate::value::{Format, NumberFormat, ReadAs, Text, Type, Value, fold};
use serde_json::{Map, Value as Json, json};

/// Of more values than these, `one of` says no more than that something stands there: validators refuse patterns of any length.
const MOST_VALUES: usize = 500;

/// The schema of a field; `entries` is that of its entries, where it is a list of entries.
pub(super) fn of(field: &Field, entries: Option<Json>, examples: Vec<Json>, shared: &mut Shared) -> Map<String, Json> {
    let mut schema = Map::new();
    schema.insert("description".to_owned(), json!(descriptions::of(field)));
    match entries {
        Some(entries) => schema.extend(list_of_entries(field, entries)),
        None => schema.extend(value(field, shared)),
    }
    if let Some(default) = field.default.as_ref().and_then(|value| examples::written(value, &field.read)) {
        schema.insert("default".to_owned(), default);
    }
    if !examples.is_empty() {
        schema.insert("examples".to_owned(), Json::Array(examples));
    }
    schema
}

/// Whether a blank is reported.
pub(super) fn is_required(field: &Field) -> bool {
    field.required && field.default.is_none() && field.entries.is_none()
}

fn value(field: &Field, shared: &mut Shared) -> Map<String, Json> {
    let is_required = is_required(field);
    let blanks = &field.read.blanks;
    let mut schema = Map::new();
    match field.kind() {
        // Anything that is no list or object is a text.
        Type::Text { .. } => {
            schema.insert("type".to_owned(), json!(types(&["string", "number", "boolean"], is_required)));
            if is_required {
                schema.insert("pattern".to_owned(), json!(patterns::filled()));
            }
        }
        Type::ListOfText => {
            schema.insert("type".to_owned(), json!(types(&["array", "string"], is_required)));
            schema.insert("items".to_owned(), json!({"type": ["string", "number", "null"]}));
            if is_required {
                schema.insert("pattern".to_owned(), json!(patterns::filled()));
            }
        }
        kind => {
            let mut forms = forms(kind, &field.read, shared);
            if !is_required {
                forms.push(shared.refer("blank", blank(&blanks.texts)));
            }
            match (forms.as_slice(), forms.first()) {
                ([_], Some(Json::Object(only))) if only.contains_key("$ref") => schema.extend(only.clone()),
                _ => {
                    schema.insert("anyOf".to_owned(), Json::Array(forms));
                }
            }
        }
    }
    if is_required && let Some(blank) = blank_values(field) {
        schema.insert("not".to_owned(), shared.refer("stands_for_blank", blank));
    }
    schema
}

fn types(types: &[&str], is_required: bool) -> Vec<String> {
    let null = if is_required { None } else { Some(&"null") };
    types.iter().chain(null).map(|name| (*name).to_owned()).collect()
}

/// The forms in which a value of a type may stand, blanks aside.
fn forms(kind: &Type, read: &ReadAs, shared: &mut Shared) -> Vec<Json> {
    let format = match &read.format {
        Format::Number(format) => *format,
        _ => NumberFormat::default(),
    };
    match kind {
        Type::Number => {
            let number = json!({
                "description": format!("A number, or a text that holds one, such as {}, $5 or 12%.", format.sample()),
                "type": ["number", "string"],
                "pattern": patterns::number(format),
            });
            vec![shared.refer("number", number)]
        }
        Type::NumberOrRange => {
            let range = json!({
                "description": format!("A number, or a text that holds one, such as {}, or a range, such as 51-200, 1000+ or <10; the lower end comes first.", format.sample()),
                "type": ["number", "string"],
                "pattern": patterns::range(format),
            });
            vec![shared.refer("number_or_range", range)]
        }
        Type::YesNo => {
            let words = ["yes", "true", "y", "t", "1", "no", "false", "n", "f", "0"];
            let yes_no = json!({
                "description": "Yes or no: true, false, 1, 0, or a text: yes, true, y, t or 1, and no, false, n, f or 0, in any capitals.",
                "anyOf": [
                    {"enum": [true, false, 1, 0]},
                    {"type": "string", "pattern": patterns::one_of(words.into_iter())},
                ],
            });
            vec![shared.refer("yes_no", yes_no)]
        }
        Type::Date => {
            let usual = json!({
                "description": "A day, such as 2026-01-31, alone or at the start of a date and time.",
                "type": "string",
                "pattern": patterns::date(),
            });
            let other = json!({
                "description": "A date as its own form says, which no schema can.",
                "type": "string",
                "pattern": patterns::date_of_another_form(),
            });
            match &read.format {
                Format::Date(_) => vec![shared.refer("date_of_another_form", other)],
                _ => vec![shared.refer("date", usual)],
            }
        }
        Type::OneOf(values) => one_of(values),
        Type::Text { .. } | Type::ListOfText | Type::ListOfEntries => Vec::new(),
    }
}

/// The values as they are written, for who chooses from them; and in any capitals.
fn one_of(values: &[Text]) -> Vec<Json> {
    let mut plain: Vec<Json> = values.iter().map(|value| json!(value.shown())).collect();
    // What is no text is read as the text that JSON writes for it.
    plain.extend(values.iter().filter_map(|value| match fold(value.shown()).as_ref() {
        "true" => Some(json!(true)),
        "false" => Some(json!(false)),
        number => serde_json::from_str::<serde_json::Number>(number).ok().map(Json::Number),
    }));
    let in_any_capitals = match values.len() {
        ..=MOST_VALUES => patterns::one_of(values.iter().map(Text::folded)),
        _ => patterns::filled(),
    };
    vec![json!({"enum": plain}), json!({"type": "string", "pattern": in_any_capitals})]
}

/// Nothing.
fn blank(words: &[String]) -> Json {
    let description = match words {
        [] => "Nothing: null, or a text in which nothing stands.".to_owned(),
        words => {
            let words: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
            format!("Nothing: null, or a text that is empty or {}.", descriptions::listed(&words, "or"))
        }
    };
    json!({"description": description, "type": ["null", "string"], "pattern": patterns::blank(words)})
}

/// What stands for blank although it could be read.
fn blank_values(field: &Field) -> Option<Json> {
    let blanks = &field.read.blanks;
    let mut all = Vec::new();
    if !blanks.texts.is_empty() && *field.kind() != Type::ListOfText {
        all.push(
            json!({"type": "string", "pattern": patterns::exactly_one_of(blanks.texts.iter().map(String::as_str))}),
        );
    }
    let is_number = matches!(field.kind(), Type::Number | Type::NumberOrRange);
    if is_number && !blanks.numbers.is_empty() {
        all.push(json!({"enum": blanks.numbers.iter().map(|number| Value::Number(*number)).collect::<Vec<_>>()}));
    }
    if *field.kind() == Type::Date && !blanks.dates.is_empty() {
        all.push(json!({"enum": blanks.dates.iter().map(ToString::to_string).collect::<Vec<_>>()}));
    }
    match all.len() {
        0 | 1 => all.pop(),
        _ => Some(json!({"anyOf": all})),
    }
}

/// A JSON list of objects, or a text that holds one.
fn list_of_entries(field: &Field, entries: Json) -> Map<String, Json> {
    let mut schema = Map::new();
    schema.insert("type".to_owned(), json!(["array", "string", "null"]));
    schema.insert("items".to_owned(), entries);
    schema.insert("pattern".to_owned(), json!(patterns::json_list(&field.read.blanks.texts)));
    schema
}
