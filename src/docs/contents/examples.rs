//! The tests of the file as examples: what is known of a lead, and what came out for it.

use super::{Told, paragraph, section};
use crate::docs::comments;
use crate::docs::page::{Block, Item, Line, Section};
use crate::docs::words::{day, shown};
use crate::eval::{Judged, given};
use crate::rules::{Entries, EntryFieldId, FieldId, Lead, TestCase};
use jiff::civil::Date;

/// So many entries of a list are shown.
const SHOWN: usize = 20;
/// So many tests are shown, each with all that came out for it.
const MOST: usize = 100;

impl Told<'_> {
    pub(super) fn examples(self) -> Option<Section> {
        let tests = self.rules.tests.iter().take(MOST).enumerate();
        let sections: Vec<Section> = tests.map(|(at, test)| self.example(at, test)).collect();
        if sections.is_empty() {
            return None;
        }
        let about = paragraph(
            "Leads that somebody made up to show what the rules do. What came out was worked out by the rules on this page.",
        );
        let more = self.rules.tests.len().checked_sub(MOST).filter(|more| *more > 0);
        let more = more.map(|more| paragraph(&format!("These are the first {MOST}; the rule file holds {more} more.")));
        let about = std::iter::once(about).chain(more).collect();
        let section = section("Examples", "examples", about, sections)?;
        Some(Section { is_listed: false, ..section })
    }

    fn example(self, at: usize, test: &TestCase) -> Section {
        let (lead, today) = given(self.rules, test);
        let judged = Judged::new(self.rules, &lead, today);
        let evaluation = judged.evaluation(self.sources);
        let mut blocks: Vec<Block> =
            comments::above_name(test.place, &test.name, self.sources).map(Block::Paragraph).into_iter().collect();
        let came_out = self.came_out(test, &judged, &evaluation);
        let mut items = came_out.first;
        items.push(self.known(test, &lead));
        items.extend(came_out.rest);
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
}
