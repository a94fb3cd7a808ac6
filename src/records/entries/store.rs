//! Entries that wait for their leads: by key, in memory, and beside it where they are too many.

use super::codec::{self, Unread, Values};
use super::held::{Chain, Held};
use super::keys::Keys;
use super::limits::EntryLimits;
use super::room::{MOST_ENTRIES, Room};
use super::spill::{OpenSpill, Piece, SpillArea};
use super::texts::Texts;
use crate::records::bind::BindError;
use crate::records::issues::shown;
use crate::rules::{Entries, FieldId, Lead};
use crate::value::Value;
use crate::value::grouped;
use std::io;

/// Beyond so many bytes, entries of one key are written beside memory in several pieces.
const PIECE: usize = 1 << 20;
/// How many bytes are kept for the next lead.
const KEPT: usize = 1 << 20;

/// The entries of one list, for all leads.
#[derive(Debug)]
pub(super) struct Store {
    /// The fields that rules need, of so many.
    used: Vec<usize>,
    width: usize,
    limits: EntryLimits,
    texts: Texts,
    keys: Keys,
    /// What belongs to each key, by its number.
    waiting: Vec<Waiting>,
    held: Held,
    beside: SpillArea,
    /// How many entries a lead has come for.
    taken: u64,
    /// How many of them were given once more, to another lead of the same key.
    again: u64,
    /// The bytes of the entry that is added, or of the lead that is looked up.
    bytes: Vec<u8>,
}

/// What is left of the entries once all leads have come.
#[derive(Debug, Default)]
pub(super) struct Left<'s> {
    /// How many keys no lead has.
    pub keys: u64,
    /// How many entries these have, whose key differs from that of a lead only in capitals.
    pub near: u64,
    /// The first few of the keys.
    pub some: Vec<&'s str>,
}

/// The entries of one key, in the order in which they came: first what is beside memory, then what is in it.
#[derive(Debug, Default)]
struct Waiting {
    beside: Piece,
    held: Chain,
    count: u32,
    /// Whether a lead has come for them.
    taken: bool,
    /// Whether a lead has come whose key is the same in lower case; told of the first of such keys.
    has_near_lead: bool,
}

/// Why no more entries can be held.
#[derive(Debug)]
pub(super) enum Full {
    /// There are too many different keys; how many there may be.
    Keys(usize),
    /// These are too long; how many bytes they may have.
    KeyBytes(usize),
    /// Memory is full, and nothing can be written beside it.
    Beside(io::Error),
}

impl Store {
    /// For entries of so many fields, of which these are needed.
    pub fn new(width: usize, used: Vec<usize>, beside: OpenSpill, limits: EntryLimits) -> Store {
        Store {
            used,
            width,
            limits,
            texts: Texts::holding(limits.bytes / 4),
            keys: Keys::default(),
            waiting: Vec::new(),
            held: Held::default(),
            beside: SpillArea::new(beside),
            taken: 0,
            again: 0,
            bytes: Vec::new(),
        }
    }

    /// Keeps all fields; to be said before anything is added.
    pub fn use_all(&mut self) {
        self.used = (0..self.width).collect();
    }

