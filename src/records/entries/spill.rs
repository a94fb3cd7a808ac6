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

/// Some bytes of it, and what was written before for the same key: a chain, of which memory holds the last piece alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Piece {
    start: u64,
    /// Without the link; 0 where there is no piece.
    length: u32,
}

/// Which piece stands before another: its start and its length.
const LINK: usize = size_of::<u64>() + size_of::<u32>();

impl Piece {
    /// Whether there is no piece.
    pub fn is_empty(self) -> bool {
        self.length == 0
    }

    /// How many bytes these are.
    pub fn length(self) -> usize {
        usize::try_from(self.length).unwrap_or(usize::MAX)
    }

    fn end(self) -> Option<u64> {
        self.start.checked_add(LINK as u64)?.checked_add(u64::from(self.length))
    }
}

/// Writes bytes behind the piece that came before for their key.
pub(super) type WritePiece<'w> = dyn FnMut(Piece, &[u8]) -> io::Result<Piece> + 'w;

impl SpillArea {
    pub fn new(open: OpenSpill) -> SpillArea {
        SpillArea { open: Some(open), area: None, end: 0 }
    }

    /// Writes many pieces, one behind the other; what `fill` is given writes one.
    pub fn write(&mut self, fill: impl FnOnce(&mut WritePiece) -> io::Result<()>) -> io::Result<()> {
        if let Some(open) = self.open.take() {
            self.area = Some(open()?);
        }
        let area = self.area.as_mut().ok_or_else(|| io::Error::other("there is no place beside memory"))?;
        area.seek(SeekFrom::Start(self.end))?;
        let mut out = io::BufWriter::with_capacity(1 << 20, area);
        let end = &mut self.end;
        fill(&mut |before, bytes| {
            if bytes.is_empty() {
                return Ok(before);
            }
            let piece = Piece { start: *end, length: u32::try_from(bytes.len()).map_err(io::Error::other)? };
            out.write_all(&before.start.to_le_bytes())?;
            out.write_all(&before.length.to_le_bytes())?;
            out.write_all(bytes)?;
            *end = piece.end().ok_or_else(|| io::Error::other("there is too much of it"))?;
            Ok(piece)
        })?;
        out.flush()
    }

    /// Adds the bytes of a piece to `bytes`; the piece before it.
    pub fn read(&mut self, piece: Piece, bytes: &mut Vec<u8>) -> io::Result<Piece> {
        let area = self.area.as_mut().ok_or_else(|| io::Error::other("there is no place beside memory"))?;
        area.seek(SeekFrom::Start(piece.start))?;
        let from = bytes.len();
        bytes.resize(from + LINK + piece.length(), 0);
        let read = bytes.get_mut(from..).unwrap_or_default();
        area.read_exact(read)?;
        let before = read.split_first_chunk().and_then(|(start, rest)| {
            let before = Piece { start: u64::from_le_bytes(*start), length: u32::from_le_bytes(*rest.first_chunk()?) };
            // It stands before this one, or what was written has changed.
            (before.is_empty() || before.end()? <= piece.start).then_some(before)
        });
        bytes.drain(from..from + LINK);
        before.ok_or_else(|| io::ErrorKind::InvalidData.into())
    }
}

impl fmt::Debug for SpillArea {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SpillArea").field("end", &self.end).finish_non_exhaustive()
    }
}
