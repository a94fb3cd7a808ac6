//! The first rows of a result as a table for the terminal.

use crate::cli::style::clean_line;
use crate::records::grouped;
use comfy_table::{ColumnConstraint, ContentArrangement, LineStyle, Row, Table, TableStyle, Width};
use std::io::{self, Write};

/// How many rows are shown.
const ROWS: u64 = 20;

/// How many characters of a cell are shown.
const CELL: usize = 120;

/// The first rows, and how many there are in all.
#[derive(Debug)]
pub struct Preview {
    header: Vec<String>,
    rows: Vec<Vec<String>>,
    records: u64,
    has_key: bool,
    width: u16,
}

impl Preview {
    /// For a key of that name and the added columns.
    pub fn new(key: Option<&str>, added: &[String], width: u16) -> Preview {
        let header = key.into_iter().chain(added.iter().map(String::as_str)).map(shown).collect();
        Preview { header, rows: Vec::new(), records: 0, has_key: key.is_some(), width }
    }

    /// Takes in a row.
    pub fn add<'c>(&mut self, key: Option<&'c str>, added: impl Iterator<Item = &'c str>) {
        self.records += 1;
        if self.records <= ROWS {
            let key = self.has_key.then(|| key.unwrap_or_default());
            self.rows.push(key.into_iter().chain(added).map(shown).collect());
        }
    }

    /// How many rows there are in all.
    pub fn records(&self) -> u64 {
        self.records
    }

    /// Shows it on standard output.
    pub fn show(&self) -> io::Result<()> {
        let mut out = io::stdout().lock();
        writeln!(out, "{}", self.table().trim_fmt())?;
        if self.records > ROWS {
            let all = grouped(self.records);
            writeln!(out, "\nthe first {ROWS} of {all} leads; `-o FILE` writes them all")?;
        }
        out.flush()
    }

    /// One line a lead; columns in which nothing stands are left out, long texts take the room that is left.
    fn table(&self) -> Table {
        let filled = |at: &usize| self.rows.is_empty() || self.rows.iter().any(|row| !cell(row, *at).is_empty());
        let columns: Vec<usize> = (0..self.header.len()).filter(filled).collect();
        let longest = |at: usize| self.rows.iter().map(|row| cell(row, at).chars().count()).max().unwrap_or(0);
        let line = LineStyle::none().fill('─').junction('─');
        let mut table = Table::new();
        table.load_style(TableStyle::new().header_separator(line));
        table.set_content_arrangement(ContentArrangement::Dynamic).set_width(self.width);
        table.set_header(columns.iter().map(|at| cell(&self.header, *at)));
        for row in &self.rows {
            let mut row = Row::from(columns.iter().map(|at| cell(row, *at)).collect::<Vec<_>>());
            row.max_height(1);
            table.add_row(row);
        }
        table.set_constraints(columns.iter().map(|at| match longest(*at) {
            0..=28 => ColumnConstraint::ContentWidth,
            _ => {
                // A heading is never broken.
                let heading = cell(&self.header, *at).chars().count() + 2;
                ColumnConstraint::LowerBoundary(Width::Fixed(u16::try_from(heading.max(12)).unwrap_or(u16::MAX)))
            }
        }));
        table
    }
}

fn cell(row: &[String], at: usize) -> &str {
    row.get(at).map(String::as_str).unwrap_or_default()
}

fn shown(cell: &str) -> String {
    let cell = clean_line(cell);
    match cell.char_indices().nth(CELL) {
        Some((end, _)) => format!("{}…", cell.get(..end).unwrap_or_default()),
        None => cell.into_owned(),
    }
}
