//! What a scored record holds.

use super::head;
use crate::rules::{Label, LabelBody, Ladder, Rules, Score, ScoreBody};
use serde_json::{Map, Value as Json, json};
use std::collections::HashSet;

/// What a disqualified lead reads for every ladder and label.
const DISQUALIFIED: &str = "disqualified";

/// The schema of what `qualify score --format ndjson` writes: what is added to each lead, beside what the lead had.
///
/// ```
/// use qualify::{Ruleset, schema};
///
/// let ruleset = Ruleset::parse(r#"
///     score fit in 0..100 { when size > 50 then +20 }
///     ladder stage { lead  mql needs fit >= 20 }
/// "#)?;
/// let schema = schema::written(ruleset.rules());
/// assert_eq!(schema["properties"]["fit"]["maximum"], 100);
/// assert_eq!(schema["properties"]["stage"]["enum"][1], "mql");
/// # Ok::<(), qualify::Findings>(())
/// ```
pub fn written(rules: &Rules) -> Json {
    let described =
        "A scored lead: what scoring adds, beside what the lead had. With `--prefix` its names begin otherwise.";
    let mut schema = head(rules.name.as_deref(), described.to_owned());
    let disqualifies = !rules.disqualifiers.is_empty();
    let mut added = Map::new();
    for one in &rules.scores {
        added.insert(one.name.clone(), score(one));
    }
    for one in &rules.ladders {
        added.insert(one.name.clone(), ladder(one, disqualifies));
    }
    for one in &rules.labels {
        added.insert(one.name.clone(), label(one, rules, disqualifies));
        if one.has_reasons() {
            added.insert(format!("{}_because", one.name), label_because(one, disqualifies));
        }
    }
    if disqualifies {
        added.insert("disqualified".to_owned(), json!({"description": "Whether the lead is out.", "type": "boolean"}));
        added.insert("disqualified_because".to_owned(), because(rules));
    }
    // `--no-reasons` leaves them out.
    let required: Vec<String> = added.keys().cloned().collect();
    if rules.gives_points() {
        added.insert("reasons".to_owned(), reasons(rules));
    }
    schema.insert("properties".to_owned(), Json::Object(added));
    if !required.is_empty() {
        schema.insert("required".to_owned(), json!(required));
    }
    Json::Object(schema)
}

/// That points have at most two places is said in words: by `multipleOf` many validators divide in floating point, and then hold
/// that 19.99 is no multiple of 0.01.
fn points() -> Map<String, Json> {
    let mut schema = Map::new();
    schema.insert("description".to_owned(), json!("Points, with at most two decimal places."));
    schema.insert("type".to_owned(), json!("number"));
    schema
}

fn score(score: &Score) -> Json {
    let mut schema = points();
    if let ScoreBody::Computed { said, .. } = &score.body {
        schema.insert("description".to_owned(), json!(format!("Points, with at most two decimal places: {said}.")));
    }
    for (name, bound) in [("minimum", score.low), ("maximum", score.high)] {
        if let Some(bound) = bound {
            schema.insert(name.to_owned(), json!(bound));
        }
    }
    Json::Object(schema)
}

fn ladder(ladder: &Ladder, disqualifies: bool) -> Json {
    let steps = ladder.steps.iter().map(|step| step.name.as_str());
    let described = if disqualifies {
        "The step on which the lead stands, lowest first; a disqualified lead stands on none."
    } else {
        "The step on which the lead stands, lowest first."
    };
    json!({"description": described, "enum": values(steps, disqualifies)})
}

fn label(label: &Label, rules: &Rules, disqualifies: bool) -> Json {
    match &label.body {
        LabelBody::Choices { .. } => {
            let chosen = label.values().into_iter().map(|(value, _)| value);
            json!({"description": "What the lead is called.", "enum": values(chosen, disqualifies)})
        }
        // How many values come of it is the product of how many its parts have.
        LabelBody::Joined(ids) => {
            let parts = ids.iter().filter_map(|id| rules.labels.get(id.0));
            let parts: Vec<String> = parts.map(|part| format!("`{}`", part.name)).collect();
            let described = format!("The values of {}, joined.", parts.join(" and "));
            json!({"description": described, "type": "string"})
        }
    }
}

/// Why a label has its value; null where nothing is said of that.
fn label_because(label: &Label, disqualifies: bool) -> Json {
    let values = label.values();
    let mut reasons: Vec<Json> =
        different(values.iter().filter_map(|(_, why)| *why)).into_iter().map(Json::from).collect();
    if disqualifies || values.iter().any(|(_, why)| why.is_none()) {
        reasons.push(Json::Null);
    }
    json!({"description": format!("Why `{}` is what it is.", label.name), "enum": reasons})
}

fn values<'v>(values: impl Iterator<Item = &'v str>, disqualifies: bool) -> Vec<&'v str> {
    different(values.chain(disqualifies.then_some(DISQUALIFIED)))
}

fn different<'t>(texts: impl Iterator<Item = &'t str>) -> Vec<&'t str> {
    let mut seen = HashSet::new();
    texts.filter(|text| seen.insert(*text)).collect()
}

fn because(rules: &Rules) -> Json {
    let reasons = different(rules.disqualifiers.iter().map(|one| one.reason.as_str()));
    json!({
        "description": "Why the lead is out; nothing where it is not.",
        "type": "array",
        "items": {"enum": reasons},
    })
}

fn reasons(rules: &Rules) -> Json {
    // Scores that are made of others have no rules of their own.
    let scores = rules.scores.iter().filter(|score| matches!(score.body, ScoreBody::Rules(_)));
    let scores: Vec<&str> = scores.map(|score| score.name.as_str()).collect();
    json!({
        "description": "The rules that gave points, most points first.",
        "type": "array",
        "items": {
            "type": "object",
            "properties": {
                "score": {"description": "The score that they are part of.", "enum": scores},
                "reason": {"description": "Why they were given.", "type": "string"},
                "points": points(),
            },
            "required": ["score", "reason", "points"],
        },
    })
}
