//! Conditions as terms: any of several, in each of which all of several must hold, each of them of one thing.
//!
//! Kleene's logic is a distributive lattice, and `not` reaches down to what stands within, so that nothing is lost: a condition is
//! true where all parts of a term are, and false where each term has a part that is.

use super::uses::{Thing, UsesOf};
use crate::eval::{Judged, Verdict};
use crate::rules::{Condition, DefinitionBody, DefinitionId, Lead};
use crate::value::Truth;
use jiff::civil::Date;
use std::collections::HashMap;

/// How many terms a condition may have; one that would have more is asked as it stands.
const MOST_TERMS: usize = 64;

/// What is asked of one thing.
#[derive(Clone, Copy, Debug)]
pub(super) enum Asked<'r> {
    /// How true a condition is that looks at nothing else.
    Condition(&'r Condition),
    /// How true the condition is that the thing stands for.
    Itself,
}

/// A part of a term: what is asked of a thing, or the opposite.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Literal {
    pub(super) thing: usize,
    pub(super) asked: usize,
    pub(super) negated: bool,
}

/// Literals all of which must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Term {
    pub(super) literals: Vec<Literal>,
    /// Whether one part of it is never known.
    pub(super) unknown: bool,
}

/// Terms any of which is enough.
pub(super) type Terms = Vec<Term>;

