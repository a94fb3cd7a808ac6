//! Scores leads by a plan, one after the other.

use super::Plan;
use super::classes::Classes;
use super::counts::{BitCounts, Counts};
use super::lookup::{Lookup, NONE};
use super::of_thing::{FiredAlone, Held, Outcome, Scratch};
use super::uses::Thing;
use crate::eval::{Row, Verdict};
use crate::rules::{FieldId, LabelId, Lead, RuleId};
use crate::value::{NumberRange, Points, Text, Truth, Value};

/// The class of a field's value: the number that a scorer gives it. It stands until a scorer says that classes are void.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Class(u32);

#[cfg(feature = "files")]
impl Class {
    /// The class of a number, as [`Class::number`] gave it.
    pub(crate) fn of(number: u32) -> Class {
        Class(number)
    }

    /// The number of the class, below 2^31.
    pub(crate) fn number(self) -> u32 {
        self.0
    }
}

/// What came out for one lead.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scored {
    /// Each score, within its bounds.
    pub scores: Vec<Points>,
    /// Which disqualifiers are true.
    pub disqualifiers: Vec<bool>,
    /// Where the lead stands on each ladder, counted from 0; `None` is below the first step, where only disqualified leads are.
    pub steps: Vec<Option<usize>>,
    /// For each ladder, whether the field of `never below` holds something that names no step.
    pub names_no_step: Vec<bool>,
    /// For each ladder the steps above that one whose own condition is true.
    pub held_below: Vec<Vec<usize>>,
    /// For each label the number of the choice that gave it, from 0, and its row where that is a table; `None` for `otherwise` and
    /// for labels that are joined. [`Scorer::label`] has the value.
    pub choices: Vec<Option<(usize, Option<Row>)>>,
}

impl Scored {
    /// Whether any disqualifier is true.
    pub fn is_disqualified(&self) -> bool {
        self.disqualifiers.contains(&true)
    }
}

/// A rule or table that fired.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fired {
    /// Which.
    pub rule: RuleId,
    /// The row that decided, where it is a table.
    pub row: Option<Row>,
    /// What it gave.
    pub points: Points,
}

/// Scores leads by a plan. It remembers the classes of values that it has seen, and allocates nothing for a lead all of whose values
/// it knows.
///
/// ```
/// use qualify::{Ruleset, plan::{Plan, Scorer}, rules::{FieldId, Lead}, value::Value};
/// let ruleset = Ruleset::parse("when downloads >= 2 then +5")?;
/// let plan = Plan::new(ruleset.rules(), jiff::civil::date(2026, 1, 15));
/// let mut scorer = Scorer::new(&plan);
/// let mut lead = Lead::unknown(1);
/// for (downloads, score) in [(1.0, "0"), (3.0, "5")] {
///     lead.set(FieldId(0), Some(Value::Number(downloads)));
///     assert_eq!(scorer.score(&lead).scores[0].to_string(), score);
/// }
/// # Ok::<(), qualify::Findings>(())
/// ```
#[derive(Debug)]
pub struct Scorer<'p, 'r> {
    pub(super) plan: &'p Plan<'r>,
    pub(super) known: Vec<Known>,
    /// The class of each thing, of the lead that is looked at.
    pub(super) class_of: Vec<u32>,
    /// Terms that may be true, and those that may be other than false.
    pub(super) may_be_true: Vec<u64>,
    pub(super) may_be_known: Vec<u64>,
    pub(super) sums: Vec<i64>,
    pub(super) scored: Scored,
    /// What came out so far, for what is asked of the lead as it stands.
    pub(super) verdict: Verdict,
    /// What fired and what was undecided beside what follows from classes and bits.
    pub(super) fired_beside: Vec<FiredAlone>,
    pub(super) undecided_beside: Vec<RuleId>,
    /// The leads that are looked at together: for each what the fields so far have left of the terms, have added up, and of which
    /// class each thing is.
    lanes: Lanes,
    scratch: Scratch,
    pub(super) counts: Counts,
    pub(super) true_bits: BitCounts,
    pub(super) known_bits: BitCounts,
    pub(super) label_values: Vec<LabelValues>,
    pub(super) fields: Vec<(FieldId, usize)>,
    pub(super) is_counting: bool,
    is_full: bool,
}

/// How many leads are looked at together: few enough for what is known of them to stay at hand.
pub(crate) const TOGETHER: usize = 128;

/// Leads that are looked at together.
#[derive(Debug, Default)]
struct Lanes {
    count: usize,
    may_be_true: Vec<u64>,
    may_be_known: Vec<u64>,
    sums: Vec<i64>,
    /// First of the first thing for each lead, then of the second one.
    class_of: Vec<u32>,
}

