//! What the witnesses of findings do, as the plain evaluator judges them.

use super::TODAY;
use super::fixtures::{Fixture, fixtures};
use qualify::diagnostic::{Finding, Name, Witness};
use qualify::eval::{Evaluation, Node, NodeKind, Status};
use qualify::source::Place;
use qualify::{Inspected, Ruleset};

/// A finding of a fixture, and what came out for its witness.
struct Judged {
    inspected: Inspected,
    finding: Finding,
    evaluation: Evaluation,
}

impl Judged {
    /// What stands on the line where a place begins.
    fn node(&self, place: Place) -> &Node {
        fn find(nodes: &[Node], line: usize) -> Option<&Node> {
            let is_it = |node: &&Node| node.at.line == line && matches!(node.kind, NodeKind::Rule | NodeKind::Table);
            nodes.iter().find(is_it).or_else(|| nodes.iter().find_map(|node| find(&node.parts, line)))
        }
        let line = self.line(place);
        let mut found = self.evaluation.scores.iter().filter_map(|score| find(&score.parts, line));
        found.next().unwrap_or_else(|| panic!("nothing stands on line {line}: {:#?}", self.finding))
    }

    fn of_kind(&self, kind: NodeKind) -> Vec<&Node> {
        fn gather<'n>(nodes: &'n [Node], all: &mut Vec<&'n Node>) {
            for node in nodes {
                all.push(node);
                gather(&node.parts, all);
            }
        }
        let mut all = Vec::new();
        self.evaluation.scores.iter().for_each(|score| gather(&score.parts, &mut all));
        all.retain(|node| node.kind == kind);
        all
    }

    /// All tables, in the order of the file.
    fn tables(&self) -> Vec<&Node> {
        self.of_kind(NodeKind::Table)
    }

    /// All rules, in the order of the file.
    fn rules(&self) -> Vec<&Node> {
        self.of_kind(NodeKind::Rule)
    }

    /// The line where a place begins.
    fn line(&self, place: Place) -> usize {
        self.inspected.sources.get(place.file).expect("a file").position(place.span.start).line
    }

    /// The place of the finding, and those that are related to it.
    fn places(&self) -> Vec<Place> {
        self.finding.place.into_iter().chain(self.finding.related.iter().map(|related| related.place)).collect()
    }
}

/// The record of a witness, under the names of the columns.
fn record(ruleset: &Ruleset, witness: &Witness) -> serde_json::Value {
    let serde_json::Value::Object(record) = serde_json::to_value(witness).expect("a record") else {
        panic!("no record")
    };
    let column = |name: String| {
        let field = ruleset.rules().fields.iter().find(|field| field.name == name);
        field.map_or(name, |field| field.column().to_owned())
    };
    record.into_iter().map(|(name, value)| (column(name), value)).collect()
}

/// All findings of the fixtures of a lint.
fn found(lint: Name) -> Vec<(Fixture, Finding)> {
    let fixtures = || fixtures().into_iter().filter(|fixture| fixture.lint == lint && fixture.is_found());
    let of = |fixture: &Fixture| fixture.look().findings;
    let findings: Vec<Vec<Finding>> = fixtures().map(|fixture| of(&fixture)).collect();
    let each = fixtures()
        .zip(findings)
        .flat_map(|(fixture, findings)| findings.into_iter().map(move |finding| (fixture.clone(), finding)));
    let all: Vec<_> = each.collect();
    assert!(all.len() >= 3, "{lint}");
    all
}

fn judge((fixture, finding): (Fixture, Finding)) -> Judged {
    let ruleset = Ruleset::load(&fixture.path).expect("a ruleset");
    let witness = finding.witness.as_ref().unwrap_or_else(|| panic!("no witness: {finding:#?}"));
    let evaluation = ruleset.evaluate(&record(&ruleset, witness), TODAY).expect("a record");
    Judged { inspected: fixture.look(), finding, evaluation }
}

/// All findings of the fixtures of a lint, with what comes out for their witnesses.
fn judged(lint: Name) -> Vec<Judged> {
    found(lint).into_iter().map(judge).collect()
}

#[test]
fn leads_in_overlapping_bands_get_both() {
    for one in judged(Name::OverlappingBands) {
        let places = one.places();
        assert_eq!(places.len(), 2, "{:#?}", one.finding);
        for place in places {
            let node = one.node(place);
            assert!(node.kind == NodeKind::Rule, "{:#?}", one.finding);
            assert!(node.status == Status::Fired, "{:#?} {node:#?}", one.finding);
        }
    }
}

