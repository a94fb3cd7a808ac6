//! What is done with a block: its rows are read, scored, and handed to whoever makes something of them.

use super::blocks::Block;
use super::fields::{Fields, Keys};
use super::row::{Row, Rows};
use super::split::{Cell, Next, Walk, find_signs};
use crate::plan::{Scorer, TOGETHER};
use crate::records::{CsvRows, Damage, DataIssues, Outcome, Part, Problem, ReadError, Record, Rejected};

/// A lead that was scored.
#[derive(Debug)]
pub struct ScoredRow<'a, 'p, 'r> {
    /// As it stands in the file.
    pub row: Row<'a>,
    /// The line, from 1, in which it begins.
    pub line: u64,
    /// Its key, where it has one.
    pub key: Option<&'a str>,
    /// What came out.
    pub scorer: &'a Scorer<'p, 'r>,
}

/// Makes something of each lead; one for each thread.
pub trait Work: Send {
    /// What is made of the leads of a block; it is handed back in the order of the file.
    type Made: Default + Send;

    /// Takes in a lead.
    fn add(&mut self, made: &mut Self::Made, lead: &ScoredRow);
}

/// What became of a block.
#[derive(Debug)]
pub(super) struct Done<M> {
    pub(super) made: M,
    pub(super) leads: u64,
    pub(super) damage: Damage,
    pub(super) issues: DataIssues,
    pub(super) rejected: Vec<Rejected>,
    /// What ended it before its time.
    pub(super) failure: Option<Stopped>,
    /// To be filled anew.
    pub(super) bytes: Vec<u8>,
}

/// Why a block was not read to its end.
#[derive(Debug)]
pub(super) enum Stopped {
    /// A row cannot be read: its line, what is wrong with it, and what of the block follows it.
    Bad {
        line: u64,
        problem: Problem,
        rest: Vec<u8>,
        rest_line: u64,
    },
    Read(ReadError),
}

/// How rows are read that are not as they should be.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reading {
    pub(super) line_end: u8,
    pub(super) skip_bad_records: bool,
    /// Whether the text was decoded, so that what could not be is marked in it.
    pub(super) decoded: bool,
}

/// Reads and scores blocks.
pub(super) struct Worker<'p, 'r, W> {
    scorer: Scorer<'p, 'r>,
    fields: Fields<'r>,
    rows: CsvRows,
    reading: Reading,
    work: W,
    signs: Vec<u64>,
    cells: Vec<Cell>,
    lines: Vec<u64>,
    record: Record,
    keys: Keys,
}

/// How many cells rows that are looked at together may have.
const MOST_CELLS: usize = 1 << 16;

impl<'p, 'r, W: Work> Worker<'p, 'r, W> {
    pub(super) fn new(
        scorer: Scorer<'p, 'r>,
        fields: Fields<'r>,
        rows: CsvRows,
        reading: Reading,
        work: W,
    ) -> Worker<'p, 'r, W> {
        let (signs, cells, lines) = (Vec::new(), Vec::new(), Vec::new());
        let (record, keys) = (Record::default(), Keys::default());
        Worker { scorer, fields, rows, reading, work, signs, cells, lines, record, keys }
    }

    /// The scorer, with its counts, and what was made.
    pub(super) fn finish(self) -> (Scorer<'p, 'r>, W) {
        (self.scorer, self.work)
    }

