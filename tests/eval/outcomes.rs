//! Disqualifiers, ladders and labels.

use super::Ruleset;
use qualify::eval::Standing;

const LADDER: &str = "
lead { a: yes/no  b: yes/no  c: yes/no  out: yes/no  was: text }
disqualify when out because \"is out\"
ladder stage never below was { one  two needs a  three needs b  four needs c }
define at_three = stage >= three
label reached { when stage = one then first  when stage < one then below  when at_three then late  otherwise middle }
when a is known then +1";

/// The step (or `-`), the steps held below, and what the rules see of it.
fn stands(cells: &str) -> String {
    let ruleset = Ruleset::new(LADDER);
    let verdict = ruleset.judge(cells);
    let Standing { step, held_below, .. } = &verdict.ladders[0];
    let names = &ruleset.rules().ladders[0].steps;
    let name = |step: &usize| names[*step].name.clone();
    let held: Vec<String> = held_below.iter().map(name).collect();
    let step = step.as_ref().map_or("-".to_owned(), name);
    format!("{step} [{}] {}", held.join(" "), verdict.labels[0].value.shown())
}

#[test]
fn nobody_skips_a_step() {
    assert_eq!(stands(""), "one [] first");
    assert_eq!(stands("a = y"), "two [] middle");
    assert_eq!(stands("a = y; b = y; c = y"), "four [] late");
    assert_eq!(stands("b = y"), "one [three] first");
    assert_eq!(stands("a = n; b = y; c = y"), "one [three four] first");
    assert_eq!(stands("a = y; c = y"), "two [four] middle");
}

#[test]
fn nobody_falls_below_where_they_stood() {
    assert_eq!(stands("was = Three"), "three [] late");
    assert_eq!(stands("was = three; c = y"), "three [four] late");
    assert_eq!(stands("was = two; a = y; b = y"), "three [] late");
    let verdict = Ruleset::new(LADDER).judge("was = customer");
    assert_eq!((verdict.ladders[0].step, verdict.ladders[0].floor_names_no_step), (Some(0), true));
}

#[test]
fn the_disqualified_are_below_the_first_step_and_are_not_lifted() {
    assert_eq!(stands("a = y; b = y; out = y; was = four"), "- [] below");
    assert_eq!(stands("a = y; out = n"), "two [] middle");
}

#[test]
fn disqualifying_is_never_unknown() {
    let ruleset = Ruleset::new(
        "lead { a: yes/no  b: yes/no }
         disqualify when a because \"why a\"
         disqualify when b because \"why b\"
         label l { when disqualified then out  otherwise fine }
         when a is known then +1",
    );
    let out = |cells: &str| {
        let verdict = ruleset.judge(cells);
        let because = qualify::eval::disqualified_because(ruleset.rules(), &verdict).join(", ");
        format!("{} {because}", verdict.labels[0].value.shown())
    };
    assert_eq!(out(""), "fine ");
    assert_eq!(out("a = y"), "out why a");
    assert_eq!(out("a = y; b = y"), "out why a, why b");
    assert_eq!(out("a = n"), "fine ");
}

#[test]
fn labels_take_the_first_choice_and_tables_pass_on() {
    let ruleset = Ruleset::new(
        "lead { size: number or range  vip: yes/no }
         label segment { by size { 1..9 then small  10..99 then mid }  when vip then special  otherwise unsized }
         label sized { by size { 1..9 then small  unknown then open  other then large }  otherwise never }
         label grade { when vip then A  otherwise B }
         label both = grade + segment
         when both = \"Aspecial\" then +1
         by sized { \"open\" then +10  other then +20 }",
    );
    let labels = |cells: &str| {
        let verdict = ruleset.judge(cells);
        let labels: Vec<&str> = verdict.labels.iter().map(|label| label.value.shown()).collect();
        format!("{} {}", labels.join(" "), verdict.scores[0])
    };
    assert_eq!(labels("size = 5"), "small small B Bsmall 20");
    assert_eq!(labels("size = 10-49"), "mid large B Bmid 20");
    assert_eq!(labels("size = 5-49; vip = y"), "special open A Aspecial 11");
    assert_eq!(labels("vip = n"), "unsized open B Bunsized 10");
    assert_eq!(labels("size = 100+; vip = y"), "special large A Aspecial 21");
}

#[test]
fn reasons_begin_with_the_most_points_and_leave_out_those_that_gave_none() {
    let ruleset = Ruleset::new(
        "lead { a: yes/no  n: number  p: text }
         score x { when a then -5 because \"bad\"  when a then +5 because \"tie one\"  when a then +1 per n because \"none\" }
         score y { group \"g\" in 0..1 { when a then +20 because \"most\" }  when a { first \"f\" { when a then +5 because \"tie two\" } }
           by p { \"A\" then +7 because \"its row\"  unknown then +8 } }",
    );
    let verdict = ruleset.judge("a = y; n = 0; p = a");
    let reasons = qualify::eval::reasons(ruleset.rules(), &verdict);
    let shown: Vec<String> =
        reasons.iter().map(|reason| format!("{} {} {}", reason.score, reason.reason, reason.points)).collect();
    assert_eq!(shown, ["y most 20", "y its row 7", "x tie one 5", "y tie two 5", "x bad -5"]);
}

#[test]
fn definitions_are_worked_out_once_however_often_they_are_used() {
    let mut text = "lead { n: number }\ndefine v0 = n\ndefine c0 = n > 1\n".to_owned();
    for at in 1..200 {
        let before = at - 1;
        text.push_str(&format!(
            "define v{at} = v{before} + v{before}\ndefine c{at} = c{before} and (c{before} or v{at} > 1)\n"
        ));
    }
    text.push_str("when c199 and v199 > 1 then +1");
    let ruleset = Ruleset::new(&text);
    let evaluation = ruleset.evaluate("n = 2");
    assert_eq!(evaluation.scores[0].points.to_string(), "1");
    assert!(evaluation.scores[0].parts[0].decided_by.len() <= 6);
    assert_eq!(ruleset.evaluate("").scores[0].parts[0].decided_by[0].unknown_fields, ["n"]);
}

#[test]
fn a_chain_of_definitions_of_any_length_is_explained() {
    let mut text = "lead { n: number }\ndefine v0 = n\ndefine c0 = n > 1\n".to_owned();
    for at in 1..10_000 {
        let before = at - 1;
        text.push_str(&format!("define v{at} = v{before} + 0\ndefine c{at} = c{before} and n > 0\n"));
    }
    text.push_str("when c9999 and v9999 > 1 then +1");
    let ruleset = Ruleset::new(&text);
    for given in ["n = 2", ""] {
        let rule = &ruleset.evaluate(given).scores[0].parts[0];
        assert!(!rule.decided_by.is_empty() && rule.decided_by.len() <= 6, "{:?}", rule.decided_by);
    }
}
