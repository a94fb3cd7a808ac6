//! The usual forms of ISO dates and times, read without detours: a file of events has one in each row.

use jiff::civil::{Date, Time};
use jiff::tz::{Offset, TimeZone};

/// A date, or the date of a time in whole seconds or with a fraction, with an offset or without one. `None` for what is written
/// otherwise, which may be a date all the same.
pub(super) fn usual(cell: &[u8], timezone: &TimeZone) -> Option<Date> {
    let year = 100 * i16::from(two(cell, 0)?) + i16::from(two(cell, 2)?);
    let [b'-', _, _, b'-', _, _, time @ ..] = cell.get(4..)? else { return None };
    let date = Date::new(year, two(cell, 5)?, two(cell, 8)?).ok()?;
    let rest = match time {
        [] => return Some(date),
        [b'T' | b' ', _, _, b':', _, _, b':', _, _, rest @ ..] => rest,
        _ => return None,
    };
    let time = Time::new(two(time, 1)?, two(time, 4)?, two(time, 7)?, 0).ok()?;
    // Whatever the fraction, the day stays the same.
    let rest = match rest {
        [b'.', fraction @ ..] => {
            let digits = fraction.iter().take_while(|byte| byte.is_ascii_digit()).count();
            fraction.get(digits..).filter(|_| (1..=9).contains(&digits))?
        }
        rest => rest,
    };
    let offset = match rest {
        [] => return Some(date),
        [b'Z'] => Offset::UTC,
        [sign @ (b'+' | b'-'), _, _, b':', _, _] => {
            let seconds =
                3600 * i32::from(two(rest, 1)?) + 60 * i32::from(two(rest, 4).filter(|minutes| *minutes < 60)?);
            Offset::from_seconds(if *sign == b'-' { -seconds } else { seconds }).ok()?
        }
        _ => return None,
    };
    Some(timezone.to_datetime(offset.to_timestamp(date.to_datetime(time)).ok()?).date())
}

/// The number of two digits.
fn two(cell: &[u8], at: usize) -> Option<i8> {
    let [tens, ones] = cell.get(at..at + 2)? else { return None };
    let digit = |byte: u8| byte.is_ascii_digit().then(|| i8::try_from(byte - b'0').ok())?;
    Some(10 * digit(*tens)? + digit(*ones)?)
}
