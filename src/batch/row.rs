//! One row of a block, as it stands in the file or as it was read by itself.

use super::split::{Cell, Kind};
use crate::records::Record;
use std::borrow::Cow;

/// A row.
#[derive(Clone, Copy, Debug)]
pub enum Row<'b> {
    /// As it stands in the file.
    #[doc(hidden)]
    Raw(RawRow<'b>),
    /// Read by itself, since something about it had to be mended.
    Read(&'b Record),
}

/// A row as it stands in the file.
#[derive(Clone, Copy, Debug)]
pub struct RawRow<'b> {
    pub(super) bytes: &'b [u8],
    pub(super) cells: &'b [Cell],
}

impl<'b> Row<'b> {
    /// What a cell says, counted from 0; blank beyond the last.
    pub fn cell(&self, at: usize) -> Cow<'b, str> {
        match self {
            Row::Read(record) => Cow::Borrowed(record.cell(at).unwrap_or("")),
            Row::Raw(row) => match row.cells.get(at).map_or(Inside::Plain(0, 0), |cell| content(row.bytes, *cell)) {
                Inside::Plain(start, end) => String::from_utf8_lossy(row.bytes.get(start..end).unwrap_or_default()),
                Inside::Doubled(start, end) => {
                    let doubled = String::from_utf8_lossy(row.bytes.get(start..end).unwrap_or_default());
                    Cow::Owned(doubled.replace("\"\"", "\""))
                }
            },
        }
    }
}

/// From where to where the content of a cell stands.
#[derive(Clone, Copy, Debug)]
enum Inside {
    Plain(usize, usize),
    /// With doubled quotes.
    Doubled(usize, usize),
}

impl<'b> RawRow<'b> {
    /// The text of a cell that stands in the file just as it would be written; `None` where it would be written otherwise.
    #[inline]
    pub(super) fn as_written(&self, at: usize) -> Option<&'b [u8]> {
        let cell = self.cells.get(at)?;
        match cell.kind {
            Kind::Bare | Kind::QuotedFor | Kind::Doubled => self.bytes.get(cell.start as usize..cell.end as usize),
            Kind::BareWithQuote | Kind::Quoted => None,
        }
    }

    /// The text of all cells, where each would be written just as it stands.
    #[inline]
    pub(super) fn all_as_written(&self) -> Option<&'b [u8]> {
        let (first, last) = (self.cells.first()?, self.cells.last()?);
        let is_so = |cell: &Cell| matches!(cell.kind, Kind::Bare | Kind::QuotedFor | Kind::Doubled);
        let text = self.bytes.get(first.start as usize..last.end as usize);
        text.filter(|_| self.cells.iter().all(is_so))
    }
}

/// Rows that are looked at together.
#[derive(Debug)]
pub(super) enum Rows<'b> {
    /// As they stand in the file: all cells in order, so many a row, and the line of each row.
    Raw { bytes: &'b [u8], cells: &'b [Cell], columns: usize, lines: &'b [u64] },
    /// One that was read by itself.
    Read(&'b Record),
}

impl<'b> Rows<'b> {
    pub(super) fn len(&self) -> usize {
        match self {
            Rows::Raw { lines, .. } => lines.len(),
            Rows::Read(_) => 1,
        }
    }

    /// A row, and the line in which it begins.
    pub(super) fn row(&self, at: usize) -> (Row<'b>, u64) {
        match self {
            Rows::Raw { bytes, cells, columns, lines } => {
                let cells = cells.get(at * columns..(at + 1) * columns).unwrap_or_default();
                (Row::Raw(RawRow { bytes, cells }), lines.get(at).copied().unwrap_or(0))
            }
            Rows::Read(record) => (Row::Read(record), record.line()),
        }
    }

    /// Visits what stands in the cells of a column, row by row: with all that stands before it in the same place in memory.
    #[inline]
    pub(super) fn each(&self, column: usize, mut visit: impl FnMut(usize, Content)) {
        match self {
            Rows::Raw { bytes, cells, columns, .. } => {
                for (row, cell) in cells.iter().skip(column).step_by(*columns).enumerate() {
                    match content(bytes, *cell) {
                        Inside::Plain(start, end) => {
                            visit(row, Content { up_to: bytes.get(..end).unwrap_or_default(), start })
                        }
                        Inside::Doubled(start, end) => {
                            let doubled = String::from_utf8_lossy(bytes.get(start..end).unwrap_or_default());
                            visit(row, Content { up_to: doubled.replace("\"\"", "\"").as_bytes(), start: 0 });
                        }
                    }
                }
            }
            Rows::Read(record) => {
                visit(0, Content { up_to: record.cell(column).unwrap_or("").as_bytes(), start: 0 });
            }
        }
    }
}

/// What stands in a cell.
#[derive(Clone, Copy, Debug)]
pub(super) struct Content<'b> {
    /// It, behind what stands before it in the same place in memory.
    pub(super) up_to: &'b [u8],
    /// Where it begins.
    pub(super) start: usize,
}