/// What is asked of each thing so far.
#[derive(Debug)]
pub(super) struct Things<'r> {
    pub(super) uses: UsesOf<'r>,
    pub(super) today: Date,
    pub(super) all: Vec<(Thing, Vec<Asked<'r>>)>,
    places: HashMap<Thing, usize>,
    /// Conditions that are asked as they stand, to be worked out before what is being put together; oldest first.
    pub(super) to_ask: Vec<(usize, &'r Condition)>,
    asked: HashMap<*const Condition, usize>,
    asked_conditions: HashMap<*const Condition, Literal>,
    definitions: HashMap<(DefinitionId, bool), Terms>,
}

impl<'r> Things<'r> {
    pub(super) fn new(uses: UsesOf<'r>, today: Date) -> Things<'r> {
        Things {
            uses,
            today,
            all: Vec::new(),
            places: HashMap::new(),
            to_ask: Vec::new(),
            asked: HashMap::new(),
            asked_conditions: HashMap::new(),
            definitions: HashMap::new(),
        }
    }

    /// The place of a thing among all.
    pub(super) fn place(&mut self, thing: Thing) -> usize {
        let all = &mut self.all;
        *self.places.entry(thing).or_insert_with(|| {
            all.push((thing, Vec::new()));
            all.len() - 1
        })
    }

    /// The terms of all of some conditions together.
    pub(super) fn of_all(&mut self, conditions: &[&'r Condition]) -> Option<Terms> {
        let mut terms = vec![Term::default()];
        for condition in conditions {
            terms = product(&terms, &self.of(condition, false))?;
        }
        Some(terms)
    }

    /// The terms of a condition, or of its opposite.
    pub(super) fn of(&mut self, condition: &'r Condition, negated: bool) -> Terms {
        let uses = self.uses.condition(condition);
        if uses.things.is_empty() {
            return constant(self.constant(condition), negated);
        }
        if let Some(thing) = uses.only() {
            return vec![Term { literals: vec![self.literal(thing, condition, negated)], unknown: false }];
        }
        match self.apart(condition, negated) {
            Some(terms) => terms,
            None => vec![Term { literals: vec![self.ask(condition, negated)], unknown: false }],
        }
    }

    /// The terms of a condition that looks at several things; `None` where they would be too many.
    fn apart(&mut self, condition: &'r Condition, negated: bool) -> Option<Terms> {
        match condition {
            Condition::Not(inner) => Some(self.of(inner, !negated)),
            Condition::All(parts) => self.joined(parts, !negated, negated),
            Condition::Any(parts) => self.joined(parts, negated, negated),
            Condition::AtLeast(count, parts) => {
                let count = if negated { (parts.len() + 1).saturating_sub(*count) } else { *count };
                self.at_least(count, parts, negated)
            }
            Condition::Defined(id) => self.defined(*id, negated),
            Condition::Clause(_) => None,
        }
    }

    /// The terms of a definition, put together once.
    fn defined(&mut self, id: DefinitionId, negated: bool) -> Option<Terms> {
        if let Some(terms) = self.definitions.get(&(id, negated)) {
            return Some(terms.clone());
        }
        let DefinitionBody::Condition(condition) = &self.uses.rules().definitions.get(id.0)?.body else { return None };
        let terms = self.of(condition, negated);
        self.definitions.insert((id, negated), terms.clone());
        Some(terms)
    }

    fn joined(&mut self, parts: &'r [Condition], all: bool, negated: bool) -> Option<Terms> {
        if parts.len() > MOST_TERMS {
            return None;
        }
        let mut terms = if all { vec![Term::default()] } else { Vec::new() };
        for part in parts {
            let more = self.of(part, negated);
            if all {
                terms = product(&terms, &more)?;
            } else {
                terms.extend(more);
            }
            if terms.len() > MOST_TERMS {
                return None;
            }
        }
        Some(terms)
    }

    /// Any so many of the parts: all of each choice of them.
    fn at_least(&mut self, count: usize, parts: &'r [Condition], negated: bool) -> Option<Terms> {
        if parts.len() > MOST_TERMS {
            return None;
        }
        // For each number of parts so far the terms of all choices of so many.
        let mut choices: Vec<Terms> = vec![vec![Term::default()]];
        for part in parts {
            let terms = self.of(part, negated);
            let mut next = choices.clone();
            for (chosen, before) in choices.iter().enumerate().take(count) {
                let with = product(before, &terms)?;
                match next.get_mut(chosen + 1) {
                    Some(more) => more.extend(with),
                    None => next.push(with),
                }
            }
            if next.iter().map(Vec::len).sum::<usize>() > 4 * MOST_TERMS {
                return None;
            }
            choices = next;
        }
        Some(choices.into_iter().nth(count).unwrap_or_default()).filter(|terms| terms.len() <= MOST_TERMS)
    }

    fn literal(&mut self, thing: Thing, condition: &'r Condition, negated: bool) -> Literal {
        if let Some(known) = self.asked_conditions.get(&std::ptr::from_ref(condition)) {
            return Literal { negated, ..*known };
        }
        let place = self.place(thing);
        let asked = self.all.get_mut(place).map_or(0, |(_, asked)| {
            asked.push(Asked::Condition(condition));
            asked.len() - 1
        });
        let literal = Literal { thing: place, asked, negated };
        self.asked_conditions.insert(condition, literal);
        literal
    }

    /// A condition that is asked as it stands.
    fn ask(&mut self, condition: &'r Condition, negated: bool) -> Literal {
        let next = self.asked.len();
        let number = *self.asked.entry(std::ptr::from_ref(condition)).or_insert(next);
        let place = self.place(Thing::Asked(number));
        if number == next {
            if let Some((_, asked)) = self.all.get_mut(place) {
                asked.push(Asked::Itself);
            }
            self.to_ask.push((place, condition));
        }
        Literal { thing: place, asked: 0, negated }
    }

    /// How true a condition is that looks at nothing of a lead.
    fn constant(&self, condition: &Condition) -> Truth {
        let rules = self.uses.rules();
        let lead = Lead::default();
        let mut judged = Judged::so_far(rules, &lead, self.today, Verdict::blank(rules));
        self.uses.in_order(&self.uses.condition(condition)).into_iter().for_each(|id| judged.define(id));
        judged.truth(condition)
    }
}

fn constant(truth: Truth, negated: bool) -> Terms {
    match if negated { !truth } else { truth } {
        Truth::True => vec![Term::default()],
        Truth::False => Vec::new(),
        Truth::Unknown => vec![Term { literals: Vec::new(), unknown: true }],
    }
}

/// The terms of both; `None` where they would be too many.
fn product(one: &[Term], other: &[Term]) -> Option<Terms> {
    if one.len() * other.len() > MOST_TERMS {
        return None;
    }
    let mut terms = Vec::with_capacity(one.len() * other.len());
    for left in one {
        for right in other {
            let mut term = left.clone();
            let more = right.literals.iter().filter(|literal| !left.literals.contains(literal));
            term.literals.extend(more);
            term.unknown |= right.unknown;
            terms.push(term);
        }
    }
    Some(terms)
}
