//! What is done for each lead once the classes of its fields are known.

use super::layout::is_set;
use super::of_thing::{FiredAlone, Held, Outcome};
use super::scorer::{Fired, Known, LabelValues, Scored, Scorer};
use super::{ChoicePlan, FirstPlan, LabelPlan, LadderPlan, Plan, RuleInSlot, ScorePlan, Step};
use crate::eval::{Judged, Row};
use crate::rules::{Choice, LabelBody, Lead, Rules};
use crate::value::{Coefficient, Points, Text, Truth};

impl<'p, 'r> Scorer<'p, 'r> {
    /// Begins with a lead, of which no field has had its say.
    pub(super) fn start(&mut self) {
        let plan = self.plan;
        self.may_be_true.copy_from_slice(&plan.layout.may_be_true);
        if self.is_counting {
            self.may_be_known.copy_from_slice(&plan.layout.may_be_known);
        }
        self.sums.fill(0);
    }

    /// Works out what comes out for the lead all of whose fields have had their say. Its values are looked at only where
    /// [`Plan::needed`] names fields.
    pub(super) fn finish(&mut self, lead: Option<&Lead>) -> &Scored {
        let plan = self.plan;
        self.fired_beside.clear();
        self.undecided_beside.clear();
        let blank = Lead::default();
        let lead = lead.unwrap_or(&blank);
        for step in &plan.steps {
            match step {
                Step::Ask { thing, condition } => {
                    let truth = self.judged(lead, |judged| judged.truth(condition));
                    self.settle(*thing, &Held::Truth(truth));
                }
                Step::Define(id) => self.judged(lead, |judged| judged.define(*id)),
                Step::Score(score) => self.add_up(score, lead),
                Step::Disqualify { segment, place } => self.disqualify(*segment, *place),
                Step::Ladder(ladder) => self.climb(ladder),
                Step::Label(label) => self.choose(label, lead),
            }
        }
        if self.is_counting {
            self.count_beside();
        }
        &self.scored
    }

    /// Asks something of the lead as it stands.
    fn judged<T>(&mut self, lead: &Lead, ask: impl FnOnce(&mut Judged) -> T) -> T {
        let verdict = std::mem::take(&mut self.verdict);
        let mut judged = Judged::so_far(self.plan.rules, lead, self.plan.today, verdict);
        let answer = ask(&mut judged);
        self.verdict = judged.into_verdict();
        answer
    }

    /// Looks up the class of a thing that has come out, and lets it have its say.
    fn settle(&mut self, place: usize, held: &Held) {
        let class = self.class_in(place, held);
        if let Some(of) = self.class_of.get_mut(place) {
            *of = class;
        }
        self.apply(place);
    }

    /// Lets the class of a thing have its say.
    #[inline]
    pub(super) fn apply(&mut self, place: usize) {
        let Scorer { known, class_of, may_be_true, may_be_known, sums, is_counting, .. } = self;
        let (Some(Known { classes, .. }), Some(class)) = (known.get_mut(place), class_of.get(place)) else { return };
        if *is_counting {
            classes.apply(*class, may_be_true, Some(may_be_known), sums);
            classes.count(*class);
        } else {
            classes.apply(*class, may_be_true, None, sums);
        }
    }

    /// Joins the terms of each condition of a segment.
    fn join(&mut self, segment: usize) {
        let Some(segment) = self.plan.layout.segments.get(segment) else { return };
        for (base, words) in &segment.more {
            for bits in [&mut self.may_be_true, &mut self.may_be_known] {
                let end = bits.len();
                let (before, here) = bits.split_at_mut((*base).min(end));
                let first = before.get_mut(segment.base..segment.base + words).unwrap_or_default();
                first.iter_mut().zip(here).for_each(|(all, word)| *all |= *word);
            }
        }
    }

    /// How true a condition of a segment is. What is unknown is told from what is false only by a scorer that counts.
    fn truth(&self, segment: usize, condition: usize) -> Truth {
        let Some(segment) = self.plan.layout.segments.get(segment) else { return Truth::Unknown };
        let Some(bit) = segment.bits.get(condition) else { return Truth::Unknown };
        let bit = segment.base * 64 + bit;
        if is_set(&self.may_be_true, bit) {
            Truth::True
        } else if is_set(&self.may_be_known, bit) {
            Truth::Unknown
        } else {
            Truth::False
        }
    }

