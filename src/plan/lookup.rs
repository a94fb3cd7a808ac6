//! From a value of a thing to its class, once it was asked for.

use super::of_thing::{OfThing, choices_of};
use super::terms::Asked;
use super::texts::Texts;
use super::uses::Thing;
use crate::rules::{
    Award, Condition, DefinitionBody, DefinitionId, Expr, Fires, Part, Rule, Rules, Subject, Table, Test,
};
use crate::value::{NumberRange, Range};
use jiff::civil::Date;
use std::collections::BTreeSet;

type Map<K> = hashbrown::HashMap<K, u32, foldhash::fast::FixedState>;

/// What stands for a class that was not asked for yet.
pub(super) const NONE: u32 = u32::MAX;

/// How many values are remembered.
const MOST_VALUES: usize = 100_000;

/// The first year of the calendar that is looked up day by day, and how many years it has.
const FIRST_YEAR: i16 = 1900;
const YEARS: usize = 200;

/// Remembers classes of values.
#[derive(Debug)]
pub(super) struct Lookup {
    unknown: u32,
    yes_no: [u32; 2],
    numbers: Numbers,
    days: Vec<u32>,
    texts: Texts,
    ranges: Map<[u64; 3]>,
}

/// Where classes of numbers begin and end.
#[derive(Debug)]
enum Numbers {
    /// At these numbers, ascending: a class below the first, one for it, one between it and the second, and so on.
    Between { thresholds: Thresholds, classes: Vec<u32> },
    /// Each number may have a class of its own.
    Each(Map<u64>),
}

/// Numbers in their order, to be found without looking at many of them.
#[derive(Debug)]
struct Thresholds {
    all: Vec<f64>,
    /// For each stretch of numbers that begin with the same bits: how many thresholds lie below it.
    below: Vec<u32>,
    /// The first stretch.
    from: u64,
}

/// By how many of their last bits numbers of one stretch may differ: so much is cut off, and six bits of the mantissa stay.
const STRETCH: u32 = 46;

/// More stretches than this are not told apart; such thresholds are found by halving.
const MOST_STRETCHES: u64 = 1 << 14;

/// So few are compared all at once.
const FEW: usize = 16;

impl Thresholds {
    fn new(all: Vec<f64>) -> Thresholds {
        let stretch = |number: &f64| ordered(*number) >> STRETCH;
        let (from, to) = (all.first().map_or(0, stretch), all.last().map_or(0, stretch));
        let mut below = Vec::new();
        if all.len() > FEW && to - from < MOST_STRETCHES {
            below.extend((from..=to + 1).map(|at| all.partition_point(|number| stretch(number) < at) as u32));
        }
        Thresholds { all, below, from }
    }

    /// How many are below a number.
    #[inline]
    fn below(&self, number: f64) -> usize {
        if self.all.len() <= FEW {
            return self.all.iter().map(|threshold| usize::from(*threshold < number)).sum();
        }
        if self.below.is_empty() {
            return self.all.partition_point(|threshold| *threshold < number);
        }
        let stretch = (ordered(number) >> STRETCH).saturating_sub(self.from);
        let at = usize::try_from(stretch).unwrap_or(usize::MAX).min(self.below.len() - 1);
        let first = self.below.get(at).map_or(0, |below| *below as usize);
        let here = self.all.get(first..).unwrap_or_default();
        first + here.iter().take_while(|threshold| **threshold < number).count()
    }
}

