//! Fixes: what is replaced by what, so that nothing is lost and nothing means another thing.

use super::context::{Context, in_main_file, main_place};
use super::walk;
use crate::diagnostic::Finding;
use crate::rules::Wanted;
use crate::source::{FileId, Span};
use crate::syntax::tree::{Expr, ExprKind, File};
use crate::value::fold;
use std::collections::HashSet;

/// What must not be edited.
pub(super) struct Mender<'c> {
    tree: Option<&'c File>,
    /// Rules without a `because` whose condition a test names as the reason, by place.
    pinned: Vec<Span>,
    /// How the lines of the main file end.
    line_end: &'static str,
}

impl<'c> Mender<'c> {
    pub(super) fn new(context: &Context<'c>) -> Mender<'c> {
        let text = context.checked.sources.get(FileId(0)).map_or("", |source| source.text());
        let line_end = if text.contains("\r\n") { "\r\n" } else { "\n" };
        Mender { tree: context.main_tree(), pinned: pinned(context), line_end }
    }

    /// The finding with edits of the main file that keep what it means. Without them where a comment would be lost, or where a
    /// test wants the condition itself as a reason, word for word.
    pub(super) fn mended(&self, finding: Finding, edits: Vec<(Span, String)>) -> Finding {
        if edits.iter().any(|(span, _)| self.has_comment(*span) || self.is_pinned(*span)) {
            return finding;
        }
        let edits = edits.into_iter().map(|(span, text)| (span, text.replace('\n', self.line_end)));
        edits.fold(finding, |finding, (span, text)| finding.fix(main_place(span), text)).safe_to_fix()
    }

    /// Whether a comment of the main file stands in a span.
    pub(super) fn has_comment(&self, span: Span) -> bool {
        let comments = self.tree.map_or(&[][..], |tree| &tree.comments);
        let after = comments.partition_point(|comment| comment.at.0.start < span.start);
        comments.get(after).is_some_and(|comment| comment.at.0.start < span.end)
    }

    fn is_pinned(&self, span: Span) -> bool {
        let after = self.pinned.partition_point(|pinned| pinned.start <= span.start);
        after.checked_sub(1).and_then(|at| self.pinned.get(at)).is_some_and(|pinned| span.start < pinned.end)
    }
}

fn pinned(context: &Context) -> Vec<Span> {
    let rules = context.rules;
    let expectations = rules.tests.iter().flat_map(|test| &test.expect);
    let wanted: HashSet<_> = expectations
        .filter_map(|one| match &one.wanted {
            Wanted::Reason(reason) | Wanted::NoReason(reason) => Some(fold(reason)),
            Wanted::Condition(_) => None,
        })
        .collect();
    if wanted.is_empty() {
        return Vec::new();
    }
    let (points, tables) = walk::points(rules);
    let of_rules = points.iter().map(|at| (at.rule.has_because, &at.rule.reason, at.rule.place));
    let of_tables =
        tables.iter().flat_map(|(table, _)| table.rows().map(|row| (row.has_because, &row.reason, table.place)));
    let of_disqualifiers = rules.disqualifiers.iter().map(|one| (one.reason != one.said, &one.reason, one.place));
    let mut pinned: Vec<Span> = of_rules
        .chain(of_tables)
        .chain(of_disqualifiers)
        .filter(|(is_said, reason, place)| !is_said && in_main_file(*place) && wanted.contains(&fold(reason)))
        .map(|(_, _, place)| place.span)
        .collect();
    pinned.sort_by_key(|span| span.start);
    pinned.dedup();
    pinned
}

/// The edits that put one text in the place of several parts of a chain of `and` or `or`: at the first of them; the others
/// are taken out. The parts are named by their numbers, in order. Parentheses around a chain of which nothing else is left go,
/// too.
pub(super) fn in_place_of(
    chain: &Expr,
    holder: Option<&Expr>,
    parts: &[Expr],
    members: &[usize],
    text: String,
) -> Vec<(Span, String)> {
    if members.len() == parts.len() {
        let whole = holder.filter(|holder| matches!(holder.kind, ExprKind::Paren(_))).unwrap_or(chain);
        return vec![(whole.at.0, text)];
    }
    let end = |at: usize| parts.get(at).map(|part| part.at.0.end);
    let mut edits: Vec<(Span, String)> = Vec::with_capacity(members.len());
    let mut members = members.iter().copied();
    if let Some(first) = members.next().and_then(|at| parts.get(at)) {
        edits.push((first.at.0, text));
    }
    for member in members {
        let (Some(from), Some(to)) = (member.checked_sub(1).and_then(end), end(member)) else { continue };
        match edits.last_mut() {
            // One edit for what stands side by side.
            Some((last, text)) if last.end == from && text.is_empty() => last.end = to,
            _ => edits.push((Span::new(from, to), String::new())),
        }
    }
    edits
}
