//! Lists of values, and what a text holds of them.

use super::Speaker;
use super::clause::one_of;
use super::measure::{day, number, texts};
use crate::docs::page::Line;
use crate::rules::{List, TextTest, Which};
use std::sync::Arc;

/// So many entries are told where a list is spoken of.
const TOLD: usize = 8;
/// And so many of one that has a name, and so is told elsewhere.
const HINTED: usize = 3;

impl Speaker<'_> {
    /// That a value is one of a list: ` is “Software” or “Fintech”`.
    pub(super) fn among(self, list: &Arc<List>, yes: bool) -> Line {
        if let Some(name) = self.list_name(list) {
            let line = Line::of(if yes { " is in the list " } else { " is not in the list " });
            return line.and(name).say(hint(list));
        }
        Line::of(one_of(told(list), yes))
    }

    /// What a text holds, or does not: ` contains any of the words “vp”, “chief”`.
    pub(super) fn holds(self, test: &TextTest, yes: bool) -> Line {
        let (verb, not, one, several) = match test.how {
            Which::Anywhere => (" contains ", " does not contain ", "", ""),
            Which::Word => (" contains ", " does not contain ", "the word ", "the words "),
            Which::Start => (" starts with ", " does not start with ", "", ""),
            Which::End => (" ends with ", " does not end with ", "", ""),
            Which::Entry => (" includes ", " does not include ", "", ""),
        };
        let capitals = if test.exact { " (capitals count)" } else { "" };
        let name = self.list_name(&test.texts);
        if name.is_none() && test.texts.texts.len() == 1 {
            let verb = if yes { verb } else { not };
            return Line::of(format!("{verb}{one}{}{capitals}", told(&test.texts).concat()));
        }
        let quantity = match (yes, test.all) {
            (true, false) => format!("{verb}any of "),
            (false, false) => format!("{verb}none of "),
            (true, true) => format!("{verb}all of "),
            (false, true) => format!("{not}all of "),
        };
        match name {
            Some(name) => {
                let several = if several.is_empty() { "the entries of " } else { "the words in " };
                Line::of(format!("{quantity}{several}the list ")).and(name).say(hint(&test.texts)).say(capitals)
            }
            None => Line::of(format!("{quantity}{several}{}{capitals}", told(&test.texts).join(", "))),
        }
    }

    fn list_name(self, list: &Arc<List>) -> Option<Line> {
        let named = self.rules.lists.iter().find(|named| Arc::ptr_eq(&named.entries, list))?;
        Some(self.link("list", Some(&named.name)))
    }
}

/// The first entries of a list that is told in full elsewhere: ` (“chief”, “vp” and 3 more)`.
fn hint(list: &List) -> String {
    let (shown, more) = first(list, HINTED);
    match (shown.is_empty(), more) {
        (true, _) => " (which is empty)".to_owned(),
        (_, 0) => format!(" ({})", shown.join(", ")),
        (_, more) => format!(" ({} and {} more)", shown.join(", "), number(more as f64)),
    }
}

fn told(list: &List) -> Vec<String> {
    let (mut shown, more) = first(list, TOLD);
    if more > 0 {
        shown.push(format!("{} more", number(more as f64)));
    }
    shown
}

/// The first entries of a list, and how many more there are; one that is left is told too.
pub(in crate::docs) fn first(list: &List, count: usize) -> (Vec<String>, usize) {
    let all = list.texts.len().max(list.numbers.len()).max(list.dates.len());
    let count = if all == count + 1 { all } else { count };
    let shown: Vec<String> = if !list.texts.is_empty() {
        texts(list.texts.get(..count).unwrap_or(&list.texts))
    } else if !list.numbers.is_empty() {
        list.numbers.iter().take(count).map(|one| number(*one)).collect()
    } else {
        list.dates.iter().take(count).map(|one| day(*one)).collect()
    };
    let more = all - shown.len().min(all);
    (shown, more)
}
