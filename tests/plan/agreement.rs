//! Generated rulesets and leads, and shipped ones: what a scorer says is what judging says.

use crate::eval::generated::{cells, ruleset, written};
use crate::eval::{Ruleset, day};
use proptest::prelude::*;
use qualify::eval::{Judge, Status, Verdict};
use qualify::plan::{Counts, Fired, Plan, Scorer};
use qualify::rules::{LabelId, Lead, RuleId, Rules};
use qualify::value::Text;

/// How often each rule fired and was undecided.
#[derive(Debug, PartialEq)]
struct Counted(Vec<(u64, u64)>);

impl Counted {
    fn new(rules: &Rules) -> Counted {
        Counted(vec![(0, 0); rules.rule_count])
    }

    fn add(&mut self, verdict: &Verdict) {
        for (count, outcome) in self.0.iter_mut().zip(&verdict.rules) {
            count.0 += u64::from(outcome.status == Status::Fired);
            count.1 += u64::from(outcome.status == Status::Undecided);
        }
    }

    fn of(rules: &Rules, counts: &Counts) -> Counted {
        let rules = (0..rules.rule_count).map(RuleId);
        Counted(rules.map(|rule| (counts.fired(rule), counts.undecided(rule))).collect())
    }
}

/// Compares all that comes out for a lead.
fn agree(scorer: &mut Scorer, verdict: &Verdict, lead: &Lead) -> Result<(), TestCaseError> {
    let scored = scorer.score(lead).clone();
    prop_assert_eq!(&scored.scores, &verdict.scores);
    prop_assert_eq!(&scored.disqualifiers, &verdict.disqualifiers);
    for (at, standing) in verdict.ladders.iter().enumerate() {
        prop_assert_eq!(scored.steps[at], standing.step);
        prop_assert_eq!(&scored.held_below[at], &standing.held_below);
        prop_assert_eq!(scored.names_no_step[at], standing.floor_names_no_step);
    }
    for (at, labelled) in verdict.labels.iter().enumerate() {
        prop_assert_eq!(scorer.label(LabelId(at)).map(Text::shown), Some(labelled.value.shown()));
        prop_assert_eq!(scored.choices[at], labelled.choice.map(|choice| (choice, labelled.row)));
    }
    let mut fired: Vec<Fired> = Vec::new();
    scorer.fired(&mut fired);
    fired.sort_by_key(|one| one.rule);
    let expected = verdict.rules.iter().enumerate().filter(|(_, outcome)| outcome.status == Status::Fired);
    let expected: Vec<Fired> =
        expected.map(|(at, outcome)| Fired { rule: RuleId(at), row: outcome.row, points: outcome.points }).collect();
    prop_assert_eq!(fired, expected);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, ..crate::eval::generated::config() })]

    #[test]
    fn a_plan_says_what_judging_says(text in ruleset(), leads in prop::collection::vec(cells(), 1..12)) {
        let ruleset = Ruleset::new(&text);
        let rules = ruleset.rules();
        let plan = Plan::new(rules, day());
        let (mut judge, mut scorer, mut counted) = (Judge::new(rules), Scorer::counting(&plan), Counted::new(rules));
        for cells in &leads {
            let lead = ruleset.lead(&written(cells));
            let verdict = judge.judge(&lead, day());
            counted.add(verdict);
            agree(&mut scorer, verdict, &lead)?;
        }
        prop_assert_eq!(&Counted::of(rules, &scorer.counts()), &counted);
        // Many at a time.
        let leads: Vec<Lead> = leads.iter().map(|cells| ruleset.lead(&written(cells))).collect();
        let (mut scorer, mut scored) = (Scorer::counting(&plan), Vec::new());
        scorer.score_all(&leads, |at, scorer| scored.push((at, scorer.scored().clone())));
        let mut alone = Scorer::new(&plan);
        let expected: Vec<_> = leads.iter().enumerate().map(|(at, lead)| (at, alone.score(lead).clone())).collect();
        prop_assert_eq!(scored, expected);
        prop_assert_eq!(Counted::of(rules, &scorer.counts()), counted);
    }
}
