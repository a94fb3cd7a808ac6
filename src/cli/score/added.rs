//! The columns that a run adds to each record, and what stands in them.

use crate::eval::{Reason, Verdict, disqualified_because, label_because, reasons};
use crate::records::Added;
use crate::rules::{LabelId, LadderId, Rules, ScoreId};
use crate::value::is_unsafe_in_spreadsheets;
use std::borrow::Cow;
use std::fmt::Write;
use std::ops::Range;
use std::rc::Rc;

/// What a disqualified lead reads for every ladder and label.
pub const DISQUALIFIED: &str = "disqualified";

/// Which columns there are.
#[derive(Clone, Debug)]
pub struct AddedOptions {
    /// What stands before every name.
    pub prefix: String,
    /// Whether the reasons for points are among them.
    pub reasons: bool,
    /// Whether each ladder is followed by where the lead stood before.
    pub before: bool,
    /// Whether the result is JSON, so that several texts are a list.
    pub json: bool,
}

/// The added cells of one record after the other; the buffers are kept.
#[derive(Debug)]
pub struct AddedCells<'r> {
    rules: &'r Rules,
    options: AddedOptions,
    /// All cells end to end.
    text: String,
    cells: Vec<(Kind, Range<usize>)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Blank,
    Number,
    Text,
    Yes,
    No,
    Json,
}

impl<'r> AddedCells<'r> {
    /// For a ruleset.
    pub fn new(rules: &'r Rules, options: AddedOptions) -> AddedCells<'r> {
        AddedCells { rules, options, text: String::new(), cells: Vec::new() }
    }

    /// The names of the columns: scores, ladders and labels as the ruleset has them, who is disqualified and why, the
    /// reasons for points.
    pub fn names(&self) -> Vec<String> {
        let AddedOptions { prefix, before, reasons, .. } = &self.options;
        let mut names: Vec<String> = self.rules.scores.iter().map(|score| score.name.clone()).collect();
        for ladder in &self.rules.ladders {
            names.push(ladder.name.clone());
            if *before {
                names.push(format!("{}_before", ladder.name));
            }
        }
        for label in &self.rules.labels {
            names.push(label.name.clone());
            if label.has_reasons() {
                names.push(format!("{}_because", label.name));
            }
        }
        if !self.rules.disqualifiers.is_empty() {
            names.extend(["disqualified".to_owned(), "disqualified_because".to_owned()]);
        }
        if *reasons {
            names.push("reasons".to_owned());
        }
        names.into_iter().map(|name| format!("{prefix}{name}")).collect()
    }

    /// Fills the cells for one lead; `before` says where it stood on each ladder, if that is known.
    pub fn fill(&mut self, verdict: &Verdict, before: Option<&[Rc<str>]>) {
        self.text.clear();
        self.cells.clear();
        let rules = self.rules;
        for at in 0..rules.scores.len() {
            // Writing into memory does not fail, here and below.
            let _ = write!(self.text, "{}", verdict.score(ScoreId(at)));
            self.end(Kind::Number);
        }
        for at in 0..rules.ladders.len() {
            self.cell(Kind::Text, step_name(rules, verdict, LadderId(at)));
            if self.options.before {
                match before.and_then(|before| before.get(at)) {
                    Some(step) => self.cell(Kind::Text, step),
                    None => self.end(Kind::Blank),
                }
            }
        }
        for (at, (label, labelled)) in rules.labels.iter().zip(&verdict.labels).enumerate() {
            let is_out = verdict.is_disqualified();
            self.cell(Kind::Text, if is_out { DISQUALIFIED } else { labelled.value.shown() });
            if label.has_reasons() {
                match label_because(rules, verdict, LabelId(at)).filter(|_| !is_out) {
                    Some(because) => self.cell(Kind::Text, because),
                    None => self.end(Kind::Blank),
                }
            }
        }
        if !rules.disqualifiers.is_empty() {
            let is_out = verdict.is_disqualified();
            self.cell(if is_out { Kind::Yes } else { Kind::No }, if is_out { "yes" } else { "no" });
            self.because(&disqualified_because(rules, verdict));
        }
        if self.options.reasons {
            self.reasons(&reasons(rules, verdict));
        }
    }

    /// The cells, in the order of the names.
    pub fn cells(&self) -> impl Iterator<Item = Added<'_>> {
        self.cells.iter().zip(self.texts()).map(|((kind, _), text)| match kind {
            Kind::Blank => Added::Blank,
            Kind::Number => Added::Number(text),
            Kind::Text => Added::Text(text),
            Kind::Yes => Added::YesNo(true),
            Kind::No => Added::YesNo(false),
            Kind::Json => Added::Json(text),
        })
    }

    /// The cells as texts.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.cells.iter().map(|(_, range)| self.text.get(range.clone()).unwrap_or_default())
    }

    fn because(&mut self, because: &[&str]) {
        let texts: Vec<Cow<str>> = because.iter().map(|reason| safe(reason)).collect();
        if self.options.json {
            self.cell(Kind::Json, &serde_json::to_string(&texts).unwrap_or_default());
        } else {
            self.cell(Kind::Text, &texts.join("; "));
        }
    }

    fn reasons(&mut self, reasons: &[Reason]) {
        if self.options.json {
            self.cell(Kind::Json, &serde_json::to_string(reasons).unwrap_or_default());
            return;
        }
        for (at, reason) in reasons.iter().enumerate() {
            let parting = if at > 0 { "; " } else { "" };
            let _ = write!(self.text, "{parting}{} ({})", safe(&reason.reason), reason.points);
        }
        self.end(Kind::Text);
    }

    fn cell(&mut self, kind: Kind, text: &str) {
        self.text.push_str(text);
        self.end(kind);
    }

    /// Ends the cell that was begun in `text`.
    fn end(&mut self, kind: Kind) {
        let start = self.cells.last().map_or(0, |(_, before)| before.end);
        self.cells.push((kind, start..self.text.len()));
    }
}

/// What is written for a ladder.
pub fn step_name<'r>(rules: &'r Rules, verdict: &Verdict, ladder: LadderId) -> &'r str {
    let step = verdict.step(ladder).and_then(|step| rules.ladders.get(ladder.0)?.steps.get(step));
    step.map_or(DISQUALIFIED, |step| &step.name)
}

/// A reason as a spreadsheet shows it: one that is made from a condition such as `-5 < balance` must not begin so.
pub fn safe(reason: &str) -> Cow<'_, str> {
    if is_unsafe_in_spreadsheets(reason) { Cow::Owned(format!("when {reason}")) } else { Cow::Borrowed(reason) }
}
