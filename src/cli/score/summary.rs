//! The summary of a run for people.

use super::previous::PreviousIssues;
use super::stats::{Standings, Stats};
use crate::cli::style::{Look, clean_line};
use crate::records::{Damage, DataIssues, FieldIssues, JoinedEntries, Written, grouped};
use crate::rules::{EntryFieldId, Field, FieldId, Ladder, Rules};
use crate::value::{Points, Type};
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

    /// What was wrong with the data.
    fn data(&self, look: Look) -> String {
        let mut lines = Vec::new();
        for (id, issues) in self.issues.iter() {
            if let Some(field) = self.rules.fields.get(id.0) {
                lines.extend(unread(&field.written(), field, issues));
            }
        }
        for (list, id, issues) in self.issues.in_entries() {
            if let Some(field) = self.entry_field(list, id) {
                lines.extend(unread(&format!("{}.{}", self.field_name(list), field.written()), field, issues));
            }
        }
        lines.extend(self.joins.iter().flat_map(|(list, joined)| self.of_joined(*list, joined)));
        for (ladder, standings) in self.rules.ladders.iter().zip(&self.stats.ladders) {
            if standings.no_step.count > 0 {
                let field = ladder.never_below.map(|field| self.field_name(field)).unwrap_or_default();
                let values = counted(standings.no_step.count, "value");
                lines.push(format!("{field}: {values} not among the steps of {}: {}", ladder.name, standings.no_step));
            }
        }
        if self.stats.duplicates.count > 0 {
            let key = self.rules.key().map(|key| self.field_name(key)).unwrap_or_default();
            let leads = counted(self.stats.duplicates.count, "lead");
            let joined = if self.joins.is_empty() { "" } else { "; each of them gets the same entries" };
            lines.push(format!(
                "{key}: {leads} with the same value as an earlier one: {}{joined}",
                self.stats.duplicates
            ));
        }
        for (_, what, tally) in self.previous.into_iter().flat_map(PreviousIssues::iter) {
            if tally.count > 0 {
                let leads = counted(tally.count, "lead");
                lines.push(format!("earlier result: {leads} with {what}: {tally}"));
            }
        }
        lines.extend(self.damage.iter().map(|(what, tally)| format!("{what}: {tally}")));
        if self.written.without_column.count > 0 {
            lines.push(format!(
                "{} with members that came up too late to get a column: {}",
                counted(self.written.without_column.count, "value"),
                clean_line(&self.written.names_without_column.join(", "))
            ));
        }
        if lines.is_empty() {
            return String::new();
        }
        let mut text = "data to look at\n".to_owned();
        for line in lines {
            for (at, part) in wrapped(&line, look.width.saturating_sub(4).max(30)).into_iter().enumerate() {
                let _ = writeln!(text, "{}{part}", if at == 0 { "  " } else { "      " });
            }
        }
        text
    }

    /// How the entries of files found their leads.
    fn joined(&self) -> String {
        let mut text = String::new();
        for (list, joined) in self.joins {
            let files: Vec<String> = joined.files.iter().map(|file| clean_line(&file.name).into_owned()).collect();
            let (name, entries) = (self.field_name(*list), counted_as(joined.entries, "entry", "entries"));
            let (of, leads) = (grouped(joined.joined), counted(joined.leads, "lead"));
            let _ = writeln!(text, "{name}: {entries} from {}; {of} joined to {leads}", files.join(", "));
        }
        text
    }

    /// What was wrong with the files of entries of a list.
    fn of_joined(&self, list: FieldId, joined: &JoinedEntries) -> Vec<String> {
        let name = self.field_name(list);
        let mut lines = Vec::new();
        let without_key: u64 = joined.files.iter().map(|file| file.without_key.count + file.key.unreadable).sum();
        let without_lead = joined.entries - joined.joined - without_key;
        if without_lead > 0 {
            let some: Vec<String> =
                joined.some_without_lead.iter().map(|key| format!("`{}`", clean_line(key))).collect();
            let more = if joined.keys_without_lead > some.len() as u64 { ", ..." } else { "" };
            let (entries, keys) =
                (counted_as(without_lead, "entry", "entries"), counted(joined.keys_without_lead, "key"));
            let near = match joined.differ_in_capitals {
                0 => String::new(),
                count => format!("; {} of them differ from the key of a lead only in capitals", grouped(count)),
            };
            lines.push(format!("{name}: {entries} of {keys} that no lead has: {}{more}{near}", some.join(", ")));
        }
        for file in &joined.files {
            let at = clean_line(&file.name);
            if file.without_key.count > 0 {
                let entries = counted_as(file.without_key.count, "entry", "entries");
                lines.push(format!("{name}: {entries} without a key in {at}: {}", file.without_key));
            }
            if let Some(key) = self.rules.fields.get(list.0).and_then(|list| list.entries.as_ref()?.joined_by.as_ref())
            {
                let unread = unread(&format!("{name}.{}", key.written()), key, &file.key);
                lines.extend(unread.into_iter().map(|line| format!("{line}, in {at}")));
            }
            for (id, issues) in file.fields() {
                if let Some(field) = self.entry_field(list, id) {
                    let unread = unread(&format!("{name}.{}", field.written()), field, issues);
                    lines.extend(unread.into_iter().map(|line| format!("{line}, in {at}")));
                }
            }
            lines.extend(file.damage.iter().map(|(what, tally)| format!("{at}: {what}: {tally}")));
        }
        lines
    }

    fn entry_field(&self, list: FieldId, field: EntryFieldId) -> Option<&Field> {
        self.rules.fields.get(list.0)?.entries.as_ref()?.field(field)
    }

    fn field_name(&self, field: FieldId) -> String {
        self.rules.fields.get(field.0).map(|field| field.written()).unwrap_or_default()
    }
}

