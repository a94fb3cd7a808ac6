//! The lint `unreachable-step`.

use super::alike::quoted;
use super::asked::{Asked, asked, clause_of, parts_of};
use super::context::{Context, Never, in_main_file};
use super::page::lint;
use super::reached::{Bound, bound_of, what_adds_up};
use crate::analysis::{FormulaId, Truths};
use crate::diagnostic::{Finding, Name};
use crate::rules::{
    Choice, Clause, Condition, Disqualifier, Expr, Label, LabelBody, LabelId, Ladder, LadderId, Node, ScoreId, Table,
};
use crate::source::Place;
use std::collections::BTreeSet;

lint! {
    /// A step or a choice that no lead can ever have, since it asks for more points than there are, or for what the steps before
    /// it rule out. Nobody arrives there, and nobody is told.
    ///
    /// ```qual
    /// score fit {
    ///   when company_size in 50..500 then +20
    ///   when title contains "vp"     then +25
    /// }
    ///
    /// ladder stage {
    ///   lead
    ///   mql  needs fit >= 50
    /// }
    /// ```
    ///
    /// Ask for what can be reached, or give more points:
    ///
    /// ```qual
    /// score fit {
    ///   when company_size in 50..500 then +20
    ///   when title contains "vp"     then +25
    /// }
    ///
    /// ladder stage {
    ///   lead
    ///   mql  needs fit >= 40
    /// }
    /// ```
    ///
    /// The same goes for a `disqualify` that no lead meets.
    ///
    /// Only the first step that cannot be reached is told of: those above it wait for the same reason. A condition that is never
    /// true whatever the scores, such as `size < 10 and size > 20`, is found as `never-fires`.
    UnreachableStep, find
}

type Goal = (FormulaId, Truths);

fn find(context: &Context) -> Vec<Finding> {
    let mut found = Found { context, findings: Vec::new(), told: BTreeSet::new() };
    // Each after what it asks for, so that what follows from another one is told once.
    for node in &context.rules.order {
        match node {
            Node::Ladder(id) => {
                if let Some(ladder) = context.rules.ladders.get(id.0).filter(|one| in_main_file(one.place)) {
                    found.ladder(*id, ladder);
                }
            }
            Node::Label(id) => {
                if let Some(label) = context.rules.labels.get(id.0).filter(|one| in_main_file(one.place)) {
                    found.label(*id, label);
                }
            }
            Node::Definition(_) | Node::Score(_) | Node::Disqualified => {}
        }
    }
    for one in context.rules.disqualifiers.iter().filter(|one| in_main_file(one.place)) {
        found.disqualifier(one);
    }
    found.findings
}

struct Found<'a, 'c> {
    context: &'a Context<'c>,
    findings: Vec<Finding>,
    /// The ladders and labels of which something was told already.
    told: BTreeSet<Asked>,
}

