//! What was not as it should be in a file, counted for the summary of a run.

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
    /// Each kind that happened at least once, in words that follow a number: `12 rows shorter than the header ...`.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &Tally)> {
        [
            ("rows shorter than the header, filled up with blanks", &self.short_rows),
            ("rows with blank cells beyond the header, which were dropped", &self.surplus_blank),
            ("rows wrapped in one pair of quotes, read as meant", &self.unwrapped),
            ("records with characters that are not of the encoding given", &self.undecodable),
            ("records that could not be read, left out", &self.rejected),
        ]
        .into_iter()
        .filter(|(_, tally)| tally.count > 0)
    }
}
