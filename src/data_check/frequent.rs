//! How often which texts come, in bounded memory.

use std::collections::HashMap;

/// Of how many texts the counts are kept.
const MOST_TEXTS: usize = 20_000;
/// How many bytes these texts may have.
const MOST_BYTES: usize = 2_000_000;
/// Longer ones are nobody's slip.
const LONGEST: usize = 200;

/// The texts that come most often. Where there are very many, those that came seldom are forgotten again and again; then the counts
/// of the others are the least that they can be.
#[derive(Debug, Default)]
pub(super) struct Frequent {
    texts: HashMap<Box<str>, Came>,
    bytes: usize,
    is_bounded: bool,
}

/// How often a text came, and in which line first.
#[derive(Clone, Copy, Debug)]
pub(super) struct Came {
    pub(super) count: u64,
    pub(super) line: u64,
}

impl Frequent {
    pub(super) fn add(&mut self, text: &str, line: u64) {
        if let Some(came) = self.texts.get_mut(text) {
            came.count += 1;
            return;
        }
        if text.len() > LONGEST {
            self.is_bounded = true;
            return;
        }
        if self.texts.len() >= MOST_TEXTS || self.bytes + text.len() > MOST_BYTES {
            self.forget_the_rarer_half();
        }
        self.bytes += text.len();
        self.texts.insert(text.into(), Came { count: 1, line });
    }

    fn forget_the_rarer_half(&mut self) {
        let mut counts: Vec<u64> = self.texts.values().map(|came| came.count).collect();
        counts.sort_unstable();
        let middle = counts.get(counts.len() / 2).copied().unwrap_or_default();
        self.texts.retain(|_, came| came.count > middle);
        self.bytes = self.texts.keys().map(|text| text.len()).sum();
        self.is_bounded = true;
    }

    /// Whether some were forgotten.
    pub(super) fn is_bounded(&self) -> bool {
        self.is_bounded
    }

    /// The texts, the most frequent first.
    pub(super) fn sorted(&self) -> Vec<(&str, Came)> {
        let mut all: Vec<(&str, Came)> = self.texts.iter().map(|(text, came)| (&**text, *came)).collect();
        all.sort_by(|one, two| two.1.count.cmp(&one.1.count).then(one.1.line.cmp(&two.1.line)).then(one.0.cmp(two.0)));
        all
    }
}
