//! The leads that lints about rules and steps show do what the findings say, as the plain evaluator judges them.

use super::TODAY;
use super::fixtures::{Fixture, fixtures};
use qualify::Ruleset;
use qualify::diagnostic::{Finding, Name};
use qualify::eval::{Status, Verdict, judge};
use qualify::rules::{LadderId, Part, RuleId, Rules, ScoreBody};
use qualify::source::Place;
use qualify::value::Points;

/// A finding, the ruleset that it is about, and what comes out for the lead that it shows.
struct Shown<'a> {
    finding: &'a Finding,
    rules: &'a Rules,
    verdict: Verdict,
    about: String,
}

/// Looks at each finding of a lint that shows a lead; says how many there are.
fn each_shown(lint: Name, look: impl Fn(&Shown)) -> usize {
    let mut count = 0;
    for fixture in fixtures().iter().filter(|fixture| fixture.lint == lint && fixture.is_found()) {
        count += each_of(fixture, &look);
    }
    count
}

fn each_of(fixture: &Fixture, look: &impl Fn(&Shown)) -> usize {
    let inspected = fixture.look();
    let ruleset = Ruleset::load(&fixture.path).expect("a ruleset");
    let shown = inspected.findings.iter().filter_map(|finding| Some((finding, finding.witness.as_ref()?)));
    shown
        .map(|(finding, witness)| {
            let (lead, issues) = ruleset.read(witness).expect("a record");
            assert!(issues.is_empty(), "{issues:?}");
            let verdict = judge(ruleset.rules(), &lead, TODAY);
            let about = format!("{}: {} with {witness}", fixture.path.display(), finding.message);
            look(&Shown { finding, rules: ruleset.rules(), verdict, about });
        })
        .count()
}

impl Shown<'_> {
    fn place(&self) -> Place {
        self.finding.place.expect("a place")
    }

    /// What became of the rule at a place, or of the table that has its row there.
    fn points_at(&self, place: Place) -> Option<Points> {
        fn find(parts: &[Part], place: Place) -> Option<RuleId> {
            parts.iter().find_map(|part| match part {
                Part::Rule(rule) => (rule.place == place).then_some(rule.id),
                Part::First(first) => first.rules.iter().find(|rule| rule.place == place).map(|rule| rule.id),
                Part::Table(table) => table.id.filter(|_| table.rows().any(|row| row.place == place)),
                Part::Group(group) => find(&group.parts, place),
                Part::When(when) => find(&when.parts, place),
            })
        }
        let id = self.rules.scores.iter().find_map(|score| match &score.body {
            ScoreBody::Rules(parts) => find(parts, place),
            ScoreBody::Computed { .. } => None,
        });
        let outcome = self.verdict.rule(id.expect("a rule"));
        (outcome.status == Status::Fired).then_some(outcome.points)
    }

    /// The ladder and the number of the step at a place.
    fn step_at(&self, place: Place) -> Option<(LadderId, usize)> {
        let mut steps = self.rules.ladders.iter().enumerate().flat_map(|(ladder, one)| {
            one.steps.iter().enumerate().map(move |(at, step)| (LadderId(ladder), at, step.place))
        });
        steps.find(|(_, _, of)| *of == place).map(|(ladder, at, _)| (ladder, at))
    }

    /// All points that the rules give which the finding is about.
    fn points_of_all(&self) -> Vec<Points> {
        let places = [self.place()].into_iter().chain(self.finding.related.iter().map(|related| related.place));
        places.map(|place| self.points_at(place).unwrap_or_else(|| panic!("{}: not fired", self.about))).collect()
    }
}

#[test]
fn duplicates_fire_together() {
    let shown = each_shown(Name::DuplicateRule, |shown| assert!(shown.points_of_all().len() == 2, "{}", shown.about));
    assert!(shown >= 7, "{shown}");
}

#[test]
fn cancelling_rules_add_up_to_nothing() {
    let shown = each_shown(Name::CancellingRules, |shown| {
        let points = shown.points_of_all();
        assert!(points.len() > 1 && points.iter().all(|points| *points != Points::ZERO), "{}", shown.about);
        assert_eq!(points.into_iter().sum::<Points>(), Points::ZERO, "{}", shown.about);
    });
    assert!(shown >= 3, "{shown}");
}

#[test]
fn stacked_rules_fire_together() {
    let shown = each_shown(Name::StackedRules, |shown| assert!(shown.points_of_all().len() > 1, "{}", shown.about));
    assert!(shown >= 9, "{shown}");
}

#[test]
fn who_is_held_back_stands_below() {
    let shown = each_shown(Name::HeldBack, |shown| {
        let (ladder, step) = shown.step_at(shown.place()).expect("a step");
        let (_, holds) = shown.step_at(shown.finding.related[0].place).expect("a step");
        let standing = &shown.verdict.ladders[ladder.0];
        assert!(standing.held_below.contains(&step), "{}", shown.about);
        assert_eq!(standing.step, Some(holds - 1), "{}", shown.about);
    });
    assert!(shown >= 4, "{shown}");
}

#[test]
fn the_most_is_less_than_the_step_needs() {
    let shown = each_shown(Name::UnreachableStep, |shown| {
        let score = shown
            .rules
            .scores
            .iter()
            .position(|score| shown.finding.related.iter().any(|related| related.place == score.place));
        let points = shown.verdict.scores[score.expect("a score")];
        let message = &shown.finding.message;
        let said = [format!("is {points} at most"), format!("is never below {points}")];
        assert!(said.iter().any(|said| message.ends_with(said)), "{}: {points}", shown.about);
        if let Some((ladder, step)) = shown.step_at(shown.place()) {
            assert!(shown.verdict.step(ladder) < Some(step), "{}", shown.about);
        }
    });
    assert!(shown >= 6, "{shown}");
}

#[test]
fn the_most_is_less_than_the_bound() {
    let shown = each_shown(Name::IdleBound, |shown| {
        let score = shown.rules.scores.iter().position(|score| score.place == shown.place()).expect("a score");
        let (points, score) = (shown.verdict.scores[score], &shown.rules.scores[score]);
        assert!(shown.finding.message.contains(&format!(" than {points}, so")), "{}: {points}", shown.about);
        assert!(score.low < Some(points) && Some(points) < score.high, "{}", shown.about);
    });
    assert!(shown >= 3, "{shown}");
}

#[test]
fn a_single_rule_lifts_to_the_step() {
    let shown = each_shown(Name::SingleRuleDecides, |shown| {
        let points = shown.points_at(shown.place()).unwrap_or_default();
        let giving = shown.verdict.rules.iter().filter(|outcome| outcome.points > Points::ZERO).count();
        assert!(points > Points::ZERO && giving == 1, "{}", shown.about);
        let (ladder, step) = shown.step_at(shown.finding.related[0].place).expect("a step");
        assert!(shown.verdict.step(ladder) >= Some(step), "{}", shown.about);
    });
    assert!(shown >= 5, "{shown}");
}
