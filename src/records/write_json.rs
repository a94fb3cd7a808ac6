//! JSON objects, one a line, with or without a list around them.

use super::output::Output;
use super::record::Record;
use super::writer::{Added, Keep, WriteError, check_clash};
use std::io::Write;

/// Writes objects.
pub(super) struct JsonWriter {
    output: Output,
    buffer: Vec<u8>,
    /// The columns of CSV input that stay.
    columns: Vec<Column>,
    added: Vec<String>,
    list: bool,
    empty: bool,
    keep: Keep,
}

struct Column {
    at: usize,
    name: String,
    /// A column without a name comes up only where something stands in it.
    nameless: bool,
}

impl JsonWriter {
    pub fn new(output: Output, columns: Option<&[String]>, added: &[String], list: bool, keep: Keep) -> JsonWriter {
        let columns = columns.unwrap_or_default().iter().enumerate().filter(|(_, name)| keep.holds(name));
        let columns = columns
            .map(|(at, name)| match name.trim().is_empty() {
                true => Column { at, name: format!("column {}", at + 1), nameless: true },
                false => Column { at, name: name.clone(), nameless: false },
            })
            .collect();
        let (added, buffer) = (added.to_vec(), Vec::with_capacity(Output::CHUNK));
        JsonWriter { output, buffer, columns, added, list, empty: true, keep }
    }

    pub fn write(&mut self, record: &Record, added: &[Added]) -> Result<(), WriteError> {
        let lead: &[u8] = match (self.list, self.empty) {
            (false, _) => b"{",
            (true, true) => b"[\n{",
            (true, false) => b",\n{",
        };
        self.buffer.extend_from_slice(lead);
        self.empty = false;
        let mut first = true;
        let out = &mut self.buffer;
        for (name, raw) in record.members().filter(|(name, _)| self.keep.holds(name)) {
            check_clash(name, &self.added)?;
            member(out, &mut first, name);
            one_line(out, raw);
        }
        if !record.is_json() {
            for Column { at, name, nameless } in &self.columns {
                match record.cell(*at).unwrap_or("") {
                    "" if *nameless => {}
                    "" => member(out, &mut first, name).extend_from_slice(b"null"),
                    text => quoted(member(out, &mut first, name), text),
                }
            }
        }
        for (name, value) in self.added.iter().zip(added) {
            let out = member(out, &mut first, name);
            match value {
                Added::Blank => out.extend_from_slice(b"null"),
                Added::Number(raw) => out.extend_from_slice(raw.as_bytes()),
                Added::Json(raw) => one_line(out, raw),
                Added::Text(text) => quoted(out, text),
                Added::YesNo(yes) => out.extend_from_slice(if *yes { b"true" } else { b"false" }),
            }
        }
        out.extend_from_slice(if self.list { b"}" } else { b"}\n" });
        if self.buffer.len() >= Output::CHUNK - 4096 {
            self.output.write_all(&self.buffer)?;
            self.buffer.clear();
        }
        Ok(())
    }

    pub fn finish(mut self) -> Result<(), WriteError> {
        let end: &[u8] = match (self.list, self.empty) {
            (false, _) => b"",
            (true, true) => b"[]\n",
            (true, false) => b"\n]\n",
        };
        self.buffer.extend_from_slice(end);
        self.output.write_all(&self.buffer)?;
        Ok(self.output.finish()?)
    }
}

/// Begins a member; its value is to follow.
fn member<'a>(out: &'a mut Vec<u8>, first: &mut bool, name: &str) -> &'a mut Vec<u8> {
    if !std::mem::replace(first, false) {
        out.push(b',');
    }
    quoted(out, name);
    out.push(b':');
    out
}

fn quoted(out: &mut Vec<u8>, text: &str) {
    // Writing a text to memory does not fail.
    let _ = serde_json::to_writer(out, text);
}

/// A JSON value without line ends; they can stand between its parts only, never within a text.
fn one_line(out: &mut Vec<u8>, raw: &str) {
    if raw.contains(['\n', '\r']) {
        raw.split(['\n', '\r']).for_each(|line| out.extend_from_slice(line.trim_ascii().as_bytes()));
    } else {
        out.extend_from_slice(raw.as_bytes());
    }
}
