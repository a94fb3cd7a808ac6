//! The lints `never-fires-on-data` and `always-fires-on-data`.

use super::items::{Item, Kind, Rows, Took};
use super::silent::{Blamed, Followed, Silent};
use super::walk::fields_of_value;
use super::words::{SHOWN, counted, joined};
use super::{DataCheck, FEWEST, Told};
use crate::diagnostic::{Finding, Name, Related};
use crate::rules::{Clause, Condition, Expr, FieldId, Selection, Subject, Test};
use crate::source::{Place, Span};
use crate::value::{Type, grouped};
use std::collections::{HashMap, HashSet};

/// How often an item took a lead, and what became of it else.
#[derive(Clone, Debug, Default)]
pub(super) struct Counted {
    pub(super) yes: u64,
    pub(super) undecided: u64,
    earlier: u64,
    block: u64,
}

impl Counted {
    pub(super) fn add(&mut self, took: Took) {
        match took {
            Took::Yes => self.yes += 1,
            Took::Undecided => self.undecided += 1,
            Took::Earlier => self.earlier += 1,
            Took::Block => self.block += 1,
            Took::No => {}
        }
    }
}

/// All there is. What never fires for want of a field, or of a value, that is told already is added there instead.
pub(super) fn find(
    data: &DataCheck,
    told: &Told,
    of_fields: &mut [(FieldId, Finding)],
    of_values: &mut [(usize, Finding)],
) -> Vec<Finding> {
    let mut find = Find {
        data,
        silent: data.silent.iter().map(|silent| (silent.item, silent)).collect(),
        told_fields: of_fields.iter().map(|(field, _)| *field).collect(),
        excused: told
            .missing
            .iter()
            .filter(|_| told.allow_missing)
            .filter_map(|(_, one)| one_field(data, &one.field))
            .collect(),
        short_lists: told.missing.iter().filter_map(|(list, _)| one_field(data, list.as_ref()?)).collect(),
        told_values: of_values.iter().map(|(at, _)| *at).collect(),
        for_want_of: Vec::new(),
        findings: Vec::new(),
    };
    let mut silent_ladders = HashSet::new();
    let mut idle = vec![false; data.items.len()];
    for (at, (item, counted)) in data.items.iter().zip(&data.counted).enumerate() {
        let is_in_idle_block = item.block.is_some_and(|block| idle.get(block) == Some(&true));
        let is_idle = find.of(item, counted, at, is_in_idle_block, &mut silent_ladders);
        if let Some(place) = idle.get_mut(at) {
            *place = is_idle;
        }
    }
    let Find { for_want_of, findings, .. } = find;
    for (cause, place, what) in for_want_of {
        let finding = match cause {
            Cause::Field(field) => of_fields.iter_mut().find(|(of, _)| *of == field).map(|(_, finding)| finding),
            Cause::Values(at) => of_values.iter_mut().find(|(of, _)| *of == at).map(|(_, finding)| finding),
        };
        if let Some(finding) = finding.filter(|finding| finding.related.len() < SHOWN) {
            finding.related.push(Related { message: what.to_owned(), place });
        }
    }
    findings
}

fn one_field(data: &DataCheck, name: &str) -> Option<FieldId> {
    data.rules.fields.iter().position(|field| field.name == name).map(FieldId)
}

/// What is told already, on account of which something never fires.
#[derive(Clone, Copy)]
enum Cause {
    Field(FieldId),
    Values(usize),
}

