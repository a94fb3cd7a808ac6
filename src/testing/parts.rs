//! The parts of a ruleset that tests can try, and what a test saw of each.

use super::PartKind;
use crate::eval::{Judged, Labelled, Outcome, Row, Status};
use crate::rules::{
    Award, Choice, Condition, First, Label, LabelBody, LabelId, LadderId, Part, Rule, Rules, ScoreBody, Table,
};
use crate::source::Place;
use crate::value::Truth;

/// A part, and what it belongs to.
pub(super) struct PartOf<'r> {
    pub(super) of: &'r str,
    pub(super) said: String,
    pub(super) place: Place,
    pub(super) what: What<'r>,
}

/// What a part is.
pub(super) enum What<'r> {
    Rule(&'r Rule),
    Row(&'r Table<Award>, Row),
    First(&'r First),
    When(&'r Condition),
    Disqualifier(&'r Condition),
    Step(LadderId, usize, Option<&'r Condition>),
    /// A choice by its number; `None` is `otherwise`.
    Choice(LabelId, Option<usize>, Option<&'r Condition>),
    LabelRow(LabelId, usize, &'r Table<String>, Row),
}

impl What<'_> {
    pub(super) fn kind(&self) -> PartKind {
        match self {
            What::Rule(_) => PartKind::Rule,
            What::Row(..) | What::LabelRow(..) => PartKind::Row,
            What::First(_) => PartKind::First,
            What::When(_) => PartKind::When,
            What::Disqualifier(_) => PartKind::Disqualifier,
            What::Step(..) => PartKind::Step,
            What::Choice(..) => PartKind::Choice,
        }
    }

    /// Whether it must also be seen not to fire.
    pub(super) fn can_not_fire(&self) -> bool {
        match self {
            What::Rule(_) | What::First(_) | What::When(_) | What::Disqualifier(_) => true,
            What::Step(_, _, needs) => needs.is_some(),
            What::Choice(_, _, condition) => condition.is_some(),
            What::Row(..) | What::LabelRow(..) => false,
        }
    }

    /// What became of it for one lead.
    pub(super) fn seen(&self, judged: &Judged) -> Status {
        let verdict = judged.verdict();
        let fired_or = |fired: bool, condition: Option<&Condition>| match condition.map(|one| judged.truth(one)) {
            _ if fired => Status::Fired,
            Some(Truth::Unknown) => Status::Undecided,
            _ => Status::NotFired,
        };
        match self {
            What::Rule(rule) => verdict.rule(rule.id).status,
            What::Row(table, row) => {
                let outcome = table.id.map_or(Outcome::NOT_FIRED, |id| verdict.rule(id));
                match outcome.row {
                    Some(decided) if decided != *row => Status::NotFired,
                    _ => outcome.status,
                }
            }
            What::First(first) => {
                let any_is = |status| first.rules.iter().any(|rule| verdict.rule(rule.id).status == status);
                match () {
                    _ if any_is(Status::Fired) => Status::Fired,
                    _ if any_is(Status::Undecided) => Status::Undecided,
                    _ => Status::NotFired,
                }
            }
            What::When(condition) | What::Disqualifier(condition) => judged.truth(condition).into(),
            What::Step(id, step, needs) => fired_or(verdict.step(*id) >= Some(*step), *needs),
            What::Choice(id, choice, condition) => {
                fired_or(verdict.labels.get(id.0).is_some_and(|label| label.choice == *choice), *condition)
            }
            What::LabelRow(id, choice, table, row) => {
                let decided = |label: &Labelled| label.choice == Some(*choice) && label.row == Some(*row);
                match verdict.labels.get(id.0).is_some_and(decided) {
                    true => Status::Fired,
                    false if judged.is_undecided(table) => Status::Undecided,
                    false => Status::NotFired,
                }
            }
        }
    }
}

/// All parts, always in the same order.
pub(super) fn parts(rules: &Rules) -> Vec<PartOf<'_>> {
    let mut all = Vec::new();
    for score in &rules.scores {
        if let ScoreBody::Rules(parts) = &score.body {
            add_parts(parts, &score.name, &mut all);
        }
    }
    for one in &rules.disqualifiers {
        let what = What::Disqualifier(&one.condition);
        all.push(PartOf { of: "", said: one.said.clone(), place: one.place, what });
    }
    for (at, ladder) in rules.ladders.iter().enumerate() {
        for (number, step) in ladder.steps.iter().enumerate() {
            let what = What::Step(LadderId(at), number, step.needs.as_ref());
            all.push(PartOf { of: &ladder.name, said: step.name.clone(), place: step.place, what });
        }
    }
    for (at, label) in rules.labels.iter().enumerate() {
        add_choices(LabelId(at), label, &mut all);
    }
    all
}

fn add_parts<'r>(parts: &'r [Part], of: &'r str, all: &mut Vec<PartOf<'r>>) {
    for part in parts {
        match part {
            Part::Rule(rule) => all.push(of_rule(rule, of)),
            Part::Table(table) => {
                for (row, said, place) in rows(table) {
                    all.push(PartOf { of, said, place, what: What::Row(table, row) });
                }
            }
            Part::First(first) => {
                let what = What::First(first);
                all.push(PartOf { of, said: first.name.clone(), place: first.place, what });
                all.extend(first.rules.iter().map(|rule| of_rule(rule, of)));
            }
            Part::Group(group) => add_parts(&group.parts, of, all),
            Part::When(when) => {
                let what = What::When(&when.condition);
                all.push(PartOf { of, said: when.said.clone(), place: when.place, what });
                add_parts(&when.parts, of, all);
            }
        }
    }
}

fn of_rule<'r>(rule: &'r Rule, of: &'r str) -> PartOf<'r> {
    PartOf { of, said: rule.said.clone(), place: rule.place, what: What::Rule(rule) }
}

fn add_choices<'r>(id: LabelId, label: &'r Label, all: &mut Vec<PartOf<'r>>) {
    let LabelBody::Choices { choices, otherwise } = &label.body else { return };
    let of = &label.name;
    for (number, choice) in choices.iter().enumerate() {
        match choice {
            Choice::When { condition, said, value, place, .. } => {
                let what = What::Choice(id, Some(number), Some(condition));
                all.push(PartOf { of, said: format!("{value} when {said}"), place: *place, what });
            }
            Choice::Table(table) => {
                for (row, said, place) in rows(table) {
                    all.push(PartOf { of, said, place, what: What::LabelRow(id, number, table, row) });
                }
            }
        }
    }
    if let Some(otherwise) = otherwise {
        let what = What::Choice(id, None, None);
        all.push(PartOf { of, said: format!("otherwise {}", otherwise.value), place: otherwise.place, what });
    }
}

/// The rows of a table, how each is said, and where it stands.
fn rows<G>(table: &Table<G>) -> impl Iterator<Item = (Row, String, Place)> {
    let cases = (0..table.rows.len()).map(Row::Case).chain([Row::Unknown, Row::Other]);
    cases.filter_map(move |row| {
        let of = row.of(table)?;
        Some((row, format!("by {} {}", table.said, of.said), of.place))
    })
}
