//! All conditions of a ruleset, each with what it decides and what stands around it.

use super::context::in_main_file;
use crate::rules::{
    Award, Choice, Condition, LabelBody, Ladder, Part, Rule, Rules, ScoreBody, ScoreId, Step, Table, When,
};
use crate::source::Place;

/// A condition, and what it decides.
#[derive(Clone, Debug)]
pub(super) struct Decides<'r> {
    pub(super) what: What<'r>,
    pub(super) condition: &'r Condition,
    /// Its condition in the standard layout.
    pub(super) said: &'r str,
    /// The blocks around it, the outermost first: it counts only when their conditions are true.
    pub(super) blocks: Vec<&'r When>,
    /// All of it: the rule, the step.
    pub(super) place: Place,
}

/// What a condition decides.
#[derive(Clone, Copy, Debug)]
pub(super) enum What<'r> {
    /// A rule that fires once; the flag says whether it stands in a `first`.
    Rule(ScoreId, &'r Rule, bool),
    /// Whether what a block holds counts.
    Block(&'r When),
    /// A step of a ladder.
    Step(&'r Ladder, &'r Step),
    /// A choice of a label.
    Choice,
    /// A disqualifier.
    Disqualifier,
}

impl What<'_> {
    /// As a message says it.
    pub(super) fn noun(&self) -> &'static str {
        match self {
            What::Rule(..) => "rule",
            What::Block(..) => "block",
            What::Step(..) => "step",
            What::Choice => "choice",
            What::Disqualifier => "disqualifier",
        }
    }
}

/// All conditions of the main file that decide something.
pub(super) fn conditions(rules: &Rules) -> Vec<Decides<'_>> {
    let mut all = Vec::new();
    for (at, score) in rules.scores.iter().enumerate() {
        if let ScoreBody::Rules(parts) = &score.body {
            of_parts(ScoreId(at), parts, &mut Vec::new(), &mut all);
        }
    }
    for one in &rules.disqualifiers {
        let what = What::Disqualifier;
        all.push(Decides { what, condition: &one.condition, said: &one.said, blocks: Vec::new(), place: one.place });
    }
    for ladder in &rules.ladders {
        for step in &ladder.steps {
            if let Some(condition) = &step.needs {
                let what = What::Step(ladder, step);
                all.push(Decides { what, condition, said: &step.said, blocks: Vec::new(), place: step.place });
            }
        }
    }
    for label in &rules.labels {
        let LabelBody::Choices { choices, .. } = &label.body else { continue };
        for choice in choices {
            if let Choice::When { condition, said, place, .. } = choice {
                all.push(Decides { what: What::Choice, condition, said, blocks: Vec::new(), place: *place });
            }
        }
    }
    all.retain(|one| in_main_file(one.place));
    all
}

fn of_parts<'r>(score: ScoreId, parts: &'r [Part], blocks: &mut Vec<&'r When>, all: &mut Vec<Decides<'r>>) {
    let of_rule = |rule: &'r Rule, in_first: bool, blocks: &[&'r When]| {
        let condition = rule.fires.condition()?;
        let what = What::Rule(score, rule, in_first);
        Some(Decides { what, condition, said: &rule.said, blocks: blocks.to_vec(), place: rule.place })
    };
    for part in parts {
        match part {
            Part::Rule(rule) => all.extend(of_rule(rule, false, blocks)),
            Part::First(first) => all.extend(first.rules.iter().filter_map(|rule| of_rule(rule, true, blocks))),
            Part::Table(_) => {}
            Part::Group(group) => of_parts(score, &group.parts, blocks, all),
            Part::When(when) => {
                let (what, condition) = (What::Block(when), &when.condition);
                all.push(Decides { what, condition, said: &when.said, blocks: blocks.clone(), place: when.place });
                blocks.push(when);
                of_parts(score, &when.parts, blocks, all);
                blocks.pop();
            }
        }
    }
}

/// A table that gives points, with the blocks around it.
#[derive(Clone, Debug)]
pub(super) struct PointsTable<'r> {
    pub(super) score: ScoreId,
    pub(super) table: &'r Table<Award>,
    pub(super) blocks: Vec<&'r When>,
}

/// All tables of the main file that give points.
pub(super) fn tables(rules: &Rules) -> Vec<PointsTable<'_>> {
    fn of<'r>(score: ScoreId, parts: &'r [Part], blocks: &mut Vec<&'r When>, all: &mut Vec<PointsTable<'r>>) {
        for part in parts {
            match part {
                Part::Table(table) => all.push(PointsTable { score, table, blocks: blocks.clone() }),
                Part::Group(group) => of(score, &group.parts, blocks, all),
                Part::When(when) => {
                    blocks.push(when);
                    of(score, &when.parts, blocks, all);
                    blocks.pop();
                }
                Part::Rule(_) | Part::First(_) => {}
            }
        }
    }
    let mut all = Vec::new();
    for (at, score) in rules.scores.iter().enumerate() {
        if let ScoreBody::Rules(parts) = &score.body {
            of(ScoreId(at), parts, &mut Vec::new(), &mut all);
        }
    }
    all.retain(|one| in_main_file(one.table.place));
    all
}

/// All tables of the main file that give values of labels.
pub(super) fn label_tables(rules: &Rules) -> Vec<&Table<String>> {
    let choices = rules.labels.iter().filter_map(|label| match &label.body {
        LabelBody::Choices { choices, .. } => Some(choices),
        LabelBody::Joined(_) => None,
    });
    let tables = choices.flatten().filter_map(|choice| match choice {
        Choice::Table(table) => Some(table),
        Choice::When { .. } => None,
    });
    tables.filter(|table| in_main_file(table.place)).collect()
}
