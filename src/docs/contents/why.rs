//! Why a lead does not stand on the next step: what that needs, how much of it is so, and what would have been right.

use super::Told;
use crate::docs::page::{Item, Line, Tone};
use crate::docs::words::{How, Right, Speaker, quoted, shown};
use crate::eval::words::turned_out;
use crate::eval::{Fact, Judged};
use crate::rules::{Condition, DefinitionBody, DefinitionId};
use crate::value::{Truth, Value};
use std::collections::{HashMap, HashSet};

/// So many conditions are looked through for what would have been right.
const MOST: usize = 512;

impl Told<'_> {
    /// What the next step needs, and how much of it is so: what is not so comes first.
    pub(super) fn lacks(self, step: &str, needs: &Condition, judged: &Judged<'_>) -> Item {
        let (how, parts) = match needs {
            Condition::All(parts) => (How::All, parts.as_slice()),
            Condition::Any(parts) => (How::Any, parts.as_slice()),
            Condition::AtLeast(count, parts) => (How::AtLeast(*count), parts.as_slice()),
            one => (How::All, std::slice::from_ref(one)),
        };
        let wanted = if parts.len() > 1 {
            format!(" For that it would need that {}; here is how each stands:", how.these())
        } else {
            " It needs:".to_owned()
        };
        let mut told: Vec<(Truth, Item)> =
            parts.iter().map(|part| (judged.truth(part), self.part_of_need(part, judged))).collect();
        told.sort_by_key(|(truth, _)| match truth {
            Truth::False => 0,
            Truth::Unknown => 1,
            Truth::True => 2,
        });
        Item {
            below: told.into_iter().map(|(_, item)| item).collect(),
            ..Item::of(Line::of(format!("Not {}.{wanted}", quoted(step))))
        }
    }

    /// `has_pain: no, since problem is “None” and not one of our_problems`
    fn part_of_need(self, part: &Condition, judged: &Judged<'_>) -> Item {
        let truth = judged.truth(part);
        let none = HashMap::new();
        // What a name stands for is not told here, so that what would have been right must be.
        let (line, right) = match part {
            Condition::Defined(id) => {
                let right = if truth == Truth::False { would_be_right(self.speak, part) } else { none };
                (answered(self.speak.defined(*id).say(": "), truth), right)
            }
            Condition::Not(inner) if let Condition::Defined(id) = &**inner => {
                let name = self.speak.defined(*id).say(": ");
                let line = match truth {
                    Truth::True => name.felt("no", Tone::Gain).say(", as it should be"),
                    Truth::False => name.felt("yes", Tone::Loss).say(", but should be no"),
                    Truth::Unknown => answered(name, truth),
                };
                (line, none)
            }
            part => (answered(Line::of("Whether ").and(self.speak.condition(part).flat()).say(": "), truth), none),
        };
        let facts = judged.decided_by(part);
        // That a value is not known is said already where nothing but that value is asked for.
        let is_said = matches!(part, Condition::Clause(_))
            && facts.iter().all(|fact| match fact.unknown_fields.as_slice() {
                [name] => fact.truth == Truth::Unknown && *name == fact.subject,
                _ => fact.value.is_none() && fact.truth != Truth::Unknown && fact.entries.is_empty(),
            });
        match since(&facts, &right).filter(|_| !is_said) {
            Some(since) => Item::of(line.say(", since ").and(since)),
            None => Item::of(line),
        }
    }
}

fn answered(line: Line, truth: Truth) -> Line {
    match truth {
        Truth::True => line.felt("yes", Tone::Gain),
        Truth::False => line.felt("no", Tone::Loss),
        Truth::Unknown => line.felt("not known", Tone::Plain),
    }
}

/// What a test looks at and asks, as facts have it.
type Asked<'r> = (&'r str, &'r str);

/// What would have been right, by what is asked. Where the same is asked both ways, neither is.
fn would_be_right<'r>(speak: Speaker<'r>, condition: &'r Condition) -> HashMap<Asked<'r>, Option<Right>> {
    let mut right = HashMap::new();
    let mut looked_into: HashSet<(DefinitionId, bool)> = HashSet::new();
    let mut left = vec![(condition, true)];
    for _ in 0..MOST {
        let Some((condition, yes)) = left.pop() else { break };
        match condition {
            Condition::All(parts) | Condition::Any(parts) | Condition::AtLeast(_, parts) => {
                left.extend(parts.iter().map(|part| (part, yes)));
            }
            Condition::Not(inner) => left.push((inner, !yes)),
            Condition::Defined(id) => {
                if looked_into.insert((*id, yes))
                    && let Some(DefinitionBody::Condition(body)) =
                        speak.rules.definitions.get(id.0).map(|definition| &definition.body)
                {
                    left.push((body, yes));
                }
            }
            Condition::Clause(clause) => {
                let asked = (clause.said.subject.as_str(), clause.said.asked.as_str());
                let line = speak.instead(&clause.test, yes);
                let held = right.entry(asked).or_insert_with(|| line.clone());
                if *held != line {
                    *held = None;
                }
            }
        }
    }
    right
}

/// The facts that decided something, in one sentence.
fn since(facts: &[Fact], right: &HashMap<Asked<'_>, Option<Right>>) -> Option<Line> {
    let mut told: Vec<(Line, Vec<Right>)> = Vec::new();
    let mut unknown: Vec<Line> = Vec::new();
    for one in facts {
        if one.truth == Truth::Unknown && one.entries.is_empty() && !one.unknown_fields.is_empty() {
            let names = one.unknown_fields.iter().map(|name| Line::name(name));
            names.for_each(|name| {
                if !unknown.contains(&name) {
                    unknown.push(name)
                }
            });
            continue;
        }
        let right = right.get(&(one.subject.as_str(), one.asked.as_str())).and_then(Option::clone);
        let right = right.filter(|_| says_its_value(one));
        let line = fact(one);
        match told.iter_mut().find(|(said, _)| *said == line) {
            Some((_, rights)) => rights.extend(right),
            None => told.push((line, right.into_iter().collect())),
        }
    }
    let is_long = told.iter().any(|(_, right)| !right.is_empty());
    let mut lines: Vec<Line> = told.into_iter().map(|(line, right)| line.and(Right::said(right))).collect();
    if !unknown.is_empty() {
        let verb = if unknown.len() == 1 { "is" } else { "are" };
        lines.push(Line::listed(unknown, "and").say(format!(" {verb} not known")));
    }
    (!lines.is_empty()).then(|| Line::joined(lines, if is_long { ", and " } else { " and " }))
}

/// Whether a fact is a value by itself, beside which the right one can stand.
fn says_its_value(fact: &Fact) -> bool {
    fact.value.is_some() && fact.entries.is_empty() && fact.compared_with.is_none() && fact.truth != Truth::Unknown
}

/// What a condition looked at turned out to be.
fn fact(fact: &Fact) -> Line {
    let name = Line::name(&fact.subject);
    match &fact.value {
        // A range of which some numbers are right and others are not.
        Some(range @ Value::Range(_)) if fact.truth == Truth::Unknown => {
            name.say(format!(" is {} (which leaves it open)", shown(range)))
        }
        _ if !fact.entries.is_empty() || fact.truth == Truth::Unknown => Line::of(turned_out(fact)),
        Some(Value::Text(text)) if fact.is_name => name.say(format!(" is {}", quoted(text.shown()))),
        Some(value) => {
            let other = fact.compared_with.as_ref().map(|other| format!(", against {}", shown(other)));
            name.say(format!(" is {}{}", shown(value), other.unwrap_or_default()))
        }
        None => name.say(" is not known"),
    }
}
