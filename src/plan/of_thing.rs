//! All that depends on one thing alone, and what it comes to for a value: asked of the plain evaluator.

use super::Single;
use super::layout::{Say, WORD, clear};
use super::terms::Asked;
use super::uses::{Thing, Uses, UsesOf};
use crate::eval::{Judged, Labelled, Row, Status, Verdict};
use crate::rules::{Choice, DefinitionId, FieldId, Label, LabelBody, LabelId, LadderId, Lead, Part, RuleId, Rules};
use crate::value::{Points, Text, Truth, Value};
use jiff::civil::Date;

/// What depends on one thing alone.
#[derive(Debug)]
pub(super) struct OfThing<'r> {
    pub(super) thing: Thing,
    asked: Vec<Asked<'r>>,
    says: Vec<Say>,
    /// The words of the layout that it has a say in.
    pub(super) from: usize,
    pub(super) words: usize,
    singles: Vec<Single<'r>>,
    /// The buckets that its singles give to, each once.
    pub(super) buckets: Vec<usize>,
    /// Labels that look at nothing else.
    pub(super) labels: Vec<&'r Label>,
    /// Choices of labels that are tables over it.
    pub(super) tables: Vec<(LabelId, usize, &'r Choice)>,
    /// Ladders whose floor it names.
    pub(super) floors: Vec<LadderId>,
    /// The definitions that all that rests on, in order.
    definitions: Vec<DefinitionId>,
}

/// A value of a thing.
#[derive(Clone, Debug)]
pub(super) enum Held<'v> {
    /// Of a field; `None` is unknown.
    Value(Option<&'v Value>),
    Score(Points),
    Disqualified(bool),
    /// A step of a ladder; `None` is below the first.
    Step(Option<usize>),
    Label(&'v Text),
    Truth(Truth),
}

/// What comes out for a value.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Outcome {
    /// The bits of terms that may still be true, and behind them of those that may be other than false.
    pub(super) bits: Vec<u64>,
    /// What it gives to each of its buckets.
    pub(super) sums: Vec<i64>,
    pub(super) fired: Vec<FiredAlone>,
    pub(super) undecided: Vec<RuleId>,
    /// For each label the choice that is taken, and its row where that is a table; `None` for `otherwise`.
    pub(super) choices: Vec<Option<(usize, Option<Row>)>>,
    /// For each table: the row that decides, if any.
    pub(super) rows: Vec<Option<Row>>,
    /// For each floor: the step that it names, and whether it names none though it is known.
    pub(super) floors: Vec<(Option<usize>, bool)>,
}

/// A rule that fired.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct FiredAlone {
    pub(super) rule: RuleId,
    pub(super) row: Option<Row>,
    pub(super) hundredths: i64,
}

