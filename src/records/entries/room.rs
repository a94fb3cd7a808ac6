//! How much one lead may hold in its lists: they are held as a whole, one lead at a time.

use crate::value::{Text, Value};

/// How many entries one lead may have in one list.
pub(in crate::records) const MOST_ENTRIES: usize = 1_000_000;
/// How many bytes the entries of one lead may take, in all its lists.
const MOST_BYTES: usize = 400_000_000;
/// What a value takes by itself, and what a text takes beside its letters: the bookkeeping of two pieces of memory.
const VALUE: usize = size_of::<Option<Value>>();
const BESIDE_LETTERS: usize = 32;

/// The memory that is left for the entries of the lead that is read.
#[derive(Clone, Copy, Debug)]
pub(in crate::records) struct Room {
    most: usize,
    left: usize,
}

/// There is none left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::records) struct NoRoom;

impl Default for Room {
    fn default() -> Room {
        Room::of(MOST_BYTES)
    }
}

impl Room {
    /// So many bytes.
    pub fn of(most: usize) -> Room {
        Room { most, left: most }
    }

    /// As much as at first, for the next lead.
    #[cfg(feature = "files")]
    pub fn renew(&mut self) {
        self.left = self.most;
    }

    /// How much it is in all, in words.
    pub fn most(&self) -> String {
        match self.most >> 20 {
            0 => format!("{} bytes", self.most),
            _ => format!("{} MB", self.most / 1_000_000),
        }
    }

    /// Takes so many bytes.
    pub fn take(&mut self, bytes: usize) -> Result<(), NoRoom> {
        self.left = self.left.checked_sub(bytes).ok_or(NoRoom)?;
        Ok(())
    }

    /// Takes what entries of so many fields hold beside their texts.
    pub fn take_entries(&mut self, count: usize, fields: usize) -> Result<(), NoRoom> {
        self.take(count.saturating_mul(fields).saturating_mul(VALUE))
    }

    /// Takes what the texts of a value hold.
    pub fn take_texts(&mut self, value: &Value) -> Result<(), NoRoom> {
        match value {
            Value::Text(text) => self.take_text(text),
            Value::List(texts) => {
                self.take(texts.capacity().saturating_mul(size_of::<Text>()))?;
                texts.iter().try_for_each(|text| self.take_text(text))
            }
            _ => Ok(()),
        }
    }

    /// Takes what a text holds: its letters as they came, and in lower case where that is another text.
    pub fn take_text(&mut self, text: &Text) -> Result<(), NoRoom> {
        let (shown, folded) = (text.shown(), text.folded());
        let again = if std::ptr::eq(shown, folded) { 0 } else { folded.len() };
        self.take(BESIDE_LETTERS + shown.len() + again)
    }
}
