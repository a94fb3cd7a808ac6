//! The different texts of many entries, each held once.

use crate::value::Text;
use std::collections::HashMap;

/// What a text takes beside its letters.
const OVERHEAD: usize = 160;

/// Texts by number.
#[derive(Debug, Default)]
pub(super) struct Texts {
    numbers: HashMap<Box<str>, u32>,
    texts: Vec<Text>,
    /// How many bytes they take, roughly, and how many they may; what comes after is held by each entry itself.
    size: usize,
    most: usize,
}

impl Texts {
    /// None yet, and at most about so many bytes.
    pub fn holding(most: usize) -> Texts {
        Texts { most, ..Texts::default() }
    }

    /// The number of a text, which is held from now on; `None` where there is no more room.
    pub fn number(&mut self, text: &Text) -> Option<u32> {
        if let Some(number) = self.numbers.get(text.shown()) {
            return Some(*number);
        }
        let size = OVERHEAD + 3 * text.shown().len();
        if self.size + size > self.most {
            return None;
        }
        let number = u32::try_from(self.texts.len()).ok()?;
        self.size += size;
        self.numbers.insert(text.shown().into(), number);
        self.texts.push(text.clone());
        Some(number)
    }

    /// The text of a number.
    pub fn text(&self, number: u32) -> Option<&Text> {
        self.texts.get(usize::try_from(number).ok()?)
    }
}
