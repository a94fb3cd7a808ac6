//! Single tests.

use super::measure::{between, number, span, yes_no};
use super::{Speaker, quoted};
use crate::docs::page::Line;
use crate::rules::{CompareOp, Expr, Subject, Test};
use crate::value::{Range, Text};

impl Speaker<'_> {
    /// A test, or its opposite.
    pub(super) fn test(self, test: &Test, yes: bool) -> Line {
        match test {
            Test::Yes(expr) => self.value(expr).say(format!(" is {}", yes_no(yes))),
            Test::Disqualified => {
                Line::of(if yes { "the lead is disqualified" } else { "the lead is not disqualified" })
            }
            Test::Compare(op, left, right) => self.compare(turned(*op, yes), left, right),
            Test::SameText { left, right, exact, negated } => {
                let capitals = if *exact { " (capitals count)" } else { "" };
                self.value(left).say(is(yes != *negated)).and(self.value(right)).say(capitals)
            }
            Test::InRange(expr, range, negated) => self.range(expr, range, yes == *negated),
            Test::InList { value, list, exact, negated } => {
                let capitals = if *exact { " (capitals count)" } else { "" };
                self.value(value).and(self.among(list, yes != *negated)).say(capitals)
            }
            Test::Known(Subject::Value(expr), known) => {
                self.value(expr).say(if *known == yes { " is known" } else { " is not known" })
            }
            Test::Known(Subject::Condition(id), known) => {
                let it_is = if *known == yes { "it is known" } else { "it is not known" };
                Line::of(format!("{it_is} whether ")).and(self.defined(*id)).say(" is true")
            }
            Test::Text(expr, test) => self.value(expr).and(self.holds(test, yes)),
            Test::Within { day, period, next, negated } => {
                let (day, wanted) = (self.value(day), yes != *negated);
                match (wanted, next) {
                    (true, false) => day.say(format!(" is within the last {}", span(*period))),
                    (true, true) => day.say(format!(" is within the next {}", span(*period))),
                    (false, false) => day.say(format!(" is not within the last {}", span(*period))),
                    (false, true) => day.say(format!(" is not within the next {}", span(*period))),
                }
            }
            Test::Label(id, values, negated) => {
                let label = self.link("label", self.rules.labels.get(id.0).map(|label| label.name.as_str()));
                label.say(one_of(self.label_values(*id, values), yes != *negated))
            }
            Test::Any(selection) if yes => Line::of("there is at least one ").and(self.entries(selection, "entry")),
            Test::Any(selection) => Line::of("there is no ").and(self.entries(selection, "entry")),
            Test::Step(id, op, step) => {
                let ladder = self.rules.ladders.get(id.0);
                let name = quoted(ladder.and_then(|ladder| ladder.steps.get(*step)).map_or("", |step| &step.name));
                let stands = match turned(*op, yes) {
                    CompareOp::Equal => format!(" stands at {name}"),
                    CompareOp::NotEqual => format!(" does not stand at {name}"),
                    CompareOp::AtLeast => format!(" stands at {name} or above"),
                    CompareOp::More => format!(" stands above {name}"),
                    CompareOp::AtMost => format!(" stands at {name} or below"),
                    CompareOp::Less => format!(" stands below {name}"),
                };
                self.link("ladder", ladder.map(|ladder| ladder.name.as_str())).say(stands)
            }
        }
    }

    /// The values of a label as the author writes them: rules hold them in lower case.
    fn label_values(self, id: crate::rules::LabelId, values: &[Text]) -> Vec<String> {
        let written = self.rules.labels.get(id.0).map(crate::rules::Label::values).unwrap_or_default();
        let shown = values.iter().map(|value| {
            let author = written.iter().find(|(one, _)| crate::value::fold(one) == value.folded());
            quoted(author.map_or(value.shown(), |(one, _)| one))
        });
        shown.collect()
    }

    fn range(self, expr: &Expr, range: &Range, opposite: bool) -> Line {
        self.value(expr).say(format!(" {}", between(range, !opposite)))
    }

    fn compare(self, op: CompareOp, left: &Expr, right: &Expr) -> Line {
        match (left, right) {
            (Expr::Count(selection), Expr::Number(count)) => {
                let so_many = match op {
                    CompareOp::AtLeast => format!("there are at least {} ", number(*count)),
                    CompareOp::More => format!("there are more than {} ", number(*count)),
                    CompareOp::AtMost => format!("there are at most {} ", number(*count)),
                    CompareOp::Less => format!("there are fewer than {} ", number(*count)),
                    CompareOp::Equal => format!("there are exactly {} ", number(*count)),
                    CompareOp::NotEqual => format!("there are not exactly {} ", number(*count)),
                };
                Line::of(so_many).and(self.entries(selection, "entries"))
            }
            (Expr::DaysSince(since), Expr::Number(days)) if !matches!(op, CompareOp::Equal | CompareOp::NotEqual) => {
                let so_many = match op {
                    CompareOp::AtLeast => "at least",
                    CompareOp::More => "more than",
                    CompareOp::AtMost => "at most",
                    _ => "fewer than",
                };
                Line::of(format!("{so_many} {} days have passed since ", number(*days))).and(self.value(since))
            }
            _ => {
                let is_day = self.is_day(left) || self.is_day(right);
                let compared = match (op, is_day) {
                    (CompareOp::Equal, _) => " is ",
                    (CompareOp::NotEqual, _) => " is not ",
                    (CompareOp::Less, false) => " is less than ",
                    (CompareOp::AtMost, false) => " is at most ",
                    (CompareOp::More, false) => " is more than ",
                    (CompareOp::AtLeast, false) => " is at least ",
                    (CompareOp::Less, true) => " is before ",
                    (CompareOp::AtMost, true) => " is on or before ",
                    (CompareOp::More, true) => " is after ",
                    (CompareOp::AtLeast, true) => " is on or after ",
                };
                self.value(left).say(compared).and(self.value(right))
            }
        }
    }
}

fn is(yes: bool) -> &'static str {
    if yes { " is " } else { " is not " }
}

/// ` is a or b`, ` is neither a nor b`
pub(super) fn one_of(all: Vec<String>, yes: bool) -> String {
    match (yes, all.len()) {
        (true, _) => format!(" is {}", either(all, "or")),
        (false, 1) => format!(" is not {}", either(all, "nor")),
        (false, _) => format!(" is neither {}", either(all, "nor")),
    }
}

/// `a, b or c`
pub(super) fn either(mut all: Vec<String>, last: &str) -> String {
    match all.pop() {
        Some(only) if all.is_empty() => only,
        Some(end) => format!("{} {last} {end}", all.join(", ")),
        None => String::new(),
    }
}

/// What is asked, or its opposite.
pub(super) fn turned(op: CompareOp, yes: bool) -> CompareOp {
    if yes { op } else { op.opposite() }
}
