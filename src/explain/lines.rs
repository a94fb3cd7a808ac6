//! The lines of a score's tree, before they are laid out.

use super::entries::entries;
use crate::eval::words::{clean, could_be, facts, listed_facts};
use crate::eval::{HeldBack, Node, NodeKind, Status};
use crate::value::{Points, Truth};

/// One line: what became of a part, its points, its title, and why; and the lines below it.
pub(super) struct Line {
    pub(super) mark: Option<Mark>,
    pub(super) points: String,
    pub(super) title: String,
    pub(super) because: String,
    pub(super) below: Vec<Line>,
}

/// Whether something holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    Yes,
    No,
    Open,
}

impl Mark {
    pub(super) fn sign(self) -> &'static str {
        match self {
            Mark::Yes => "✓",
            Mark::No => "✗",
            Mark::Open => "?",
        }
    }
}

impl From<Truth> for Mark {
    fn from(truth: Truth) -> Mark {
        match truth {
            Truth::True => Mark::Yes,
            Truth::False => Mark::No,
            Truth::Unknown => Mark::Open,
        }
    }
}

impl Line {
    pub(super) fn of(node: &Node) -> Line {
        let (mark, title) = match node.kind {
            NodeKind::Rule | NodeKind::Table => (Some(mark(node)), clean(&node.reason)),
            NodeKind::When => (Some(mark(node)), format!("when {}", clean(&node.said))),
            NodeKind::First => (None, format!("first {}", clean(&node.reason))),
            NodeKind::Group => {
                let bounds = bounds(node.low, node.high);
                let held = held(node.points, &node.parts);
                (None, format!("group {} {}{bounds}{held}", clean(&node.reason), node.points))
            }
        };
        let counts = matches!(node.kind, NodeKind::Rule | NodeKind::Table) && node.status == Status::Fired;
        let counted = if node.status == Status::NotFired { Vec::new() } else { entries(&node.decided_by) };
        Line {
            mark,
            points: if counts { format!("{:+}", node.points) } else { String::new() },
            because: because(node, &title),
            title,
            // What stands in a block that does not count is of no interest.
            below: match (node.kind, node.status) {
                (NodeKind::When, Status::NotFired) => Vec::new(),
                _ => counted.into_iter().chain(node.parts.iter().map(Line::of)).collect(),
            },
        }
    }
}

/// A table whose `unknown` row decided is as open as one that is undecided.
fn mark(node: &Node) -> Mark {
    match node.status {
        Status::Fired if node.row.as_ref().is_some_and(|row| row.is_unknown) => Mark::Open,
        Status::Fired => Mark::Yes,
        Status::NotFired => Mark::No,
        Status::Undecided => Mark::Open,
    }
}

fn because(node: &Node, title: &str) -> String {
    let facts = match node.status {
        Status::NotFired => facts(&node.decided_by, title),
        _ => listed_facts(&node.decided_by, title),
    };
    let more = match (node.held_back, node.could_be, node.status) {
        (Some(HeldBack::EarlierRule), ..) => return "an earlier rule of this block counted".to_owned(),
        (Some(HeldBack::Block), ..) => return "stands in a block that does not count".to_owned(),
        (_, Some(could), _) => could_be(could, node.award.as_deref()),
        (.., Status::NotFired) if node.kind == NodeKind::Table => "no row for it".to_owned(),
        (.., Status::Fired) => return facts + &award(node),
        _ => String::new(),
    };
    match (facts.is_empty(), more.is_empty()) {
        (false, false) => format!("{facts}: {more}"),
        _ => facts + &more,
    }
}

/// How the points came about, where they are not simply those that the rule says.
fn award(node: &Node) -> String {
    let given = node.decided_by.iter().flat_map(|fact| &fact.entries).find_map(|entries| entries.points);
    match (&node.award, given) {
        (Some(award), Some(given)) => for_each(award, given, node.points),
        (Some(award), None)
            if award.split(' ').next() != Some(&format!("{:+}", node.points)) && award.contains(' ') =>
        {
            format!(" ({})", clean(award))
        }
        _ => String::new(),
    }
}

/// What each entry gives, and what they would give together if nothing limited them: ` (+10 each up to +20; +30 without the limit)`.
fn for_each(award: &str, given: Points, points: Points) -> String {
    if award == format!("{points:+}") {
        return String::new();
    }
    let (amount, rest) =
        award.split_once(' ').map_or((award, String::new()), |(amount, rest)| (amount, format!(" {rest}")));
    let limited = match given == points {
        true => String::new(),
        false => {
            format!("; {given:+} without {}", if award.matches("up to").count() > 1 { "limits" } else { "the limit" })
        }
    };
    format!(" ({} each{}{limited})", clean(amount), clean(&rest))
}

/// What the parts of a score or group add up to, where its bounds hold it elsewhere: `, its rules add up to -50`.
pub(super) fn held(points: Points, parts: &[Node]) -> String {
    let sum: Points = parts.iter().map(|part| part.points).sum();
    if sum == points || parts.is_empty() { String::new() } else { format!(", its rules add up to {sum}") }
}

/// The bounds of a score or group: ` of 0..100`, or nothing.
pub(super) fn bounds(low: Option<Points>, high: Option<Points>) -> String {
    if low.is_none() && high.is_none() {
        return String::new();
    }
    let end = |points: Option<Points>| points.map(|points| points.to_string()).unwrap_or_default();
    format!(" of {}..{}", end(low), end(high))
}
