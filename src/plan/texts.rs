//! Remembers a number for each of many texts.
//!
//! Most cells are short: those are told apart by three words of eight bytes and their length, without going to another place in memory.

use hashbrown::{HashMap, HashTable};

/// How many texts are remembered, and how many bytes of longer ones.
const MOST_TEXTS: usize = 30_000;
const MOST_BYTES: usize = 1 << 20;

/// What is longer than this hardly comes twice.
const LONGEST: usize = 200;

/// How many places there are in front.
const FRONT: usize = 256;

/// What stands in an empty place in front: no text is that long.
const NOTHING: Short = Short { words: Words { first: 0, last: 0, middle: 0 }, length: u32::MAX, number: 0 };

/// Numbers of texts.
#[derive(Clone, Debug, Default)]
pub(crate) struct Texts {
    /// Of those that have the same place here the last one that came: most columns hold a few texts again and again.
    front: Vec<Short>,
    short: HashTable<Short>,
    long: HashMap<Box<[u8]>, u32, foldhash::fast::FixedState>,
    bytes: usize,
}

/// A text of at most 24 bytes, and its number.
#[derive(Clone, Copy, Debug)]
struct Short {
    words: Words,
    length: u32,
    number: u32,
}

/// The bytes of a short text: the first eight, the last eight, and where it is longer those between.
#[derive(Clone, Copy, Debug)]
struct Words {
    first: u64,
    last: u64,
    middle: u64,
}

impl Words {
    /// Word by word: they were just put together, each in a place of its own.
    #[inline]
    fn are(&self, other: &Words) -> bool {
        (self.first ^ other.first) | (self.last ^ other.last) | (self.middle ^ other.middle) == 0
    }
}

impl Texts {
    /// The number of a text.
    #[inline]
    pub(crate) fn get(&mut self, text: &[u8]) -> Option<u32> {
        match words(text) {
            Some(words) => {
                let hash = hash(words);
                let is_same = |one: &Short| one.length as usize == text.len() && one.words.are(&words);
                let front = self.front.get_mut((hash % FRONT as u64) as usize)?;
                if is_same(front) {
                    return Some(front.number);
                }
                let found = self.short.find(hash, is_same)?;
                *front = *found;
                Some(found.number)
            }
            None => self.long.get(text).copied(),
        }
    }

    /// Remembers the number of a text that has none yet; where there are too many, all are forgotten first.
    pub(crate) fn insert(&mut self, text: &[u8], number: u32) {
        if self.short.len() + self.long.len() >= MOST_TEXTS || self.bytes >= MOST_BYTES {
            self.clear();
        }
        if self.front.is_empty() {
            self.front = vec![NOTHING; FRONT];
        }
        match words(text) {
            Some(words) => {
                let one = Short { words, length: u32::try_from(text.len()).unwrap_or(0), number };
                self.short.insert_unique(hash(words), one, |one| hash(one.words));
            }
            None if text.len() <= LONGEST => {
                self.bytes += text.len();
                self.long.insert(text.into(), number);
            }
            None => {}
        }
    }

    /// Forgets all.
    pub(crate) fn clear(&mut self) {
        self.front.clear();
        self.short.clear();
        self.long.clear();
        self.bytes = 0;
    }
}

/// All bytes of a short text; together with its length they tell it from any other.
#[inline]
fn words(text: &[u8]) -> Option<Words> {
    let first = text.first_chunk().map(|bytes| u64::from_le_bytes(*bytes));
    let last = text.last_chunk().map(|bytes| u64::from_le_bytes(*bytes));
    match (first, last) {
        (Some(first), Some(last)) if text.len() <= 16 => Some(Words { first, last, middle: 0 }),
        (Some(first), Some(last)) if text.len() <= 24 => {
            let middle = text.get(8..16).and_then(|middle| middle.first_chunk())?;
            Some(Words { first, last, middle: u64::from_le_bytes(*middle) })
        }
        (Some(_), _) => None,
        _ => {
            let first = text.first_chunk().map(|bytes| u32::from_le_bytes(*bytes));
            let last = text.last_chunk().map(|bytes| u32::from_le_bytes(*bytes));
            let first = match (first, last, text) {
                (Some(first), Some(last), _) => u64::from(first) | u64::from(last) << 32,
                (_, _, [one, two, three]) => u64::from(*one) | u64::from(*two) << 8 | u64::from(*three) << 16,
                (_, _, [one, two]) => u64::from(*one) | u64::from(*two) << 8,
                (_, _, [one]) => u64::from(*one),
                _ => 0,
            };
            Some(Words { first, last: 0, middle: 0 })
        }
    }
}

#[inline]
fn hash(Words { first, last, middle }: Words) -> u64 {
    let folded = |left: u64, right: u64| {
        let product = u128::from(left) * u128::from(right);
        (product as u64) ^ (product >> 64) as u64
    };
    let both = (first ^ 0x9e37_79b9_7f4a_7c15).wrapping_add(last.rotate_left(23)) ^ middle;
    folded(both, 0xa076_1d64_78bd_642f)
}
