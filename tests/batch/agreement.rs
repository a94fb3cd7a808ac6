//! Generated files with every quirk that a CSV file can have, scored lead by lead and by the block.

use proptest::prelude::*;
use proptest::sample::select;
use std::fs;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

const RULES: &str = r#"
lead {
  id:       text key
  size:     number
  revenue:  number blank -1 required
  staff:    number or range
  title:    text
  email:    text
  plan:     one of "Pro", "Free"
  demo:     yes/no = no
  seen:     date
  tags:     list of text
  reached:  text
}

define engaged = seen within 90 days and demo

score fit in -20..100 {
  when size in 50..500                                     then +20 because "mid-market, by size"
  when size >= 2 and revenue >= 1000                       then +15
  when title contains any word of ["vp", "head of"]        then +10 because "can \"sign\""
  when staff > 100                                         then +5
  when domain of email = "example.com" or plan is unknown  then -3.25
  by plan {
    "Pro"   then +4 because "pays"
    unknown then +1
    other   then -2
  }
  first "tags" {
    when tags contains "vip" and size > 10 then +7
    when tags contains "trial"             then +3
  }
  when engaged {
    when size > revenue then +6
    when demo           then +2 per size up to +9
  }
}

score all in 0..1000 {
  group "spread" in 0..10 {
    when size > 1              then +8
    when seen >= 2026-01-01    then +8
    when title is unknown      then -5
  }
  when size >= 30 and engaged   then +100
  when not (-5 < revenue)      then +0.5
}

score total = 0.5 * fit + all + 1.25

disqualify when email contains "rival" because "works for a rival"
disqualify when size < 0

ladder stage never below reached {
  lead
  mql  needs fit >= 20
  sql  needs all >= 100 and engaged
}

label grade {
  by fit {
    0..<20 then C because "low"
    20..40 then B
  }
  when stage >= sql then A because "on the ladder"
  otherwise D
}
label both = grade + stage_name
label stage_name {
  when stage = sql then s
  otherwise other_
}
"#;

const COLUMNS: [&str; 12] =
    ["id", "size", "revenue", "staff", "title", "email", "plan", "demo", "seen", "tags", "reached", "note"];

/// Cells that a column has, and such as no column should.
fn cell(column: usize) -> BoxedStrategy<String> {
    let usual: &[&str] = match column {
        0 => &["a", "b", "L1", "  L1 ", "7", "é"],
        1 => &[
            "0",
            "1",
            "2",
            "49",
            "50",
            "120",
            "500.5",
            "1,200",
            "-3",
            "007",
            "1e3",
            "$5",
            "-0",
            "12345678901234567890",
        ],
        2 => &["-1", "999", "1000", "1000.00", "2.50", "", "n/a"],
        3 => &["51-200", "5", "<10", "1000+", "x-y"],
        4 => &["VP Sales", "head of ops", "Intern", "vp", "5\" pipes"],
        5 => &["ada@example.com", "ben@rival.example", "nobody", "c@EXAMPLE.com "],
        6 => &["Pro", "free", "Gold", ""],
        7 => &["yes", "no", "1", "maybe"],
        8 => &["2026-01-14", "2025-01-01", "2026-01-10T10:00:00Z", "yesterday"],
        9 => &["vip", "trial;vip", "[\"vip\", \"x\"]", "x"],
        10 => &["lead", "SQL", "elsewhere"],
        _ => &["", "a note", "two\nlines", "one, two", "she said \"no\"", "cr\rin it", "x\r\ny"],
    };
    if column == 1 || column == 2 {
        let usual: Vec<String> = usual.iter().map(|cell| (*cell).to_owned()).collect();
        return prop_oneof![4 => select(usual), 3 => "-?[0-9]{1,17}", 2 => "[0-9]{0,9}\\.[0-9]{0,6}", 1 => Just(String::new())].boxed();
    }
    let usual: Vec<String> = usual.iter().map(|cell| (*cell).to_owned()).collect();
    prop_oneof![6 => select(usual), 2 => Just(String::new()), 1 => Just("  ".to_owned())].boxed()
}

/// How a cell is written.
fn written(cell: &str, quoted: bool) -> String {
    let must = cell.contains([',', '\n', '\r']) || cell.starts_with('"');
    if quoted || must { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.to_owned() }
}

/// A row as it should be.
fn row() -> impl Strategy<Value = Vec<u8>> {
    let cells: Vec<_> = (0..COLUMNS.len()).map(cell).collect();
    (cells, prop::collection::vec(prop::bool::weighted(0.2), COLUMNS.len())).prop_map(|(cells, quoted)| {
        let cells: Vec<String> = cells.iter().zip(quoted).map(|(cell, quoted)| written(cell, quoted)).collect();
        cells.join(",").into_bytes()
    })
}

