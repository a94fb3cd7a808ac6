//! The summary of a run for people.

use super::layout::{Align, Lines, counted, share, shortened};
use super::previous::PreviousIssues;
use super::stats::{Standings, Stats};
use crate::cli::style::{Look, clean_line};
use crate::records::{Damage, DataIssues, JoinedEntries, Written, grouped};
use crate::rules::{EntryFieldId, Field, FieldId, Ladder, Rules};
use crate::value::Points;
use jiff::civil::Date;
use std::fmt::Write;
use std::path::Path;
use std::time::Duration;

/// What a run has to tell.
pub struct Summary<'a> {
    /// The rules.
    pub rules: &'a Rules,
    /// The day that counted as today.
    pub today: Date,
    /// How long it took.
    pub took: Duration,
    /// How much of it passed before the first lead, with reading events.
    pub before_leads: Duration,
    /// What was counted.
    pub stats: &'a Stats,
    /// Data that could not be made use of.
    pub issues: &'a DataIssues,
    /// Entries that came from files of their own, list by list.
    pub joins: &'a [(FieldId, JoinedEntries)],
    /// What was wrong with the file.
    pub damage: &'a Damage,
    /// What was written; nothing where the run failed before.
    pub written: &'a Written,
    /// Whether only leads that moved were written.
    pub changed_only: bool,
    /// What was wrong with an earlier result.
    pub previous: Option<&'a PreviousIssues>,
    /// The file that the result went to.
    pub output: Option<&'a Path>,
}

/// How many values of a label, and how many rules, are shown.
const TOP: usize = 12;

