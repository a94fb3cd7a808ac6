//! Splits a block of a CSV file into rows and cells, without copying.
//!
//! All signs of a block (delimiters, quotes, line ends) are found first, sixteen bytes at a time; then the rows are walked from sign
//! to sign. Only rows that are as they should be are told here; any other is left to the reader that reads row by row.

use wide::u8x16;

/// A cell of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cell {
    /// Where it begins and ends in the block, quotes included.
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) kind: Kind,
}

/// How a cell is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// As it stands.
    Bare,
    /// As it stands, with a quote somewhere inside.
    BareWithQuote,
    /// Between quotes that it could do without.
    Quoted,
    /// Between quotes, since it holds a delimiter or a line end.
    QuotedFor,
    /// Between quotes, with doubled quotes inside.
    Doubled,
}

/// What stands next in a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// A row: where it begins, where its last cell ends, and in how many lines more than one.
    Row {
        start: usize,
        end: usize,
    },
    /// A row that is not as it should be, or that the block does not hold as a whole: where it begins.
    Odd(usize),
    End,
}

/// Walks the rows of a block.
#[derive(Debug)]
pub(super) struct Walk<'b> {
    bytes: &'b [u8],
    signs: Signs<'b>,
    delimiter: u8,
    line_end: u8,
    /// Where the next row begins.
    start: usize,
    /// The line, from 1, in which the next byte stands.
    line: u64,
}

/// The signs of a block that are still ahead: a bit for each byte, 64 in a word.
#[derive(Clone, Copy, Debug)]
struct Signs<'b> {
    words: &'b [u64],
    at: usize,
    /// What is left of the present word.
    word: u64,
}

impl Signs<'_> {
    /// Goes to a byte.
    fn go_to(&mut self, byte: usize) {
        self.at = byte / 64;
        self.word = self.words.get(self.at).map_or(0, |word| word & u64::MAX << (byte % 64));
    }

    /// Where the next sign stands.
    #[inline]
    fn peek(&mut self) -> Option<usize> {
        while self.word == 0 {
            self.word = *self.words.get(self.at + 1)?;
            self.at += 1;
        }
        Some(64 * self.at + self.word.trailing_zeros() as usize)
    }

    /// Passes over the sign that was looked at.
    #[inline]
    fn pass(&mut self) {
        self.word &= self.word.wrapping_sub(1);
    }
}

impl<'b> Walk<'b> {
    pub(super) fn new(bytes: &'b [u8], signs: &'b [u64], delimiter: u8, line_end: u8, line: u64) -> Walk<'b> {
        let mut signs = Signs { words: signs, at: 0, word: 0 };
        signs.go_to(0);
        Walk { bytes, signs, delimiter, line_end, start: 0, line }
    }

    /// The line in which the next row begins.
    pub(super) fn line(&self) -> u64 {
        self.line
    }

    /// Goes on behind what another reader has read.
    pub(super) fn go_on(&mut self, start: usize, line: u64) {
        (self.start, self.line) = (start, line);
        self.signs.go_to(start);
    }

    /// Passes over line ends.
    #[inline]
    pub(super) fn skip_line_ends(&mut self) {
        while let Some(byte @ (b'\n' | b'\r')) = self.bytes.get(self.start) {
            self.line += u64::from(*byte == self.line_end);
            self.start += 1;
            self.signs.peek();
            self.signs.pass();
        }
    }

    /// The next row, behind any line ends; its cells are put behind those in `cells`. The lines in it are counted. Behind an odd one
    /// it is to be said where to go on.
    #[inline]
    pub(super) fn next(&mut self, cells: &mut Vec<Cell>) -> Next {
        self.skip_line_ends();
        let (bytes, row) = (self.bytes, self.start);
        if row >= bytes.len() {
            return Next::End;
        }
        let (mut signs, mut start, mut lines) = (self.signs, row, 0);
        loop {
            let mut kind = Kind::Bare;
            let end;
            if bytes.get(start) == Some(&b'"') {
                kind = Kind::Quoted;
                signs.peek();
                signs.pass();
                loop {
                    let Some(sign) = signs.peek() else { return Next::Odd(row) };
                    signs.pass();
                    match bytes.get(sign) {
                        Some(b'"') if bytes.get(sign + 1) == Some(&b'"') => {
                            kind = Kind::Doubled;
                            signs.peek();
                            signs.pass();
                        }
                        Some(b'"') => {
                            end = sign + 1;
                            break;
                        }
                        byte => {
                            lines += u64::from(byte == Some(&self.line_end));
                            if kind == Kind::Quoted {
                                kind = Kind::QuotedFor;
                            }
                        }
                    }
                }
                // What follows must be a sign, or nothing.
                if end < bytes.len() && signs.peek() != Some(end) {
                    return Next::Odd(row);
                }
            } else {
                loop {
                    match signs.peek() {
                        Some(sign) if bytes.get(sign) == Some(&b'"') => {
                            kind = Kind::BareWithQuote;
                            signs.pass();
                        }
                        Some(sign) => {
                            end = sign;
                            break;
                        }
                        None => {
                            end = bytes.len();
                            break;
                        }
                    }
                }
            }
            cells.push(Cell { start: start as u32, end: end as u32, kind });
            match bytes.get(end) {
                Some(byte) if *byte == self.delimiter => {
                    signs.pass();
                    start = end + 1;
                }
                // A quote that follows a closing one is no sign that ends a cell.
                Some(b'"') => return Next::Odd(row),
                _ => {
                    (self.start, self.signs) = (end, signs);
                    self.line += lines;
                    return Next::Row { start: row, end };
                }
            }
        }
    }
}

