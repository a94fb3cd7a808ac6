//! The lint `unreachable-step`.

use super::alike::quoted;
use super::asked::{Asked, asked, clause_of, parts_of};
use super::clauses::{clauses, conflict, named};
use super::context::{Context, Never, in_main_file};
use super::disqualified_choices::{DISQUALIFIED_HERE, DisqualifiedChoices, all_disqualified};
use super::fewest_goals::{Goal, fewest};
use super::page::lint;
use super::reached::{Bound, bound_of, what_adds_up};
use super::shorten::listed;
use super::stuck::scores_held;
use super::walk::{RuleAt, points};
use crate::analysis::Truths;
use crate::diagnostic::{Finding, Name};
use crate::rules::{
    Choice, Clause, Condition, Disqualifier, Expr, Label, LabelBody, LabelId, Ladder, LadderId, Node, ScoreBody,
    ScoreId, Step, Table,
};
use crate::source::Place;
use std::cell::OnceCell;
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
    /// And for a step on which no lead stays, since whoever comes so far has what the next one needs as well; and for a choice of
    /// a label whose leads are all disqualified, so that `disqualified` is written out for them. A choice that asks for
    /// `disqualified` itself is meant for them, and so may be one of a label that a score or a `disqualify` asks for.
    ///
    /// Only the first step that cannot be reached is told of: those above it wait for the same reason. Where a rule of the score never
    /// fires, or its bounds hold it at 0, that is told first. A condition that is never
    /// true whatever the scores, such as `size < 10 and size > 20`, is found as `never-fires`.
    UnreachableStep, find
}

/// To how many steps and disqualifiers a finding points.
pub(super) const MOST_POINTED_TO: usize = 4;

fn find(context: &Context) -> Vec<Finding> {
    let mut found = Found {
        context,
        findings: Vec::new(),
        told: BTreeSet::new(),
        idle: OnceCell::new(),
        disqualified: DisqualifiedChoices::default(),
    };
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
    /// The scores that have a rule that never fires, or that are held at 0; found when first asked for.
    idle: OnceCell<BTreeSet<ScoreId>>,
    disqualified: DisqualifiedChoices,
}

