//! Laws of three-valued logic and of sums, on generated conditions, scores and leads.

use super::Ruleset;
use super::generated::{Cells, cells, condition, definitions, filled, lead_block, part, score, written};
use proptest::prelude::*;
use qualify::rules::DefinitionId;
use qualify::value::{Points, Truth};

/// How definitions come out on a lead, given by name and condition.
fn truths(conditions: &[(&str, String)], cells: &Cells) -> Vec<Truth> {
    let all: String = conditions.iter().map(|(name, condition)| format!("define {name} = {condition}\n")).collect();
    let ruleset = Ruleset::new(&format!("{}define doubled = n * 2\n{all}when n > 1 then +1", lead_block()));
    let verdict = ruleset.judge(&written(cells));
    let definitions = &ruleset.rules().definitions;
    let at = |name: &str| definitions.iter().position(|one| one.name == name).unwrap();
    conditions.iter().map(|(name, _)| verdict.definition(DefinitionId(at(name)))).collect()
}

fn said(text: &str) -> String {
    text.to_owned()
}

proptest! {
    #![proptest_config(super::generated::config())]

    #[test]
    fn three_valued_laws(a in condition(), b in condition(), c in condition(), lead in cells()) {
        let pairs = [
            ("not not a", "a"),
            ("not (a and b)", "(not a) or (not b)"),
            ("not (a or b)", "(not a) and (not b)"),
            ("at least 1 of (a, b, c)", "a or b or c"),
            ("at least 3 of (a, b, c)", "a and b and c"),
            ("at least 2 of (a, b, c)", "(a and b) or (a and c) or (b and c)"),
            ("a and b", "b and a"),
            ("a or (b and c)", "(a or b) and (a or c)"),
            ("a and (a or b)", "a"),
        ];
        let names: Vec<(String, String)> = (0..pairs.len()).map(|at| (format!("left{at}"), format!("right{at}"))).collect();
        let mut all = vec![("a", a), ("b", b), ("c", c)];
        for ((left, right), (left_said, right_said)) in names.iter().zip(&pairs) {
            all.push((left, said(left_said)));
            all.push((right, said(right_said)));
        }
        let truths = truths(&all, &lead);
        for (both, (left, right)) in truths[3..].chunks(2).zip(&pairs) {
            prop_assert_eq!(both[0], both[1], "{} and {}", left, right);
        }
    }

    #[test]
    fn more_knowledge_never_turns_a_condition_around(a in condition(), lead in cells(), more in cells()) {
        let all = [("a", a)];
        let before = truths(&all, &lead)[0];
        let after = truths(&all, &filled(&lead, &more))[0];
        prop_assert!(before == Truth::Unknown || before == after, "{before} became {after}");
    }

    #[test]
    fn sums_do_not_depend_on_order(
        definitions in definitions(),
        (parts, shuffled) in prop::collection::vec(part(), 1..6)
            .prop_flat_map(|parts| (Just(parts.clone()), Just(parts).prop_shuffle())),
        lead in cells(),
    ) {
        let sum = |parts: &[String]| {
            let text = lead_block() + &definitions + &score("s in -1000..1000", parts);
            Ruleset::new(&text).judge(&written(&lead)).scores[0]
        };
        prop_assert_eq!(sum(&parts), sum(&shuffled));
    }

    #[test]
    fn scores_stay_within_their_bounds(definitions in definitions(), parts in prop::collection::vec(part(), 1..6), lead in cells()) {
        let text = lead_block() + &definitions + &score("s in -2..3.5", &parts);
        let points = Ruleset::new(&text).judge(&written(&lead)).scores[0];
        prop_assert!(points >= Points::from_hundredths(-200) && points <= Points::from_hundredths(350));
    }
}
