//! The tests of the file as examples: what is known of a lead, and what came out for it.

use super::{Told, paragraph, section};
use crate::docs::comments;
use crate::docs::page::{Badge, Block, Item, Line, Section, Tone};
use crate::docs::words::{How, Said, day, grouped, points, quoted, shown};
use crate::eval::words::turned_out;
use crate::eval::{Evaluation, Judged, disqualified_because, given, reasons};
use crate::rules::{Condition, Entries, EntryFieldId, FieldId, Lead, Score, ScoreBody, TestCase, Wanted};
use crate::value::{Points, Truth, fold};
use jiff::civil::Date;

/// So many entries of a list are shown.
const SHOWN: usize = 20;

impl Told<'_> {
    pub(super) fn examples(self) -> Option<Section> {
        let sections: Vec<Section> =
            self.rules.tests.iter().enumerate().map(|(at, test)| self.example(at, test)).collect();
        if sections.is_empty() {
            return None;
        }
        let about = paragraph(
            "Leads that somebody made up to show what the rules do. What came out was worked out by the rules on this page.",
        );
        let section = section("Examples", "examples", vec![about], sections)?;
        Some(Section { is_listed: false, ..section })
    }

    fn example(self, at: usize, test: &TestCase) -> Section {
        let (lead, today) = given(self.rules, test);
        let judged = Judged::new(self.rules, &lead, today);
        let evaluation = judged.evaluation(self.sources);
        let mut blocks: Vec<Block> =
            comments::above(test.place, self.sources).map(Block::Paragraph).into_iter().collect();
        let mut items = vec![self.known(test, &lead)];
        items.extend(self.came_out(test, &judged, &evaluation));
        blocks.push(Block::Items(items));
        Section {
            title: Line::of(test.name.as_str()).sentence(),
            anchor: format!("example-{}", at + 1),
            blocks,
            sections: Vec::new(),
            is_listed: false,
        }
    }

    /// What is known of the lead.
    fn known(self, test: &TestCase, lead: &Lead) -> Item {
        let mut facts: Vec<Item> = Vec::new();
        let mut assumed = Vec::new();
        for (at, field) in self.rules.fields.iter().enumerate() {
            let id = FieldId(at);
            let is_given = test.given.iter().any(|(field, _)| *field == id);
            match lead.get(id) {
                Some(value) if is_given => {
                    facts.push(Item::of(Line::name(&field.name).say(format!(": {}", shown(value)))))
                }
                // What a rule does not look at need not be told of every lead.
                Some(value) if field.used => assumed.push(Line::name(&field.name).say(format!(" is {}", shown(value)))),
                _ => {}
            }
            if let Some(entries) = lead.entries(id) {
                facts.push(self.entries_of(id, entries));
            }
        }
        let what = if facts.is_empty() { "Nothing is known of the lead" } else { "What we know" };
        let today = test.today.map(|today: Date| format!(", on {}", day(today))).unwrap_or_default();
        if !assumed.is_empty() {
            facts.push(Item::of(Line::of("As nothing is said: ").and(Line::listed(assumed, "and"))));
        }
        Item { below: facts, ..Item::of(Line::of(format!("{what}{today}"))) }
    }

    fn entries_of(self, list: FieldId, entries: &Entries) -> Item {
        let name = self.rules.fields.get(list.0).map_or("", |field| &field.name);
        let width =
            self.rules.fields.get(list.0).and_then(|field| field.entries.as_ref()).map_or(0, |one| one.fields.len());
        let told = |at: usize| {
            let known = (0..width).map(EntryFieldId).filter_map(|field| {
                let value = entries.get(at, field)?;
                Some(self.speak.entry_name(Some(list), field).say(format!(" {}", shown(value))))
            });
            Line::listed(known.collect(), "and")
        };
        let count = entries.len();
        let mut item = Item::of(Line::name(name).say(match count {
            0 => ": no entries".to_owned(),
            1 => ": one entry".to_owned(),
            count => format!(": {count} entries"),
        }));
        item = item.with((0..count.min(SHOWN)).map(told));
        if count > SHOWN { item.with([Line::of(format!("and {} more", count - SHOWN))]) } else { item }
    }

    /// What came out for the lead, and why.
    fn came_out(self, test: &TestCase, judged: &Judged<'_>, evaluation: &Evaluation) -> Vec<Item> {
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
            let mut facts: Vec<String> = Vec::new();
            for fact in judged.decided_by(part).iter().map(turned_out) {
                if !facts.contains(&fact) {
                    facts.push(fact);
                }
            }
            let said: Said = self.speak.condition(part);
            let item = Item { badge: Some(Badge { text: text.to_owned(), tone }), ..Item::of(said.flat()) };
            if facts.is_empty() { item } else { item.note(Line::of(facts.join(", "))) }
        };
        Item { below: parts.iter().map(told).collect(), ..Item::of(Line::of(format!("Not {}.{wanted}", quoted(step)))) }
    }

    /// What the test expects and did not get: an example that is wrong must not look as if it were right.
    fn broken(self, test: &TestCase, judged: &Judged<'_>) -> Option<Item> {
        let fired = reasons(self.rules, judged.verdict());
        let out = disqualified_because(self.rules, judged.verdict());
        let is_so = |wanted: &Wanted| match wanted {
            Wanted::Condition(condition) => judged.truth(condition).is_true(),
            Wanted::Reason(wanted) => {
                let mut all = fired.iter().map(|reason| reason.reason.as_str()).chain(out.iter().copied());
                all.any(|reason| fold(reason) == fold(wanted))
            }
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
