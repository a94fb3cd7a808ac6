//! `check --data`: what only leads can tell.

mod commands;
mod counts;
mod fixtures;
mod hostile;
mod pages;
mod real;

use crate::score::{Ran, Scratch};

/// A file of leads: a line `...` stands for the rows above it, again and again until there are 120.
fn leads(short: &str) -> String {
    let Some((above, below)) = short.split_once("...\n") else { return short.to_owned() };
    let (header, rows) = above.split_once('\n').expect("a header");
    let once = rows.lines().count();
    format!("{header}\n{}{below}", rows.repeat(120_usize.div_ceil(once)))
}

/// Checks rules with leads, as of a day.
fn check(rules: &str, data: &str, options: &str) -> Ran {
    let scratch = Scratch::new(&[("r.qual", rules), ("l.csv", data)]);
    scratch.run(format!("check r.qual --data l.csv --today 2026-01-15 {options}").trim_end())
}

/// The names of the findings of a run with `--format json`, in order.
fn names(ran: &Ran) -> Vec<String> {
    let found: Vec<serde_json::Value> = serde_json::from_str(&ran.out).unwrap_or_else(|_| panic!("{ran}"));
    found.iter().map(|finding| finding["name"].as_str().expect("a name").to_owned()).collect()
}
