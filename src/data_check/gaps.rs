//! The lints `column-not-in-data`, `unknown-in-data` and `unreadable-in-data`: what is not there, field by field.

use super::frequent::Came;
use super::near::Nearest;
use super::values::Column;
use super::walk::{self, Seen};
use super::words::{counted, joined, quoted};
use super::{DataCheck, FEWEST, Told};
use crate::diagnostic::{Finding, Name, Shown, Witness};
use crate::records::{FieldIssues, MissingColumn};
use crate::rules::{Expr, Field, FieldId, Rules, Subject, Test};
use crate::value::{Text, Type, Value, grouped};
use std::collections::HashSet;

/// A field that fewer than one in so many leads have is nearly always unknown.
const ONE_IN: u64 = 100;

/// All there is, each with the field of the lead that it is about.
pub(super) fn find(data: &DataCheck, told: &Told) -> Vec<(FieldId, Finding)> {
    let mut findings = Vec::new();
    let asked = asked_whether_known(data.rules);
    for (at, field) in data.rules.fields.iter().enumerate() {
        let id = FieldId(at);
        if let Some((_, missing)) = told.missing.iter().find(|(list, one)| list.is_none() && one.field == field.name) {
            if !told.allow_missing {
                findings.push((id, missing_column(field, None, missing)));
            }
            continue;
        }
        let issues = told.unread(Column { field: id, entry: None });
        if let Some(issues) = issues {
            findings.extend(unread(&field.written(), field, issues, data.leads, None).map(|finding| (id, finding)));
            findings.extend(required(field, issues, data.leads).map(|finding| (id, finding)));
        }
        if issues.is_none_or(|issues| issues.unreadable == 0 && issues.missing.count == 0) {
            findings.extend(unknown(data, id, field, asked.contains(&id)).map(|finding| (id, finding)));
        }
        findings.extend(of_entries(id, field, data, told).into_iter().map(|finding| (id, finding)));
    }
    for (ladder, tally) in data.rules.ladders.iter().zip(&data.no_step) {
        let Some((id, field)) = ladder.never_below.and_then(|id| Some((id, data.rules.fields.get(id.0)?))) else {
            continue;
        };
        if tally.count > 0 {
            let message = format!(
                "`{}` names no step of `{}` in {} of the {}: {tally}",
                field.name,
                ladder.name,
                grouped(tally.count),
                counted(data.leads, "lead"),
            );
            let help = "these leads may fall to any step; correct the values, or name the steps as the leads do";
            findings.push((id, Finding::new(Name::UnreadableInData, field.place, message).help(help)));
        }
    }
    findings
}

fn missing_column(field: &Field, list: Option<&str>, missing: &MissingColumn) -> Finding {
    let who = list.map_or("the leads have".to_owned(), |list| format!("the entries of `{list}` have"));
    let message = match missing.column == field.name {
        true => format!("{who} no column `{}`", missing.column),
        false => format!("{who} no column `{}`, from which `{}` is read", missing.column, field.name),
    };
    let finding = Finding::new(Name::ColumnNotInData, field.place, message);
    let near: Vec<String> = missing.nearest.iter().map(|name| format!("`{name}`")).collect();
    let help = match (near.is_empty(), missing.from_file) {
        (true, true) => format!("name the file that holds it: `--events {}=FILE`", field.name),
        (true, false) => {
            "name the right column with `from \"...\"` after the field's type, or delete what needs the field"
                .to_owned()
        }
        (false, _) => format!(
            "the nearest that there is: {}; name the right column with `from \"...\"` after the field's type",
            joined(&near)
        ),
    };
    finding.help(help)
}

fn unknown(data: &DataCheck, id: FieldId, field: &Field, is_asked: bool) -> Option<Finding> {
    let known = data.fields.of(id)?.leads;
    let is_needed = field.used || field.key;
    let is_rare = known * ONE_IN < data.leads && (known == 0 || !is_asked);
    if !is_needed || data.leads < FEWEST || !is_rare {
        return None;
    }
    let leads = counted(data.leads, "lead");
    let is_list = field.entries.is_some();
    let name = field.written();
    let message = match (known, is_list) {
        (0, true) => format!("none of the {leads} has an entry in `{name}`"),
        (0, false) => format!("`{name}` is unknown for all {leads}"),
        (_, true) => format!("only {} of the {leads} have an entry in `{name}`", grouped(known)),
        (1, false) => format!("`{name}` is known for only one of the {leads}"),
        (_, false) => format!("`{name}` is known for only {} of the {leads}", grouped(known)),
    };
    let by_file = field.entries.as_ref().is_some_and(|entry| entry.joined_by.is_some());
    let help = match (is_list, by_file) {
        (true, true) => format!("is the file that holds them named? `--events {name}=FILE`"),
        (true, false) => "is it the right column? name it with `from \"...\"`".to_owned(),
        (false, _) => format!(
            "rules that ask for it decide {}nothing; is it the right column (`from \"...\"`), and does the export fill it?",
            if known > 0 { "next to " } else { "" }
        ),
    };
    Some(Finding::new(Name::UnknownInData, field.place, message).help(help))
}

