//! What would have been right, beside a value that is not: ` instead of “Now” or “This year”`.

use super::Speaker;
use super::clause::turned;
use super::measure::{among, between, span};
use crate::docs::page::{Line, Run};
use crate::rules::{CompareOp, Expr, Test};

impl Speaker<'_> {
    /// What goes on after the value that a test looked at, where the test came out wrong; nothing where the value says enough.
    pub(in crate::docs) fn instead(self, test: &Test, yes: bool) -> Option<Line> {
        let instead = |right: &str| Line::of(format!(" instead of {right}"));
        let said_instead =
            |subject: Line| after(self.test(test, yes), &subject, " is ").map(|right| instead("").and(right));
        match test {
            Test::InList { value, list, negated, .. } => match (self.list_of(list), yes != *negated) {
                (Some(named), true) => Some(Line::of(" and not one of ").and(named)),
                (Some(named), false) => Some(Line::of(", which is one of ").and(named)),
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
                Some(instead(words).and(self.value(right)))
            }
            Test::Within { period, next, negated, .. } => {
                let span = format!("within the {} {}", if *next { "next" } else { "last" }, span(*period));
                Some(if yes != *negated { instead(&span) } else { Line::of(format!(", which is {span}")) })
            }
            // What the text holds, or does not hold, against what it should.
            Test::Text(_, text) => Some(Line::of(", which").and(self.holds(text, !yes))),
            Test::Label(id, _, negated) if yes != *negated => {
                said_instead(self.link("label", self.rules.labels.get(id.0).map(|label| label.name.as_str())))
            }
            Test::Step(id, op, _) if turned(*op, yes) != CompareOp::NotEqual => {
                let name = self.link("ladder", self.rules.ladders.get(id.0).map(|ladder| ladder.name.as_str()));
                let right = after(self.test(test, yes), &name, " stands ")?;
                Some(Line::of(", but should stand ").and(right))
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
