//! The day of an instant, around midnight and around the nights in which the clocks change, in zones of three kinds: compared
//! with rules of summer time that are worked out by hand.

use jiff::civil::Date;
use proptest::prelude::*;
use proptest::sample::select;
use qualify::Ruleset;
use qualify::eval::{Verdict, judge};
use qualify::rules::{EntryFieldId, FieldId};
use qualify::value::{Points, Reading, Value, read_cell};
use serde_json::{Value as Json, json};
use std::sync::LazyLock;

const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;

/// Days since 1970-01-01 of a day of the Gregorian calendar, counted year by year and month by month.
fn number_of(year: i64, month: usize, day: i64) -> i64 {
    let is_leap = |year: i64| year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let years: i64 = (1970..year).map(|year| if is_leap(year) { 366 } else { 365 }).sum();
    let february = if is_leap(year) { 29 } else { 28 };
    let months = [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    years + months[..month - 1].iter().sum::<i64>() + day - 1
}

/// Year, month and day of so many days since 1970-01-01.
fn day_of(number: i64) -> (i64, usize, i64) {
    let year = (1970..).take_while(|year| number_of(*year, 1, 1) <= number).last().unwrap();
    let month = (1..=12).take_while(|month| number_of(year, *month, 1) <= number).last().unwrap();
    (year, month, number - number_of(year, month, 1) + 1)
}

/// 0 is Monday; 1970-01-01 was a Thursday.
fn weekday(number: i64) -> i64 {
    (number + 3).rem_euclid(7)
}

/// The first Sunday from a day on.
fn sunday_from(number: i64) -> i64 {
    number + 6 - weekday(number)
}

#[derive(Clone, Copy, Debug)]
enum Zone {
    Paris,
    NewYork,
    LordHowe,
}

const ZONES: [Zone; 3] = [Zone::Paris, Zone::NewYork, Zone::LordHowe];

impl Zone {
    fn name(self) -> &'static str {
        match self {
            Zone::Paris => "Europe/Paris",
            Zone::NewYork => "America/New_York",
            Zone::LordHowe => "Australia/Lord_Howe",
        }
    }

    /// Seconds ahead of UTC, as they are in winter and in summer.
    fn offsets(self) -> (i64, i64) {
        match self {
            Zone::Paris => (HOUR, 2 * HOUR),
            Zone::NewYork => (-5 * HOUR, -4 * HOUR),
            Zone::LordHowe => (21 * HOUR / 2, 11 * HOUR),
        }
    }

    /// The instants of a year at which summer time begins and ends.
    fn switches(self, year: i64) -> (i64, i64) {
        let (winter, summer) = self.offsets();
        match self {
            // The last Sundays of March and October, at 1:00 UTC.
            Zone::Paris => {
                let at = |month| sunday_from(number_of(year, month, 25)) * DAY + HOUR;
                (at(3), at(10))
            }
            // The second Sunday of March and the first of November, at 2:00 by the clock that ends.
            Zone::NewYork => {
                let at = |month, first, offset| sunday_from(number_of(year, month, first)) * DAY + 2 * HOUR - offset;
                (at(3, 8, winter), at(11, 1, summer))
            }
            // The first Sundays of October and April, at 2:00 by the clock that ends.
            Zone::LordHowe => {
                let at = |month, offset| sunday_from(number_of(year, month, 1)) * DAY + 2 * HOUR - offset;
                (at(10, winter), at(4, summer))
            }
        }
    }

    /// The local day of an instant, since 1970-01-01.
    fn day(self, instant: i64) -> i64 {
        // No switch is within a day of a new year.
        let (begins, ends) = self.switches(day_of(instant.div_euclid(DAY)).0);
        let is_summer = match begins < ends {
            true => begins <= instant && instant < ends,
            false => begins <= instant || instant < ends,
        };
        let (winter, summer) = self.offsets();
        (instant + if is_summer { summer } else { winter }).div_euclid(DAY)
    }
}

fn date(number: i64) -> Date {
    let (year, month, day) = day_of(number);
    Date::new(year as i16, month as i8, day as i8).unwrap()
}

/// An instant as it is written, in the offset of whoever wrote it.
fn written(instant: i64, offset: i64, form: &str, fraction: &str) -> String {
    let offset = if form.contains("UTC") || form.contains('Z') { 0 } else { offset };
    let local = instant + offset;
    let ((year, month, day), second) = (day_of(local.div_euclid(DAY)), local.rem_euclid(DAY));
    let time = format!("{:02}:{:02}:{:02}{fraction}", second / HOUR, second / 60 % 60, second % 60);
    let (sign, size) = (if offset < 0 { '-' } else { '+' }, offset.abs());
    let (hours, minutes) = (size / HOUR, size / 60 % 60);
    let zone = match form {
        "T+hh:mm" | " +hh:mm" | "  +hh:mm" => format!("{sign}{hours:02}:{minutes:02}"),
        "T+hhmm" | " +hhmm" | "  +hhmm" => format!("{sign}{hours:02}{minutes:02}"),
        "TZ" | " Z" => "Z".to_owned(),
        _ => " UTC".to_owned(),
    };
    let parted = if form.starts_with('T') { "T" } else { " " };
    let space = if form.starts_with("  ") { " " } else { "" };
    format!("{year:04}-{month:02}-{day:02}{parted}{time}{space}{zone}")
}