struct Find<'f, 'c> {
    data: &'f DataCheck<'c>,
    silent: HashMap<usize, &'f Silent<'c>>,
    told_fields: HashSet<FieldId>,
    /// Fields whose columns may be missing.
    excused: HashSet<FieldId>,
    /// Lists whose entries lack what the rules need.
    short_lists: HashSet<FieldId>,
    told_values: HashSet<usize>,
    for_want_of: Vec<(Cause, Place, &'static str)>,
    findings: Vec<Finding>,
}

impl Find<'_, '_> {
    /// Looks at one item; whether it takes none.
    fn of(
        &mut self,
        item: &Item,
        counted: &Counted,
        at: usize,
        is_in_idle_block: bool,
        silent_ladders: &mut HashSet<usize>,
    ) -> bool {
        let data = self.data;
        let leads = if item.kind.is_outcome() { data.leads - data.disqualified } else { data.leads };
        let is_silent = counted.yes == 0;
        if leads < FEWEST || is_in_idle_block {
            return is_silent;
        }
        match &item.kind {
            Kind::Table { rows, table, .. } => self.rows(rows, &table.by, item.place, leads),
            Kind::Values { rows, by, .. } => self.rows(rows, by, item.place, leads),
            // A step above one that nobody reaches is reached by nobody.
            Kind::Step { ladder, .. } if is_silent && !silent_ladders.insert(*ladder) => {}
            _ if is_silent => self.never(item, counted, at, leads),
            Kind::Rule { varies: true, .. } => {}
            _ if counted.yes == leads && !item.condition.is_some_and(asks_whether_known) => {
                let (message, help) = always(&item.kind, &of_leads(leads, data, &item.kind));
                self.findings.push(Finding::new(Name::AlwaysFiresOnData, item.place, message).help(help));
            }
            _ => {}
        }
        is_silent
    }

    fn never(&mut self, item: &Item, counted: &Counted, at: usize, leads: u64) {
        let what = match item.kind {
            Kind::Block => "so this block never counts",
            Kind::Step { .. } => "so no lead reaches this step",
            Kind::Choice { .. } => "so no lead gets this value",
            Kind::Disqualifier(_) => "so this disqualifies none",
            _ => "so this rule never fires",
        };
        if let Kind::Rule { each: Some(selection), .. } = item.kind {
            match self.cause_in(selection) {
                Some(cause) => self.for_want_of.push((cause, item.place, what)),
                None if self.excused.contains(&selection.list) => {}
                None => {
                    let list = self.data.rules.fields.get(selection.list.0).map(|list| list.written());
                    let help = match counted.undecided {
                        0 => format!("no entry of `{}` is one that it asks for", list.unwrap_or_default()),
                        _ => "there are entries that it asks for, but the days that its points depend on are unknown"
                            .to_owned(),
                    };
                    let message = format!("this rule fires on none of the {}", counted_leads(leads));
                    self.findings.push(Finding::new(Name::NeverFiresOnData, item.place, message).help(help));
                }
            }
            return;
        }
        let Some(silent) = self.silent.get(&at).copied() else { return };
        let (rules, all) = (self.data.rules, self.data.leads);
        let blamed = |meant: &dyn Fn(&Followed, bool) -> bool| silent.blamed(rules, all, meant);
        // That nothing is missing is what whoever asks for gaps hopes for.
        if blamed(&|test, wanted| asks_for_gap(test.clause, wanted)).is_some() {
            return;
        }
        if blamed(&|test, wanted| self.excuses(test) || self.cause_of(test, wanted).is_some()).is_some() {
            let mut causes = Vec::new();
            // Found again, to know which: those that are to blame for a part that suffices.
            if let Some(tests) = blamed(&|test, wanted| self.excuses(test) || self.cause_of(test, wanted).is_some()) {
                for one in tests {
                    causes.extend(silent.tests().get(one.test).and_then(|test| self.cause_of(test, one.wanted)));
                }
            }
            self.for_want_of.extend(causes.into_iter().take(SHOWN).map(|cause| (cause, item.place, what)));
            return;
        }
        let message = self.never_message(item, leads);
        let mut finding = Finding::new(Name::NeverFiresOnData, item.place, message);
        let is_true = format!("what it asks for is true for {}", counted_leads(silent.is_true));
        let or_out = if self.data.disqualified > 0 { ", or they are disqualified" } else { "" };
        let held_back = match &item.kind {
            _ if silent.is_true == 0 => None,
            Kind::Rule { first: Some(first), .. } if counted.earlier > 0 => {
                Some(format!("{is_true}, but earlier rules of `first {}` take them", first.name))
            }
            Kind::Rule { .. } if counted.block > 0 && counted.undecided == 0 => {
                Some(format!("{is_true}, but the block around it counts for none of them"))
            }
            Kind::Rule { .. } => Some(format!("{is_true}, but what its points depend on is unknown")),
            Kind::Step { .. } => Some(format!("{is_true}, but not what an earlier step asks for{or_out}")),
            Kind::Choice { .. } => Some(format!("{is_true}, but earlier choices take them{or_out}")),
            _ => Some(is_true),
        };
        let help = held_back.unwrap_or_else(|| match blamed(&|_, _| true) {
            Some(tests) => {
                let mut help = None;
                for one in tests.iter().take(SHOWN) {
                    let Some(test) = silent.tests().get(one.test) else { continue };
                    help = help.take().or_else(|| self.reach(test.clause));
                    finding.related.push(Related { message: why(test, *one, all), place: test.clause.place });
                }
                help.unwrap_or_else(|| {
                    "if leads should meet it, check what it asks for against what they hold".to_owned()
                })
            }
            None => {
                for test in silent.tests().iter().take(SHOWN) {
                    let message = format!("true for {}", counted_leads(test.is_true));
                    finding.related.push(Related { message, place: test.clause.place });
                }
                "some leads meet each part, but none meets all that it takes".to_owned()
            }
        });
        finding.place = Some(self.beginning(item.place, &finding.related));
        self.findings.push(finding.help(help));
    }

