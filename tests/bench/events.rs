//! How long a log of ten million things done takes to be joined to 100,000 leads: the goal is under 30 s, and under 1 GB of memory.
//!
//! `cargo bench --bench events`

use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

/// How many leads there are, and how many things they did.
#[derive(Clone, Copy)]
struct Size {
    leads: u64,
    events: u64,
}

fn main() -> ExitCode {
    // Cargo says `--bench` where it is a bench that is asked for, and not whether this runs at all.
    let size = match std::env::args().any(|argument| argument == "--bench") {
        true => Size { leads: 100_000, events: 10_000_000 },
        false => Size { leads: 1_000, events: 10_000 },
    };
    let folder = std::env::temp_dir().join(format!("qualify-bench-events-{}", std::process::id()));
    let result = measure(&folder, size);
    let _ = std::fs::remove_dir_all(&folder);
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("FAILED: {message}");
            ExitCode::FAILURE
        }
    }
}

fn measure(folder: &Path, of: Size) -> Result<(), String> {
    let (leads, events) = (folder.join("leads.csv"), folder.join("events.csv"));
    let nothing = folder.join("nothing.csv");
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    std::fs::create_dir_all(folder)
        .and_then(|()| write_leads(&leads, of, &mut random))
        .and_then(|()| write_events(&events, of, &mut random))
        // One thing done by the first lead: a log of which nothing at all matches is refused.
        .and_then(|()| write_one_event(&nothing))
        .map_err(|error| error.to_string())?;
    let size = std::fs::metadata(&events).map_err(|error| error.to_string())?.len();
    println!("{} leads, {} events in {} MB, rulesets/published/gitlab.qual", of.leads, of.events, size / 1_000_000);

    let alone = score(folder, &leads, &nothing)?;
    let joined = score(folder, &leads, &events)?;
    let join = joined.time.saturating_sub(alone.time);
    println!("leads alone:        {}", alone.told());
    println!("leads with events:  {}", joined.told());
    #[expect(clippy::cast_precision_loss, reason = "ten million is far from where floats lose whole numbers")]
    let rate = of.events as f64 / join.as_secs_f64().max(0.001);
    println!("the join:           {:6.2} s, {rate:.0} events a second", join.as_secs_f64());
    Ok(())
}

struct Run {
    time: Duration,
    /// How long it was at work itself, whatever else the machine did meanwhile, where the system tells.
    busy: Option<Duration>,
    /// The most memory that it held, in kilobytes, where the system tells.
    peak: Option<u64>,
}

impl Run {
    fn told(&self) -> String {
        let busy = self.busy.map_or(String::new(), |busy| format!(" ({:.2} s of them busy)", busy.as_secs_f64()));
        let peak = self.peak.map_or(String::new(), |peak| format!(", at most {} MB of memory", peak / 1_000));
        format!("{:6.2} s{busy}{peak}", self.time.as_secs_f64())
    }
}

/// Runs the whole command, and looks at its memory while it runs.
fn score(folder: &Path, leads: &Path, events: &Path) -> Result<Run, String> {
    let rules = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("rulesets/published/gitlab.qual");
    let mut activity = std::ffi::OsString::from("activity=");
    activity.push(events);
    let started = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_qualify"))
        .args(["score", "--quiet", "--today", "2026-01-15", "--events"])
        .arg(activity)
        .arg("-o")
        .args([&folder.join("scored.csv"), &rules, leads])
        .stdin(Stdio::null())
        .spawn()
        .map_err(|error| error.to_string())?;
    let (mut peak, mut busy) = (None, None);
    loop {
        // The system keeps the highest mark itself, so that nothing is missed between two looks but the very end.
        peak = high_water(child.id()).max(peak);
        busy = at_work(child.id()).max(busy);
        match child.try_wait().map_err(|error| error.to_string())? {
            Some(status) if status.success() => return Ok(Run { time: started.elapsed(), busy, peak }),
            Some(status) => return Err(format!("qualify ended with {status}")),
            None => std::thread::sleep(Duration::from_millis(10)),
        }
    }
}

