//! Values as bytes, as short as can be: many millions of entries wait for their leads.
//!
//! A value is a byte that says what it is, and what belongs to it. Only what was written here is ever read.

use super::room::{NoRoom, Room};
use super::texts::Texts;
use crate::value::{NumberRange, Text, Value};
use jiff::civil::Date;

const UNKNOWN: u8 = 0;
const NUMBER: u8 = 1;
const RANGE: u8 = 2;
const HELD_TEXT: u8 = 3;
const TEXT: u8 = 4;
const NO: u8 = 5;
const YES: u8 = 6;
const DATE: u8 = 7;
const LIST: u8 = 8;

/// Adds a value.
pub(super) fn write(value: Option<&Value>, texts: &mut Texts, bytes: &mut Vec<u8>) {
    match value {
        None => bytes.push(UNKNOWN),
        Some(Value::Number(number)) => {
            bytes.push(NUMBER);
            bytes.extend(number.to_le_bytes());
        }
        Some(Value::Range(range)) => {
            bytes.push(RANGE);
            let flag = |is: bool, bit: u8| if is { 1 << bit } else { 0 };
            bytes.push(
                flag(range.low.is_some(), 0)
                    | flag(range.high.is_some(), 1)
                    | flag(range.excludes_low, 2)
                    | flag(range.excludes_high, 3),
            );
            bytes.extend(range.low.iter().chain(&range.high).flat_map(|end| end.to_le_bytes()));
        }
        Some(Value::Text(text)) => write_text(text, texts, bytes),
        Some(Value::YesNo(yes)) => bytes.push(if *yes { YES } else { NO }),
        Some(Value::Date(day)) => {
            bytes.push(DATE);
            bytes.extend(day.year().to_le_bytes());
            bytes.extend([day.month().unsigned_abs(), day.day().unsigned_abs()]);
        }
        Some(Value::List(list)) => {
            bytes.push(LIST);
            write_length(list.len(), bytes);
            list.iter().for_each(|text| write_text(text, texts, bytes));
        }
    }
}

fn write_text(text: &Text, texts: &mut Texts, bytes: &mut Vec<u8>) {
    match texts.number(text) {
        Some(number) => {
            bytes.push(HELD_TEXT);
            write_length(usize::try_from(number).unwrap_or(usize::MAX), bytes);
        }
        None => {
            bytes.push(TEXT);
            write_length(text.shown().len(), bytes);
            bytes.extend(text.shown().bytes());
        }
    }
}

/// Seven bits a byte, the lowest first; the top bit says that there are more.
fn write_length(mut length: usize, bytes: &mut Vec<u8>) {
    while length > 0x7f {
        bytes.push(0x80 | (length & 0x7f) as u8);
        length >>= 7;
    }
    bytes.push(length as u8);
}

/// Reads values one after the other.
pub(super) struct Values<'b> {
    pub bytes: &'b [u8],
    pub texts: &'b Texts,
    /// What texts may take: one that comes often is held once here, but often by a lead.
    pub room: &'b mut Room,
}

impl Values<'_> {
    /// The next value; `Err` where the bytes are no value, or there is no room for it.
    pub fn next(&mut self) -> Result<Option<Value>, Unread> {
        Ok(Some(match self.byte()? {
            UNKNOWN => return Ok(None),
            NUMBER => Value::Number(self.number()?),
            RANGE => {
                let flags = self.byte()?;
                let has = |bit: u8| flags & (1 << bit) != 0;
                let low = if has(0) { Some(self.number()?) } else { None };
                let high = if has(1) { Some(self.number()?) } else { None };
                Value::Range(NumberRange { low, high, excludes_low: has(2), excludes_high: has(3) })
            }
            kind @ (HELD_TEXT | TEXT) => Value::Text(self.text(kind)?),
            NO => Value::YesNo(false),
            YES => Value::YesNo(true),
            DATE => {
                let [one, two, month, day] = self.take()?;
                let (month, day) = (
                    i8::try_from(month).map_err(|_| Unread::Damaged)?,
                    i8::try_from(day).map_err(|_| Unread::Damaged)?,
                );
                Value::Date(Date::new(i16::from_le_bytes([one, two]), month, day).map_err(|_| Unread::Damaged)?)
            }
            LIST => {
                let count = self.length()?;
                self.room.take(count.saturating_mul(size_of::<Text>()))?;
                // Each text takes bytes of its own, so that a count that was made up reserves no more than these.
                let mut list = Vec::with_capacity(count.min(self.bytes.len()));
                for _ in 0..count {
                    let kind = self.byte()?;
                    list.push(self.text(kind)?);
                }
                Value::List(list)
            }
            _ => return Err(Unread::Damaged),
        }))
    }

    fn text(&mut self, kind: u8) -> Result<Text, Unread> {
        let length = self.length()?;
        let text = match kind {
            HELD_TEXT => {
                let number = u32::try_from(length).map_err(|_| Unread::Damaged)?;
                self.texts.text(number).cloned().ok_or(Unread::Damaged)?
            }
            TEXT => {
                let (text, rest) = self.bytes.split_at_checked(length).ok_or(Unread::Damaged)?;
                self.bytes = rest;
                std::str::from_utf8(text).map(Text::new).map_err(|_| Unread::Damaged)?
            }
            _ => return Err(Unread::Damaged),
        };
        self.room.take_text(&text)?;
        Ok(text)
    }

    fn length(&mut self) -> Result<usize, Unread> {
        let mut length = 0_usize;
        for shift in (0..usize::BITS).step_by(7) {
            let byte = self.byte()?;
            length |= usize::from(byte & 0x7f).checked_shl(shift).unwrap_or(0);
            if byte & 0x80 == 0 {
                return Ok(length);
            }
        }
        Err(Unread::Damaged)
    }

    fn number(&mut self) -> Result<f64, Unread> {
        Ok(f64::from_le_bytes(self.take()?))
    }

    fn byte(&mut self) -> Result<u8, Unread> {
        let [byte] = self.take()?;
        Ok(byte)
    }

    fn take<const N: usize>(&mut self) -> Result<[u8; N], Unread> {
        let (taken, rest) = self.bytes.split_first_chunk::<N>().ok_or(Unread::Damaged)?;
        self.bytes = rest;
        Ok(*taken)
    }
}

/// Why a value cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unread {
    /// The bytes were not written here: whatever holds them is damaged.
    Damaged,
    /// The lead holds too much.
    NoRoom,
}

impl From<NoRoom> for Unread {
    fn from(_: NoRoom) -> Unread {
        Unread::NoRoom
    }
}
