//! From the cells of rows to the classes of fields, field by field: what a cell says is read once, and remembered.

use super::row::{Content, Rows};
use crate::plan::{Class, Column, Scorer, Texts};
use crate::records::DataIssues;
use crate::rules::{Field, FieldId, Lead};
use crate::value::{Format, Reading, Type, Value, read_cell};
use std::borrow::Cow;
use std::ops::Range;

/// How the fields of a ruleset are read from rows.
#[derive(Clone, Debug)]
pub(super) struct Fields<'r> {
    each: Vec<FieldCells<'r>>,
    /// For each row the values that are needed beside classes, where any are.
    leads: Option<Vec<Lead>>,
}

#[derive(Clone, Debug)]
struct FieldCells<'r> {
    id: FieldId,
    field: &'r Field,
    /// Its column; `None` where it is read as blank.
    column: Option<usize>,
    /// Whether the plan needs its value beside its class.
    has_value: bool,
    /// Whether numbers can be read as they are usually written.
    is_plain_number: bool,
    /// The class of an empty cell, once it is known and where there is nothing to report about it.
    blank: Option<Class>,
    /// The class of a cell that cannot be read, likewise.
    unreadable: Option<Class>,
    remembered: Texts,
    /// The classes of the rows that are looked at.
    classes: Vec<Class>,
}

/// Set in what is remembered of a cell about which there is something to report each time.
const REPORT: u32 = 1 << 31;

/// The keys of rows, by which the summary tells leads apart.
#[derive(Debug, Default)]
pub(super) struct Keys {
    text: String,
    each: Vec<Range<usize>>,
    is_known: Vec<bool>,
}

/// What is told of cells while they are read.
struct Told<'t> {
    issues: &'t mut DataIssues,
    keys: &'t mut Keys,
}

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
                has_value: needed.is_some_and(|needed| needed.contains(&FieldId(at))),
                is_plain_number: how.kind == Type::Number
                    && how.format == Format::Usual
                    && blanks.numbers.is_empty()
                    && blanks.texts.is_empty(),
                blank: None,
                unreadable: None,
                remembered: Texts::default(),
                classes: Vec::new(),
            }
        });
        let each: Vec<FieldCells> = each.collect();
        Fields { each, leads: needed.map(|_| Vec::new()) }
    }

    /// Reads rows: tells the scorer the classes of their fields, notes what could not be read, and keeps the values that are needed
    /// beside classes.
    pub(super) fn read(&mut self, rows: &Rows, scorer: &mut Scorer, issues: &mut DataIssues, keys: &mut Keys) {
        let Fields { each, leads } = self;
        if scorer.begin_lanes(rows.len()) {
            each.iter_mut().for_each(FieldCells::forget);
        }
        if let Some(leads) = leads {
            let fields = scorer.plan().rules().fields.len();
            leads.resize_with(rows.len().max(leads.len()), || Lead::unknown(fields));
        }
        keys.begin(rows.len());
        let mut told = Told { issues, keys };
        for one in each {
            let column = scorer.column(one.id);
            one.read(rows, column, &mut told, leads.as_deref_mut());
        }
    }

    /// The values of a row that are needed beside classes.
    pub(super) fn lead(&self, row: usize) -> Option<&Lead> {
        self.leads.as_ref()?.get(row)
    }
}

