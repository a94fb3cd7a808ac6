//! Entries from files of their own: kept in memory or beside it, they come out as they went in.

use proptest::prelude::*;
use qualify::Ruleset;
use qualify::records::{
    BindError, BindOptions, EntryFile, EntryFileError, EntryKey, EntryLimits, LeadReader, OpenSpill, ReadOptions,
    Reader, Record, Spill, Step, lead_of,
};
use qualify::rules::{Entries, FieldId, Rules};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{self, Cursor, Read, Seek, SeekFrom, Write};

/// An entry of every type.
const RULES: &str = r#"
lead {
  id: text key
  e: list of {
    number: number required  range: number or range required  text: text required  exact: text exact required
    flag: yes/no required  day: date required  choice: one of "Red", "Green" required  words: list of text required
    shown: text = "a default"
    never: text
  } joined by id
}
score s { for each e where (shown contains "d") then +1 }
"#;

const LIST: FieldId = FieldId(1);

fn rules(text: &str) -> Rules {
    Ruleset::parse(text).expect("rules").rules().clone()
}

/// What the entries of each lead are, in the order of the leads.
type Given = Vec<(String, Option<Entries>)>;

/// Leads of NDJSON, with the entries of a file of NDJSON where there is one.
fn given(rules: &Rules, leads: String, entries: Vec<EntryFile>) -> Result<Given, BindError> {
    let mut reader = open(leads, "l.ndjson");
    let mut leads = LeadReader::joined(&rules.fields, None, OPTIONS, entries)?;
    let (mut record, mut given) = (Record::default(), Vec::new());
    while reader.read(&mut record).expect("a record") == Step::Record {
        let key = record.member("id").expect("a key").trim_matches('"').to_owned();
        given.push((key, leads.read(&record)?.entries(LIST).cloned()));
    }
    Ok(given)
}

const OPTIONS: BindOptions = BindOptions { allow_missing: true, all_fields: false };

fn open(text: String, name: &str) -> Reader {
    Reader::open(Box::new(Cursor::new(text.into_bytes())), name, ReadOptions::default()).expect("a file")
}

/// The leads of these keys, with the entries of a file of NDJSON.
fn joined(rules: &Rules, keys: &[String], file: &str, spill: OpenSpill, bytes: Option<usize>) -> Result<Given, String> {
    let usual = EntryLimits::default();
    let limits = EntryLimits { bytes: bytes.unwrap_or(usual.bytes), ..usual };
    let mut entries = EntryFile::holding(&rules.fields, LIST, spill, limits).map_err(|error| error.to_string())?;
    let read = entries.read("e.ndjson", &mut open(file.to_owned(), "e.ndjson"), OPTIONS, |_| true);
    read.map_err(|error| error.to_string())?;
    let leads = keys.iter().map(|key| format!("{}\n", json!({ "id": key }))).collect();
    given(rules, leads, vec![entries]).map_err(|error| error.to_string())
}

fn in_memory() -> OpenSpill {
    Box::new(|| Ok(Box::new(Cursor::new(Vec::new())) as Box<dyn Spill>))
}

/// Never to be opened.
fn unneeded() -> OpenSpill {
    Box::new(|| Err(io::Error::other("nothing was to be written beside memory")))
}

/// A value that some type reads, or none.
fn value() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<f64>().prop_map(|number| json!(number)),
        any::<i32>().prop_map(|number| json!(number)),
        any::<bool>().prop_map(|yes| json!(yes)),
        "\\PC{0,12}".prop_map(Value::from),
        "(-?[0-9]{1,3}\\.\\.|[<>]=?)?-?[0-9]{1,4}(-[0-9]{1,4})?\\+?".prop_map(Value::from),
        prop::sample::select(vec![
            "red",
            " GREEN ",
            "yes",
            "N",
            "ÄÖ",
            "a;b;;C",
            "İ",
            "[\"x\",\"Y\"]",
            "long text ".repeat(30).leak()
        ])
        .prop_map(Value::from),
        (-3000_i64..9999, 1..=12_u8, 1..=31_u8)
            .prop_map(|(year, month, day)| json!(format!("{year:04}-{month:02}-{day:02}"))),
        (0..24_u8, -12..=14_i8).prop_map(|(hour, offset)| json!(format!("2026-03-29T{hour:02}:30:00{offset:+03}:00"))),
        prop::collection::vec("[a-zA-Z]{0,3}", 0..4).prop_map(|words| json!(words)),
    ]
}