/// How an instant is written.
fn form() -> impl Strategy<Value = (i64, &'static str, &'static str)> {
    let offset = select(vec![
        0,
        HOUR,
        2 * HOUR,
        -5 * HOUR,
        -4 * HOUR,
        21 * HOUR / 2,
        11 * HOUR,
        23 * HOUR / 4,
        -7 * HOUR / 2,
        14 * HOUR,
        -12 * HOUR,
    ]);
    let form =
        select(vec!["T+hh:mm", " +hh:mm", "  +hh:mm", "T+hhmm", " +hhmm", "  +hhmm", "TZ", " Z", " UTC", "T UTC"]);
    (offset, form, select(vec!["", ".5", ".123", ".999999", ".000000001"]))
}

/// An instant within three hours of a midnight or of a change of the clocks.
fn instant() -> impl Strategy<Value = (Zone, i64)> {
    (select(ZONES.to_vec()), 2008..2037i64, prop::option::of(-1..366i64), 0..4usize, -3 * HOUR..=3 * HOUR).prop_map(
        |(zone, year, any_day, which, seconds)| {
            let (begins, ends) = zone.switches(year);
            let midnight = |instant: i64| zone.day(instant) * DAY - zone.offsets().0;
            let centre = match (any_day, which) {
                (Some(days), _) => (number_of(year, 1, 1) + days) * DAY - zone.offsets().0,
                (None, 0) => begins,
                (None, 1) => ends,
                (None, 2) => midnight(begins),
                (None, _) => midnight(ends) + DAY,
            };
            (zone, centre + seconds)
        },
    )
}

fn ruleset(zone: Zone) -> &'static Ruleset {
    static RULESETS: LazyLock<Vec<Ruleset>> = LazyLock::new(|| {
        let ruleset = |zone: &Zone| {
            Ruleset::parse(&format!(
                "timezone \"{}\"
                 lead {{ seen: date  l: list of {{ at: date }} }}
                 score now {{ for each l where (at = today) then +1 }}
                 score recent {{ for each l where (at within 2 days) then +1 }}
                 score days {{ for each l then +1 up to +1 per day }}
                 score weeks {{ for each l then +1 up to +1 per week }}
                 score months {{ for each l then +1 up to +1 per month }}
                 score faded {{ for each l then +10 losing 10% every 1 day since at }}
                 score one {{ when seen = today then +1 }}",
                zone.name()
            ))
            .unwrap()
        };
        ZONES.iter().map(ruleset).collect()
    });
    &RULESETS[zone as usize]
}

fn scores(verdict: &Verdict) -> Vec<i64> {
    verdict.scores.iter().map(|points| points.hundredths() / 100).collect()
}

fn distinct<T: Ord>(values: impl Iterator<Item = T>) -> i64 {
    values.collect::<std::collections::BTreeSet<T>>().len() as i64
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, ..super::generated::config() })]

    #[test]
    fn an_instant_has_its_local_day(
        (zone, first) in instant(),
        others in prop::collection::vec((-DAY..DAY, form()), 0..4),
        written_first in form(),
        later in -1..4i64,
    ) {
        let mut instants = vec![(first, written_first)];
        instants.extend(others.into_iter().map(|(seconds, form)| (first + seconds, form)));
        let cells: Vec<String> = instants.iter().map(|(at, (offset, form, fraction))| written(*at, *offset, form, fraction)).collect();
        let days: Vec<i64> = instants.iter().map(|(at, _)| zone.day(*at)).collect();
        let today = days[0] + later;

        let entries: Vec<Json> = cells.iter().map(|cell| json!({"at": cell})).collect();
        let ruleset = ruleset(zone);
        let (lead, issues) = ruleset.read(&json!({"seen": cells[0], "l": entries})).unwrap();
        prop_assert!(issues.is_empty(), "{:?}", cells);
        let entries = lead.entries(FieldId(1)).unwrap();
        let read: Vec<Option<&Value>> = (0..days.len()).map(|at| entries.get(at, EntryFieldId(0))).collect();
        let expected: Vec<Value> = days.iter().map(|day| Value::Date(date(*day))).collect();
        prop_assert_eq!(read, expected.iter().map(Some).collect::<Vec<_>>(), "{:?} of {:?}", zone, cells);

        let verdict = judge(ruleset.rules(), &lead, date(today));
        let faded = |day: &i64| (10 - (today - day).clamp(0, 10)).max(0);
        prop_assert_eq!(scores(&verdict), [
            days.iter().filter(|day| **day == today).count() as i64,
            days.iter().filter(|day| (today - 2..=today).contains(day)).count() as i64,
            distinct(days.iter()),
            distinct(days.iter().map(|day| day - weekday(*day))),
            distinct(days.iter().map(|day| { let (year, month, _) = day_of(*day); (year, month) })),
            days.iter().map(faded).sum(),
            i64::from(days[0] == today),
        ], "{:?} of {:?} as of {}", zone, cells, date(today));
    }

    /// What has no offset is local already, whether or not the clocks show such a time.
    #[test]
    fn a_local_time_keeps_its_day((zone, near) in instant(), parted in select(vec!["T", " "]), fraction in select(vec!["", ".5", ".999999999"])) {
        let local = near + zone.offsets().0;
        let ((year, month, day), second) = (day_of(local.div_euclid(DAY)), local.rem_euclid(DAY));
        let (hours, minutes) = (second / HOUR, second / 60 % 60);
        let cell = format!("{year:04}-{month:02}-{day:02}{parted}{hours:02}:{minutes:02}:{:02}{fraction}", second % 60);
        let (lead, _) = ruleset(zone).read(&json!({"seen": cell})).unwrap();
        prop_assert_eq!(lead.get(FieldId(0)), Some(&Value::Date(date(local.div_euclid(DAY)))), "{:?} of {}", zone, cell);
    }
}

