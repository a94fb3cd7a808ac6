//! How long scoring takes: the goal is under 3 s for 200,000 leads of 20 columns with the starter ruleset, from CSV to CSV.
//!
//! `cargo bench --bench score`

use divan::{Bencher, counter::ItemsCount};
use jiff::civil::date;
use qualify::Ruleset;
use qualify::records::{BindOptions, LeadReader, ReadOptions, Reader, Record, Step};
use std::fmt::Write;
use std::path::PathBuf;
use std::process::Command;

const LEADS: usize = 200_000;

fn main() {
    divan::main();
}

/// Leads of 20 columns: those that the starter ruleset reads, with blanks, and others that only pass through.
fn leads(count: usize) -> String {
    let ruleset = ruleset();
    let read: Vec<String> = ruleset.rules().fields.iter().map(|field| field.column().to_owned()).collect();
    let others = 20_usize.saturating_sub(read.len());
    let mut text = read.join(",");
    for other in 0..others {
        let _ = write!(text, ",Other {other}");
    }
    text.push('\n');
    let mut random = 0x9e37_79b9_7f4a_7c15_u64;
    let mut next = move |below: u64| {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        random % below
    };
    for lead in 0..count {
        for (at, field) in ruleset.rules().fields.iter().enumerate() {
            if at > 0 {
                text.push(',');
            }
            if !field.key && next(5) == 0 {
                continue;
            }
            use qualify::value::Type;
            let _ = match field.kind() {
                _ if field.key => write!(text, "lead{lead}@example.com"),
                Type::Number | Type::NumberOrRange => write!(text, "{}", next(1_000)),
                Type::YesNo => write!(text, "{}", if next(3) == 0 { "yes" } else { "no" }),
                Type::Date => write!(text, "2025-{:02}-{:02}", next(12) + 1, next(28) + 1),
                Type::OneOf(values) => {
                    let value = usize::try_from(next(values.len().max(1) as u64)).ok().and_then(|at| values.get(at));
                    write!(text, "\"{}\"", value.map_or("", |value| value.shown()))
                }
                Type::ListOfText => write!(text, "pricing; onboarding"),
                Type::ListOfEntries => Ok(()),
                Type::Text { .. } => {
                    let titles = ["VP Marketing", "Intern", "Head of Data, EMEA", "Chief Executive", "Engineer"];
                    write!(text, "\"{}\"", usize::try_from(next(5)).ok().and_then(|at| titles.get(at)).unwrap_or(&""))
                }
            };
        }
        for _ in 0..others {
            let _ = write!(text, ",some text {}", next(100));
        }
        text.push('\n');
    }
    text
}

fn ruleset() -> Ruleset {
    match Ruleset::load(rules()) {
        Ok(ruleset) => ruleset,
        Err(findings) => panic!("{findings}"),
    }
}

fn rules() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("rulesets/starter.qual")
}

/// The whole command, reading a file and writing one.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn whole_process_200_000_leads_of_20_columns(bencher: Bencher) {
    let folder = std::env::temp_dir().join(format!("qualify-bench-{}", std::process::id()));
    assert!(std::fs::create_dir_all(&folder).is_ok());
    let (input, output) = (folder.join("leads.csv"), folder.join("scored.csv"));
    assert!(std::fs::write(&input, leads(LEADS)).is_ok());
    bencher.counter(ItemsCount::new(LEADS)).bench(|| {
        let status = Command::new(env!("CARGO_BIN_EXE_qualify"))
            .args(["score", "--quiet", "--today", "2026-01-15", "-o"])
            .args([&output, &rules(), &input])
            .status();
        assert!(status.is_ok_and(|status| status.success()));
    });
    let _ = std::fs::remove_dir_all(&folder);
}

/// Reading and judging alone, in memory.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn read_and_judge_20_000_leads(bencher: Bencher) {
    let ruleset = ruleset();
    let text = leads(LEADS / 10);
    bencher.counter(ItemsCount::new(LEADS / 10)).bench(|| {
        let input = std::io::Cursor::new(text.clone());
        let mut reader = Reader::open(Box::new(input), "leads.csv", ReadOptions::default()).ok()?;
        let mut leads = LeadReader::new(&ruleset.rules().fields, reader.columns(), BindOptions::default()).ok()?;
        let mut judge = ruleset.judge();
        let mut record = Record::default();
        let mut fired = 0;
        while let Ok(Step::Record) = reader.read(&mut record) {
            let lead = leads.read(&record).ok()?;
            fired += judge.judge(lead, date(2026, 1, 15)).rules.len();
        }
        Some(fired)
    });
}
