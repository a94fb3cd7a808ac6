//! Help, completions and man pages.

use super::Scratch;

/// The commands, as the help lists them.
fn commands(scratch: &Scratch) -> Vec<String> {
    let help = scratch.run("--help").out;
    let listed = help.split_once("Commands:\n").expect("a list").1.split_once("\n\n").expect("an end").0;
    listed.lines().filter_map(|line| line.split_whitespace().next().map(str::to_owned)).collect()
}

#[test]
fn every_command_shows_an_example() {
    let scratch = Scratch::new::<&str>(&[]);
    let commands = commands(&scratch);
    assert!(commands.len() >= 6, "{commands:?}");
    for command in commands {
        let help = scratch.run(&format!("{command} --help"));
        assert_eq!(help.exit, Some(0));
        let examples = help.out.split_once("\nExample").map(|(_, examples)| examples);
        assert!(examples.is_some_and(|text| text.contains(&format!("qualify {command}"))), "{command}:\n{}", help.out);
    }
}

#[test]
fn every_shell_knows_every_command() {
    let scratch = Scratch::new::<&str>(&[]);
    let commands = commands(&scratch);
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = scratch.run(&format!("completions {shell}"));
        assert_eq!((script.exit, script.err.as_str()), (Some(0), ""), "{shell}");
        for command in &commands {
            assert!(script.out.contains(command.as_str()), "{shell}: {command}");
        }
    }
}

/// The names of findings are too many for the help, and are completed all the same.
#[test]
fn names_of_lints_are_completed() {
    let scratch = Scratch::new::<&str>(&[]);
    for shell in ["bash", "zsh", "fish"] {
        let script = scratch.run(&format!("completions {shell}")).out;
        for name in ["unused-definition", "style", "warnings", "unknown-name"] {
            assert!(script.contains(name), "{shell}: {name}");
        }
    }
    for help in [scratch.run("check --help").out, scratch.run("check -h").out] {
        assert!(!help.contains("unused-allow") && help.contains("`pedantic`"), "{help}");
    }
}

#[test]
fn every_command_has_a_page() {
    let scratch = Scratch::new::<&str>(&[]);
    let whole = scratch.run("man").out;
    assert!(whole.contains(".TH qualify 1"), "{whole}");
    assert_eq!(scratch.run("man --dir .").exit, Some(0));
    let pages = scratch.files();
    for command in commands(&scratch) {
        assert!(pages.contains(&format!("qualify-{command}.1")), "{command}: {pages:?}");
    }
    assert_eq!(scratch.run("man --dir nowhere").exit, Some(2));
}

#[test]
fn a_slip_is_answered() {
    let scratch = Scratch::new::<&str>(&[]);
    for (arguments, said) in [
        ("scroe a b", "similar subcommands exist: 'schema', 'score'"),
        ("score --quite r.qual", "a similar argument exists: '--quiet'"),
        ("score", "<RULES>"),
    ] {
        let ran = scratch.run(arguments);
        assert_eq!(ran.exit, Some(2), "{arguments}");
        assert!(ran.err.contains(said), "{arguments}: {ran}");
    }
}
