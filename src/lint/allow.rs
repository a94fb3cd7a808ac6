//! `# qualify: allow(NAME) reason` above a construct: findings of that name inside it are not shown. Errors cannot be silenced.
//!
//! The lints `unused-allow` and `allow-without-reason` look at these comments.

use super::Levels;
use super::context::in_main_file;
use crate::check::Checked;
use crate::check::suggest::{did_you_mean, nearest};
use crate::diagnostic::{Finding, Group, Name};
use crate::source::{FileId, Place, Span};
use crate::syntax::tree::{self, Body, BodyKind, ChoiceKind, FieldType, ItemKind, LabelBody, ScoreBody, TableSource};

/// The pages of the lints about the comments themselves.
pub(super) const PAGES: [(Name, &[&str]); 2] = [
    (
        Name::UnusedAllow,
        &[
            "A silencing comment that silences nothing, or names no finding that can be silenced.",
            "",
            "What it was about is mended, or stands elsewhere: the comment covers only the line or block that follows it.",
            "",
            "```qual",
            "# qualify: allow(unused-definition) kept for the docs",
            "when downloads >= 2 then +5",
            "```",
            "",
            "Delete the comment:",
            "",
            "```qual",
            "when downloads >= 2 then +5",
            "```",
        ],
    ),
    (
        Name::AllowWithoutReason,
        &[
            "A silencing comment without a reason, so that the next reader has to guess whether it still holds.",
            "",
            "```qual",
            "# qualify: allow(unused-definition)",
            "define big = company_size > 500",
            "",
            "when company_size > 50 then +5",
            "```",
            "",
            "Say in a few words why:",
            "",
            "```qual",
            "# qualify: allow(unused-definition) the next campaign asks for it",
            "define big = company_size > 500",
            "",
            "when company_size > 50 then +5",
            "```",
        ],
    ),
];

/// One name in a silencing comment.
struct Allow {
    /// What it silences; `None` where nothing is named so.
    name: Option<Name>,
    /// What it silences: the same, or what it most likely means.
    silences: Option<Name>,
    written: String,
    /// Where the name stands.
    place: Place,
    /// The construct below, if there is one.
    covers: Option<Span>,
    has_reason: bool,
    silenced: bool,
}

/// What a name in a comment most likely means, so that one slip in it is not reported twice.
fn meant(written: &str) -> Option<Name> {
    match nearest(written, names()).as_slice() {
        [only] => Name::parse(only),
        _ => None,
    }
}

fn names() -> impl Iterator<Item = &'static str> {
    Name::ALL.iter().map(|name| name.about().name)
}

pub(super) fn silence(checked: &Checked, findings: &mut Vec<Finding>, has_errors: bool, levels: &Levels) {
    let mut allows: Vec<Allow> = checked.trees.iter().flat_map(|(file, tree)| allows_of(*file, tree)).collect();
    if allows.is_empty() {
        return;
    }
    findings.retain(|finding| {
        let Some(place) = finding.place.filter(|_| !finding.is_error()) else { return true };
        let silencing = allows.iter_mut().filter(|allow| {
            allow.silences == Some(finding.name)
                && allow.place.file == place.file
                && allow.covers.is_some_and(|covers| covers.start <= place.span.start && place.span.end <= covers.end)
        });
        let mut silenced = false;
        for allow in silencing {
            allow.silenced = true;
            silenced = true;
        }
        !silenced
    });
    for allow in &allows {
        if in_main_file(allow.place) {
            findings.extend(judge(allow, has_errors, levels));
        }
    }
}

