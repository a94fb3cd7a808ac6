//! The lint `list-as-or`.

use super::context::{Context, main_place};
use super::exprs::{self, Meanings, bare};
use super::mend::{Mender, in_place_of};
use super::page::lint;
use super::shorten::shortened;
use crate::diagnostic::{Finding, Name};
use crate::format;
use crate::rules::Test;
use crate::syntax::tree::{At, CompareOp, Entry, Expr, ExprKind, List, Literal, Set, Which};
use std::collections::HashMap;

lint! {
    /// The same field compared with one value after the other, which a list says in one.
    ///
    /// ```qual
    /// when industry = "Software" or industry = "Fintech"      then +20
    /// when title contains "market" or title contains "growth" then +10
    /// ```
    ///
    /// With a list the field stands there once, and the next value is quickly added:
    ///
    /// ```qual
    /// when industry in ["Software", "Fintech"]        then +20
    /// when title contains any of ["market", "growth"] then +10
    /// ```
    ///
    /// Likewise `country != "US" and country != "CA"` is `country not in ["US", "CA"]`. Different fields, or different tests of
    /// one field, are no list.
    ListAsOr, find
}

/// How the values are compared, which must be the same for all that make one list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Way {
    In,
    NotIn,
    Contains,
    Word,
    Starts,
    Ends,
}

/// One part of a chain that could be a part of a list.
struct Member<'t> {
    part: usize,
    subject: &'t Expr,
    way: Way,
    entries: Vec<Entry>,
}

fn find(context: &Context) -> Vec<Finding> {
    let Some(tree) = context.main_tree() else { return Vec::new() };
    let (meanings, mender) = (Meanings::new(context), Mender::new(context));
    let mut findings = Vec::new();
    for root in exprs::roots(tree) {
        exprs::each(root, None, &mut |chain, holder| {
            let (parts, is_or) = match &chain.kind {
                ExprKind::Or(parts) => (parts, true),
                ExprKind::And(parts) => (parts, false),
                _ => return,
            };
            for members in groups(parts, is_or, &meanings) {
                findings.extend(finding(members, (chain, holder, parts), &mender));
            }
        });
    }
    findings
}

/// The parts of a chain that make lists, each with at least two.
fn groups<'t>(parts: &'t [Expr], is_or: bool, meanings: &Meanings) -> Vec<Vec<Member<'t>>> {
    let mut by_subject: HashMap<(Way, String), Vec<Member>> = HashMap::new();
    for (at, part) in parts.iter().enumerate() {
        let Some(member) = member(at, bare(part), meanings) else { continue };
        if (member.way == Way::NotIn) != is_or {
            by_subject.entry((member.way, format::expression(bare(member.subject)))).or_default().push(member);
        }
    }
    let mut groups: Vec<Vec<Member>> = by_subject.into_values().filter(|members| members.len() > 1).collect();
    groups.sort_by_key(|members| members.first().map(|member| member.part));
    groups
}

fn member<'t>(part: usize, expr: &'t Expr, meanings: &Meanings) -> Option<Member<'t>> {
    let meaning = meanings.of(expr)?;
    let with = |subject: &'t Expr, way, entries| Some(Member { part, subject, way, entries });
    match &expr.kind {
        ExprKind::Compare(op, left, right) => {
            let way = match op {
                CompareOp::Equal => Way::In,
                CompareOp::NotEqual => Way::NotIn,
                _ => return None,
            };
            match meaning {
                Test::Label(..) => with(left, way, vec![word(right)?]),
                Test::Compare(..) | Test::SameText { .. } | Test::InRange(..) => match (value(left), value(right)) {
                    (None, Some(entry)) => with(left, way, vec![entry]),
                    (Some(entry), None) => with(right, way, vec![entry]),
                    _ => None,
                },
                _ => None,
            }
        }
        ExprKind::In(subject, Set::List(list), negated) => {
            with(subject, if *negated { Way::NotIn } else { Way::In }, list.entries.clone())
        }
        ExprKind::Contains(subject, which, word) => {
            with(subject, if *word { Way::Word } else { Way::Contains }, any_of(which)?)
        }
        ExprKind::StartsWith(subject, which) => with(subject, Way::Starts, any_of(which)?),
        ExprKind::EndsWith(subject, which) => with(subject, Way::Ends, any_of(which)?),
        _ => None,
    }
}

/// A value that may stand in a list.
fn value(expr: &Expr) -> Option<Entry> {
    match &bare(expr).kind {
        ExprKind::Literal(literal @ (Literal::Number(_) | Literal::Text(_) | Literal::Date(_))) => {
            Some(Entry::Literal(literal.clone()))
        }
        _ => None,
    }
}

/// The value of a label.
fn word(expr: &Expr) -> Option<Entry> {
    match &expr.kind {
        ExprKind::Name(name) => Some(Entry::Name(name.clone())),
        ExprKind::Literal(literal @ Literal::Text(_)) => Some(Entry::Literal(literal.clone())),
        _ => None,
    }
}

fn any_of(which: &Which) -> Option<Vec<Entry>> {
    match which {
        Which::One(text) => Some(vec![Entry::Literal(Literal::Text(text.clone()))]),
        Which::Any(Set::List(list)) => Some(list.entries.clone()),
        Which::Any(_) | Which::All(_) => None,
    }
}

fn finding(
    members: Vec<Member>,
    (chain, holder, parts): (&Expr, Option<&Expr>, &[Expr]),
    mender: &Mender,
) -> Option<Finding> {
    let first = members.first()?;
    let (subject, way) = (first.subject, first.way);
    let place = main_place(parts.get(first.part)?.at.0);
    let numbers: Vec<usize> = members.iter().map(|member| member.part).collect();
    let second = numbers.get(1).and_then(|at| parts.get(*at))?;
    let entries: Vec<Entry> = members.into_iter().flat_map(|member| member.entries).collect();
    let count = entries.len();
    let list = Set::List(List { entries, at: At::default() });
    let value = Box::new(subject.clone());
    let kind = match way {
        Way::In => ExprKind::In(value, list, false),
        Way::NotIn => ExprKind::In(value, list, true),
        Way::Contains => ExprKind::Contains(value, Which::Any(list), false),
        Way::Word => ExprKind::Contains(value, Which::Any(list), true),
        Way::Starts => ExprKind::StartsWith(value, Which::Any(list)),
        Way::Ends => ExprKind::EndsWith(value, Which::Any(list)),
    };
    let better = format::expression(&Expr { kind, at: At::default() });
    let said = shortened(&format::expression(subject));
    let message = match way {
        Way::In | Way::NotIn => format!("`{said}` is compared with {count} values one by one"),
        _ => format!("{count} texts are looked for in `{said}` one by one"),
    };
    let finding = Finding::new(Name::ListAsOr, place, message)
        .related(main_place(second.at.0), "here again")
        .help(format!("write `{}`", shortened(&better)));
    Some(mender.mended(finding, in_place_of(chain, holder, parts, &numbers, better)))
}