/// An entry: the key of its lead, and a value for some of its fields.
fn entry() -> impl Strategy<Value = (usize, BTreeMap<&'static str, Value>)> {
    let names = ["number", "range", "text", "exact", "flag", "day", "choice", "words", "shown", "never"];
    (0..6_usize, prop::collection::btree_map(prop::sample::select(names.to_vec()), value(), 0..10))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn as_if_they_were_nested(entries in prop::collection::vec(entry(), 0..60), limit in 0..2_000_usize, seed: u64) {
        let rules = rules(RULES);
        let keys: Vec<String> = ["a", "A", "key 2", "Ünïcode", "4"].map(str::to_owned).to_vec();
        let row = |(key, members): &(usize, BTreeMap<&str, Value>)| {
            let mut members: serde_json::Map<String, Value> =
                members.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
            // A key beyond the leads, and one that is blank.
            members.insert("id".to_owned(), keys.get(*key).map_or(Value::Null, |key| json!(key)));
            members
        };
        // The same entries in another order, in which those of one lead keep theirs.
        let mut moved = entries.clone();
        moved.sort_by_key(|(key, _)| (*key as u64 ^ seed).wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let file = |entries: &[(usize, BTreeMap<&str, Value>)]| -> String {
            let lines = entries.iter().map(|entry| format!("{}\n", Value::Object(row(entry))));
            lines.chain(["{\"id\":\"nobody\",\"number\":1}\n".to_owned()]).collect()
        };
        let leads = keys.iter().enumerate().map(|(at, key)| {
            let own = entries.iter().filter(|(key, _)| *key == at).map(|entry| Value::Object(row(entry)));
            format!("{}\n", json!({"id": key, "e": own.collect::<Vec<_>>()}))
        });
        let nested = given(&rules, leads.collect(), Vec::new()).expect("leads");
        prop_assert_eq!(&joined(&rules, &keys, &file(&entries), unneeded(), None).expect("leads"), &nested);
        prop_assert_eq!(&joined(&rules, &keys, &file(&entries), in_memory(), Some(limit)).expect("leads"), &nested);
        prop_assert_eq!(&joined(&rules, &keys, &file(&moved), in_memory(), Some(limit)).expect("leads"), &nested);
        let beside = Box::new(|| Ok(Box::new(tempfile::tempfile()?) as Box<dyn Spill>));
        prop_assert_eq!(&joined(&rules, &keys, &file(&moved), beside, Some(0)).expect("leads"), &nested);
    }
}

/// Entries with a text of their own for each of so many leads.
fn rows(count: usize) -> String {
    (0..count).map(|at| format!("{}\n", json!({"id": format!("k{}", at % 10), "text": format!("text {at}")}))).collect()
}

/// A disk on which only so many bytes have room, and which may give back others than it was given.
struct Disk {
    bytes: Cursor<Vec<u8>>,
    room: usize,
    lost: bool,
}

impl Write for Disk {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.bytes.get_ref().len() + bytes.len() > self.room {
            return Err(io::ErrorKind::StorageFull.into());
        }
        self.bytes.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Read for Disk {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let count = self.bytes.read(bytes)?;
        if self.lost {
            bytes.iter_mut().take(count).for_each(|byte| *byte = 0xff);
        }
        Ok(count)
    }
}

impl Seek for Disk {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.bytes.seek(to)
    }
}

#[test]
fn a_disk_that_fails() {
    let (rules, keys) = (rules(RULES), vec!["k1".to_owned()]);
    let on = |room, lost| -> OpenSpill {
        Box::new(move || Ok(Box::new(Disk { bytes: Cursor::default(), room, lost }) as Box<dyn Spill>))
    };
    let refused: OpenSpill = Box::new(|| Err(io::ErrorKind::PermissionDenied.into()));
    let run = |spill| joined(&rules, &keys, &rows(2_000), spill, Some(1_000));
    assert_eq!(
        run(on(1 << 30, false)).expect("leads").first().map(|(_, e)| e.as_ref().map(Entries::len)),
        Some(Some(200))
    );
    insta::assert_snapshot!(
        [run(refused), run(on(5_000, false)), run(on(1 << 30, true))]
            .map(|given| given.expect_err("an error"))
            .join("\n")
    );
}