impl Lookup {
    pub(super) fn new(of: &OfThing, rules: &Rules) -> Lookup {
        let mut thresholds = Some(BTreeSet::new());
        let (asked, parts) = of.all_asked();
        let mut find = Find { thing: of.thing, found: &mut thresholds };
        for asked in asked {
            if let Asked::Condition(condition) = asked {
                find.condition(condition);
            }
        }
        for (part, gates) in parts {
            gates.iter().for_each(|gate| find.condition(gate));
            find.part(part);
        }
        of.tables.iter().for_each(|(.., choice)| find.choice(choice));
        of.labels.iter().flat_map(|label| choices_of(label)).for_each(|choice| find.choice(choice));
        of.definitions().iter().for_each(|id| find.definition(rules, *id));
        let numbers = match thresholds {
            Some(found) => {
                let thresholds: Vec<f64> = found.into_iter().map(from_ordered).collect();
                let classes = vec![NONE; 2 * thresholds.len() + 1];
                Numbers::Between { thresholds: Thresholds::new(thresholds), classes }
            }
            None => Numbers::Each(Map::default()),
        };
        let (texts, ranges) = (Texts::default(), Map::default());
        Lookup { unknown: NONE, yes_no: [NONE; 2], numbers, days: Vec::new(), texts, ranges }
    }

    /// Forgets all classes.
    pub(super) fn clear(&mut self) {
        (self.unknown, self.yes_no) = (NONE, [NONE; 2]);
        match &mut self.numbers {
            Numbers::Between { classes, .. } => classes.iter_mut().for_each(|class| *class = NONE),
            Numbers::Each(all) => all.clear(),
        }
        self.days.clear();
        self.texts.clear();
        self.ranges.clear();
    }

    /// The class of what is unknown.
    #[inline]
    pub(super) fn unknown(&mut self) -> &mut u32 {
        &mut self.unknown
    }

    /// The class of a yes or no.
    #[inline]
    pub(super) fn yes_no(&mut self, yes: bool) -> &mut u32 {
        let [no_class, yes_class] = &mut self.yes_no;
        if yes { yes_class } else { no_class }
    }

    /// The class of a number.
    #[inline]
    pub(super) fn number(&mut self, number: f64) -> &mut u32 {
        match &mut self.numbers {
            Numbers::Between { thresholds, classes } => {
                let below = thresholds.below(number);
                let is_at = thresholds.all.get(below).is_some_and(|threshold| *threshold == number);
                // There is always one more than twice the thresholds.
                classes.get_mut(2 * below + usize::from(is_at)).unwrap_or(&mut self.unknown)
            }
            Numbers::Each(all) => {
                if all.len() >= MOST_VALUES {
                    all.clear();
                }
                all.entry(number.to_bits()).or_insert(NONE)
            }
        }
    }

    /// The class of a day; `None` where it is not remembered.
    #[inline]
    pub(super) fn day(&mut self, day: Date) -> Option<&mut u32> {
        let at = place_of_day(day.year(), day.month(), day.day())?;
        if self.days.is_empty() {
            self.days = vec![NONE; YEARS << 9];
        }
        self.days.get_mut(at)
    }

    /// The class of a text as it is shown.
    #[inline]
    pub(super) fn text(&mut self, text: &str) -> Option<u32> {
        self.texts.get(text.as_bytes())
    }

    /// Remembers the class of a text as it is shown.
    pub(super) fn remember(&mut self, text: &str, class: u32) {
        self.texts.insert(text.as_bytes(), class);
    }

    /// The class of a range that a number lies in.
    pub(super) fn range(&mut self, range: &NumberRange) -> &mut u32 {
        let end = |end: Option<f64>| end.map_or(u64::MAX, f64::to_bits);
        let flags = u64::from(range.excludes_low) << 1 | u64::from(range.excludes_high);
        if self.ranges.len() >= MOST_VALUES {
            self.ranges.clear();
        }
        self.ranges.entry([end(range.low), end(range.high), flags]).or_insert(NONE)
    }
}

/// Where a day stands in the calendar.
#[inline]
fn place_of_day(year: i16, month: i8, day: i8) -> Option<usize> {
    let year = usize::try_from(year.checked_sub(FIRST_YEAR)?).ok().filter(|year| *year < YEARS)?;
    Some(year << 9 | usize::try_from(month).ok()? << 5 | usize::try_from(day).ok()?)
}

/// Finds the numbers at which what is asked of a thing may change; none are found where it may change at any.
struct Find<'f> {
    thing: Thing,
    found: &'f mut Option<BTreeSet<u64>>,
}

