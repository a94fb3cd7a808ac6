//! A run over a file: who reads, who scores, and in which order results are taken in.

use super::blocks::{Block, Blocks};
use super::fields::Fields;
use super::work::{Done, Reading, Stopped, Work, Worker};
use crate::plan::{Counts, Plan, Scorer};
use crate::records::{CsvParts, CsvRows, Damage, DataIssues, Problem, ReadError, Reader, Rejected};
use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// A CSV file of leads, ready to be read in blocks.
pub struct Batch {
    parts: CsvParts,
}

/// How a run is done.
#[derive(Clone, Debug)]
pub struct Scoring<'p, 'r> {
    /// By what leads are scored.
    pub plan: &'p Plan<'r>,
    /// The column of each field of the rules; `None` where it has none.
    pub columns: Vec<Option<usize>>,
    /// Which fields are read at all.
    pub read: Vec<bool>,
    /// On how many threads; at least one.
    pub threads: usize,
    /// About how many bytes are read at a time; as is best, unless said.
    pub block: Option<usize>,
}

/// What a run came to.
#[derive(Debug)]
pub struct Run<W> {
    /// What each thread did.
    pub work: Vec<W>,
    /// How often rules fired.
    pub counts: Counts,
    /// What was mended or left out.
    pub damage: Damage,
    /// What could not be read.
    pub issues: DataIssues,
}

/// Why a run ended before its time.
#[derive(Debug)]
pub enum BatchError<E> {
    /// The file cannot be read.
    Read(ReadError),
    /// Whoever takes in the results has had enough.
    Taken(E),
}

/// What the threads share.
struct Shared<M> {
    state: Mutex<State<M>>,
    changed: Condvar,
}

struct State<M> {
    /// Blocks that nobody has begun, with their numbers.
    open: VecDeque<(usize, Block)>,
    /// What became of blocks, from the first that was not taken in; `None` where it is being worked on.
    done: VecDeque<Option<Done<M>>>,
    /// The number of the first of these.
    first: usize,
    is_over: bool,
    /// Whether a thread has broken down, so that what it was working on will never be done.
    is_broken: bool,
}

/// Says that a thread has broken down, unless it came to its end.
struct Watch<'s, M> {
    shared: &'s Shared<M>,
    came_to_its_end: bool,
}

impl<M> Drop for Watch<'_, M> {
    fn drop(&mut self) {
        if !self.came_to_its_end {
            self.shared.state().is_broken = true;
            self.shared.changed.notify_all();
        }
    }
}

/// Sends the threads home, also where the one that leads them breaks down.
struct Leader<'s, M>(&'s Shared<M>);

impl<M> Drop for Leader<'_, M> {
    fn drop(&mut self) {
        self.0.state().is_over = true;
        self.0.changed.notify_all();
    }
}

impl<M> Shared<M> {
    fn state(&self) -> MutexGuard<'_, State<M>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Batch {
    /// Whether a file can be read in blocks: CSV of more than one column. In one column a blank line is a lead.
    pub fn can_read(reader: &Reader) -> bool {
        reader.columns().is_some_and(|columns| columns.len() > 1)
    }

    /// A file whose header was read; `None` where it cannot be read in blocks.
    pub fn new(reader: Reader) -> Option<Batch> {
        if !Batch::can_read(&reader) {
            return None;
        }
        reader.into_csv_parts().map(|parts| Batch { parts })
    }

