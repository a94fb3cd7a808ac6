//! The tree for a terminal, on the leads that the design sketches.

use crate::eval::Ruleset;
use qualify::explain::{Look, human, markdown};

fn full() -> Ruleset {
    Ruleset::new(include_str!("full.qual"))
}

fn show(cells: &str) -> String {
    let mut evaluation = full().evaluate(cells);
    evaluation.line = Some(4);
    human(&evaluation, Look::default())
}

const SKETCHED: &str = "email = ada@example.com; title = VP Marketing; company_size = 120; downloads = 1";

#[test]
fn the_sketched_lead() {
    insta::assert_snapshot!(show(SKETCHED));
}

#[test]
fn a_lead_of_which_all_is_known() {
    insta::assert_snapshot!(show(
        "email = bob@acme.com; title = Junior Developer; company_size = 1001-5000; industry = Other; downloads = 9; \
         demo_requested = yes; budget = 5000; last_visit = 01/05/2026; interests = api; unsubscribed = yes"
    ));
}

#[test]
fn a_disqualified_lead() {
    insta::assert_snapshot!(show("email = eve@Rival.com; downloads = 1; company_size = 51-200"));
}

#[test]
fn a_lead_of_which_nothing_is_known() {
    insta::assert_snapshot!(show(""));
}

#[test]
fn a_lead_as_markdown() {
    insta::assert_snapshot!(markdown(&full().evaluate(SKETCHED)));
}

#[test]
fn a_lead_as_json() {
    insta::assert_snapshot!(serde_json::to_string_pretty(&full().evaluate(SKETCHED)).unwrap());
}
