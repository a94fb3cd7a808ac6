//! What only leads can tell of rules: what takes none of them or all, values that they never have, values that no row takes, and what
//! cannot be read of them.
//!
//! Leads go by one by one, and what is remembered of them is bounded. All counts come from [`Judge`], as those of scoring do.

mod fields;
mod fires;
mod frequent;
mod gaps;
mod items;
mod named;
mod near;
mod page;
mod silent;
mod tables;
mod told;
mod values;
mod walk;
mod words;

pub use page::page;
pub use told::{InFile, Told};

use crate::check::Checked;
use crate::diagnostic::{Finding, Name};
use crate::eval::Judge;
use crate::records::Tally;
use crate::rules::{Lead, Rules};
use crate::source::Sources;
use fields::{Fields, ScoreReach};
use fires::Counted;
use items::{Item, Kind, Took};
use jiff::civil::Date;
use silent::Silent;
use tables::Uncovered;
use values::Values;

/// Of fewer leads it says little that something takes none of them, or all: not one of 30 may well be one of 20.
pub const FEWEST: u64 = 30;

/// Looks at a ruleset with leads at hand, one after the other.
///
/// ```
/// use qualify::check::{NoFiles, check};
/// use qualify::data_check::{DataCheck, Told};
/// use qualify::records::DataIssues;
/// use qualify::rules::{FieldId, Lead};
/// use qualify::{jiff::civil::date, source::Source, value::Value};
/// let rules = "lead { downloads: number }\nwhen downloads > 5 then +10";
/// let checked = check(Source::new("a.qual", rules), &NoFiles);
/// let mut data = DataCheck::new(&checked, date(2026, 1, 15));
/// let mut lead = Lead::unknown(1);
/// for line in 2..=41 {
///     lead.set(FieldId(0), Some(Value::Number(3.0)));
///     data.add(&lead, line);
/// }
/// let findings = data.finish(&Told::default(), &|_| true);
/// assert_eq!(findings[0].message, "this rule fires on none of the 40 leads");
/// assert_eq!(findings[0].help.as_deref(), Some("`downloads` is 3 for all leads that have it"));
/// ```
pub struct DataCheck<'c> {
    rules: &'c Rules,
    sources: &'c Sources,
    today: Date,
    judge: Judge<'c>,
    leads: u64,
    disqualified: u64,
    items: Vec<Item<'c>>,
    counted: Vec<Counted>,
    silent: Vec<Silent<'c>>,
    tables: Vec<Uncovered<'c>>,
    fields: Fields,
    scores: Vec<ScoreReach>,
    values: Values,
    /// Of each ladder, where the field of `never below` names none of its steps.
    no_step: Vec<Tally>,
}

impl<'c> DataCheck<'c> {
    /// Looks at a ruleset without errors as of a day.
    pub fn new(checked: &'c Checked, today: Date) -> DataCheck<'c> {
        let rules = &checked.rules;
        let items = items::items(rules);
        let mut followed = 0;
        let conditions = items.iter().enumerate().filter_map(|(at, item)| Some((at, item.condition?)));
        let silent = conditions.map(|(at, condition)| Silent::new(at, condition, rules, &mut followed)).collect();
        DataCheck {
            rules,
            sources: &checked.sources,
            today,
            judge: Judge::new(rules),
            leads: 0,
            disqualified: 0,
            counted: vec![Counted::default(); items.len()],
            silent,
            tables: Uncovered::of(&items),
            items,
            fields: Fields::new(rules),
            scores: vec![ScoreReach::default(); rules.scores.len()],
            values: Values::of(rules),
            no_step: vec![Tally::default(); rules.ladders.len()],
        }
    }

    /// Looks at a lead, which begins in that line.
    pub fn add(&mut self, lead: &Lead, line: u64) {
        let today = self.today;
        let verdict = self.judge.judge(lead, today);
        self.leads += 1;
        self.disqualified += u64::from(verdict.is_disqualified());
        let is_out = verdict.is_disqualified();
        for (item, counted) in self.items.iter_mut().zip(&mut self.counted) {
            // What is said of disqualified leads is up to the writer.
            if !(is_out && item.kind.is_outcome())
                && let Some(took) = item.kind.took(verdict)
            {
                counted.add(took);
            }
        }
        self.scores.iter_mut().zip(&verdict.scores).for_each(|(reach, points)| reach.add(*points));
        for (tally, standing) in self.no_step.iter_mut().zip(&verdict.ladders) {
            if standing.floor_names_no_step {
                tally.add(line);
            }
        }
        let DataCheck { silent, counted, judge, items, tables, .. } = self;
        judge.ask(lead, today, |judged| {
            for (item, counted) in items.iter().zip(counted.iter_mut()) {
                if let (Kind::Block, Some(condition)) = (&item.kind, item.condition) {
                    counted.add(if judged.truth(condition).is_true() { Took::Yes } else { Took::No });
                }
            }
            silent.retain_mut(|one| {
                let is_silent = counted.get(one.item).is_some_and(|counted| counted.yes == 0);
                if is_silent {
                    one.add(judged);
                }
                is_silent
            });
            tables.iter_mut().for_each(|table| table.add(judged, line));
        });
        self.fields.add(lead);
        self.values.add(lead, line);
    }

    /// How many leads there were.
    pub fn leads(&self) -> u64 {
        self.leads
    }

    /// How often each rule and table that gives points fired, and how often it could not be told: by its number.
    pub fn fired(&self) -> Vec<(crate::rules::RuleId, u64, u64)> {
        let items = self.items.iter().zip(&self.counted);
        let fired = items.filter_map(|(item, counted)| match &item.kind {
            Kind::Rule { id, .. } | Kind::Table { id, .. } => Some((*id, counted.yes, counted.undecided)),
            _ => None,
        });
        fired.collect()
    }

    /// All that is found; `told` is what the reader of the leads has to tell, and `is_on` says of which kinds
    /// findings will be shown: what is shown already under another name is not repeated.
    pub fn finish(self, told: &Told, is_on: &dyn Fn(Name) -> bool) -> Vec<Finding> {
        let mut findings = gaps::find(&self, told);
        let mut named = Vec::new();
        named::find(&self.values, self.rules, self.leads, told, &mut named);
        // Each with what it stands for: a field, or a use of values.
        findings.retain(|(_, finding)| is_on(finding.name));
        named.retain(|(_, finding)| is_on(finding.name));
        let fires = fires::find(&self, told, &mut findings, &mut named);
        let mut all: Vec<Finding> = findings.into_iter().map(|(_, finding)| finding).collect();
        all.extend(named.into_iter().map(|(_, finding)| finding));
        all.extend(fires);
        self.tables.iter().for_each(|table| table.find(self.rules, self.leads, &mut all));
        all
    }
}