    /// Reads and scores all leads. `make` makes what each thread works with; `take` takes in, in the order of the file, what was made
    /// of each block, how many leads were in all so far, and the records that were rejected.
    ///
    /// # Errors
    ///
    /// The file cannot be read on, or `take` says no; what comes before was taken in.
    pub fn run<'p, 'r, W: Work, E>(
        self,
        scoring: &Scoring<'p, 'r>,
        mut make: impl FnMut() -> W,
        mut take: impl FnMut(W::Made, u64, Vec<Rejected>) -> Result<(), E>,
    ) -> Result<Run<W>, BatchError<E>> {
        let CsvParts { input, rows, skip_bad_records, decoded, damage } = self.parts;
        let mut blocks = Blocks::new(input, rows.delimiter(), scoring.block);
        let reading = Reading { line_end: blocks.line_end(), skip_bad_records, decoded };
        let mut worker = || {
            let scorer = Scorer::counting(scoring.plan);
            let fields = Fields::new(&scorer, &scoring.columns, &scoring.read);
            Worker::new(scorer, fields, rows.anew(), reading, make())
        };
        let issues = DataIssues::of(scoring.plan.rules().fields.len());
        let mut taken = Taken { damage, issues, leads: 0 };
        let shared = Shared {
            state: Mutex::new(State {
                open: VecDeque::new(),
                done: VecDeque::new(),
                first: 0,
                is_over: false,
                is_broken: false,
            }),
            changed: Condvar::new(),
        };
        let others = scoring.threads.saturating_sub(1);
        let mut here = worker();
        let there: Vec<Worker<W>> = (0..others).map(|_| worker()).collect();
        let (ended, there) = std::thread::scope(|scope| {
            let threads: Vec<_> = there
                .into_iter()
                .map(|mut worker| {
                    let shared = &shared;
                    scope.spawn(move || {
                        let mut watch = Watch { shared, came_to_its_end: false };
                        work_on(shared, &mut worker);
                        watch.came_to_its_end = true;
                        worker
                    })
                })
                .collect();
            let most = if others == 0 { 1 } else { 2 * scoring.threads + 2 };
            let leader = Leader(&shared);
            let ended = lead(&shared, &mut blocks, &mut here, most, &mut taken, &mut take);
            drop(leader);
            let there: Vec<Worker<W>> = threads
                .into_iter()
                .map(|thread| thread.join().unwrap_or_else(|broken| std::panic::resume_unwind(broken)))
                .collect();
            (ended, there)
        });
        match ended {
            Ok(()) | Err(Ended::Broken) => {}
            Err(Ended::Read(error)) => return Err(BatchError::Read(error)),
            Err(Ended::Taken(error)) => return Err(BatchError::Taken(error)),
            Err(Ended::Bad(stopped)) => {
                let open = shared.state.into_inner().unwrap_or_else(PoisonError::into_inner).left();
                return Err(BatchError::Read(failure(stopped, open, blocks, &rows)));
            }
        }
        let mut counts = Counts::default();
        let mut all = Vec::new();
        for worker in std::iter::once(here).chain(there) {
            let (mut scorer, work) = worker.finish();
            counts.add(&scorer.counts());
            all.push(work);
        }
        Ok(Run { work: all, counts, damage: taken.damage, issues: taken.issues })
    }
}

/// What was taken in so far.
struct Taken {
    damage: Damage,
    issues: DataIssues,
    leads: u64,
}

enum Ended<E> {
    Read(ReadError),
    Taken(E),
    Bad(Stopped),
    /// A thread has broken down, which is told when it is waited for.
    Broken,
}

