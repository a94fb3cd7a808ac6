//! What has taken no lead so far, and which of its tests are to blame.

use super::walk::fields_of;
use crate::eval::Judged;
use crate::rules::{Clause, Condition, DefinitionBody, FieldId, Rules};
use crate::value::Truth;

/// How many tests of one condition are followed.
const MOST_TESTS: usize = 24;
/// How many are followed in all: of the rest it is only told that they take none.
const MOST_FOLLOWED: usize = 20_000;
/// How many definitions are looked into.
const MOST_DEFINITIONS: usize = 64;

/// An item that has taken no lead so far.
pub(super) struct Silent<'r> {
    pub(super) item: usize,
    /// For how many leads its condition is true by itself.
    pub(super) is_true: u64,
    condition: &'r Condition,
    tests: Vec<Followed<'r>>,
}

/// A single test that is followed.
pub(super) struct Followed<'r> {
    condition: &'r Condition,
    pub(super) clause: &'r Clause,
    pub(super) fields: Vec<FieldId>,
    pub(super) is_true: u64,
    pub(super) unknown: u64,
}

/// A test that is to blame for that something never comes out as wanted.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Blamed {
    /// Which test it is.
    pub(super) test: usize,
    /// What it would have to be.
    pub(super) wanted: bool,
}

impl<'r> Silent<'r> {
    /// Follows an item; `followed` counts the tests that are followed in all.
    pub(super) fn new(item: usize, condition: &'r Condition, rules: &'r Rules, followed: &mut usize) -> Silent<'r> {
        let mut tests = Vec::new();
        let mut left = MOST_DEFINITIONS;
        let all_fit = gather(condition, rules, &mut left, &mut tests);
        if !all_fit || *followed + tests.len() > MOST_FOLLOWED {
            tests.clear();
        }
        *followed += tests.len();
        let follow = |(condition, clause): (&'r Condition, &'r Clause)| {
            let fields = fields_of(&clause.test, rules).into_iter().collect();
            Followed { condition, clause, fields, is_true: 0, unknown: 0 }
        };
        Silent { item, is_true: 0, condition, tests: tests.into_iter().map(follow).collect() }
    }

    /// Counts how its tests come out for the lead that was judged last.
    pub(super) fn add(&mut self, judged: &Judged) {
        self.is_true += u64::from(judged.truth(self.condition).is_true());
        for test in &mut self.tests {
            match judged.truth(test.condition) {
                Truth::True => test.is_true += 1,
                Truth::Unknown => test.unknown += 1,
                Truth::False => {}
            }
        }
    }

    pub(super) fn tests(&self) -> &[Followed<'r>] {
        &self.tests
    }

    /// The tests for which the condition was true for none of so many leads, all of them such as are `meant`; `None` where it cannot
    /// be told by looking at each test for itself.
    pub(super) fn blamed(
        &self,
        rules: &Rules,
        leads: u64,
        meant: &dyn Fn(&Followed<'r>, bool) -> bool,
    ) -> Option<Vec<Blamed>> {
        let mut left = MOST_DEFINITIONS;
        let mut blamed = Blaming { silent: self, rules, leads, meant }.never(self.condition, true, &mut left)?;
        let mut seen: Vec<Blamed> = Vec::new();
        blamed.retain(|one| {
            !seen.contains(one) && {
                seen.push(*one);
                true
            }
        });
        Some(blamed)
    }
}

impl Followed<'_> {
    /// How often it came out as wanted.
    pub(super) fn came_out(&self, wanted: bool, leads: u64) -> u64 {
        match wanted {
            true => self.is_true,
            false => leads.saturating_sub(self.is_true).saturating_sub(self.unknown),
        }
    }
}

struct Blaming<'s, 'r> {
    silent: &'s Silent<'r>,
    rules: &'s Rules,
    leads: u64,
    meant: &'s dyn Fn(&Followed<'r>, bool) -> bool,
}

impl Blaming<'_, '_> {
    /// What shows that a condition never came out as wanted.
    fn never(&self, condition: &Condition, wanted: bool, left: &mut usize) -> Option<Vec<Blamed>> {
        match condition {
            Condition::All(parts) if wanted => self.any_part(parts, wanted, 1, left),
            Condition::All(parts) => self.any_part(parts, wanted, parts.len(), left),
            Condition::Any(parts) if wanted => self.any_part(parts, wanted, parts.len(), left),
            Condition::Any(parts) => self.any_part(parts, wanted, 1, left),
            // So many of them must fail that too few are left.
            Condition::AtLeast(count, parts) if wanted => {
                self.any_part(parts, wanted, (parts.len() + 1).saturating_sub(*count), left)
            }
            Condition::AtLeast(count, parts) => self.any_part(parts, wanted, *count, left),
            Condition::Not(condition) => self.never(condition, !wanted, left),
            Condition::Defined(id) => {
                *left = left.checked_sub(1)?;
                match &self.rules.definitions.get(id.0)?.body {
                    DefinitionBody::Condition(condition) => self.never(condition, wanted, left),
                    DefinitionBody::Value(..) => None,
                }
            }
            Condition::Clause(_) => {
                let at = self.silent.tests.iter().position(|test| std::ptr::eq(test.condition, condition))?;
                let test = self.silent.tests.get(at)?;
                let is_it = test.came_out(wanted, self.leads) == 0 && (self.meant)(test, wanted);
                is_it.then(|| vec![Blamed { test: at, wanted }])
            }
        }
    }

    /// What so many of the parts, or more, are to blame for.
    fn any_part(&self, parts: &[Condition], wanted: bool, least: usize, left: &mut usize) -> Option<Vec<Blamed>> {
        let found: Vec<_> = parts.iter().filter_map(|part| self.never(part, wanted, left)).collect();
        (found.len() >= least.max(1)).then(|| found.into_iter().flatten().collect())
    }
}

/// The single tests of a condition, definitions looked into; `false` where they are too many.
fn gather<'r>(
    condition: &'r Condition,
    rules: &'r Rules,
    left: &mut usize,
    tests: &mut Vec<(&'r Condition, &'r Clause)>,
) -> bool {
    match condition {
        Condition::All(parts) | Condition::Any(parts) | Condition::AtLeast(_, parts) => {
            parts.iter().all(|part| gather(part, rules, left, tests))
        }
        Condition::Not(condition) => gather(condition, rules, left, tests),
        Condition::Defined(id) => {
            let Some(fewer) = left.checked_sub(1) else { return false };
            *left = fewer;
            match rules.definitions.get(id.0).map(|definition| &definition.body) {
                Some(DefinitionBody::Condition(condition)) => gather(condition, rules, left, tests),
                _ => true,
            }
        }
        Condition::Clause(clause) => {
            if !tests.iter().any(|(held, _)| std::ptr::eq(*held, condition)) {
                tests.push((condition, clause));
            }
            tests.len() <= MOST_TESTS
        }
    }
}