fn high_water(process: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

/// The time that a process has spent in itself and in the system; Linux counts it in hundredths of a second.
fn at_work(process: u32) -> Option<Duration> {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // The name of the command comes second, in parentheses, and may hold anything.
    let (_, rest) = stat.rsplit_once(')')?;
    let counted: Vec<u64> = rest.split_whitespace().skip(11).take(2).filter_map(|ticks| ticks.parse().ok()).collect();
    Some(Duration::from_millis(counted.iter().sum::<u64>() * 10))
}

/// xorshift: the same numbers each time.
struct Random(u64);

impl Random {
    fn below(&mut self, below: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % below
    }

    fn of<'a>(&mut self, texts: &[&'a str]) -> &'a str {
        usize::try_from(self.below(texts.len().max(1) as u64)).ok().and_then(|at| texts.get(at)).unwrap_or(&"")
    }
}

fn write_leads(path: &Path, of: Size, random: &mut Random) -> std::io::Result<()> {
    let mut file = BufWriter::new(File::create(path)?);
    writeln!(file, "Lead ID,Email Address,Job Seniority,Job Function,Created At,Unsubscribed")?;
    let levels = ["High", "Medium", "Low", ""];
    for lead in 0..of.leads {
        let domain = random.of(&["bank.example.com", "shop.example.org", "gmail.com", "gitlab.com", "mit.edu"]);
        let (seniority, function) = (random.of(&levels), random.of(&levels));
        let (month, day, unsubscribed) =
            (random.below(12) + 1, random.below(28) + 1, random.of(&["no", "no", "yes", ""]));
        writeln!(file, "L{lead:07},p{lead}@{domain},{seniority},{function},2025-{month:02}-{day:02},{unsubscribed}")?;
    }
    file.flush()
}

/// Whose, what and when are thrown anew for each line, so that they come in no order.
fn write_events(path: &Path, of: Size, random: &mut Random) -> std::io::Result<()> {
    let kinds = [
        "visit",
        "visit",
        "visit",
        "visit",
        "visit",
        "visit",
        "visit",
        "visit",
        "email open",
        "email open",
        "email open",
        "email click",
        "form",
        "conference",
        "web broadcast",
        "gated content",
        "subscription",
        "survey",
        "hard bounce",
        "paid social",
    ];
    let pages = ["/", "/blog", "/blog/pricing", "/pricing", "/features/plan?a=1", "/jobs", "/product", "/direction"];
    let mut file = BufWriter::with_capacity(1 << 20, File::create(path)?);
    writeln!(file, "lead_id,campaign,kind,at,page,publisher,answer")?;
    let mut line = String::new();
    for _ in 0..of.events {
        line.clear();
        // One in twenty belongs to a lead that is not in the file.
        let lead = random.below(of.leads + of.leads / 20);
        let kind = random.of(&kinds);
        let page = if kind == "visit" { random.of(&pages) } else { "" };
        let publisher = if kind == "gated content" { random.of(&["Gartner", "Forrester", "IDC", ""]) } else { "" };
        let answer = if kind == "survey" { random.of(&["High", "Medium", "Low"]) } else { "" };
        let (year, month, day) = (2024 + random.below(2), random.below(12) + 1, random.below(28) + 1);
        let (hour, minute, second) = (random.below(24), random.below(60), random.below(60));
        let offset = random.of(&["Z", "-08:00", "-07:00", "+01:00"]);
        let _ = writeln!(
            line,
            "L{lead:07},C{},{kind},{year}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{offset},{page},{publisher},{answer}",
            random.below(500)
        );
        file.write_all(line.as_bytes())?;
    }
    file.flush()
}

fn write_one_event(path: &Path) -> std::io::Result<()> {
    std::fs::write(path, "lead_id,kind,at,page,publisher,answer\nL0000000,visit,2026-01-10,/blog,,\n")
}