/// Reads blocks, takes results in, and works along where there is nothing else to do.
fn lead<W: Work, E>(
    shared: &Shared<W::Made>,
    blocks: &mut Blocks,
    worker: &mut Worker<W>,
    most: usize,
    taken: &mut Taken,
    take: &mut impl FnMut(W::Made, u64, Vec<Rejected>) -> Result<(), E>,
) -> Result<(), Ended<E>> {
    let mut buffers: Vec<Vec<u8>> = Vec::new();
    let mut next = 0;
    // What ended the reading; it counts once all before it was taken in.
    let mut end: Option<Result<(), ReadError>> = None;
    loop {
        let mut state = shared.state();
        if state.is_broken {
            return Err(Ended::Broken);
        }
        let front = match state.done.front() {
            Some(Some(_)) => state.done.pop_front().flatten(),
            _ => None,
        };
        if let Some(done) = front {
            state.first += 1;
            drop(state);
            buffers.push(taken.take(done, take)?);
        } else if end.is_none() && state.done.len() < most {
            drop(state);
            match blocks.next(buffers.pop().unwrap_or_default()) {
                Ok(Some(block)) => {
                    let mut state = shared.state();
                    state.open.push_back((next, block));
                    state.done.push_back(None);
                    next += 1;
                    shared.changed.notify_one();
                }
                Ok(None) => end = Some(Ok(())),
                Err(error) => end = Some(Err(error)),
            }
        } else if let Some((number, block)) = state.open.pop_front() {
            drop(state);
            let done = worker.run(block);
            put(&mut shared.state(), number, done);
        } else if state.done.is_empty() {
            return match end {
                Some(Err(error)) => Err(Ended::Read(error)),
                _ => Ok(()),
            };
        } else {
            drop(shared.changed.wait(state).unwrap_or_else(PoisonError::into_inner));
        }
    }
}

/// Works on blocks until there are no more.
fn work_on<W: Work>(shared: &Shared<W::Made>, worker: &mut Worker<W>) {
    let mut state = shared.state();
    loop {
        if state.is_over {
            return;
        }
        match state.open.pop_front() {
            Some((number, block)) => {
                drop(state);
                let done = worker.run(block);
                state = shared.state();
                put(&mut state, number, done);
                shared.changed.notify_all();
            }
            None => state = shared.changed.wait(state).unwrap_or_else(PoisonError::into_inner),
        }
    }
}

fn put<M>(state: &mut State<M>, number: usize, done: Done<M>) {
    let at = number - state.first;
    if let Some(place) = state.done.get_mut(at) {
        *place = Some(done);
    }
}

impl<M> State<M> {
    /// The bytes of all blocks that were not taken in, in order, with the line in which they begin.
    fn left(self) -> Vec<u8> {
        let mut open: VecDeque<(usize, Block)> = self.open;
        let mut bytes = Vec::new();
        for (at, done) in self.done.into_iter().enumerate() {
            match done {
                Some(done) => bytes.extend(done.bytes),
                None if open.front().is_some_and(|(number, _)| *number == self.first + at) => {
                    bytes.extend(open.pop_front().map(|(_, block)| block.bytes).unwrap_or_default());
                }
                None => {}
            }
        }
        bytes
    }
}

impl Taken {
    /// Takes in a block; hands back its buffer.
    fn take<M, E>(
        &mut self,
        done: Done<M>,
        take: &mut impl FnMut(M, u64, Vec<Rejected>) -> Result<(), E>,
    ) -> Result<Vec<u8>, Ended<E>> {
        self.leads += done.leads;
        self.damage.add(&done.damage);
        self.issues.add(&done.issues);
        take(done.made, self.leads, done.rejected).map_err(Ended::Taken)?;
        match done.failure {
            Some(stopped) => Err(Ended::Bad(stopped)),
            None => Ok(done.bytes),
        }
    }
}

/// What a row that cannot be read means: all that follows is looked at, as the reader does that reads row by row.
fn failure(stopped: Stopped, left: Vec<u8>, blocks: Blocks, rows: &CsvRows) -> ReadError {
    let (line, problem, rest, rest_line) = match stopped {
        Stopped::Read(error) => return error,
        Stopped::Bad { line, problem, rest, rest_line } => (line, problem, rest, rest_line),
    };
    let mut source = blocks.behind([rest, left].concat(), rest_line);
    let failed = match problem {
        Problem::Wrapped { .. } => rows.anew().count_wrapped(&mut source, line),
        problem => source.check_rest().map(|()| ReadError::Bad { file: rows.file(), line, problem }),
    };
    failed.unwrap_or_else(|error| error)
}
