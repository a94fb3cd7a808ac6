//! Who is out, steps, and labels.

use super::scores::rows;
use super::{Told, paragraph, section};
use crate::docs::comments;
use crate::docs::page::{Badge, Block, Item, Line, Section, Tone};
use crate::docs::picture;
use crate::docs::words::anchor;
use crate::rules::{Choice, Disqualifier, Label, LabelBody, Ladder};

impl Told<'_> {
    pub(super) fn disqualifiers(self) -> Option<Section> {
        let items: Vec<Item> = self
            .rules
            .disqualifiers
            .iter()
            .map(|one| {
                let why = self.why_out(one);
                let item = match one.reason == one.said {
                    true => Item::of(why.sentence()),
                    false => self.speak.condition(&one.condition).under(Item::of(why), "when"),
                };
                Item { aside: comments::above(one.place, self.sources), ..item }
            })
            .collect();
        if items.is_empty() {
            return None;
        }
        let which = if items.len() == 1 { "this" } else { "any of these" };
        let about = format!(
            "A lead for which {which} is true is disqualified, however many points it has. Instead of a step or a label it \
             then has the word “disqualified”."
        );
        section("Who is out", "disqualified", vec![paragraph(&about), Block::Items(items)], Vec::new())
    }

    /// Why a lead is disqualified.
    pub(super) fn why_out(self, one: &Disqualifier) -> Line {
        match one.reason == one.said {
            true => self.speak.condition(&one.condition).flat(),
            false => Line::of(one.reason.as_str()),
        }
    }

    pub(super) fn ladders(self) -> Option<Section> {
        let sections = self.rules.ladders.iter().map(|ladder| self.ladder(ladder)).collect();
        section("Steps", "steps", Vec::new(), sections)
    }

    fn ladder(self, ladder: &Ladder) -> Section {
        let mut blocks: Vec<Block> =
            comments::above(ladder.place, self.sources).map(Block::Paragraph).into_iter().collect();
        blocks.push(Block::Picture(picture::ladder(self.speak, ladder)));
        if let Some(field) = ladder.never_below.and_then(|id| self.rules.fields.get(id.0)) {
            blocks.push(Block::Paragraph(
                Line::of("A lead never falls below the step that ")
                    .and(Line::name(&field.name))
                    .say(" names: where it stood before."),
            ));
        }
        let steps = ladder.steps.iter().enumerate().map(|(at, step)| {
            let item = Item {
                badge: Some(Badge { text: (at + 1).to_string(), tone: Tone::Plain }),
                aside: comments::above(step.place, self.sources),
                ..Item::of(Line::default().strong(step.name.as_str()))
            };
            match &step.needs {
                Some(needs) => self.speak.condition(needs).under(item, "reached when"),
                None => item.note(Line::of("Every lead begins here.")),
            }
        });
        blocks.push(Block::Items(steps.collect()));
        Section {
            title: Line::name(&ladder.name),
            anchor: anchor("ladder", &ladder.name),
            blocks,
            sections: Vec::new(),
            is_listed: true,
        }
    }

    pub(super) fn labels(self) -> Option<Section> {
        let sections = self.rules.labels.iter().map(|label| self.label(label)).collect();
        section("Labels", "labels", Vec::new(), sections)
    }

    fn label(self, label: &Label) -> Section {
        let mut blocks: Vec<Block> =
            comments::above(label.place, self.sources).map(Block::Paragraph).into_iter().collect();
        match &label.body {
            LabelBody::Choices { choices, otherwise } => {
                blocks.push(paragraph("The first of these that is true gives it its value:"));
                let mut items: Vec<Item> = choices.iter().map(|choice| self.choice(choice)).collect();
                items.extend(otherwise.as_ref().map(|otherwise| {
                    let line = value_line(&otherwise.value, otherwise.because.as_deref());
                    Item::of(line).note(Line::of("In all other cases"))
                }));
                blocks.push(Block::Items(items));
            }
            LabelBody::Joined(labels) => {
                let names = labels.iter().filter_map(|id| self.rules.labels.get(id.0));
                let names = names.map(|label| self.speak.link("label", Some(&label.name))).collect();
                let line =
                    Line::of("The values of ").and(Line::listed(names, "and")).say(" side by side, in one word.");
                blocks.push(Block::Paragraph(line));
            }
        }
        Section {
            title: Line::name(&label.name),
            anchor: anchor("label", &label.name),
            blocks,
            sections: Vec::new(),
            is_listed: true,
        }
    }

    fn choice(self, choice: &Choice) -> Item {
        match choice {
            Choice::When { condition, value, because, place, .. } => {
                let item = Item {
                    aside: comments::above(*place, self.sources),
                    ..Item::of(value_line(value, because.as_deref()))
                };
                self.speak.condition(condition).under(item, "when")
            }
            Choice::Table(table) => Item {
                aside: comments::above(table.place, self.sources),
                below: rows(table, |row, case| {
                    let because = row.has_because.then_some(row.reason.as_str());
                    Item::of(value_line(&row.gives, because)).note(Line::of(case))
                }),
                ..Item::of(Line::of("By ").and(self.speak.value(&table.by)).say(", if one of these fits:"))
            },
        }
    }
}

/// The value of a label, and why, where that is said.
fn value_line(value: &str, because: Option<&str>) -> Line {
    let line = Line::default().strong(value);
    match because {
        Some(because) => line.say(": ").say(because),
        None => line,
    }
}
