//! The rules of all scores, by how they fire together: each is tried out on the same leads, so that only those which came out
//! alike are asked about.

use super::context::Context;
use super::named::{Named, Names, Subjects, ends_of, hash_of};
use super::samples::samples;
use crate::analysis::{Analysis, Answer};
use crate::diagnostic::Witness;
use crate::eval::{Judge, Status, judge};
use crate::rules::{Award, Choice, Fires, LabelBody, Part, Rule, Rules, ScoreBody, ScoreId, Table};
use crate::value::Points;
use std::cell::Cell;
use std::collections::{BTreeMap, HashMap};

/// How many rules of one `first` are looked at: what a rule there says grows with its place.
const MOST_OF_A_FIRST: usize = 12;
/// How many questions are asked to tell which rules mean the same.
const MOST_QUESTIONS: usize = 2_000;
/// How many rules that look at the same fields are compared although they name different values.
const MOST_COMPARED: usize = 6;

/// A rule that gives points.
#[derive(Debug)]
pub(super) struct Counted<'r> {
    pub(super) score: ScoreId,
    pub(super) rule: &'r Rule,
    /// The group or `first` that it stands in: by its number, 0 for none.
    pub(super) within: usize,
    pub(super) is_in_first: bool,
    /// On which of the leads it fired.
    pub(super) seen: u64,
    /// What it looks at.
    pub(super) looks_at: Vec<Subjects>,
    /// What it says, with what stands around it.
    said: Written<'r>,
    /// A number for what it names.
    names: u64,
    /// How its points are worked out: two may be written as one where this is the same.
    shape: String,
    /// Its class in [`Alike`].
    pub(super) class: usize,
}

/// A condition with all that stands around it, as it is written: two that are written the same mean the same.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Written<'r> {
    said: &'r str,
    is_each: bool,
    blocks: Vec<&'r str>,
    /// The `first`, and the place in it.
    place: (usize, usize),
}

/// All rules, and which of them always fire together.
#[derive(Debug)]
pub(super) struct Alike<'r> {
    pub(super) rules: Vec<Counted<'r>>,
    /// Rules of one score that are proved to fire for the same leads, in the order of the file; each rule is in one class.
    pub(super) classes: Vec<Vec<usize>>,
}

impl<'r> Alike<'r> {
    pub(super) fn new(rules: &'r Rules, analysis: &Analysis<'r>) -> Alike<'r> {
        let mut gather = Gather { names: Names::new(rules), named: Vec::new(), rules: Vec::new(), groups: 0 };
        for (at, score) in rules.scores.iter().enumerate() {
            if let ScoreBody::Rules(parts) = &score.body {
                let mut around = Around { score: ScoreId(at), within: 0, blocks: Vec::new(), named: Vec::new() };
                gather.parts(parts, &mut around);
            }
        }
        gather.labels(rules);
        let Gather { named, rules: mut counted, .. } = gather;
        see(rules, &named, &mut counted, analysis);
        let classes = Classes { analysis, rules: &counted, questions: Cell::new(MOST_QUESTIONS) }.all();
        for (class, members) in classes.iter().enumerate() {
            for at in members {
                if let Some(one) = counted.get_mut(*at) {
                    one.class = class;
                }
            }
        }
        Alike { rules: counted, classes }
    }

    /// Of rules that always fire together, those that add up to nothing: all of them, or else two by two. Only what is given to
    /// each lead alike adds up so, and only where the same bounds hold.
    pub(super) fn cancelling(&self, class: &[usize]) -> Vec<Vec<usize>> {
        let mut by_bounds: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for at in class {
            if let Some(one) = self.rules.get(*at).filter(|one| one.shape.is_empty() && !one.is_in_first)
                && one.rule.award.amount != Points::ZERO
            {
                by_bounds.entry(one.within).or_default().push(*at);
            }
        }
        let points = |at: &usize| self.rules.get(*at).map_or(0, |one| i128::from(one.rule.award.amount.hundredths()));
        let mut sets = Vec::new();
        for together in by_bounds.into_values().filter(|together| together.len() > 1) {
            if together.iter().map(points).sum::<i128>() == 0 {
                sets.push(together);
                continue;
            }
            let mut open: HashMap<i128, Vec<usize>> = HashMap::new();
            for at in together {
                let points = points(&at);
                match open.get_mut(&-points).and_then(Vec::pop) {
                    Some(other) => sets.push(vec![other, at]),
                    None => open.entry(points).or_default().push(at),
                }
            }
        }
        sets
    }

    /// A lead for whom a rule fires, where one is known; `None` where there is none at all.
    pub(super) fn proof(&self, context: &Context, at: usize) -> Option<Option<Witness>> {
        let one = self.rules.get(at)?;
        let fires = context.analysis.fires(one.rule.id)?;
        match context.analysis.can_hold(fires) {
            Answer::No => None,
            // What counts entries may need more of them than that they are there.
            Answer::Yes(lead) => {
                let is_shown =
                    || judge(context.rules, &lead, context.analysis.today()).rule(one.rule.id).status == Status::Fired;
                Some((!one.said.is_each || is_shown()).then(|| context.witness(&lead)))
            }
            Answer::NotDecided => Some(None),
        }
    }
}

