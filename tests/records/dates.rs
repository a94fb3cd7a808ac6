//! The quick way of reading ISO dates says what the long way says.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use proptest::prelude::*;
use qualify::value::{Blanks, Format, ReadAs, Reading, Type, Value, read_cell};

fn read(cell: &str, timezone: &TimeZone) -> Option<Date> {
    let how = ReadAs {
        kind: Type::Date,
        format: Format::Usual,
        split_by: ";".to_owned(),
        blanks: Blanks::default(),
        timezone: timezone.clone(),
    };
    match read_cell(cell, &how) {
        Reading::Known(Value::Date(date)) => Some(date),
        Reading::Unreadable => None,
        other => panic!("{other:?}"),
    }
}

/// The long way, for what holds no space but in the place of the `T`.
fn parsed(cell: &str, timezone: &TimeZone) -> Option<Date> {
    if cell.len() == 10 {
        return cell.parse().ok();
    }
    match cell.parse::<Timestamp>() {
        Ok(instant) => Some(instant.to_zoned(timezone.clone()).date()),
        Err(_) => cell.strip_suffix('Z').unwrap_or(cell).parse::<DateTime>().ok().map(|time| time.date()),
    }
}

/// Times and what is nearly one: fields in and beyond their bounds, fractions, offsets, and letters in wrong places.
fn time() -> impl Strategy<Value = String> {
    let year = prop_oneof![Just(0_u16), 1..9999_u16, Just(9999), 1969..1971_u16, 2020..2030_u16];
    let fraction = prop_oneof![4 => Just(String::new()), 1 => "\\.[0-9]{0,10}"];
    let offset = prop_oneof![
        Just(String::new()),
        Just("Z".to_owned()),
        (prop_oneof![Just('+'), Just('-')], 0..27_u8, 0..61_u8)
            .prop_map(|(sign, hours, minutes)| format!("{sign}{hours:02}:{minutes:02}")),
        "[+-][0-9]{2}(:?[0-9]{2}(:[0-9]{2})?)?",
        "[zZ+-]?[0-9:]{0,3}",
    ];
    let day = (year, 0..14_u8, 0..33_u8).prop_map(|(year, month, day)| format!("{year:04}-{month:02}-{day:02}"));
    let of_day =
        (0..26_u8, 0..62_u8, 0..62_u8).prop_map(|(hour, minute, second)| format!("{hour:02}:{minute:02}:{second:02}"));
    let mark = prop::sample::select(vec!["T", " ", "t", "_"]);
    (
        day,
        prop::option::weighted(0.9, (mark, of_day, fraction, offset)),
        prop::option::weighted(0.05, (0..30_usize, "[0-9T:Z+. -]")),
    )
        .prop_map(|(day, time, slip)| {
            let time = time.map(|(mark, time, fraction, offset)| format!("{mark}{time}{fraction}{offset}"));
            let mut text = format!("{day}{}", time.unwrap_or_default());
            if let Some((at, other)) = slip.filter(|(at, _)| *at < text.len()) {
                text.replace_range(at..=at, &other);
            }
            text
        })
        .prop_filter("spaces before an offset have a test of their own", |text| {
            !text.get(11..).is_some_and(|rest| rest.contains(' '))
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 20_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_quick_way_says_the_same(cell in time(), zone in prop::sample::select(vec!["UTC", "Europe/Paris", "America/New_York", "Pacific/Apia", "Asia/Kolkata"])) {
        let timezone = TimeZone::get(zone).expect("a time zone");
        prop_assume!(cell.get(..8).is_some_and(|day| day.bytes().enumerate().all(|(at, byte)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() })));
        prop_assert_eq!(read(&cell, &timezone), parsed(&cell, &timezone), "{} in {}", cell, zone);
    }
}