    fn add_up(&mut self, score: &ScorePlan<'r>, lead: &Lead) {
        let plan = self.plan;
        let hundredths = match score.computed {
            Some((constant, terms)) => {
                let of = |id: usize| self.scored.scores.get(id).copied().unwrap_or(Points::ZERO);
                Coefficient::combine(constant, terms.iter().map(|(by, id)| (*by, of(id.0)))).hundredths()
            }
            None => {
                self.join(score.segment);
                self.add_fired(score);
                for first in &score.firsts {
                    self.join(first.segment);
                    self.add_first(first);
                }
                for plain in &score.plain {
                    let points = self.judged(lead, |judged| {
                        let gate = Truth::all(plain.gates.iter().map(|gate| judged.truth(gate)));
                        judged.gives(plain.part, gate)
                    });
                    self.give(plain.bucket, points.hundredths());
                    let mut outcome = Outcome::default();
                    outcome.add(plain.part, &self.verdict);
                    self.fired_beside.append(&mut outcome.fired);
                    self.undecided_beside.append(&mut outcome.undecided);
                }
                0
            }
        };
        self.give(score.root, hundredths);
        let mut points = Points::ZERO;
        for at in score.buckets.iter().rev() {
            let Some(bucket) = plan.buckets.get(*at) else { continue };
            let sum = self.sums.get(*at).copied().unwrap_or(0);
            let low = bucket.low.map_or(sum, |low| sum.max(low.hundredths()));
            let sum = bucket.high.map_or(low, |high| low.min(high.hundredths()));
            match bucket.into {
                Some(into) => self.give(into, sum),
                None => points = Points::clamped(i128::from(sum)),
            }
        }
        if let Some(place) = self.scored.scores.get_mut(score.id.0) {
            *place = points;
        }
        if plan.needed.is_some()
            && let Some(place) = self.verdict.scores.get_mut(score.id.0)
        {
            *place = points;
        }
        if let Some(place) = score.place {
            self.settle(place, &Held::Score(points));
        }
    }

    fn give(&mut self, bucket: usize, hundredths: i64) {
        if let Some(sum) = self.sums.get_mut(bucket) {
            *sum = sum.saturating_add(hundredths);
        }
    }

    /// Adds what the rules of a segment give that fired.
    fn add_fired(&mut self, score: &ScorePlan<'r>) {
        let Scorer { plan, may_be_true, sums, .. } = self;
        each_fired(plan, score, may_be_true, |rule| {
            if let Some(sum) = sums.get_mut(rule.bucket) {
                *sum += rule.points;
            }
        });
    }

    /// Of the rules of a `first` the first that fires counts, where the blocks around it do.
    fn add_first(&mut self, first: &FirstPlan) {
        let gate = self.truth(first.segment, 0);
        for (at, rule) in first.rules.iter().enumerate() {
            let own = self.truth(first.segment, at + 1);
            match gate.and(own) {
                Truth::True => {
                    self.give(rule.bucket, rule.points);
                    self.fired_beside.push(FiredAlone { rule: rule.id, row: None, hundredths: rule.points });
                }
                Truth::Unknown => self.undecided_beside.push(rule.id),
                Truth::False => {}
            }
            if own == Truth::True {
                break;
            }
        }
    }

    fn disqualify(&mut self, segment: usize, place: Option<usize>) {
        self.join(segment);
        for at in 0..self.scored.disqualifiers.len() {
            let is_out = self.truth(segment, at).is_true();
            for all in [&mut self.scored.disqualifiers, &mut self.verdict.disqualifiers] {
                if let Some(place) = all.get_mut(at) {
                    *place = is_out;
                }
            }
        }
        if let Some(place) = place {
            self.settle(place, &Held::Disqualified(self.scored.is_disqualified()));
        }
    }