    /// Reads and scores a block.
    pub(super) fn run(&mut self, block: Block) -> Done<W::Made> {
        let rules = self.scorer.plan().rules();
        let mut done = Done {
            made: W::Made::default(),
            leads: 0,
            damage: Damage::default(),
            issues: DataIssues::of(rules.fields.len()),
            rejected: Vec::new(),
            failure: None,
            bytes: Vec::new(),
        };
        let mut signs = std::mem::take(&mut self.signs);
        let (mut cells, mut lines) = (std::mem::take(&mut self.cells), std::mem::take(&mut self.lines));
        cells.clear();
        lines.clear();
        let (delimiter, columns) = (self.rows.delimiter(), self.rows.columns().len());
        find_signs(&block.bytes, delimiter, &mut signs);
        let is_text = std::str::from_utf8(&block.bytes).is_ok();
        let mut walk = Walk::new(&block.bytes, &signs, delimiter, self.reading.line_end, block.line);
        loop {
            walk.skip_line_ends();
            let (line, before) = (walk.line(), cells.len());
            let next = walk.next(&mut cells);
            let is_fine = match next {
                Next::Row { start, end } => {
                    cells.len() - before == columns && self.is_fine(&block.bytes, start, end, is_text)
                }
                _ => false,
            };
            if is_fine {
                lines.push(line);
                if lines.len() < TOGETHER && cells.len() < MOST_CELLS {
                    continue;
                }
            } else {
                cells.truncate(before);
            }
            if !lines.is_empty() {
                let rows = Rows::Raw { bytes: &block.bytes, cells: &cells, columns, lines: &lines };
                self.add(&mut done, &rows);
                cells.clear();
                lines.clear();
            }
            match next {
                Next::Row { .. } if is_fine => {}
                Next::Row { start, .. } | Next::Odd(start) => {
                    let Some((next, next_line)) = self.odd(&mut done, &block, start, line) else { break };
                    walk.go_on(next, next_line);
                }
                Next::End => break,
            }
        }
        (self.signs, self.cells, self.lines) = (signs, cells, lines);
        done.bytes = block.bytes;
        done
    }

    /// Whether nothing of a row needs a closer look.
    #[inline]
    fn is_fine(&self, bytes: &[u8], start: usize, end: usize, is_text: bool) -> bool {
        if is_text && !self.reading.decoded {
            return true;
        }
        let row = bytes.get(start..end).unwrap_or_default();
        std::str::from_utf8(row).is_ok_and(|row| !self.reading.decoded || !row.contains('\u{fffd}'))
    }

    /// Reads a row by itself; says where the next one begins, unless nothing follows.
    fn odd(&mut self, done: &mut Done<W::Made>, block: &Block, start: usize, line: u64) -> Option<(usize, u64)> {
        let bytes = block.bytes.get(start..).unwrap_or_default();
        let mut part = Part::new(bytes, line, self.reading.line_end);
        let mut record = std::mem::take(&mut self.record);
        let outcome = self.rows.read(&mut part, &mut record, &mut done.damage);
        let (next, next_line) = (start + part.taken(), part.line_now());
        let go_on = match outcome {
            Ok(Outcome::Record) => {
                if self.reading.decoded && record.has_replacement() {
                    done.damage.undecodable.add(record.line());
                }
                self.add(done, &Rows::Read(&record));
                true
            }
            Ok(Outcome::End) => false,
            Ok(Outcome::Bad { line, problem, raw }) if self.reading.skip_bad_records => {
                done.damage.rejected.add(line);
                done.rejected.push(Rejected { line, problem, raw });
                true
            }
            Ok(Outcome::Bad { line, problem, .. }) => {
                let rest = block.bytes.get(next..).unwrap_or_default().to_vec();
                done.failure = Some(Stopped::Bad { line, problem, rest, rest_line: next_line });
                false
            }
            Err(error) => {
                done.failure = Some(Stopped::Read(error));
                false
            }
        };
        self.record = record;
        go_on.then_some((next, next_line))
    }

    /// Reads and scores rows, and hands them on.
    fn add(&mut self, done: &mut Done<W::Made>, rows: &Rows) {
        let Worker { scorer, fields, work, keys, .. } = self;
        fields.read(rows, scorer, &mut done.issues, keys);
        for at in 0..rows.len() {
            scorer.score_lane(at, fields.lead(at));
            let (row, line) = rows.row(at);
            done.leads += 1;
            work.add(&mut done.made, &ScoredRow { row, line, key: keys.get(at), scorer });
        }
        scorer.count_lanes();
    }
}
