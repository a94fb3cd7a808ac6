//! Of what no lead meets together as little as is enough for that.

use super::context::{Context, Never};
use crate::analysis::{FormulaId, Truths};

/// A formula, and what is wanted of it.
pub(super) type Goal = (FormulaId, Truths);

/// Of how many it is tried whether it goes without them.
const MOST_LEFT_OUT: usize = 100;

/// As few of some as are enough for nobody to meet them and the rest; the later ones sooner.
pub(super) fn fewest<T: Copy>(context: &Context, some: &[T], goal: impl Fn(&T) -> Goal, rest: &[Goal]) -> Vec<T> {
    let is_enough = |some: &[T]| {
        let all: Vec<Goal> = some.iter().map(&goal).chain(rest.iter().copied()).collect();
        context.never(&all) == Never::Always
    };
    if is_enough(&[]) {
        return Vec::new();
    }
    let mut needed = some.to_vec();
    let mut at = 0;
    for _ in 0..some.len().min(MOST_LEFT_OUT) {
        let mut without = needed.clone();
        without.remove(at);
        if is_enough(&without) { needed = without } else { at += 1 }
    }
    needed
}
