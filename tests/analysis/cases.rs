//! Single questions, and their answers.

use super::domain::TODAY;
use qualify::Ruleset;
use qualify::analysis::{Analysis, Answer, Truths};
use qualify::check::{NoFiles, check};
use qualify::rules::{DefinitionBody, RuleId};
use qualify::source::Source;

/// Whether a condition can hold: the record that shows it, `no`, or `not decided`.
fn can_hold(fields: &str, condition: &str) -> String {
    let text = format!("lead {{\n{fields}\n}}\ndefine it = {condition}\nwhen it then +1\n");
    let checked = check(Source::new("a.qual", text.as_str()), &NoFiles);
    assert!(!checked.has_errors(), "{text}\n{:#?}", checked.findings);
    let analysis = Analysis::new(&checked.rules, TODAY);
    let DefinitionBody::Condition(condition) = &checked.rules.definitions[0].body else { panic!("a value") };
    match analysis.can_hold(analysis.formula(condition)) {
        Answer::Yes(lead) => {
            let evaluated = qualify::eval::judge(&checked.rules, &lead, TODAY);
            assert!(evaluated.definition(qualify::rules::DefinitionId(0)).is_true(), "{text}\n{lead:?}");
            qualify::analysis::witness_of(&checked.rules, &lead).to_string()
        }
        Answer::No => "no".to_owned(),
        Answer::NotDecided => "not decided".to_owned(),
    }
}

#[test]
fn answers() {
    let list = "visits: list of { page: text  at: date  pages: number }";
    for (fields, condition, expected) in [
        ("size: number", "size > 5 and size < 6", "a lead with size = 5.5"),
        ("size: number", "size > 5 and size <= 6", "a lead with size = 6"),
        ("size: number", "size > 5 and size < 5", "no"),
        ("title: text", "title contains \"cto\" and not title contains word \"cto\"", "a lead with title = \"xctox\""),
        ("title: text", "title contains \"vp\" and title contains \"sales\"", "a lead with title = \"vp sales\""),
        ("title: text", "title contains \"vp sales\" and not title contains \"vp\"", "no"),
        ("title: text", "title starts with \"vp\" and title starts with \"chief\"", "no"),
        ("email: text", "domain of email in [\"a.com\", \"b.com\"]", "a lead with email = \"lead@a.com\""),
        ("email: text", "domain of email = \"a.com\" and email ends with \"b.com\"", "not decided"),
        ("email: text", "domain of email = \"a.com\" and domain of email = \"b.com\"", "no"),
        ("last: date", "last within 14 days and last not within 30 days", "no"),
        ("last: date", "last not within 14 days and last within 30 days", "a lead with last = 2025-12-31"),
        ("a: number  b: number", "a > b", "a lead with a = 11 and b = 10"),
        ("a: number  b: number", "a > b and a is unknown", "not decided"),
        ("a: number  b: number", "a + b > 30 and a + b < 20", "no"),
        ("a: number  b: number", "a + b > 30 and a < 5", "a lead with a = 4 and b = 31"),
        (list, "count of visits >= 3 and count of visits < 2", "no"),
        (list, "count of visits = 1 and count of visits where (page contains \"price\") >= 2", "no"),
        (list, "count of visits where (pages > 3) >= 1 and count of visits < 1", "no"),
        (list, "any visits where (page = \"a\" and page = \"b\")", "not decided"),
        (
            list,
            "count of visits where (page contains \"price\") >= 2",
            "a lead with visits = [{ page = \"price\" }, { page = \"price\" }]",
        ),
        (list, "latest at of visits within 7 days", "a lead with visits = [{ at = 2026-01-15 }]"),
        ("size: number", "size is unknown", "a lead of whom nothing is known"),
    ] {
        assert_eq!(can_hold(fields, condition), expected, "{condition}");
    }
}