impl<'b> Content<'b> {
    #[inline]
    pub(super) fn bytes(&self) -> &'b [u8] {
        self.up_to.get(self.start..).unwrap_or_default()
    }
}

/// From where to where the content of a cell stands, without the quotes around it.
#[inline]
fn content(bytes: &[u8], cell: Cell) -> Inside {
    let (start, end) = (cell.start as usize, (cell.end as usize).min(bytes.len()));
    match cell.kind {
        Kind::Bare | Kind::BareWithQuote => Inside::Plain(start, end),
        Kind::Quoted | Kind::QuotedFor => Inside::Plain(start + 1, end.saturating_sub(1)),
        Kind::Doubled => Inside::Doubled(start + 1, end.saturating_sub(1)),
    }
}

/// Writes cells of CSV rows, quoted only where they must be.
#[derive(Clone, Debug)]
pub struct CellWriter {
    delimiter: u8,
    /// Whether raw cells were written with the same delimiter.
    same: bool,
    must_be_quoted: [bool; 256],
}

impl CellWriter {
    /// For rows with one delimiter, from cells that had another.
    pub fn new(delimiter: u8, from: u8) -> CellWriter {
        let mut must_be_quoted = [false; 256];
        for byte in [delimiter, b'"', b'\n', b'\r'] {
            if let Some(place) = must_be_quoted.get_mut(usize::from(byte)) {
                *place = true;
            }
        }
        CellWriter { delimiter, same: delimiter == from, must_be_quoted }
    }

    /// The delimiter.
    pub fn delimiter(&self) -> u8 {
        self.delimiter
    }

    /// Writes a text.
    #[inline]
    pub fn text(&self, out: &mut Vec<u8>, text: &[u8]) {
        let must = |byte: &u8| self.must_be_quoted.get(usize::from(*byte)).copied().unwrap_or(true);
        if !text.iter().any(must) {
            out.extend_from_slice(text);
            return;
        }
        out.push(b'"');
        for byte in text {
            if *byte == b'"' {
                out.push(b'"');
            }
            out.push(*byte);
        }
        out.push(b'"');
    }

    /// Writes all cells of a row, or those of some columns, with a delimiter behind each.
    #[inline]
    pub fn row(&self, out: &mut Vec<u8>, row: &Row, columns: usize, kept: Option<&[usize]>) {
        if let (Row::Raw(raw), None, true) = (row, kept, self.same)
            && let Some(text) = raw.all_as_written()
        {
            out.extend_from_slice(text);
            out.push(self.delimiter);
            return;
        }
        match kept {
            None => (0..columns).for_each(|at| self.cell(out, row, at)),
            Some(kept) => kept.iter().for_each(|at| self.cell(out, row, *at)),
        }
    }

    #[inline]
    fn cell(&self, out: &mut Vec<u8>, row: &Row, at: usize) {
        let as_written = match row {
            Row::Raw(raw) if self.same => raw.as_written(at),
            _ => None,
        };
        match as_written {
            Some(text) => out.extend_from_slice(text),
            None => self.text(out, row.cell(at).as_bytes()),
        }
        out.push(self.delimiter);
    }
}
