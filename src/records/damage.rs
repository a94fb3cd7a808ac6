//! What was not as it should be in a file, counted for the summary of a run.

use std::fmt;

/// How often something happened, and in which lines it first did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// How often.
    pub count: u64,
    /// The lines, from 1, of the first few times.
    pub lines: Vec<u64>,
}

impl Tally {
    /// How many lines are remembered.
    pub const SHOWN: usize = 5;

    /// Counts one more.
    pub fn add(&mut self, line: u64) {
        self.count += 1;
        if self.lines.len() < Self::SHOWN {
            self.lines.push(line);
        }
    }

    /// Adds what was counted further down.
    pub fn append(&mut self, later: &Tally) {
        self.count += later.count;
        let room = Self::SHOWN.saturating_sub(self.lines.len());
        self.lines.extend(later.lines.iter().take(room));
    }
}

/// The lines in words: `line 7`, `lines 7, 9 and 12`, `lines 7, 9, 12, 13, 20 and 331 more`.
impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let rest = self.count.saturating_sub(self.lines.len() as u64);
        // Several may be on one line.
        let mut lines = self.lines.clone();
        lines.dedup();
        let lines: Vec<String> = lines.iter().map(u64::to_string).collect();
        match lines.split_last() {
            None => Ok(()),
            Some((only, [])) if rest > 0 => write!(f, "line {only} and {rest} more"),
            _ if rest > 0 => write!(f, "lines {} and {rest} more", lines.join(", ")),
            Some((only, [])) => write!(f, "line {only}"),
            Some((last, before)) => write!(f, "lines {} and {last}", before.join(", ")),
        }
    }
}

/// What a reader mended or left out on its way through a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Damage {
    /// Rows with fewer cells than the header; the missing ones were read as blank.
    pub short_rows: Tally,
    /// Rows with more cells than the header, the surplus ones blank and dropped.
    pub surplus_blank: Tally,
    /// Rows that were wrapped as a whole in one pair of quotes, and were read as meant.
    pub unwrapped: Tally,
    /// Records that could not be read and were handed out as rejected.
    pub rejected: Tally,
    /// Records with characters that the encoding named by the user does not have; they were read as `\u{fffd}`.
    pub undecodable: Tally,
}

impl Damage {
    /// Adds what happened further down in the file.
    #[cfg(feature = "files")]
    pub(crate) fn add(&mut self, later: &Damage) {
        let Damage { short_rows, surplus_blank, unwrapped, rejected, undecodable } = later;
        self.short_rows.append(short_rows);
        self.surplus_blank.append(surplus_blank);
        self.unwrapped.append(unwrapped);
        self.rejected.append(rejected);
        self.undecodable.append(undecodable);
    }

    /// Each kind that happened at least once, with its count: `3 rows shorter than the header, filled up with blanks`.
    pub fn iter(&self) -> impl Iterator<Item = (String, &Tally)> {
        [
            ("row", "shorter than the header, filled up with blanks", &self.short_rows),
            ("row", "with blank cells beyond the header, which were dropped", &self.surplus_blank),
            ("row", "wrapped in one pair of quotes, read as meant", &self.unwrapped),
            ("record", "with characters that the encoding given does not have", &self.undecodable),
            ("record", "that could not be read, left out", &self.rejected),
        ]
        .into_iter()
        .filter(|(.., tally)| tally.count > 0)
        .map(|(what, rest, tally)| {
            let plural = if tally.count == 1 { "" } else { "s" };
            (format!("{} {what}{plural} {rest}", tally.count), tally)
        })
    }
}
