//! The different keys of many entries, numbered in the order in which they came.

use crate::value::fold;
use std::hash::{BuildHasher, RandomState};

/// Keys by number, and numbers by key.
#[derive(Debug, Default)]
pub(super) struct Keys {
    /// All keys, one behind the other, and where each ends.
    letters: String,
    ends: Vec<u32>,
    exact: Index,
    /// Of the keys that differ only in capitals, the first.
    alike: Index,
    hasher: RandomState,
}

impl Keys {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// How many bytes they have together.
    pub fn bytes(&self) -> usize {
        self.letters.len()
    }

    /// The number of a key.
    pub fn find(&self, key: &str) -> Option<usize> {
        self.exact.find(self.hasher.hash_one(key), |number| self.get(number) == key)
    }

    /// The number that stands for all keys that differ from this one only in capitals, if there are any: that of the first.
    pub fn find_alike(&self, key: &str) -> Option<usize> {
        let folded = fold(key);
        self.alike.find(self.hasher.hash_one(&*folded), |number| fold(self.get(number)) == folded)
    }

    /// Adds a key that is not there yet; `None` where there is no more room.
    pub fn add(&mut self, key: &str) -> Option<usize> {
        let end = u32::try_from(self.letters.len() + key.len()).ok()?;
        let number = self.ends.len();
        let is_first = self.find_alike(key).is_none();
        self.letters.push_str(key);
        self.ends.push(end);
        let Keys { letters, ends, exact, alike, hasher } = self;
        exact.add(number, |number| hasher.hash_one(nth(letters, ends, number)));
        if is_first {
            alike.add(number, |number| hasher.hash_one(&*fold(nth(letters, ends, number))));
        }
        Some(number)
    }

    /// The key of a number.
    pub fn get(&self, number: usize) -> &str {
        nth(&self.letters, &self.ends, number)
    }
}

fn nth<'l>(letters: &'l str, ends: &[u32], number: usize) -> &'l str {
    let end = |at: usize| ends.get(at).and_then(|end| usize::try_from(*end).ok());
    let start = number.checked_sub(1).and_then(end).unwrap_or(0);
    end(number).and_then(|end| letters.get(start..end)).unwrap_or_default()
}

/// Finds numbers by the hash of what they stand for. At least every other place is free, so that a search soon ends.
#[derive(Debug, Default)]
struct Index {
    /// Numbers plus one; 0 is free. As many places as a power of two.
    places: Vec<u32>,
    taken: usize,
}

impl Index {
    fn find(&self, hash: u64, is: impl Fn(usize) -> bool) -> Option<usize> {
        for place in self.search(hash) {
            let number = usize::try_from(*self.places.get(place)?).ok()?.checked_sub(1)?;
            if is(number) {
                return Some(number);
            }
        }
        None
    }

    fn add(&mut self, number: usize, hash: impl Fn(usize) -> u64) {
        if self.taken >= self.places.len() / 2 {
            let grown = (self.places.len() * 2).max(16);
            for number in std::mem::replace(&mut self.places, vec![0; grown]) {
                if let Some(number) = usize::try_from(number).ok().and_then(|number| number.checked_sub(1)) {
                    self.put(number, hash(number));
                }
            }
        }
        self.taken += 1;
        self.put(number, hash(number));
    }

    fn put(&mut self, number: usize, hash: u64) {
        let free = self.search(hash).find(|place| self.places.get(*place) == Some(&0));
        if let (Some(place), Ok(number)) = (free.and_then(|free| self.places.get_mut(free)), u32::try_from(number + 1))
        {
            *place = number;
        }
    }

    /// The places where what has this hash may be, in the order in which they are looked at.
    fn search(&self, hash: u64) -> impl Iterator<Item = usize> + use<> {
        let count = self.places.len();
        // Its lowest bits are as good as any.
        let start = hash as usize;
        (0..count).map(move |step| start.wrapping_add(step) & (count - 1))
    }
}
