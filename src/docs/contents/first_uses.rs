//! What a name means, in the author's words, beside the place where steps or labels name it first.

use crate::docs::comments;
use crate::docs::page::{Item, Line, Run};
use crate::docs::words::anchor;
use crate::rules::Rules;
use crate::source::Sources;
use std::collections::HashMap;

/// The author's words for definitions that were not named yet, by where these are explained.
pub(super) struct FirstUses(HashMap<String, Line>);

impl FirstUses {
    /// All that have a comment.
    pub(super) fn new(rules: &Rules, sources: &Sources) -> FirstUses {
        let next = rules.definitions.iter().skip(1).map(|next| Some(next.place)).chain([None]);
        let said = rules.definitions.iter().zip(next).filter_map(|(definition, next)| {
            let said = comments::above_name(definition.place, &definition.name, sources)?;
            let is_heading = next.is_some_and(|next| comments::is_heading(definition.place, next, sources));
            (!is_heading).then(|| (anchor("definition", &definition.name), said))
        });
        FirstUses(said.collect())
    }

    /// The items with a note for each definition that they are the first to name.
    pub(super) fn told(&mut self, items: Vec<Item>) -> Vec<Item> {
        items.into_iter().map(|item| self.told_of(item)).collect()
    }

    fn told_of(&mut self, item: Item) -> Item {
        let notes = item.notes.iter().flat_map(|note| std::iter::once(&note.line).chain(&note.points));
        let runs = std::iter::once(&item.title).chain(notes).flat_map(|line| &line.0);
        let said: Vec<Line> = runs
            .filter_map(|run| match run {
                Run::Link(_, to) => Some(Line(vec![run.clone()]).say(": ").and(self.0.remove(to)?)),
                _ => None,
            })
            .collect();
        said.into_iter().fold(item, Item::note)
    }
}
