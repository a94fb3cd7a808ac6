//! Bytes that are looked at and then taken, with the lines counted.

use super::error::ReadError;

/// Where records are read from: a file, or a part of one that is in memory.
pub(crate) trait Bytes {
    /// The bytes that are at hand.
    fn head(&self) -> &[u8];
    /// The next bytes, at least one of them; none at the end.
    fn fill(&mut self) -> Result<&[u8], ReadError>;
    /// Takes bytes.
    fn advance(&mut self, count: usize);
    /// The line, from 1, in which the next byte stands.
    fn line(&self) -> u64;
    /// The line in which the last of the next `count` bytes stands; a line end belongs to the line it ends.
    fn line_before(&self, count: usize) -> u64;
}

/// A part of a file, in memory.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Part<'b> {
    bytes: &'b [u8],
    taken: usize,
    line: u64,
    line_end: u8,
}

impl<'b> Part<'b> {
    /// Bytes of which the first stands in that line.
    pub(crate) fn new(bytes: &'b [u8], line: u64, line_end: u8) -> Part<'b> {
        Part { bytes, taken: 0, line, line_end }
    }

    /// The line in which the next byte stands.
    pub(crate) fn line_now(&self) -> u64 {
        self.line
    }

    /// How many bytes were taken.
    pub(crate) fn taken(&self) -> usize {
        self.taken
    }
}

impl Bytes for Part<'_> {
    fn head(&self) -> &[u8] {
        self.bytes.get(self.taken..).unwrap_or_default()
    }

    fn fill(&mut self) -> Result<&[u8], ReadError> {
        Ok(self.head())
    }

    fn advance(&mut self, count: usize) {
        let taken = self.head().get(..count).unwrap_or_default();
        self.line += lines(taken, self.line_end);
        self.taken = (self.taken + count).min(self.bytes.len());
    }

    fn line(&self) -> u64 {
        self.line
    }

    fn line_before(&self, count: usize) -> u64 {
        self.line + lines(self.head().get(..count.saturating_sub(1)).unwrap_or_default(), self.line_end)
    }
}

/// How many lines end in some bytes.
pub(crate) fn lines(bytes: &[u8], line_end: u8) -> u64 {
    memchr::memchr_iter(line_end, bytes).count() as u64
}