#[test]
fn entries_of_which_no_field_is_needed_are_counted() {
    let rules = rules("lead { id: text key  e: list of { n: number } joined by id }\nscore s { for each e then +1 }");
    let keys = ["k1".to_owned(), "none".to_owned()];
    for limit in [None, Some(0)] {
        let given = joined(&rules, &keys, &rows(30), in_memory(), limit).expect("leads");
        let counts: Vec<usize> = given.iter().map(|(_, entries)| entries.as_ref().map_or(0, Entries::len)).collect();
        assert_eq!(counts, [3, 0]);
    }
}

#[test]
fn what_one_lead_holds_is_bounded() {
    let rules = rules(
        "lead { id: text key  e: list of { t: text } joined by id }\nscore s { for each e where (t is known) then +1 }",
    );
    let keys = ["a".to_owned()];
    let many = "{\"id\":\"a\",\"t\":\"x\"}\n".repeat(1_000_001);
    let said = joined(&rules, &keys, &many, in_memory(), None).expect_err("too many");
    assert_eq!(said, "the lead with the key `a` has more than 1,000,000 entries in `e`");
    let nested = |entry: &str, count| -> Value {
        serde_json::from_str(&format!("{{\"e\":[{}]}}", vec![entry; count].join(","))).expect("JSON")
    };
    let said = lead_of(&rules.fields, &nested("{}", 1_000_001)).expect_err("too many").to_string();
    assert_eq!(said, "the lead in line 1 has more than 1,000,000 entries in `e`");
    let (lead, issues) = lead_of(&rules.fields, &nested("[]", 1_000)).expect("a lead");
    assert_eq!(lead.entries(LIST).map(Entries::len), Some(0));
    assert_eq!(issues.iter().map(|(_, issues)| issues.unreadable).sum::<u64>(), 1_000);
}

#[test]
fn texts_take_more_than_their_letters() {
    let rules = rules(
        "lead {\n  id: text key\n  e: list of { tags: list of text  t: text = \"a default\" } joined by id\n\
         \x20 f: list of { tags: list of text }\n}\n\
         score s { when any e where (tags contains \"a\" and t contains \"a\") then +1\n when any f where (tags contains \"a\") then +1 }",
    );
    // A list of a hundred tags of one letter takes a few thousand bytes.
    let tags = json!(vec!["a"; 100]).to_string();
    let of =
        |name: &str, count: usize| format!("\"{name}\":[{}]", vec![format!("{{\"tags\":{tags}}}"); count].join(","));
    let read = |lead: String, file: usize, bytes: usize| {
        let spill: OpenSpill = if bytes.is_multiple_of(2) { in_memory() } else { unneeded() };
        let limits = EntryLimits { bytes: if bytes.is_multiple_of(2) { 0 } else { 1 << 20 }, ..EntryLimits::default() };
        let mut entries = EntryFile::holding(&rules.fields, LIST, spill, limits).expect("a list");
        let rows = format!("{{\"id\":\"a\",\"tags\":{tags}}}\n").repeat(file);
        let mut joined = Vec::new();
        if file > 0 {
            entries.read("e.ndjson", &mut open(rows, "e.ndjson"), OPTIONS, |_| true).expect("entries");
            joined.push(entries);
        }
        let mut leads = LeadReader::joined(&rules.fields, None, OPTIONS, joined).expect("leads").with_room(bytes);
        let (mut reader, mut record) = (open(lead.repeat(2), "l.ndjson"), Record::default());
        while reader.read(&mut record).expect("a record") == Step::Record {
            // Each lead has all the room.
            leads.read(&record).map_err(|error| error.to_string())?;
        }
        Ok::<(), String>(())
    };
    let too_much = |list: &str, lead: &str| Err(format!("the lead {lead} has more than 1 MB in `{list}`"));
    let joined = "with the key `a`";
    for bytes in [1_600_000, 1_600_001] {
        assert_eq!(read("{\"id\":\"a\"}\n".to_owned(), 150, bytes), Ok(()));
        assert_eq!(read("{\"id\":\"a\"}\n".to_owned(), 300, bytes), too_much("e", joined));
        let lead = |e, f| format!("{{\"id\":\"a\",{},{}}}\n", of("e", e), of("f", f));
        assert_eq!(read(lead(150, 0), 0, bytes), Ok(()));
        assert_eq!(read(lead(300, 0), 0, bytes), too_much("e", "in line 1"));
        // All lists of a lead share the room.
        assert_eq!(read(lead(150, 150), 0, bytes), too_much("f", "in line 1"));
        assert_eq!(read(lead(0, 150), 150, bytes), too_much("e", joined));
    }
    // A text is held once here, and comes out once an entry.
    let plain = format!("{{\"id\":\"a\",\"e\":[{}]}}\n", vec!["{}"; 20_000].join(","));
    assert_eq!(read(plain, 0, 1_600_000), too_much("e", "in line 1"));
}