/// A field, of all leads that are looked at together.
pub(crate) struct Column<'s, 'p, 'r> {
    plan: &'p Plan<'r>,
    place: usize,
    known: &'s mut Known,
    lanes: &'s mut Lanes,
    scratch: &'s mut Scratch,
    is_full: &'s mut bool,
    is_counting: bool,
}

/// What is known of the values of a thing.
#[derive(Debug)]
pub(super) struct Known {
    pub(super) classes: Classes,
    pub(super) lookup: Lookup,
}

/// The values that a label has by its choices.
#[derive(Debug, Default)]
pub(super) struct LabelValues {
    /// That of `otherwise`; of a joined label that of the lead that was scored last.
    pub(super) otherwise: Text,
    /// For each choice its value, or those of the rows of its table: with cases, `unknown`, `other`.
    pub(super) choices: Vec<Vec<Option<Text>>>,
}

impl<'p, 'r> Scorer<'p, 'r> {
    /// A scorer for a plan.
    pub fn new(plan: &'p Plan<'r>) -> Scorer<'p, 'r> {
        let rules = plan.rules;
        let known = plan.things.iter().map(|of| Known { classes: Classes::new(of), lookup: Lookup::new(of, rules) });
        let words = plan.layout.may_be_true.len();
        let fields = plan.things.iter().enumerate().filter_map(|(at, of)| match of.thing {
            Thing::Field(id) => Some((id, at)),
            _ => None,
        });
        Scorer {
            plan,
            known: known.collect(),
            class_of: vec![0; plan.things.len()],
            may_be_true: vec![0; words],
            may_be_known: vec![0; words],
            sums: vec![0; plan.buckets.len()],
            scored: Scored::blank(plan),
            verdict: Verdict::blank(rules),
            fired_beside: Vec::new(),
            undecided_beside: Vec::new(),
            lanes: Lanes::default(),
            scratch: Scratch::new(rules),
            counts: Counts::new(rules),
            true_bits: BitCounts::new(words),
            known_bits: BitCounts::new(words),
            label_values: LabelValues::of_all(rules),
            fields: fields.collect(),
            is_counting: false,
            is_full: false,
        }
    }

    /// A scorer that counts how often rules fire, and how often they are undecided.
    pub fn counting(plan: &'p Plan<'r>) -> Scorer<'p, 'r> {
        Scorer { is_counting: true, ..Scorer::new(plan) }
    }

    /// The plan.
    pub fn plan(&self) -> &'p Plan<'r> {
        self.plan
    }

    /// Scores a lead.
    pub fn score(&mut self, lead: &Lead) -> &Scored {
        self.begin();
        for at in 0..self.fields.len() {
            let Some((field, place)) = self.fields.get(at).copied() else { continue };
            let class = self.class_in(place, &Held::Value(lead.get(field)));
            if let Some(of) = self.class_of.get_mut(place) {
                *of = class;
            }
        }
        self.start();
        for at in 0..self.fields.len() {
            if let Some((_, place)) = self.fields.get(at) {
                self.apply(*place);
            }
        }
        self.finish(Some(lead));
        if self.is_counting {
            self.count_lead();
        }
        &self.scored
    }

    /// Scores leads, many at a time; `take` is handed the number of each, and the scorer to be asked what came out for it.
    pub fn score_all(&mut self, leads: &[Lead], mut take: impl FnMut(usize, &Self)) {
        let fields: Vec<FieldId> = self.fields.iter().map(|(field, _)| *field).collect();
        let mut classes: Vec<Class> = Vec::new();
        for (chunk, leads) in leads.chunks(TOGETHER).enumerate() {
            self.begin_lanes(leads.len());
            for field in &fields {
                let Some(mut column) = self.column(*field) else { continue };
                classes.clear();
                classes.extend(leads.iter().map(|lead| column.class(lead.get(*field))));
                column.put_all(&classes);
            }
            for (lane, lead) in leads.iter().enumerate() {
                self.score_lane(lane, Some(lead));
                take(chunk * TOGETHER + lane, self);
            }
            self.count_lanes();
        }
    }

    /// Makes room where the classes have become too many; those that were given out before are void then, which is said by `true`.
    fn begin(&mut self) -> bool {
        if !std::mem::take(&mut self.is_full) {
            return false;
        }
        self.count_classes();
        for known in &mut self.known {
            known.classes.clear();
            known.lookup.clear();
        }
        true
    }

