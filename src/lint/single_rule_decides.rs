//! The lint `single-rule-decides`.

use super::alike::{Counted, quoted};
use super::asked::{clause_of, parts_of};
use super::context::{Context, in_main_file};
use super::page::lint;
use crate::analysis::{Answer, FormulaId, Truths};
use crate::diagnostic::{Finding, Name};
use crate::eval::{Status, judge};
use crate::rules::{CompareOp, Expr, Ladder, LadderId, Lead, ScoreId, Test};
use crate::value::{Points, Range};

lint! {
    /// A rule that lifts a lead to a step all by itself: nothing else that gives points need be true. Scores are there to weigh many
    /// things against each other; where one of them is enough, the others hardly matter.
    ///
    /// ```qual
    /// score fit in 0..100 {
    ///   when title contains "vp"     then +40
    ///   when company_size in 50..500 then +20
    ///   when country = "DE"          then +10
    /// }
    ///
    /// ladder stage {
    ///   lead
    ///   mql  needs fit >= 30
    /// }
    /// ```
    ///
    /// Give less for it, or ask for more:
    ///
    /// ```qual
    /// score fit in 0..100 {
    ///   when title contains "vp"     then +25
    ///   when company_size in 50..500 then +20
    ///   when country = "DE"          then +10
    /// }
    ///
    /// ladder stage {
    ///   lead
    ///   mql  needs fit >= 30
    /// }
    /// ```
    ///
    /// Where it is meant so, because who asks for a demo is to be called whatever else is known, the step can say it itself:
    /// `needs fit >= 30 or demo_requested`. A score of one rule only has nothing to weigh.
    SingleRuleDecides, find
}

/// How many leads may be judged, counted in rules.
const MOST_WORK: usize = 300_000;
/// Of how many other rules it is asked that they do not fire.
const MOST_OTHERS: usize = 60;

fn find(context: &Context) -> Vec<Finding> {
    let alike = context.alike();
    let mut findings = Vec::new();
    let mut left = MOST_WORK;
    let mut told = vec![false; alike.rules.len()];
    for (at, ladder) in context.rules.ladders.iter().enumerate().filter(|(_, ladder)| in_main_file(ladder.place)) {
        // The highest step first, so that a rule is told of once a ladder.
        for step in (1..ladder.steps.len()).rev() {
            let decides = Decides { context, id: LadderId(at), ladder, step };
            for (score, asked, said) in decides.thresholds() {
                let of_score = || alike.rules.iter().enumerate().filter(|(_, one)| one.score == score);
                if of_score().nth(1).is_none() {
                    continue;
                }
                for (number, one) in of_score() {
                    let is_enough = context.analysis.award(&one.rule.award).1.to_f64() >= asked;
                    if !is_enough || told.get(number).copied().unwrap_or(true) {
                        continue;
                    }
                    left = left.saturating_sub(context.rules.rule_count + 100);
                    if left == 0 {
                        return findings;
                    }
                    if let Some(finding) = decides.finding(one, said) {
                        findings.push(finding);
                        if let Some(told) = told.get_mut(number) {
                            *told = true;
                        }
                    }
                }
            }
        }
    }
    findings
}

struct Decides<'a, 'c> {
    context: &'a Context<'c>,
    id: LadderId,
    ladder: &'c Ladder,
    step: usize,
}

impl<'c> Decides<'_, 'c> {
    /// The points that the step asks for without any way around, and how that is said.
    fn thresholds(&self) -> Vec<(ScoreId, f64, &'c crate::rules::Said)> {
        let Some(needs) = self.ladder.steps.get(self.step).and_then(|step| step.needs.as_ref()) else {
            return Vec::new();
        };
        let parts = parts_of(self.context.rules, needs).into_iter().filter_map(clause_of);
        let asked = parts.filter_map(|clause| {
            let (score, asked) = match &clause.test {
                Test::Compare(CompareOp::AtLeast | CompareOp::More, Expr::Score(score), Expr::Number(asked)) => {
                    (*score, *asked)
                }
                Test::InRange(Expr::Score(score), Range::Numbers(range), false) => (*score, range.low?),
                _ => return None,
            };
            (asked > 0.0).then_some((score, asked, &clause.said))
        });
        asked.collect()
    }

    fn finding(&self, one: &Counted, said: &crate::rules::Said) -> Option<Finding> {
        let lead = self.lead(one)?;
        let step = self.ladder.steps.get(self.step)?;
        let asked = format!("{} {}", said.subject, said.asked);
        let message = format!(
            "this rule alone lifts a lead to `{}`: it gives {}, where {} is asked for",
            step.name,
            one.rule.award.said,
            quoted(&asked)
        );
        Some(
            Finding::new(Name::SingleRuleDecides, one.rule.place, message)
                .help("give less for it, or ask for more, if several things are to come together")
                .related(step.place, format!("`{}` asks for it here", step.name))
                .witness(self.context.witness(&lead)),
        )
    }

    /// A lead that stands on the step or higher, to whom no other rule gives points.
    fn lead(&self, one: &Counted) -> Option<Lead> {
        let analysis = &self.context.analysis;
        let fires = analysis.fires(one.rule.id)?;
        let needs = self.ladder.steps.iter().take(self.step + 1).filter_map(|step| step.needs.as_ref());
        let needs = needs.map(|needs| (analysis.formula(needs), Truths::TRUE));
        let all: Vec<(FormulaId, Truths)> = std::iter::once((fires, Truths::TRUE)).chain(needs).collect();
        // Mostly what the rule itself asks for is enough; else it is said in so many words that no other rule fires.
        let others = || {
            let others = self.context.alike().rules.iter().filter(|other| other.rule.id != one.rule.id);
            let others = others.filter(|other| other.rule.award.amount > Points::ZERO).take(MOST_OTHERS);
            let others = others.filter_map(|other| Some((analysis.fires(other.rule.id)?, Truths::NOT_TRUE)));
            all.iter().copied().chain(others).collect::<Vec<_>>()
        };
        let shown = |answer: Answer| match answer {
            Answer::Yes(lead) if self.is_decided_for(&lead, one) => Some(*lead),
            _ => None,
        };
        shown(analysis.can_hold(fires))
            .or_else(|| shown(analysis.can_be(&all)))
            .or_else(|| shown(analysis.can_be(&others())))
    }

    fn is_decided_for(&self, lead: &Lead, one: &Counted) -> bool {
        let verdict = judge(self.context.rules, lead, self.context.analysis.today());
        let standing = verdict.ladders.get(self.id.0);
        let gives = |id: usize| {
            let outcome = verdict.rules.get(id);
            outcome.is_some_and(|outcome| outcome.status == Status::Fired && outcome.points > Points::ZERO)
        };
        let has_others = (0..verdict.rules.len()).any(|id| id != one.rule.id.0 && gives(id));
        gives(one.rule.id.0)
            && !has_others
            && standing
                .is_some_and(|standing| standing.floor.is_none() && standing.step.is_some_and(|at| at >= self.step))
    }
}