/// A row that is not as it should be.
fn odd() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        // Too few cells, and too many.
        (row(), 1..11usize).prop_map(|(row, kept)| {
            let cells: Vec<&[u8]> = row.split(|byte| *byte == b',').collect();
            cells[..kept.min(cells.len())].join(&b","[..])
        }),
        row().prop_map(|row| [&row[..], b",,  ,"].concat()),
        row().prop_map(|row| [&row[..], b",more"].concat()),
        // The whole row in one pair of quotes.
        row().prop_map(|row| format!("\"{}\"", String::from_utf8_lossy(&row).replace('"', "\"\"")).into_bytes()),
        // Blank lines, and such as hold blanks only.
        Just(Vec::new()),
        Just(b"   ".to_vec()),
        // Quotes that are not doubled, and what follows a closing one.
        row().prop_map(|row| [b"\"a\"b,", &row[..]].concat()),
        row().prop_map(|row| [b"\"a\" ,", &row[row.iter().position(|byte| *byte == b',').unwrap_or(0) + 1..]].concat()),
        // What is not UTF-8.
        row().prop_map(|row| [&row[..], b"\xff"].concat()),
    ]
}

/// A file: rows, mostly as they should be, and their line ends.
fn file() -> impl Strategy<Value = Vec<u8>> {
    let rows = prop::collection::vec(prop_oneof![12 => row(), 1 => odd()], 0..40);
    let end = prop_oneof![3 => Just("\n"), 2 => Just("\r\n"), 1 => Just("\r")];
    (rows, end, any::<bool>(), prop::bool::weighted(0.05)).prop_map(|(rows, end, ended, open)| {
        let mut file = COLUMNS.join(",").into_bytes();
        for row in rows {
            file.extend_from_slice(end.as_bytes());
            file.extend(row);
        }
        if open {
            file.extend_from_slice(b"\nx,\"never closed\n,,,\n");
        }
        if ended {
            file.extend_from_slice(end.as_bytes());
        }
        file
    })
}

/// All that a run leaves behind.
#[derive(Debug, PartialEq)]
struct Left {
    code: Option<i32>,
    scored: Option<Vec<u8>>,
    rejected: Option<Vec<u8>>,
    said: String,
}

fn run(folder: &Path, options: &[&str], how: &[&str]) -> Left {
    let path = |name: &str| folder.join(name).to_string_lossy().into_owned();
    let (scored, rejected) = (path("scored.csv"), path("rejected.csv"));
    for file in [&scored, &rejected] {
        let _ = fs::remove_file(file);
    }
    let mut command = Command::new(env!("CARGO_BIN_EXE_qualify"));
    command.current_dir(folder).args(["score", "rules.qual", "leads.csv", "-o", "scored.csv", "--today", "2026-01-15"]);
    if options.contains(&"--skip-bad-records") {
        command.args(["--rejects", "rejected.csv"]);
    }
    let output = command.args(options).args(how).args(["--summary", "json"]).output().expect("a run");
    let said = String::from_utf8(output.stderr).expect("text");
    // How long it took is all that may differ.
    let timeless = said.split(',').filter(|part| !part.contains("seconds") && !part.contains("per_second"));
    Left {
        code: output.status.code(),
        scored: fs::read(&scored).ok(),
        rejected: fs::read(&rejected).ok(),
        said: timeless.collect::<Vec<_>>().join(","),
    }
}

const HOW: [&[&str]; 6] = [
    &["--block", "1", "--threads", "1"],
    &["--block", "1", "--threads", "5"],
    &["--block", "300", "--threads", "2"],
    &["--block", "1000", "--threads", "1"],
    &["--block", "2500", "--threads", "5"],
    &["--block", "1000000", "--threads", "2"],
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, max_shrink_iters: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn files_come_to_the_same(
        file in file(),
        skip in prop::bool::weighted(0.7),
        unwrap in any::<bool>(),
        more in select(vec![&[][..], &["--keep", "none"], &["--keep", "note,id"], &["--no-reasons"], &["--encoding", "windows-1252"]]),
    ) {
        let folder = TempDir::new().expect("a folder");
        fs::write(folder.path().join("rules.qual"), RULES).expect("rules");
        fs::write(folder.path().join("leads.csv"), &file).expect("leads");
        let mut options: Vec<&str> = more.to_vec();
        options.extend(skip.then_some("--skip-bad-records"));
        options.extend(unwrap.then_some("--unwrap-quoted-rows"));
        let plain = run(folder.path(), &options, &["--plain"]);
        prop_assert!(plain.scored.is_some() || plain.said.contains("leads.csv"), "{}", plain.said);
        for how in HOW {
            let batch = run(folder.path(), &options, how);
            prop_assert_eq!(&batch, &plain, "{:?} {:?}\n{}", how, options, String::from_utf8_lossy(&file));
        }
    }
}