impl<'r> OfThing<'r> {
    pub(super) fn new(thing: Thing, asked: Vec<Asked<'r>>, says: Vec<Say>) -> OfThing<'r> {
        let words = says.iter().map(|say| say.bit / WORD);
        let (from, to) = (words.clone().min().unwrap_or(0), words.max().map_or(0, |last| last + 1));
        OfThing {
            thing,
            asked,
            says,
            from,
            words: to - from,
            singles: Vec::new(),
            buckets: Vec::new(),
            labels: Vec::new(),
            tables: Vec::new(),
            floors: Vec::new(),
            definitions: Vec::new(),
        }
    }

    pub(super) fn add_single(&mut self, single: Single<'r>) {
        if !self.buckets.contains(&single.bucket) {
            self.buckets.push(single.bucket);
        }
        self.singles.push(single);
    }

    pub(super) fn find_definitions(&mut self, all: &UsesOf<'r>) {
        let mut uses = Uses::default();
        for asked in &self.asked {
            if let Asked::Condition(condition) = asked {
                uses.add(&all.condition(condition));
            }
        }
        for single in &self.singles {
            uses.add(&all.part(single.part));
            single.gates.iter().for_each(|gate| uses.add(&all.condition(gate)));
        }
        let choices = self.labels.iter().flat_map(|label| choices_of(label));
        choices.chain(self.tables.iter().map(|(.., choice)| *choice)).for_each(|choice| uses.add(&all.choice(choice)));
        self.definitions = all.in_order(&uses);
    }

    /// The conditions, parts and choices that look at it alone.
    pub(super) fn all_asked(&self) -> (&[Asked<'r>], impl Iterator<Item = (&'r Part, &[&'r crate::rules::Condition])>) {
        (&self.asked, self.singles.iter().map(|single| (single.part, single.gates.as_slice())))
    }

    /// The definitions that what depends on it rests on.
    pub(super) fn definitions(&self) -> &[DefinitionId] {
        &self.definitions
    }

    /// What comes out for a value. The lead and the verdict are there to be written in, and hold nothing of use.
    pub(super) fn ask(&self, rules: &'r Rules, today: Date, scratch: &mut Scratch, held: &Held) -> Outcome {
        scratch.put(self.thing, held);
        let verdict = std::mem::take(&mut scratch.verdict);
        let mut judged = Judged::so_far(rules, &scratch.lead, today, verdict);
        self.definitions.iter().for_each(|id| judged.define(*id));
        let truths = self.asked.iter().map(|asked| match (asked, held) {
            (Asked::Condition(condition), _) => judged.truth(condition),
            (Asked::Itself, Held::Truth(truth)) => *truth,
            (Asked::Itself, _) => Truth::Unknown,
        });
        let truths: Vec<Truth> = truths.collect();
        let mut outcome = Outcome { bits: self.bits(&truths), sums: vec![0; self.buckets.len()], ..Outcome::default() };
        for single in &self.singles {
            let gate = Truth::all(single.gates.iter().map(|gate| judged.truth(gate)));
            let points = judged.gives(single.part, gate);
            let at = self.buckets.iter().position(|bucket| *bucket == single.bucket);
            if let Some(sum) = at.and_then(|at| outcome.sums.get_mut(at)) {
                *sum += points.hundredths();
            }
            outcome.add(single.part, judged.verdict());
        }
        for label in &self.labels {
            let labelled = judged.labels(label);
            outcome.choices.push(labelled.choice.map(|choice| (choice, labelled.row)));
        }
        for (_, at, choice) in &self.tables {
            outcome.rows.push(judged.chooses(*at, choice).and_then(|labelled: Labelled| labelled.row));
        }
        for id in &self.floors {
            if let Some(ladder) = rules.ladders.get(id.0) {
                let standing = judged.stands(ladder);
                outcome.floors.push((standing.floor, standing.floor_names_no_step));
            }
        }
        scratch.verdict = judged.into_verdict();
        scratch.put(self.thing, &Held::Value(None));
        outcome
    }

    fn bits(&self, truths: &[Truth]) -> Vec<u64> {
        let mut bits = vec![u64::MAX; 2 * self.words];
        let (may_be_true, may_be_known) = bits.split_at_mut(self.words);
        for say in &self.says {
            let truth = truths.get(say.asked).copied().unwrap_or(Truth::Unknown);
            let truth = if say.negated { !truth } else { truth };
            let bit = say.bit - self.from * WORD;
            if truth != Truth::True {
                clear(may_be_true, bit);
            }
            if truth == Truth::False {
                clear(may_be_known, bit);
            }
        }
        bits
    }
}

impl Outcome {
    /// Notes what became of the rules of a part.
    pub(super) fn add(&mut self, part: &Part, verdict: &Verdict) {
        for_each_rule(part, &mut |rule| {
            let outcome = verdict.rule(rule);
            match outcome.status {
                Status::Fired => {
                    let (row, hundredths) = (outcome.row, outcome.points.hundredths());
                    self.fired.push(FiredAlone { rule, row, hundredths });
                }
                Status::Undecided => self.undecided.push(rule),
                Status::NotFired => {}
            }
        });
    }
}

/// The choices of a label.
pub(super) fn choices_of(label: &Label) -> &[Choice] {
    match &label.body {
        LabelBody::Choices { choices, .. } => choices,
        LabelBody::Joined(_) => &[],
    }
}

/// The rules and tables of a rule, a table or a `first`.
pub(super) fn for_each_rule(part: &Part, visit: &mut impl FnMut(RuleId)) {
    match part {
        Part::Rule(rule) => visit(rule.id),
        Part::Table(table) => table.id.into_iter().for_each(visit),
        Part::First(first) => first.rules.iter().for_each(|rule| visit(rule.id)),
        Part::Group(_) | Part::When(_) => {}
    }
}

/// A lead and a verdict to ask single questions of.
#[derive(Debug)]
pub(super) struct Scratch {
    pub(super) lead: Lead,
    pub(super) verdict: Verdict,
}

impl Scratch {
    pub(super) fn new(rules: &Rules) -> Scratch {
        Scratch { lead: Lead::unknown(rules.fields.len()), verdict: Verdict::blank(rules) }
    }

    fn put(&mut self, thing: Thing, held: &Held) {
        let Scratch { lead, verdict } = self;
        match (thing, held) {
            (Thing::Field(FieldId(field)), Held::Value(value)) => lead.set(FieldId(field), value.cloned()),
            (Thing::Score(id), Held::Score(points)) => place(&mut verdict.scores, id.0, *points),
            (Thing::Disqualified, Held::Disqualified(is_out)) => {
                verdict.disqualifiers.iter_mut().for_each(|one| *one = false);
                place(&mut verdict.disqualifiers, 0, *is_out);
            }
            (Thing::Ladder(id), Held::Step(step)) => {
                if let Some(standing) = verdict.ladders.get_mut(id.0) {
                    standing.step = *step;
                }
            }
            (Thing::Label(id), Held::Label(value)) => {
                if let Some(labelled) = verdict.labels.get_mut(id.0) {
                    labelled.value = (*value).clone();
                }
            }
            // What is left there of other things nothing looks at.
            _ => {}
        }
    }
}

fn place<T>(all: &mut [T], at: usize, value: T) {
    if let Some(place) = all.get_mut(at) {
        *place = value;
    }
}
