//! The lint `range-as-comparisons`.

use super::context::{Context, main_place};
use super::exprs::{self, Meanings, bare};
use super::mend::{Mender, in_place_of};
use super::page::lint;
use super::shorten::shortened;
use crate::diagnostic::{Finding, Name};
use crate::format;
use crate::rules::Test;
use crate::syntax::tree::{At, CompareOp, Expr, ExprKind, Literal, Range, Set};
use std::cmp::Ordering;
use std::collections::HashMap;

lint! {
    /// Two comparisons of one field that a range says in one.
    ///
    /// ```qual
    /// when company_size >= 50 and company_size <= 500 then +20
    /// ```
    ///
    /// A range is read at a glance, and the checker sees when it is upside down:
    ///
    /// ```qual
    /// when company_size in 50..500 then +20
    /// ```
    ///
    /// `company_size >= 50 and company_size < 500` is `company_size in 50..<500`. A lower end that is left out, as in
    /// `company_size > 50`, has no range, and is not reported.
    RangeAsComparisons, find
}

/// One comparison of a chain.
struct Bound<'t> {
    /// The number of the part.
    part: usize,
    subject: &'t Expr,
    op: CompareOp,
    literal: &'t Literal,
}

fn find(context: &Context) -> Vec<Finding> {
    let Some(tree) = context.main_tree() else { return Vec::new() };
    let (meanings, mender) = (Meanings::new(context), Mender::new(context));
    let mut findings = Vec::new();
    for root in exprs::roots(tree) {
        exprs::each(root, None, &mut |chain, holder| {
            if let ExprKind::And(parts) = &chain.kind {
                for (low, high) in pairs(parts, &meanings) {
                    findings.extend(finding(&low, &high, (chain, holder, parts), &mender));
                }
            }
        });
    }
    findings
}

/// The comparisons of a chain that make ranges: of all that look at the same, just one lower and one upper end.
fn pairs<'t>(parts: &'t [Expr], meanings: &Meanings) -> Vec<(Bound<'t>, Bound<'t>)> {
    let mut by_subject: HashMap<String, Vec<Bound>> = HashMap::new();
    for (at, part) in parts.iter().enumerate() {
        if let Some(bound) = bound(at, bare(part), meanings) {
            by_subject.entry(format::expression(bare(bound.subject))).or_default().push(bound);
        }
    }
    let mut pairs: Vec<(Bound, Bound)> = by_subject
        .into_values()
        .filter_map(|bounds| <[Bound; 2]>::try_from(bounds).ok())
        .filter_map(|[one, two]| match (one.op, two.op) {
            (CompareOp::AtLeast, CompareOp::AtMost | CompareOp::Less) => Some((one, two)),
            (CompareOp::AtMost | CompareOp::Less, CompareOp::AtLeast) => Some((two, one)),
            _ => None,
        })
        .filter(|(low, high)| order(low.literal, high.literal) == Some(Ordering::Less))
        .collect();
    pairs.sort_by_key(|(low, high)| low.part.min(high.part));
    pairs
}

/// A comparison of something with a number or a date, the literal brought to the right.
fn bound<'t>(part: usize, expr: &'t Expr, meanings: &Meanings) -> Option<Bound<'t>> {
    let ExprKind::Compare(op, left, right) = &expr.kind else { return None };
    if !matches!(meanings.of(expr)?, Test::Compare(..) | Test::InRange(_, _, false)) {
        return None;
    }
    match (literal(left), literal(right)) {
        (None, Some(literal)) => Some(Bound { part, subject: left, op: *op, literal }),
        (Some(literal), None) => Some(Bound { part, subject: right, op: op.turned(), literal }),
        _ => None,
    }
}

fn literal(expr: &Expr) -> Option<&Literal> {
    match &bare(expr).kind {
        ExprKind::Literal(literal @ (Literal::Number(_) | Literal::Date(_))) => Some(literal),
        _ => None,
    }
}

fn order(low: &Literal, high: &Literal) -> Option<Ordering> {
    match (low, high) {
        (Literal::Number(low), Literal::Number(high)) => low.value.partial_cmp(&high.value),
        (Literal::Date(low), Literal::Date(high)) => Some(low.value?.cmp(&high.value?)),
        _ => None,
    }
}

fn finding(
    low: &Bound,
    high: &Bound,
    (chain, holder, parts): (&Expr, Option<&Expr>, &[Expr]),
    mender: &Mender,
) -> Option<Finding> {
    let mut members = [low.part, high.part];
    members.sort_unstable();
    let [one, two] = members.map(|at| parts.get(at));
    let (one, two) = (one?, two?);
    let range = Range {
        low: Some(low.literal.clone()),
        high: Some(high.literal.clone()),
        excludes_high: high.op == CompareOp::Less,
        at: At::default(),
    };
    let subject = format::expression(low.subject);
    let better = ExprKind::In(Box::new(low.subject.clone()), Set::Range(range), false);
    let better = format::expression(&Expr { kind: better, at: At::default() });
    let message = format!("two comparisons of `{}` are one range", shortened(&subject));
    let finding = Finding::new(Name::RangeAsComparisons, main_place(one.at.0), message)
        .related(main_place(two.at.0), "the other end")
        .help(format!("write `{}`", shortened(&better)));
    Some(mender.mended(finding, in_place_of(chain, holder, parts, &members, better)))
}
