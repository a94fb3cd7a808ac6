//! What came out for the lead of an example, and why.

use super::Told;
use crate::docs::page::{Badge, Item, Line, Tone};
use crate::docs::words::{How, grouped, points, quoted, shown};
use crate::eval::words::turned_out;
use crate::eval::{Evaluation, Fact, Judged, has_reason};
use crate::rules::{Condition, Score, ScoreBody, TestCase, Wanted};
use crate::value::{Points, Truth, Value};

impl Told<'_> {
    /// What came out for the lead, and why.
    pub(super) fn came_out(self, test: &TestCase, judged: &Judged<'_>, evaluation: &Evaluation) -> Vec<Item> {
        let mut below: Vec<Item> = Vec::new();
        if evaluation.disqualified {
            let true_ones =
                self.rules.disqualifiers.iter().zip(&judged.verdict().disqualifiers).filter(|(_, is_out)| **is_out);
            let because: Vec<Line> = true_ones.map(|(one, _)| self.why_out(one)).collect();
            below.push(Item {
                badge: Some(Badge { text: "out".to_owned(), tone: Tone::Loss }),
                ..Item::of(Line::default().strong("disqualified").say(": ").and(Line::listed(because, "and")))
            });
        }
        let totals = &judged.verdict().scores;
        below.extend(self.rules.scores.iter().zip(totals).map(|(score, total)| self.score_of(score, *total, judged)));
        if !evaluation.disqualified {
            for (ladder, tree) in self.rules.ladders.iter().zip(&evaluation.ladders) {
                let name = self.speak.link("ladder", Some(&ladder.name));
                let step = tree.step.as_deref().unwrap_or("below the first step");
                let mut item = Item::of(name.say(": ").strong(step));
                if let Some(from) = &tree.lifted_from {
                    item = item.note(Line::of(format!(
                        "It stood there before; by what the steps need it would stand at {}.",
                        quoted(from)
                    )));
                }
                let next = ladder.steps.iter().zip(&tree.steps).find(|(_, tree)| !tree.reached);
                if let Some((step, _)) = next
                    && let Some(needs) = &step.needs
                {
                    item.below.push(self.lacks(&step.name, needs, judged));
                }
                below.push(item);
            }
            for label in &evaluation.labels {
                let name = self.speak.link("label", Some(&label.name));
                below.push(Item::of(name.say(": ").strong(label.value.as_str())));
            }
        }
        let mut items = vec![Item { below, ..Item::of(Line::of("What comes out")) }];
        items.extend(self.broken(test, judged));
        items
    }

    /// A score with the rules that gave points.
    fn score_of(self, score: &Score, total: Points, judged: &Judged<'_>) -> Item {
        let name = self.speak.link("score", Some(&score.name)).say(": ");
        let item = Item::of(name.strong(grouped(&total.to_string())));
        if let ScoreBody::Computed { constant, terms, .. } = &score.body {
            return item.note(self.speak.computed(*constant, terms));
        }
        let reasons = self.reasons(score, judged.verdict());
        let sum: Points = reasons.iter().map(|(points, _)| *points).sum();
        let said = reasons.into_iter().map(|(given, why)| Line::of(format!("{} ", points(given))).and(why));
        let item = said.fold(item, Item::note);
        if sum == total {
            return item;
        }
        let (sum, total) = (grouped(&sum.to_string()), grouped(&total.to_string()));
        item.note(Line::of(format!("Together that would be {sum}; the limits make it {total}.")))
    }

    /// What the next step needs, and how much of it is so.
    fn lacks(self, step: &str, needs: &Condition, judged: &Judged<'_>) -> Item {
        let (how, parts) = match needs {
            Condition::All(parts) => (How::All, parts.as_slice()),
            Condition::Any(parts) => (How::Any, parts.as_slice()),
            Condition::AtLeast(count, parts) => (How::AtLeast(*count), parts.as_slice()),
            one => (How::All, std::slice::from_ref(one)),
        };
        let wanted = if parts.len() > 1 { format!(" It needs that {}:", how.these()) } else { " It needs:".to_owned() };
        let told = |part: &Condition| {
            let truth = judged.truth(part);
            let (text, tone) = match truth {
                Truth::True => ("yes", Tone::Gain),
                Truth::False => ("no", Tone::Loss),
                Truth::Unknown => ("not known", Tone::Plain),
            };
            let mut facts: Vec<Line> = Vec::new();
            for fact in judged.decided_by(part).iter().map(fact) {
                if !facts.contains(&fact) {
                    facts.push(fact);
                }
            }
            let badge = Some(Badge { text: text.to_owned(), tone });
            let item = Item { badge, ..Item::of(self.speak.condition(part).flat()) };
            if facts.is_empty() { item } else { item.note(Line::listed(facts, "and")) }
        };
        Item { below: parts.iter().map(told).collect(), ..Item::of(Line::of(format!("Not {}.{wanted}", quoted(step)))) }
    }

    /// What the test expects and did not get: an example that is wrong must not look as if it were right.
    fn broken(self, test: &TestCase, judged: &Judged<'_>) -> Option<Item> {
        let is_so = |wanted: &Wanted| match wanted {
            Wanted::Condition(condition) => judged.truth(condition).is_true(),
            Wanted::Reason(wanted) => has_reason(self.rules, judged.verdict(), wanted),
            Wanted::NoReason(wanted) => !has_reason(self.rules, judged.verdict(), wanted),
        };
        let wrong: Vec<Line> =
            test.expect.iter().filter(|one| !is_so(&one.wanted)).map(|one| Line::name(&one.said)).collect();
        (!wrong.is_empty()).then(|| Item {
            badge: Some(Badge { text: "wrong".to_owned(), tone: Tone::Loss }),
            ..Item::of(
                Line::of("This is not what was agreed. The example says that it should be ")
                    .and(Line::listed(wrong, "and"))
                    .say("."),
            )
        })
    }
}

/// What a condition looked at turned out to be.
fn fact(fact: &Fact) -> Line {
    let name = Line::name(&fact.subject);
    match &fact.value {
        _ if !fact.entries.is_empty() => Line::of(turned_out(fact)),
        _ if fact.truth == Truth::Unknown && !fact.unknown_fields.is_empty() => {
            let verb = if fact.unknown_fields.len() == 1 { "is" } else { "are" };
            let names = fact.unknown_fields.iter().map(|name| Line::name(name)).collect();
            Line::listed(names, "and").say(format!(" {verb} not known"))
        }
        _ if fact.truth == Truth::Unknown => Line::of(turned_out(fact)),
        Some(Value::Text(text)) if fact.is_name => name.say(format!(" is {}", text.shown())),
        Some(value) => {
            let other = fact.compared_with.as_ref().map(|other| format!(", against {}", shown(other)));
            name.say(format!(" is {}{}", shown(value), other.unwrap_or_default()))
        }
        None => name.say(" is not known"),
    }
}
