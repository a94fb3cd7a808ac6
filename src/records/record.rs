//! One lead as it stands in a file.

use super::object::RawMembers;

/// One record: the cells of a CSV row, or the members of a JSON object with their values as raw text.
///
/// Made once and handed to [`Reader::read`](super::Reader::read) again and again, it keeps its buffers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    line: u64,
    json: bool,
    /// All texts end to end: cells; or name, value, name, value.
    text: String,
    /// Where each text ends; always on a boundary of characters, ascending.
    ends: Vec<usize>,
}

impl Record {
    /// The line of the file, from 1, in which the record begins, counted as an editor counts.
    pub fn line(&self) -> u64 {
        self.line
    }

    /// Whether it is a JSON object rather than a row of cells.
    pub fn is_json(&self) -> bool {
        self.json
    }

    /// The cell of a column, counted from 0; `None` beyond the header and for JSON.
    pub fn cell(&self, column: usize) -> Option<&str> {
        if self.json { None } else { self.piece(column) }
    }

    /// All cells in order; none for JSON.
    pub fn cells(&self) -> impl Iterator<Item = &str> {
        self.pieces().filter(|_| !self.json)
    }

    /// The members of a JSON object in the file's order: each name, and its value as JSON text; none for CSV.
    ///
    /// The value's text is valid JSON and at most 100 levels deep, but may hold what no Rust number or text can, such as `1e400`.
    pub fn members(&self) -> impl Iterator<Item = (&str, &str)> {
        let count = if self.json { self.ends.len() / 2 } else { 0 };
        (0..count).filter_map(|at| Some((self.piece(2 * at)?, self.piece(2 * at + 1)?)))
    }

    /// The value, as JSON text, of the member of exactly that name; the last one where an object repeats a name.
    pub fn member(&self, name: &str) -> Option<&str> {
        self.members().filter(|(member, _)| *member == name).map(|(_, value)| value).last()
    }

    /// The value, as JSON text, of a member, counted from 0.
    fn raw_at(&self, at: usize) -> Option<&str> {
        if self.json { self.piece(2 * at + 1) } else { None }
    }

    fn piece(&self, at: usize) -> Option<&str> {
        let start = if at == 0 { 0 } else { *self.ends.get(at - 1)? };
        self.text.get(start..*self.ends.get(at)?)
    }

    fn pieces(&self) -> impl Iterator<Item = &str> {
        let mut start = 0;
        self.ends.iter().map(move |end| self.text.get(std::mem::replace(&mut start, *end)..*end).unwrap_or(""))
    }

    /// Whether any text holds the character that stands for one that could not be decoded.
    pub(crate) fn has_replacement(&self) -> bool {
        self.text.contains('\u{fffd}')
    }

    /// How many bytes it holds, roughly.
    pub(super) fn size(&self) -> usize {
        self.text.len() + self.ends.len() * size_of::<usize>()
    }

    /// Takes over the cells of a row; `false` where they are not UTF-8.
    pub(super) fn set_cells(&mut self, line: u64, text: &[u8], ends: &[usize]) -> bool {
        let Ok(text) = std::str::from_utf8(text) else { return false };
        if !ends.iter().all(|end| text.is_char_boundary(*end)) {
            return false;
        }
        (self.line, self.json) = (line, false);
        self.text.clear();
        self.text.push_str(text);
        self.ends.clear();
        self.ends.extend_from_slice(ends);
        true
    }

    /// Becomes a row of these cells.
    pub fn take_cells<C: AsRef<str>>(&mut self, line: u64, cells: impl IntoIterator<Item = C>) {
        (self.line, self.json) = (line, false);
        self.text.clear();
        self.ends.clear();
        for cell in cells {
            self.text.push_str(cell.as_ref());
            self.ends.push(self.text.len());
        }
    }

    /// Begins a JSON object without members.
    pub(super) fn set_object(&mut self, line: u64) {
        (self.line, self.json) = (line, true);
        self.text.clear();
        self.ends.clear();
    }

    /// Adds a member to a JSON object.
    pub(super) fn push_member(&mut self, name: &str, raw: &str) {
        for piece in [name, raw] {
            self.text.push_str(piece);
            self.ends.push(self.text.len());
        }
    }
}

impl RawMembers for Record {
    fn names(&self) -> impl Iterator<Item = &str> {
        self.members().map(|(name, _)| name)
    }

    fn raw(&self, at: usize) -> Option<&str> {
        self.raw_at(at)
    }
}
