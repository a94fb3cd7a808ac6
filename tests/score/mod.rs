//! `qualify score` from end to end, on small invented leads.

mod bad_input;
mod columns;
mod ends;
mod events;
mod exports;
mod laws;
mod options;
mod previous;
mod result;
mod summary;

use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// Rules that use every kind of result.
pub const RULES: &str = r#"
lead {
  email:     text key required
  size:      number or range  from "Company Size"
  downloads: number = 0
  industry:  one of "Software", "Retail"
  demo:      yes/no
  owner:     text
}
score fit in 0..100 {
  when size in 50..500 then +20 because "mid-market company"
  by industry {
    "Software" then +20
    "Retail"   then +10 because "retail"
    unknown    then 0
  }
}
score interest in -50..100 {
  when demo then +40 because "asked for a demo"
  when downloads >= 1 then +5 per downloads up to +25
  when -1 > downloads then -50
}
disqualify when domain of email = "rival.example" because "works for a competitor"
disqualify when owner = "nobody"
ladder stage {
  lead
  mql needs fit >= 20
  sql needs interest >= 20
}
label priority {
  when fit + interest >= 60 then hot
  otherwise cold
}
"#;

/// Leads that show what the rules do.
pub const LEADS: &str = "\
Email,Company Size,Downloads,Industry,Demo,Owner,Note
ada@example.com,51-200,3,software,yes,Eve,=1+1
ben@example.com,20,,Retail,no,,\"two
lines\"
cy@rival.example,120,0,Software,1,nobody,
dee@example.com,,-3,,,,x
eli@example.com,10-60,2,,yes,Eve,
";

/// A folder of its own, in which `qualify` runs.
pub struct Scratch(TempDir);

impl Scratch {
    /// With these files in it.
    pub fn new<C: AsRef<[u8]>>(files: &[(&str, C)]) -> Scratch {
        let scratch = Scratch(tempfile::tempdir().expect("a folder"));
        for (name, content) in files {
            std::fs::write(scratch.path(name), content).expect("a file");
        }
        scratch
    }

    /// With the rules and leads above in it, as `r.qual` and `l.csv`.
    pub fn usual() -> Scratch {
        Scratch::new(&[("r.qual", RULES), ("l.csv", LEADS)])
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).expect("a text file")
    }

    pub fn command(&self, arguments: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_qualify"));
        command.args(arguments.split(' ')).current_dir(self.0.path());
        command.env("NO_COLOR", "1").env("COLUMNS", "100").stdin(Stdio::null());
        command
    }

    /// Runs `qualify` with arguments that have spaces between.
    pub fn run(&self, arguments: &str) -> Ran {
        Ran::from(self.command(arguments).output().expect("it runs"))
    }

    /// What is in the folder.
    pub fn files(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.0.path()).expect("a folder").flatten();
        let mut names: Vec<String> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }
}

/// How a run ended.
#[derive(Debug)]
pub struct Ran {
    pub exit: Option<i32>,
    pub out: String,
    pub err: String,
}

impl From<Output> for Ran {
    fn from(output: Output) -> Ran {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        Ran { exit: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }
}

impl std::fmt::Display for Ran {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        write!(f, "exit {}\n{}", self.exit.unwrap_or(-1), self.out)?;
        if self.err.is_empty() { Ok(()) } else { write!(f, "--- standard error\n{}", timeless(&self.err)) }
    }
}

/// Without the times, which differ from run to run.
pub fn timeless(text: &str) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    for line in &mut lines {
        if let Some((before, rest)) = line.split_once(" scored in ") {
            let after = rest.split_once("a second").map_or("", |(_, after)| after);
            *line = format!("{before} scored in TIME{after}");
        }
    }
    lines.join("\n")
}
