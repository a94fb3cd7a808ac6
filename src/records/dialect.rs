//! How a CSV file parts its cells, told from its beginning.

use csv_core::{ReadRecordResult, ReaderBuilder};

/// The delimiters that are looked for, the likeliest first.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// How many rows are looked at.
const ROWS: usize = 30;

/// What the beginning of a file tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Dialect {
    pub delimiter: u8,
    /// The header stands in one pair of quotes, and holds this many columns.
    pub wrapped_header: Option<usize>,
    /// The length of a first line such as `sep=;`, which Excel writes and reads, with its line end.
    pub preamble: usize,
}

/// Tells the dialect; `delimiter` where the user named it, `likely` where nothing in the text tells; `whole` where no
/// more text follows.
pub(super) fn dialect(head: &[u8], whole: bool, delimiter: Option<u8>, likely: u8) -> Dialect {
    let (preamble, named) = preamble(head);
    let text = head.get(preamble..).unwrap_or_default();
    let candidates: Vec<u8> = delimiter.or(named).map_or(DELIMITERS.to_vec(), |only| vec![only]);
    let best = candidates
        .iter()
        .filter_map(|delimiter| {
            let rows = Rows::read(text, whole, *delimiter);
            let (columns, wrapped) = rows.columns(*delimiter)?;
            let fitting = rows.fitting(columns, *delimiter);
            // Rows that fit weigh more than columns: text in cells holds delimiters, too.
            Some((fitting * fitting * (columns - 1), *delimiter, wrapped.then_some(columns)))
        })
        // The first of equals, so that the likeliest wins.
        .reduce(|best, next| if next.0 > best.0 { next } else { best });
    let otherwise = candidates.first().filter(|_| candidates.len() == 1).copied().unwrap_or(likely);
    let (delimiter, wrapped_header) = best.map_or((otherwise, None), |(_, delimiter, wrapped)| (delimiter, wrapped));
    Dialect { delimiter, wrapped_header, preamble }
}

fn preamble(head: &[u8]) -> (usize, Option<u8>) {
    let after = match head {
        [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', rest @ ..] => rest,
        _ => return (0, None),
    };
    match after {
        [delimiter, b'\r', b'\n', ..] => (7, Some(*delimiter)),
        [delimiter, b'\n' | b'\r', ..] => (6, Some(*delimiter)),
        _ => (0, None),
    }
}

/// The first rows of a text, the header among them.
struct Rows(Vec<Vec<Vec<u8>>>);

impl Rows {
    fn read(text: &[u8], whole: bool, delimiter: u8) -> Rows {
        let mut reader =
            csv::ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(text);
        let mut rows: Vec<Vec<Vec<u8>>> = Vec::new();
        for row in reader.byte_records().take(ROWS).flatten() {
            rows.push(row.iter().map(<[u8]>::to_vec).collect());
        }
        if !whole && rows.len() > 1 && rows.len() < ROWS {
            // The last one may be cut off.
            rows.pop();
        }
        Rows(rows)
    }

    /// The number of columns, and whether the header is wrapped; `None` where there is but one.
    fn columns(&self, delimiter: u8) -> Option<(usize, bool)> {
        let (header, rows) = self.0.split_first()?;
        if header.len() > 1 {
            return Some((header.len(), false));
        }
        // A lone column may well be named `"Name, first"`: only rows of as many cells tell that it is several.
        let columns = unwrapped(header.first()?, delimiter)?.1.len();
        let alike = rows.iter().filter(|row| cells(row, delimiter) == columns).count();
        (alike > 0 && alike * 2 >= rows.len()).then_some((columns, true))
    }

    /// How many rows have that many cells, the header counted.
    fn fitting(&self, columns: usize, delimiter: u8) -> usize {
        1 + self.0.iter().skip(1).filter(|row| cells(row, delimiter) == columns).count()
    }
}

/// The cells of a row, those inside where it is wrapped.
fn cells(row: &[Vec<u8>], delimiter: u8) -> usize {
    match row {
        [only] => unwrapped(only, delimiter).map_or(1, |(_, ends)| ends.len()),
        _ => row.len(),
    }
}

/// The cells that a single cell holds, as texts laid end to end and where each ends; `None` where it is not exactly one
/// row of several cells.
pub(super) fn unwrapped(cell: &[u8], delimiter: u8) -> Option<(Vec<u8>, Vec<usize>)> {
    if !cell.contains(&delimiter) {
        return None;
    }
    let mut core = ReaderBuilder::new().delimiter(delimiter).build();
    let mut text = vec![0; cell.len() + 1];
    let mut ends = vec![0; cell.iter().filter(|byte| **byte == delimiter).count() + 2];
    let (result, read, written, ended) = core.read_record(cell, &mut text, &mut ends);
    let (written, ended) = match result {
        ReadRecordResult::Record if read == cell.len() => (written, ended),
        ReadRecordResult::InputEmpty => {
            // The line end shows whether a quote is still open.
            let (result, _, more, last) = core.read_record(b"\n", text.get_mut(written..)?, ends.get_mut(ended..)?);
            (result == ReadRecordResult::Record).then_some((written + more, ended + last))?
        }
        _ => return None,
    };
    text.truncate(written);
    ends.truncate(ended);
    (ends.len() > 1).then_some((text, ends))
}