    /// Of an item whose own tests are pointed at, what stands before the first of them: underlines over each other are hard to read.
    fn beginning(&self, place: Place, related: &[Related]) -> Place {
        let holds =
            |inner: Place| inner.file == place.file && (place.span.start..place.span.end).contains(&inner.span.start);
        let first = related.iter().filter(|one| holds(one.place)).map(|one| one.place.span.start).min();
        let Some(first) = first else { return place };
        let before = Place { span: Span::new(place.span.start, first), ..place };
        match self.data.sources.text(before).trim_end().len() {
            0 => place,
            length => Place { span: Span::new(place.span.start, place.span.start + length), ..place },
        }
    }

    fn never_message(&self, item: &Item, leads: u64) -> String {
        let none = format!("none of the {}", of_leads(leads, self.data, &item.kind));
        match &item.kind {
            Kind::Block => format!("this block counts for {none}"),
            Kind::Disqualifier(_) => format!("this disqualifies {none}"),
            Kind::Step { name, .. } => format!("{none} reaches the step `{name}`"),
            Kind::Choice { value, .. } => format!("{none} gets the value `{value}` here"),
            _ => format!("this rule fires on {none}"),
        }
    }

    /// The rows of a table that take none, or the one that takes all.
    fn rows(&mut self, rows: &Rows, by: &Expr, place: Place, leads: u64) {
        if let Some((said, place)) =
            rows.taken.iter().position(|taken| *taken == leads).and_then(|at| rows.rows.get(at))
        {
            let message = format!("all {} fall in the row `{said}` of this table", counted_leads(leads));
            let help = format!("`{}` tells none of them apart", rows.said);
            self.findings.push(Finding::new(Name::AlwaysFiresOnData, *place, message).help(help));
            return;
        }
        let fields = fields_of_value(by, self.data.rules);
        let empty: Vec<FieldId> = fields.iter().copied().filter(|field| self.data.fields.is_empty(*field)).collect();
        if !empty.is_empty() {
            let told = empty.into_iter().filter(|field| self.told_fields.contains(field));
            self.for_want_of.extend(told.map(|field| (Cause::Field(field), place, "so this table decides nothing")));
            return;
        }
        let is_told = |place: &Place| self.told_rows().any(|told| told == *place);
        let cases = rows.rows.iter().zip(&rows.taken).take(rows.cases);
        let silent: Vec<&(String, Place)> =
            cases.filter(|((_, place), taken)| **taken == 0 && !is_told(place)).map(|(row, _)| row).collect();
        let Some(((said, first), rest)) = silent.split_first() else { return };
        // Of very many rows some take nobody.
        if rows.cases > 20 && silent.len() < rows.cases {
            return;
        }
        let none = counted_leads(leads);
        let message = match rest.len() {
            0 => format!("the row `{said}` takes none of the {none}"),
            more => {
                let rows: Vec<String> = silent.iter().map(|(said, _)| format!("`{said}`")).collect();
                format!("{} rows of this table take none of the {none}: {}", grouped(more as u64 + 1), joined(&rows))
            }
        };
        let mut finding = Finding::new(Name::NeverFiresOnData, *first, message);
        for (_, place) in rest.iter().take(SHOWN) {
            finding = finding.related(*place, "this one, too");
        }
        let reach = match by {
            Expr::Field(field) => self.reach_of(*field),
            Expr::Score(score) => self.reach_of_score(score.0),
            _ => None,
        };
        let help =
            reach.unwrap_or_else(|| "if leads should fall there, check the row against what they hold".to_owned());
        self.findings.push(finding.help(help));
    }

