//! What a run counts as it goes: where leads stand, how scores spread, how often rules fire.

use crate::eval::{Status, Verdict};
use crate::plan::{Counts, Scorer};
use crate::records::Tally;
use crate::rules::{LabelId, LadderId, Part, RuleId, Rules, ScoreBody};
use crate::value::Points;
use hashbrown::{HashMap, HashSet};
use std::hash::{BuildHasher, RandomState};

/// Of how many different values of a score the counts are kept; beyond that there is no median.
const MAX_VALUES: usize = 100_000;

/// How many keys are remembered to find leads that come twice.
const MAX_KEYS: usize = 5_000_000;

/// How many leads have which value.
pub type CountOf<T> = HashMap<T, u64, foldhash::fast::FixedState>;

/// Everything that is counted.
#[derive(Debug)]
pub struct Stats {
    /// How many leads there were.
    pub leads: u64,
    /// How many of them are disqualified.
    pub disqualified: u64,
    /// The scores, in the ruleset's order.
    pub scores: Vec<Spread>,
    /// The ladders.
    pub ladders: Vec<Standings>,
    /// The values of each label, with counts; the disqualified leads are left out.
    pub labels: Vec<CountOf<Box<str>>>,
    /// Each rule and table, in the order of the file.
    pub rules: Vec<RuleCount>,
    /// Leads whose key an earlier one had.
    pub duplicates: Tally,
    keys: HashSet<u64, foldhash::fast::FixedState>,
    hasher: RandomState,
}

/// How often a rule or table fired.
#[derive(Clone, Debug)]
pub struct RuleCount {
    id: RuleId,
    /// The score that it counts in.
    pub score: String,
    /// What it is called: its reason, or `by industry`.
    pub name: String,
    /// How often it fired.
    pub fired: u64,
    /// How often it could not be told for want of data.
    pub undecided: u64,
}

/// Where leads stand on a ladder.
#[derive(Clone, Debug)]
pub struct Standings {
    /// How many stand on each step.
    pub on: Vec<u64>,
    /// How many are held below each step though they meet its own condition.
    pub held_below: Vec<u64>,
    /// Where the field of `never below` names no step.
    pub no_step: Tally,
}

/// How a score spreads.
#[derive(Clone, Debug, Default)]
pub struct Spread {
    /// The least.
    pub least: Option<Points>,
    /// The most.
    pub most: Option<Points>,
    sum: i128,
    leads: u64,
    /// How many leads have which value, in hundredths; `None` once there are too many.
    values: Option<CountOf<i64>>,
}

impl Stats {
    /// Nothing counted yet.
    pub fn new(rules: &Rules) -> Stats {
        let mut counts = Vec::new();
        for score in &rules.scores {
            if let ScoreBody::Rules(parts) = &score.body {
                name_rules(parts, &score.name, &mut counts);
            }
        }
        let standings = |steps| Standings { on: vec![0; steps], held_below: vec![0; steps], no_step: Tally::default() };
        Stats {
            leads: 0,
            disqualified: 0,
            scores: vec![Spread { values: Some(HashMap::default()), ..Spread::default() }; rules.scores.len()],
            ladders: rules.ladders.iter().map(|ladder| standings(ladder.steps.len())).collect(),
            labels: vec![HashMap::default(); rules.labels.len()],
            rules: counts,
            duplicates: Tally::default(),
            keys: HashSet::default(),
            hasher: RandomState::new(),
        }
    }

    /// Counts a lead, which begins in that line and has that key.
    pub fn add(&mut self, verdict: &Verdict, line: u64, key: Option<&str>) {
        self.leads += 1;
        self.disqualified += u64::from(verdict.is_disqualified());
        for (spread, points) in self.scores.iter_mut().zip(&verdict.scores) {
            spread.add(*points);
        }
        for (ladder, standing) in self.ladders.iter_mut().zip(&verdict.ladders) {
            if let Some(on) = standing.step.and_then(|step| ladder.on.get_mut(step)) {
                *on += 1;
            }
            for step in &standing.held_below {
                if let Some(held) = ladder.held_below.get_mut(*step) {
                    *held += 1;
                }
            }
            if standing.floor_names_no_step {
                ladder.no_step.add(line);
            }
        }
        if !verdict.is_disqualified() {
            for (values, label) in self.labels.iter_mut().zip(&verdict.labels) {
                match values.get_mut(label.value.shown()) {
                    Some(count) => *count += 1,
                    None => {
                        values.insert(label.value.shown().into(), 1);
                    }
                }
            }
        }
        for count in &mut self.rules {
            match verdict.rule(count.id).status {
                Status::Fired => count.fired += 1,
                Status::Undecided => count.undecided += 1,
                Status::NotFired => {}
            }
        }
        if let Some(key) = key {
            self.add_key(self.hasher.hash_one(key), line);
        }
    }

