//! The first rows of a result as a table for the terminal.

use super::summary::grouped;
use crate::cli::style::clean_line;
use comfy_table::{ContentArrangement, LineStyle, Row, Table, TableStyle};
use std::io::{self, Write};

/// How many rows are shown.
const ROWS: u64 = 20;

/// How many characters of a cell are shown.
const CELL: usize = 120;

/// The first rows, and how many there are in all.
#[derive(Debug)]
pub struct Preview {
    table: Table,
    records: u64,
    has_key: bool,
}

impl Preview {
    /// For a key of that name and the added columns.
    pub fn new(key: Option<&str>, added: &[String], width: u16) -> Preview {
        let mut table = Table::new();
        let line = LineStyle::none().fill('─').junction('─');
        table.load_style(TableStyle::new().header_separator(line)).set_content_arrangement(ContentArrangement::Dynamic);
        table.set_width(width);
        table.set_header(key.into_iter().chain(added.iter().map(String::as_str)).map(shown));
        Preview { table, records: 0, has_key: key.is_some() }
    }

    /// Takes in a row.
    pub fn add<'c>(&mut self, key: Option<&'c str>, added: impl Iterator<Item = &'c str>) {
        self.records += 1;
        if self.records <= ROWS {
            let key = self.has_key.then(|| key.unwrap_or_default());
            let mut row = Row::from(key.into_iter().chain(added).map(shown).collect::<Vec<_>>());
            row.max_height(1);
            self.table.add_row(row);
        }
    }

    /// How many rows there are in all.
    pub fn records(&self) -> u64 {
        self.records
    }

    /// Shows it on standard output.
    pub fn show(&self) -> io::Result<()> {
        let mut out = io::stdout().lock();
        writeln!(out, "{}", self.table.trim_fmt())?;
        if self.records > ROWS {
            let all = grouped(self.records);
            writeln!(out, "\nthe first {ROWS} of {all} leads; `-o FILE` writes them all")?;
        }
        out.flush()
    }
}

fn shown(cell: &str) -> String {
    let cell = clean_line(cell);
    match cell.char_indices().nth(CELL) {
        Some((end, _)) => format!("{}…", cell.get(..end).unwrap_or_default()),
        None => cell.into_owned(),
    }
}
