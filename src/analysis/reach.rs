//! What scores, groups and rules can come to: the least and the most, with leads that do.

use super::Analysis;
use super::extent::end_of;
use super::leads::{blank, lead_of, take_over};
use super::worth::{self, Span, Worth};
use crate::eval::judge;
use crate::rules::{Award, Group, Lead, Node, RuleId, ScoreBody, ScoreId};
use crate::value::{Coefficient, Points};

/// The least and the most that a score or group can come to.
#[derive(Clone, Debug, PartialEq)]
pub struct Extent {
    /// The least.
    pub low: End,
    /// The most.
    pub high: End,
}

/// One end of an [`Extent`].
#[derive(Clone, Debug, PartialEq)]
pub struct End {
    /// No lead comes to more (at the lower end: to less).
    pub points: Points,
    /// A lead that comes to just this; where there is none, it could not be told whether any does.
    pub lead: Option<Box<Lead>>,
}

impl Extent {
    fn unknown(span: Span) -> Extent {
        let end = |points| End { points: Points::clamped(points), lead: None };
        Extent { low: end(span.low), high: end(span.high) }
    }
}

impl<'r> Analysis<'r> {
    /// The least and the most that a score can come to.
    pub fn score(&self, id: ScoreId) -> Extent {
        if let Some(extent) = self.extents.borrow().get(&id) {
            return extent.clone();
        }
        // Scores made of scores come after them, so that a long chain needs no stack.
        let order = self.rules.order.iter().filter_map(|node| match node {
            Node::Score(id) => Some(*id),
            _ => None,
        });
        for one in order {
            if !self.extents.borrow().contains_key(&one) {
                let extent = self.extent_of(one);
                self.extents.borrow_mut().insert(one, extent);
            }
            if one == id {
                break;
            }
        }
        self.extents.borrow().get(&id).cloned().unwrap_or_else(|| Extent::unknown(Span::ANY))
    }

    fn extent_of(&self, id: ScoreId) -> Extent {
        let Some(score) = self.rules.scores.get(id.0) else { return Extent::unknown(Span::ANY) };
        let is_high = |wants_high| match &score.body {
            ScoreBody::Rules(_) => {
                // Of a large score whose rules may well come to its bound no more is asked.
                let most = self.worths.at_most(id);
                let bound = if wants_high { score.high } else { score.low }.map(|bound| i128::from(bound.hundredths()));
                match bound {
                    Some(bound) if self.worths.is_large(id) && wants_high && most.high >= bound => (bound, None),
                    Some(bound) if self.worths.is_large(id) && !wants_high && most.low <= bound => (bound, None),
                    _ => self.end(self.worths.parts(id), wants_high),
                }
            }
            ScoreBody::Computed { constant, terms, .. } => {
                let mut leads = Vec::new();
                let each = terms.iter().map(|(by, id)| {
                    let extent = self.extents.borrow().get(id).cloned();
                    let extent = extent.unwrap_or_else(|| Extent::unknown(Span::ANY));
                    let takes_high = (*by >= Coefficient::ZERO) == wants_high;
                    let end = if takes_high { extent.high } else { extent.low };
                    leads.push(end.lead);
                    (*by, end.points)
                });
                let points = Coefficient::combine(*constant, each);
                let lead = leads.into_iter().try_fold(blank(self.rules), |mut all, lead| {
                    take_over(&mut all, &*lead?, self.rules);
                    Some(all)
                });
                (i128::from(points.hundredths()), lead)
            }
        };
        let end = |wants_high| {
            let (bound, lead) = is_high(wants_high);
            let bound = score.low.map_or(bound, |low| bound.max(i128::from(low.hundredths())));
            let bound = score.high.map_or(bound, |high| bound.min(i128::from(high.hundredths())));
            let points = Points::clamped(bound);
            // Each end is shown by a lead that comes to it, as the plain evaluator judges it.
            let lead = lead.filter(|lead| judge(self.rules, lead, self.today).score(id) == points);
            End { points, lead: lead.map(Box::new) }
        };
        Extent { low: end(false), high: end(true) }
    }

    fn end(&self, parts: &[Worth<'r>], wants_high: bool) -> (i128, Option<Lead>) {
        let model = self.model.borrow();
        let mut left = self.left.get();
        let reached = end_of(&model, &self.worths, self.today, parts, wants_high, &mut left);
        self.left.set(left);
        let lead = reached.fields.map(|fields| lead_of(self.rules, &fields));
        (reached.bound, lead)
    }

    /// The least and the most that a rule gives, where that differs from lead to lead and could be told.
    pub fn gives(&self, of: ScoreId, rule: RuleId) -> Option<(Points, Points)> {
        fn find<'a, 'r>(parts: &'a [Worth<'r>], wanted: RuleId) -> Option<&'a Worth<'r>> {
            parts.iter().find_map(|part| match part {
                Worth::Given { id, gives, .. } => (*id == Some(wanted) && gives.varies.is_some()).then_some(part),
                Worth::Group { parts, .. } => find(parts, wanted),
            })
        }
        let part = std::slice::from_ref(find(self.worths.parts(of), rule)?);
        let end = |wants_high| Points::clamped(self.end(part, wants_high).0);
        Some((end(false), end(true)))
    }

    /// The least and the most that the rules of a score add up to before its bounds.
    pub fn unbounded(&self, id: ScoreId) -> (Points, Points) {
        let parts = self.worths.parts(id);
        let end = |wants_high| Points::clamped(self.end(parts, wants_high).0);
        (end(false), end(true))
    }

    /// The least and the most that the parts of a group add up to before its bounds.
    pub fn group(&self, of: ScoreId, group: &Group) -> Option<(Points, Points)> {
        fn find<'a, 'r>(parts: &'a [Worth<'r>], wanted: &Group) -> Option<&'a [Worth<'r>]> {
            parts.iter().find_map(|part| match part {
                Worth::Group { group, parts, .. } if std::ptr::eq(*group, wanted) => Some(parts.as_slice()),
                Worth::Group { parts, .. } => find(parts, wanted),
                Worth::Given { .. } => None,
            })
        }
        let parts = find(self.worths.parts(of), group)?;
        let end = |wants_high| Points::clamped(self.end(parts, wants_high).0);
        Some((end(false), end(true)))
    }

    /// The least and the most that an award gives to a lead to whom it is given.
    pub fn award(&self, award: &Award) -> (Points, Points) {
        let ends = worth::ends_of(award);
        (Points::clamped(ends.low), Points::clamped(ends.high))
    }
}
