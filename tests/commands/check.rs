//! `qualify check`.

use super::Scratch;

const GOOD: &str = "when size > 5 then +1\n";
const UNUSED: &str = "list big = [\"a\"]\nwhen size > 5 then +1\n";
const BROKEN: &str = "when size => 5 then +1\n";

#[test]
fn how_it_ends() {
    let scratch = Scratch::new(&[
        ("good.qual", GOOD.as_bytes()),
        ("unused.qual", UNUSED.as_bytes()),
        ("broken.qual", BROKEN.as_bytes()),
        ("binary.qual", b"\xff\xfe\x00"),
        ("empty.qual", b""),
    ]);
    for (arguments, exit) in [
        ("good.qual", 0),
        ("unused.qual", 0),
        ("unused.qual --deny warnings", 1),
        ("unused.qual --deny unused-definition", 1),
        ("unused.qual --deny warnings --allow unused-definition", 0),
        ("broken.qual", 1),
        ("good.qual broken.qual", 1),
        ("empty.qual", 1),
        ("binary.qual", 2),
        ("nowhere.qual", 2),
        ("good.qual --deny no-such-lint", 2),
        ("--list", 0),
        ("--explain unknown-name", 0),
        ("--explain unknwon-name", 2),
    ] {
        let ran = scratch.run(&format!("check {arguments}"));
        assert_eq!(ran.exit, Some(exit), "{arguments}: {ran}");
    }
}

#[test]
fn a_folder_means_every_rule_file_below_it() {
    let scratch = Scratch::new(&[("a.qual", GOOD), ("b.qual", BROKEN), ("c.txt", "no rules")]);
    std::fs::create_dir(scratch.path("deep")).expect("a folder");
    std::fs::write(scratch.path("deep/d.qual"), UNUSED).expect("a file");
    insta::assert_snapshot!(scratch.run("check --format short"));
    let empty = Scratch::new(&[("c.txt", "no rules")]);
    insta::assert_snapshot!(empty.run("check"), @r"
    exit 2
    --- standard error
    error: there are no `.qual` files in `.`
    ");
}

#[test]
fn standard_input() {
    let scratch = Scratch::new(&[("broken.qual", BROKEN)]);
    let mut command = scratch.command("check - --format short");
    let file = std::fs::File::open(scratch.path("broken.qual")).expect("a file");
    let ran = crate::score::Ran::from(command.stdin(file).output().expect("it runs"));
    assert_eq!(ran.exit, Some(1));
    assert!(ran.out.starts_with("standard input:1:11: error[foreign-operator]: "), "{ran}");
}
