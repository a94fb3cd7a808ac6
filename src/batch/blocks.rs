//! A file in blocks, each of whole rows.

use super::split::last_row_end;
use crate::records::{Bytes, Input, ReadError, lines};

/// How many bytes a block has, unless a row is longer.
const SIZE: usize = 512 * 1024;

/// Rows that stand together in a file.
#[derive(Debug)]
pub(super) struct Block {
    pub(super) bytes: Vec<u8>,
    /// The line, from 1, in which it begins.
    pub(super) line: u64,
}

/// Reads blocks.
pub(super) struct Blocks {
    input: Input,
    delimiter: u8,
    /// What was read behind the last whole row.
    rest: Vec<u8>,
    line: u64,
    failure: Option<ReadError>,
    is_over: bool,
    size: usize,
}

impl Blocks {
    pub(super) fn new(input: Input, delimiter: u8, size: Option<usize>) -> Blocks {
        let line = input.line();
        let size = size.unwrap_or(SIZE).max(1);
        Blocks { input, delimiter, rest: Vec::new(), line, failure: None, is_over: false, size }
    }

    /// The line end by which lines are counted.
    pub(super) fn line_end(&self) -> u8 {
        self.input.line_end()
    }

    /// The next block, in a buffer that is handed back; `None` at the end.
    ///
    /// # Errors
    ///
    /// The file cannot be read on; what was read before has been given out.
    pub(super) fn next(&mut self, mut buffer: Vec<u8>) -> Result<Option<Block>, ReadError> {
        if let Some(failure) = self.failure.take() {
            self.is_over = true;
            return Err(failure);
        }
        if self.is_over {
            return Ok(None);
        }
        buffer.clear();
        buffer.append(&mut self.rest);
        let mut wanted = self.size;
        loop {
            let before = buffer.len();
            match self.input.read_into(&mut buffer, wanted) {
                Ok(()) => {}
                Err(failure) => {
                    self.failure = Some(failure);
                    // All that is there goes first, but for a row that was cut off.
                    let end = last_row_end(&buffer, self.delimiter).unwrap_or(0);
                    buffer.truncate(end);
                    return match buffer.is_empty() {
                        true => self.next(buffer),
                        false => Ok(Some(self.block(buffer))),
                    };
                }
            }
            if buffer.len() == before {
                self.is_over = true;
                return Ok((!buffer.is_empty()).then(|| self.block(buffer)));
            }
            if let Some(end) = last_row_end(&buffer, self.delimiter) {
                self.rest = buffer.get(end..).unwrap_or_default().to_vec();
                buffer.truncate(end);
                return Ok(Some(self.block(buffer)));
            }
            // A row that is longer than the longest that is read is left to the reader that says so.
            if buffer.len() > LONGEST {
                return Ok(Some(self.block(buffer)));
            }
            wanted = buffer.len().max(self.size);
        }
    }

    /// What is left of the file behind some bytes that were given out.
    pub(super) fn behind(self, mut bytes: Vec<u8>, line: u64) -> Behind {
        bytes.extend_from_slice(&self.rest);
        Behind { bytes, taken: 0, line, input: self.input }
    }

    fn block(&mut self, bytes: Vec<u8>) -> Block {
        let line = self.line;
        self.line += lines(&bytes, self.line_end());
        Block { bytes, line }
    }
}

/// What is left of a file, some of it in memory.
pub(super) struct Behind {
    bytes: Vec<u8>,
    taken: usize,
    line: u64,
    input: Input,
}

impl Behind {
    /// Reads on to see whether a compressed file is sound.
    pub(super) fn check_rest(&mut self) -> Result<(), ReadError> {
        self.input.check_rest()
    }
}

impl Bytes for Behind {
    fn head(&self) -> &[u8] {
        match self.bytes.get(self.taken..) {
            Some(bytes) if !bytes.is_empty() => bytes,
            _ => Bytes::head(&self.input),
        }
    }

    fn fill(&mut self) -> Result<&[u8], ReadError> {
        if self.taken >= self.bytes.len() {
            return self.input.fill();
        }
        Ok(self.head())
    }

    fn advance(&mut self, count: usize) {
        self.line += lines(self.head().get(..count).unwrap_or_default(), self.input.line_end());
        match self.taken < self.bytes.len() {
            true => self.taken = (self.taken + count).min(self.bytes.len()),
            false => self.input.advance(count),
        }
    }

    fn line(&self) -> u64 {
        self.line
    }

    fn line_before(&self, count: usize) -> u64 {
        let before = self.head().get(..count.saturating_sub(1)).unwrap_or_default();
        self.line + lines(before, self.input.line_end())
    }
}

/// Longer than any row that is read.
const LONGEST: usize = 40 << 20;
