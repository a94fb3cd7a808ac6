//! Why a lead has its points, and why it is disqualified.

use super::{Outcome, Reason, Status, Verdict};
use crate::rules::{Choice, LabelBody, LabelId, Part, Rules, ScoreBody};
use crate::value::{Points, fold};

/// The fired rules that gave points: most points first, ties in the order of the file.
pub fn reasons(rules: &Rules, verdict: &Verdict) -> Vec<Reason> {
    let mut reasons = Vec::new();
    for score in &rules.scores {
        if let ScoreBody::Rules(parts) = &score.body {
            add(parts, &score.name, verdict, &mut reasons);
        }
    }
    reasons.sort_by_key(|reason| std::cmp::Reverse(reason.points));
    reasons
}

/// The reasons of all disqualifiers that are true.
pub fn disqualified_because<'r>(rules: &'r Rules, verdict: &Verdict) -> Vec<&'r str> {
    let all = rules.disqualifiers.iter().zip(&verdict.disqualifiers);
    all.filter(|(_, is_out)| **is_out).map(|(disqualifier, _)| disqualifier.reason.as_str()).collect()
}

/// Why a label has its value, where the choice that gave it says so.
pub fn label_because<'r>(rules: &'r Rules, verdict: &Verdict, id: LabelId) -> Option<&'r str> {
    let label = rules.labels.get(id.0)?;
    let labelled = verdict.labels.get(id.0)?;
    let LabelBody::Choices { choices, otherwise } = &label.body else { return None };
    match labelled.choice.map(|choice| choices.get(choice)) {
        None => otherwise.as_ref()?.because.as_deref(),
        Some(choice) => match choice? {
            Choice::When { because, .. } => because.as_deref(),
            Choice::Table(table) => {
                labelled.row?.of(table).filter(|row| row.has_because).map(|row| row.reason.as_str())
            }
        },
    }
}

/// Whether a reason, ignoring case, is among those of a lead: of rules that fired, of what disqualifies it, of the labels that it
/// has.
pub fn has_reason(rules: &Rules, verdict: &Verdict, wanted: &str) -> bool {
    let wanted = fold(wanted);
    let labels = (0..rules.labels.len()).filter_map(|at| label_because(rules, verdict, LabelId(at)));
    let mut others = disqualified_because(rules, verdict).into_iter().chain(labels);
    others.any(|reason| fold(reason) == wanted)
        || reasons(rules, verdict).iter().any(|reason| fold(&reason.reason) == wanted)
}

fn add(parts: &[Part], score: &str, verdict: &Verdict, reasons: &mut Vec<Reason>) {
    for part in parts {
        match part {
            Part::Rule(rule) => push(verdict.rule(rule.id), &rule.reason, score, reasons),
            Part::Table(table) => {
                let outcome = table.id.map_or(Outcome::NOT_FIRED, |id| verdict.rule(id));
                if let Some(row) = outcome.row.and_then(|row| row.of(table)) {
                    push(outcome, &row.reason, score, reasons);
                }
            }
            Part::First(first) => {
                for rule in &first.rules {
                    push(verdict.rule(rule.id), &rule.reason, score, reasons);
                }
            }
            Part::Group(group) => add(&group.parts, score, verdict, reasons),
            Part::When(when) => add(&when.parts, score, verdict, reasons),
        }
    }
}

fn push(outcome: Outcome, reason: &str, score: &str, reasons: &mut Vec<Reason>) {
    if outcome.status == Status::Fired && outcome.points != Points::ZERO {
        reasons.push(Reason { score: score.to_owned(), reason: reason.to_owned(), points: outcome.points });
    }
}