impl Counted<'_> {
    /// What the rule asks, with the blocks around it, as a message quotes it: not where it is too long.
    pub(super) fn quoted(&self) -> String {
        let said = quoted(self.said.said);
        if self.said.blocks.is_empty() {
            return said;
        }
        format!("{said} inside {}", quoted(&format!("when {}", self.said.blocks.join(" and "))))
    }

    /// Whether it gives points for each entry of a list.
    pub(super) fn is_each(&self) -> bool {
        self.said.is_each
    }
}

/// A condition as a message quotes it: not where it is too long.
pub(super) fn quoted(said: &str) -> String {
    const LONGEST: usize = 100;
    if said.chars().count() > LONGEST { "this condition".to_owned() } else { format!("`{said}`") }
}

/// What stands around a part of a score.
struct Around<'r> {
    score: ScoreId,
    within: usize,
    blocks: Vec<&'r str>,
    /// What the blocks name.
    named: Vec<Named>,
}

struct Gather<'r> {
    names: Names,
    /// All that is named anywhere.
    named: Vec<Named>,
    rules: Vec<Counted<'r>>,
    groups: usize,
}

impl<'r> Gather<'r> {
    fn parts(&mut self, parts: &'r [Part], around: &mut Around<'r>) {
        for part in parts {
            match part {
                Part::Rule(rule) => {
                    let mut named = around.named.clone();
                    self.rule(rule, around, (0, 0), &mut named);
                }
                Part::Table(_) => {}
                Part::First(first) => {
                    self.groups += 1;
                    let within = std::mem::replace(&mut around.within, self.groups);
                    // What a rule says there rests on those before it.
                    let mut named = around.named.clone();
                    for (at, rule) in first.rules.iter().enumerate().take(MOST_OF_A_FIRST) {
                        self.rule(rule, around, (self.groups, at), &mut named);
                    }
                    around.within = within;
                }
                Part::Group(group) => {
                    self.groups += 1;
                    let within = std::mem::replace(&mut around.within, self.groups);
                    self.parts(&group.parts, around);
                    around.within = within;
                }
                Part::When(when) => {
                    let before = around.named.len();
                    self.names.condition(&when.condition, None, &mut around.named);
                    self.named.extend(around.named.iter().skip(before).cloned());
                    around.blocks.push(&when.said);
                    self.parts(&when.parts, around);
                    around.blocks.pop();
                    around.named.truncate(before);
                }
            }
        }
    }

    fn rule(&mut self, rule: &'r Rule, around: &Around<'r>, place: (usize, usize), named: &mut Vec<Named>) {
        let before = named.len();
        match &rule.fires {
            Fires::When(condition) => self.names.condition(condition, None, named),
            Fires::Each(selection) => self.names.selection(selection, named),
        }
        self.named.extend(named.iter().skip(before).cloned());
        let mut looks_at: Vec<Subjects> = named.iter().map(|(subject, _)| *subject).collect();
        looks_at.sort();
        looks_at.dedup();
        let mut hashes: Vec<u64> = named.iter().map(|(subject, literal)| hash_of(&(subject, literal.hash()))).collect();
        hashes.sort_unstable();
        hashes.dedup();
        let is_each = matches!(rule.fires, Fires::Each(_));
        self.rules.push(Counted {
            score: around.score,
            rule,
            within: around.within,
            is_in_first: place.0 > 0,
            seen: 0,
            looks_at,
            said: Written { said: &rule.said, is_each, blocks: around.blocks.clone(), place },
            names: hash_of(&hashes),
            shape: shape_of(&rule.award, is_each),
            class: 0,
        });
    }

    /// What labels name counts where rules ask for labels.
    fn labels(&mut self, rules: &'r Rules) {
        for label in &rules.labels {
            let LabelBody::Choices { choices, .. } = &label.body else { continue };
            for choice in choices {
                match choice {
                    Choice::When { condition, .. } => self.names.condition(condition, None, &mut self.named),
                    Choice::Table(table) => self.table(table),
                }
            }
        }
    }

    fn table<G>(&mut self, table: &Table<G>) {
        let mut literals = Vec::new();
        for row in &table.rows {
            literals.extend(row.ranges.iter().flat_map(ends_of));
            literals.extend(row.texts.iter().cloned().map(super::named::Literal::Text));
        }
        self.names.compared(&[&table.by], &literals, None, &mut self.named);
    }
}