fn required(field: &Field, issues: &FieldIssues, leads: u64) -> Option<Finding> {
    (issues.missing.count > 0).then(|| {
        let (count, leads) = (grouped(issues.missing.count), counted(leads, "lead"));
        let verb = if issues.missing.count == 1 { "lacks" } else { "lack" };
        let message = format!("`{}` is required, and {count} of the {leads} {verb} it: {}", field.name, issues.missing);
        Finding::new(Name::UnknownInData, field.place, message)
            .help("fill it in where the leads come from, or take `required` away")
    })
}

/// What could not be read of a field: how often, where first, and what.
fn unread(name: &str, field: &Field, issues: &FieldIssues, of: u64, file: Option<&str>) -> Option<Finding> {
    if issues.unreadable == 0 {
        return None;
    }
    let samples: Vec<String> =
        issues.samples.iter().map(|one| format!("{} (line {})", quoted(&one.value), one.line)).collect();
    let more = if issues.unreadable > samples.len() as u64 { ", ..." } else { "" };
    let what = match field.kind() {
        Type::OneOf(_) => "is none of its declared values".to_owned(),
        kind => format!("cannot be read as {kind}"),
    };
    let count = issues.unreadable;
    let of = match file {
        None => format!("{} of the {}", grouped(count), counted(of, "lead")),
        Some(file) if count == 1 => format!("1 entry of `{file}`"),
        Some(file) => format!("{} entries of `{file}`", grouped(count)),
    };
    let message = format!("`{name}` {what} in {of}: {}{more}", samples.join(", "));
    let finding = Finding::new(Name::UnreadableInData, field.place, message).help(way_out(field, issues));
    Some(match (file, issues.samples.first()) {
        (None, Some(first)) if field.entries.is_none() && !name.contains('.') => {
            finding.witness(Witness::new([(field.name.clone(), Shown::Value(Value::Text(Text::new(&first.value))))]))
        }
        _ => finding,
    })
}

fn way_out(field: &Field, issues: &FieldIssues) -> String {
    match field.kind() {
        Type::OneOf(values) => {
            let none = Came { count: 0, line: 0 };
            let nearest = Nearest::new(values.iter().map(|value| (value.shown(), none)));
            let near = issues.samples.iter().find_map(|sample| {
                let near = nearest.to(&sample.value)?;
                Some(format!("is {} the same as {}? ", quoted(&sample.value), quoted(near.shown)))
            });
            format!(
                "{}add what is missing after `one of`, or say `blank \"...\"` of what means that nothing was filled in",
                near.unwrap_or_default()
            )
        }
        Type::Date => "say how the dates are written, such as `format \"%m/%d/%Y\"`".to_owned(),
        Type::Number => {
            "where numbers are written otherwise, say how: `format \"1.234,56\"`; what means that nothing was \
                         filled in: `blank \"...\"`"
                .to_owned()
        }
        _ => "these count as unknown; correct them, or say `blank \"...\"` of what means that nothing was filled in"
            .to_owned(),
    }
}

/// What is wrong with the entries of a list.
fn of_entries(id: FieldId, list: &Field, data: &DataCheck, told: &Told) -> Vec<Finding> {
    let Some(entry) = &list.entries else { return Vec::new() };
    let mut findings = Vec::new();
    for (of, missing) in &told.missing {
        let is_it = of.as_deref() == Some(&list.name);
        let field = entry.fields.iter().find(|field| field.name == missing.field);
        if let Some(field) = field.filter(|_| is_it && !told.allow_missing) {
            findings.push(missing_column(field, Some(&list.name), missing));
        }
    }
    for (of, field, issues) in told.issues.in_entries().filter(|(of, ..)| *of == id) {
        if let Some(field) = entry.field(field) {
            let name = Column { field: of, entry: None }.name(data.rules);
            findings.extend(unread(&format!("{name}.{}", field.name), field, issues, data.leads, None));
        }
    }
    for one in told.in_files.iter().filter(|one| one.list == id) {
        let field = match one.field {
            Some(field) => entry.field(field),
            None => entry.joined_by.as_deref(),
        };
        if let Some(field) = field {
            let name = format!("{}.{}", list.written(), field.name);
            findings.extend(unread(&name, field, &one.issues, 0, Some(&one.file)));
        }
    }
    findings
}

/// The fields of which a rule asks whether they are known: such may well be known for few.
fn asked_whether_known(rules: &Rules) -> HashSet<FieldId> {
    let mut asked = HashSet::new();
    walk::all(rules, &mut |seen| {
        if let Seen::Clause(clause, _) = seen
            && let Test::Known(Subject::Value(Expr::Field(field)), _) = &clause.test
        {
            asked.insert(*field);
        }
    });
    asked
}
