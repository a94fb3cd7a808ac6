//! Reading and writing files of leads.

mod dates;
mod entries;
mod errors;
mod hostile;
mod reading;
mod real_data;
mod round_trip;
mod writing;

use qualify::records::{Damage, ReadError, ReadOptions, Reader, Record, Rejected, Step};

/// Everything that a file gives: its columns, its records as lines of text, what was rejected, what was mended.
#[derive(Debug)]
struct Read {
    columns: Vec<String>,
    records: Vec<(u64, Vec<String>)>,
    rejected: Vec<Rejected>,
    damage: Damage,
    delimiter: char,
}

fn read(name: &str, bytes: &[u8], options: ReadOptions) -> Result<Read, ReadError> {
    let mut reader = Reader::open(Box::new(std::io::Cursor::new(bytes.to_vec())), name, options)?;
    let columns = reader.columns().unwrap_or_default().to_vec();
    let (mut records, mut rejected) = (Vec::new(), Vec::new());
    let mut record = Record::default();
    loop {
        match reader.read(&mut record)? {
            Step::Record => {
                let cells = record.cells().map(str::to_owned);
                let members = record.members().map(|(name, value)| format!("{name}={value}"));
                records.push((record.line(), cells.chain(members).collect()));
            }
            Step::Rejected(one) => rejected.push(one),
            Step::End => break,
        }
    }
    let (damage, delimiter) = (reader.damage().clone(), char::from(reader.delimiter()));
    Ok(Read { columns, records, rejected, damage, delimiter })
}
