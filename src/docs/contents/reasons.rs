//! Why a lead has its points: the rules that gave some, in the words of the page.

use super::Told;
use super::scores::{cases, has_because};
use crate::docs::page::Line;
use crate::eval::Verdict;
use crate::rules::{Fires, Part, Rule, Score, ScoreBody};
use crate::value::Points;

impl Told<'_> {
    /// The rules of a score that gave points, most points first, ties in the order of the file.
    pub(super) fn reasons(self, score: &Score, verdict: &Verdict) -> Vec<(Points, Line)> {
        let mut reasons = Vec::new();
        if let ScoreBody::Rules(parts) = &score.body {
            self.gather(parts, verdict, &mut reasons);
        }
        reasons.retain(|(points, _)| *points != Points::ZERO);
        reasons.sort_by_key(|(points, _)| std::cmp::Reverse(*points));
        reasons
    }

    fn gather(self, parts: &[Part], verdict: &Verdict, reasons: &mut Vec<(Points, Line)>) {
        let of = |rule: &Rule| (verdict.rule(rule.id).points, self.reason(rule));
        for part in parts {
            match part {
                Part::Rule(rule) => reasons.push(of(rule)),
                Part::First(first) => reasons.extend(first.rules.iter().map(of)),
                Part::Table(table) => {
                    let outcome = table.id.map(|id| verdict.rule(id));
                    if let Some(outcome) = outcome
                        && let Some(row) = outcome.row.and_then(|row| row.of(table))
                    {
                        let said = match has_because(table, row) {
                            true => Line::of(row.reason.as_str()),
                            false => self.speak.value(&table.by).say(format!(": {}", cases(row))),
                        };
                        reasons.push((outcome.points, said));
                    }
                }
                Part::Group(group) => self.gather(&group.parts, verdict, reasons),
                Part::When(when) => self.gather(&when.parts, verdict, reasons),
            }
        }
    }

    /// Why a rule gives its points.
    fn reason(self, rule: &Rule) -> Line {
        match &rule.fires {
            _ if rule.has_because => Line::of(rule.reason.as_str()),
            Fires::When(condition) => self.speak.condition(condition).flat(),
            Fires::Each(selection) => Line::of("each ").and(self.speak.last_entries(selection, "entry")),
        }
    }
}
