//! Entries that wait for their leads: by key, in memory, and beside it where they are too many.

use super::codec::{self, Values};
use super::most_entries;
use super::spill::{Extent, OpenSpill, SpillArea};
use super::texts::Texts;
use crate::records::bind::BindError;
use crate::records::damage::grouped;
use crate::records::issues::shown;
use crate::rules::{Entries, FieldId, Lead};
use crate::value::{Value, fold};
use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher, RandomState};
use std::io;

/// How many bytes of entries are held in memory before they are written beside it.
const IN_MEMORY: usize = 256 << 20;
/// How many different keys there may be, and how many pieces beside memory.
const MOST_KEYS: usize = 3_000_000;
const MOST_PIECES: usize = 10_000_000;
/// Keys may have as many bytes as entries in memory, and at least so many.
const LEAST_KEY_BYTES: usize = 1 << 20;
/// Of how many leads the keys are remembered to find those that differ only in capitals.
const MOST_LEAD_KEYS: usize = 5_000_000;
/// How many bytes of texts the entries of one lead may hold: a text that comes often is held once here, but often by a lead.
const MOST_TEXT: usize = 256 << 20;

/// The entries of one list, for all leads.
#[derive(Debug)]
pub(super) struct Store {
    /// The fields that rules need, of so many.
    used: Vec<usize>,
    width: usize,
    texts: Texts,
    keys: HashMap<Box<str>, Waiting>,
    key_bytes: usize,
    /// How many bytes of entries are in memory, and how many there may be.
    held: usize,
    limit: usize,
    beside: SpillArea,
    pieces: usize,
    /// The bytes of the lead that is looked up.
    bytes: Vec<u8>,
    /// The keys of leads in lower case, hashed: for telling keys apart that differ only in capitals.
    lead_keys: HashSet<u64>,
    hasher: RandomState,
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

/// The entries of one key.
#[derive(Debug, Default)]
struct Waiting {
    /// In the order in which they came: first what is beside memory, then what is in it.
    beside: Vec<Extent>,
    held: Vec<u8>,
    count: u32,
    /// Its place among the keys, in the order in which they came.
    number: u32,
    /// Whether a lead has come for them.
    taken: bool,
}

impl Waiting {
    /// Adds an entry; how many more bytes are taken up.
    fn add<'v>(&mut self, used: &[usize], texts: &mut Texts, value: impl Fn(usize) -> Option<&'v Value>) -> usize {
        let before = self.held.capacity();
        used.iter().for_each(|field| codec::write(value(*field), texts, &mut self.held));
        self.count = self.count.saturating_add(1);
        self.held.capacity() - before
    }
}

/// Why no more entries can be held.
#[derive(Debug)]
pub(super) enum Full {
    /// There are too many different keys, or too many pieces of their entries; how many keys.
    Keys(usize),
    /// Memory is full, and nothing can be written beside it.
    Beside(io::Error),
}

impl Store {
    /// For entries of so many fields, of which these are needed.
    pub fn new(width: usize, used: Vec<usize>, beside: OpenSpill, limit: Option<usize>) -> Store {
        Store {
            used,
            width,
            texts: Texts::default(),
            keys: HashMap::new(),
            key_bytes: 0,
            held: 0,
            limit: limit.unwrap_or(IN_MEMORY),
            beside: SpillArea::new(beside),
            pieces: 0,
            bytes: Vec::new(),
            lead_keys: HashSet::new(),
            hasher: RandomState::new(),
        }
    }

    /// Keeps all fields; to be said before anything is added.
    pub fn use_all(&mut self) {
        self.used = (0..self.width).collect();
    }

