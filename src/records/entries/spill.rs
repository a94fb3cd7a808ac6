//! A place beside memory, for entries that do not fit into it.

use std::fmt;
use std::io::{self, Read, Seek, SeekFrom, Write};

/// What can be written on and read again, such as a temporary file.
pub trait Spill: Read + Write + Seek + Send {}

impl<T: Read + Write + Seek + Send> Spill for T {}

/// Opens a place beside memory when it is needed first.
pub type OpenSpill = Box<dyn FnOnce() -> io::Result<Box<dyn Spill>> + Send>;

/// Such a place, perhaps not opened yet.
pub(super) struct SpillArea {
    open: Option<OpenSpill>,
    area: Option<Box<dyn Spill>>,
    end: u64,
}

/// Some bytes of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Extent {
    start: u64,
    length: u32,
}

impl Extent {
    /// How many bytes these are.
    pub fn length(&self) -> usize {
        usize::try_from(self.length).unwrap_or(usize::MAX)
    }
}

impl SpillArea {
    pub fn new(open: OpenSpill) -> SpillArea {
        SpillArea { open: Some(open), area: None, end: 0 }
    }

    /// Writes many pieces, one after the other; what `each` is given writes one.
    pub fn write(
        &mut self,
        fill: impl FnOnce(&mut dyn FnMut(&[u8]) -> io::Result<Extent>) -> io::Result<()>,
    ) -> io::Result<()> {
        if let Some(open) = self.open.take() {
            self.area = Some(open()?);
        }
        let area = self.area.as_mut().ok_or_else(|| io::Error::other("there is no place beside memory"))?;
        area.seek(SeekFrom::Start(self.end))?;
        let mut out = io::BufWriter::with_capacity(1 << 20, area);
        let end = &mut self.end;
        fill(&mut |bytes| {
            let length = u32::try_from(bytes.len()).map_err(io::Error::other)?;
            out.write_all(bytes)?;
            let extent = Extent { start: *end, length };
            *end += u64::from(length);
            Ok(extent)
        })?;
        out.flush()
    }

    /// Adds what stands at an extent to `bytes`.
    pub fn read(&mut self, extent: Extent, bytes: &mut Vec<u8>) -> io::Result<()> {
        let area = self.area.as_mut().ok_or_else(|| io::Error::other("there is no place beside memory"))?;
        area.seek(SeekFrom::Start(extent.start))?;
        let read = Read::take(area, u64::from(extent.length)).read_to_end(bytes)?;
        if read as u64 == u64::from(extent.length) { Ok(()) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
    }
}

impl fmt::Debug for SpillArea {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SpillArea").field("end", &self.end).finish_non_exhaustive()
    }
}