    /// The rows of which it is told that the leads lack what they name.
    fn told_rows(&self) -> impl Iterator<Item = Place> {
        let uses = self.told_values.iter().filter_map(|at| self.data.values.uses.get(*at));
        uses.flat_map(|one| {
            let named = self.data.values.all.get(one.named);
            let is_absent = move |value: usize| named.is_some_and(|named| named.came.get(value) == Some(&0));
            one.values.iter().filter(move |(value, _)| is_absent(*value)).filter_map(|(_, place)| *place)
        })
    }

    /// Whether a test looks at a field whose column may be missing.
    fn excuses(&self, test: &Followed) -> bool {
        test.fields.iter().any(|field| self.excused.contains(field))
    }

    /// What is told already, on account of which a test never comes out as wanted.
    fn cause_of(&self, test: &Followed, wanted: bool) -> Option<Cause> {
        let is_told = |field: &&FieldId| self.data.fields.is_empty(**field) && self.told_fields.contains(field);
        if let Some(field) = test.fields.iter().find(is_told) {
            return Some(Cause::Field(*field));
        }
        if !wanted {
            return None;
        }
        match &test.clause.test {
            Test::Any(selection) => self.cause_in(selection),
            Test::Compare(_, Expr::Count(selection) | Expr::Pick(_, _, selection), _) => self.cause_in(selection),
            _ => self.values_of(test.clause),
        }
    }

    /// The same for the entries of a list.
    fn cause_in(&self, selection: &Selection) -> Option<Cause> {
        let is_short = self.data.fields.is_empty(selection.list) || self.short_lists.contains(&selection.list);
        if is_short && self.told_fields.contains(&selection.list) {
            return Some(Cause::Field(selection.list));
        }
        match selection.condition.as_ref()? {
            Condition::Clause(clause) => self.values_of(clause),
            Condition::All(parts) => parts.iter().find_map(|part| match part {
                Condition::Clause(clause) => self.values_of(clause),
                _ => None,
            }),
            _ => None,
        }
    }

    fn values_of(&self, clause: &Clause) -> Option<Cause> {
        let at = self.data.values.only_absent(clause)?;
        self.told_values.contains(&at).then_some(Cause::Values(at))
    }