/// When rules give their points: inside of blocks, after earlier rules of a `first`, and where what they count is known.
#[test]
fn rules_fire_where_all_around_them_holds() {
    let text = "lead { a: number  b: number  demo: yes/no }
        score s {
          when demo { when a > 5 then +10 }
          first \"f\" { when a > 5 then +1  when b > 5 then +2 per a }
        }";
    let checked = check(Source::new("a.qual", text), &NoFiles);
    assert!(!checked.has_errors(), "{:#?}", checked.findings);
    let analysis = Analysis::new(&checked.rules, TODAY);
    let fires = |rule| analysis.fires(qualify::rules::RuleId(rule)).expect("a rule");
    let shown = |goals: &[(usize, Truths)]| {
        let goals: Vec<_> = goals.iter().map(|(rule, wanted)| (fires(*rule), *wanted)).collect();
        match analysis.can_be(&goals) {
            Answer::Yes(lead) => qualify::analysis::witness_of(&checked.rules, &lead).to_string(),
            other => format!("{other:?}"),
        }
    };
    assert_eq!(shown(&[(0, Truths::TRUE)]), "a lead with a = 6 and demo = yes");
    assert_eq!(shown(&[(0, Truths::TRUE), (1, Truths::NOT_TRUE)]), "No");
    assert_eq!(shown(&[(1, Truths::TRUE), (2, Truths::TRUE)]), "No");
    assert_eq!(shown(&[(2, Truths::TRUE)]), "a lead with a = 5 and b = 6");
    assert!(analysis.fires(qualify::rules::RuleId(3)).is_none());
}

/// Points that are counted differ inside of what tests tell apart: not being tried is no proof.
#[test]
fn counted_points_lie_between_what_is_tried() {
    for (rule, asked) in [
        ("when visits >= 1 then +1 per visits", "s in 10..20"),
        ("when visits >= 1 then +1 per visits up to +500", "s in 10..20"),
        ("when since <= today then +1 per waited", "s > 5"),
        ("when since <= today then +100 losing 10% every 7 days since since", "s < 50 and s > 0"),
    ] {
        let text = format!(
            "lead {{ visits: number  since: date }}\ndefine waited = days since since\nscore s {{ {rule} }}\n\
             define it = {asked}\nlabel l {{ when it then yes_it_is  otherwise not_so }}"
        );
        let checked = check(Source::new("a.qual", text.as_str()), &NoFiles);
        assert!(!checked.has_errors(), "{text}\n{:#?}", checked.findings);
        let analysis = Analysis::new(&checked.rules, TODAY);
        let it = checked.rules.definitions.iter().find(|definition| definition.name == "it").expect("it");
        let DefinitionBody::Condition(condition) = &it.body else { panic!("a value") };
        assert!(!analysis.can_hold(analysis.formula(condition)).is_no(), "{text}");
    }
}

/// Points that change with every day, or with every number, are not told by a few values.
#[test]
fn scores_that_vary_without_end_are_not_told_by_a_few_values() {
    for (rule, low, high) in [
        ("when since <= today then +1 per days since since", 3.0, f64::INFINITY),
        ("when visits >= 1 then +1 per visits", 4.0, 6.0),
        ("when visits >= 1 then +1 per visits up to +100", 40.0, 41.0),
    ] {
        let text = format!(
            "lead {{ since: date  visits: number }}\nscore it {{ {rule} }}\nlabel l {{ when it > 0 then a otherwise b }}"
        );
        let checked = check(Source::new("a.qual", text.as_str()), &NoFiles);
        assert!(!checked.has_errors(), "{text}\n{:#?}", checked.findings);
        let analysis = Analysis::new(&checked.rules, TODAY);
        let range = qualify::value::NumberRange::new(Some(low), Some(high).filter(|high| high.is_finite()), false);
        let score = qualify::rules::Expr::Score(qualify::rules::ScoreId(0));
        let lies_in = analysis.lies_in(&score, qualify::value::Range::Numbers(range));
        assert!(!analysis.can_hold(lies_in).is_no(), "{rule} comes to {low}..{high}");
    }
}