    /// Adds an entry: the key of its lead, and the value of each field.
    pub fn add<'v>(&mut self, key: &str, value: impl Fn(usize) -> Option<&'v Value>) -> Result<(), Full> {
        if self.held >= self.limit {
            self.write_beside()?;
        }
        match self.keys.get_mut(key) {
            Some(waiting) => self.held += waiting.add(&self.used, &mut self.texts, value),
            None => {
                if self.keys.len() >= MOST_KEYS || self.key_bytes + key.len() > self.limit.max(LEAST_KEY_BYTES) {
                    return Err(Full::Keys(self.keys.len()));
                }
                let number = u32::try_from(self.keys.len()).unwrap_or(u32::MAX);
                let mut waiting = Waiting { number, ..Waiting::default() };
                self.held += waiting.add(&self.used, &mut self.texts, value);
                self.key_bytes += key.len();
                self.keys.insert(key.into(), waiting);
            }
        }
        Ok(())
    }

    fn write_beside(&mut self) -> Result<(), Full> {
        let keys = self.keys.values_mut().filter(|waiting| !waiting.held.is_empty());
        let mut pieces = self.pieces;
        self.beside
            .write(|write| {
                for waiting in keys {
                    waiting.beside.push(write(&waiting.held)?);
                    waiting.held = Vec::new();
                    pieces += 1;
                }
                Ok(())
            })
            .map_err(Full::Beside)?;
        self.pieces = pieces;
        self.held = 0;
        if self.pieces > MOST_PIECES { Err(Full::Keys(self.keys.len())) } else { Ok(()) }
    }

    /// Gives a lead the entries of its key, in the order in which they came; how many.
    pub fn give(&mut self, list: FieldId, name: &str, key: Option<&str>, lead: &mut Lead) -> Result<u64, BindError> {
        let entries = lead.entries_mut(list, self.width);
        entries.clear();
        if let Some(key) = key.filter(|_| self.lead_keys.len() < MOST_LEAD_KEYS) {
            self.lead_keys.insert(self.hasher.hash_one(fold(key)));
        }
        let Some(waiting) = key.and_then(|key| self.keys.get_mut(key)) else { return Ok(0) };
        waiting.taken = true;
        let too_many = |most| BindError::TooManyEntries {
            list: name.to_owned(),
            lead: format!("the lead with the key `{}`", shown(key.unwrap_or_default())),
            most,
        };
        let most = most_entries(self.width);
        if usize::try_from(waiting.count).unwrap_or(usize::MAX) > most {
            return Err(too_many(format!("{} entries", grouped(most as u64))));
        }
        let damaged = |why: String| BindError::EntriesLost { list: name.to_owned(), why };
        if waiting.beside.iter().map(Extent::length).sum::<usize>() > MOST_TEXT {
            return Err(too_many(format!("{} MB", MOST_TEXT >> 20)));
        }
        self.bytes.clear();
        for extent in &waiting.beside {
            self.beside.read(*extent, &mut self.bytes).map_err(|error| damaged(error.to_string()))?;
        }
        let count = u64::from(waiting.count);
        for bytes in [self.bytes.as_slice(), &waiting.held] {
            let mut values = Values { bytes, texts: &self.texts, text_bytes: 0 };
            while !values.bytes.is_empty() {
                if values.text_bytes > MOST_TEXT {
                    return Err(too_many(format!("{} MB", MOST_TEXT >> 20)));
                }
                decode(&mut values, &self.used, self.width, entries)
                    .map_err(|_| damaged("what was written beside memory has changed".to_owned()))?;
            }
        }
        if self.used.is_empty() {
            // Entries of which no value is needed take no bytes.
            (0..count).for_each(|_| entries.push([]));
        }
        Ok(count)
    }

    /// How many entries a lead has come for.
    pub fn taken(&self) -> u64 {
        self.keys.values().filter(|waiting| waiting.taken).map(|waiting| u64::from(waiting.count)).sum()
    }

    /// What no lead has come for, with the first few keys.
    pub fn left(&self, few: usize) -> Left<'_> {
        let mut first: Vec<(u32, &str)> = Vec::new();
        let mut near = 0;
        for (key, waiting) in self.keys.iter().filter(|(_, waiting)| !waiting.taken) {
            first.push((waiting.number, key));
            if self.lead_keys.contains(&self.hasher.hash_one(fold(key))) {
                near += u64::from(waiting.count);
            }
        }
        first.sort_unstable();
        Left { keys: first.len() as u64, near, some: first.into_iter().take(few).map(|(_, key)| key).collect() }
    }
}

fn decode(values: &mut Values, used: &[usize], width: usize, entries: &mut Entries) -> Result<(), codec::Damaged> {
    let mut of_entry = used.iter().copied().peekable();
    let mut failed = None;
    entries.push((0..width).map(|field| match of_entry.next_if_eq(&field) {
        Some(_) => values.next().unwrap_or_else(|damaged| {
            failed = Some(damaged);
            None
        }),
        None => None,
    }));
    failed.map_or(Ok(()), Err)
}
