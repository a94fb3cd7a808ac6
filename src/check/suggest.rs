//! Did you mean: the nearest of the names that there are.

use crate::value::fold;
use std::cell::Cell;
use std::cmp::Ordering;

/// The names so near to what was written that it is likely a slip, nearest first; at most three.
///
/// Near is at most a third of the letters wrong (Damerau-Levenshtein distance), or the same letters apart from case and `_`.
pub(crate) fn nearest<'a>(written: &str, names: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    // Comparing very long names is slow, and nobody mistypes them.
    if written.len() > 80 {
        return Vec::new();
    }
    let wanted = loose(written);
    let most = match wanted.chars().count() {
        0..=2 => 1,
        3..=5 => 2,
        letters => letters / 3,
    };
    let mut near: Vec<(f64, &str)> = names
        .into_iter()
        .filter(|name| name.len() <= 80 && name.len().abs_diff(written.len()) <= most + 4)
        .filter_map(|name| {
            let other = loose(name);
            let distance = strsim::osa_distance(&wanted, &other);
            let is_part =
                wanted.len() >= 4 && (other.starts_with(&wanted) || wanted.starts_with(&other) && other.len() >= 4);
            let short_and_different = wanted.chars().count() <= 2 && distance > 0;
            ((distance <= most && !short_and_different) || is_part).then_some((distance as f64, name))
        })
        .collect();
    near.sort_by(|one, two| one.0.partial_cmp(&two.0).unwrap_or(Ordering::Equal).then(one.1.cmp(two.1)));
    let best = near.first().map_or(0.0, |best| best.0);
    near.retain(|(distance, _)| *distance <= best + 1.0);
    near.dedup_by(|one, two| one.1 == two.1);
    near.truncate(3);
    near.into_iter().map(|(_, name)| name).collect()
}

/// Suggestions for many names: after so many comparisons that it would take long, there are no more.
#[derive(Debug, Default)]
pub(crate) struct Suggestions {
    compared: Cell<usize>,
}

impl Suggestions {
    const MOST: usize = 300_000;

    /// As [`nearest`]; nothing once too many names were compared.
    pub(crate) fn nearest<'a>(&self, written: &str, names: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
        if self.compared.get() > Self::MOST {
            return Vec::new();
        }
        nearest(written, names.into_iter().inspect(|_| self.compared.set(self.compared.get() + 1)))
    }

    /// As [`did_you_mean`]; nothing once too many names were compared.
    pub(crate) fn did_you_mean<'a>(&self, written: &str, names: impl IntoIterator<Item = &'a str>) -> Option<String> {
        said(&self.nearest(written, names))
    }
}

/// Names as a help text: ``did you mean `a` or `b`?``
pub(crate) fn did_you_mean<'a>(written: &str, names: impl IntoIterator<Item = &'a str>) -> Option<String> {
    said(&nearest(written, names))
}

fn said(near: &[&str]) -> Option<String> {
    let near: Vec<String> = near.iter().map(|name| format!("`{name}`")).collect();
    match near.as_slice() {
        [] => None,
        [one] => Some(format!("did you mean {one}?")),
        [rest @ .., last] => Some(format!("did you mean {} or {last}?", rest.join(", "))),
    }
}

pub(super) fn loose(name: &str) -> String {
    fold(name).chars().filter(|letter| !matches!(letter, '_' | ' ' | '-' | '.')).collect()
}