/// Claims that were wrong once: each of these can hold, so it is never said that it cannot.
#[test]
fn what_can_hold_is_not_denied() {
    let many: Vec<String> = (0..26).map(|at| format!("\"longer {at:02}\"")).collect();
    let all = [vec!["\"zz\"".to_owned()], many.clone()].concat().join(", ");
    let starts = format!("t starts with any of [{all}] and not t starts with any of [{}]", many.join(", "));
    for (fields, condition) in [
        ("tags: list of text", "count of tags >= 250"),
        ("tags: list of text", "count of tags >= 1 and not count of tags <= 220"),
        ("tags: list of text", "count of tags < 1"),
        ("email: text", "email != \"lead@example.com\" and domain of email = \"example.com\""),
        ("email: text", "email != \"lead@example.com\" and domain of email != \"x.com\""),
        ("t: text", starts.as_str()),
    ] {
        assert_ne!(can_hold(fields, condition), "no", "{condition}");
    }
}

/// Likewise of whole rulesets: the definition `it` can hold.
#[test]
fn what_can_hold_of_outcomes_is_not_denied() {
    let rows: String = (0..40).map(|at| format!("{at} then v{at}\n")).collect();
    let rows_too: String = (0..40).map(|at| format!("{at} then w{at}\n")).collect();
    let joined = format!(
        "lead {{ n: number  m: number }}\nlabel a {{ by n {{\n{rows}}}  otherwise none }}\nlabel b {{ by m {{\n{rows_too}}}  otherwise none }}\nlabel both = a + b\ndefine it = both = \"v1w2\"\nladder l {{ low  high needs it }}"
    );
    for text in [
        joined.as_str(),
        "lead { a: yes/no }\nscore fit { when a then +5 }\ndefine c = 10 / fit > 1\ndefine it = c is unknown\nladder l { low  high needs it }",
        "lead { activity: list of { at: date } }\nscore s { first \"x\" { for each activity then +5 losing 10% every 7 days since at up to +5  when count of activity >= 1 then +10 } }\ndefine it = s >= 8\nladder l { low  high needs it }",
        "lead { x: number }\ndefine old = 1900-01-01\ndefine older = 1800-01-01\ndefine it = x > days since old and x < days since older\nladder l { low  high needs it }",
        "lead { d: date }\ndefine launch = 2020-01-01\ndefine it = days since d > days since launch\nladder l { low  high needs it }",
        "lead { before: text  x: number }\nladder l never below before { low  high needs x > 6 and x < 5 }\ndefine it = l = high\nlabel k { when it then up  otherwise down }",
    ] {
        let checked = check(Source::new("a.qual", text), &NoFiles);
        assert!(!checked.has_errors(), "{text}\n{:#?}", checked.findings);
        let analysis = Analysis::new(&checked.rules, TODAY);
        let it = checked.rules.definitions.iter().find(|definition| definition.name == "it").expect("it");
        let DefinitionBody::Condition(condition) = &it.body else { panic!("a value") };
        assert!(!analysis.can_hold(analysis.formula(condition)).is_no(), "{text}");
    }
}

/// Selections that take the same entries are the same, however they are written; those that only look alike are not.
#[test]
fn selections_go_by_what_they_take() {
    let lead = "lead { sales: list of { amount: number  refunded: yes/no = no  sold: date  kind: text } }";
    let same = [
        ("not refunded", "refunded = no"),
        ("amount in 5..10", "amount >= 5 and not (amount > 10)"),
        ("kind in [\"a\", \"b\"]", "kind = \"B\" or kind = \"a\""),
        ("sold within 90 days and not refunded", "refunded = no and sold within 90 days"),
        ("amount > 5", "amount > 5 and amount is known"),
    ];
    let different = [
        ("not refunded", "refunded"),
        ("amount > 5", "amount >= 5"),
        ("amount > 5", "not (amount <= 5) or amount is unknown"),
        ("sold within 90 days", "sold within 91 days"),
        ("kind = \"a\"", "kind contains \"a\""),
    ];
    for (pairs, are_same) in [(same, true), (different, false)] {
        for (one, other) in pairs {
            let text = format!(
                "{lead}\nwhen count of sales where ({one}) >= 3 then +20\nwhen not (count of sales where ({other}) < 3) then +10"
            );
            let ruleset = Ruleset::parse(&text).expect("a ruleset");
            let analysis = Analysis::new(ruleset.rules(), TODAY);
            let [one_fires, other_fires] = [0, 1].map(|rule| analysis.fires(RuleId(rule)).expect("a rule"));
            assert_eq!(analysis.same(one_fires, other_fires) == Some(true), are_same, "`{one}` and `{other}`");
        }
    }
}

