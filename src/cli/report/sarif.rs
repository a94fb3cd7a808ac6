//! SARIF 2.1.0, the format of code scanning.

use super::gather::{Entry, Gathered, Location};
use crate::diagnostic::{Name, Severity};
use crate::lint::page;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

pub(super) fn write(gathered: &Gathered<'_>, out: &mut dyn Write) -> io::Result<()> {
    let names: BTreeSet<Name> = gathered.entries.iter().map(|entry| entry.finding.name).collect();
    let rule_index: BTreeMap<Name, usize> = names.iter().enumerate().map(|(at, name)| (*name, at)).collect();
    let results: Vec<Value> = gathered.entries.iter().map(|entry| result(entry, &rule_index)).collect();
    let files: Vec<Value> = gathered.files.iter().map(|file| json!({ "location": artifact(file) })).collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "qualify",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": names.iter().map(|name| rule(*name)).collect::<Vec<_>>(),
            } },
            "columnKind": "unicodeCodePoints",
            "artifacts": files,
            "results": results,
        }],
    });
    serde_json::to_writer_pretty(&mut *out, &log)?;
    writeln!(out)
}

/// What there is to say about a kind of finding.
fn rule(name: Name) -> Value {
    let about = name.about();
    let mut rule = json!({
        "id": about.name,
        "shortDescription": { "text": about.summary },
        "help": help(name),
        "defaultConfiguration": { "level": level(about.severity) },
    });
    if let (Some(group), Some(fields)) = (about.group, rule.as_object_mut()) {
        fields.insert("properties".into(), json!({ "tags": [group.name()] }));
    }
    rule
}

/// The page of a lint, which is Markdown and reads well as it stands; for an error what is wrong, and right.
fn help(name: Name) -> Value {
    let about = name.about();
    if let Some(page) = page(name) {
        return json!({ "text": page, "markdown": page });
    }
    let mut text = about.summary.to_string();
    if !about.wrong.is_empty() {
        text.push_str(&format!("\n\nnot so:\n\n{}\n\nbut so:\n\n{}", about.wrong, about.right));
    }
    json!({ "text": text })
}

fn result(entry: &Entry<'_>, rule_index: &BTreeMap<Name, usize>) -> Value {
    let finding = entry.finding;
    let text = match &finding.help {
        Some(help) => format!("{}\nhelp: {help}", finding.message),
        None => finding.message.clone(),
    };
    let mut physical = json!({ "artifactLocation": artifact(entry.file) });
    if let (Some(location), Some(fields)) = (entry.location, physical.as_object_mut()) {
        fields.insert("region".into(), region(location));
    }
    let mut result = json!({
        "ruleId": finding.name.about().name,
        "ruleIndex": rule_index.get(&finding.name),
        "level": level(finding.severity),
        "message": { "text": text },
        "locations": [{ "physicalLocation": physical }],
    });
    let related: Vec<Value> = entry.related().map(|(message, location)| related(message, location)).collect();
    if let Some(fields) = result.as_object_mut() {
        if !related.is_empty() {
            fields.insert("relatedLocations".into(), related.into());
        }
        if let Some(fix) = entry.fix().and_then(fix) {
            fields.insert("fixes".into(), json!([fix]));
        }
        if let Some(witness) = &finding.witness {
            fields.insert("properties".into(), json!({ "witness": witness }));
        }
    }
    result
}

fn related(message: &str, location: Location<'_>) -> Value {
    json!({
        "message": { "text": message },
        "physicalLocation": { "artifactLocation": artifact(location.file()), "region": region(location) },
    })
}

/// The edits, grouped by file; `None` where there are none, which SARIF does not allow.
fn fix(edits: Vec<(&str, Location<'_>)>) -> Option<Value> {
    let mut by_file: BTreeMap<&str, Vec<Value>> = BTreeMap::new();
    for (text, location) in edits {
        let replacement = json!({ "deletedRegion": region(location), "insertedContent": { "text": text } });
        by_file.entry(location.file()).or_default().push(replacement);
    }
    let changes: Vec<Value> = by_file
        .into_iter()
        .map(|(file, replacements)| json!({ "artifactLocation": artifact(file), "replacements": replacements }))
        .collect();
    (!changes.is_empty()).then(|| json!({ "artifactChanges": changes }))
}

fn region(location: Location<'_>) -> Value {
    let (start, end) = (location.start(), location.end());
    json!({ "startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column })
}

fn artifact(file: &str) -> Value {
    json!({ "uri": uri(file) })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Allowed => "none",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}

/// The file's name as a URI: relative as it was given, or `file:` where it is absolute.
fn uri(file: &str) -> String {
    let file = if cfg!(windows) { file.replace('\\', "/") } else { file.to_string() };
    let drive = cfg!(windows) && file.get(1..3) == Some(":/");
    let path = file.strip_prefix("./").unwrap_or(&file);
    let prefix = match path.starts_with('/') {
        true => "file://",
        false if drive => "file:///",
        false => "",
    };
    let mut uri = String::from(prefix);
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => uri.push(char::from(byte)),
            b':' if drive => uri.push(':'),
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}
