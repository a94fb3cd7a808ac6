//! Files that are cut off, or made to do harm.

use super::read;
use flate2::write::GzEncoder;
use qualify::records::{Compression, Format, ReadError, ReadOptions, Reader, Record, Step, WriteOptions, Writer};
use std::io::{self, Read, Write};

const TEXT: &[u8] = b"Name,City\nAda,Oslo\nBo,Rome\n";

fn gz(text: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(text).unwrap();
    encoder.finish().unwrap()
}

fn zst(text: &[u8]) -> Vec<u8> {
    zstd::encode_all(text, 3).unwrap()
}

#[test]
fn compressed_files_are_unpacked_whatever_their_name() {
    for (name, bytes) in [
        ("a.csv.gz", gz(TEXT)),
        ("a.csv.zst", zst(TEXT)),
        ("a.csv", gz(TEXT)),
        ("-", zst(TEXT)),
        ("a.csv.gz", TEXT.to_vec()),
        ("a.csv.gz", [gz(b"Name,City\nAda,Oslo\n"), gz(b"Bo,Rome\n")].concat()),
    ] {
        assert_eq!(read(name, &bytes, ReadOptions::default()).unwrap().records.len(), 2, "{name}");
    }
    assert!(matches!(read("a.csv.gz", &gz(b""), ReadOptions::default()), Err(ReadError::Empty { .. })));
}

#[test]
fn a_compressed_file_cut_off_anywhere_is_never_read_as_whole() {
    let long: Vec<u8> =
        (0..20_000).flat_map(|row| format!("{{\"a\":{row},\"b\":{}}}\n", row * 7919 % 1013).into_bytes()).collect();
    for whole in [gz(&long), zst(&long)] {
        for end in [9, 15, 20, whole.len() / 2, whole.len() - 5, whole.len() - 1] {
            let error = read("a.ndjson.gz", &whole[..end], ReadOptions::default()).unwrap_err();
            assert!(matches!(error, ReadError::CutOff { .. }), "{end} of {}: {error}", whole.len());
        }
        let mut damaged = whole.clone();
        let middle = damaged.len() / 2;
        damaged[middle..middle + 20].fill(0x55);
        let error = read("a.ndjson.gz", &damaged, ReadOptions::default()).unwrap_err();
        assert!(matches!(error, ReadError::Corrupt { .. }), "{error}");
        let error =
            read("a.ndjson.gz", &[&whole[..], b"and some more text"].concat(), ReadOptions::default()).unwrap_err();
        assert!(matches!(error, ReadError::AfterEnd { .. }), "{error}");
    }
}

#[test]
fn a_stray_zero_byte_is_text() {
    for text in [&b"a\n\0\n"[..], b"a\n\0x\0\n", b"\0"] {
        let error = read("a.csv", text, ReadOptions::default()).err();
        assert!(error.is_none(), "{error:?}");
    }
}

#[test]
fn a_lone_lead_may_hold_a_list() {
    for text in ["{\"a\":1,\"visits\":[{\"b\":1}]}", "{\"tags\":[1]}", "{\"v\":[{\"b\":1}]}\n{\"v\":[{\"b\":1}]}"] {
        assert!(read("-", text.as_bytes(), ReadOptions::default()).is_ok(), "{text}");
    }
    assert!(read("a.json", b"[{\"v\":[{\"b\":1}]}]", ReadOptions::default()).is_ok());
}

/// Gives the same bytes for ever, and counts them.
struct Endless(&'static [u8], std::sync::Arc<std::sync::atomic::AtomicUsize>);

impl Read for Endless {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = buffer.len() / self.0.len() * self.0.len();
        buffer[..count].chunks_mut(self.0.len()).for_each(|part| part.copy_from_slice(self.0));
        self.1.fetch_add(count, std::sync::atomic::Ordering::Relaxed);
        Ok(count)
    }
}

#[test]
fn a_record_without_end_is_refused_before_memory_runs_out() {
    for (name, start, repeated) in [
        ("a.csv", "a,b\n", "x"),
        ("a.csv", "a,b\n", ","),
        ("a.csv", "a,b\n1,\"", "x\n"),
        ("a.ndjson", "{", "x"),
        ("a.json", "[", "x"),
        ("a.json", "[\n", "{["),
    ] {
        let count = std::sync::Arc::<std::sync::atomic::AtomicUsize>::default();
        let source = io::Cursor::new(start).chain(Endless(repeated.as_bytes(), count.clone()));
        let error = match Reader::open(Box::new(source), name, ReadOptions::default()) {
            Ok(mut reader) => reader.read(&mut Record::default()).unwrap_err(),
            Err(error) => error,
        };
        assert!(matches!(error, ReadError::TooLong { .. } | ReadError::TooWide { .. }), "{name} {start}: {error}");
        assert!(count.load(std::sync::atomic::Ordering::Relaxed) < 20 << 20);
    }
}

#[test]
fn a_byte_of_zero_in_a_cell_passes_through() {
    let file = read("a.csv", b"Name,City\nA\0da,Oslo and far beyond\n", ReadOptions::default()).unwrap();
    assert_eq!(file.records[0].1, ["A\0da", "Oslo and far beyond"]);
}

#[test]
fn a_million_open_brackets_are_one_bad_record() {
    for text in ["[".repeat(1_000_000), format!("[{}", "{\"a\":".repeat(1_000_000))] {
        assert!(matches!(read("a.json", text.as_bytes(), ReadOptions::default()), Err(ReadError::NeverClosed { .. })));
        assert!(read("a.ndjson", text.as_bytes(), ReadOptions::default()).is_err());
    }
}

/// Takes so many bytes and then is full.
struct Disk(usize);

impl Write for Disk {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.0 == 0 {
            return Err(io::ErrorKind::StorageFull.into());
        }
        let taken = bytes.len().min(self.0);
        self.0 -= taken;
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_full_disk_is_an_error_however_late() {
    for format in [Format::Csv, Format::Ndjson, Format::Json] {
        for compression in [Compression::None, Compression::Gzip, Compression::Zstd] {
            for room in [0, 1, 15] {
                let run = || {
                    let mut reader = Reader::open(Box::new(TEXT), "a.csv", ReadOptions::default()).unwrap();
                    let options = WriteOptions { compression, ..WriteOptions::new(format) };
                    let mut writer = Writer::new(Box::new(Disk(room)), reader.columns(), &[], options)?;
                    let mut record = Record::default();
                    while let Step::Record = reader.read(&mut record).unwrap() {
                        writer.write(&record, &[])?;
                    }
                    writer.finish()
                };
                let error = run().unwrap_err();
                assert!(error.to_string().starts_with("the result could not be written"), "{error}");
            }
        }
    }
}
