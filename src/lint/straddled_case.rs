//! The lint `straddled-case`.

use super::conditions::{label_tables, tables};
use super::context::Context;
use super::interval::{Axis, Interval};
use super::page::lint;
use super::shorten::shortened;
use crate::analysis::Truths;
use crate::diagnostic::{Finding, Name};
use crate::rules::{Condition, Expr, Field, FieldId, Table, TableRow};
use crate::value::{NumberRange, Range, Truth, Type, Value};

lint! {
    /// Forms and data providers give the size of a company as a band: `11-50`, `51-200`, `201-500`. A table over a `number or
    /// range` whose rows part such a band takes none of these leads: nobody can tell in which row they belong, so they are
    /// counted as unknown.
    ///
    /// ```qual
    /// lead {
    ///   company_size: number or range
    /// }
    ///
    /// by company_size {
    ///   1..49   then +5
    ///   50..500 then +20
    ///   501..   then +30
    /// }
    /// ```
    ///
    /// Part the rows where the usual bands part: after 1, 10, 50, 200, 500, 1000, 5000 or 10000.
    ///
    /// ```qual
    /// lead {
    ///   company_size: number or range
    /// }
    ///
    /// by company_size {
    ///   1..50   then +5
    ///   51..500 then +20
    ///   501..   then +30
    /// }
    /// ```
    ///
    /// Only fields that tell by their names how many people work somewhere are looked at (`company_size`, `employees`), and
    /// only where rows meet: a band of which one part lies in no row at all is left alone.
    StraddledCase, find
}

/// The usual bands of employees; LinkedIn and HubSpot have them.
const USUAL: [(f64, Option<f64>); 8] = [
    (1.0, Some(10.0)),
    (11.0, Some(50.0)),
    (51.0, Some(200.0)),
    (201.0, Some(500.0)),
    (501.0, Some(1000.0)),
    (1001.0, Some(5000.0)),
    (5001.0, Some(10_000.0)),
    (10_001.0, None),
];

/// What names of fields hold that tell how many people work somewhere.
const OF_PEOPLE: [&str; 10] =
    ["employee", "size", "headcount", "head count", "staff", "people", "workforce", "fte", "mitarbeiter", "personnel"];
/// What names hold that tell something else all the same.
const OF_ELSE: [&str; 9] = ["deal", "budget", "order", "revenue", "contract", "price", "list", "basket", "fleet"];

/// How many findings there may be.
const MOST_IN_ALL: usize = 100;

fn find(context: &Context) -> Vec<Finding> {
    let mut findings = Vec::new();
    for one in tables(context.rules) {
        if findings.len() >= MOST_IN_ALL {
            break;
        }
        let blocks: Vec<&Condition> = one.blocks.iter().map(|block| &block.condition).collect();
        findings.extend(of_table(context, one.table, &blocks));
    }
    for table in label_tables(context.rules) {
        findings.extend(of_table(context, table, &[]));
    }
    findings.truncate(MOST_IN_ALL);
    findings
}

fn of_table<'r, G>(context: &Context<'r>, table: &'r Table<G>, blocks: &[&'r Condition]) -> Vec<Finding> {
    // A field that may be a range has no other name.
    let Expr::Field(id) = &table.by else { return Vec::new() };
    let Some(field) = context.rules.fields.get(id.0) else { return Vec::new() };
    if *field.kind() != Type::NumberOrRange || !tells_people(field) {
        return Vec::new();
    }
    let parted = USUAL.iter().filter_map(|(low, high)| {
        let usual = NumberRange::new(Some(*low), *high, false);
        let (lower, upper) = parted(table, &usual)?;
        finding(context, table, *id, blocks, &usual, (lower, upper))
    });
    parted.collect()
}

/// Whether a field tells by its names how many people work somewhere.
fn tells_people(field: &Field) -> bool {
    let names = [Some(field.name.as_str()), field.from.as_deref()].into_iter().flatten();
    let names: String = names.flat_map(|name| [name, " "]).collect::<String>().to_lowercase();
    let holds = |all: &[&str]| all.iter().any(|one| names.contains(one));
    holds(&OF_PEOPLE) && !holds(&OF_ELSE)
}

/// The rows that take the lower and the upper end of a band, where the band as a whole fits none.
fn parted<'t, G>(table: &'t Table<G>, usual: &NumberRange) -> Option<(&'t TableRow<G>, &'t TableRow<G>)> {
    let lies_in = |row: &TableRow<G>| {
        let truths = row.ranges.iter().map(|range| match range {
            Range::Numbers(range) => usual.lies_in(range),
            Range::Dates { .. } => Truth::False,
        });
        truths.fold(Truth::False, Truth::or)
    };
    let decides = table.rows.iter().map(lies_in).find(|truth| *truth != Truth::False);
    if decides != Some(Truth::Unknown) {
        return None;
    }
    let holds = |row: &&TableRow<G>, number: f64| {
        row.ranges.iter().any(|range| matches!(range, Range::Numbers(range) if range.holds(number)))
    };
    let row = |number| table.rows.iter().find(|row| holds(row, number)).or(table.other.as_ref());
    let (lower, upper) = (row(usual.low?)?, row(usual.high.unwrap_or(f64::MAX))?);
    (lower.place != upper.place).then_some((lower, upper))
}

fn finding<'r, G>(
    context: &Context<'r>,
    table: &'r Table<G>,
    field: FieldId,
    blocks: &[&'r Condition],
    usual: &NumberRange,
    (lower, upper): (&TableRow<G>, &TableRow<G>),
) -> Option<Finding> {
    let analysis = &context.analysis;
    let mut goals: Vec<_> = blocks.iter().map(|block| (analysis.formula(block), Truths::TRUE)).collect();
    let low = usual.low?;
    // No lead is made up without an upper end: it is given a far one, and loses it.
    let high = usual.high.unwrap_or(low * 1000.0);
    let whole = Range::Numbers(NumberRange::new(Some(low), Some(high), false));
    goals.push((analysis.lies_in(&table.by, whole), Truths::TRUE));
    for end in [low, high] {
        goals.push((analysis.lies_in(&table.by, Range::Numbers(NumberRange::only(end))), Truths::UNKNOWN));
    }
    let mut lead = analysis.can_be(&goals).lead()?.clone();
    lead.set(field, Some(Value::Range(*usual)));
    let witness = context.witness(&lead);
    let who = context.said(&witness);
    let taken = match &table.unknown {
        Some(_) => "is taken for unknown",
        None => "fits no row",
    };
    let message =
        format!("{who} {taken}: part of it lies in `{}`, part in `{}`", shortened(&lower.said), shortened(&upper.said));
    // The end of the lower row, and the nearest place where usual bands meet.
    let holds = |range: &&Range| matches!(range, Range::Numbers(range) if range.holds(low));
    let ends = lower.ranges.iter().filter(holds).map(|range| Interval::of(range).on(Axis::Whole).high.at);
    let cut = ends.fold(low, f64::max);
    let (below, above) = (low - 1.0, usual.high.unwrap_or(f64::MAX));
    let meets = if below >= 1.0 && cut - below < above - cut { below } else { above };
    let help = format!(
        "forms and data providers give such sizes as `1-10`, `11-50`, `51-200`, `201-500`, `501-1000`, `1001-5000`: part the \
         rows there, after {} instead of {}",
        Axis::Whole.shown(meets),
        Axis::Whole.shown(cut)
    );
    let finding = Finding::new(Name::StraddledCase, upper.place, message);
    let finding = finding.label("the upper part of it lies here");
    Some(finding.related(lower.place, "the lower part of it lies here").help(help).witness(witness))
}
