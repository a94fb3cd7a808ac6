//! `--deny`, `--warn` and `--allow`.

use clap::Parser;
use qualify::cli::levels::LevelArgs;
use qualify::diagnostic::{Name, Severity};

#[derive(Parser)]
struct Cli {
    #[command(flatten)]
    levels: LevelArgs,
}

/// The levels of an error, of two lints of the group `correctness` and of one each of `scoring` and `style`; `-` for what is off.
fn levels(options: &str) -> Result<String, String> {
    let words = std::iter::once("check").chain(options.split_whitespace());
    let cli = Cli::try_parse_from(words).map_err(|error| error.to_string())?;
    let kinds = [Name::Syntax, Name::UnusedDefinition, Name::UnusedAllow, Name::ZeroPoints, Name::NegatedIn];
    let level = |name| match cli.levels.0.of(name) {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Allowed => "-",
    };
    Ok(kinds.map(level).join(" "))
}

#[test]
fn the_last_word_counts() {
    for (options, expected) in [
        ("", "error warning warning warning -"),
        ("--deny warnings", "error error error error -"),
        ("--deny warnings --warn warnings", "error warning warning warning -"),
        ("--allow warnings --deny warnings", "error error error error -"),
        ("--deny unused-allow --allow warnings --warn warnings", "error warning error warning -"),
        ("--deny unused-allow", "error warning error warning -"),
        ("--deny syntax", "error warning warning warning -"),
        ("--allow unused-definition", "error - warning warning -"),
        ("--allow unused-definition --deny warnings", "error - error error -"),
        ("--deny warnings --allow unused-definition", "error - error error -"),
        ("--deny warnings --warn unused-definition", "error warning error error -"),
        ("--warn unused-definition --deny warnings", "error error error error -"),
        ("--deny unused-allow --allow unused-allow --warn unused-allow", "error warning warning warning -"),
        ("--allow unused-allow --deny unused-definition --deny unused-allow", "error error error warning -"),
        ("--warn style", "error warning warning warning warning"),
        ("--warn style --deny warnings", "error error error error error"),
        ("--deny warnings --warn style", "error error error error warning"),
        ("--deny style", "error warning warning warning error"),
        ("--deny correctness", "error error error warning -"),
        ("--deny correctness --allow scoring", "error error error - -"),
        ("--deny correctness --warn unused-allow", "error error warning warning -"),
        ("--warn unused-allow --deny correctness", "error error error warning -"),
        ("--allow warnings", "error - - - -"),
        ("--allow warnings --warn scoring", "error - - warning -"),
        ("--warn pedantic", "error warning warning warning -"),
    ] {
        assert_eq!(levels(options).as_deref(), Ok(expected), "{options}");
    }
}

#[test]
fn what_cannot_be_is_said() {
    for (options, expected) in [
        ("--deny unused-defintion", "no finding is named `unused-defintion`; did you mean `unused-definition`?"),
        ("--allow Unused_Allow", "did you mean `unused-allow`?"),
        ("--deny stlye", "no finding is named `stlye`; did you mean `style`?"),
        ("--deny Warnings", "did you mean `warnings`?"),
        ("--allow zebra", "no finding is named `zebra`; `qualify check --list` shows all names"),
        ("--allow syntax", "`syntax` is an error, without which the rules cannot run; only warnings can be changed"),
        ("--warn unknown-name", "`unknown-name` is an error"),
    ] {
        let error = levels(options).expect_err(options);
        assert!(error.contains(expected), "{options}: {error}");
    }
}
