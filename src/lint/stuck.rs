//! Scores and groups that always come to 0, since their bounds leave nothing of what they add up.

use crate::rules::{Award, Group, Node, Part, RuleId, Rules, Score, ScoreBody, ScoreId};
use crate::source::Place;
use crate::value::{Coefficient, Points};
use std::collections::{BTreeSet, HashMap};

/// A score or a group of which nothing is left.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stuck<'r> {
    /// The score, or that which the group stands in.
    pub(super) score: ScoreId,
    pub(super) what: What<'r>,
    /// Whether what it adds up would be less than 0, or else more.
    pub(super) takes: bool,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum What<'r> {
    Score(&'r Score),
    Group(&'r Group),
}

impl What<'_> {
    /// Of a score its name, of a group all of it.
    pub(super) fn place(&self) -> Place {
        match self {
            What::Score(score) => score.place,
            What::Group(group) => group.place,
        }
    }
}

impl Stuck<'_> {
    /// The rules and tables in it.
    pub(super) fn rules(&self) -> Vec<RuleId> {
        fn of(parts: &[Part], all: &mut Vec<RuleId>) {
            for part in parts {
                match part {
                    Part::Rule(rule) => all.push(rule.id),
                    Part::Table(table) => all.extend(table.id),
                    Part::First(first) => all.extend(first.rules.iter().map(|rule| rule.id)),
                    Part::Group(group) => of(&group.parts, all),
                    Part::When(when) => of(&when.parts, all),
                }
            }
        }
        let mut all = Vec::new();
        match self.what {
            What::Group(group) => of(&group.parts, &mut all),
            What::Score(Score { body: ScoreBody::Rules(parts), .. }) => of(parts, &mut all),
            What::Score(_) => {}
        }
        all
    }
}

/// All of them in a ruleset, the innermost first. A score or group around one is not among them for the same reason.
///
/// All bounds hold 0, so that the signs of the points tell, whatever the lead and the day.
pub(super) fn stuck(rules: &Rules) -> Vec<Stuck<'_>> {
    let mut found = Vec::new();
    let mut signs: HashMap<ScoreId, Signs> = HashMap::new();
    for node in &rules.order {
        let Node::Score(id) = node else { continue };
        let Some(score) = rules.scores.get(id.0) else { continue };
        let adds_up = match &score.body {
            ScoreBody::Rules(parts) => of_parts(*id, parts, &mut found),
            ScoreBody::Computed { constant, terms, .. } => {
                let terms = terms.iter().map(|(by, id)| signs.get(id).copied().unwrap_or(Signs::NONE).times(*by));
                terms.fold(Signs::of(*constant, Coefficient::ZERO), Signs::or)
            }
        };
        let left = within(*id, What::Score(score), adds_up, &mut found);
        signs.insert(*id, left);
    }
    found
}

/// The scores that are stuck, or hold a group that is.
pub(super) fn scores_held(rules: &Rules) -> BTreeSet<ScoreId> {
    stuck(rules).into_iter().map(|one| one.score).collect()
}

/// Whether points can be more than 0, and less.
#[derive(Clone, Copy, Debug)]
struct Signs {
    gives: bool,
    takes: bool,
}

impl Signs {
    const NONE: Signs = Signs { gives: false, takes: false };

    fn of<T: PartialOrd>(amount: T, zero: T) -> Signs {
        Signs { gives: amount > zero, takes: amount < zero }
    }

    fn of_award(award: &Award) -> Signs {
        Signs::of(award.amount, Points::ZERO)
    }

    fn or(self, other: Signs) -> Signs {
        Signs { gives: self.gives || other.gives, takes: self.takes || other.takes }
    }

    fn times(self, by: Coefficient) -> Signs {
        let by = Signs::of(by, Coefficient::ZERO);
        let Signs { gives, takes } = self;
        Signs { gives: by.gives && gives || by.takes && takes, takes: by.gives && takes || by.takes && gives }
    }
}

fn of_parts<'r>(score: ScoreId, parts: &'r [Part], found: &mut Vec<Stuck<'r>>) -> Signs {
    let mut all = Signs::NONE;
    for part in parts {
        let signs = match part {
            Part::Rule(rule) => Signs::of_award(&rule.award),
            Part::First(first) => {
                first.rules.iter().map(|rule| Signs::of_award(&rule.award)).fold(Signs::NONE, Signs::or)
            }
            Part::Table(table) => table.rows().map(|row| Signs::of_award(&row.gives)).fold(Signs::NONE, Signs::or),
            Part::When(when) => of_parts(score, &when.parts, found),
            Part::Group(group) => {
                let adds_up = of_parts(score, &group.parts, found);
                within(score, What::Group(group), adds_up, found)
            }
        };
        all = all.or(signs);
    }
    all
}

/// What bounds leave; where that is nothing of something, it is found.
fn within<'r>(score: ScoreId, what: What<'r>, adds_up: Signs, found: &mut Vec<Stuck<'r>>) -> Signs {
    let (low, high) = match what {
        What::Score(score) => (score.low, score.high),
        What::Group(group) => (group.low, group.high),
    };
    let left = Signs {
        gives: adds_up.gives && high.is_none_or(|high| high > Points::ZERO),
        takes: adds_up.takes && low.is_none_or(|low| low < Points::ZERO),
    };
    // What adds up to either is held by `0..0`, which says so itself.
    if !left.gives && !left.takes && adds_up.gives != adds_up.takes {
        found.push(Stuck { score, what, takes: adds_up.takes });
    }
    left
}
