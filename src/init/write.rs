//! The draft as text.

use super::Draft;
use super::field::{Field, Fields};
use super::guess::Guess;
use super::names::{quoted, remark};
use super::starter;
use crate::format;
use crate::records::{folded, grouped};
use crate::source::Source;
use crate::value::show_number;

/// How many examples stand behind a field.
const EXAMPLES: usize = 3;

/// For how many lists of entries an example is shown.
const LISTS: usize = 3;

/// How many columns that are left out are named.
const LEFT_OUT: usize = 20;

/// The draft of a file of that name.
pub(super) fn draft(name: &str, fields: Fields, leads: u64, beyond: usize) -> Draft {
    let mut text = header(name, leads, fields.fields.len());
    text.push_str(&left_out(&fields, beyond));
    text.push_str(&format!("\nruleset {}\n", quoted(&title(name))));
    if !fields.blank.is_empty() {
        text.push_str(&format!("\nblank values {}\n", texts(&fields.blank)));
    }
    let rules = starter::rules(&fields.fields, leads);
    if !fields.fields.is_empty() {
        let unused = |field: &Field| !field.key && !rules.iter().any(|(name, _)| *name == field.name);
        text.push('\n');
        if fields.fields.iter().any(unused) {
            text.push_str(
                "# qualify: allow(unused-definition) while you tidy up: fields that no rule uses yet give no warning\n",
            );
        }
        text.push_str("lead {\n");
        for field in &fields.fields {
            text.push_str(&format!("  {}  # {}\n", declaration(field), comment(field, leads)));
        }
        text.push_str("}\n");
    }
    text.push_str("\n# Examples to begin with: put your own conditions and points in their place.\n");
    text.push_str(&format!("score {} in 0..100 {{\n", score_name(&fields)));
    for (_, rule) in &rules {
        text.push_str(&format!("  {rule}\n"));
    }
    for example in fields.fields.iter().filter_map(|field| starter::of_entries(field, &fields.fields)).take(LISTS) {
        text.push_str(&format!("  # {example}\n"));
    }
    text.push_str("}\n");
    let source = Source::new("draft.qual", text);
    let text = format::verified(&source).unwrap_or_else(|_| source.text().to_owned());
    Draft { text, fields: fields.fields, left_out: fields.left_out, leads }
}

fn header(name: &str, leads: u64, fields: usize) -> String {
    let file = remark(file_name(name), 100);
    let of = if file.is_empty() || file == "-" { "standard input".to_owned() } else { file };
    let count = |count: u64, what: &str| format!("{} {what}{}", grouped(count), if count == 1 { "" } else { "s" });
    format!(
        "# Drafted by `qualify init` from {of}: {}, {}.\n\
         # What comes next: delete the fields that you do not need, write rules and points of your own, and run\n\
         # `qualify check` over this file, then `qualify score` with it over the leads.\n",
        count(leads, "lead"),
        count(fields as u64, "field"),
    )
}

fn left_out(fields: &Fields, beyond: usize) -> String {
    let mut text = String::new();
    for (name, reason) in fields.left_out.iter().take(LEFT_OUT) {
        let name = remark(name, 60);
        let named = if name.is_empty() { String::new() } else { format!(" `{}`", name.replace('`', "'")) };
        text.push_str(&format!("# Left out{named}: {reason}.\n"));
    }
    let more = fields.left_out.len().saturating_sub(LEFT_OUT);
    if more > 0 {
        text.push_str(&format!("# Left out: {more} more columns of these kinds.\n"));
    }
    if beyond > 0 {
        text.push_str("# Left out: the columns after the first 2,000.\n");
    }
    text
}

/// The name of the ruleset: that of the file without its endings.
fn title(name: &str) -> String {
    let file = remark(file_name(name), 100);
    let mut title = file.as_str();
    for ending in [".gz", ".zst", ".csv", ".tsv", ".tab", ".txt", ".ndjson", ".jsonl", ".json"] {
        let shorter = title.len().checked_sub(ending.len()).and_then(|end| title.split_at_checked(end));
        title = match shorter {
            Some((stem, last)) if !stem.is_empty() && last.eq_ignore_ascii_case(ending) => stem,
            _ => title,
        };
    }
    if title.is_empty() || title == "-" { "Leads".to_owned() } else { title.to_owned() }
}

