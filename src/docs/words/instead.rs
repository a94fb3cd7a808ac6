//! What would have been right, beside a value that is not: `“Never” instead of “Now” or “This year”`.

use super::Speaker;
use super::clause::turned;
use super::measure::{among, between, span};
use crate::docs::page::{Line, Run};
use crate::rules::{CompareOp, Expr, Test};

/// What would have been right instead of a value.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::docs) enum Right {
    /// ` instead of 20 to 2000`
    Instead(Line),
    /// ` and not one of our_problems`
    NotOneOf(Line),
    /// `, which does not include “demo”`: what the value is, against what it should be.
    Which(Line),
}

impl Right {
    /// All that is said of one value, as it goes on after it.
    pub(in crate::docs) fn said(all: Vec<Right>) -> Line {
        let (mut instead, mut not_one_of, mut which) = (Vec::new(), Vec::new(), Vec::new());
        for one in all {
            match one {
                Right::Instead(line) => instead.push(line),
                Right::NotOneOf(line) => not_one_of.push(line),
                Right::Which(line) => which.push(line),
            }
        }
        let begin = |words: &str, lines: Vec<Line>, last: &str| match lines.is_empty() {
            true => Line::default(),
            false => Line::of(words).and(Line::joined(lines, last)),
        };
        let said = begin(" instead of ", instead, ", or ").and(begin(" and not one of ", not_one_of, ", or of "));
        said.and(begin(", which ", which, ", and "))
    }
}

impl Speaker<'_> {
    /// What would have been right where a test came out wrong; nothing where the value says enough.
    pub(in crate::docs) fn instead(self, test: &Test, yes: bool) -> Option<Right> {
        let instead = |right: &str| Right::Instead(Line::of(right));
        let said_instead = |subject: Line| after(self.test(test, yes), &subject, " is ").map(Right::Instead);
        match test {
            Test::InList { value, list, negated, .. } => match (self.list_of(list), yes != *negated) {
                (Some(named), true) => Some(Right::NotOneOf(named)),
                (Some(named), false) => Some(Right::Which(Line::of("is one of ").and(named))),
                (None, true) => said_instead(self.value(value)),
                (None, false) => None,
            },
            Test::InRange(_, range, negated) if yes != *negated => Some(instead(&among(range))),
            Test::InRange(_, range, _) => {
                let right = between(range, false);
                right.strip_prefix("is ").filter(|right| !right.starts_with("not ")).map(instead)
            }
            Test::SameText { left, negated, .. } if yes != *negated => said_instead(self.value(left)),
            Test::Compare(_, Expr::Count(_), _) => None,
            Test::Compare(op, left, right) => {
                let words = match (turned(*op, yes), self.is_day(left) || self.is_day(right)) {
                    (CompareOp::Equal, _) => "",
                    (CompareOp::NotEqual, _) => return None,
                    (CompareOp::Less, false) => "less than ",
                    (CompareOp::AtMost, false) => "at most ",
                    (CompareOp::More, false) => "more than ",
                    (CompareOp::AtLeast, false) => "at least ",
                    (CompareOp::Less, true) => "before ",
                    (CompareOp::AtMost, true) => "on or before ",
                    (CompareOp::More, true) => "after ",
                    (CompareOp::AtLeast, true) => "on or after ",
                };
                Some(Right::Instead(Line::of(words).and(self.value(right))))
            }
            Test::Within { period, next, negated, .. } => {
                let span = format!("within the {} {}", if *next { "next" } else { "last" }, span(*period));
                Some(if yes != *negated { instead(&span) } else { Right::Which(Line::of(format!("is {span}"))) })
            }
            Test::Text(_, text) => {
                let holds = self.holds(text, !yes);
                let mut runs = holds.0.into_iter();
                let Some(Run::Plain(words)) = runs.next() else { return None };
                // What is found is one of them.
                let words = words.trim_start().replacen("any of ", "one of ", 1);
                Some(Right::Which(Line::of(words).and(Line(runs.collect()))))
            }
            Test::Label(id, _, negated) if yes != *negated => {
                said_instead(self.link("label", self.rules.labels.get(id.0).map(|label| label.name.as_str())))
            }
            Test::Step(id, op, _) if turned(*op, yes) != CompareOp::NotEqual => {
                let name = self.link("ladder", self.rules.ladders.get(id.0).map(|ladder| ladder.name.as_str()));
                let right = after(self.test(test, yes), &name, " stands ")?;
                Some(Right::Instead(match right.plain().strip_prefix("at ") {
                    Some(step) => Line::of(step),
                    None => right,
                }))
            }
            Test::Yes(_)
            | Test::Disqualified
            | Test::Known(..)
            | Test::Any(_)
            | Test::SameText { .. }
            | Test::Label(..)
            | Test::Step(..) => None,
        }
    }
}

/// What follows the subject of a sentence and its verb.
fn after(sentence: Line, subject: &Line, verb: &str) -> Option<Line> {
    let mut rest = sentence.0.into_iter().skip(subject.0.len());
    let Some(Run::Plain(words)) = rest.next() else { return None };
    let line = Line::of(words.strip_prefix(verb)?);
    Some(line.and(Line(rest.collect())))
}
