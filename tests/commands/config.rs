//! `qualify.toml`: levels for all rule files of a folder and those below it.

use super::Scratch;
use qualify::cli::config::read;
use qualify::diagnostic::{Name, Severity};
use qualify::source::Source;

const GOOD: &str = "when size > 5 then +1\n";
const UNUSED: &str = "list big = [\"a\"]\nwhen size > 5 then +1\n";

/// The levels of two lints of the group `correctness` and of one each of `scoring` and `style`; `-` for what is off.
fn levels(lines: &str) -> String {
    let levels = read(&Source::new("qualify.toml", format!("[lints]\n{lines}\n"))).expect(lines);
    let kinds = [Name::UnusedDefinition, Name::UnusedAllow, Name::ZeroPoints, Name::NegatedIn];
    let level = |name| match levels.of(name) {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Allowed => "-",
    };
    kinds.map(level).join(" ")
}

/// Whatever comes first: a lint wins over its group, and a group over `warnings`.
#[test]
fn what_is_more_particular_wins() {
    for (lines, expected) in [
        (&[][..], "warning warning warning -"),
        (&["warnings = \"deny\""], "error error error -"),
        (&["warnings = \"deny\"", "unused-allow = \"warn\""], "error warning error -"),
        (&["warnings = \"deny\"", "style = \"warn\""], "error error error warning"),
        (&["warnings = \"deny\"", "negated-in = \"warn\""], "error error error warning"),
        (&["warnings = \"allow\"", "scoring = \"warn\""], "- - warning -"),
        (&["correctness = \"deny\"", "unused-allow = \"allow\"", "warnings = \"allow\""], "error - - -"),
        (&["style = \"deny\"", "negated-in = \"allow\""], "warning warning warning -"),
    ] {
        assert_eq!(levels(&lines.join("\n")), expected, "{lines:?}");
        let turned: Vec<&str> = lines.iter().rev().copied().collect();
        assert_eq!(levels(&turned.join("\n")), expected, "{turned:?}");
    }
}

#[test]
fn toml_in_all_its_forms() {
    for text in [
        "lints.unused-definition = \"deny\"",
        "lints = { unused-definition = 'deny' }",
        "\u{feff}[lints]\r\n\"unused-definition\" = \"deny\" # it matters\r\n",
        "[lints]\nunused-definition = \"\"\"deny\"\"\"",
    ] {
        let levels = read(&Source::new("qualify.toml", text)).expect(text);
        assert_eq!(levels.of(Name::UnusedDefinition), Severity::Error, "{text}");
    }
    for text in ["", "# nothing yet\n", "[lints]\n"] {
        assert!(read(&Source::new("qualify.toml", text)).is_ok_and(|levels| levels == Default::default()), "{text}");
    }
}

#[test]
fn each_mistake_has_its_place_and_a_way_out() {
    let config = "\
top = 1
unused-definition = \"deny\"
[lint]
style = \"warn\"
[lints]
unused-definiton = \"deny\"
stlye = \"warn\"
syntax = \"allow\"
warnings = true
never-fires = \"error\"
pedantic = \"wran\"
zero-points = { level = \"deny\" }
[rules]
";
    let scratch = Scratch::new(&[("a.qual", GOOD), ("qualify.toml", config)]);
    insta::assert_snapshot!(scratch.run("check a.qual"));
    for text in
        ["[lints", "[lints]\nstyle = warn\n", "[lints]\nstyle = \"warn\"\nstyle = \"deny\"\n", "lints = \"deny\"\n"]
    {
        std::fs::write(scratch.path("qualify.toml"), text).expect("written");
        insta::assert_snapshot!(scratch.run("check a.qual"));
    }
}

#[test]
fn a_file_that_cannot_be_read() {
    let scratch = Scratch::new(&[("a.qual", GOOD.as_bytes()), ("qualify.toml", b"[lints] # \xff")]);
    insta::assert_snapshot!(scratch.run("check a.qual"));
    std::fs::remove_file(scratch.path("qualify.toml")).expect("it was there");
    std::fs::create_dir(scratch.path("qualify.toml")).expect("a folder");
    insta::assert_snapshot!(scratch.run("check a.qual"));
}

#[test]
fn each_rule_file_has_the_nearest() {
    let scratch = Scratch::new(&[("unused.qual", UNUSED), ("qualify.toml", "[lints]\nwarnings = \"deny\"\n")]);
    for folder in ["one", "one/deep", "two"] {
        std::fs::create_dir(scratch.path(folder)).expect("a folder");
        std::fs::write(scratch.path(&format!("{folder}/unused.qual")), UNUSED).expect("written");
    }
    std::fs::write(scratch.path("one/qualify.toml"), "[lints]\nunused-definition = \"allow\"\n").expect("written");
    insta::assert_snapshot!(scratch.run("check --format short"));
    // The command line has the last word.
    assert_eq!(scratch.run("check --format short --warn unused-definition").exit, Some(0));
    assert_eq!(scratch.run("check --format short --allow warnings two").exit, Some(0));
    assert_eq!(scratch.run("check --format short one --deny unused-definition").exit, Some(1));
    // From a folder below, and by a path that leads up.
    let ran = |folder: &str, arguments: &str| {
        let mut command = scratch.command(arguments);
        crate::score::Ran::from(command.current_dir(scratch.path(folder)).output().expect("it runs"))
    };
    assert_eq!(ran("two", "check unused.qual").exit, Some(1));
    assert_eq!(ran("one/deep", "check unused.qual").exit, Some(0));
    assert_eq!(ran("one", "check ../two/unused.qual").exit, Some(1));
    assert_eq!(ran("two", "check ../one/deep").exit, Some(0));
}

#[test]
fn standard_input_has_that_of_the_current_folder() {
    let scratch = Scratch::new(&[("unused.qual", UNUSED), ("qualify.toml", "[lints]\nwarnings = \"deny\"\n")]);
    let ran = |folder: &str| {
        let file = std::fs::File::open(scratch.path("unused.qual")).expect("a file");
        let mut command = scratch.command("check -");
        crate::score::Ran::from(command.current_dir(scratch.path(folder)).stdin(file).output().expect("it runs")).exit
    };
    std::fs::create_dir(scratch.path("below")).expect("a folder");
    std::fs::create_dir(scratch.path("other")).expect("a folder");
    std::fs::write(scratch.path("other/qualify.toml"), "").expect("written");
    assert_eq!((ran("."), ran("below"), ran("other")), (Some(1), Some(1), Some(0)));
}

#[test]
fn other_commands_leave_it_alone() {
    let scratch = Scratch::new(&[("a.qual", GOOD), ("l.csv", "size\n9\n"), ("qualify.toml", "nonsense")]);
    assert_eq!(scratch.run("score a.qual l.csv").exit, Some(0));
    assert_eq!(scratch.run("fmt a.qual").exit, Some(0));
    assert_eq!(scratch.run("check a.qual").exit, Some(2));
}
