//! Values that no row of a table takes.

use super::frequent::Frequent;
use super::items::{Item, Kind};
use super::words::{SHOWN, counted, joined};
use crate::diagnostic::{Finding, Name, Shown, Witness};
use crate::eval::{Judged, Status};
use crate::records::Tally;
use crate::rules::{Award, Expr, RuleId, Rules, Table};
use crate::value::{Value, grouped};

/// A table that gives points and has no `other`, and what it left out.
pub(super) struct Uncovered<'r> {
    id: RuleId,
    table: &'r Table<Award>,
    /// What no row takes.
    none: Left,
    /// Ranges that lie across rows.
    across: Left,
}

/// Leads that a table left out.
#[derive(Default)]
struct Left {
    leads: Tally,
    values: Frequent,
    first: Option<Value>,
}

impl Left {
    fn add(&mut self, value: Value, line: u64) {
        self.leads.add(line);
        self.values.add(&value.to_string(), line);
        self.first.get_or_insert(value);
    }
}

impl<'r> Uncovered<'r> {
    /// The tables of a ruleset that may leave leads out.
    pub(super) fn of(items: &[Item<'r>]) -> Vec<Uncovered<'r>> {
        let tables = items.iter().filter_map(|item| match item.kind {
            // The values of a label are the author's own.
            Kind::Table { id, table, .. } if table.other.is_none() && !matches!(table.by, Expr::Label(_)) => {
                Some((id, table))
            }
            _ => None,
        });
        let new = |(id, table)| Uncovered { id, table, none: Left::default(), across: Left::default() };
        tables.map(new).collect()
    }

    /// Looks at the lead that was judged last.
    pub(super) fn add(&mut self, judged: &Judged, line: u64) {
        let outcome = judged.verdict().rule(self.id);
        let left = match (outcome.status, outcome.row, outcome.held_back) {
            (Status::NotFired, None, None) => &mut self.none,
            (Status::Undecided, None, _) => &mut self.across,
            _ => return,
        };
        if let Some(value) = judged.value(&self.table.by) {
            left.add(value.into_owned(), line);
        }
    }

    pub(super) fn find(&self, rules: &Rules, leads: u64, findings: &mut Vec<Finding>) {
        let said = &self.table.said;
        let name = Name::UncoveredInData;
        if self.none.leads.count > 0 {
            let message = format!("no row takes {}: `{said}` is {}", self.none.of(leads), self.none.values());
            let help = match self.table.rows.iter().any(|row| !row.texts.is_empty()) {
                true => "add these values to a row, or `other then 0` if they shall get nothing",
                false => "add a row for them, or `other then 0` if they shall get nothing",
            };
            findings.push(self.finding(Finding::new(name, self.table.place, message).help(help), &self.none, rules));
        }
        if self.across.leads.count > 0 {
            let message = format!(
                "of {} it cannot be told which row takes them: `{said}` is {}",
                self.across.of(leads),
                self.across.values()
            );
            let help = "these ranges lie in several rows at once; cut the rows where the ranges of the leads end, or add an \
                        `unknown` row for them";
            findings.push(self.finding(Finding::new(name, self.table.place, message).help(help), &self.across, rules));
        }
    }

    /// With a lead that shows it, where the table is headed by a field.
    fn finding(&self, finding: Finding, left: &Left, rules: &Rules) -> Finding {
        let field = match &self.table.by {
            Expr::Field(field) => rules.fields.get(field.0),
            _ => None,
        };
        match (field, &left.first) {
            (Some(field), Some(value)) => {
                finding.witness(Witness::new([(field.name.clone(), Shown::Value(value.clone()))]))
            }
            _ => finding,
        }
    }
}

impl Left {
    fn of(&self, leads: u64) -> String {
        format!("{} of the {}", grouped(self.leads.count), counted(leads, "lead"))
    }

    /// The values, the most frequent first, each with how often it came and where first.
    fn values(&self) -> String {
        let sorted = self.values.sorted();
        let shown = |(value, came): &(&str, super::frequent::Came)| match came.count {
            1 => format!("{value} (line {})", came.line),
            count => format!("{value} ({} times, first in line {})", grouped(count), came.line),
        };
        let mut values: Vec<String> = sorted.iter().take(SHOWN).map(shown).collect();
        let more = sorted.len() - values.len();
        match self.values.is_bounded() {
            true => values.push("many others".to_owned()),
            false if more > 0 => values.push(format!("{} more", counted(more as u64, "value"))),
            false => {}
        }
        joined(&values)
    }
}
