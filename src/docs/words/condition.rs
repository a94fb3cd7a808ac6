//! Conditions: how their parts are joined.
//!
//! `not` is moved inwards until it stands at a single test, where words for the opposite can be found. With three values this
//! changes nothing: what is unknown stays so.

use super::Speaker;
use crate::docs::page::{Item, Line};
use crate::rules::Condition;

/// A condition in words.
pub(in crate::docs) enum Said {
    /// A single statement.
    One(Line),
    /// Several, and how many of them must be so.
    Several(How, Vec<Part>),
}

/// One of several statements.
pub(in crate::docs) struct Part {
    line: Line,
    /// Whether it is made of several itself, and so needs parentheses among others.
    is_group: bool,
}

impl Part {
    fn among_others(self) -> Line {
        if self.is_group { Line::of("(").and(self.line).say(")") } else { self.line }
    }
}

/// How many of several statements must be so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::docs) enum How {
    /// All.
    All,
    /// One is enough.
    Any,
    /// So many are enough.
    AtLeast(usize),
}

/// From here on a condition is easier to read as a list.
const LONG: usize = 110;

impl Said {
    /// All in one sentence.
    pub(in crate::docs) fn flat(self) -> Line {
        match self {
            Said::One(line) => line,
            Said::Several(How::All, parts) => apart(parts, "and", " or "),
            Said::Several(How::Any, parts) => apart(parts, "or", " and "),
            Said::Several(How::AtLeast(count), parts) => {
                let lines = parts.into_iter().map(Part::among_others).collect();
                Line::of(format!("at least {count} of these: ")).and(Line::listed(lines, "and"))
            }
        }
    }

    fn is_short(&self) -> bool {
        match self {
            Said::One(_) => true,
            Said::Several(How::AtLeast(_), _) => false,
            Said::Several(_, parts) => {
                parts.iter().map(|part| part.line.plain().chars().count() + 5).sum::<usize>() < LONG
            }
        }
    }

    /// As notes of something: in one sentence after `lead`, or where that is long, as a list.
    pub(in crate::docs) fn under(self, item: Item, lead: &str) -> Item {
        if self.is_short() {
            return item.note(Line::of(format!("{lead} ")).and(self.flat()).sentence());
        }
        match self {
            Said::One(line) => item.note(line),
            Said::Several(how, parts) => {
                let lead = Line::of(format!("{lead} {}:", how.these())).sentence();
                item.note_of(lead, parts.into_iter().map(|part| part.line).collect())
            }
        }
    }
}

/// Statements joined by one word, with a comma before it where one of them holds the other.
fn apart(parts: Vec<Part>, last: &str, other: &str) -> Line {
    let lines: Vec<Line> = parts.into_iter().map(Part::among_others).collect();
    // These belong together, and part nothing.
    let holds_other = |line: &Line| {
        let plain = ["on or after", "on or before", "or above", "or below"]
            .iter()
            .fold(line.plain(), |line, one| line.replace(one, ""));
        plain.contains(other)
    };
    let is_mixed = lines.iter().any(holds_other);
    Line::joined(lines, &format!("{}{last} ", if is_mixed { ", " } else { " " }))
}

impl How {
    /// What introduces a list.
    pub(in crate::docs) fn these(self) -> String {
        match self {
            How::All => "all of these are so".to_owned(),
            How::Any => "at least one of these is so".to_owned(),
            How::AtLeast(count) => format!("at least {count} of these are so"),
        }
    }
}

impl Speaker<'_> {
    /// A condition.
    pub(in crate::docs) fn condition(self, condition: &Condition) -> Said {
        self.so(condition, true)
    }

    /// A condition, or its opposite.
    fn so(self, condition: &Condition, yes: bool) -> Said {
        let (how, parts) = match condition {
            Condition::Not(condition) => return self.so(condition, !yes),
            Condition::Defined(id) => {
                return Said::One(self.defined(*id).say(if yes { " is true" } else { " is false" }));
            }
            Condition::Clause(clause) => return Said::One(self.test(&clause.test, yes)),
            Condition::All(parts) if yes => (How::All, parts),
            Condition::All(parts) => (How::Any, parts),
            Condition::Any(parts) if yes => (How::Any, parts),
            Condition::Any(parts) => (How::All, parts),
            Condition::AtLeast(count, parts) if yes => (How::AtLeast(*count), parts),
            // Where at most so many may be true, so many must be false.
            Condition::AtLeast(count, parts) => (How::AtLeast((parts.len() + 1).saturating_sub(*count)), parts),
        };
        let how = match how {
            How::AtLeast(count) if count == parts.len() => How::All,
            How::AtLeast(1) => How::Any,
            how => how,
        };
        if let Some(names) = self.only_names(parts, yes) {
            return Said::One(names.into_line(how));
        }
        let mut said = Vec::with_capacity(parts.len());
        for part in parts {
            match self.so(part, yes) {
                Said::One(line) => said.push(Part { line, is_group: false }),
                Said::Several(inner, inside) if inner == how && !matches!(how, How::AtLeast(_)) => said.extend(inside),
                several => said.push(Part { line: several.flat(), is_group: true }),
            }
        }
        Said::Several(how, said)
    }

    /// The names of definitions, where nothing else is asked for.
    fn only_names(self, parts: &[Condition], yes: bool) -> Option<Names> {
        let mut names = Vec::with_capacity(parts.len());
        let mut all_true = None;
        for part in parts {
            let (mut part, mut is_true) = (part, yes);
            while let Condition::Not(inner) = part {
                (part, is_true) = (inner, !is_true);
            }
            let Condition::Defined(id) = part else { return None };
            if *all_true.get_or_insert(is_true) != is_true {
                return None;
            }
            names.push(self.defined(*id));
        }
        (names.len() > 1).then_some(Names { names, are_true: all_true? })
    }
}

/// Definitions that are all asked for in the same way.
struct Names {
    names: Vec<Line>,
    are_true: bool,
}

impl Names {
    fn into_line(self, how: How) -> Line {
        let truth = if self.are_true { "true" } else { "false" };
        let both = if self.names.len() == 2 { "both" } else { "all" };
        match how {
            How::All => Line::listed(self.names, "and").say(format!(" are {both} {truth}")),
            How::Any => Line::of("at least one of ").and(Line::listed(self.names, "and")).say(format!(" is {truth}")),
            How::AtLeast(count) => Line::of(format!("at least {count} of "))
                .and(Line::listed(self.names, "and"))
                .say(format!(" are {truth}")),
        }
    }
}