    /// Begins with so many leads, to be looked at field by field, as [`Scorer::begin`] does with one.
    pub(crate) fn begin_lanes(&mut self, count: usize) -> bool {
        let begun = self.begin();
        let Scorer { plan, lanes, is_counting, .. } = self;
        let words = plan.layout.may_be_true.len();
        let fill = |lanes: &mut Vec<u64>, with: &[u64]| {
            lanes.resize(count * words, 0);
            lanes.chunks_exact_mut(words.max(1)).for_each(|lane| lane.copy_from_slice(with));
        };
        fill(&mut lanes.may_be_true, &plan.layout.may_be_true);
        if *is_counting {
            fill(&mut lanes.may_be_known, &plan.layout.may_be_known);
        }
        lanes.count = count;
        lanes.sums.clear();
        lanes.sums.resize(count * plan.buckets.len(), 0);
        lanes.class_of.resize(count * plan.things.len(), 0);
        begun
    }

    /// A field, to be looked at for one lead after the other; `None` where nothing looks at it.
    pub(crate) fn column(&mut self, field: FieldId) -> Option<Column<'_, 'p, 'r>> {
        let Scorer { plan, known, lanes, scratch, is_full, is_counting, .. } = self;
        let place = plan.fields.get(field.0).copied().flatten()?;
        let known = known.get_mut(place)?;
        Some(Column { plan, place, known, lanes, scratch, is_full, is_counting: *is_counting })
    }

    /// Scores one of the leads whose fields were looked at; its values are given where [`Plan::needed`] names fields.
    pub(crate) fn score_lane(&mut self, lane: usize, lead: Option<&Lead>) -> &Scored {
        let Scorer { lanes, may_be_true, may_be_known, sums, class_of, is_counting, .. } = self;
        let window = |width: usize| lane * width..(lane + 1) * width;
        let take = |all: &mut [u64], lanes: &[u64]| {
            let of_lane = lanes.get(window(all.len())).unwrap_or_default();
            all.iter_mut().zip(of_lane).for_each(|(word, of_lane)| *word = *of_lane);
        };
        take(may_be_true, &lanes.may_be_true);
        if *is_counting {
            take(may_be_known, &lanes.may_be_known);
        }
        let of_lane = lanes.sums.get(window(sums.len())).unwrap_or_default();
        sums.iter_mut().zip(of_lane).for_each(|(sum, of_lane)| *sum = *of_lane);
        let of_lane = lanes.class_of.iter().skip(lane).step_by(lanes.count.max(1));
        class_of.iter_mut().zip(of_lane).for_each(|(class, of_lane)| *class = *of_lane);
        self.finish(lead);
        if self.is_counting {
            // What stands for the conditions is counted for all together.
            let words = self.may_be_true.len();
            let window = lane * words..(lane + 1) * words;
            let Lanes { may_be_true, may_be_known, .. } = &mut self.lanes;
            if let (Some(truly), Some(known)) = (may_be_true.get_mut(window.clone()), may_be_known.get_mut(window)) {
                truly.copy_from_slice(&self.may_be_true);
                let undecided = self.may_be_known.iter().zip(&self.may_be_true).map(|(known, truly)| known & !truly);
                known.iter_mut().zip(undecided).for_each(|(place, word)| *place = word);
            }
        }
        &self.scored
    }

    /// Counts all leads that were looked at together and scored.
    pub(crate) fn count_lanes(&mut self) {
        if self.is_counting {
            self.true_bits.add_lanes(&self.lanes.may_be_true);
            self.known_bits.add_lanes(&self.lanes.may_be_known);
        }
    }

    /// The class of a value of a thing.
    #[inline]
    pub(super) fn class_in(&mut self, place: usize, held: &Held) -> u32 {
        let Scorer { plan, known, scratch, is_full, .. } = self;
        known.get_mut(place).map_or(0, |known| known.class(plan, place, scratch, is_full, held))
    }

    /// What came out for the class of a thing.
    pub(super) fn outcome(&self, place: usize) -> Option<&Outcome> {
        let class = self.class_of.get(place)?;
        self.known.get(place)?.classes.outcome(*class)
    }

    /// What came out for the lead that was scored last.
    pub fn scored(&self) -> &Scored {
        &self.scored
    }

    /// The value of a label, of the lead that was scored last.
    pub fn label(&self, id: LabelId) -> Option<&Text> {
        let choice = self.scored.choices.get(id.0).copied().flatten();
        Some(self.label_values.get(id.0)?.value(choice))
    }

    /// How often each rule fired, and how often it was undecided, of all leads so far; nothing where the scorer is not counting.
    pub fn counts(&mut self) -> Counts {
        self.count_classes();
        self.count_bits();
        self.counts.clone()
    }
}

