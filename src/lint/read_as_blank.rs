//! Values that nobody has for a field, since they are read as blank there.

use super::context::Context;
use super::shorten::listed;
use crate::diagnostic::Finding;
use crate::rules::{Clause, CompareOp, Expr, Field, List, TableRow, Test};
use crate::source::Place;
use crate::syntax::tree::{AttributeKind, ItemKind, Literal};
use crate::value::{Range, Text, Value, fold, trim};

/// How many values are looked at, of how many that stand for blank, and to how many a finding points.
const MOST_VALUES: usize = 20;
const MOST_BLANKS: usize = 200;
const MOST_POINTED_TO: usize = 4;

/// Values of a field all of which are read as blank.
pub(super) struct ReadAsBlank<'r> {
    field: &'r Field,
    /// As a rule file writes them.
    said: Vec<String>,
    /// Where it says so.
    places: Vec<Place>,
}

/// Those that a row is for, where all are read as blank.
pub(super) fn of_row<'r, G>(context: &Context<'r>, by: &Expr, row: &TableRow<G>) -> Option<ReadAsBlank<'r>> {
    let mut values: Vec<Value> = row.texts.iter().cloned().map(Value::Text).collect();
    for range in &row.ranges {
        values.push(single(range)?);
    }
    of(context, by, values)
}

/// Those that a clause asks a field for, where all are read as blank.
pub(super) fn of_clause<'r>(context: &Context<'r>, clause: &Clause) -> Option<ReadAsBlank<'r>> {
    let (field, values) = match &clause.test {
        Test::InList { value, list, negated: false, .. } => (value, of_list(list)),
        Test::SameText { left: field, right: Expr::Text(text), negated: false, .. }
        | Test::SameText { left: Expr::Text(text), right: field, negated: false, .. } => {
            (field, vec![Value::Text(text.clone())])
        }
        Test::Compare(CompareOp::Equal, field, Expr::Number(number))
        | Test::Compare(CompareOp::Equal, Expr::Number(number), field) => (field, vec![Value::Number(*number)]),
        Test::Compare(CompareOp::Equal, field, Expr::Date(day))
        | Test::Compare(CompareOp::Equal, Expr::Date(day), field) => (field, vec![Value::Date(*day)]),
        Test::InRange(field, range, false) => (field, vec![single(range)?]),
        _ => return None,
    };
    of(context, field, values)
}

fn of_list(list: &List) -> Vec<Value> {
    let texts = list.texts.iter().cloned().map(Value::Text);
    let numbers = list.numbers.iter().copied().map(Value::Number);
    texts.chain(numbers).chain(list.dates.iter().copied().map(Value::Date)).take(MOST_VALUES + 1).collect()
}

fn single(range: &Range) -> Option<Value> {
    match range {
        Range::Numbers(range) => range.single().map(Value::Number),
        Range::Dates { low: Some(low), high: Some(high), excludes_high: false } if low == high => {
            Some(Value::Date(*low))
        }
        Range::Dates { .. } => None,
    }
}

fn of<'r>(context: &Context<'r>, by: &Expr, values: Vec<Value>) -> Option<ReadAsBlank<'r>> {
    let Expr::Field(id) = by else { return None };
    let field = context.rules.fields.get(id.0)?;
    let is_long = values.len() > MOST_VALUES || field.read.blanks.texts.len() > MOST_BLANKS;
    if values.is_empty() || is_long || values.iter().any(|value| field.read.may_read(value)) {
        return None;
    }
    let literals = blanks(context, field);
    let places = literals.iter().filter(|(literal, _)| values.iter().any(|value| is_it(literal, value)));
    let places: Vec<Place> = places.map(|(_, place)| *place).take(MOST_POINTED_TO).collect();
    let said = values.iter().map(|value| match value {
        Value::Text(text) => format!("`\"{}\"`", text.shown()),
        value => format!("`{value}`"),
    });
    Some(ReadAsBlank { field, said: said.collect(), places })
}

/// What is written down to stand for blank in a field.
fn blanks<'r>(context: &Context<'r>, field: &Field) -> Vec<(&'r Literal, Place)> {
    let mut all = Vec::new();
    for (file, tree) in &context.checked.trees {
        let mut add = |literals: &'r [Literal]| {
            all.extend(literals.iter().map(|literal| (literal, Place { file: *file, span: literal.span() })));
        };
        for item in &tree.items {
            match &item.kind {
                ItemKind::Blanks(literals) => add(literals),
                ItemKind::Lead(fields) if *file == field.place.file => {
                    for one in fields.iter().filter(|one| one.name.at.0 == field.place.span) {
                        for attribute in &one.attributes {
                            if let AttributeKind::Blank(literals) = &attribute.kind {
                                add(literals);
                            }
                        }
                    }
                }
                _ => {}
            }
        }
    }
    all
}

fn is_it(literal: &Literal, value: &Value) -> bool {
    match (literal, value) {
        (Literal::Number(one), Value::Number(other)) => one.value == *other,
        (Literal::Date(one), Value::Date(other)) => one.value == Some(*other),
        (Literal::Text(one), Value::Text(other)) => fold(trim(&one.value)) == fold(trim(other.shown())),
        (Literal::Text(one), other) => Text::new(trim(&one.value)).shown() == other.to_string(),
        _ => false,
    }
}

impl ReadAsBlank<'_> {
    /// Why such a value never is: `` `"none"` is read as blank, so `vendor` is unknown then ``
    pub(super) fn why(&self) -> String {
        let (values, are) = (listed(self.said.clone()), if self.said.len() == 1 { "is" } else { "are" });
        let name = self.field.written();
        match &self.field.default {
            Some(default) => {
                format!("{values} {are} read as blank, so `{name}` is `{}` then", shown(default))
            }
            None => format!("{values} {are} read as blank, so `{name}` is unknown then"),
        }
    }

    /// What to do with a condition that asks for it.
    pub(super) fn help_for_clause(&self) -> String {
        let blank = self.leave_it();
        match self.field.default {
            Some(_) => format!("ask for another value, or {blank}"),
            None => format!("write `{} is unknown`, or {blank}", self.field.written()),
        }
    }

    /// What to do with a row that is for it.
    pub(super) fn help_for_row(&self, has_unknown: bool) -> String {
        let blank = self.leave_it();
        match (&self.field.default, has_unknown) {
            (Some(_), _) => format!("delete the row, or {blank}"),
            (None, true) => format!("delete the row, since `unknown` has such leads; or {blank}"),
            (None, false) => format!("use the row `unknown` for such leads, or {blank}"),
        }
    }

    fn leave_it(&self) -> String {
        let them = match self.said.as_slice() {
            [one] => one.as_str(),
            _ => "them",
        };
        format!("take {them} out of `blank`")
    }

    /// Points to where it says that.
    pub(super) fn point(&self, finding: Finding) -> Finding {
        if self.places.is_empty() {
            return finding.related(self.field.place, "here it is read as blank");
        }
        self.places.iter().fold(finding, |finding, place| finding.related(*place, "read as blank"))
    }
}

fn shown(value: &Value) -> String {
    match value {
        Value::Text(text) => format!("\"{}\"", text.shown()),
        value => value.to_string(),
    }
}
