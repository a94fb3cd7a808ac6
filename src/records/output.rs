//! Bytes on their way out, compressed or not.

use super::format::Compression;
use flate2::write::GzEncoder;
use std::io::{self, Write};

type Target = Box<dyn Write + Send>;

/// Compresses what is written to it; only [`Output::finish`] makes it whole.
pub(super) enum Output {
    Plain(Target),
    Gzip(GzEncoder<Target>),
    Zstd(zstd::Encoder<'static, Target>),
}

impl Output {
    /// How much is gathered before it is passed on.
    pub const CHUNK: usize = 64 * 1024;

    pub fn new(target: Target, compression: Compression) -> io::Result<Output> {
        Ok(match compression {
            Compression::None => Output::Plain(target),
            Compression::Gzip => Output::Gzip(GzEncoder::new(target, flate2::Compression::default())),
            Compression::Zstd => Output::Zstd(zstd::Encoder::new(target, zstd::DEFAULT_COMPRESSION_LEVEL)?),
        })
    }

    /// Writes what is still held back.
    pub fn finish(self) -> io::Result<()> {
        match self {
            Output::Plain(target) => Ok(target),
            Output::Gzip(encoder) => encoder.finish(),
            Output::Zstd(encoder) => encoder.finish(),
        }?
        .flush()
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Output::Plain(target) => target.write(bytes),
            Output::Gzip(encoder) => encoder.write(bytes),
            Output::Zstd(encoder) => encoder.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Output::Plain(target) => target.flush(),
            Output::Gzip(encoder) => encoder.flush(),
            Output::Zstd(encoder) => encoder.flush(),
        }
    }
}