/// Finds the signs of a block: sets the bit of each byte that is one.
pub(super) fn find_signs(bytes: &[u8], delimiter: u8, signs: &mut Vec<u64>) {
    let (delimiters, quotes) = (u8x16::splat(delimiter), u8x16::splat(b'"'));
    let (feeds, returns) = (u8x16::splat(b'\n'), u8x16::splat(b'\r'));
    let mask = |sixteen: &[u8; 16]| {
        let sixteen = u8x16::new(*sixteen);
        let found =
            sixteen.simd_eq(delimiters) | sixteen.simd_eq(quotes) | sixteen.simd_eq(feeds) | sixteen.simd_eq(returns);
        u64::from(found.to_bitmask())
    };
    let (words, rest) = bytes.as_chunks::<64>();
    signs.clear();
    signs.extend(words.iter().map(|word| {
        let (four, _) = word.as_chunks::<16>();
        four.iter().enumerate().fold(0, |found, (at, sixteen)| found | mask(sixteen) << (16 * at))
    }));
    let is_sign = |byte: &u8| matches!(byte, b'"' | b'\n' | b'\r') || *byte == delimiter;
    let last = rest.iter().enumerate().fold(0, |found, (at, byte)| found | u64::from(is_sign(byte)) << at);
    signs.push(last);
}

/// Where the last row of some bytes ends that is there as a whole, with its line end; `None` where there is none. The bytes begin
/// where a row does.
pub(super) fn last_row_end(bytes: &[u8], delimiter: u8) -> Option<usize> {
    // What lies between quotes, and where an open quote begins.
    let mut quoted: Vec<(usize, usize)> = Vec::new();
    let mut from = 0;
    let mut end = bytes.len();
    while let Some(quote) = bytes.get(from..).and_then(|rest| memchr::memchr(b'"', rest)).map(|at| from + at) {
        let before = quote.checked_sub(1).and_then(|at| bytes.get(at));
        let begins_cell = before.is_none_or(|byte| *byte == delimiter || matches!(byte, b'\n' | b'\r'));
        if !begins_cell {
            from = quote + 1;
            continue;
        }
        let mut inside = quote + 1;
        let close = loop {
            let Some(at) = bytes.get(inside..).and_then(|rest| memchr::memchr(b'"', rest)) else { break None };
            let at = inside + at;
            if bytes.get(at + 1) == Some(&b'"') {
                inside = at + 2;
            } else {
                break Some(at);
            }
        };
        match close {
            // A quote at the very end may be the first of two.
            Some(close) if close + 1 < bytes.len() => {
                quoted.push((quote, close));
                from = close + 1;
            }
            _ => {
                end = quote;
                break;
            }
        }
    }
    loop {
        let feed = memchr::memrchr2(b'\n', b'\r', bytes.get(..end)?)?;
        while quoted.last().is_some_and(|(start, _)| *start > feed) {
            quoted.pop();
        }
        match quoted.last() {
            Some((start, close)) if feed < *close => end = *start,
            _ => return Some(feed + 1),
        }
    }
}