/// What could not be read of a field, and what is missing.
fn unread(name: &str, field: &Field, issues: &FieldIssues) -> Vec<String> {
    let mut lines = Vec::new();
    if issues.unreadable > 0 {
        let samples: Vec<String> = issues
            .samples
            .iter()
            .map(|sample| format!("`{}` (line {})", clean_line(&sample.value), sample.line))
            .collect();
        let more = if issues.unreadable > samples.len() as u64 { ", ..." } else { "" };
        let (values, samples) = (counted(issues.unreadable, "value"), samples.join(", "));
        let wanted = match field.kind() {
            Type::OneOf(_) => "one of those declared".to_owned(),
            kind => kind.to_string(),
        };
        lines.push(format!("{name}: {values} cannot be read as {wanted}: {samples}{more}"));
    }
    if issues.missing.count > 0 {
        let count = counted(issues.missing.count, "required value");
        lines.push(format!("{name}: {count} missing: {}", issues.missing));
    }
    lines
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Align {
    Left,
    Right,
}

/// Lines of columns that stand under each other.
struct Lines<const N: usize> {
    aligns: [Align; N],
    rows: Vec<[String; N]>,
}

impl<const N: usize> Lines<N> {
    fn new(aligns: [Align; N]) -> Lines<N> {
        Lines { aligns, rows: Vec::new() }
    }

    fn row(&mut self, cells: [String; N]) {
        self.rows.push(cells);
    }

    fn laid_out(&self) -> String {
        use unicode_width::UnicodeWidthStr;
        let width = |at: usize| self.rows.iter().filter_map(|row| row.get(at)).map(|cell| cell.width()).max();
        let widths: Vec<usize> = (0..self.aligns.len()).map(|at| width(at).unwrap_or(0)).collect();
        let mut text = String::new();
        for row in &self.rows {
            let mut line = String::new();
            for ((cell, align), width) in row.iter().zip(self.aligns).zip(&widths) {
                let gap = " ".repeat(width - cell.width().min(*width));
                match align {
                    Align::Left => line.extend([cell.as_str(), &gap, "  "]),
                    Align::Right => line.extend([&gap, cell.as_str(), "  "]),
                }
            }
            let _ = writeln!(text, "{}", line.trim_end());
        }
        text
    }
}

/// `1 lead`, `9,240 leads`
fn counted(count: u64, noun: &str) -> String {
    counted_as(count, noun, &format!("{noun}s"))
}

/// The same for a noun with a plural of its own.
fn counted_as(count: u64, one: &str, several: &str) -> String {
    format!("{} {}", grouped(count), if count == 1 { one } else { several })
}

fn share(count: u64, of: u64) -> String {
    if of == 0 { String::new() } else { format!("{:.1} %", count as f64 * 100.0 / of as f64) }
}

fn shortened(text: &str, width: usize) -> String {
    match text.char_indices().nth(width) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default().trim_end()),
        None => text.to_owned(),
    }
}

/// The text in lines of at most so many characters, broken at spaces.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}
