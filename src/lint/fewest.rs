//! What of a line is taken already.

use super::interval::{Axis, End, Interval};
use std::collections::BTreeMap;

/// Intervals that were added, joined where they touch.
#[derive(Default)]
pub(super) struct Covered {
    /// The upper end of each stretch by its lower one.
    stretches: BTreeMap<End, End>,
}

impl Covered {
    /// Whether all of an interval is taken.
    pub(super) fn holds(&self, one: Interval) -> bool {
        let below = self.stretches.range(..=one.low).next_back();
        below.is_some_and(|(_, high)| one.high <= *high)
    }

    /// Adds an interval.
    pub(super) fn add(&mut self, one: Interval, axis: Axis) {
        if one.is_empty() {
            return;
        }
        let Interval { mut low, mut high } = one;
        // What begins before, and reaches up to it; then all that begin in it or just behind.
        if let Some((first, last)) = self.stretches.range(..=low).next_back()
            && last.next(axis) >= low
        {
            low = *first;
        }
        let end = if high.is_open() { high } else { high.next(axis) };
        let joined: Vec<(End, End)> = self.stretches.range(low..=end).map(|(low, high)| (*low, *high)).collect();
        for (first, last) in joined {
            self.stretches.remove(&first);
            high = high.max(last);
        }
        self.stretches.insert(low, high);
    }
}

/// The fewest of several intervals that together take all of one, by their numbers; they are known to do so.
pub(super) fn fewest(wanted: Interval, all: &[Interval], axis: Axis) -> Vec<usize> {
    let mut chosen = Vec::new();
    let mut from = wanted.low;
    loop {
        let reaching = all.iter().enumerate().filter(|(_, one)| one.low <= from && from <= one.high);
        let Some((at, farthest)) = reaching.max_by_key(|(at, one)| (one.high, std::cmp::Reverse(*at))) else { break };
        chosen.push(at);
        if farthest.high >= wanted.high {
            break;
        }
        from = farthest.high.next(axis);
    }
    chosen
}
