//! What the rows of a table take of the line that its value lies on.

use super::context::Context;
use super::interval::{Axis, Interval};
use super::lines::Lines;
use super::subjects::{Subject, compared, subject_of};
use crate::rules::{Expr, Rules, Table, TableRow};
use crate::source::{Place, Span};

/// A table by a number or a day.
pub(super) struct TableLine<'r, G> {
    pub(super) subject: Subject,
    pub(super) axis: Axis,
    /// The value that is compared: of how long ago a day was, the day.
    pub(super) value: &'r Expr,
    /// What each row takes, piece by piece, in the order of the file.
    pub(super) pieces: Vec<(Interval, &'r TableRow<G>)>,
}

impl<'r, G> TableLine<'r, G> {
    /// `None` where it goes by something else.
    pub(super) fn of(table: &'r Table<G>, rules: &'r Rules, lines: &Lines) -> Option<TableLine<'r, G>> {
        let subject = subject_of(&table.by, rules)?;
        let value = compared(&table.by, &subject, rules)?;
        let axis = lines.axis(&subject);
        let of_row = |row: &'r TableRow<G>| row.ranges.iter().map(move |range| (Interval::of(range).on(axis), row));
        let pieces = table.rows.iter().flat_map(of_row).filter(|(piece, _)| !piece.is_empty()).collect();
        Some(TableLine { subject, axis, value, pieces })
    }
}

/// The first line of a table: `by company_size`.
pub(super) fn head(context: &Context, table: Place) -> Place {
    let written = context.written(table);
    let head = written.split('{').next().unwrap_or(written).trim_end();
    let start = table.span.start;
    Place { span: Span { start, end: start + head.len() }, ..table }
}
