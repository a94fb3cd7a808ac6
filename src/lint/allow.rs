//! `# qualify: allow(NAME) reason` above a construct: findings of that name inside it are not shown. Errors cannot be silenced.
//!
//! The lints `unused-allow` and `allow-without-reason` look at these comments.

use super::Levels;
use super::context::in_main_file;
use crate::check::Checked;
use crate::check::suggest::{did_you_mean, nearest};
use crate::diagnostic::{Finding, Group, Name, Severity};
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

/// Whether a comment can silence findings of a kind: not errors, and not what is about such comments themselves.
///
/// ```
/// use qualify::diagnostic::Name;
/// use qualify::lint::can_be_silenced;
/// assert!(can_be_silenced(Name::UnusedDefinition));
/// assert!(!can_be_silenced(Name::UnusedAllow) && !can_be_silenced(Name::UnknownName));
/// ```
pub fn can_be_silenced(name: Name) -> bool {
    name.about().severity != Severity::Error && !matches!(name, Name::UnusedAllow | Name::AllowWithoutReason)
}

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
    /// What to delete where it silences nothing: the name, or the comment where it is the only one in it.
    leftover: Span,
    is_alone: bool,
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
    let text = |file: &FileId| checked.sources.get(*file).map_or("", |source| source.text());
    let mut allows: Vec<Allow> =
        checked.trees.iter().flat_map(|(file, tree)| allows_of(*file, tree, text(file))).collect();
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
    let unused = |message: String| Finding::new(Name::UnusedAllow, allow.place, message);
    // Without the comment the rules are the same.
    let delete = |finding: Finding| finding.fix(Place { span: allow.leftover, ..allow.place }, "").safe_to_fix();
    let Some(name) = allow.name else {
        if Group::parse(written).is_some() || written == "warnings" {
            let help = format!(
                "name each finding that is meant; `--allow {written}`, or a line in `qualify.toml`, is for whole files"
            );
            return Some(
                unused(format!("`{written}` is more than one finding, and a comment silences single ones")).help(help),
            );
        }
        if written.is_empty() {
            let help =
                "put its name in the parentheses, as in `# qualify: allow(unused-definition) the form has none yet`";
            return Some(unused("the comment does not say which finding it silences".to_owned()).help(help));
        }
        let finding = unused(format!("no finding is named `{written}`"));
        let help = did_you_mean(written, names())
            .unwrap_or_else(|| "`qualify check --list` shows all names of findings".to_owned());
        return Some(match allow.silences {
            Some(meant) => finding.help(help).fix(allow.place, meant.about().name),
            None => finding.help(help),
        });
    };
    if name.about().severity == Severity::Error {
        let finding = unused(format!("`{written}` is an error, which cannot be silenced"));
        return Some(delete(finding.help("correct what it is about, and delete the comment")));
    }
    if !can_be_silenced(name) {
        let finding = unused(format!("`{written}` is about such comments, and no comment silences it"));
        return Some(delete(finding.help("correct the comment that it is about, and delete this one")));
    }
    // With errors in the file no lint was run, and one that is off never is.
    if !allow.silenced && !has_errors && levels.is_on(name) {
        let finding = unused(format!("nothing below has the finding `{written}`"));
        let what = if allow.is_alone { "the comment" } else { "its name from the comment" };
        let help = format!("delete {what}, which silences only the line or block that follows it");
        return Some(delete(finding.help(help)));
    }
    (!allow.has_reason && allow.silenced).then(|| {
        Finding::new(Name::AllowWithoutReason, allow.place, "the comment does not say why the finding is silenced")
            .help(format!("add a few words: `# qualify: allow({written}) the form has no such value yet`"))
    })
}

fn allows_of(file: FileId, tree: &tree::File, text: &str) -> Vec<Allow> {
    let mut allows = Vec::new();
    let mut constructs: Option<Vec<Span>> = None;
    for comment in &tree.comments {
        let Some((names, offset, reason)) = read_comment(&comment.text) else { continue };
        let constructs = constructs.get_or_insert_with(|| constructs_of(tree));
        let after = constructs.partition_point(|span| span.start < comment.at.0.end);
        let covers = constructs.get(after).copied();
        let mut start = comment.at.0.start + offset;
        let parts: Vec<&str> = names.split(',').collect();
        for (at, written) in parts.iter().enumerate() {
            let lead = written.len() - written.trim_start().len();
            let name = written.trim();
            let span = Span::new(start + lead, start + lead + name.len());
            let next = start + written.len() + 1;
            let leftover = match at {
                _ if parts.len() == 1 => whole_comment(comment.at.0, text),
                // The comma goes with it, and the blanks that separated it.
                0 => Span::new(span.start, next + parts.get(1).map_or(0, |next| next.len() - next.trim_start().len())),
                _ => Span::new(start - 1, span.end),
            };
            allows.push(Allow {
                name: Name::parse(name),
                silences: Name::parse(name).or_else(|| meant(name)),
                written: name.to_owned(),
                place: Place { file, span },
                covers,
                leftover,
                is_alone: parts.len() == 1,
                has_reason: !reason.trim().is_empty(),
                silenced: false,
            });
            start = next;
        }
    }
    allows
}

/// A comment with the blanks before it, and with the end of its line where nothing else stands there.
fn whole_comment(comment: Span, text: &str) -> Span {
    let before = text.get(..comment.start).unwrap_or("");
    let blanks = before.len() - before.trim_end_matches([' ', '\t']).len();
    let is_alone = matches!(before.trim_end_matches([' ', '\t']).chars().next_back(), None | Some('\n'));
    let after = text.get(comment.end..).unwrap_or("");
    let end = if is_alone { after.find('\n').map_or(after.len(), |at| at + 1) } else { 0 };
    Span::new(comment.start - blanks, comment.end + end)
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
