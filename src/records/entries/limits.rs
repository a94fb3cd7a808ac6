//! How much of files of entries is held.

/// How much the entries of one list may take in memory, and how many keys they may have.
///
/// What does not fit into memory goes beside it; keys must fit. Lists that are read in one run share what there is:
///
/// ```
/// use qualify::records::EntryLimits;
/// assert_eq!(EntryLimits::default().keys, 2_000_000);
/// assert_eq!(EntryLimits::default().shared_by(4).keys, 500_000);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EntryLimits {
    /// How many bytes of entries are held in memory before they are written beside it.
    pub bytes: usize,
    /// How many different keys there may be.
    pub keys: usize,
    /// How many bytes these may have together.
    pub key_bytes: usize,
    /// How many entries may be given once more, to leads whose key another one had before.
    pub again: u64,
}

impl Default for EntryLimits {
    /// What one list may take that is read by itself: with what belongs to a key, and with the texts that come often, about 700 MB.
    fn default() -> EntryLimits {
        EntryLimits { bytes: 256 << 20, keys: 2_000_000, key_bytes: 128 << 20, again: 20_000_000 }
    }
}

impl EntryLimits {
    /// What each of so many lists may take.
    #[must_use]
    pub fn shared_by(self, lists: usize) -> EntryLimits {
        let lists = lists.max(1);
        EntryLimits {
            bytes: self.bytes / lists,
            keys: self.keys / lists,
            key_bytes: self.key_bytes / lists,
            again: self.again,
        }
    }
}