/// Entries that one selection takes are among those that a wider one takes.
#[test]
fn selections_lie_within_others() {
    let lead = "lead { sales: list of { amount: number  sold: date  kind: text } }";
    let never = [
        "any sales where (sold within 1 year) and not any sales where (sold within 3 years)",
        "count of sales where (amount >= 30) >= 2 and count of sales where (amount >= 10) <= 1",
        "any sales where (kind = \"x\" and amount > 3) and count of sales where (kind = \"x\") = 0",
        "count of sales where (amount > 5) >= 4 and count of sales <= 3",
    ];
    let can = [
        "any sales where (sold within 3 years) and not any sales where (sold within 1 year)",
        "count of sales where (amount >= 30) >= 1 and count of sales where (amount >= 10) <= 1",
        "any sales where (kind = \"x\") and not any sales where (kind = \"x\" and amount > 3)",
        "count of sales where (amount > 5) >= 40 and count of sales where (amount > 3) >= 3",
        // Three deep: the one in the middle may be as many as either.
        "count of sales where (kind = \"a\" and amount > 1) >= 2 and any sales where (kind = \"a\") and count of sales <= 2",
        // Three months are 89 days once a year.
        "any sales where (sold within 3 months) and not any sales where (sold within 90 days)",
        "any sales where (sold within 90 days) and not any sales where (sold within 3 months)",
    ];
    for (conditions, is_never) in [(&never[..], true), (&can[..], false)] {
        for condition in conditions {
            let ruleset = Ruleset::parse(&format!("{lead}\nwhen {condition} then +10")).expect("a ruleset");
            let analysis = Analysis::new(ruleset.rules(), TODAY);
            let fires = analysis.fires(RuleId(0)).expect("a rule");
            assert_eq!(analysis.can_hold(fires).is_no(), is_never, "`{condition}`");
        }
    }
}

/// Of several texts that a domain is compared with, one that can be a domain is enough.
#[test]
fn what_holds_an_at_sign_is_no_domain() {
    let domain = |texts: &str| can_hold("email: text", &format!("domain of email in [{texts}]"));
    assert_eq!(domain("\"@a.example.com\""), "no");
    assert_ne!(domain("\"@a.example.com\", \"b.example.com\""), "no");
    let holds = |texts: &str| can_hold("email: text", &format!("domain of email contains {texts}"));
    assert_eq!(holds("all of [\"@acme\", \"beta\"]"), "no");
    assert_ne!(holds("any of [\"@acme\", \"beta\"]"), "no");
    assert_ne!(can_hold("title: text blank \"x\", \"other\"", "title contains \"vp\""), "no");
    assert_ne!(can_hold("n: number blank \"-1\"", "n < 0"), "no");
    assert_ne!(can_hold("stage: one of \"None\", \"Lead\" = \"None\" blank \"None\"", "stage = \"None\""), "no");
    assert_eq!(can_hold("plan: text blank \"none\"", "plan in [\"none\"]"), "no");
    assert_ne!(can_hold("plan: text blank \"none\"", "plan in [\"none\", \"pro\"]"), "no");
}

/// A list that is asked what it holds and how long it is.
#[test]
fn lists_that_are_asked_for_their_length() {
    let text = "lead { l: list of text }\ndefine first_one = l contains \"x\" or l is known\ndefine second_one = not (l contains \"x\" and count of l < 1)\nwhen first_one or second_one then +1\n";
    let ruleset = Ruleset::parse(text).expect("a ruleset");
    let rules = ruleset.rules();
    let analysis = Analysis::new(rules, TODAY);
    let formulas: Vec<_> = rules
        .definitions
        .iter()
        .map(|one| match &one.body {
            DefinitionBody::Condition(condition) => analysis.formula(condition),
            DefinitionBody::Value(..) => panic!("a value"),
        })
        .collect();
    assert_ne!(analysis.same(formulas[0], formulas[1]), Some(false));
}