impl Find<'_> {
    fn condition(&mut self, condition: &Condition) {
        match condition {
            Condition::All(parts) | Condition::Any(parts) | Condition::AtLeast(_, parts) => {
                parts.iter().for_each(|part| self.condition(part));
            }
            Condition::Not(inner) => self.condition(inner),
            // What is defined is looked at by itself.
            Condition::Defined(_) => {}
            Condition::Clause(clause) => self.test(&clause.test),
        }
    }

    fn test(&mut self, test: &Test) {
        match test {
            Test::Compare(_, left, right) => {
                let (left, right) = (self.side(left), self.side(right));
                if !left || !right {
                    *self.found = None;
                }
            }
            Test::InRange(expr, Range::Numbers(range), _) if self.is_thing(expr) => {
                range.low.into_iter().chain(range.high).for_each(|number| self.add(number));
            }
            Test::InList { value, list, .. } if self.is_thing(value) => {
                list.numbers.iter().for_each(|number| self.add(*number));
            }
            Test::Known(Subject::Value(expr), _) if self.is_thing(expr) => {}
            Test::Known(Subject::Condition(_), _) => {}
            // Of other things than numbers no thresholds are needed.
            _ => *self.found = None,
        }
    }

    /// Whether one side of a comparison is the thing itself or a number.
    fn side(&mut self, expr: &Expr) -> bool {
        match expr {
            Expr::Number(number) => {
                self.add(*number);
                true
            }
            expr => self.is_thing(expr),
        }
    }

    fn is_thing(&self, expr: &Expr) -> bool {
        match (expr, self.thing) {
            (Expr::Field(id), Thing::Field(thing)) => *id == thing,
            (Expr::Score(id), Thing::Score(thing)) => *id == thing,
            _ => false,
        }
    }

    fn add(&mut self, number: f64) {
        if let Some(found) = self.found {
            found.insert(ordered(number));
        }
    }

    fn part(&mut self, part: &Part) {
        match part {
            Part::Rule(rule) => self.rule(rule),
            Part::Table(table) => {
                self.table(table);
                table.rows().for_each(|row| self.award(&row.gives));
            }
            Part::First(first) => first.rules.iter().for_each(|rule| self.rule(rule)),
            Part::Group(_) | Part::When(_) => *self.found = None,
        }
    }

    fn rule(&mut self, rule: &Rule) {
        match &rule.fires {
            Fires::When(condition) => self.condition(condition),
            Fires::Each(_) => *self.found = None,
        }
        self.award(&rule.award);
    }

    fn award(&mut self, award: &Award) {
        if award.per.is_some() || award.losing.is_some() {
            *self.found = None;
        }
    }

    fn table<G>(&mut self, table: &Table<G>) {
        if !self.is_thing(&table.by) {
            // One over a definition goes by what that comes to.
            if !matches!(table.by, Expr::Defined(_)) {
                *self.found = None;
            }
            return;
        }
        for range in table.rows().flat_map(|row| &row.ranges) {
            if let Range::Numbers(range) = range {
                range.low.into_iter().chain(range.high).for_each(|number| self.add(number));
            }
        }
    }

    fn choice(&mut self, choice: &crate::rules::Choice) {
        match choice {
            crate::rules::Choice::When { condition, .. } => self.condition(condition),
            crate::rules::Choice::Table(table) => self.table(table),
        }
    }

    fn definition(&mut self, rules: &Rules, id: DefinitionId) {
        match rules.definitions.get(id.0).map(|definition| &definition.body) {
            Some(DefinitionBody::Condition(condition)) => self.condition(condition),
            Some(DefinitionBody::Value(..)) | None => *self.found = None,
        }
    }
}

/// A number as bits that are ordered as numbers are.
#[inline]
fn ordered(number: f64) -> u64 {
    // Both zeros are one.
    let bits = (if number == 0.0 { 0.0 } else { number }).to_bits();
    if bits >> 63 == 1 { !bits } else { bits | 1 << 63 }
}

fn from_ordered(bits: u64) -> f64 {
    f64::from_bits(if bits >> 63 == 1 { bits & !(1 << 63) } else { !bits })
}