    /// Adds an entry: the key of its lead, and the value of each field.
    pub fn add<'v>(&mut self, key: &str, value: impl Fn(usize) -> Option<&'v Value>) -> Result<(), Full> {
        if self.held.len() >= self.limits.bytes {
            self.write_beside().map_err(Full::Beside)?;
        }
        let number = match self.keys.find(key) {
            Some(number) => number,
            None => self.add_key(key)?,
        };
        let Some(waiting) = self.waiting.get_mut(number) else { return Ok(()) };
        waiting.count = waiting.count.saturating_add(1);
        // Entries of which no value is needed take no bytes.
        if self.used.is_empty() {
            return Ok(());
        }
        self.bytes.clear();
        self.used.iter().for_each(|field| codec::write(value(*field), &mut self.texts, &mut self.bytes));
        match self.held.add(&mut waiting.held, &self.bytes) {
            true => Ok(()),
            false => Err(Full::Beside(io::Error::other("an entry is too long"))),
        }
    }

    fn add_key(&mut self, key: &str) -> Result<usize, Full> {
        let EntryLimits { keys, key_bytes, .. } = self.limits;
        if self.keys.len() >= keys {
            return Err(Full::Keys(keys));
        }
        if self.keys.bytes() + key.len() > key_bytes {
            return Err(Full::KeyBytes(key_bytes));
        }
        let number = self.keys.add(key).ok_or(Full::KeyBytes(key_bytes))?;
        self.waiting.push(Waiting::default());
        Ok(number)
    }

    fn write_beside(&mut self) -> io::Result<()> {
        let Store { waiting, held, beside, bytes, .. } = self;
        beside.write(|write| {
            for one in waiting.iter_mut().filter(|one| !one.held.is_empty()) {
                bytes.clear();
                for entry in held.entries(one.held) {
                    bytes.extend(entry);
                    if bytes.len() >= PIECE {
                        one.beside = write(one.beside, bytes)?;
                        bytes.clear();
                    }
                }
                one.beside = write(one.beside, bytes)?;
                one.held = Chain::default();
            }
            Ok(())
        })?;
        self.held.clear();
        Ok(())
    }

    /// Gives a lead the entries of its key, in the order in which they came; how many.
    pub fn give(
        &mut self,
        (list, name): (FieldId, &str),
        key: Option<&str>,
        lead: &mut Lead,
        room: &mut Room,
    ) -> Result<u64, BindError> {
        let entries = lead.entries_mut(list, self.width);
        let Some(key) = key else { return Ok(0) };
        if let Some(first) = self.keys.find_alike(key).and_then(|first| self.waiting.get_mut(first)) {
            first.has_near_lead = true;
        }
        let Some(waiting) = self.keys.find(key).and_then(|number| self.waiting.get_mut(number)) else { return Ok(0) };
        let count = u64::from(waiting.count);
        if !std::mem::replace(&mut waiting.taken, true) {
            self.taken += count;
        } else {
            self.again += count;
            if self.again > self.limits.again {
                return Err(BindError::SharedKey { list: name.to_owned(), key: shown(key), count });
            }
        }
        let (beside, held) = (waiting.beside, waiting.held);
        let too_many = |most| BindError::TooManyEntries {
            list: name.to_owned(),
            lead: format!("the lead with the key `{}`", shown(key)),
            most,
        };
        if count > MOST_ENTRIES as u64 {
            return Err(too_many(format!("{} entries", grouped(MOST_ENTRIES as u64))));
        }
        if self.used.is_empty() {
            let entries_of_lead = usize::try_from(count).unwrap_or(usize::MAX);
            room.take_entries(entries_of_lead, self.width).map_err(|_| too_many(room.most()))?;
            (0..entries_of_lead).for_each(|_| entries.push([]));
            return Ok(count);
        }
        let read = self.take_out(beside, held, entries, room);
        self.bytes.clear();
        self.bytes.shrink_to(KEPT);
        let lost = |why: String| BindError::EntriesLost { list: name.to_owned(), why };
        match read {
            Ok(()) => Ok(count),
            Err(Lost::NoRoom) => Err(too_many(room.most())),
            Err(Lost::Damaged) => Err(lost("what was written beside memory has changed".to_owned())),
            Err(Lost::Beside(error)) => Err(lost(error.to_string())),
        }
    }

    fn take_out(&mut self, beside: Piece, held: Chain, entries: &mut Entries, room: &mut Room) -> Result<(), Lost> {
        let Store { used, width, texts, bytes, held: all, beside: area, .. } = self;
        bytes.clear();
        // The chain beside memory leads from the last piece to the first.
        let (mut piece, mut pieces) = (beside, Vec::new());
        while !piece.is_empty() {
            let from = bytes.len();
            room.take(piece.length())?;
            piece = area.read(piece, bytes)?;
            pieces.push(from..bytes.len());
        }
        // What is in memory counts likewise: how much a lead may have does not depend on what had room there.
        all.entries(held).try_for_each(|entry| room.take(entry.len()))?;
        let pieces = pieces.into_iter().rev().filter_map(|piece| bytes.get(piece));
        for bytes in pieces.chain(all.entries(held)) {
            let mut values = Values { bytes, texts, room };
            while !values.bytes.is_empty() {
                values.room.take_entries(1, *width)?;
                decode(&mut values, used, *width, entries)?;
            }
        }
        Ok(())
    }

    /// How many entries a lead has come for.
    pub fn taken(&self) -> u64 {
        self.taken
    }

    /// The key that came first.
    pub fn first_key(&self) -> Option<&str> {
        (self.keys.len() > 0).then(|| self.keys.get(0))
    }

    /// What no lead has come for, with the first few keys.
    pub fn left(&self, few: usize) -> Left<'_> {
        let mut left = Left::default();
        for (number, waiting) in self.waiting.iter().enumerate().filter(|(_, waiting)| !waiting.taken) {
            let key = self.keys.get(number);
            left.keys += 1;
            if left.some.len() < few {
                left.some.push(key);
            }
            let first = self.keys.find_alike(key).and_then(|first| self.waiting.get(first));
            if first.is_some_and(|first| first.has_near_lead) {
                left.near += u64::from(waiting.count);
            }
        }
        left
    }
}

/// Why entries do not come out again.
enum Lost {
    NoRoom,
    Damaged,
    Beside(io::Error),
}

impl From<io::Error> for Lost {
    fn from(error: io::Error) -> Lost {
        match error.kind() {
            io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof => Lost::Damaged,
            _ => Lost::Beside(error),
        }
    }
}

impl From<super::room::NoRoom> for Lost {
    fn from(_: super::room::NoRoom) -> Lost {
        Lost::NoRoom
    }
}

impl From<Unread> for Lost {
    fn from(unread: Unread) -> Lost {
        match unread {
            Unread::Damaged => Lost::Damaged,
            Unread::NoRoom => Lost::NoRoom,
        }
    }
}

fn decode(values: &mut Values, used: &[usize], width: usize, entries: &mut Entries) -> Result<(), Unread> {
    let mut of_entry = used.iter().copied().peekable();
    let mut failed = None;
    entries.push((0..width).map(|field| match of_entry.next_if_eq(&field) {
        Some(_) if failed.is_none() => values.next().unwrap_or_else(|unread| {
            failed = Some(unread);
            None
        }),
        _ => None,
    }));
    failed.map_or(Ok(()), Err)
}
