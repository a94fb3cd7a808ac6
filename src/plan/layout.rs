//! Where each condition has its bit, and which bits each thing has a say in.
//!
//! A segment holds conditions that are looked at together: those of the rules of a score, of the steps of a ladder. It begins with a
//! region of one bit a condition, for its first term. Where conditions have several terms a second region follows, with a bit for the
//! second term of each that has one, and so on; those with most terms come first, so that the bits of a region stand just as those of
//! the first region, and regions are joined word by word.

use super::terms::{Literal, Terms};

/// How many bits a word has.
pub(super) const WORD: usize = 64;

/// A segment.
#[derive(Clone, Debug, Default)]
pub(super) struct Segment {
    /// Its first word, and how many words its first region has.
    pub(super) base: usize,
    pub(super) words: usize,
    /// The further regions: the first word of each, and how many it has.
    pub(super) more: Vec<(usize, usize)>,
    /// For each condition, in the order in which they were given, its bit in the first region.
    pub(super) bits: Vec<usize>,
    /// For each bit of the first region the number of its condition.
    pub(super) conditions: Vec<usize>,
}

/// A bit that a thing has a say in, through one of the literals of its term.
#[derive(Clone, Copy, Debug)]
pub(super) struct Say {
    pub(super) bit: usize,
    pub(super) asked: usize,
    pub(super) negated: bool,
}

/// All bits.
#[derive(Clone, Debug, Default)]
pub(super) struct Layout {
    pub(super) segments: Vec<Segment>,
    /// Before anything is known: which terms may be true, and which may be other than false.
    pub(super) may_be_true: Vec<u64>,
    pub(super) may_be_known: Vec<u64>,
    /// For each thing the bits that it has a say in.
    pub(super) says: Vec<Vec<Say>>,
}

impl Layout {
    /// Adds a segment for conditions, and gives its number.
    pub(super) fn add(&mut self, conditions: Vec<Terms>) -> usize {
        let mut order: Vec<usize> = (0..conditions.len()).collect();
        let terms_of = |at: usize| conditions.get(at).map_or(0, Vec::len);
        order.sort_by_key(|at| std::cmp::Reverse(terms_of(*at)));
        let mut segment = Segment {
            base: self.may_be_true.len(),
            words: conditions.len().div_ceil(WORD),
            bits: vec![0; conditions.len()],
            ..Segment::default()
        };
        let most = order.first().map_or(0, |at| terms_of(*at));
        for round in 0..most.max(1) {
            let base = self.may_be_true.len();
            let here: Vec<usize> = order.iter().copied().filter(|at| round == 0 || terms_of(*at) > round).collect();
            let words = here.len().div_ceil(WORD);
            self.may_be_true.resize(base + words, 0);
            self.may_be_known.resize(base + words, 0);
            if round > 0 {
                segment.more.push((base, words));
            }
            for (bit, at) in here.into_iter().enumerate() {
                if round == 0
                    && let Some(place) = segment.bits.get_mut(at)
                {
                    *place = bit;
                }
                if let Some(term) = conditions.get(at).and_then(|terms| terms.get(round)) {
                    let bit = base * WORD + bit;
                    set(&mut self.may_be_known, bit);
                    if !term.unknown {
                        set(&mut self.may_be_true, bit);
                    }
                    term.literals.iter().for_each(|literal| self.say(*literal, bit));
                }
            }
        }
        segment.conditions = order;
        self.segments.push(segment);
        self.segments.len() - 1
    }

    fn say(&mut self, literal: Literal, bit: usize) {
        if self.says.len() <= literal.thing {
            self.says.resize(literal.thing + 1, Vec::new());
        }
        if let Some(says) = self.says.get_mut(literal.thing) {
            says.push(Say { bit, asked: literal.asked, negated: literal.negated });
        }
    }
}

/// Sets a bit.
pub(super) fn set(words: &mut [u64], bit: usize) {
    if let Some(word) = words.get_mut(bit / WORD) {
        *word |= 1 << (bit % WORD);
    }
}

/// Clears a bit.
pub(super) fn clear(words: &mut [u64], bit: usize) {
    if let Some(word) = words.get_mut(bit / WORD) {
        *word &= !(1 << (bit % WORD));
    }
}

/// Whether a bit is set.
pub(super) fn is_set(words: &[u64], bit: usize) -> bool {
    words.get(bit / WORD).is_some_and(|word| word >> (bit % WORD) & 1 == 1)
}
