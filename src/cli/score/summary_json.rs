//! The summary of a run for programs.

use super::stats::Stats;
use super::summary::Summary;
use crate::records::{Damage, FieldIssues, Tally};
use serde_json::{Map, Value as Json, json};

impl Summary<'_> {
    /// The summary as one JSON object.
    pub fn json(&self) -> Json {
        let Stats { leads, disqualified, .. } = *self.stats;
        let seconds = self.took.as_secs_f64();
        let rate = if seconds > 0.0 { (leads as f64 / seconds).round() } else { 0.0 };
        json!({
            "leads": leads,
            "written": self.written.records,
            "seconds": milliseconds(seconds),
            "seconds_reading_events": milliseconds(self.before_leads.as_secs_f64()),
            "leads_per_second": rate,
            "today": self.today.to_string(),
            "disqualified": disqualified,
            "scores": self.scores_json(),
            "ladders": self.ladders_json(),
            "labels": self.labels_json(),
            "rules": self.rules_json(),
            "joined": self.joined_json(),
            "data": self.data_json(),
        })
    }

    fn scores_json(&self) -> Json {
        let scores = self.rules.scores.iter().zip(&self.stats.scores);
        Json::Array(
            scores
                .map(|(score, spread)| {
                    json!({
                        "name": score.name,
                        "least": spread.least,
                        "quarter": spread.percentile(25),
                        "median": spread.percentile(50),
                        "three_quarters": spread.percentile(75),
                        "most": spread.most,
                        "mean": spread.mean(),
                    })
                })
                .collect(),
        )
    }

    fn ladders_json(&self) -> Json {
        let ladders = self.rules.ladders.iter().zip(&self.stats.ladders);
        let ladder = ladders.map(|(ladder, standings)| {
            let steps = ladder.steps.iter().zip(&standings.on).zip(&standings.held_below);
            let steps: Vec<Json> = steps
                .map(|((step, leads), held)| json!({"name": step.name, "leads": leads, "held_below": held}))
                .collect();
            json!({"name": ladder.name, "steps": steps, "names_no_step": tally(&standings.no_step)})
        });
        ladder.collect()
    }

    fn labels_json(&self) -> Json {
        let labels = self.rules.labels.iter().zip(&self.stats.labels);
        let label = labels.map(|(label, values)| {
            let mut values: Vec<_> = values.iter().collect();
            values.sort();
            let values: Vec<Json> =
                values.into_iter().map(|(value, leads)| json!({"value": value, "leads": leads})).collect();
            json!({"name": label.name, "values": values})
        });
        label.collect()
    }

    fn rules_json(&self) -> Json {
        let rules = self.stats.rules.iter();
        rules
            .map(|rule| {
                json!({"score": rule.score, "rule": rule.name, "fired": rule.fired, "undecided": rule.undecided})
            })
            .collect()
    }

    fn joined_json(&self) -> Json {
        let each = self.joins.iter().map(|(list, joined)| {
            let list = self.rules.fields.get(list.0);
            let key = list.and_then(|list| list.entries.as_ref()?.joined_by.as_deref());
            let files = joined.files.iter().map(|file| {
                let fields = file.fields().map(|(field, issues)| {
                    let field = list.and_then(|list| list.entries.as_ref()?.field(field));
                    field_json(field.map(|field| field.name.clone()), issues)
                });
                json!({
                    "file": file.name,
                    "without_key": tally(&file.without_key),
                    "key": field_json(key.map(|key| key.name.clone()), &file.key),
                    "fields": fields.collect::<Json>(),
                    "rejected_records": tally(&file.damage.rejected),
                    "short_rows": tally(&file.damage.short_rows),
                })
            });
            json!({
                "list": list.map(|list| list.name.as_str()),
                "entries": joined.entries,
                "joined": joined.joined,
                "leads": joined.leads,
                "keys_without_lead": joined.keys_without_lead,
                "entries_that_differ_in_capitals": joined.differ_in_capitals,
                "some_keys_without_lead": joined.some_without_lead,
                "files": files.collect::<Json>(),
            })
        });
        each.collect()
    }

    fn data_json(&self) -> Json {
        let Damage { short_rows, surplus_blank, unwrapped, rejected, undecodable } = self.damage;
        let of_lead = self
            .issues
            .iter()
            .map(|(field, issues)| field_json(self.rules.fields.get(field.0).map(|field| field.name.clone()), issues));
        let of_entries = self.issues.in_entries().map(|(list, field, issues)| {
            let list = self.rules.fields.get(list.0);
            let field = list.and_then(|list| list.entries.as_ref()?.field(field));
            let name = list.zip(field).map(|(list, field)| format!("{}.{}", list.name, field.name));
            field_json(name, issues)
        });
        let fields = of_lead.chain(of_entries);
        let mut data = Map::new();
        data.insert("fields".to_owned(), fields.collect());
        for (name, count) in [
            ("duplicate_keys", &self.stats.duplicates),
            ("short_rows", short_rows),
            ("surplus_blank_cells", surplus_blank),
            ("unwrapped_rows", unwrapped),
            ("rejected_records", rejected),
            ("undecodable_records", undecodable),
            ("members_without_column", &self.written.without_column),
        ] {
            data.insert(name.to_owned(), tally(count));
        }
        if let Some(previous) = self.previous {
            let members = previous.iter().map(|(name, _, count)| (name.to_owned(), tally(count)));
            data.insert("previous".to_owned(), Json::Object(members.collect()));
        }
        Json::Object(data)
    }
}

/// Seconds to three places.
fn milliseconds(seconds: f64) -> f64 {
    (seconds * 1000.0).round() / 1000.0
}

fn field_json(name: Option<String>, issues: &FieldIssues) -> Json {
    let samples: Vec<Json> =
        issues.samples.iter().map(|sample| json!({"line": sample.line, "value": sample.value})).collect();
    json!({"field": name, "unreadable": issues.unreadable, "samples": samples, "missing": tally(&issues.missing)})
}

fn tally(tally: &Tally) -> Json {
    json!({"count": tally.count, "lines": tally.lines})
}