/// What is wrong with a silencing comment itself.
fn judge(allow: &Allow, has_errors: bool, levels: &Levels) -> Option<Finding> {
    let written = &allow.written;
    let Some(name) = allow.name else {
        let help = did_you_mean(written, names())
            .unwrap_or_else(|| "`qualify check --list` shows all names of findings".to_owned());
        return Some(
            Finding::new(Name::UnusedAllow, allow.place, format!("no finding is named `{written}`")).help(help),
        );
    };
    if name.about().severity == crate::diagnostic::Severity::Error {
        return Some(
            Finding::new(Name::UnusedAllow, allow.place, format!("`{written}` is an error, which cannot be silenced"))
                .help("correct what it is about, and delete the comment"),
        );
    }
    // With errors in the file no lint was run, and one that is off never is. What one file of leads has, another may not.
    let is_of_data = name.about().group == Some(Group::Data);
    if !allow.silenced && !has_errors && levels.is_on(name) && !is_of_data {
        return Some(
            Finding::new(Name::UnusedAllow, allow.place, format!("nothing below has the finding `{written}`"))
                .help("delete the comment; it silences only the line or block that follows it"),
        );
    }
    (!allow.has_reason && allow.silenced).then(|| {
        Finding::new(Name::AllowWithoutReason, allow.place, "the comment does not say why the finding is silenced")
            .help(format!("add a few words: `# qualify: allow({written}) the form has no such value yet`"))
    })
}

fn allows_of(file: FileId, tree: &tree::File) -> Vec<Allow> {
    let mut allows = Vec::new();
    let mut constructs: Option<Vec<Span>> = None;
    for comment in &tree.comments {
        let Some((names, offset, reason)) = read_comment(&comment.text) else { continue };
        let constructs = constructs.get_or_insert_with(|| constructs_of(tree));
        let after = constructs.partition_point(|span| span.start < comment.at.0.end);
        let covers = constructs.get(after).copied();
        let mut start = comment.at.0.start + offset;
        for written in names.split(',') {
            let lead = written.len() - written.trim_start().len();
            let name = written.trim();
            let span = Span::new(start + lead, start + lead + name.len());
            allows.push(Allow {
                name: Name::parse(name),
                silences: Name::parse(name).or_else(|| meant(name)),
                written: name.to_owned(),
                place: Place { file, span },
                covers,
                has_reason: !reason.trim().is_empty(),
                silenced: false,
            });
            start += written.len() + 1;
        }
    }
    allows
}

/// The names of a silencing comment, where they begin in it, and the reason.
fn read_comment(comment: &str) -> Option<(&str, usize, &str)> {
    let rest = comment.strip_prefix('#')?.trim_start().strip_prefix("qualify:")?.trim_start();
    let rest = rest.strip_prefix("allow")?.trim_start().strip_prefix('(')?;
    let (names, reason) = rest.split_once(')')?;
    Some((names, comment.len() - rest.len(), reason))
}

/// The places of all constructs, by where they begin; of those that begin together the longest first.
fn constructs_of(tree: &tree::File) -> Vec<Span> {
    let mut spans = Vec::new();
    for item in &tree.items {
        spans.push(item.at.0);
        match &item.kind {
            ItemKind::Lead(fields) => {
                for field in fields {
                    spans.push(field.at.0);
                    if let FieldType::ListOfEntries(entry) = &field.kind {
                        spans.extend(entry.fields.iter().map(|field| field.at.0));
                    }
                }
            }
            ItemKind::Score(tree::Score { body: ScoreBody::Rules(bodies), .. }) => bodies_of(bodies, &mut spans),
            ItemKind::Body(body) => bodies_of(std::slice::from_ref(body), &mut spans),
            ItemKind::Ladder(ladder) => spans.extend(ladder.steps.iter().map(|step| step.at.0)),
            ItemKind::Label(tree::Label { body: LabelBody::Choices(choices), .. }) => {
                for choice in choices {
                    spans.push(choice.at.0);
                    if let ChoiceKind::Table(table) = &choice.kind {
                        rows_of(table, &mut spans);
                    }
                }
            }
            _ => {}
        }
    }
    spans.sort_by_key(|span| (span.start, std::cmp::Reverse(span.end)));
    spans
}

fn bodies_of(bodies: &[Body], spans: &mut Vec<Span>) {
    for body in bodies {
        spans.push(body.at.0);
        match &body.kind {
            BodyKind::First(_, inner) | BodyKind::Group(_, _, inner) | BodyKind::When(_, inner) => {
                bodies_of(inner, spans)
            }
            BodyKind::Table(table) => rows_of(table, spans),
            BodyKind::Rule(_) | BodyKind::Each(_) | BodyKind::Broken => {}
        }
    }
}

fn rows_of(table: &tree::Table, spans: &mut Vec<Span>) {
    if let TableSource::Written(rows) = &table.rows {
        spans.extend(rows.iter().map(|row| row.at.0));
    }
}
