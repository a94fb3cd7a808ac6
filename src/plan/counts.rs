//! How often each rule fired, and how often it could not be told.

use crate::rules::{RuleId, Rules};

/// How often rules fired and were undecided, of all leads that a scorer scored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    fired: Vec<u64>,
    undecided: Vec<u64>,
}

impl Counts {
    pub(super) fn new(rules: &Rules) -> Counts {
        Counts { fired: vec![0; rules.rule_count], undecided: vec![0; rules.rule_count] }
    }

    /// How often a rule or table fired.
    pub fn fired(&self, rule: RuleId) -> u64 {
        self.fired.get(rule.0).copied().unwrap_or(0)
    }

    /// How often it could not be told whether it does.
    pub fn undecided(&self, rule: RuleId) -> u64 {
        self.undecided.get(rule.0).copied().unwrap_or(0)
    }

    pub(super) fn add_fired(&mut self, rule: RuleId, leads: u64) {
        if let Some(count) = self.fired.get_mut(rule.0) {
            *count += leads;
        }
    }

    pub(super) fn add_undecided(&mut self, rule: RuleId, leads: u64) {
        if let Some(count) = self.undecided.get_mut(rule.0) {
            *count += leads;
        }
    }

    /// Adds what another scorer counted.
    pub fn add(&mut self, other: &Counts) {
        let add = |sums: &mut Vec<u64>, more: &[u64]| {
            if sums.len() < more.len() {
                sums.resize(more.len(), 0);
            }
            sums.iter_mut().zip(more).for_each(|(sum, more)| *sum += more);
        };
        add(&mut self.fired, &other.fired);
        add(&mut self.undecided, &other.undecided);
    }
}

/// Adds two bits in each place to a digit, and gives what is carried over.
#[inline]
fn sum(digit: &mut u64, one: u64, other: u64) -> u64 {
    let (all, both) = (*digit ^ one ^ other, (*digit & one) | ((*digit ^ one) & other));
    *digit = all;
    both
}

/// How many digits a count has before it is written down.
const DIGITS: usize = 8;

/// Counts for each bit of some words how often it was set: of each bit a binary number, one digit a word, so that 64 are counted at
/// once.
#[derive(Debug, Default)]
pub(super) struct BitCounts {
    digits: Vec<[u64; DIGITS]>,
    /// How often was added since the digits were written down.
    added: u32,
    counts: Vec<u64>,
}

impl BitCounts {
    pub(super) fn new(words: usize) -> BitCounts {
        BitCounts { digits: vec![[0; DIGITS]; words], added: 0, counts: vec![0; 64 * words] }
    }

    /// Counts the bits that are set.
    pub(super) fn add(&mut self, words: impl Iterator<Item = u64>) {
        if self.added + 1 >= 1 << DIGITS {
            self.write_down();
        }
        for (digits, word) in self.digits.iter_mut().zip(words) {
            let mut carry = word;
            for digit in digits {
                if carry == 0 {
                    break;
                }
                let next = *digit & carry;
                *digit ^= carry;
                carry = next;
            }
        }
        self.added += 1;
    }

    /// Counts the bits that are set in the words of several leads, one lead behind the other.
    pub(super) fn add_lanes(&mut self, lanes: &[u64]) {
        let words = self.digits.len();
        if words == 0 {
            return;
        }
        let mut eights = lanes.chunks_exact(8 * words);
        for eight in eights.by_ref() {
            if self.added + 8 >= 1 << DIGITS {
                self.write_down();
            }
            self.added += 8;
            for (at, [ones, twos, fours, rest @ ..]) in self.digits.iter_mut().enumerate() {
                let of = |lane: usize| eight.get(lane * words + at).copied().unwrap_or(0);
                let two = [
                    sum(ones, of(0), of(1)),
                    sum(ones, of(2), of(3)),
                    sum(ones, of(4), of(5)),
                    sum(ones, of(6), of(7)),
                ];
                let four = [sum(twos, two[0], two[1]), sum(twos, two[2], two[3])];
                let mut carry = sum(fours, four[0], four[1]);
                for digit in rest {
                    let next = *digit & carry;
                    *digit ^= carry;
                    carry = next;
                }
            }
        }
        for lane in eights.remainder().chunks_exact(words) {
            self.add(lane.iter().copied());
        }
    }

    fn write_down(&mut self) {
        self.added = 0;
        for (digits, counts) in self.digits.iter_mut().zip(self.counts.chunks_mut(64)) {
            for (place, digit) in digits.iter_mut().enumerate() {
                let mut rest = std::mem::take(digit);
                while rest != 0 {
                    if let Some(count) = counts.get_mut(rest.trailing_zeros() as usize) {
                        *count += 1 << place;
                    }
                    rest &= rest - 1;
                }
            }
        }
    }

    /// For each bit how often it was set, from the beginning.
    pub(super) fn take(&mut self) -> Vec<u64> {
        self.write_down();
        let empty = vec![0; self.counts.len()];
        std::mem::replace(&mut self.counts, empty)
    }
}