impl FieldCells<'_> {
    /// Forgets the classes of cells.
    fn forget(&mut self) {
        (self.blank, self.unreadable) = (None, None);
        self.remembered.clear();
    }

    /// Reads the field of all rows.
    fn read(&mut self, rows: &Rows, mut column: Option<Column>, told: &mut Told, leads: Option<&mut [Lead]>) {
        let mut classes = std::mem::take(&mut self.classes);
        classes.clear();
        let leads = leads.filter(|_| self.has_value);
        match (self.column, leads) {
            (Some(at), None) if self.is_plain_number => {
                rows.each(at, |row, cell| {
                    let class = match self.number(cell, (row, rows), column.as_mut(), told) {
                        Some(class) => class,
                        None => self.read_anew(Some(cell.bytes()), (row, rows), column.as_mut(), told, None),
                    };
                    classes.push(class);
                });
            }
            (Some(at), None) if !self.field.key => {
                rows.each(at, |row, cell| {
                    let bytes = cell.bytes();
                    let known = if bytes.is_empty() { self.blank } else { self.text(bytes) };
                    classes.push(match known {
                        Some(class) => class,
                        None => self.read_anew(Some(bytes), (row, rows), column.as_mut(), told, None),
                    });
                });
            }
            (Some(at), mut leads) => rows.each(at, |row, cell| {
                let lead = leads.as_mut().and_then(|leads| leads.get_mut(row));
                classes.push(self.read_anew(Some(cell.bytes()), (row, rows), column.as_mut(), told, lead));
            }),
            (None, mut leads) => {
                for row in 0..rows.len() {
                    let lead = leads.as_mut().and_then(|leads| leads.get_mut(row));
                    classes.push(self.read_anew(None, (row, rows), column.as_mut(), told, lead));
                }
            }
        }
        if let Some(column) = &mut column {
            column.put_all(&classes);
        }
        self.classes = classes;
    }

    /// The class of a cell with a text that has been seen before, and about which there is nothing to report.
    #[inline]
    fn text(&mut self, bytes: &[u8]) -> Option<Class> {
        let class = self.remembered.get(bytes)?;
        (class & REPORT == 0).then(|| Class::of(class))
    }

    /// The class of a cell with a plain number, or with something that has been seen before; `None` where it must be read.
    #[inline]
    fn number(
        &mut self,
        cell: Content,
        (row, rows): (usize, &Rows),
        column: Option<&mut Column>,
        told: &mut Told,
    ) -> Option<Class> {
        let bytes = cell.bytes();
        if bytes.is_empty() {
            return self.blank;
        }
        if let Some(number) = few_digits(cell).or_else(|| plain_number(bytes)) {
            if self.field.key {
                told.keys.put_number(row, number, bytes);
            }
            return Some(column.map_or(Class::default(), |column| column.number(number)));
        }
        // No number begins with a letter.
        if let (Some(b'a'..=b'z' | b'A'..=b'Z'), Some(class)) = (bytes.first(), self.unreadable) {
            let line = rows.row(row).1;
            told.issues.unreadable(self.id.0, line, &String::from_utf8_lossy(bytes));
            return Some(class);
        }
        if self.field.key { None } else { self.text(bytes) }
    }

    /// Reads a cell about which nothing is remembered, or something is to be told.
    fn read_anew(
        &mut self,
        bytes: Option<&[u8]>,
        (row, rows): (usize, &Rows),
        mut column: Option<&mut Column>,
        told: &mut Told,
        lead: Option<&mut Lead>,
    ) -> Class {
        let line = rows.row(row).1;
        let text = bytes.map_or(Cow::Borrowed(""), String::from_utf8_lossy);
        let reading = bytes.map_or(Reading::Blank, |_| read_cell(&text, &self.field.read));
        let (mut report, mut is_unreadable) = (0, false);
        let read = match reading {
            Reading::Known(value) => Some(value),
            Reading::Blank => {
                if self.field.required && self.field.default.is_none() {
                    told.issues.missing(self.id.0, line);
                    report = REPORT;
                }
                None
            }
            Reading::Unreadable => {
                told.issues.unreadable(self.id.0, line, &text);
                (report, is_unreadable) = (REPORT, true);
                None
            }
        };
        let value = read.as_ref().or(self.field.default.as_ref());
        if self.field.key {
            told.keys.put(row, value);
        }
        let class = column.as_mut().map_or(Class::default(), |column| column.class(value));
        if let Some(lead) = lead {
            lead.set(self.id, value.cloned());
        }
        // Of a key with a default each cell that has none has that key.
        let is_quick = !(self.field.key && value.is_some());
        match bytes {
            Some(b"") if report == 0 && is_quick => self.blank = Some(class),
            Some(_) if is_unreadable && is_quick => self.unreadable = Some(class),
            _ => {}
        }
        if let Some(bytes) = bytes
            && !self.field.key
            && self.remembered.get(bytes).is_none()
        {
            self.remembered.insert(bytes, class.number() | report);
        }
        class
    }
}

impl Keys {
    /// Begins with so many rows, none of which has a key yet.
    fn begin(&mut self, rows: usize) {
        self.text.clear();
        self.each.clear();
        self.each.resize(rows, 0..0);
        self.is_known.clear();
        self.is_known.resize(rows, false);
    }

    /// The key of a row, where it has one.
    pub(super) fn get(&self, row: usize) -> Option<&str> {
        self.is_known.get(row).filter(|is_known| **is_known)?;
        self.text.get(self.each.get(row)?.clone())
    }

    fn put(&mut self, row: usize, value: Option<&Value>) {
        if let Some(value) = value {
            self.add(row, &value.in_cell());
        }
    }

    /// A number that is shown just as it is written, as most are.
    #[inline]
    fn put_number(&mut self, row: usize, number: f64, written: &[u8]) {
        let is_plain = matches!(written, [b'1'..=b'9', ..]) && !written.contains(&b'.');
        match std::str::from_utf8(written) {
            Ok(written) if is_plain => self.add(row, written),
            _ => self.put(row, Some(&Value::Number(number))),
        }
    }

    fn add(&mut self, row: usize, key: &str) {
        let start = self.text.len();
        self.text.push_str(key);
        if let (Some(range), Some(is_known)) = (self.each.get_mut(row), self.is_known.get_mut(row)) {
            (*range, *is_known) = (start..self.text.len(), true);
        }
    }
}

/// The powers of ten that are doubles, as far as they are needed.
const TENS: [f64; 16] = [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

/// A whole number of at most eight digits, read all at once.
#[inline]
fn few_digits(cell: Content) -> Option<f64> {
    let length = cell.up_to.len() - cell.start;
    if length > 8 {
        return None;
    }
    let bytes = u64::from_le_bytes(*cell.up_to.last_chunk()?);
    // What stands before the cell counts as zeros. It is the lower part, since the last byte is the highest.
    let before = if length == 8 { 0 } else { u64::MAX >> (8 * length) };
    let digits = (bytes & !before | ZEROS & before) ^ ZEROS;
    // Anything but a digit is now more than nine: with 0x76 added it reaches the highest bit of its byte.
    if (digits.wrapping_add(0x7676_7676_7676_7676) | digits) & 0x8080_8080_8080_8080 != 0 {
        return None;
    }
    // Two neighbours each become one number below a hundred, then two of those one below ten thousand, then all.
    let pairs = digits.wrapping_mul(10).wrapping_add(digits >> 8) & 0x00ff_00ff_00ff_00ff;
    let fours = pairs.wrapping_mul(100).wrapping_add(pairs >> 16) & 0x0000_ffff_0000_ffff;
    let all = fours.wrapping_mul(10_000).wrapping_add(fours >> 32) & 0xffff_ffff;
    Some(all as f64)
}

/// Eight zeros as they are written.
const ZEROS: u64 = 0x3030_3030_3030_3030;

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
    let number = match point {
        None if count > 15 => return None,
        None => whole as f64,
        Some(point) if point < count && count <= 15 => whole as f64 / TENS.get(count - point)?,
        Some(_) => return None,
    };
    Some(if negative && number != 0.0 { -number } else { number })
}
