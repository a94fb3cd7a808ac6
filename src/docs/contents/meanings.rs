//! Lists and definitions.

use super::{Told, section};
use crate::docs::comments;
use crate::docs::page::{Block, Item, Line, Section};
use crate::docs::words::{anchor, first, grouped};
use crate::rules::DefinitionBody;

/// So many entries of a list are shown; the rest is counted.
const SHOWN: usize = 60;

impl Told<'_> {
    pub(super) fn lists(self) -> Option<Section> {
        let items: Vec<Item> = self
            .rules
            .lists
            .iter()
            .map(|list| {
                let (shown, more) = first(&list.entries, SHOWN);
                let mut said = shown.join(", ");
                if said.is_empty() {
                    said = "Nothing yet.".to_owned();
                }
                if more > 0 {
                    said.push_str(&format!(" and {} more", grouped(&more.to_string())));
                }
                Item {
                    aside: comments::above(list.place, self.sources),
                    anchor: Some(anchor("list", &list.name)),
                    ..Item::of(Line::name(&list.name)).note(Line::of(said))
                }
            })
            .collect();
        if items.is_empty() {
            return None;
        }
        section("Lists", "lists", vec![Block::Items(items)], Vec::new())
    }

    pub(super) fn definitions(self) -> Option<Section> {
        let items: Vec<Item> = self
            .rules
            .definitions
            .iter()
            .map(|definition| {
                let name = Item::of(Line::name(&definition.name));
                let said = match &definition.body {
                    DefinitionBody::Condition(condition) => self.speak.condition(condition).under(name, "is true when"),
                    DefinitionBody::Value(expr, _) => {
                        name.note(Line::of("is ").and(self.speak.last_value(expr)).sentence())
                    }
                };
                Item {
                    aside: comments::above(definition.place, self.sources),
                    anchor: Some(anchor("definition", &definition.name)),
                    ..said
                }
            })
            .collect();
        if items.is_empty() {
            return None;
        }
        section("What our words mean", "definitions", vec![Block::Items(items)], Vec::new())
    }
}
