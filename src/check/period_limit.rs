//! `up to +5 per week`: a limit for each calendar period.

use super::Checker;
use crate::diagnostic::Name;
use crate::rules::{FieldId, PeriodLimit};
use crate::syntax::tree;
use crate::value::{Points, Type, Unit};

impl Checker<'_> {
    /// `up to +5 per week`.
    pub(super) fn period_limit(
        &mut self,
        written: &tree::PeriodLimit,
        points: &tree::Points,
        amount: Points,
        list: Option<FieldId>,
    ) -> Option<PeriodLimit> {
        let limit = self.amount(&written.limit);
        let unit = match written.period {
            Unit::Day => "day",
            Unit::Week => "week",
            _ => "month",
        };
        let Some(list) = list else {
            self.report(
                self.at(
                    written.at.0,
                    Name::BadPoints,
                    format!("a limit per {unit} is for points that are given `for each` entry of a list"),
                )
                .help(format!(
                    "leave `per {unit}` out, or write, for example, `for each activity where (...) then {} up to {} per {unit}`",
                    points.amount.written, written.limit.written
                )),
            );
            return None;
        };
        let limit = limit?;
        self.check_limit(&written.limit, limit, points, amount, &format!(" per {unit}"))?;
        let owner = self.checked.rules.fields.get(list.0)?;
        let Some(date) = owner.entries.as_ref()?.date() else {
            let fields = &owner.entries.as_ref()?.fields;
            let dates: Vec<String> = fields
                .iter()
                .filter(|field| *field.kind() == Type::Date)
                .map(|field| format!("`{}`", field.written()))
                .collect();
            let name = &owner.name;
            let (message, help) = if dates.is_empty() {
                (
                    format!("an entry of `{name}` has no date, so it cannot be told in which {unit} it falls"),
                    "say which of its fields is its date, for example `at: date`".to_owned(),
                )
            } else {
                (
                    format!(
                        "an entry of `{name}` has several dates, {}, so it cannot be told in which {unit} it falls",
                        dates.join(" and ")
                    ),
                    "leave one of them out of this list; a second list can hold the other".to_owned(),
                )
            };
            self.report(self.at(written.at.0, Name::BadPoints, message).help(help));
            return None;
        };
        self.use_entry_field(list, date);
        Some(PeriodLimit { limit, period: written.period, date })
    }
}
