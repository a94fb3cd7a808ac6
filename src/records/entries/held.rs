//! Entries in memory, one behind the other as they come: those of one key are a chain.

/// The bytes of entries, each behind the place of the next one of its chain and its own length.
#[derive(Debug, Default)]
pub(super) struct Held {
    bytes: Vec<u8>,
}

/// The first entry of a key and its last, by their places plus one; 0 where it has none.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Chain {
    first: u32,
    last: u32,
}

impl Chain {
    pub fn is_empty(self) -> bool {
        self.first == 0
    }
}

impl Held {
    /// How many bytes there are.
    pub fn len(&self) -> usize {
        self.bytes.len()
    }

    /// Adds an entry to a chain; `false` where there is no more room.
    #[must_use]
    pub fn add(&mut self, chain: &mut Chain, entry: &[u8]) -> bool {
        let (Ok(place), Ok(length)) = (u32::try_from(self.bytes.len() + 1), u32::try_from(entry.len())) else {
            return false;
        };
        self.bytes.extend(0_u32.to_le_bytes());
        self.bytes.extend(length.to_le_bytes());
        self.bytes.extend(entry);
        if let Some(next) = at(chain.last).and_then(|last| self.bytes.get_mut(last..)?.first_chunk_mut()) {
            *next = place.to_le_bytes();
        }
        *chain = Chain { first: if chain.is_empty() { place } else { chain.first }, last: place };
        true
    }

    /// The entries of a chain, in the order in which they came.
    pub fn entries(&self, chain: Chain) -> impl Iterator<Item = &[u8]> {
        let mut next = chain.first;
        std::iter::from_fn(move || {
            let rest = self.bytes.get(at(next)?..)?;
            let (link, rest) = rest.split_first_chunk()?;
            let (length, rest) = rest.split_first_chunk()?;
            next = u32::from_le_bytes(*link);
            rest.get(..usize::try_from(u32::from_le_bytes(*length)).ok()?)
        })
    }

    /// Forgets all entries, and keeps the room. Chains of them lead nowhere.
    pub fn clear(&mut self) {
        self.bytes.clear();
    }
}

fn at(place: u32) -> Option<usize> {
    usize::try_from(place).ok()?.checked_sub(1)
}
