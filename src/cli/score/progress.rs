//! How far a long run has come, on a terminal.

use crate::records::grouped;
use indicatif::{ProgressBar, ProgressStyle};
use std::io::{self, IsTerminal, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// Runs shorter than this show nothing.
const PATIENCE: Duration = Duration::from_secs(1);

/// A bar that fills with the bytes read.
#[derive(Debug)]
pub struct Progress {
    read: Arc<AtomicU64>,
    size: Option<u64>,
    begun: Instant,
    bar: Option<ProgressBar>,
    shown: bool,
    what: &'static str,
}

impl Progress {
    /// For a file; `what` is counted, such as leads. Nothing is shown where `quiet`, or where nobody looks.
    pub fn new(file: &Path, what: &'static str, quiet: bool) -> Progress {
        let size = file.metadata().ok().filter(|about| about.is_file()).map(|about| about.len());
        let shown = !quiet && io::stderr().is_terminal();
        Progress { read: Arc::default(), size, begun: Instant::now(), bar: None, shown, what }
    }

    /// How long it has taken so far.
    pub fn so_far(&self) -> Duration {
        self.begun.elapsed()
    }

    /// Counts what is read through it.
    pub fn count(&self, source: Box<dyn Read + Send>) -> Box<dyn Read + Send> {
        Box::new(Counted { source, read: Arc::clone(&self.read) })
    }

    /// Brings the bar up to date; to be called once a record, of which this is the number.
    pub fn tick(&mut self, records: u64) {
        if records.is_multiple_of(1024) {
            self.show(records);
        }
    }

    /// Brings the bar up to date.
    pub fn show(&mut self, records: u64) {
        if !self.shown {
            return;
        }
        if self.bar.is_none() && self.begun.elapsed() > PATIENCE {
            let (bar, template) = match self.size {
                Some(size) => (ProgressBar::new(size), "{bar:40} {percent:>3} %  {msg}  {eta} left"),
                None => (ProgressBar::new_spinner(), "{spinner}  {msg}"),
            };
            let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
            self.bar = Some(bar.with_elapsed(self.begun.elapsed()).with_style(style));
        }
        if let Some(bar) = &self.bar {
            bar.set_position(self.read.load(Ordering::Relaxed));
            bar.set_message(format!("{} {}", grouped(records), self.what));
        }
    }

    /// Takes the bar away, and says how long it took.
    pub fn end(&self) -> Duration {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
        self.begun.elapsed()
    }
}

struct Counted {
    source: Box<dyn Read + Send>,
    read: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.source.read(buffer)?;
        self.read.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}
