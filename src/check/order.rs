//! What depends on what: circles are found, points that rest on points are refused, and the order of work is set.

use super::{Checker, names::Named};
use crate::diagnostic::{Finding, Name};
use crate::rules::{DefinitionId, LabelId, LadderId, Node, ScoreId};
use crate::source::{FileId, Place};
use crate::syntax::tree::{self, Expr, ExprKind};
use std::collections::{BTreeMap, HashMap};

/// What a node rests on, directly or through others.
#[derive(Clone, Copy, Debug, Default)]
struct RestsOn {
    /// One of them, and where it is referred to.
    score: Option<(Node, Place)>,
    ladder: Option<(Node, Place)>,
    disqualified: Option<(Node, Place)>,
}

impl Checker<'_> {
    /// Definitions, each after those that it refers to; circles are reported, and left out.
    pub(super) fn definitions_in_order(&mut self, definitions: &[Option<(FileId, &tree::Name, &Expr)>]) -> Vec<usize> {
        let mut depends: BTreeMap<Node, Vec<(Node, Place)>> = BTreeMap::new();
        for (at, definition) in definitions.iter().enumerate() {
            let Some((file, _, expr)) = definition else { continue };
            let mut names = Vec::new();
            names_in(expr, &mut names);
            let on = names.into_iter().filter_map(|name| match self.names.get(name) {
                Some(named @ Named::Definition(_)) => Some((named.node()?, Place { file: *file, span: name.at.0 })),
                _ => None,
            });
            depends.insert(Node::Definition(DefinitionId(at)), on.collect());
        }
        let order = self.sort(&depends);
        order.into_iter().filter_map(|node| if let Node::Definition(id) = node { Some(id.0) } else { None }).collect()
    }

    /// Sets the order in which all is worked out, after checking what rests on what.
    pub(super) fn order(&mut self) {
        let mut depends: BTreeMap<Node, Vec<(Node, Place)>> = BTreeMap::new();
        let gathered = std::mem::take(&mut self.depends);
        for node in self.all_nodes() {
            depends.insert(node, gathered.get(&node).cloned().unwrap_or_default());
        }
        self.refuse_circles_on_disqualified(&mut depends);
        self.refuse_points_on_points(&mut depends);
        let order = self.sort(&depends);
        self.check_rests(&order, &depends);
        self.spread_today(&order, &depends);
        let rules = &mut self.checked.rules;
        rules.order = order;
        rules.definitions =
            std::mem::take(&mut self.definitions).into_iter().collect::<Option<_>>().unwrap_or_default();
        rules.scores = std::mem::take(&mut self.scores).into_iter().collect::<Option<_>>().unwrap_or_default();
        rules.ladders = std::mem::take(&mut self.ladders).into_iter().collect::<Option<_>>().unwrap_or_default();
        rules.labels = std::mem::take(&mut self.labels).into_iter().collect::<Option<_>>().unwrap_or_default();
        for (at, field) in rules.fields.iter_mut().enumerate() {
            field.used = self.checked.used.contains(&super::Used::Field(crate::rules::FieldId(at)));
        }
    }

    fn all_nodes(&self) -> Vec<Node> {
        let definitions = (0..self.definitions.len()).map(|at| Node::Definition(DefinitionId(at)));
        let scores = (0..self.scores.len()).map(|at| Node::Score(ScoreId(at)));
        let ladders = (0..self.ladders.len()).map(|at| Node::Ladder(LadderId(at)));
        let labels = (0..self.labels.len()).map(|at| Node::Label(LabelId(at)));
        definitions.chain(scores).chain([Node::Disqualified]).chain(ladders).chain(labels).collect()
    }

    /// Sorts so that each node comes after what it depends on, in the order of the file where that leaves a choice.
    fn sort(&mut self, depends: &BTreeMap<Node, Vec<(Node, Place)>>) -> Vec<Node> {
        let mut waiting: HashMap<Node, usize> = HashMap::new();
        let mut needed_by: HashMap<Node, Vec<Node>> = HashMap::new();
        let mut ready: std::collections::BTreeSet<Node> = std::collections::BTreeSet::new();
        for (node, on) in depends {
            let mut distinct: Vec<Node> = on.iter().map(|(on, _)| *on).filter(|on| depends.contains_key(on)).collect();
            distinct.sort();
            distinct.dedup();
            if distinct.is_empty() {
                ready.insert(*node);
            }
            waiting.insert(*node, distinct.len());
            for on in distinct {
                needed_by.entry(on).or_default().push(*node);
            }
        }
        let mut order = Vec::with_capacity(depends.len());
        while let Some(node) = ready.pop_first() {
            order.push(node);
            for next in needed_by.get(&node).into_iter().flatten() {
                if let Some(left) = waiting.get_mut(next) {
                    *left -= 1;
                    if *left == 0 {
                        ready.insert(*next);
                    }
                }
            }
        }
        if order.len() < depends.len() {
            let done: std::collections::HashSet<Node> = order.iter().copied().collect();
            self.report_circles(depends, &done);
        }
        order
    }

    /// Reports each circle once. From a node that could not be sorted one always comes to a circle by going to another such.
    fn report_circles(&mut self, depends: &BTreeMap<Node, Vec<(Node, Place)>>, done: &std::collections::HashSet<Node>) {
        let mut told: std::collections::HashSet<Node> = std::collections::HashSet::new();
        for start in depends.keys().filter(|node| !done.contains(node)) {
            let mut path: Vec<(Node, Place)> = Vec::new();
            let mut position: HashMap<Node, usize> = HashMap::new();
            let mut node = *start;
            loop {
                if told.contains(&node) {
                    break;
                }
                if let Some(first) = position.get(&node) {
                    let circle: Vec<(Node, Place)> = path.iter().skip(*first).copied().collect();
                    self.report_circle(&circle);
                    break;
                }
                let next = depends
                    .get(&node)
                    .and_then(|on| on.iter().find(|(on, _)| depends.contains_key(on) && !done.contains(on)));
                let Some((next, place)) = next else { break };
                position.insert(node, path.len());
                path.push((node, *place));
                node = *next;
            }
            told.extend(path.into_iter().map(|(node, _)| node));
        }
    }

    fn report_circle(&mut self, circle: &[(Node, Place)]) {
        let Some((first, place)) = circle.first() else { return };
        let name = self.node_name(*first);
        // A circle may have many thousands; a few show the way.
        let few = if circle.len() > 7 { 6 } else { circle.len() };
        let mut names: Vec<String> =
            circle.iter().take(few).map(|(node, _)| format!("`{}`", self.node_name(*node))).collect();
        if circle.len() > few {
            names.push(format!("… {} more …", circle.len() - few));
        }
        names.push(format!("`{name}`"));
        let way = names.join(" → ");
        let message = match circle {
            [_] => format!("`{name}` is explained by itself"),
            [_, (other, _)] => {
                let other = self.node_name(*other);
                format!("`{name}` needs `{other}`, and `{other}` needs `{name}`")
            }
            _ => format!("`{name}` needs itself: {way}"),
        };
        let help = if circle.len() == 1 { "take it out here" } else { "take one of these names out" };
        let mut finding = Finding::new(Name::Cycle, *place, message).help(help);
        for (at, (node, place)) in circle.iter().enumerate().skip(1).take(6) {
            finding = finding.related(
                *place,
                if at + 1 == circle.len() {
                    "and here it comes back".to_owned()
                } else {
                    format!("`{}` needs this", self.node_name(*node))
                },
            );
        }
        self.report(finding);
    }

    /// The name under which a node is known.
    fn node_name(&self, node: Node) -> String {
        let named = match node {
            Node::Definition(id) => Named::Definition(id),
            Node::Score(id) => Named::Score(id),
            Node::Ladder(id) => Named::Ladder(id),
            Node::Label(id) => Named::Label(id),
            Node::Disqualified => return "disqualified".to_owned(),
        };
        self.name_of(named)
    }

    /// `disqualify when disqualified`, in so many words, gets a message of its own.
    fn refuse_circles_on_disqualified(&mut self, depends: &mut BTreeMap<Node, Vec<(Node, Place)>>) {
        let Some(on) = depends.get_mut(&Node::Disqualified) else { return };
        let mut wrong = Vec::new();
        on.retain(|(node, place)| {
            let refused = matches!(node, Node::Disqualified | Node::Ladder(_));
            if refused {
                wrong.push((*node, *place));
            }
            !refused
        });
        for (node, place) in wrong {
            let finding = match node {
                Node::Ladder(_) => Finding::new(
                    Name::RestsOnScore,
                    place,
                    format!("`disqualify` cannot ask about the ladder `{}`", self.node_name(node)),
                )
                .help("a disqualified lead is on no step; ask about fields and scores instead"),
                _ => Finding::new(Name::Cycle, place, "`disqualify` cannot ask whether the lead is disqualified")
                    .help("ask about fields, scores and definitions instead"),
            };
            self.report(finding);
        }
    }

    /// A score that gives points may not refer to scores, ladders or `disqualified` itself.
    fn refuse_points_on_points(&mut self, depends: &mut BTreeMap<Node, Vec<(Node, Place)>>) {
        let mut wrong = Vec::new();
        for (node, on) in depends.iter_mut() {
            let Node::Score(id) = node else { continue };
            if self.computed.contains(id) {
                continue;
            }
            on.retain(|(other, place)| {
                let refused = matches!(other, Node::Score(_) | Node::Ladder(_) | Node::Disqualified);
                if refused {
                    wrong.push((*node, *other, *place));
                }
                !refused
            });
        }
        for (node, other, place) in wrong {
            let asked = self.node_name(other);
            let (what, help) = match other {
                Node::Score(_) if other == node => ("its own score".to_owned(), "ask about fields instead".to_owned()),
                Node::Score(_) => (
                    format!("the score `{asked}`"),
                    format!(
                        "ask about the fields that `{asked}` is made of\na sum of scores is written `score total = {asked} + {}`",
                        self.node_name(node)
                    ),
                ),
                Node::Ladder(_) => (format!("the ladder `{asked}`"), "ask about fields instead".to_owned()),
                _ => ("`disqualified`".to_owned(), "ask about fields instead".to_owned()),
            };
            let message = format!("a rule that gives points cannot ask about {what}");
            self.report(Finding::new(Name::RestsOnScore, place, message).help(help));
        }
    }

    /// What rests on scores, ladders or `disqualified` through definitions and labels.
    fn check_rests(&mut self, order: &[Node], depends: &BTreeMap<Node, Vec<(Node, Place)>>) {
        let mut known: HashMap<Node, RestsOn> = HashMap::new();
        for node in order {
            let mut rests_on = RestsOn::default();
            for (on, place) in depends.get(node).into_iter().flatten() {
                let of = known.get(on).copied().unwrap_or_default();
                let here = |is: bool| is.then_some((*on, *place));
                rests_on.score =
                    rests_on.score.or(here(matches!(on, Node::Score(_)))).or(of.score.map(|(root, _)| (root, *place)));
                rests_on.ladder = rests_on
                    .ladder
                    .or(here(matches!(on, Node::Ladder(_))))
                    .or(of.ladder.map(|(root, _)| (root, *place)));
                rests_on.disqualified = rests_on
                    .disqualified
                    .or(here(*on == Node::Disqualified))
                    .or(of.disqualified.map(|(root, _)| (root, *place)));
            }
            self.check_rest(*node, rests_on);
            known.insert(*node, rests_on);
        }
    }

    fn check_rest(&mut self, node: Node, rests_on: RestsOn) {
        let finding = match node {
            Node::Score(id) => {
                if self.computed.contains(&id) {
                    return;
                }
                rests_on.score.or(rests_on.ladder).or(rests_on.disqualified).map(|(root, place)| {
                    let through = self.checked.sources.text(place).to_owned();
                    let root = self.node_name(root);
                    Finding::new(
                        Name::RestsOnScore,
                        place,
                        format!("a rule that gives points cannot ask about `{through}`, which is made of `{root}`"),
                    )
                    .help("ask about fields instead")
                })
            }
            Node::Disqualified => rests_on.ladder.map(|(root, place)| {
                let through = self.checked.sources.text(place).to_owned();
                let root = self.node_name(root);
                Finding::new(
                    Name::RestsOnScore,
                    place,
                    format!("`disqualify` cannot ask about `{through}`, which is made of the ladder `{root}`"),
                )
                .help("ask about fields and scores instead")
            }),
            Node::Label(id) => {
                let label = self.labels.get(id.0).and_then(Option::as_ref);
                let shared = label.is_some_and(|label| label.place.file.0 != 0);
                let root = rests_on.score.or(rests_on.ladder).or(rests_on.disqualified);
                root.filter(|_| shared).map(|(root, place)| {
                    let root = self.node_name(root);
                    Finding::new(
                        Name::NotShareable,
                        place,
                        format!("a label in a file brought in by `use` cannot ask about `{root}`"),
                    )
                    .help("move the label to the main file")
                })
            }
            Node::Definition(_) | Node::Ladder(_) => None,
        };
        if let Some(finding) = finding {
            self.report(finding);
        }
    }
}

/// All names that an expression holds.
fn names_in<'t>(expr: &'t Expr, names: &mut Vec<&'t tree::Name>) {
    match &expr.kind {
        ExprKind::Count(entries) | ExprKind::Any(entries) | ExprKind::Pick(_, _, entries) => names.push(&entries.list),
        ExprKind::Name(name) => names.push(name),
        _ => {}
    }
    expr.inside().into_iter().for_each(|part| names_in(part, names));
}
