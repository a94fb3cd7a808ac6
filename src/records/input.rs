//! The bytes of a file, buffered, with the lines counted.

use super::bytes::{Bytes, lines};
use super::error::ReadError;
use std::io::{self, Read};

/// How many unpacked bytes are read on to see whether they are sound.
const CHECKED: usize = 1 << 30;

/// Unpacked and decoded bytes, of which the next ones can be looked at before they are taken.
pub(crate) struct Input {
    /// The file's name as messages show it.
    pub file: String,
    source: Box<dyn Read + Send>,
    compressed: bool,
    buffer: Vec<u8>,
    start: usize,
    end: usize,
    line: u64,
    line_end: u8,
}

impl Input {
    /// How many bytes of its beginning can be looked at.
    pub const HEAD: usize = 64 * 1024;

    /// Reads the beginning.
    pub fn new(file: String, source: Box<dyn Read + Send>, compressed: bool) -> Result<Input, ReadError> {
        let (buffer, line_end) = (vec![0; Self::HEAD], b'\n');
        let mut input = Input { file, source, compressed, buffer, start: 0, end: 0, line: 1, line_end };
        while input.read_more()? > 0 {}
        // Files of old Macs end their lines in a carriage return alone.
        if input.head().contains(&b'\r') && !input.head().contains(&b'\n') {
            input.line_end = b'\r';
        }
        Ok(input)
    }

    /// The bytes that are at hand.
    pub fn head(&self) -> &[u8] {
        self.buffer.get(self.start..self.end).unwrap_or_default()
    }

    /// Whether the bytes at hand are all there were room for, so that more may follow.
    pub fn is_full(&self) -> bool {
        self.end == self.buffer.len()
    }

    /// What ends a line; a carriage return is part of a line that ends in a line feed.
    pub(crate) fn line_end(&self) -> u8 {
        self.line_end
    }

    /// Reads on to see whether a compressed file is sound: where it is damaged, what comes before reads as nonsense.
    pub fn check_rest(&mut self) -> Result<(), ReadError> {
        let mut left = if self.compressed { CHECKED } else { 0 };
        while left > 0 {
            (self.start, self.end) = (0, 0);
            match self.read_more()? {
                0 => break,
                count => left = left.saturating_sub(count),
            }
        }
        Ok(())
    }

    /// Takes at most so many bytes, and puts them behind those of a buffer; none at the end of the file.
    pub(crate) fn read_into(&mut self, buffer: &mut Vec<u8>, most: usize) -> Result<(), ReadError> {
        let at_hand = Input::head(self).get(..most).unwrap_or(Input::head(self));
        if !at_hand.is_empty() {
            let count = at_hand.len();
            buffer.extend_from_slice(at_hand);
            self.start += count;
            return Ok(());
        }
        let before = buffer.len();
        buffer.resize(before + most, 0);
        let mut end = before;
        let result = loop {
            let room = buffer.get_mut(end..).unwrap_or_default();
            if room.is_empty() {
                break Ok(());
            }
            match self.source.read(room) {
                Ok(0) => break Ok(()),
                Ok(count) => end += count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => break Err(read_error(&self.file, self.compressed, error)),
            }
        };
        buffer.truncate(end);
        result
    }

    fn read_more(&mut self) -> Result<usize, ReadError> {
        let room = self.buffer.get_mut(self.end..).unwrap_or_default();
        if room.is_empty() {
            return Ok(0);
        }
        loop {
            match self.source.read(room) {
                Ok(count) => {
                    self.end += count;
                    return Ok(count);
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(read_error(&self.file, self.compressed, error)),
            }
        }
    }
}

impl Bytes for Input {
    fn head(&self) -> &[u8] {
        Input::head(self)
    }

    fn fill(&mut self) -> Result<&[u8], ReadError> {
        if self.start == self.end {
            (self.start, self.end) = (0, 0);
            self.read_more()?;
        }
        Ok(Input::head(self))
    }

    fn advance(&mut self, count: usize) {
        let taken = Input::head(self).get(..count).unwrap_or_default();
        self.line += lines(taken, self.line_end);
        self.start = (self.start + count).min(self.end);
    }

    fn line(&self) -> u64 {
        self.line
    }

    fn line_before(&self, count: usize) -> u64 {
        let before = Input::head(self).get(..count.saturating_sub(1)).unwrap_or_default();
        self.line + lines(before, self.line_end)
    }
}

/// What an error of reading means; unpacking reports its own troubles as errors of reading, too.
pub(super) fn read_error(file: &str, compressed: bool, source: io::Error) -> ReadError {
    let file = file.to_owned();
    let said = source.to_string();
    match source.kind() {
        // What the unpackers say where, after one whole part, another should begin.
        _ if compressed && (said.contains("invalid gzip header") || said.contains("Unknown frame descriptor")) => {
            ReadError::AfterEnd { file }
        }
        io::ErrorKind::UnexpectedEof if compressed => ReadError::CutOff { file },
        io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData | io::ErrorKind::Other
            if compressed && source.raw_os_error().is_none() =>
        {
            ReadError::Corrupt { file }
        }
        _ => ReadError::Io { file, source },
    }
}
