//! `qualify check --fix` and `--diff`.

use super::Scratch;
use crate::score::Ran;
use std::process::Stdio;

const SLIPS: &str = "when a == 2 && b <> 3 then +5\n";
const LEFTOVER: &str = "# qualify: allow(unused-definition) the next campaign\nwhen a = 3 then +5\n";
const GUESS: &str = "lead { size: number }\nwhen sizze > 3 then +5\nwhen size == 3 then +1\n";

fn scratch() -> Scratch {
    Scratch::new(&[
        ("slips.qual", SLIPS),
        ("leftover.qual", LEFTOVER),
        ("guess.qual", GUESS),
        ("good.qual", "when a = 3 then +5\n"),
    ])
}

/// Runs with a text on standard input.
fn piped(scratch: &Scratch, arguments: &str, text: &str) -> Ran {
    std::fs::write(scratch.path("piped"), text).expect("written");
    let file = std::fs::File::open(scratch.path("piped")).expect("a file");
    Ran::from(scratch.command(arguments).stdin(Stdio::from(file)).output().expect("it runs"))
}

#[test]
fn what_is_sure_is_corrected() {
    let scratch = scratch();
    insta::assert_snapshot!(scratch.run("check --fix"));
    assert_eq!(scratch.read("slips.qual"), "when a = 2 and b != 3 then +5\n");
    assert_eq!(scratch.read("leftover.qual"), "when a = 3 then +5\n");
    assert_eq!(scratch.read("guess.qual"), GUESS.replace("==", "="));
    assert_eq!(scratch.files(), ["good.qual", "guess.qual", "leftover.qual", "slips.qual"]);
    // A second time there is nothing to do.
    insta::assert_snapshot!(scratch.run("check --fix --format short"));
}

#[test]
fn a_difference_changes_nothing() {
    let scratch = scratch();
    insta::assert_snapshot!(scratch.run("check --diff"));
    insta::assert_snapshot!(scratch.run("check --fix --diff slips.qual good.qual"));
    assert_eq!((scratch.read("slips.qual").as_str(), scratch.read("leftover.qual").as_str()), (SLIPS, LEFTOVER));
    assert_eq!(scratch.run("check --diff leftover.qual").exit, Some(1));
    let ran = scratch.run("check --diff good.qual");
    assert_eq!((ran.exit, ran.out.as_str(), ran.err.as_str()), (Some(0), "", "nothing to fix, 0 left\n"));
}

#[test]
fn how_it_ends() {
    for (arguments, exit) in [
        ("--fix slips.qual", 0),
        ("--fix leftover.qual --deny warnings", 0),
        ("--fix guess.qual", 1),
        ("--fix good.qual", 0),
        ("--diff guess.qual", 1),
        ("--fix nowhere.qual", 2),
        ("--fix leftover.qual --allow unused-allow", 0),
    ] {
        let ran = scratch().run(&format!("check {arguments}"));
        assert_eq!(ran.exit, Some(exit), "{arguments}: {ran}");
    }
    // What is off is not fixed.
    let scratch = scratch();
    scratch.run("check --fix leftover.qual --allow unused-allow");
    assert_eq!(scratch.read("leftover.qual"), LEFTOVER);
}

#[test]
fn standard_input_comes_out_corrected() {
    let scratch = scratch();
    let ran = piped(&scratch, "check --fix -", SLIPS);
    assert_eq!((ran.exit, ran.out.as_str()), (Some(0), "when a = 2 and b != 3 then +5\n"));
    assert_eq!(ran.err, "fixed 3 findings in 1 file, 0 left\n");
    insta::assert_snapshot!(piped(&scratch, "check --fix -", GUESS));
    // What is right comes out too.
    assert_eq!(piped(&scratch, "check --fix -", "when a = 3 then +5\n").out, "when a = 3 then +5\n");
    assert!(piped(&scratch, "check --diff -", SLIPS).out.starts_with("--- standard input\n"));
}

#[test]
fn what_others_bring_in_is_left_alone() {
    let shared = "# qualify: allow(unused-definition) later\nlead { size: number }\n";
    let scratch =
        Scratch::new(&[("main.qual", "use \"shared.qual\"\nwhen size == 3 then +5\n"), ("shared.qual", shared)]);
    assert_eq!(scratch.run("check --fix main.qual").exit, Some(0));
    assert_eq!(scratch.read("main.qual"), "use \"shared.qual\"\nwhen size = 3 then +5\n");
    assert_eq!(scratch.read("shared.qual"), shared);
    // Unless it is among those that are given.
    assert_eq!(scratch.run("check --fix").exit, Some(0));
    assert_eq!(scratch.read("shared.qual"), "lead { size: number }\n");
}

/// A used file that is given too may be corrected after the file that uses it, which then has nothing left.
#[test]
fn what_is_told_is_what_is_left() {
    let scratch = Scratch::new(&[
        ("a.qual", "use \"shared.qual\"\nwhen big then +5\n"),
        ("shared.qual", "lead { size: number }\ndefine big = size == 3\n"),
    ]);
    let ran = scratch.run("check --fix");
    assert_eq!((ran.exit, ran.out.as_str()), (Some(0), "nothing found in 2 files\n"), "{ran}");
    assert_eq!(ran.err, "fixed 1 finding in 1 file, 0 left\n");
}

#[test]
fn a_file_that_may_not_be_written() {
    let scratch = scratch();
    let path = scratch.path("slips.qual");
    let mut permissions = path.metadata().expect("a file").permissions();
    permissions.set_readonly(true);
    std::fs::set_permissions(&path, permissions).expect("it is ours");
    let ran = scratch.run("check --fix --format short slips.qual leftover.qual");
    assert_eq!(ran.exit, Some(2), "{ran}");
    assert!(ran.err.contains("error: `slips.qual` is read-only\n"), "{ran}");
    assert!(ran.err.ends_with("fixed 1 finding in 1 file, 3 left\n"), "{ran}");
    assert_eq!(scratch.read("slips.qual"), SLIPS);
}

#[cfg(unix)]
#[test]
fn a_link_stays_a_link() {
    let scratch = scratch();
    std::os::unix::fs::symlink("slips.qual", scratch.path("link.qual")).expect("a link");
    assert_eq!(scratch.run("check --fix link.qual").exit, Some(0));
    assert!(scratch.path("link.qual").symlink_metadata().expect("it is there").is_symlink());
    assert_eq!(scratch.read("slips.qual"), "when a = 2 and b != 3 then +5\n");
}

#[test]
fn what_can_be_corrected_is_counted() {
    let scratch = scratch();
    for (file, said) in [
        ("slips.qual", "`qualify check --fix` can correct them all\n"),
        ("leftover.qual", "`qualify check --fix` can correct it\n"),
        ("guess.qual", "`qualify check --fix` can correct 1 of them\n"),
        ("good.qual", "nothing found in 1 file\n"),
    ] {
        let ran = scratch.run(&format!("check {file}"));
        assert!(ran.out.ends_with(said), "{ran}");
        assert!(!scratch.run(&format!("check --format short {file}")).out.contains("--fix"));
    }
}

#[test]
fn today_can_be_set() {
    let scratch = scratch();
    assert_eq!(scratch.run("check good.qual --today 2026-01-15").exit, Some(0));
    let ran = scratch.run("check good.qual --today tomorrow");
    assert_eq!(ran.exit, Some(2));
    assert!(ran.err.contains("a date is written as 2026-01-31"), "{ran}");
}
