//! `qualify schema` as a command.

use crate::score::{RULES, Scratch};

#[test]
fn how_it_ends() {
    let scratch = Scratch::new(&[("r.qual", RULES), ("broken.qual", "when size => 5 then +1\n")]);
    std::fs::create_dir(scratch.path("folder")).unwrap();
    for (arguments, exit) in [
        ("r.qual", 0),
        ("r.qual --output", 0),
        ("r.qual -o s.json", 0),
        ("r.qual -o s.json --output", 0),
        ("r.qual -o r.qual", 2),
        ("r.qual -o folder", 2),
        ("r.qual -o nowhere/s.json", 2),
        ("r.qual --output s.json", 2),
        ("broken.qual", 2),
        ("nowhere.qual", 2),
        ("", 2),
    ] {
        let ran = scratch.run(format!("schema {arguments}").trim());
        assert_eq!(ran.exit, Some(exit), "{arguments}: {ran}");
        assert_eq!(ran.err.is_empty(), exit == 0, "{arguments}: {ran}");
    }
    assert_eq!(scratch.read("r.qual"), RULES);
}

#[test]
fn a_file_holds_what_standard_output_would() {
    let scratch = Scratch::usual();
    for output in ["", " --output"] {
        let shown = scratch.run(&format!("schema r.qual{output}")).out;
        assert_eq!(scratch.run(&format!("schema r.qual{output} -o s.json")).out, "");
        assert_eq!(scratch.read("s.json"), shown);
        assert!(shown.starts_with("{\n  \"$schema\": ") && shown.ends_with("}\n"), "{shown}");
    }
    assert_ne!(scratch.run("schema r.qual").out, scratch.run("schema r.qual --output").out);
}

#[test]
fn rules_may_come_from_standard_input() {
    let scratch = Scratch::usual();
    let mut command = scratch.command("schema -");
    let ran =
        crate::score::Ran::from(command.stdin(std::fs::File::open(scratch.path("r.qual")).unwrap()).output().unwrap());
    assert_eq!(ran.exit, Some(0), "{ran}");
    assert_eq!(ran.out, scratch.run("schema r.qual").out);
}

#[test]
fn slips_are_answered() {
    let scratch = Scratch::usual();
    insta::assert_snapshot!(scratch.run("schema r.qual --output s.json"));
    insta::assert_snapshot!(scratch.run("schema r.qual -o r.qual"));
}
