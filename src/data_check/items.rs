//! What of a ruleset may take leads: rules, rows, blocks, disqualifiers, steps and choices.

use crate::eval::{HeldBack, Outcome, Row, Status, Verdict};
use crate::rules::{
    Award, Choice, Condition, Expr, Fires, First, LabelBody, Part, RuleId, Rules, ScoreBody, Selection, Table,
};
use crate::source::Place;

/// One of them, but for rows, which are counted by their table.
pub(super) struct Item<'r> {
    pub(super) kind: Kind<'r>,
    /// What is underlined.
    pub(super) place: Place,
    /// When it takes a lead; tables, and rules for each entry, have none.
    pub(super) condition: Option<&'r Condition>,
    /// The block around it, by its number in the list of all.
    pub(super) block: Option<usize>,
}

/// What it is.
pub(super) enum Kind<'r> {
    /// A rule, and the `first` that it stands in; what it fires for each of; whether its points depend on the lead.
    Rule { id: RuleId, first: Option<&'r First>, each: Option<&'r Selection>, varies: bool },
    /// A table that gives points.
    Table { id: RuleId, table: &'r Table<Award>, rows: Rows },
    /// `when C { ... }`
    Block,
    /// `disqualify when C`, counted from 0.
    Disqualifier(usize),
    /// A step above the first.
    Step { ladder: usize, step: usize, name: &'r str },
    /// A choice of a label.
    Choice { label: usize, choice: usize, value: &'r str },
    /// A table of a label, and what heads it.
    Values { label: usize, choice: usize, by: &'r Expr, rows: Rows },
}

/// The rows of a table.
pub(super) struct Rows {
    /// Those with cases: how they are said, and where. `unknown` and `other` come last.
    pub(super) rows: Vec<(String, Place)>,
    /// How many have cases.
    pub(super) cases: usize,
    /// How often each took a lead.
    pub(super) taken: Vec<u64>,
    pub(super) said: String,
    has_unknown: bool,
}

impl Rows {
    fn of<G>(table: &Table<G>) -> Rows {
        let rows: Vec<_> = table.rows().map(|row| (row.said.clone(), row.place)).collect();
        let taken = vec![0; rows.len()];
        let (cases, has_unknown) = (table.rows.len(), table.unknown.is_some());
        Rows { rows, cases, taken, said: table.said.clone(), has_unknown }
    }

    fn add(&mut self, row: Row) {
        let at = match row {
            Row::Case(at) => at,
            Row::Unknown => self.cases,
            Row::Other => self.cases + usize::from(self.has_unknown),
        };
        if let Some(taken) = self.taken.get_mut(at) {
            *taken += 1;
        }
    }
}

/// What became of an item for one lead.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Took {
    Yes,
    No,
    /// It cannot be told.
    Undecided,
    /// An earlier rule of its `first` took the lead.
    Earlier,
    /// The block around it does not count.
    Block,
}

impl Kind<'_> {
    /// What became of it; `None` where the verdict does not say.
    pub(super) fn took(&mut self, verdict: &Verdict) -> Option<Took> {
        match self {
            Kind::Rule { id, .. } => Some(took(verdict.rule(*id))),
            Kind::Table { id, rows, .. } => {
                let outcome = verdict.rule(*id);
                if let (Status::Fired, Some(row)) = (outcome.status, outcome.row) {
                    rows.add(row);
                }
                Some(took(outcome))
            }
            Kind::Block => None,
            Kind::Disqualifier(at) => Some(yes_if(verdict.disqualifiers.get(*at) == Some(&true))),
            Kind::Step { ladder, step, .. } => {
                let stands = verdict.ladders.get(*ladder).and_then(|standing| standing.step);
                Some(yes_if(stands.is_some_and(|stands| stands >= *step)))
            }
            Kind::Choice { label, choice, .. } => {
                let chosen = verdict.labels.get(*label).and_then(|label| label.choice);
                Some(yes_if(chosen == Some(*choice)))
            }
            Kind::Values { label, choice, rows, .. } => {
                let labelled = verdict.labels.get(*label).filter(|label| label.choice == Some(*choice));
                if let Some(row) = labelled.and_then(|labelled| labelled.row) {
                    rows.add(row);
                }
                Some(yes_if(labelled.is_some()))
            }
        }
    }

    /// Whether only leads that are not disqualified count.
    pub(super) fn is_outcome(&self) -> bool {
        matches!(self, Kind::Step { .. } | Kind::Choice { .. } | Kind::Values { .. })
    }
}

fn yes_if(yes: bool) -> Took {
    if yes { Took::Yes } else { Took::No }
}

fn took(outcome: Outcome) -> Took {
    match (outcome.status, outcome.held_back) {
        (Status::Fired, _) => Took::Yes,
        (Status::Undecided, _) => Took::Undecided,
        (Status::NotFired, Some(HeldBack::EarlierRule)) => Took::Earlier,
        (Status::NotFired, Some(HeldBack::Block)) => Took::Block,
        (Status::NotFired, None) => Took::No,
    }
}

/// All items of a ruleset; a block stands before what is in it.
pub(super) fn items(rules: &Rules) -> Vec<Item<'_>> {
    let mut items = Vec::new();
    for score in &rules.scores {
        if let ScoreBody::Rules(parts) = &score.body {
            add_parts(parts, None, &mut items);
        }
    }
    let plain = |kind, place, condition| Item { kind, place, condition: Some(condition), block: None };
    for (at, one) in rules.disqualifiers.iter().enumerate() {
        items.push(plain(Kind::Disqualifier(at), one.place, &one.condition));
    }
    for (ladder, one) in rules.ladders.iter().enumerate() {
        for (step, one) in one.steps.iter().enumerate() {
            if let Some(needs) = &one.needs {
                items.push(plain(Kind::Step { ladder, step, name: &one.name }, one.place, needs));
            }
        }
    }
    for (label, one) in rules.labels.iter().enumerate() {
        let LabelBody::Choices { choices, .. } = &one.body else { continue };
        for (choice, one) in choices.iter().enumerate() {
            match one {
                Choice::When { condition, value, place, .. } => {
                    items.push(plain(Kind::Choice { label, choice, value }, *place, condition));
                }
                Choice::Table(table) => {
                    let kind = Kind::Values { label, choice, by: &table.by, rows: Rows::of(table) };
                    items.push(Item { kind, place: table.place, condition: None, block: None });
                }
            }
        }
    }
    items
}

fn add_parts<'r>(parts: &'r [Part], block: Option<usize>, items: &mut Vec<Item<'r>>) {
    let rule = |one: &'r crate::rules::Rule, first| {
        let each = match &one.fires {
            Fires::Each(selection) => Some(&**selection),
            Fires::When(_) => None,
        };
        let varies = one.award.per.is_some() || one.award.losing.is_some() || each.is_some();
        let kind = Kind::Rule { id: one.id, first, each, varies };
        Item { kind, place: one.place, condition: one.fires.condition(), block }
    };
    for part in parts {
        match part {
            Part::Rule(one) => items.push(rule(one, None)),
            Part::First(first) => items.extend(first.rules.iter().map(|one| rule(one, Some(first)))),
            Part::Table(table) => {
                if let Some(id) = table.id {
                    let kind = Kind::Table { id, table, rows: Rows::of(table) };
                    items.push(Item { kind, place: table.place, condition: None, block });
                }
            }
            Part::Group(group) => add_parts(&group.parts, block, items),
            Part::When(when) => {
                let this = items.len();
                items.push(Item { kind: Kind::Block, place: when.place, condition: Some(&when.condition), block });
                add_parts(&when.parts, Some(this), items);
            }
        }
    }
}