    fn climb(&mut self, ladder: &LadderPlan) {
        self.join(ladder.segment);
        let floor = ladder.floor.and_then(|place| {
            let of = self.plan.things.get(place)?;
            let at = of.floors.iter().position(|id| *id == ladder.id)?;
            self.outcome(place)?.floors.get(at).copied()
        });
        let (floor, names_no_step) = floor.unwrap_or_default();
        let mut held_below = self.scored.held_below.get_mut(ladder.id.0).map(std::mem::take).unwrap_or_default();
        held_below.clear();
        let meets = |step: &Option<usize>| step.is_none_or(|step| self.truth(ladder.segment, step).is_true());
        let climbed = ladder.steps.iter().take_while(|step| meets(step)).count().checked_sub(1);
        let is_out = self.scored.is_disqualified();
        let step = if is_out { None } else { climbed.max(floor) };
        if !is_out {
            let above = ladder.steps.iter().enumerate().skip(step.map_or(0, |step| step + 1));
            held_below.extend(above.filter(|(_, step)| meets(step)).map(|(at, _)| at));
        }
        if let (Some(steps), Some(held), Some(no_step)) = (
            self.scored.steps.get_mut(ladder.id.0),
            self.scored.held_below.get_mut(ladder.id.0),
            self.scored.names_no_step.get_mut(ladder.id.0),
        ) {
            (*steps, *held, *no_step) = (step, held_below, names_no_step);
        }
        if let Some(standing) = self.verdict.ladders.get_mut(ladder.id.0) {
            standing.step = step;
        }
        if let Some(place) = ladder.place {
            self.settle(place, &Held::Step(step));
        }
    }

    fn choose(&mut self, label: &LabelPlan<'r>, lead: &Lead) {
        let choice = match (label.joined, label.alone) {
            (Some(ids), _) => {
                let joined: String = ids.iter().filter_map(|id| self.label(*id)).map(Text::shown).collect();
                if let Some(values) = self.label_values.get_mut(label.id.0) {
                    values.otherwise = Text::new(&joined);
                }
                None
            }
            (None, Some(place)) => {
                self.outcome(place).and_then(|outcome| outcome.choices.get(label.at).copied().flatten())
            }
            (None, None) => {
                self.join(label.segment);
                (0..label.choices.len()).find_map(|at| Some((at, self.chosen(label, at, lead)?)))
            }
        };
        if let Some(place) = self.scored.choices.get_mut(label.id.0) {
            *place = choice;
        }
        if self.plan.needed.is_none() && label.place.is_none() {
            return;
        }
        let Some(value) = self.label(label.id).cloned() else { return };
        if let Some(place) = label.place {
            self.settle(place, &Held::Label(&value));
        }
        if let Some(labelled) = self.verdict.labels.get_mut(label.id.0) {
            labelled.value = value;
        }
    }

    /// Whether a choice is taken, and the row that decides where it is a table.
    fn chosen(&mut self, label: &LabelPlan<'r>, at: usize, lead: &Lead) -> Option<Option<Row>> {
        match label.choices.get(at)? {
            ChoicePlan::When(condition) => self.truth(label.segment, *condition).is_true().then_some(None),
            ChoicePlan::Table(place) => {
                let tables = &self.plan.things.get(*place)?.tables;
                let table = tables.iter().position(|(id, choice, _)| (*id, *choice) == (label.id, at))?;
                let row = *self.outcome(*place)?.rows.get(table)?;
                row.map(Some)
            }
            ChoicePlan::Plain(choice) => {
                self.judged(lead, |judged| judged.chooses(at, choice)).map(|labelled| labelled.row)
            }
        }
    }

    /// All rules and tables that fired for the lead that was scored last, in no particular order.
    pub fn fired(&self, fired: &mut Vec<Fired>) {
        fired.clear();
        let mut add = |one: &FiredAlone| {
            fired.push(Fired { rule: one.rule, row: one.row, points: Points::from_hundredths(one.hundredths) });
        };
        for place in 0..self.plan.things.len() {
            self.outcome(place).into_iter().flat_map(|outcome| &outcome.fired).for_each(&mut add);
        }
        self.fired_beside.iter().for_each(&mut add);
        for step in &self.plan.steps {
            if let Step::Score(score) = step {
                each_fired(self.plan, score, &self.may_be_true, |rule| {
                    add(&FiredAlone { rule: rule.id, row: None, hundredths: rule.points });
                });
            }
        }
    }

