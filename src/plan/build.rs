//! From the typed rule tree to a plan.

use super::layout::Layout;
use super::terms::{Terms, Things};
use super::uses::{Thing, Uses, UsesOf};
use super::{
    Bucket, ChoicePlan, FirstPlan, LabelPlan, LadderPlan, OfThing, Plain, Plan, RuleInSlot, ScorePlan, Single, Step,
};
use crate::eval::award_alone;
use crate::rules::{
    Award, Choice, Condition, DefinitionId, FieldId, First, Label, LabelBody, LabelId, Ladder, LadderId, Lead, Node,
    Part, Rule, Rules, Score, ScoreBody, ScoreId,
};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// Puts a plan together.
pub(super) struct Build<'r> {
    rules: &'r Rules,
    today: Date,
    things: Things<'r>,
    layout: Layout,
    /// What is done for each node of the ruleset's order.
    steps: Vec<(Node, Vec<Step<'r>>)>,
    buckets: Vec<Bucket>,
    /// By the place of a thing: what depends on it alone.
    singles: Vec<(usize, Single<'r>)>,
    /// By the place of a thing: labels that look at it alone, tables of others.
    labels: Vec<(usize, &'r Label)>,
    tables: Vec<(usize, LabelId, usize, &'r Choice)>,
    floors: Vec<(usize, LadderId)>,
    /// What is worked out for each lead as it stands looks at this.
    plainly: Uses,
}

impl<'r> Build<'r> {
    pub(super) fn plan(rules: &'r Rules, today: Date) -> Plan<'r> {
        let mut build = Build {
            rules,
            today,
            things: Things::new(UsesOf::new(rules), today),
            layout: Layout::default(),
            steps: Vec::new(),
            buckets: Vec::new(),
            singles: Vec::new(),
            labels: Vec::new(),
            tables: Vec::new(),
            floors: Vec::new(),
            plainly: Uses::default(),
        };
        for node in &rules.order {
            build.node(*node);
        }
        build.finish()
    }

    fn node(&mut self, node: Node) {
        let rules = self.rules;
        let step = match node {
            Node::Definition(_) => None,
            Node::Score(id) => rules.scores.get(id.0).map(|score| Step::Score(self.score(id, score))),
            Node::Disqualified => {
                let all = rules.disqualifiers.iter().map(|one| self.things.of(&one.condition, false)).collect();
                Some(Step::Disqualify { segment: self.layout.add(all), place: None })
            }
            Node::Ladder(id) => rules.ladders.get(id.0).map(|ladder| Step::Ladder(self.ladder(id, ladder))),
            Node::Label(id) => rules.labels.get(id.0).map(|label| Step::Label(self.label(id, label))),
        };
        let mut steps = Vec::new();
        for (thing, condition) in std::mem::take(&mut self.things.to_ask) {
            let uses = self.things.uses.condition(condition);
            self.plainly.add(&uses);
            steps.push(Step::Ask { thing, condition });
        }
        steps.extend(step);
        self.steps.push((node, steps));
    }

    fn score(&mut self, id: ScoreId, score: &'r Score) -> ScorePlan<'r> {
        let root = self.buckets.len();
        self.buckets.push(Bucket { into: None, low: score.low, high: score.high });
        let mut plan = ScorePlan { id, root, ..ScorePlan::default() };
        match &score.body {
            ScoreBody::Computed { constant, terms, .. } => plan.computed = Some((*constant, terms)),
            ScoreBody::Rules(parts) => {
                let mut slots: Vec<Terms> = Vec::new();
                self.parts(parts, root, &mut Vec::new(), &mut plan, &mut slots);
                plan.segment = self.layout.add(slots);
            }
        }
        plan.buckets = (root..self.buckets.len()).collect();
        plan
    }

    fn parts(
        &mut self,
        parts: &'r [Part],
        bucket: usize,
        gates: &mut Vec<&'r Condition>,
        plan: &mut ScorePlan<'r>,
        slots: &mut Vec<Terms>,
    ) {
        for part in parts {
            match part {
                Part::Group(group) => {
                    let inner = self.buckets.len();
                    self.buckets.push(Bucket { into: Some(bucket), low: group.low, high: group.high });
                    self.parts(&group.parts, inner, gates, plan, slots);
                }
                Part::When(when) => {
                    gates.push(&when.condition);
                    self.parts(&when.parts, bucket, gates, plan, slots);
                    gates.pop();
                }
                Part::Rule(_) | Part::Table(_) | Part::First(_) => self.part(part, bucket, gates, plan, slots),
            }
        }
    }

    /// A rule, a table or a `first`.
    fn part(
        &mut self,
        part: &'r Part,
        bucket: usize,
        gates: &[&'r Condition],
        plan: &mut ScorePlan<'r>,
        slots: &mut Vec<Terms>,
    ) {
        let mut uses = self.things.uses.part(part);
        gates.iter().for_each(|gate| uses.add(&self.things.uses.condition(gate)));
        if let Some(thing) = uses.only() {
            let place = self.things.place(thing);
            self.singles.push((place, Single { part, gates: gates.to_vec(), bucket }));
            return;
        }
        let is_planned = match part {
            Part::Rule(rule) => self.rule(rule, bucket, gates, plan, slots),
            Part::First(first) => self.first(first, bucket, gates, plan),
            _ => None,
        };
        if is_planned.is_none() {
            self.plainly.add(&uses);
            plan.plain.push(Plain { part, gates: gates.to_vec(), bucket });
        }
    }

    /// A rule that gives the same points to all; `None` where it does not, or its condition is too large.
    fn rule(
        &mut self,
        rule: &'r Rule,
        bucket: usize,
        gates: &[&'r Condition],
        plan: &mut ScorePlan<'r>,
        slots: &mut Vec<Terms>,
    ) -> Option<()> {
        let points = self.constant_points(&rule.award)?;
        let all: Vec<&Condition> = gates.iter().copied().chain([rule.fires.condition()?]).collect();
        slots.push(self.things.of_all(&all)?);
        plan.rules.push(RuleInSlot { id: rule.id, bucket, points });
        Some(())
    }

    /// A `first` whose rules each give the same points to all.
    fn first(
        &mut self,
        first: &'r First,
        bucket: usize,
        gates: &[&'r Condition],
        plan: &mut ScorePlan<'r>,
    ) -> Option<()> {
        let mut slots = vec![self.things.of_all(gates)?];
        let mut rules = Vec::new();
        for rule in &first.rules {
            let points = self.constant_points(&rule.award)?;
            slots.push(self.things.of(rule.fires.condition()?, false));
            rules.push(RuleInSlot { id: rule.id, bucket, points });
        }
        plan.firsts.push(FirstPlan { segment: self.layout.add(slots), rules });
        Some(())
    }

    /// What an award gives that gives the same to all.
    fn constant_points(&self, award: &Award) -> Option<i64> {
        if award.per.is_some() || award.losing.is_some() || !award.up_to_per.is_empty() {
            return None;
        }
        award_alone(award, &Lead::default(), self.today).map(|points| points.hundredths())
    }

    fn ladder(&mut self, id: LadderId, ladder: &'r Ladder) -> LadderPlan {
        let mut slots = Vec::new();
        let steps = ladder.steps.iter().map(|step| {
            step.needs.as_ref().map(|needs| {
                slots.push(self.things.of(needs, false));
                slots.len() - 1
            })
        });
        let steps = steps.collect();
        let floor = ladder.never_below.map(|field| {
            let place = self.things.place(Thing::Field(field));
            self.floors.push((place, id));
            place
        });
        LadderPlan { id, place: None, segment: self.layout.add(slots), steps, floor }
    }

    fn label(&mut self, id: LabelId, label: &'r Label) -> LabelPlan<'r> {
        let mut slots = Vec::new();
        let mut plan = LabelPlan { id, ..LabelPlan::default() };
        match &label.body {
            LabelBody::Joined(ids) => plan.joined = Some(ids),
            LabelBody::Choices { choices, .. } => {
                let mut uses = Uses::default();
                choices.iter().for_each(|choice| uses.add(&self.things.uses.choice(choice)));
                if let Some(thing) = uses.only() {
                    let place = self.things.place(thing);
                    plan.alone = Some(place);
                    plan.at = self.labels.iter().filter(|(other, _)| *other == place).count();
                    self.labels.push((place, label));
                    return plan;
                }
                for (at, choice) in choices.iter().enumerate() {
                    let uses = self.things.uses.choice(choice);
                    let choice = match (choice, uses.only()) {
                        (Choice::When { condition, .. }, _) => {
                            slots.push(self.things.of(condition, false));
                            ChoicePlan::When(slots.len() - 1)
                        }
                        (Choice::Table(_), Some(thing)) => {
                            let place = self.things.place(thing);
                            self.tables.push((place, id, at, choice));
                            ChoicePlan::Table(place)
                        }
                        (Choice::Table(_), None) => {
                            self.plainly.add(&uses);
                            ChoicePlan::Plain(choice)
                        }
                    };
                    plan.choices.push(choice);
                }
            }
        }
        plan.segment = self.layout.add(slots);
        plan
    }

    fn finish(self) -> Plan<'r> {
        let Build { rules, today, things, mut layout, steps, buckets, singles, labels, tables, floors, plainly } = self;
        layout.says.resize(things.all.len(), Vec::new());
        let definitions: BTreeSet<DefinitionId> = plainly.definitions.clone();
        let mut all_steps = Vec::new();
        for (node, of_node) in steps {
            if let Node::Definition(id) = node
                && definitions.contains(&id)
            {
                all_steps.push(Step::Define(id));
            }
            all_steps.extend(of_node);
        }
        let mut of_things: Vec<OfThing<'r>> = Vec::new();
        for (at, (thing, asked)) in things.all.iter().enumerate() {
            let says = layout.says.get_mut(at).map(std::mem::take).unwrap_or_default();
            of_things.push(OfThing::new(*thing, asked.clone(), says));
        }
        for (place, single) in singles {
            if let Some(of) = of_things.get_mut(place) {
                of.add_single(single);
            }
        }
        for (place, label) in labels {
            if let Some(of) = of_things.get_mut(place) {
                of.labels.push(label);
            }
        }
        for (place, label, at, choice) in tables {
            if let Some(of) = of_things.get_mut(place) {
                of.tables.push((label, at, choice));
            }
        }
        for (place, ladder) in floors {
            if let Some(of) = of_things.get_mut(place) {
                of.floors.push(ladder);
            }
        }
        for of in &mut of_things {
            of.find_definitions(&things.uses);
        }
        let mut fields: Vec<Option<usize>> = vec![None; rules.fields.len()];
        for (at, of) in of_things.iter().enumerate() {
            if let Thing::Field(FieldId(field)) = of.thing
                && let Some(place) = fields.get_mut(field)
            {
                *place = Some(at);
            }
        }
        for step in &mut all_steps {
            let place_of = |thing: Thing| of_things.iter().position(|of| of.thing == thing);
            match step {
                Step::Score(score) => score.place = place_of(Thing::Score(score.id)),
                Step::Ladder(ladder) => ladder.place = place_of(Thing::Ladder(ladder.id)),
                Step::Label(label) => label.place = place_of(Thing::Label(label.id)),
                Step::Disqualify { place, .. } => *place = place_of(Thing::Disqualified),
                Step::Ask { .. } | Step::Define(_) => {}
            }
        }
        let is_plain = !plainly.things.is_empty() || all_steps.iter().any(Step::is_plain);
        let needed = is_plain.then(|| plainly.fields.into_iter().collect());
        Plan { rules, today, things: of_things, layout, steps: all_steps, buckets, fields, needed }
    }
}

impl Step<'_> {
    fn is_plain(&self) -> bool {
        match self {
            Step::Ask { .. } | Step::Define(_) => true,
            Step::Score(score) => !score.plain.is_empty(),
            Step::Label(label) => label.choices.iter().any(|choice| matches!(choice, ChoicePlan::Plain(_))),
            Step::Disqualify { .. } | Step::Ladder(_) => false,
        }
    }
}