#[test]
fn keys_are_bounded() {
    let rules = rules("lead { id: text key  e: list of { t: text } joined by id }\nscore s { for each e then +1 }");
    let read = |limits: EntryLimits| {
        let mut entries = EntryFile::holding(&rules.fields, LIST, unneeded(), limits).expect("a list");
        let rows = "{\"id\":\"one\"}\n{\"id\":\"two\"}\n{\"id\":\"one\"}\n{\"id\":\"three\"}\n".to_owned();
        let read = entries.read("e.ndjson", &mut open(rows, "e.ndjson"), OPTIONS, |_| true);
        read.map_err(|error| format!("{error}; {}", error.help().unwrap_or_default()))
    };
    let usual = EntryLimits::default();
    assert_eq!(read(EntryLimits { keys: 3, key_bytes: 11, ..usual }), Ok(()));
    let said = [EntryLimits { keys: 2, ..usual }, EntryLimits { key_bytes: 10, ..usual }];
    insta::assert_snapshot!(said.map(|limits| read(limits).expect_err("too much")).join("\n"));
    assert_eq!(usual.shared_by(0), usual);
    let shared = EntryLimits { bytes: 64 << 20, keys: 500_000, key_bytes: 32 << 20, ..usual };
    assert_eq!(usual.shared_by(4), shared);
}

#[test]
fn a_key_that_many_leads_share_is_refused() {
    let rules = rules("lead { id: text key  e: list of { t: text } joined by id }\nscore s { for each e then +1 }");
    let read = |leads: usize| {
        let limits = EntryLimits { again: 10, ..EntryLimits::default() };
        let mut entries = EntryFile::holding(&rules.fields, LIST, unneeded(), limits).expect("a list");
        let rows = "{\"id\":\"a\"}\n".repeat(5);
        entries.read("e.ndjson", &mut open(rows, "e.ndjson"), OPTIONS, |_| true).expect("entries");
        given(&rules, "{\"id\":\"a\"}\n".repeat(leads), vec![entries]).map(|given| given.len())
    };
    assert_eq!(read(3).ok(), Some(3));
    let told = read(4).expect_err("too often").to_string();
    assert_eq!(told, "many leads have the key `a`, and each of them gets the same 5 entries of `e`: that is too much");
}

#[test]
fn long_chains_keep_their_order() {
    let rules = rules(
        "lead { id: text key  e: list of { t: text  n: number } joined by id }\n\
         score s { for each e where (t is known and n > 0) then +1 }",
    );
    // Some megabytes for one key, and a little for others: written as a whole, or piece by piece.
    let row = |at: usize| {
        let key = if at.is_multiple_of(7) { "b" } else { "a" };
        let text = if key == "a" { "long ".repeat(300) + &at.to_string() } else { at.to_string() };
        format!("{}\n", json!({"id": key, "t": text, "n": at}))
    };
    let file: String = (0..3_000).map(row).collect();
    let keys = ["b", "a", "a", "c"].map(str::to_owned);
    let whole = joined(&rules, &keys, &file, unneeded(), None).expect("leads");
    assert_eq!(whole.iter().map(|(_, e)| e.as_ref().map_or(0, Entries::len)).collect::<Vec<_>>(), [429, 2571, 2571, 0]);
    let beside = || -> OpenSpill { Box::new(|| Ok(Box::new(tempfile::tempfile()?) as Box<dyn Spill>)) };
    for limit in [0, 5_000, 1 << 20, 3 << 20] {
        assert!(joined(&rules, &keys, &file, beside(), Some(limit)).expect("leads") == whole, "{limit}");
    }
}