#[test]
fn leads_in_gaps_get_nothing_from_the_bands_around() {
    for one in judged(Name::GapBetweenBands) {
        let places = one.places();
        assert_eq!(places.len(), 2, "{:#?}", one.finding);
        if one.evaluation.scores.iter().all(|score| score.parts.is_empty()) {
            let lines: Vec<usize> = places.iter().map(|place| one.line(*place)).collect();
            let is_decided = |line: &usize| one.evaluation.labels.iter().any(|label| label.at.line == *line);
            assert!(!lines.iter().any(is_decided), "{:#?} {:#?}", one.finding, one.evaluation.labels);
            continue;
        }
        for place in places {
            let node = one.node(place);
            assert!(node.status == Status::NotFired && node.points.hundredths() == 0, "{:#?} {node:#?}", one.finding);
        }
    }
}

#[test]
fn leads_that_are_not_covered_fit_no_row() {
    for one in judged(Name::UncoveredCase) {
        let place = one.finding.place.expect("a place");
        if let Some(ladder) = one.evaluation.ladders.iter().find(|ladder| ladder.at.line == one.line(place)) {
            assert!(ladder.names_no_step.is_some() && !one.evaluation.disqualified, "{:#?} {ladder:#?}", one.finding);
            continue;
        }
        let node = one.node(place);
        assert!(node.kind == NodeKind::Table, "{:#?}", one.finding);
        assert!(node.status == Status::NotFired && node.row.is_none(), "{:#?} {node:#?}", one.finding);
    }
}

#[test]
fn leads_that_straddle_rows_are_undecided() {
    for one in judged(Name::StraddledCase) {
        let places = one.places();
        assert_eq!(places.len(), 2, "{:#?}", one.finding);
        if one.evaluation.scores.iter().all(|score| score.parts.is_empty()) {
            // A label: no row of its own decided but `unknown`.
            let label = one.evaluation.labels.first().expect("a label");
            let rows: Vec<usize> = places.iter().map(|place| one.line(*place)).collect();
            assert!(label.row.as_ref().is_none_or(|row| row.is_unknown && !rows.contains(&row.at.line)), "{label:#?}");
            continue;
        }
        let line = one.line(places[1]);
        let table = one.tables().into_iter().rfind(|table| table.at.line < line).expect("a table");
        assert!(table.status == Status::Undecided, "{:#?} {table:#?}", one.finding);
    }
}

/// What is found has no effect on a lead that meets it: an earlier one decides.
#[test]
fn leads_of_unreachable_cases_are_taken_by_earlier_ones() {
    for one in found(Name::UnreachableCase).into_iter().filter(|(_, finding)| finding.witness.is_some()) {
        let one = judge(one);
        let place = one.finding.place.expect("a place");
        let takers: Vec<usize> = one.finding.related.iter().map(|related| one.line(related.place)).collect();
        assert!(!takers.is_empty(), "{:#?}", one.finding);
        let line = one.line(place);
        let mut decided: Vec<usize> = one.evaluation.labels.iter().map(|label| label.at.line).collect();
        decided.extend(one.evaluation.labels.iter().filter_map(|label| Some(label.row.as_ref()?.at.line)));
        decided.extend(one.tables().iter().filter_map(|table| Some(table.row.as_ref()?.at.line)));
        decided.extend(one.rules().iter().filter(|rule| rule.status == Status::Fired).map(|rule| rule.at.line));
        assert!(!decided.contains(&line), "{:#?}", one.finding);
        assert!(takers.iter().any(|taker| decided.contains(taker)), "{:#?} {decided:?} {takers:?}", one.finding);
    }
}

#[test]
fn leads_where_points_turn_get_them_from_there() {
    for one in judged(Name::NonMonotonicBands) {
        let line = one.line(one.finding.place.expect("a place"));
        let rows = one.tables().into_iter().filter(|table| table.row.as_ref().is_some_and(|row| row.at.line == line));
        let fired = one.rules().into_iter().filter(|rule| rule.status == Status::Fired && rule.at.line == line);
        assert_eq!(rows.chain(fired).count(), 1, "{:#?}", one.finding);
    }
}