impl<'c> Found<'_, 'c> {
    fn ladder(&mut self, id: LadderId, ladder: &'c Ladder) {
        let analysis = &self.context.analysis;
        let stays = self.context.rules.disqualifiers.iter();
        let stays = stays.map(|one| (analysis.formula(&one.condition), Truths::NOT_TRUE));
        let mut goals: Vec<Goal> = stays.collect();
        let mut before: Vec<(&Step, Goal)> = Vec::new();
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
            if !self.is_never(&[goals.as_slice(), &[goal]].concat()) {
                if let Some((last, _)) = before.last() {
                    let passes_on = self.is_never(&[goals.as_slice(), &[(goal.0, Truths::NOT_TRUE)]].concat());
                    // What is always so is told of by itself.
                    if passes_on && !self.is_never(&[(goal.0, Truths::NOT_TRUE)]) {
                        self.findings.push(nobody_stays(last, step));
                        self.told.insert(Asked::Ladder(id));
                    }
                }
                goals.push(goal);
                before.push((step, goal));
                continue;
            }
            // Nobody comes past this step; whatever the reason, those above are not told of.
            self.told.insert(Asked::Ladder(id));
            if self.is_never_whatever_comes_out(needs) || self.follows(needs) {
                return;
            }
            let nobody = format!("no lead can reach `{}`", step.name);
            let finding = self.because_of(&nobody, step.place, needs);
            self.findings.push(finding.unwrap_or_else(|| self.ruled_out(&nobody, step, goal, &before)));
            return;
        }
    }

    /// Why no lead has what a step needs, which it could by itself: for what the steps before it need, or since that disqualifies.
    fn ruled_out(&self, nobody: &str, step: &Step, goal: Goal, before: &[(&'c Step, Goal)]) -> Finding {
        let disqualifiers = self.context.rules.disqualifiers.iter();
        let stays: Vec<_> = disqualifiers
            .map(|one| (one.place, (self.context.analysis.formula(&one.condition), Truths::NOT_TRUE)))
            .collect();
        // The nearest steps that are enough; with as few disqualifiers as can be.
        let nearest = |earlier: &&(&Step, Goal)| self.is_never(&[earlier.1, goal]);
        let steps = match before.iter().rev().find(nearest) {
            Some(one) => vec![*one],
            None => {
                let rest: Vec<Goal> = stays.iter().map(|(_, goal)| *goal).chain([goal]).collect();
                fewest(self.context, before, |(_, goal)| *goal, &rest)
            }
        };
        let rest: Vec<Goal> = steps.iter().map(|(_, goal)| *goal).chain([goal]).collect();
        let stays = fewest(self.context, &stays, |(_, goal)| *goal, &rest);
        let names = listed(steps.iter().map(|(step, _)| format!("`{}`", step.name)).collect());
        let (message, help) = match (steps.is_empty(), stays.is_empty()) {
            (true, _) => (
                format!("{nobody}: whoever has what it needs is disqualified"),
                "ask for something else here, or change the `disqualify`".to_owned(),
            ),
            (false, true) => (
                format!("{nobody}: what it needs and what {names} {} are never {}", needs(&steps), together(&steps)),
                format!(
                    "nobody skips a step: change what {names} {}, or ask here for what leads that have come so far can have",
                    needs(&steps)
                ),
            ),
            (false, false) => (
                format!("{nobody}: whoever has what it needs and what {names} {} is disqualified", needs(&steps)),
                format!(
                    "nobody skips a step: change what {names} {}, what this one needs, or the `disqualify`",
                    needs(&steps)
                ),
            ),
        };
        let mut finding = Finding::new(Name::UnreachableStep, step.place, message).help(help);
        for (step, _) in steps.iter().take(MOST_POINTED_TO) {
            finding = finding.related(step.place, format!("`{}` comes before it", step.name));
        }
        for (place, _) in stays.iter().take(MOST_POINTED_TO) {
            finding = finding.related(*place, DISQUALIFIED_HERE);
        }
        finding
    }

    fn label(&mut self, id: LabelId, label: &'c Label) {
        let LabelBody::Choices { choices, .. } = &label.body else { return };
        for choice in choices {
            match choice {
                Choice::When { condition, value, said, place, .. } => {
                    let formula = self.context.analysis.formula(condition);
                    let never =
                        self.context.analysis.rests_on_score(formula) && self.is_never(&[(formula, Truths::TRUE)]);
                    if !never {
                        let by = self.disqualified.by(self.context, id, condition);
                        if let Some(by) = by.filter(|_| !self.follows(condition)) {
                            let message =
                                format!("no lead can get `{value}` here: whoever has {} is disqualified", quoted(said));
                            self.told.insert(Asked::Label(id));
                            self.findings.push(all_disqualified(&message, *place, &label.name, &by));
                        }
                        continue;
                    }
                    if self.is_never_whatever_comes_out(condition) || self.follows(condition) {
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
            if !self.is_never(&[(case, Truths::TRUE)]) || self.has_idle_rule(*score) {
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

    /// Whether a condition asks for something that was told of already: for a score of which a rule never fires, too, since with that
    /// rule mended it comes to something else.
    fn follows(&self, condition: &'c Condition) -> bool {
        let asked = asked(self.context.rules, condition);
        if asked.iter().any(|asked| matches!(asked, Asked::Score(score) if self.has_idle_rule(*score))) {
            return true;
        }
        asked.iter().any(|asked| self.told.contains(asked))
            && !parts_of(self.context.rules, condition).into_iter().any(|part| self.blames_score(part).is_some())
    }

    /// Whether a score, or one that it is worked out from, has a rule that never fires.
    fn has_idle_rule(&self, id: ScoreId) -> bool {
        self.idle.get_or_init(|| self.with_idle_rules()).contains(&id)
    }

    fn with_idle_rules(&self) -> BTreeSet<ScoreId> {
        let rules = self.context.rules;
        let (gives, _) = points(rules);
        let is_idle = |at: &RuleAt| {
            let fires = self.context.analysis.fires(at.rule.id);
            fires.is_some_and(|fires| self.is_never(&[(fires, Truths::TRUE)]))
        };
        let idle: Vec<Place> = gives.iter().filter(|at| is_idle(at)).map(|at| at.around.score.place).collect();
        // What always comes to 0 whatever its rules give is told of by itself, too.
        let mut found = scores_held(rules);
        for node in &rules.order {
            let Node::Score(id) = node else { continue };
            let Some(score) = rules.scores.get(id.0) else { continue };
            let has_idle = match &score.body {
                ScoreBody::Computed { terms, .. } => terms.iter().any(|(_, id)| found.contains(id)),
                ScoreBody::Rules(_) => idle.contains(&score.place),
            };
            if has_idle {
                found.insert(*id);
            }
        }
        found
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
        let conflict = conflict(self.context, &clauses(self.context, condition));
        let message = match conflict.as_slice() {
            [only] => format!("{nobody}: `{}` can never be true", only.said),
            several => format!("{nobody}: no lead has {} at once", named(several)),
        };
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
            finding = finding.help(match conflict.len() {
                0 | 1 => "change it: ask for what a lead can have",
                _ => "change one of them: ask for what a lead can have at once",
            });
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
            Bound::Most => (what_adds_up(self.context, id, &extent.high), extent.high.lead),
            Bound::Both | Bound::Beside => ("ask for what it can come to".to_owned(), None),
        };
        let mut finding = finding.help(help).related(score.place, bound.label(&self.context.analysis.score(id)));
        finding.witness = lead.map(|lead| self.context.witness(&lead));
        finding
    }
}

/// A step that all leave who come to it.
fn nobody_stays(step: &Step, next: &Step) -> Finding {
    let message =
        format!("no lead stays at `{}`: whoever comes so far has what `{}` needs as well", step.name, next.name);
    Finding::new(Name::UnreachableStep, step.place, message)
        .related(next.place, "asks for nothing more")
        .help(format!("ask for more in `{}`, or leave one of the two out", next.name))
}

fn needs(steps: &[(&Step, Goal)]) -> &'static str {
    if steps.len() == 1 { "needs" } else { "need" }
}

fn together(steps: &[(&Step, Goal)]) -> &'static str {
    if steps.len() == 1 { "true together" } else { "all true" }
}

/// Whether a condition is never true for reasons that have nothing to do with scores: what it asks besides is never all true.
pub(super) fn is_never_of_itself<'c>(context: &Context<'c>, condition: &'c Condition) -> bool {
    let parts = parts_of(context.rules, condition).into_iter();
    let parts = parts.map(|part| context.analysis.formula(part));
    let plain = parts.filter(|part| !context.analysis.rests_on_score(*part));
    let goals: Vec<Goal> = plain.map(|part| (part, Truths::TRUE)).collect();
    !goals.is_empty() && context.never(&goals) == Never::Always
}
