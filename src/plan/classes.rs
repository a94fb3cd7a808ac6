//! The classes of a thing that came up so far: values for which everything that is asked of it comes out alike.

use super::of_thing::{OfThing, Outcome};
use hashbrown::HashTable;
use std::hash::BuildHasher;

/// How many classes of a thing are kept.
const MOST_CLASSES: usize = 50_000;

/// How many words all classes of a thing may take together.
const MOST_WORDS: usize = 1 << 20;

/// The classes of one thing, by their numbers.
#[derive(Debug)]
pub(super) struct Classes {
    /// The first word of the layout that the thing has a say in, and how many there are.
    from: usize,
    words: usize,
    /// The buckets that it gives to.
    buckets: Box<[usize]>,
    /// For each class a row: the bits of terms that may be true, those that may be other than false, and what it gives to each
    /// bucket.
    rows: Vec<u64>,
    width: usize,
    outcomes: Vec<Outcome>,
    /// How many leads were in each.
    leads: Vec<u64>,
    by_outcome: HashTable<u32>,
    hasher: foldhash::fast::FixedState,
}

impl Classes {
    pub(super) fn new(of: &OfThing) -> Classes {
        Classes {
            from: of.from,
            words: of.words,
            buckets: of.buckets.clone().into(),
            rows: Vec::new(),
            width: 2 * of.words + of.buckets.len(),
            outcomes: Vec::new(),
            leads: Vec::new(),
            by_outcome: HashTable::new(),
            hasher: foldhash::fast::FixedState::default(),
        }
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
        self.rows.extend_from_slice(&outcome.bits);
        self.rows.extend(outcome.sums.iter().map(|sum| sum.cast_unsigned()));
        self.outcomes.push(outcome);
        self.leads.push(0);
        number
    }

    /// Whether they have become so many that they should be forgotten.
    pub(super) fn is_full(&self) -> bool {
        self.outcomes.len() >= MOST_CLASSES || self.rows.len() >= MOST_WORDS
    }

    /// Forgets all.
    pub(super) fn clear(&mut self) {
        self.rows.clear();
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

    /// Rules out the terms that a class rules out, and adds what it gives to the buckets; where undecided rules are counted, those
    /// terms too that it makes false.
    #[inline]
    pub(super) fn apply(
        &self,
        class: u32,
        may_be_true: &mut [u64],
        may_be_known: Option<&mut [u64]>,
        sums: &mut [i64],
    ) {
        let at = class as usize * self.width;
        let Some(row) = self.rows.get(at..at + self.width) else { return };
        // Most things have a say in one word, and give to one bucket.
        if let (1, [bucket], [truly, possibly, gives]) = (self.words, &*self.buckets, row) {
            if let Some(all) = may_be_true.get_mut(self.from) {
                *all &= truly;
            }
            if let Some(all) = may_be_known.and_then(|all| all.get_mut(self.from)) {
                *all &= possibly;
            }
            if let Some(sum) = sums.get_mut(*bucket) {
                *sum += gives.cast_signed();
            }
            return;
        }
        let (bits, gives) = row.split_at(2 * self.words);
        let (truly, possibly) = bits.split_at(self.words);
        let window = self.from..self.from + self.words;
        if let Some(all) = may_be_true.get_mut(window.clone()) {
            all.iter_mut().zip(truly).for_each(|(all, word)| *all &= word);
        }
        if let Some(all) = may_be_known.and_then(|all| all.get_mut(window)) {
            all.iter_mut().zip(possibly).for_each(|(all, word)| *all &= word);
        }
        for (bucket, gives) in self.buckets.iter().zip(gives) {
            if let Some(sum) = sums.get_mut(*bucket) {
                *sum += gives.cast_signed();
            }
        }
    }

    /// The same for leads of whose terms and buckets there are so many each, one lead behind the other.
    pub(super) fn apply_all(
        &self,
        of: impl Iterator<Item = u32> + Clone,
        may_be_true: &mut [u64],
        words: usize,
        sums: &mut [i64],
        buckets: usize,
    ) {
        self.rule_out_all(of.clone(), may_be_true, words, 0);
        match &*self.buckets {
            [] => {}
            [bucket] => {
                let place = 2 * self.words;
                for (class, sums) in of.zip(sums.chunks_exact_mut(buckets)) {
                    let gives = self.rows.get(class as usize * self.width + place);
                    if let (Some(sum), Some(gives)) = (sums.get_mut(*bucket), gives) {
                        *sum += gives.cast_signed();
                    }
                }
            }
            several => {
                for (class, sums) in of.zip(sums.chunks_exact_mut(buckets)) {
                    for (bucket, gives) in several.iter().zip(self.gives(class)) {
                        if let Some(sum) = sums.get_mut(*bucket) {
                            *sum += gives.cast_signed();
                        }
                    }
                }
            }
        }
    }

    /// What a class gives to each bucket.
    fn gives(&self, class: u32) -> &[u64] {
        let at = class as usize * self.width;
        self.rows.get(at + 2 * self.words..at + self.width).unwrap_or_default()
    }

    /// Rules out terms, of leads of whose terms there are so many words each: those that classes do not let be true, or, a row of words
    /// further on, those that they make false.
    pub(super) fn rule_out_all(
        &self,
        of: impl Iterator<Item = u32>,
        terms: &mut [u64],
        words: usize,
        further_on: usize,
    ) {
        let begin = further_on * self.words;
        match self.words {
            0 => {}
            1 => {
                for (class, lane) in of.zip(terms.chunks_exact_mut(words)) {
                    let word = self.rows.get(class as usize * self.width + begin);
                    if let (Some(all), Some(word)) = (lane.get_mut(self.from), word) {
                        *all &= word;
                    }
                }
            }
            count => {
                let window = self.from..self.from + count;
                for (class, lane) in of.zip(terms.chunks_exact_mut(words)) {
                    let at = class as usize * self.width + begin;
                    let row = self.rows.get(at..at + count).unwrap_or_default();
                    if let Some(all) = lane.get_mut(window.clone()) {
                        all.iter_mut().zip(row).for_each(|(all, word)| *all &= word);
                    }
                }
            }
        }
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