    /// Counts what followed from classes, and begins anew with them.
    pub(super) fn count_classes(&mut self) {
        let Scorer { known, counts, .. } = self;
        for Known { classes, .. } in known {
            for (outcome, leads) in classes.take_leads() {
                outcome.fired.iter().for_each(|one| counts.add_fired(one.rule, leads));
                outcome.undecided.iter().for_each(|rule| counts.add_undecided(*rule, leads));
            }
        }
    }

    /// Counts what followed from bits, and begins anew with them.
    pub(super) fn count_bits(&mut self) {
        let Scorer { plan, counts, true_bits, known_bits, .. } = self;
        let (fired, undecided) = (true_bits.take(), known_bits.take());
        for step in &plan.steps {
            let Step::Score(score) = step else { continue };
            let Some(segment) = plan.layout.segments.get(score.segment) else { continue };
            for (rule, bit) in score.rules.iter().zip(&segment.bits) {
                let at = segment.base * 64 + bit;
                counts.add_fired(rule.id, fired.get(at).copied().unwrap_or(0));
                counts.add_undecided(rule.id, undecided.get(at).copied().unwrap_or(0));
            }
        }
    }

    /// Counts the conditions that are true, and those that are neither true nor false, of the lead that was scored last.
    pub(super) fn count_lead(&mut self) {
        self.true_bits.add(self.may_be_true.iter().copied());
        self.known_bits.add(self.may_be_known.iter().zip(&self.may_be_true).map(|(known, truly)| known & !truly));
    }

    /// Counts what became of rules beside classes and bits, of the lead that was scored last.
    fn count_beside(&mut self) {
        let Scorer { counts, fired_beside, undecided_beside, .. } = self;
        fired_beside.iter().for_each(|one| counts.add_fired(one.rule, 1));
        undecided_beside.iter().for_each(|rule| counts.add_undecided(*rule, 1));
    }
}

/// Visits the rules of a score's segment whose bit is set.
fn each_fired(plan: &Plan, score: &ScorePlan, bits: &[u64], mut visit: impl FnMut(&RuleInSlot)) {
    let Some(segment) = plan.layout.segments.get(score.segment) else { return };
    let words = bits.get(segment.base..segment.base + segment.words).unwrap_or_default();
    for (at, word) in words.iter().enumerate() {
        let mut rest = *word;
        while rest != 0 {
            let bit = 64 * at + rest.trailing_zeros() as usize;
            rest &= rest - 1;
            let rule = segment.conditions.get(bit).and_then(|condition| score.rules.get(*condition));
            if let Some(rule) = rule {
                visit(rule);
            }
        }
    }
}

impl LabelValues {
    /// Those of all labels.
    pub(super) fn of_all(rules: &Rules) -> Vec<LabelValues> {
        rules.labels.iter().map(|label| LabelValues::of_label(&label.body)).collect()
    }

    fn of_label(body: &LabelBody) -> LabelValues {
        let LabelBody::Choices { choices, otherwise } = body else { return LabelValues::default() };
        let value = Text::new;
        let choices = choices.iter().map(|choice| match choice {
            Choice::When { value: one, .. } => vec![Some(value(one))],
            Choice::Table(table) => {
                let rows = table.rows.iter().map(Some).chain([table.unknown.as_ref(), table.other.as_ref()]);
                rows.map(|row| row.map(|row| value(&row.gives))).collect()
            }
        });
        let otherwise = value(otherwise.as_ref().map_or("", |otherwise| &otherwise.value));
        LabelValues { choices: choices.collect(), otherwise }
    }

    /// The value that a choice gives.
    pub(super) fn value(&self, choice: Option<(usize, Option<Row>)>) -> &Text {
        let Some((at, row)) = choice else { return &self.otherwise };
        let rows = self.choices.get(at).map(Vec::as_slice).unwrap_or_default();
        let value = match row {
            None => rows.first(),
            Some(Row::Case(case)) => rows.get(case),
            Some(Row::Unknown) => rows.iter().rev().nth(1),
            Some(Row::Other) => rows.last(),
        };
        value.and_then(Option::as_ref).unwrap_or(&self.otherwise)
    }
}