fn file_name(name: &str) -> &str {
    name.rsplit(['/', '\\']).next().unwrap_or(name)
}

fn declaration(field: &Field) -> String {
    let kind = match &field.guess {
        Guess::OneOf(values) => format!("one of {}", texts(values)),
        Guess::Entries { .. } => {
            let fields: Vec<String> = field.entries.iter().map(declaration).collect();
            format!("list of {{ {} }}", fields.join("  "))
        }
        _ => field.read.kind.to_string(),
    };
    let mut text = format!("{}: {kind}", field.name);
    if field.key {
        text.push_str(" key");
    }
    if let Some(from) = &field.from {
        text.push_str(&format!(" from {}", quoted(from)));
    }
    if !field.blank.is_empty() {
        text.push_str(&format!(" blank {}", texts(&field.blank)));
    }
    match &field.guess {
        Guess::List { separator: Some(separator) } => text.push_str(&format!(" split by {}", quoted(separator))),
        Guess::Number { format: Some(format), .. } | Guess::Range { format: Some(format) } => {
            text.push_str(&format!(" format {}", quoted(format)));
        }
        Guess::Date { pattern: Some(pattern), .. } => text.push_str(&format!(" format {}", quoted(pattern))),
        _ => {}
    }
    text
}

/// What was seen of a field: how often it is filled, and with what. Values that occur once are not shown: they may be
/// somebody's name, and rule files are passed around.
fn comment(field: &Field, leads: u64) -> String {
    if field.filled == 0 {
        return "no value in any lead".into();
    }
    let filled = match 100.0 * field.filled as f64 / leads.max(1) as f64 {
        _ if field.filled >= leads => "always filled".to_owned(),
        share if share < 1.0 => "under 1% filled".to_owned(),
        share => format!("{:.0}% filled", share.min(99.0).floor()),
    };
    let examples = || {
        let shown: Vec<String> = field.examples.iter().take(EXAMPLES).map(|text| remark(text, 24)).collect();
        if shown.is_empty() { String::new() } else { format!(", such as {}", shown.join(", ")) }
    };
    let seen = match &field.guess {
        _ if field.constant => match field.examples.first() {
            Some(only) => format!(", always {}", remark(only, 30)),
            None => String::new(),
        },
        Guess::Number { low, high, .. } => format!(", {} to {}", show_number(*low), show_number(*high)),
        Guess::Date { ambiguous: true, .. } => {
            ", day and month cannot be told apart: make sure that the format is right".to_owned()
        }
        Guess::Date { first, last, .. } => format!(", {first} to {last}"),
        Guess::Text | Guess::OneOf(_) if field.nearly_all.is_some() => match field.nearly_all {
            Some((what, 1)) => format!(", all but 1 value are {what}"),
            Some((what, others)) => format!(", all but {} values are {what}", grouped(others)),
            None => String::new(),
        },
        Guess::Range { .. } | Guess::Text => examples(),
        Guess::Entries { count: 1 } => ", 1 entry".to_owned(),
        Guess::Entries { count } => format!(", {} entries", grouped(*count)),
        Guess::YesNo | Guess::OneOf(_) | Guess::List { .. } => String::new(),
    };
    format!("{filled}{seen}")
}

fn texts(texts: &[String]) -> String {
    texts.iter().map(|text| quoted(text)).collect::<Vec<_>>().join(", ")
}

/// A name for the score that no field and no column has.
fn score_name(fields: &Fields) -> String {
    let is_free = |name: &String| {
        let loose = folded(name);
        !fields.columns.contains(&loose) && !fields.fields.iter().any(|field| folded(&field.name) == loose)
    };
    let numbered = (2..).map(|number| format!("fit_{number}"));
    ["fit", "lead_score", "draft_score"]
        .map(str::to_owned)
        .into_iter()
        .chain(numbered)
        .find(is_free)
        .unwrap_or_default()
}