impl<'c> Found<'_, 'c> {
    fn ladder(&mut self, id: LadderId, ladder: &'c Ladder) {
        let analysis = &self.context.analysis;
        let stays = self.context.rules.disqualifiers.iter();
        let stays = stays.map(|one| (analysis.formula(&one.condition), Truths::NOT_TRUE));
        let mut goals: Vec<Goal> = stays.collect();
        let mut before: Vec<(&str, Place, Goal)> = Vec::new();
        for step in &ladder.steps {
            let Some(needs) = &step.needs else { continue };
            let goal = (analysis.formula(needs), Truths::TRUE);
            // With a floor, a lead comes to a step also because it stood there before: only what the step itself asks for counts.
            if ladder.never_below.is_some() {
                if self.is_never(&[goal]) && !self.is_never_whatever_comes_out(needs) && !self.follows(needs) {
                    let nobody = format!("no lead can climb to `{}`", step.name);
                    self.findings.extend(self.because_of(&nobody, step.place, needs));
                }
                continue;
            }
            goals.push(goal);
            if !self.is_never(&goals) {
                before.push((&step.name, step.place, goal));
                continue;
            }
            // Nobody comes past this step; whatever the reason, those above are not told of.
            self.told.insert(Asked::Ladder(id));
            if self.is_never_whatever_comes_out(needs) || self.follows(needs) {
                return;
            }
            let nobody = format!("no lead can reach `{}`", step.name);
            let finding = self.because_of(&nobody, step.place, needs).or_else(|| {
                let ruled_out = before.iter().rev().find(|(_, _, earlier)| self.is_never(&[*earlier, goal]));
                ruled_out.map(|(name, place, _)| {
                    let message = format!("{nobody}: what it needs and what `{name}` needs are never true together");
                    Finding::new(Name::UnreachableStep, step.place, message)
                        .help(format!("nobody skips a step: ask here for what leads on `{name}` can have"))
                        .related(*place, format!("`{name}` comes before it"))
                })
            });
            self.findings.push(finding.unwrap_or_else(|| {
                let message = format!("{nobody}: what it needs and what the steps before it need are never all true");
                Finding::new(Name::UnreachableStep, step.place, message).help("ask here for what can be true besides")
            }));
            return;
        }
    }

    fn label(&mut self, id: LabelId, label: &'c Label) {
        let LabelBody::Choices { choices, .. } = &label.body else { return };
        for choice in choices {
            match choice {
                Choice::When { condition, value, place, .. } => {
                    let formula = self.context.analysis.formula(condition);
                    let never =
                        self.context.analysis.rests_on_score(formula) && self.is_never(&[(formula, Truths::TRUE)]);
                    if !never || self.is_never_whatever_comes_out(condition) || self.follows(condition) {
                        continue;
                    }
                    self.told.insert(Asked::Label(id));
                    let nobody = format!("no lead can get `{value}` here");
                    let finding = self.because_of(&nobody, *place, condition);
                    self.findings.extend(finding);
                }
                Choice::Table(table) => self.table(id, table),
            }
        }
    }

    fn disqualifier(&mut self, one: &'c Disqualifier) {
        let formula = self.context.analysis.formula(&one.condition);
        let never = self.context.analysis.rests_on_score(formula) && self.is_never(&[(formula, Truths::TRUE)]);
        if never && !self.is_never_whatever_comes_out(&one.condition) && !self.follows(&one.condition) {
            let finding = self.because_of("this disqualifies no lead", one.place, &one.condition);
            self.findings.extend(finding);
        }
    }

    /// Rows over a score that lie beyond what it comes to.
    fn table(&mut self, id: LabelId, table: &'c Table<String>) {
        let Expr::Score(score) = &table.by else { return };
        let cases = self.context.analysis.cases(table);
        for (row, case) in table.rows.iter().zip(cases) {
            if !self.is_never(&[(case, Truths::TRUE)]) {
                continue;
            }
            self.told.insert(Asked::Label(id));
            let bound = row.ranges.first().map_or(Bound::Both, |range| Bound::of_range(self.context, *score, range));
            let message = format!(
                "no lead can get `{}` here: it is for {}, but {}",
                row.gives,
                quoted(&row.said),
                bound.said(self.context, *score)
            );
            let finding = Finding::new(Name::UnreachableStep, row.place, message);
            self.findings.push(self.with_score(finding, *score, bound));
        }
    }

    /// Whether no lead ever meets these goals, on no day.
    fn is_never(&self, goals: &[Goal]) -> bool {
        self.context.never(goals) == Never::Always
    }

    /// Whether a condition is never true for reasons that have nothing to do with scores.
    fn is_never_whatever_comes_out(&self, condition: &'c Condition) -> bool {
        is_never_of_itself(self.context, condition)
    }

    /// Whether a condition asks for something that was told of already.
    fn follows(&self, condition: &'c Condition) -> bool {
        asked(self.context.rules, condition).iter().any(|asked| self.told.contains(asked))
            && !parts_of(self.context.rules, condition).into_iter().any(|part| self.blames_score(part).is_some())
    }

    /// The score that a part of a condition asks too much of.
    fn blames_score(&self, part: &'c Condition) -> Option<(&'c Clause, ScoreId)> {
        let clause = clause_of(part)?;
        let asked = asked(self.context.rules, part);
        let mut asked = asked.iter();
        let (Some(Asked::Score(score)), None) = (asked.next(), asked.next()) else { return None };
        self.is_never(&[(self.context.analysis.formula(part), Truths::TRUE)]).then_some((clause, *score))
    }

    /// Why a condition is never true by itself; `None` where it can be.
    fn because_of(&self, nobody: &str, place: Place, condition: &'c Condition) -> Option<Finding> {
        let rules = self.context.rules;
        let parts = parts_of(rules, condition);
        if let Some((clause, score)) = parts.iter().find_map(|part| self.blames_score(part)) {
            let bound = bound_of(self.context, clause, score);
            let said = format!("{} {}", clause.said.subject, clause.said.asked);
            let message =
                format!("{nobody}: it needs {}, but {}", quoted(said.trim_end()), bound.said(self.context, score));
            let mut finding = Finding::new(Name::UnreachableStep, place, message);
            let is_inside = place.file == clause.place.file
                && place.span.start <= clause.place.span.start
                && clause.place.span.end <= place.span.end;
            if !is_inside {
                finding = finding.related(clause.place, "this asks for it");
            }
            return Some(self.with_score(finding, score, bound));
        }
        if !self.is_never(&[(self.context.analysis.formula(condition), Truths::TRUE)]) {
            return None;
        }
        let message = format!("{nobody}: what it needs is never all true");
        let mut finding = Finding::new(Name::UnreachableStep, place, message);
        let scores: Vec<ScoreId> = asked(rules, condition)
            .into_iter()
            .filter_map(|asked| if let Asked::Score(id) = asked { Some(id) } else { None })
            .collect();
        if let [score] = scores.as_slice() {
            let bound = Bound::Both;
            finding = finding.help(format!(
                "{}, but not for leads that meet the rest of this: ask for less, or change the rest",
                bound.said(self.context, *score)
            ));
        } else {
            finding = finding.help("ask for what can be true together");
        }
        for score in scores.into_iter().take(3) {
            if let Some(score) = rules.scores.get(score.0) {
                finding = finding.related(score.place, "the score that it asks for");
            }
        }
        Some(finding)
    }

    fn with_score(&self, finding: Finding, id: ScoreId, bound: Bound) -> Finding {
        let Some(score) = self.context.rules.scores.get(id.0) else { return finding };
        let extent = self.context.analysis.score(id);
        let (help, lead) = match bound {
            Bound::Least => ("ask for what it can come to".to_owned(), extent.low.lead),
            Bound::Most | Bound::Both => (what_adds_up(self.context, id, &extent.high), extent.high.lead),
        };
        let mut finding =
            finding.help(help).related(score.place, format!("{} here", bound.of_it(&self.context.analysis.score(id))));
        finding.witness = lead.map(|lead| self.context.witness(&lead));
        finding
    }
}

/// Whether a condition is never true for reasons that have nothing to do with scores: what it asks besides is never all true.
pub(super) fn is_never_of_itself<'c>(context: &Context<'c>, condition: &'c Condition) -> bool {
    let parts = parts_of(context.rules, condition).into_iter();
    let parts = parts.map(|part| context.analysis.formula(part));
    let plain = parts.filter(|part| !context.analysis.rests_on_score(*part));
    let goals: Vec<Goal> = plain.map(|part| (part, Truths::TRUE)).collect();
    !goals.is_empty() && context.never(&goals) == Never::Always
}
