//! From the bytes of a file to text: unpacking, decoding, and telling apart what is no text.

use super::error::{ReadError, shown};
use super::input::{Input, read_error};
use encoding_rs::{Encoding, UTF_8};
use encoding_rs_io::DecodeReaderBytesBuilder;
use flate2::read::MultiGzDecoder;
use std::io::{self, Cursor, Read};

type Source = Box<dyn Read + Send>;

/// Text, and the encoding that it was decoded from where that was not UTF-8.
pub(super) struct Unpacked {
    pub input: Input,
    pub decoded: Option<&'static Encoding>,
}

/// Unpacks and decodes. A mark at the beginning of a file wins over the encoding named.
pub(super) fn unpack(source: Source, name: &str, encoding: Option<&'static Encoding>) -> Result<Unpacked, ReadError> {
    let file = shown(name);
    let fail = |compressed| {
        let file = file.clone();
        move |error| read_error(&file, compressed, error)
    };
    let (head, source) = peek(source, 16).map_err(fail(false))?;
    let compressed = matches!(head.as_slice(), [0x1f, 0x8b, ..] | [0x28, 0xb5, 0x2f, 0xfd, ..]);
    let source: Source = match head.as_slice() {
        [0x1f, 0x8b, ..] => Box::new(MultiGzDecoder::new(source)),
        [0x28, 0xb5, 0x2f, 0xfd, ..] => Box::new(zstd::Decoder::new(source).map_err(fail(true))?),
        _ => source,
    };
    let (head, source) = peek(source, 4096).map_err(fail(compressed))?;
    if head.is_empty() {
        return Err(ReadError::Empty { file });
    }
    if let Some((kind, help)) = foreign(&head, &file) {
        return Err(ReadError::Foreign { file, kind, help });
    }
    let (encoding, mark) = match Encoding::for_bom(&head) {
        Some((marked, length)) => (Some(marked), length as u64),
        None => (encoding, 0),
    };
    if encoding.is_none() {
        refuse_binary(&head, &file)?;
    }
    let source = skip(source, mark).map_err(fail(compressed))?;
    let decoded = encoding.filter(|encoding| *encoding != UTF_8);
    let source: Source = match decoded {
        Some(_) => Box::new(DecodeReaderBytesBuilder::new().encoding(decoded).bom_sniffing(false).build(source)),
        None => source,
    };
    let input = Input::new(file, source, compressed)?;
    if input.head().is_empty() {
        return Err(ReadError::Empty { file: input.file });
    }
    Ok(Unpacked { input, decoded })
}

/// The first bytes, and a source that still gives all of them.
fn peek(mut source: Source, count: u64) -> io::Result<(Vec<u8>, Source)> {
    let mut head = Vec::new();
    source.by_ref().take(count).read_to_end(&mut head)?;
    Ok((head.clone(), Box::new(Cursor::new(head).chain(source))))
}

fn skip(mut source: Source, count: u64) -> io::Result<Source> {
    io::copy(&mut source.by_ref().take(count), &mut io::sink())?;
    Ok(source)
}

/// Kinds of files that people pass by mistake, by their first bytes.
fn foreign(head: &[u8], file: &str) -> Option<(&'static str, &'static str)> {
    const EXPORT: &str = "open it in a spreadsheet program and save it as CSV (UTF-8)";
    const UNPACK: &str = "unpack it first, and give the file inside";
    const TABLE: &str = "export it as CSV or NDJSON first";
    const PAGE: &str = "it may be a log-in page saved in place of the export: export it again, as CSV";
    Some(match head {
        [b'P', b'K', 3, 4, ..]
            if contains(head, b"xl/")
                || contains(head, b"[Content_Types]")
                || file.to_ascii_lowercase().ends_with(".xlsx") =>
        {
            ("an Excel workbook", EXPORT)
        }
        [b'P', b'K', 3, 4, ..] => ("a zip archive", UNPACK),
        [0xd0, 0xcf, 0x11, 0xe0, ..] => ("an old Excel workbook", EXPORT),
        [b'P', b'A', b'R', b'1', ..] => ("a Parquet file", TABLE),
        [b'S', b'Q', b'L', b'i', b't', b'e', ..] => ("an SQLite database", TABLE),
        [b'O', b'b', b'j', 1, ..] => ("an Avro file", TABLE),
        [b'%', b'P', b'D', b'F', ..] => ("a PDF document", "export it as CSV instead"),
        [b'B', b'Z', b'h', ..] | [0xfd, b'7', b'z', b'X', b'Z', ..] | [b'7', b'z', 0xbc, 0xaf, ..] => {
            ("an archive of a kind that is not unpacked here", UNPACK)
        }
        _ => {
            let start = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
            let begins = |with: &[u8]| start.get(..with.len()).is_some_and(|start| start.eq_ignore_ascii_case(with));
            return (begins(b"<!doctype") || begins(b"<html") || begins(b"<?xml"))
                .then_some(("a web page or XML", PAGE));
        }
    })
}

fn contains(text: &[u8], part: &[u8]) -> bool {
    text.windows(part.len()).any(|window| window == part)
}

/// Bytes of zero are every other one in UTF-16 of plain letters, and many in what is no text; a stray one is let pass.
fn refuse_binary(head: &[u8], file: &str) -> Result<(), ReadError> {
    let zeros = |from: usize| head.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let file = file.to_owned();
    // One or two are slips in a cell, however short the file.
    if (even + odd) * 10 <= head.len() || even + odd < 3 {
        Ok(())
    } else if odd > 8 * even {
        Err(ReadError::Utf16 { file, encoding: "utf-16le" })
    } else if even > 8 * odd {
        Err(ReadError::Utf16 { file, encoding: "utf-16be" })
    } else {
        Err(ReadError::Binary { file })
    }
}