    /// Counts a lead that a scorer has scored, but for its key, its rules and what is told with its line.
    pub fn add_scored(&mut self, scorer: &Scorer) {
        let scored = scorer.scored();
        let is_out = scored.is_disqualified();
        self.leads += 1;
        self.disqualified += u64::from(is_out);
        for (spread, points) in self.scores.iter_mut().zip(&scored.scores) {
            spread.add(*points);
        }
        for ((ladder, step), held_below) in self.ladders.iter_mut().zip(&scored.steps).zip(&scored.held_below) {
            if let Some(on) = step.and_then(|step| ladder.on.get_mut(step)) {
                *on += 1;
            }
            for step in held_below {
                if let Some(held) = ladder.held_below.get_mut(*step) {
                    *held += 1;
                }
            }
        }
        if !is_out {
            for (at, values) in self.labels.iter_mut().enumerate() {
                let value = scorer.label(LabelId(at)).map_or("", |value| value.shown());
                match values.get_mut(value) {
                    Some(count) => *count += 1,
                    None => {
                        values.insert(value.into(), 1);
                    }
                }
            }
        }
    }

    /// What stands for a key.
    pub fn hash_of(hasher: &RandomState, key: &str) -> u64 {
        hasher.hash_one(key)
    }

    /// By what keys are told apart.
    pub fn hasher(&self) -> RandomState {
        self.hasher.clone()
    }

    /// Takes in the key of a lead, which begins in that line.
    pub fn add_key(&mut self, hash: u64, line: u64) {
        if self.keys.len() < MAX_KEYS {
            if !self.keys.insert(hash) {
                self.duplicates.add(line);
            }
        } else if self.keys.contains(&hash) {
            self.duplicates.add(line);
        }
    }

    /// Takes in that a lead's field of `never below` names no step of a ladder.
    pub fn add_no_step(&mut self, ladder: LadderId, line: u64) {
        if let Some(standings) = self.ladders.get_mut(ladder.0) {
            standings.no_step.add(line);
        }
    }

    /// Adds what was counted elsewhere; lines and keys are added one by one.
    pub fn merge(&mut self, other: Stats) {
        self.leads += other.leads;
        self.disqualified += other.disqualified;
        for (spread, other) in self.scores.iter_mut().zip(other.scores) {
            spread.merge(other);
        }
        let add = |all: &mut [u64], more: &[u64]| all.iter_mut().zip(more).for_each(|(all, more)| *all += more);
        for (standings, other) in self.ladders.iter_mut().zip(&other.ladders) {
            add(&mut standings.on, &other.on);
            add(&mut standings.held_below, &other.held_below);
        }
        for (values, other) in self.labels.iter_mut().zip(other.labels) {
            for (value, count) in other {
                *values.entry(value).or_default() += count;
            }
        }
    }

    /// Adds how often rules fired.
    pub fn add_counts(&mut self, counts: &Counts) {
        for rule in &mut self.rules {
            rule.fired += counts.fired(rule.id);
            rule.undecided += counts.undecided(rule.id);
        }
    }
}

impl Spread {
    fn add(&mut self, points: Points) {
        self.least = Some(self.least.map_or(points, |least| least.min(points)));
        self.most = Some(self.most.map_or(points, |most| most.max(points)));
        self.sum += i128::from(points.hundredths());
        self.leads += 1;
        if let Some(values) = &mut self.values {
            *values.entry(points.hundredths()).or_default() += 1;
            if values.len() > MAX_VALUES {
                self.values = None;
            }
        }
    }

    fn merge(&mut self, other: Spread) {
        let least = [self.least, other.least].into_iter().flatten().min();
        let most = [self.most, other.most].into_iter().flatten().max();
        (self.least, self.most) = (least, most);
        self.sum += other.sum;
        self.leads += other.leads;
        self.values = match (self.values.take(), other.values) {
            (Some(mut values), Some(others)) => {
                for (value, count) in others {
                    *values.entry(value).or_default() += count;
                }
                Some(values).filter(|values| values.len() <= MAX_VALUES)
            }
            _ => None,
        };
    }

    /// The mean, rounded to two places.
    pub fn mean(&self) -> Option<Points> {
        let leads = i128::from(self.leads);
        (leads > 0).then(|| Points::clamped((self.sum * 2 + leads * self.sum.signum()) / (leads * 2)))
    }

    /// The value that so many per cent of the leads are at or below: 50 is the median.
    pub fn percentile(&self, percent: u64) -> Option<Points> {
        let mut values: Vec<(i64, u64)> = self.values.as_ref()?.iter().map(|(value, count)| (*value, *count)).collect();
        values.sort_unstable();
        let wanted = (self.leads * percent).div_ceil(100).max(1);
        let mut counted = 0;
        values.iter().find_map(|(value, count)| {
            counted += count;
            (counted >= wanted).then(|| Points::from_hundredths(*value))
        })
    }
}

fn name_rules(parts: &[Part], score: &str, counts: &mut Vec<RuleCount>) {
    let count =
        |id, name: &str| RuleCount { id, score: score.to_owned(), name: name.to_owned(), fired: 0, undecided: 0 };
    for part in parts {
        match part {
            Part::Rule(rule) => counts.push(count(rule.id, &rule.reason)),
            Part::Table(table) => counts.extend(table.id.map(|id| count(id, &format!("by {}", table.said)))),
            Part::First(first) => counts.extend(first.rules.iter().map(|rule| count(rule.id, &rule.reason))),
            Part::Group(group) => name_rules(&group.parts, score, counts),
            Part::When(when) => name_rules(&when.parts, score, counts),
        }
    }
}
