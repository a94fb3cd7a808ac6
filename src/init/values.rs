//! The distinct values of a column, up to a limit.

use crate::value::fold;
use std::collections::HashMap;

/// How many distinct values are told apart.
pub(super) const LIMIT: usize = 64;

/// How long a value may be, in characters, to be told apart from others.
pub(super) const LENGTH: usize = 60;

/// How many spellings of one value are counted.
const SPELLINGS: usize = 4;

/// Distinct values, ignoring case, with their counts; given up where there are too many or they are too long.
#[derive(Default)]
pub(super) struct Values {
    values: Vec<Distinct>,
    index: HashMap<String, usize>,
    given_up: bool,
}

/// One value in its spellings.
pub(super) struct Distinct {
    spellings: Vec<(String, u64)>,
    pub count: u64,
}

impl Distinct {
    /// The spelling that is most frequent, the earlier one of equals.
    pub fn spelling(&self) -> &str {
        let most = self.spellings.iter().map(|(_, count)| *count).max();
        self.spellings.iter().find(|(_, count)| Some(*count) == most).map_or("", |(text, _)| text)
    }
}

impl Values {
    /// Counts a trimmed value.
    pub fn add(&mut self, value: &str, count: u64) {
        if self.given_up {
            return;
        }
        let too_long = value.len() > LENGTH && value.chars().count() > LENGTH;
        let folded = if too_long { "".into() } else { fold(value) };
        let at = match self.index.get(folded.as_ref()) {
            _ if too_long => None,
            Some(at) => Some(*at),
            None if self.values.len() < LIMIT => {
                self.index.insert(folded.into_owned(), self.values.len());
                self.values.push(Distinct { spellings: Vec::new(), count: 0 });
                Some(self.values.len() - 1)
            }
            None => None,
        };
        match at.and_then(|at| self.values.get_mut(at)) {
            Some(distinct) => {
                distinct.count += count;
                let room = distinct.spellings.len() < SPELLINGS;
                match distinct.spellings.iter_mut().find(|(spelling, _)| spelling == value) {
                    Some((_, times)) => *times += count,
                    None if room => distinct.spellings.push((value.to_owned(), count)),
                    None => {}
                }
            }
            None => *self = Values { given_up: true, ..Values::default() },
        }
    }

    /// All values in the order in which they came; `None` where there were too many.
    pub fn all(&self) -> Option<&[Distinct]> {
        (!self.given_up).then_some(&self.values)
    }
}
