//! What explains a score agrees with the score, on generated rulesets and leads.

use super::generated::{cells, filled, ruleset, written};
use super::{Ruleset, day};
use proptest::prelude::*;
use qualify::eval::{Evaluation, Judge, Node, NodeKind, Status, reasons};
use qualify::explain::{Look, human, markdown};
use qualify::value::Points;

/// What a tree adds up to, from its leaves.
fn sum(parts: &[Node]) -> i64 {
    let points = parts.iter().map(|part| match part.kind {
        NodeKind::Rule | NodeKind::Table => part.points.hundredths(),
        NodeKind::First | NodeKind::When => sum(&part.parts),
        NodeKind::Group => within(sum(&part.parts), part.low, part.high),
    });
    points.sum()
}

fn within(points: i64, low: Option<Points>, high: Option<Points>) -> i64 {
    points.max(low.map_or(i64::MIN, Points::hundredths)).min(high.map_or(i64::MAX, Points::hundredths))
}

/// All rules and tables, in the order of the file.
fn leaves(evaluation: &Evaluation) -> Vec<&Node> {
    fn add<'a>(parts: &'a [Node], all: &mut Vec<&'a Node>) {
        for part in parts {
            match part.kind {
                NodeKind::Rule | NodeKind::Table => all.push(part),
                _ => add(&part.parts, all),
            }
        }
    }
    let mut all = Vec::new();
    evaluation.scores.iter().for_each(|score| add(&score.parts, &mut all));
    all
}

proptest! {
    #![proptest_config(super::generated::config())]

    #[test]
    fn the_tree_agrees_with_the_verdict(text in ruleset(), leads in prop::collection::vec(cells(), 1..4)) {
        let ruleset = Ruleset::new(&text);
        let rules = ruleset.rules();
        let mut judge = Judge::new(rules);
        for cells in &leads {
            let lead = ruleset.lead(&written(cells));
            // One judge for lead after lead: nothing of the one before may be left over.
            let verdict = judge.judge(&lead, day()).clone();
            prop_assert_eq!(&verdict, &qualify::eval::judge(rules, &lead, day()));
            let evaluation = ruleset.evaluate(&written(cells));
            for (score, points) in evaluation.scores.iter().zip(&verdict.scores) {
                prop_assert_eq!(score.points, *points);
                if score.terms.is_empty() {
                    prop_assert_eq!(within(sum(&score.parts), score.low, score.high), points.hundredths(), "{}", text);
                }
            }
            for (node, outcome) in leaves(&evaluation).into_iter().zip(&verdict.rules) {
                prop_assert_eq!((node.status, node.points), (outcome.status, outcome.points));
                prop_assert_eq!(node.status == Status::Undecided, node.could_be.is_some() && node.row.as_ref().is_none_or(|row| !row.is_unknown || node.status != Status::Fired));
            }
            prop_assert_eq!(leaves(&evaluation).len(), rules.rule_count);
            prop_assert_eq!(&evaluation.reasons, &reasons(rules, &verdict));
            prop_assert_eq!(evaluation.disqualified, verdict.is_disqualified());
            for (ladder, standing) in evaluation.ladders.iter().zip(&verdict.ladders) {
                prop_assert_eq!(ladder.steps.iter().filter(|step| step.reached).count(), standing.step.map_or(0, |at| at + 1));
            }
            for (label, labelled) in evaluation.labels.iter().zip(&verdict.labels) {
                prop_assert_eq!(&label.value, labelled.value.shown());
            }
            let shown = human(&evaluation, Look::default()) + &markdown(&evaluation);
            prop_assert!(!shown.chars().any(|letter| letter.is_control() && letter != '\n'));
            prop_assert!(serde_json::to_string(&evaluation).is_ok());
        }
    }

    #[test]
    fn what_a_rule_could_give_holds_what_it_gives(text in ruleset(), cells in cells(), more in cells()) {
        let ruleset = Ruleset::new(&text);
        let before = ruleset.evaluate(&written(&cells));
        let after = ruleset.evaluate(&written(&filled(&cells, &more)));
        for (before, after) in leaves(&before).into_iter().zip(leaves(&after)) {
            let Some(could) = before.could_be else { continue };
            if after.status == Status::Fired {
                let is_within = could.low.is_none_or(|low| low <= after.points) && could.high.is_none_or(|high| after.points <= high);
                let stays = before.status == Status::Fired && before.points == after.points;
                prop_assert!(is_within || stays, "{} {:?} but {}", before.said, could, after.points);
            }
        }
    }
}
