//! How a run ends when the world does not play along.
#![cfg(unix)]

use super::{Ran, Scratch};
use std::io::{BufRead, BufReader, Read, Write};
use std::process::Stdio;
use std::time::{Duration, Instant};

/// More rows than any pipe holds.
fn many_leads() -> String {
    let rows = (0..60_000).map(|at| format!("lead-{at}@example.com,{}\n", at % 1000));
    format!("email,size\n{}", rows.collect::<String>())
}

const RULES: &str = "when size > 500 then +1\n";

#[test]
fn a_closed_pipe_is_quiet() {
    let scratch = Scratch::new(&[("r.qual", RULES), ("l.csv", &many_leads())]);
    let mut child =
        scratch.command("score r.qual l.csv").stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it runs");
    let mut header = String::new();
    let mut out = BufReader::new(child.stdout.take().expect("a pipe"));
    out.read_line(&mut header).expect("a line");
    assert_eq!(header, "email,size,score,reasons\n");
    drop(out);
    let ran = Ran::from(child.wait_with_output().expect("it ends"));
    assert_eq!((ran.exit, ran.err.as_str()), (Some(0), ""));
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_an_error() {
    let scratch = Scratch::new(&[("r.qual", RULES), ("l.csv", &many_leads()), ("few.csv", "email,size\na,1\n")]);
    for leads in ["l.csv", "few.csv"] {
        let ran = scratch.run(&format!("score r.qual {leads} -o /dev/full"));
        assert_eq!(ran.exit, Some(2), "{ran}");
        assert!(ran.err.starts_with("error: the result could not be written: no space is left on the disk\n"), "{ran}");
    }
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").expect("a device");
    let mut command = scratch.command("score r.qual few.csv");
    let ran = Ran::from(command.stdout(full).output().expect("it runs"));
    assert_eq!(ran.exit, Some(2), "{ran}");
}

#[test]
fn ctrl_c_leaves_the_old_file() {
    let scratch = Scratch::new(&[("r.qual", RULES), ("s.csv", "old")]);
    let mut child = scratch
        .command("score r.qual - -o s.csv")
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it runs");
    let mut input = child.stdin.take().expect("a pipe");
    input.write_all(many_leads().as_bytes()).expect("it reads");
    // Once the file is begun the run is under way.
    let begun = Instant::now();
    while scratch.files().len() < 3 {
        assert!(begun.elapsed() < Duration::from_secs(20), "the run does not begin");
        std::thread::sleep(Duration::from_millis(10));
    }
    let killed = std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status().expect("kill");
    assert!(killed.success());
    // The signal may come as the run waits for input: a further row lets it go on.
    std::thread::sleep(Duration::from_millis(100));
    let _ = input.write_all(many_leads().split_once('\n').map_or("", |(_, rows)| rows).as_bytes());
    drop(input);
    let mut told = String::new();
    child.stderr.take().expect("a pipe").read_to_string(&mut told).expect("text");
    assert_eq!(child.wait().expect("it ends").code(), Some(130), "{told}");
    assert_eq!(scratch.read("s.csv"), "old");
    assert_eq!(scratch.files(), ["r.qual", "s.csv"], "nothing is left behind");
}

#[test]
fn leads_may_come_through_a_pipe() {
    let scratch = Scratch::new(&[("r.qual", RULES)]);
    let mut child = scratch
        .command("score r.qual -q --no-reasons")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("it runs");
    child.stdin.take().expect("a pipe").write_all(b"[{\"size\": 600}]").expect("it reads");
    let ran = Ran::from(child.wait_with_output().expect("it ends"));
    assert_eq!(ran.out, "[\n{\"size\":600,\"score\":1}\n]\n");
}
