//! From the cells of a row to the classes of fields: what a cell says is read once, and remembered.

use super::row::{Content, RawRow, Row};
use crate::plan::{Class, Scorer, Texts};
use crate::records::DataIssues;
use crate::rules::{Field, FieldId, Lead};
use crate::value::{Format, Reading, Type, Value, read_cell};
use std::borrow::Cow;

/// How the fields of a ruleset are read from rows.
#[derive(Clone, Debug)]
pub(super) struct Fields<'r> {
    each: Vec<FieldCells<'r>>,
    /// The values that are needed beside classes.
    lead: Option<Lead>,
}

#[derive(Clone, Debug)]
struct FieldCells<'r> {
    id: FieldId,
    field: &'r Field,
    /// Its column; `None` where it is read as blank.
    column: Option<usize>,
    /// Whether the plan looks at its class, and at its value.
    has_class: bool,
    has_value: bool,
    /// Whether numbers can be read as they are usually written.
    is_plain_number: bool,
    remembered: Texts,
}

/// Set in what is remembered of a cell about which there is something to report each time.
const REPORT: u32 = 1 << 31;

/// The key of a lead, as the summary tells leads apart.
#[derive(Debug, Default)]
pub(super) struct Key(pub(super) String, pub(super) bool);

impl<'r> Fields<'r> {
    /// For the columns of fields as they were found; `read` says which are read at all.
    pub(super) fn new(scorer: &Scorer<'_, 'r>, columns: &[Option<usize>], read: &[bool]) -> Fields<'r> {
        let plan = scorer.plan();
        let rules = plan.rules();
        let needed = plan.needed();
        let each = rules.fields.iter().enumerate().filter(|(at, _)| read.get(*at) == Some(&true)).map(|(at, field)| {
            let how = &field.read;
            let blanks = &how.blanks;
            FieldCells {
                id: FieldId(at),
                field,
                column: columns.get(at).copied().flatten(),
                has_class: plan.has_class(FieldId(at)),
                has_value: needed.is_some_and(|needed| needed.contains(&FieldId(at))),
                is_plain_number: how.kind == Type::Number
                    && how.format == Format::Usual
                    && blanks.numbers.is_empty()
                    && blanks.texts.is_empty(),
                remembered: Texts::default(),
            }
        });
        let each: Vec<FieldCells> = each.collect();
        Fields { each, lead: needed.map(|_| Lead::unknown(rules.fields.len())) }
    }

    /// Forgets the classes of cells.
    pub(super) fn forget(&mut self) {
        self.each.iter_mut().for_each(|one| one.remembered.clear());
    }

    /// Reads a row: sets the classes of the scorer, notes what could not be read, and gives the values that are needed beside
    /// classes.
    #[inline]
    pub(super) fn read(
        &mut self,
        row: &Row,
        line: u64,
        scorer: &mut Scorer,
        issues: &mut DataIssues,
        key: &mut Key,
    ) -> Option<&Lead> {
        let Fields { each, lead } = self;
        key.1 = false;
        let mut scratch = String::new();
        for one in each {
            let cell = match (row, one.column) {
                (_, None) => Cell::Absent,
                (Row::Read(record), Some(column)) => Cell::Bytes(record.cell(column).unwrap_or("").as_bytes()),
                (Row::Raw(raw), Some(column)) => Cell::of(raw, column, &mut scratch),
            };
            one.read(cell, line, scorer, issues, key, lead.as_mut());
        }
        lead.as_ref()
    }
}

/// What stands in a cell.
enum Cell<'c> {
    /// There is no such column.
    Absent,
    Bytes(&'c [u8]),
}

impl<'c> Cell<'c> {
    #[inline]
    fn of(raw: &RawRow<'c>, column: usize, scratch: &'c mut String) -> Cell<'c> {
        match raw.content(column) {
            Content::Plain(bytes) => Cell::Bytes(bytes),
            Content::Doubled(bytes) => {
                *scratch = String::from_utf8_lossy(bytes).replace("\"\"", "\"");
                Cell::Bytes(scratch.as_bytes())
            }
        }
    }
}

