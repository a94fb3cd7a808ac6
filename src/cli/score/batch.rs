//! Leads by the block: what is made of each, and how it is put together again.

use super::stats::Stats;
use super::text::AddedText;
use crate::batch::{Batch, BatchError, CellWriter, ScoredRow, Scoring, Work};
use crate::cli::failure::Failure;
use crate::records::{Damage, DataIssues, Rejected};
use crate::rules::LadderId;
use std::hash::RandomState;

/// What one thread makes of leads.
struct CsvWork<'r> {
    stats: Stats,
    added: AddedText<'r>,
    writer: CellWriter,
    columns: usize,
    kept: Option<Vec<usize>>,
    hasher: RandomState,
}

/// What was made of the leads of a block.
#[derive(Default)]
struct Made {
    /// Rows, as they are written.
    out: Vec<u8>,
    /// What stands for the keys of leads, with their lines.
    keys: Vec<(u64, u64)>,
    /// Ladders the field of whose `never below` named no step, with the line of the lead.
    no_step: Vec<(LadderId, u64)>,
    records: u64,
}

impl Work for CsvWork<'_> {
    type Made = Made;

    fn add(&mut self, made: &mut Made, lead: &ScoredRow) {
        self.stats.add_scored(lead.scorer);
        if let Some(key) = lead.key {
            made.keys.push((Stats::hash_of(&self.hasher, key), lead.line));
        }
        for (at, _) in lead.scorer.scored().names_no_step.iter().enumerate().filter(|(_, no_step)| **no_step) {
            made.no_step.push((LadderId(at), lead.line));
        }
        made.records += 1;
        let begin = made.out.len();
        self.writer.row(&mut made.out, &lead.row, self.columns, self.kept.as_deref());
        let before_added = made.out.len();
        self.added.write(&mut made.out, lead.scorer);
        if made.out.len() == before_added && before_added > begin {
            made.out.pop();
        }
        made.out.push(b'\n');
    }
}

/// What a run over all leads came to.
pub(super) struct Scored {
    pub(super) stats: Stats,
    pub(super) damage: Damage,
    pub(super) issues: DataIssues,
}

/// How rows are written.
pub(super) struct Rows<'c> {
    pub(super) columns: &'c [String],
    /// Which of them stay; all, unless said.
    pub(super) kept: Option<Vec<usize>>,
    /// The delimiters of what is read and of what is written.
    pub(super) from: u8,
    pub(super) to: u8,
    pub(super) reasons: bool,
}

/// Scores all leads; `take` takes in rows as they are written, in order, how many there are, how many leads were in all so far, and
/// what was rejected.
pub(super) fn score(
    batch: Batch,
    scoring: &Scoring,
    rows: &Rows,
    mut take: impl FnMut(&[u8], u64, u64, Vec<Rejected>) -> Result<(), Failure>,
) -> Result<Scored, Failure> {
    let rules = scoring.plan.rules();
    let mut stats = Stats::new(rules);
    let hasher = stats.hasher();
    let writer = CellWriter::new(rows.to, rows.from);
    let make = || CsvWork {
        stats: Stats::new(rules),
        added: AddedText::new(rules, writer.clone(), rows.reasons),
        writer: writer.clone(),
        columns: rows.columns.len(),
        kept: rows.kept.clone(),
        hasher: hasher.clone(),
    };
    let run = batch.run(scoring, make, |made: Made, leads, rejected| {
        made.keys.iter().for_each(|(hash, line)| stats.add_key(*hash, *line));
        for (ladder, line) in &made.no_step {
            stats.add_no_step(*ladder, *line);
        }
        take(&made.out, made.records, leads, rejected)
    });
    let run = run.map_err(|error| match error {
        BatchError::Read(error) => Failure::from(error),
        BatchError::Taken(failure) => failure,
    })?;
    run.work.into_iter().for_each(|work| stats.merge(work.stats));
    stats.add_counts(&run.counts);
    Ok(Scored { stats, damage: run.damage, issues: run.issues })
}