/// How points are worked out, but for how many they are.
fn shape_of(award: &Award, is_each: bool) -> String {
    let mut shape = if is_each { "each".to_owned() } else { String::new() };
    if let Some(per) = &award.per {
        shape += &format!(" per {} {}", per.count, per.said);
    }
    if let Some(losing) = &award.losing {
        shape += &format!(" losing {} {} {}", losing.percent, losing.every, losing.said);
    }
    // Two limits are one where they are reached together.
    if let Some(limit) = award.up_to.filter(|_| !shape.is_empty()) {
        shape += &format!(" up to {}", limit.to_f64() / award.amount.to_f64());
    }
    for limit in &award.up_to_per {
        shape += &format!(" up to {} of {} {:?}", limit.limit, award.amount, limit.period);
    }
    shape
}

/// Tries all rules out.
fn see(rules: &Rules, named: &[Named], counted: &mut [Counted], analysis: &Analysis) {
    if counted.len() < 2 {
        return;
    }
    let count = if rules.rule_count <= 2_000 { 64 } else { 32 };
    let mut judge = Judge::new(rules);
    for (at, lead) in samples(rules, named, count, analysis.today()).iter().enumerate() {
        let verdict = judge.judge(lead, analysis.today());
        for one in counted.iter_mut() {
            if verdict.rule(one.rule.id).status == Status::Fired {
                one.seen |= 1 << at;
            }
        }
    }
}

/// Sorts rules into classes of those that mean the same.
struct Classes<'a, 'r> {
    analysis: &'a Analysis<'r>,
    rules: &'a [Counted<'r>],
    /// How many questions may still be asked.
    questions: Cell<usize>,
}

impl Classes<'_, '_> {
    fn all(&self) -> Vec<Vec<usize>> {
        // First those that name the same and came out alike: all that is usual.
        let mut classes =
            self.sorted(self.rules.iter().enumerate().map(|(at, _)| vec![at]).collect(), usize::MAX, |one| {
                hash_of(&(one.names, &one.looks_at))
            });
        // Then those that at least look at the same fields: where one names a value that makes no difference.
        classes = self.sorted(classes, MOST_COMPARED, |one| hash_of(&one.looks_at));
        classes.iter_mut().for_each(|class| class.sort_unstable());
        classes.sort();
        classes
    }

    /// Joins classes that mean the same, among those that are alike; not where more than so many are.
    fn sorted(&self, classes: Vec<Vec<usize>>, most: usize, alike: impl Fn(&Counted) -> u64) -> Vec<Vec<usize>> {
        let mut buckets: Vec<Vec<Vec<usize>>> = Vec::new();
        let mut places: HashMap<(ScoreId, u64, &str, u64), usize> = HashMap::new();
        for class in classes {
            let Some(first) = class.first().and_then(|at| self.rules.get(*at)) else { continue };
            let place = *places.entry((first.score, first.seen, &first.shape, alike(first))).or_insert(buckets.len());
            match buckets.get_mut(place) {
                Some(bucket) => bucket.push(class),
                None => buckets.push(vec![class]),
            }
        }
        let mut joined = Vec::new();
        for bucket in buckets {
            if bucket.len() > most {
                joined.extend(bucket);
                continue;
            }
            let start = joined.len();
            let mut written: HashMap<&Written, usize> = HashMap::new();
            for class in bucket {
                let Some((first, one)) = class.first().and_then(|at| Some((*at, self.rules.get(*at)?))) else {
                    continue;
                };
                let known = written.get(&one.said).copied();
                let near = || (start..joined.len()).take(3).find(|at| self.is_same(joined.get(*at), first));
                let place = known.or_else(near).unwrap_or(joined.len());
                written.insert(&one.said, place);
                match joined.get_mut(place) {
                    Some(same) => same.extend(class),
                    None => joined.push(class),
                }
            }
        }
        joined
    }

    /// Whether a rule is proved to fire for the same leads as those of a class.
    fn is_same(&self, class: Option<&Vec<usize>>, at: usize) -> bool {
        let before = class.and_then(|class| class.first()).and_then(|at| self.rules.get(*at));
        let Some((one, other)) = before.zip(self.rules.get(at)) else { return false };
        if self.questions.get() == 0 {
            return false;
        }
        self.questions.set(self.questions.get() - 1);
        let analysis = self.analysis;
        // Said alike in the same blocks, they are the same on every day.
        if one.said.said == other.said.said && one.said.blocks == other.said.blocks && one.within == other.within {
            return true;
        }
        let same = |(one, other)| analysis.proves(one, other) && analysis.proves(other, one);
        match (&one.rule.fires, &other.rule.fires) {
            (Fires::When(_), Fires::When(_)) => {
                let both = analysis.fires(one.rule.id).zip(analysis.fires(other.rule.id));
                both.is_some_and(same)
            }
            (Fires::Each(one_of), Fires::Each(other_of))
                if one_of.list == other_of.list
                    && one.said.blocks == other.said.blocks
                    && one.within == other.within =>
            {
                same((analysis.of_entry(one_of), analysis.of_entry(other_of)))
            }
            _ => false,
        }
    }
}