impl FieldCells<'_> {
    #[inline]
    fn read(
        &mut self,
        cell: Cell,
        line: u64,
        scorer: &mut Scorer,
        issues: &mut DataIssues,
        key: &mut Key,
        lead: Option<&mut Lead>,
    ) {
        if let (false, Cell::Bytes(bytes)) = (self.has_value, &cell) {
            if self.is_plain_number
                && let Some(number) = plain_number(bytes)
            {
                if self.has_class {
                    let class = scorer.class_of_number(self.id, number);
                    scorer.set(self.id, class);
                }
                if self.field.key {
                    key.take_number(number, bytes);
                }
                return;
            }
            if !self.field.key
                && let Some(class) = self.remembered.get(bytes)
                && class & REPORT == 0
            {
                scorer.set(self.id, Class::of(class));
                return;
            }
        }
        self.read_anew(cell, line, scorer, issues, key, lead);
    }

    /// Reads a cell about which nothing is remembered, or something is to be told.
    fn read_anew(
        &mut self,
        cell: Cell,
        line: u64,
        scorer: &mut Scorer,
        issues: &mut DataIssues,
        key: &mut Key,
        lead: Option<&mut Lead>,
    ) {
        let (text, reading) = match &cell {
            Cell::Absent => (Cow::Borrowed(""), Reading::Blank),
            Cell::Bytes(bytes) => {
                let text = String::from_utf8_lossy(bytes);
                let reading = read_cell(&text, &self.field.read);
                (text, reading)
            }
        };
        let mut report = 0;
        let read = match reading {
            Reading::Known(value) => Some(value),
            Reading::Blank => {
                if self.field.required && self.field.default.is_none() {
                    issues.missing(self.id.0, line);
                    report = REPORT;
                }
                None
            }
            Reading::Unreadable => {
                issues.unreadable(self.id.0, line, &text);
                report = REPORT;
                None
            }
        };
        let value = read.as_ref().or(self.field.default.as_ref());
        if self.field.key {
            key.take(value);
        }
        let class = scorer.class(self.id, value);
        scorer.set(self.id, class);
        if let Some(lead) = lead.filter(|_| self.has_value) {
            lead.set(self.id, value.cloned());
        }
        if let Cell::Bytes(bytes) = cell
            && !self.field.key
            && self.remembered.get(bytes).is_none()
        {
            self.remembered.insert(bytes, class.number() | report);
        }
    }
}

impl Key {
    /// The key of the lead, where it has one.
    pub(super) fn get(&self) -> Option<&str> {
        self.1.then_some(self.0.as_str())
    }

    fn take(&mut self, value: Option<&Value>) {
        self.0.clear();
        self.1 = value.is_some();
        if let Some(value) = value {
            self.0.push_str(&value.in_cell());
        }
    }

    /// A number that is shown just as it is written, as most are.
    #[inline]
    fn take_number(&mut self, number: f64, written: &[u8]) {
        let is_plain = matches!(written, [b'1'..=b'9', ..]) && !written.contains(&b'.');
        match std::str::from_utf8(written) {
            Ok(written) if is_plain => {
                self.0.clear();
                self.0.push_str(written);
                self.1 = true;
            }
            _ => self.take(Some(&Value::Number(number))),
        }
    }
}

/// The powers of ten that are doubles, as far as they are needed.
const TENS: [f64; 16] = [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

/// A number of at most fifteen digits, such as `-120` or `2.50`; `None` for all that is written otherwise. Both the digits as a whole
/// number and the power of ten are doubles then, so that dividing gives the double nearest to what is written.
#[inline]
fn plain_number(bytes: &[u8]) -> Option<f64> {
    let (negative, digits) = match bytes {
        [b'-', digits @ ..] => (true, digits),
        digits => (false, digits),
    };
    if digits.is_empty() || digits.len() > 16 {
        return None;
    }
    let (mut whole, mut count, mut point) = (0_u64, 0_usize, None);
    for byte in digits {
        match byte {
            b'0'..=b'9' => {
                whole = whole * 10 + u64::from(byte - b'0');
                count += 1;
            }
            b'.' if point.is_none() && count > 0 => point = Some(count),
            _ => return None,
        }
    }
    let places = point.map_or(0, |point| count - point);
    if count > 15 || (point.is_some() && places == 0) {
        return None;
    }
    let number = whole as f64 / TENS.get(places)?;
    Some(if negative && number != 0.0 { -number } else { number })
}
