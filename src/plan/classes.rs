//! The classes of a thing that came up so far: values for which everything that is asked of it comes out alike.

use super::of_thing::Outcome;
use hashbrown::HashTable;
use std::hash::BuildHasher;

/// How many classes of a thing are kept.
const MOST_CLASSES: usize = 50_000;

/// How many words of bits all classes of a thing may take together.
const MOST_WORDS: usize = 4 << 20;

/// The classes of one thing, by their numbers.
#[derive(Debug, Default)]
pub(super) struct Classes {
    /// How many words of bits a class has, and how many sums.
    words: usize,
    buckets: usize,
    bits: Vec<u64>,
    sums: Vec<i64>,
    outcomes: Vec<Outcome>,
    /// How many leads were in each.
    leads: Vec<u64>,
    by_outcome: HashTable<u32>,
    hasher: foldhash::fast::FixedState,
}

impl Classes {
    pub(super) fn new(words: usize, buckets: usize) -> Classes {
        Classes { words: 2 * words, buckets, ..Classes::default() }
    }

    /// The number of the class for which this comes out.
    pub(super) fn number(&mut self, outcome: Outcome) -> u32 {
        let Classes { outcomes, by_outcome, hasher, .. } = self;
        let hash = |outcome: &Outcome| hasher.hash_one(outcome);
        let of = |number: &u32| outcomes.get(*number as usize);
        let found = by_outcome.find(hash(&outcome), |number| of(number) == Some(&outcome));
        if let Some(number) = found {
            return *number;
        }
        let number = u32::try_from(outcomes.len()).unwrap_or(u32::MAX);
        by_outcome.insert_unique(hash(&outcome), number, |number| of(number).map_or(0, hash));
        self.bits.extend_from_slice(&outcome.bits);
        self.sums.extend_from_slice(&outcome.sums);
        self.outcomes.push(outcome);
        self.leads.push(0);
        number
    }

    /// Whether they have become so many that they should be forgotten.
    pub(super) fn is_full(&self) -> bool {
        self.outcomes.len() >= MOST_CLASSES || self.bits.len() >= MOST_WORDS
    }

    /// Forgets all.
    pub(super) fn clear(&mut self) {
        self.bits.clear();
        self.sums.clear();
        self.outcomes.clear();
        self.leads.clear();
        self.by_outcome.clear();
    }

    /// Counts a lead in a class.
    #[inline]
    pub(super) fn count(&mut self, class: u32) {
        if let Some(leads) = self.leads.get_mut(class as usize) {
            *leads += 1;
        }
    }

    /// Its bits: of the terms that may be true, and of those that may be other than false.
    #[inline]
    pub(super) fn bits(&self, class: u32) -> (&[u64], &[u64]) {
        let from = class as usize * self.words;
        self.bits.get(from..from + self.words).unwrap_or_default().split_at(self.words / 2)
    }

    /// What it gives to each bucket of the thing.
    #[inline]
    pub(super) fn sums(&self, class: u32) -> &[i64] {
        let from = class as usize * self.buckets;
        self.sums.get(from..from + self.buckets).unwrap_or_default()
    }

    /// All that comes out.
    pub(super) fn outcome(&self, class: u32) -> Option<&Outcome> {
        self.outcomes.get(class as usize)
    }

    /// All classes, and how many leads were in each, which are counted anew from here on.
    pub(super) fn take_leads(&mut self) -> impl Iterator<Item = (&Outcome, u64)> {
        self.outcomes.iter().zip(self.leads.iter_mut().map(std::mem::take))
    }
}
