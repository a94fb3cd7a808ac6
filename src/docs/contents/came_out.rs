//! What came out for the lead of an example, and why.

use super::Told;
use super::outcomes::value_line;
use crate::docs::page::{Badge, Item, Line, Tone};
use crate::docs::words::{grouped, points, quoted};
use crate::eval::{Evaluation, Judged, LabelNode, LadderTree, has_reason};
use crate::rules::{Condition, Label, LabelId, Ladder, Score, ScoreBody, Test, TestCase, Wanted};
use crate::value::Points;

/// What came out for a lead.
pub(super) struct CameOut {
    /// What matters most.
    pub(super) first: Vec<Item>,
    /// The rest.
    pub(super) rest: Option<Item>,
}

impl Told<'_> {
    /// What came out for the lead, and why: first what matters most, then the rest.
    pub(super) fn came_out(self, test: &TestCase, judged: &Judged<'_>, evaluation: &Evaluation) -> CameOut {
        let totals = &judged.verdict().scores;
        let scores = self.rules.scores.iter().zip(totals).map(|(score, total)| self.score_of(score, *total, judged));
        let scores: Vec<Item> = scores.collect();
        let (mut first, mut rest) = (Vec::new(), Vec::new());
        if evaluation.disqualified {
            first.push(self.out(judged));
        } else {
            let ladders = self.rules.ladders.iter().zip(&evaluation.ladders);
            first.extend(ladders.map(|(ladder, tree)| self.stands(ladder, tree, judged)));
            let labels = self.rules.labels.iter().zip(&evaluation.labels);
            let mut labels: Vec<(usize, Item)> =
                labels.enumerate().map(|(at, (label, node))| (at, self.has(label, node))).collect();
            if let Some(most) = self.most_expected().filter(|at| *at < labels.len()) {
                first.push(labels.remove(most).1);
            }
            for (at, item) in labels {
                if expected(test).any(|label| label.0 == at) { &mut first } else { &mut rest }.push(item);
            }
        }
        if first.is_empty() {
            first = scores;
        } else {
            rest.extend(scores);
        }
        if first.is_empty() {
            first.push(Item::of(Line::of("The lead is not disqualified, and nothing else is said of it")));
        }
        let (first, rest) = (cut(first), cut(rest));
        let mut first = vec![Item { below: first, ..Item::of(Line::of("What comes out")) }];
        first.extend(self.broken(test, judged));
        let rest = (!rest.is_empty()).then(|| Item { below: rest, ..Item::of(Line::of("What else comes out")) });
        CameOut { first, rest }
    }

    /// Why the lead is disqualified.
    fn out(self, judged: &Judged<'_>) -> Item {
        let true_ones =
            self.rules.disqualifiers.iter().zip(&judged.verdict().disqualifiers).filter(|(_, is_out)| **is_out);
        let because: Vec<Line> = true_ones.map(|(one, _)| self.why_out(one)).collect();
        Item {
            badge: Some(Badge { text: "out".to_owned(), tone: Tone::Loss }),
            ..Item::of(Line::default().strong("disqualified").say(": ").and(Line::listed(because, "and")))
        }
    }

    /// The step that the lead stands on, and why not on the next.
    fn stands(self, ladder: &Ladder, tree: &LadderTree, judged: &Judged<'_>) -> Item {
        let name = self.speak.link("ladder", Some(&ladder.name));
        let step = tree.step.as_deref().unwrap_or("below the first step");
        let mut item = Item::of(name.say(" is ").strong(step));
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
        item
    }

    /// The value of a label, and why, where that is said.
    fn has(self, label: &Label, node: &LabelNode) -> Item {
        let name = self.speak.link("label", Some(&label.name)).say(" is ");
        Item::of(name.and(value_line(&node.value, node.because.as_deref())))
    }

    /// The label that most examples speak of, and of several the last, to which the others may lead: what matters most.
    fn most_expected(self) -> Option<usize> {
        let mut times = vec![0_usize; self.rules.labels.len()];
        for label in self.rules.tests.iter().flat_map(expected) {
            if let Some(times) = times.get_mut(label.0) {
                *times += 1;
            }
        }
        times.iter().enumerate().max_by_key(|(_, times)| **times).map(|(at, _)| at)
    }

    /// A score with the rules that gave points.
    fn score_of(self, score: &Score, total: Points, judged: &Judged<'_>) -> Item {
        let name = self.speak.link("score", Some(&score.name)).say(" is ");
        let item = Item::of(name.strong(grouped(&total.to_string())));
        if let ScoreBody::Computed { constant, terms, .. } = &score.body {
            return item.note(self.speak.computed(*constant, terms));
        }
        let reasons = self.reasons(score, judged.verdict());
        let sum: Points = reasons.iter().map(|(points, _)| *points).sum();
        let more = reasons.len().saturating_sub(MOST);
        let said = reasons.into_iter().take(MOST);
        let said = said.map(|(given, why)| Line::of(format!("{} ", points(given))).and(why));
        let item = said.chain(more_of(more)).fold(item, Item::note);
        if sum == total {
            return item;
        }
        let (sum, total) = (grouped(&sum.to_string()), grouped(&total.to_string()));
        item.note(Line::of(format!("Together that would be {sum}; the limits make it {total}.")))
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

/// So many scores, labels or reasons are shown of one example.
const MOST: usize = 40;

fn cut(mut items: Vec<Item>) -> Vec<Item> {
    let more = items.len().saturating_sub(MOST);
    items.truncate(MOST);
    items.extend(more_of(more).map(Item::of));
    items
}

fn more_of(more: usize) -> Option<Line> {
    (more > 0).then(|| Line::of(format!("and {} more", grouped(&more.to_string()))))
}

/// The labels of which a test says what they should be.
fn expected(test: &TestCase) -> impl Iterator<Item = LabelId> {
    test.expect.iter().filter_map(|one| match &one.wanted {
        Wanted::Condition(Condition::Clause(clause)) => match &clause.test {
            Test::Label(label, ..) => Some(*label),
            _ => None,
        },
        _ => None,
    })
}