impl Known {
    /// The class of a value.
    #[inline]
    fn class(&mut self, plan: &Plan, place: usize, scratch: &mut Scratch, is_full: &mut bool, held: &Held) -> u32 {
        let lookup = &mut self.lookup;
        let class = match held {
            Held::Value(Some(Value::Number(number))) => *lookup.number(*number),
            Held::Value(Some(Value::Text(text))) => lookup.text(text.shown()).unwrap_or(NONE),
            Held::Value(Some(Value::Date(day))) => lookup.day(*day).map_or(NONE, |class| *class),
            Held::Value(Some(Value::YesNo(yes))) => *lookup.yes_no(*yes),
            Held::Value(Some(Value::Range(range))) => *lookup.range(range),
            // Lists are many, and hardly come twice.
            Held::Value(Some(Value::List(_))) => NONE,
            Held::Value(None) | Held::Step(None) | Held::Truth(Truth::Unknown) => *lookup.unknown(),
            Held::Score(points) => *lookup.number(points.to_f64()),
            Held::Disqualified(is_out) => *lookup.yes_no(*is_out),
            Held::Step(Some(step)) => *lookup.range(&step_as_range(*step)),
            Held::Label(text) => lookup.text(text.shown()).unwrap_or(NONE),
            Held::Truth(truth) => *lookup.yes_no(*truth == Truth::True),
        };
        if class == NONE { self.ask(plan, place, scratch, is_full, held) } else { class }
    }

    /// Asks what comes out for a value, and remembers its class.
    #[cold]
    fn ask(&mut self, plan: &Plan, place: usize, scratch: &mut Scratch, is_full: &mut bool, held: &Held) -> u32 {
        let Known { classes, lookup } = self;
        let Some(of) = plan.things.get(place) else { return 0 };
        let class = classes.number(of.ask(plan.rules, plan.today, scratch, held));
        *is_full |= classes.is_full();
        let remembered = match held {
            Held::Value(Some(Value::Number(number))) => Some(lookup.number(*number)),
            Held::Value(Some(Value::Date(day))) => lookup.day(*day),
            Held::Value(Some(Value::YesNo(yes))) => Some(lookup.yes_no(*yes)),
            Held::Value(Some(Value::Range(range))) => Some(lookup.range(range)),
            Held::Value(Some(Value::List(_))) => None,
            Held::Value(None) | Held::Step(None) | Held::Truth(Truth::Unknown) => Some(lookup.unknown()),
            Held::Score(points) => Some(lookup.number(points.to_f64())),
            Held::Disqualified(is_out) => Some(lookup.yes_no(*is_out)),
            Held::Step(Some(step)) => Some(lookup.range(&step_as_range(*step))),
            Held::Truth(truth) => Some(lookup.yes_no(*truth == Truth::True)),
            Held::Value(Some(Value::Text(text))) => {
                lookup.remember(text.shown(), class);
                None
            }
            Held::Label(text) => {
                lookup.remember(text.shown(), class);
                None
            }
        };
        if let Some(remembered) = remembered {
            *remembered = class;
        }
        class
    }
}

impl Column<'_, '_, '_> {
    /// The class of the field's value; `None` is unknown. Defaults are to be filled in already.
    pub(crate) fn class(&mut self, value: Option<&Value>) -> Class {
        let Column { plan, place, known, scratch, is_full, .. } = self;
        Class(known.class(plan, *place, scratch, is_full, &Held::Value(value)))
    }

    /// The class of a number.
    #[cfg(feature = "files")]
    #[inline]
    pub(crate) fn number(&mut self, number: f64) -> Class {
        match *self.known.lookup.number(number) {
            NONE => self.class(Some(&Value::Number(number))),
            class => Class(class),
        }
    }

    /// Says of which class the field is of each lead.
    pub(crate) fn put_all(&mut self, of: &[Class]) {
        let Column { plan, place, known, lanes, is_counting, .. } = self;
        let (words, buckets) = (plan.layout.may_be_true.len(), plan.buckets.len());
        let begin = *place * lanes.count;
        let places = lanes.class_of.get_mut(begin..begin + lanes.count).unwrap_or_default();
        places.iter_mut().zip(of).for_each(|(place, class)| *place = class.0);
        let classes = &mut known.classes;
        let each = of.iter().map(|class| class.0);
        classes.apply_all(each.clone(), &mut lanes.may_be_true, words, &mut lanes.sums, buckets);
        if *is_counting {
            classes.rule_out_all(each.clone(), &mut lanes.may_be_known, words, 1);
            each.for_each(|class| classes.count(class));
        }
    }
}

fn step_as_range(step: usize) -> NumberRange {
    NumberRange::only(step as f64)
}

impl Scored {
    fn blank(plan: &Plan) -> Scored {
        let rules = plan.rules;
        let ladders = rules.ladders.len();
        Scored {
            scores: vec![Points::ZERO; rules.scores.len()],
            disqualifiers: vec![false; rules.disqualifiers.len()],
            steps: vec![None; ladders],
            names_no_step: vec![false; ladders],
            held_below: vec![Vec::new(); ladders],
            choices: vec![None; rules.labels.len()],
        }
    }
}
