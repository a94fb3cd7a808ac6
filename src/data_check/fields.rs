//! What the leads know of each field: how many have it, and from where to where its values go.

use crate::rules::{FieldId, Lead, Rules};
use crate::value::{NumberRange, Points, Value, show_number};
use jiff::civil::Date;

/// Of all fields.
pub(super) struct Fields(Vec<Known>);

/// What is known of one field.
#[derive(Clone, Default)]
pub(super) struct Known {
    /// How many leads have it.
    pub(super) leads: u64,
    numbers: Option<(f64, f64)>,
    days: Option<(Date, Date)>,
    /// For how many leads it is yes, where it is a yes/no.
    yes: Option<u64>,
}

impl Fields {
    pub(super) fn new(rules: &Rules) -> Fields {
        Fields(vec![Known::default(); rules.fields.len()])
    }

    pub(super) fn add(&mut self, lead: &Lead) {
        for (at, known) in self.0.iter_mut().enumerate() {
            let has_entries = || lead.entries(FieldId(at)).is_some_and(|entries| !entries.is_empty());
            match lead.get(FieldId(at)) {
                Some(value) => known.add(value),
                None => known.leads += u64::from(has_entries()),
            }
        }
    }

    pub(super) fn of(&self, field: FieldId) -> Option<&Known> {
        self.0.get(field.0)
    }

    /// Whether no lead has it.
    pub(super) fn is_empty(&self, field: FieldId) -> bool {
        self.of(field).is_none_or(|known| known.leads == 0)
    }
}

impl Known {
    fn add(&mut self, value: &Value) {
        self.leads += 1;
        match value {
            Value::Number(number) => self.add_number(*number),
            Value::Range(NumberRange { low, high, .. }) => low.iter().chain(high).for_each(|end| self.add_number(*end)),
            Value::Date(day) => {
                let (first, last) = self.days.unwrap_or((*day, *day));
                self.days = Some((first.min(*day), last.max(*day)));
            }
            Value::YesNo(yes) => *self.yes.get_or_insert(0) += u64::from(*yes),
            Value::Text(_) | Value::List(_) => {}
        }
    }

    fn add_number(&mut self, number: f64) {
        let (low, high) = self.numbers.unwrap_or((number, number));
        self.numbers = Some((low.min(number), high.max(number)));
    }

    /// The last of its days.
    pub(super) fn last_day(&self) -> Option<Date> {
        self.days.map(|(_, last)| last)
    }

    /// From where to where its values go, in words: `goes from 1 to 480`.
    pub(super) fn reach(&self) -> Option<String> {
        match self.yes {
            Some(0) => return Some("is no for all leads that have it".to_owned()),
            Some(yes) if yes == self.leads => return Some("is yes for all leads that have it".to_owned()),
            _ => {}
        }
        let numbers = self.numbers.map(|(low, high)| (show_number(low), show_number(high)));
        let (low, high) = numbers.or(self.days.map(|(first, last)| (first.to_string(), last.to_string())))?;
        Some(reach(&low, &high))
    }
}

/// From where to where a score goes.
#[derive(Clone, Copy, Default)]
pub(super) struct ScoreReach(Option<(Points, Points)>);

impl ScoreReach {
    pub(super) fn add(&mut self, points: Points) {
        let (low, high) = self.0.unwrap_or((points, points));
        self.0 = Some((low.min(points), high.max(points)));
    }

    /// In words, as of a field.
    pub(super) fn said(self) -> Option<String> {
        self.0.map(|(low, high)| reach(&low.to_string(), &high.to_string()))
    }
}

fn reach(low: &str, high: &str) -> String {
    if low == high { format!("is {low} for all leads that have it") } else { format!("goes from {low} to {high}") }
}