    /// From where to where the values go that a test looks at.
    fn reach(&self, clause: &Clause) -> Option<String> {
        match &clause.test {
            Test::Within { day: Expr::Field(field), next: false, .. } => self.last_day(*field),
            Test::Compare(_, Expr::DaysSince(day), _) | Test::InRange(Expr::DaysSince(day), ..) => match &**day {
                Expr::Field(field) => self.last_day(*field),
                _ => None,
            },
            Test::Compare(_, Expr::Field(field), _) | Test::InRange(Expr::Field(field), ..) => self.reach_of(*field),
            Test::Compare(_, Expr::Score(score), _) | Test::InRange(Expr::Score(score), ..) => {
                self.reach_of_score(score.0)
            }
            Test::Within { day: Expr::Field(field), .. } | Test::Yes(Expr::Field(field)) => self.reach_of(*field),
            _ => None,
        }
    }

    fn reach_of(&self, field: FieldId) -> Option<String> {
        let declared = self.data.rules.fields.get(field.0)?;
        let has_reach = matches!(declared.kind(), Type::Number | Type::NumberOrRange | Type::Date | Type::YesNo);
        let reach = self.data.fields.of(field)?.reach().filter(|_| has_reach)?;
        Some(format!("`{}` {reach}", declared.name))
    }

    fn reach_of_score(&self, score: usize) -> Option<String> {
        let name = &self.data.rules.scores.get(score)?.name;
        Some(format!("`{name}` {}", self.data.scores.get(score)?.said()?))
    }

    fn last_day(&self, field: FieldId) -> Option<String> {
        let (name, last) = (&self.data.rules.fields.get(field.0)?.name, self.data.fields.of(field)?.last_day()?);
        let today = self.data.today;
        Some(format!("the latest `{name}` is {last}, and {today} counts as today; `--today` sets another day"))
    }
}

fn counted_leads(leads: u64) -> String {
    counted(leads, "lead")
}

/// The leads that an item is about.
fn of_leads(leads: u64, data: &DataCheck, kind: &Kind) -> String {
    let that = if kind.is_outcome() && data.disqualified > 0 { " that are not disqualified" } else { "" };
    format!("{}{that}", counted_leads(leads))
}

fn always(kind: &Kind, leads: &str) -> (String, &'static str) {
    match kind {
        Kind::Block => (
            format!("this block counts for all {leads}"),
            "it makes no difference; take its rules out of it, or ask for more",
        ),
        Kind::Disqualifier(_) => (
            format!("this disqualifies all {leads}"),
            "ask for more, or check what it asks for against what the leads hold",
        ),
        Kind::Step { name, .. } => {
            (format!("all {leads} reach the step `{name}`"), "it tells none of them apart; ask for more")
        }
        Kind::Choice { value, .. } => {
            (format!("all {leads} get the value `{value}` here"), "it tells none of them apart; ask for more")
        }
        _ => (format!("this rule fires on all {leads}"), "it tells none of them apart; ask for more, or delete it"),
    }
}

/// What to say beside a test that never comes out as wanted.
fn why(test: &Followed, blamed: Blamed, leads: u64) -> String {
    let wanted = if blamed.wanted { "true" } else { "false" };
    match test.unknown {
        0 => format!("{wanted} for none of them"),
        all if all == leads => "unknown for all of them".to_owned(),
        some => format!("{wanted} for none of them, and unknown for {}", grouped(some)),
    }
}

/// Whether a test asks for what is not known.
fn asks_for_gap(clause: &Clause, wanted: bool) -> bool {
    matches!(&clause.test, Test::Known(Subject::Value(_), known) if *known != wanted)
}

/// Whether a condition asks for nothing but whether things are known.
fn asks_whether_known(condition: &Condition) -> bool {
    match condition {
        Condition::All(parts) | Condition::Any(parts) | Condition::AtLeast(_, parts) => {
            parts.iter().all(asks_whether_known)
        }
        Condition::Not(one) => asks_whether_known(one),
        Condition::Defined(_) => false,
        Condition::Clause(clause) => matches!(clause.test, Test::Known(..)),
    }
}