#[test]
fn many_keys_are_told_apart() {
    let rules = rules(
        "lead { id: text key  e: list of { n: number } joined by id }\nscore s { for each e where (n > 0) then +1 }",
    );
    let key = |at: usize| if at.is_multiple_of(3) { format!("Key{at}") } else { format!("key{at}") };
    let rows: String = (0..20_000).map(|at| format!("{}\n", json!({"id": key(at % 10_000), "n": at}))).collect();
    let keys: Vec<String> = (0..10_001).map(key).collect();
    for (key, entries) in joined(&rules, &keys, &rows, in_memory(), Some(50_000)).expect("leads") {
        let numbers: Vec<Option<qualify::value::Value>> = entries
            .iter()
            .flat_map(|entries| (0..entries.len()).map(|at| entries.get(at, qualify::rules::EntryFieldId(0)).cloned()))
            .collect();
        let at: u32 = key[3..].parse().expect("a number");
        let number = |at: u32| Some(qualify::value::Value::Number(f64::from(at)));
        let wanted = if at < 10_000 { vec![number(at), number(at + 10_000)] } else { Vec::new() };
        assert_eq!(numbers, wanted, "{key}");
    }
}

#[test]
fn what_no_lead_has_is_told() {
    let rules = rules("lead { id: text key  e: list of { n: number } joined by id }\nscore s { for each e then +1 }");
    let mut entries = EntryFile::new(&rules.fields, LIST, unneeded()).expect("a list");
    let events = "id,n\nÄb,1\näB,1\näb,1\nzoe,1\nZoe,1\nAda,1\nx,1\nÄb,1\n,1\n".to_owned();
    entries.read("e.csv", &mut open(events, "e.csv"), OPTIONS, |_| true).expect("entries");
    let mut reader = open("id\nÄB\näb\nzoe\nada\nada\nx\nx\n\n".to_owned(), "l.csv");
    let mut leads = LeadReader::joined(&rules.fields, reader.columns(), OPTIONS, vec![entries]).expect("columns");
    let mut record = Record::default();
    while reader.read(&mut record).expect("a record") == Step::Record {
        leads.read(&record).expect("a lead");
    }
    let (_, told) = leads.joins().pop().expect("a list");
    assert_eq!((told.entries, told.joined, told.leads, told.keys_without_lead), (9, 3, 4, 4));
    assert_eq!((told.differ_in_capitals, told.some_without_lead), (5, ["Äb", "äB", "Zoe"].map(str::to_owned).to_vec()));
    assert_eq!(leads.check_joins(), Ok(()));
}

#[test]
fn reading_stops_where_it_is_told_to() {
    let rules = rules(RULES);
    let mut entries = EntryFile::new(&rules.fields, LIST, unneeded()).expect("a list");
    let mut asked = Vec::new();
    let stopped = entries.read("e.ndjson", &mut open(rows(5_000), "e.ndjson"), OPTIONS, |count| {
        asked.push(count);
        count < 2048
    });
    assert!(matches!(stopped, Err(EntryFileError::Stopped)));
    assert_eq!(asked, [0, 1024, 2048]);
}

#[test]
fn only_lists_that_say_how_are_joined() {
    let rules = rules("lead { id: text key  e: list of { n: number } }\nscore s { for each e then +1 }");
    let said = [FieldId(0), LIST, FieldId(9)].map(|field| match EntryFile::new(&rules.fields, field, unneeded()) {
        Err(EntryFileError::NotJoined { field, is_list }) => format!("{field} {is_list}"),
        other => format!("{other:?}"),
    });
    assert_eq!(said, ["id false", "e true", " false"]);
}

#[test]
fn what_no_key_fits_is_shown_short_and_clean() {
    let rules = rules("lead { id: text key  e: list of { n: number } joined by id }\nscore s { for each e then +1 }");
    let mut entries = EntryFile::new(&rules.fields, LIST, unneeded()).expect("a list");
    let events = format!("id,n\n\u{1b}[31m{},1\n", "long".repeat(100));
    entries.read("e.csv", &mut open(events, "e.csv"), OPTIONS, |_| true).expect("entries");
    let mut reader = open("id\n\"a\nb\"\n".to_owned(), "l.csv");
    let mut leads = LeadReader::joined(&rules.fields, reader.columns(), OPTIONS, vec![entries]).expect("columns");
    let mut record = Record::default();
    // Before the first lead nothing is amiss.
    assert_eq!(leads.check_joins(), Ok(()));
    while reader.read(&mut record).expect("a record") == Step::Record {
        leads.read(&record).expect("a lead");
    }
    let Err(BindError::NothingJoined { entry, lead, .. }) = leads.check_joins() else { panic!("it is amiss") };
    let short = "[31mlonglonglonglonglonglonglonglonglon…".to_owned();
    assert_eq!((entry, lead.as_deref()), (EntryKey::Read(short), Some("a b")));
}
