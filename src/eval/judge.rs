//! The order in which everything is worked out.

use super::{Defined, Verdict};
use crate::rules::{Condition, DefinitionBody, Lead, Node, Rules};
use crate::value::Truth;
use jiff::civil::Date;

/// Judges leads by one ruleset, one after the other.
///
/// ```
/// use qualify::check::{NoFiles, check};
/// use qualify::eval::Judge;
/// use qualify::rules::{FieldId, Lead};
/// use qualify::{source::Source, value::Value};
/// let checked = check(Source::new("a.qual", "when downloads >= 2 then +5 per downloads"), &NoFiles);
/// let mut judge = Judge::new(&checked.rules);
/// let mut lead = Lead::unknown(checked.rules.fields.len());
/// for (downloads, score) in [(1.0, "0"), (3.0, "15")] {
///     lead.set(FieldId(0), Some(Value::Number(downloads)));
///     let verdict = judge.judge(&lead, jiff::civil::date(2026, 1, 15));
///     assert_eq!(verdict.scores[0].to_string(), score);
/// }
/// ```
#[derive(Debug)]
pub struct Judge<'r> {
    rules: &'r Rules,
    verdict: Verdict,
}

impl<'r> Judge<'r> {
    /// A judge for a ruleset.
    pub fn new(rules: &'r Rules) -> Judge<'r> {
        Judge { rules, verdict: Verdict::blank(rules) }
    }

    /// What comes out for a lead as of a day. The verdict stands until the next lead is judged.
    pub fn judge(&mut self, lead: &Lead, today: Date) -> &Verdict {
        let verdict = std::mem::take(&mut self.verdict);
        let mut judged = Judged { rules: self.rules, lead, today, verdict };
        judged.work_everything_out();
        self.verdict = judged.verdict;
        &self.verdict
    }

    /// How true a condition is for the lead that was judged last, which is given again.
    pub fn truth(&mut self, condition: &Condition, lead: &Lead, today: Date) -> Truth {
        self.ask(lead, today, |judged| judged.truth(condition))
    }

    /// Asks further about the lead that was judged last, which is given again.
    pub fn ask<T>(&mut self, lead: &Lead, today: Date, ask: impl FnOnce(&Judged) -> T) -> T {
        let verdict = std::mem::take(&mut self.verdict);
        let judged = Judged { rules: self.rules, lead, today, verdict };
        let answer = ask(&judged);
        self.verdict = judged.verdict;
        answer
    }
}

/// What comes out for one lead as of a day.
pub fn judge(rules: &Rules, lead: &Lead, today: Date) -> Verdict {
    Judged::new(rules, lead, today).verdict
}

/// A lead and what came out for it, to be asked further.
///
/// Its methods stand in the files of this folder, one construct of the language each.
#[derive(Debug)]
pub struct Judged<'a> {
    pub(super) rules: &'a Rules,
    pub(super) lead: &'a Lead,
    pub(super) today: Date,
    /// What came out; while it is being worked out, what has come out so far.
    pub(super) verdict: Verdict,
}

impl<'a> Judged<'a> {
    /// Judges a lead as of a day.
    pub fn new(rules: &'a Rules, lead: &'a Lead, today: Date) -> Judged<'a> {
        let mut judged = Judged { rules, lead, today, verdict: Verdict::blank(rules) };
        judged.work_everything_out();
        judged
    }

    /// What came out.
    pub fn verdict(&self) -> &Verdict {
        &self.verdict
    }
}

/// Puts a result in its place; an id that the ruleset does not have is passed over.
pub(super) fn put<T>(results: &mut [T], at: usize, result: T) {
    if let Some(place) = results.get_mut(at) {
        *place = result;
    }
}

impl Judged<'_> {
    /// Each thing once, after what it depends on.
    fn work_everything_out(&mut self) {
        let rules = self.rules;
        for node in &rules.order {
            match *node {
                Node::Definition(id) => {
                    if let Some(definition) = rules.definitions.get(id.0) {
                        let defined = self.defined(&definition.body);
                        put(&mut self.verdict.definitions, id.0, defined);
                    }
                }
                Node::Score(id) => {
                    if let Some(score) = rules.scores.get(id.0) {
                        let points = self.score(score);
                        put(&mut self.verdict.scores, id.0, points);
                    }
                }
                Node::Disqualified => {
                    for (at, disqualifier) in rules.disqualifiers.iter().enumerate() {
                        let is_out = self.truth(&disqualifier.condition).is_true();
                        put(&mut self.verdict.disqualifiers, at, is_out);
                    }
                }
                Node::Ladder(id) => {
                    if let Some(ladder) = rules.ladders.get(id.0) {
                        let standing = self.standing(ladder);
                        put(&mut self.verdict.ladders, id.0, standing);
                    }
                }
                Node::Label(id) => {
                    if let Some(label) = rules.labels.get(id.0) {
                        let labelled = self.labelled(label);
                        put(&mut self.verdict.labels, id.0, labelled);
                    }
                }
            }
        }
    }

    /// What a definition stands for.
    pub(super) fn defined(&self, body: &DefinitionBody) -> Defined {
        match body {
            DefinitionBody::Condition(condition) => Defined::Condition(self.truth(condition)),
            DefinitionBody::Value(expr, _) => Defined::Value(self.value(expr).map(|value| value.into_owned())),
        }
    }
}