/// The hand-made rules of summer time are right themselves: days that anyone can look up.
#[test]
fn the_changes_of_the_clocks() {
    let at = |year, month, day, hour: i64, minute: i64| number_of(year, month, day) * DAY + hour * HOUR + minute * 60;
    assert_eq!(Zone::Paris.switches(2026), (at(2026, 3, 29, 1, 0), at(2026, 10, 25, 1, 0)));
    assert_eq!(Zone::NewYork.switches(2026), (at(2026, 3, 8, 7, 0), at(2026, 11, 1, 6, 0)));
    assert_eq!(Zone::LordHowe.switches(2026), (at(2026, 10, 3, 15, 30), at(2026, 4, 4, 15, 0)));
    assert_eq!((day_of(0), day_of(number_of(2024, 2, 29))), ((1970, 1, 1), (2024, 2, 29)));
    assert_eq!(weekday(number_of(2026, 1, 15)), 3);
}

/// At the ends of the calendar an instant that no calendar holds keeps the day that is written.
#[test]
fn the_ends_of_the_calendar_are_read_as_well() {
    for zone in ZONES {
        let ruleset = ruleset(zone);
        let read = |cell: &str| match read_cell(cell, &ruleset.rules().fields[0].read) {
            Reading::Known(Value::Date(day)) => day.to_string(),
            other => format!("{other:?}"),
        };
        for cell in [
            "9999-12-31",
            "9999-12-31T23:59:59",
            "9999-12-31T23:59:59Z",
            "9999-12-31 23:59:59 UTC",
            "9999-12-31T23:59:59.999+00:00",
        ] {
            assert_eq!(read(cell), "9999-12-31", "{cell}");
        }
        for cell in ["0001-01-01", "0001-01-01T00:00:00", "0001-01-01 00:00:00.000"] {
            assert_eq!(read(cell), "0001-01-01", "{cell}");
        }
        for cell in
            ["0001-01-01T00:00:00Z", "0001-01-01T00:00:00+14:00", "9999-12-31T00:00:00-12:00", "0000-01-01T00:00:00Z"]
        {
            assert!(!read(cell).is_empty(), "{cell}");
        }
        let entries = json!({"l": [{"at": "0001-01-01"}, {"at": "9999-12-31T23:59:59"}]});
        for today in [Date::MIN, Date::MAX, Date::constant(1, 1, 1), Date::constant(9999, 12, 31)] {
            let evaluation = ruleset.evaluate(&entries, today).unwrap();
            assert_eq!(evaluation.score("days").unwrap().points, Points::from_hundredths(200));
        }
    }
}

/// What is no instant is no day either.
#[test]
fn what_is_no_instant() {
    let ruleset = ruleset(Zone::Paris);
    for cell in [
        "2026-01-31T25:00:00Z",
        "2026-02-30T10:00:00Z",
        "2026-01-31T10:00:00+99:00",
        "2026-01-31T10:00:00 XYZ",
        "2026-01-31Z",
        "2026-01-31+02:00",
        "2026-01-31T",
        "2026-01-31 +02:00",
        "2026-01-31 at ten",
    ] {
        let read = read_cell(cell, &ruleset.rules().fields[0].read);
        assert_eq!(read, Reading::Unreadable, "{cell}");
    }
}