impl Summary<'_> {
    /// The summary as text, each part a few lines.
    pub fn human(&self, look: Look) -> String {
        let mut parts = vec![self.head() + &self.joined()];
        if self.stats.leads > 0 {
            let ladders = self.rules.ladders.iter().zip(&self.stats.ladders);
            parts.extend(ladders.map(|(ladder, standings)| self.ladder(ladder, standings)));
            parts.extend(self.labels());
            parts.push(self.scores());
            parts.extend(self.fired(look));
        }
        parts.push(self.data(look));
        parts.retain(|part| !part.is_empty());
        parts.join("\n")
    }

    fn head(&self) -> String {
        let Stats { leads, disqualified, .. } = *self.stats;
        let seconds = self.took.as_secs_f64();
        let mut head = format!("{} scored in {seconds:.1} s", counted(leads, "lead"));
        if !self.joins.is_empty() {
            let _ = write!(head, " ({:.1} s of them reading events)", self.before_leads.as_secs_f64());
        }
        if leads > 0 && seconds > 0.0 {
            let _ = write!(head, ", {} a second", grouped((leads as f64 / seconds) as u64));
        }
        if self.rules.uses_today {
            let _ = write!(head, ", as of {}", self.today);
        }
        if self.changed_only {
            let _ = write!(head, "; {} moved or new", grouped(self.written.records));
        }
        if let Some(output) = self.output {
            let _ = write!(head, "; wrote {}", clean_line(&output.to_string_lossy()));
        }
        if !self.rules.disqualifiers.is_empty() && self.rules.ladders.is_empty() && self.rules.labels.is_empty() {
            let _ = write!(head, "\n{} disqualified", grouped(disqualified));
        }
        head.push('\n');
        head
    }

    fn ladder(&self, ladder: &Ladder, standings: &Standings) -> String {
        let mut rows = Vec::new();
        for ((step, on), held) in ladder.steps.iter().zip(&standings.on).zip(&standings.held_below) {
            let held = match held {
                0 => String::new(),
                1 => "1 more meets its condition, but not that of a step below".to_owned(),
                held => format!("{} more meet its condition, but not that of a step below", grouped(*held)),
            };
            rows.push((step.name.clone(), *on, held));
        }
        self.standings(&ladder.name, rows)
    }

    fn labels(&self) -> Vec<String> {
        let labels = self.rules.labels.iter().zip(&self.stats.labels);
        let part = labels.map(|(label, values)| {
            let mut rows: Vec<(String, u64, String)> =
                values.iter().map(|(value, count)| (value.to_string(), *count, String::new())).collect();
            rows.sort_by(|one, two| two.1.cmp(&one.1).then_with(|| one.0.cmp(&two.0)));
            if rows.len() > TOP {
                let rest = rows.split_off(TOP - 1);
                let leads = rest.iter().map(|(_, count, _)| count).sum();
                rows.push((format!("{} others", rest.len()), leads, String::new()));
            }
            self.standings(&label.name, rows)
        });
        part.collect()
    }

    /// A ladder or a label: names, counts, shares.
    fn standings(&self, title: &str, mut rows: Vec<(String, u64, String)>) -> String {
        if self.stats.disqualified > 0 {
            rows.push((super::added::DISQUALIFIED.to_owned(), self.stats.disqualified, String::new()));
        }
        let mut table = Lines::new([Align::Left, Align::Right, Align::Right, Align::Left]);
        table.row([title.to_owned(), "leads".to_owned(), String::new(), String::new()]);
        for (name, count, note) in rows {
            table.row([format!("  {}", clean_line(&name)), grouped(count), share(count, self.stats.leads), note]);
        }
        table.laid_out()
    }

    fn scores(&self) -> String {
        if self.rules.scores.is_empty() {
            return String::new();
        }
        let right = Align::Right;
        let mut table = Lines::new([Align::Left, right, right, right, right, right, right]);
        table.row(["score", "least", "quarter", "median", "3 quarters", "most", "mean"].map(str::to_owned));
        for (score, spread) in self.rules.scores.iter().zip(&self.stats.scores) {
            let shown = |points: Option<Points>| points.map_or(String::new(), |points| points.to_string());
            let at = |percent| shown(spread.percentile(percent));
            let (least, most, mean) = (shown(spread.least), shown(spread.most), shown(spread.mean()));
            table.row([format!("  {}", score.name), least, at(25), at(50), at(75), most, mean]);
        }
        table.laid_out()
    }

    /// The rules that fired most, and those that never did.
    fn fired(&self, look: Look) -> Vec<String> {
        let mut rules: Vec<_> = self.stats.rules.iter().collect();
        if rules.is_empty() {
            return Vec::new();
        }
        rules.sort_by_key(|rule| std::cmp::Reverse(rule.fired));
        let width = look.width.saturating_sub(40).clamp(20, 60);
        let several = self.rules.scores.len() > 1;
        let name = |rule: &super::stats::RuleCount| shortened(&clean_line(&rule.name), width);
        let mut table = Lines::new([Align::Left, Align::Right, Align::Right, Align::Right, Align::Left]);
        table.row(["rule", "fired", "", "undecided", ""].map(str::to_owned));
        let (firing, never): (Vec<_>, Vec<_>) = rules.into_iter().partition(|rule| rule.fired > 0);
        for rule in firing.iter().take(TOP) {
            let score = if several { rule.score.clone() } else { String::new() };
            let (fired, undecided) = (grouped(rule.fired), grouped(rule.undecided));
            table.row([format!("  {}", name(rule)), fired, share(rule.fired, self.stats.leads), undecided, score]);
        }
        let mut text = table.laid_out();
        if firing.len() > TOP {
            let _ = writeln!(text, "  ... and {} that fired less often", counted((firing.len() - TOP) as u64, "rule"));
        }
        if !never.is_empty() {
            let _ = writeln!(text, "  never fired:");
            for rule in never.iter().take(TOP) {
                let undecided = match rule.undecided {
                    0 => String::new(),
                    count => format!(" (undecided for {})", counted(count, "lead")),
                };
                let _ = writeln!(text, "    {}{undecided}", name(rule));
            }
            if never.len() > TOP {
                let _ = writeln!(text, "    ... and {} more", never.len() - TOP);
            }
        }
        vec![text]
    }

    /// A field of the entries of a list.
    pub fn entry_field(&self, list: FieldId, field: EntryFieldId) -> Option<&Field> {
        self.rules.fields.get(list.0)?.entries.as_ref()?.field(field)
    }

    /// A field as rules write it.
    pub fn field_name(&self, field: FieldId) -> String {
        self.rules.fields.get(field.0).map(|field| field.written()).unwrap_or_default()
    }
}
