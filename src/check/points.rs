//! Scores, and all that gives points.

use super::Checker;
use crate::diagnostic::Name;
use crate::format;
use crate::rules::{Fires, First, Group, Part, Rule, RuleId, Score, ScoreBody, ScoreId, When};
use crate::source::Span;
use crate::syntax::tree::{self, Body, BodyKind, ExprKind};
use crate::value::Type;

impl Checker<'_> {
    pub(super) fn score(&mut self, score: &tree::Score, id: ScoreId) {
        self.current = Some(crate::rules::Node::Score(id));
        let bounds = score.bounds.as_ref().map_or(Some((None, None)), |range| self.bounds(range));
        let body = match &score.body {
            tree::ScoreBody::Rules(bodies) => Some(ScoreBody::Rules(self.parts_of(bodies))),
            tree::ScoreBody::Computed(expr) => {
                self.computed.insert(id);
                self.computed_body(expr)
            }
        };
        self.current = None;
        if let (Some((low, high)), Some(body)) = (bounds, body) {
            let built = Score { name: score.name.text.clone(), low, high, body, place: self.place(score.name.at.0) };
            if let Some(place) = self.scores.get_mut(id.0) {
                *place = Some(built);
            }
        }
    }

    /// The score of the rules that stand outside any block.
    pub(super) fn loose_score(&mut self, bodies: &[&Body], id: ScoreId) {
        self.current = Some(crate::rules::Node::Score(id));
        let parts = bodies.iter().filter_map(|body| self.part(body)).collect();
        self.current = None;
        let place = self.place(bodies.first().map_or(Span::default(), |first| first.at.0));
        let built = Score { name: "score".to_owned(), low: None, high: None, body: ScoreBody::Rules(parts), place };
        if let Some(place) = self.scores.get_mut(id.0) {
            *place = Some(built);
        }
    }

    fn parts_of(&mut self, bodies: &[Body]) -> Vec<Part> {
        bodies.iter().filter_map(|body| self.part(body)).collect()
    }

    fn part(&mut self, body: &Body) -> Option<Part> {
        let place = self.place(body.at.0);
        match &body.kind {
            BodyKind::Rule(rule) => self.rule(rule, body.at.0).map(Part::Rule),
            BodyKind::Each(each) => self.each(each, body.at.0).map(Part::Rule),
            BodyKind::Table(table) => self.points_table(table, body.at.0).map(Part::Table),
            BodyKind::First(name, bodies) => {
                let mut rules = Vec::with_capacity(bodies.len());
                for inner in bodies {
                    // Anything else was reported when it was read.
                    match &inner.kind {
                        BodyKind::Rule(rule) => rules.extend(self.rule(rule, inner.at.0)),
                        BodyKind::Each(each) => rules.extend(self.each(each, inner.at.0)),
                        _ => {}
                    }
                }
                Some(Part::First(First { name: name.value.clone(), rules, place }))
            }
            BodyKind::Group(name, bounds, bodies) => {
                let bounds = self.bounds(bounds);
                let parts = self.parts_of(bodies);
                let (low, high) = bounds?;
                Some(Part::Group(Group { name: name.value.clone(), low, high, parts, place }))
            }
            BodyKind::When(condition, bodies) => {
                let said = format::expression(condition);
                let condition = self.condition(condition);
                let parts = self.parts_of(bodies);
                Some(Part::When(When { condition: condition?, said, parts, place }))
            }
            BodyKind::Broken => None,
        }
    }

    /// The number of the next rule or table.
    pub(super) fn next_rule(&mut self) -> RuleId {
        let id = RuleId(self.checked.rules.rule_count);
        self.checked.rules.rule_count += 1;
        id
    }

    fn rule(&mut self, rule: &tree::Rule, span: Span) -> Option<Rule> {
        let id = self.next_rule();
        let condition = self.condition(&rule.condition);
        let award = self.award(&rule.points);
        let said = format::expression(&rule.condition);
        let (reason, has_because) = self.reason(rule.because.as_ref(), &said);
        let fires = Fires::When(condition?);
        Some(Rule { id, fires, award: award?, reason, has_because, said, place: self.place(span) })
    }

    /// `for each L where (C) then POINTS`.
    fn each(&mut self, each: &tree::Each, span: Span) -> Option<Rule> {
        let id = self.next_rule();
        let selection = self.selection(&each.entries);
        let points = &each.points;
        if let Some(per) = &points.per {
            let at = per.value.at.0;
            let help = match &per.value.kind {
                ExprKind::Name(name) if ["day", "week", "month"].contains(&name.text.as_str()) => format!(
                    "to give them at most once a {0}, write the limit: `{1} up to {1} per {0}`",
                    name.text, points.amount.written
                ),
                ExprKind::Name(name)
                    if selection.as_ref().is_some_and(|selection| {
                        self.entry_names_of(selection.list, &Type::Number).any(|number| number == name.text)
                    }) =>
                {
                    let entries = format::selection(&each.entries);
                    let (points, field) = (&points.amount.written, &name.text);
                    format!(
                        "to count what they add up to, write, for example, `when sum {field} of {entries} > 0 then {points} per sum {field} of {entries}`"
                    )
                }
                _ => "leave `per` out".to_owned(),
            };
            self.report(
                self.at(at, Name::BadPoints, "`for each` gives its points once per entry, so `per` has no place there")
                    .help(help),
            );
        }
        let award = match &selection {
            // What is lost since a day may go by the day of the entry.
            Some(selection) => {
                self.names.look_at(Some(selection.list));
                let without_per = tree::Points { per: None, ..points.clone() };
                let award = self.award_of(&without_per, Some(selection.list));
                self.names.look_at(None);
                award
            }
            None => None,
        };
        let said = format!("for each {}", format::selection(&each.entries));
        let (reason, has_because) = self.reason(each.because.as_ref(), &said);
        let award = award.filter(|_| points.per.is_none());
        let fires = Fires::Each(Box::new(selection?));
        Some(Rule { id, fires, award: award?, reason, has_because, said, place: self.place(span) })
    }

    /// The author's reason, or else what is said; and whether it is the author's.
    pub(super) fn reason(&mut self, because: Option<&tree::Text>, said: &str) -> (String, bool) {
        match because {
            Some(text) => {
                let reason = crate::value::trim(&text.value).to_owned();
                if reason.is_empty() {
                    self.report(
                        self.at(text.at.0, Name::Syntax, "the reason is blank").help("say why, or leave `because` out"),
                    );
                }
                self.refuse_formula(&reason, text.at.0, "a reason");
                (reason, true)
            }
            // What the tool itself says must not be run as a formula either.
            None if crate::value::is_unsafe_in_spreadsheets(said) => (format!("when {said}"), false),
            None => (said.to_owned(), false),
        }
    }
}
