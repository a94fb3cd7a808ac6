//! `qualify fmt`.

use clap::Parser;
use qualify::cli::fmt::{Fmt, Streams};
use qualify::cli::output::Exit;
use qualify::cli::style::Look;
use std::fs;
use std::path::Path;

#[derive(Parser)]
struct Command {
    #[command(flatten)]
    fmt: Fmt,
}

struct Outcome {
    exit: Exit,
    stdout: String,
    stderr: String,
}

fn run(folder: &Path, arguments: &str, stdin: &str) -> Outcome {
    let arguments = arguments.split_whitespace().map(|argument| match argument {
        "--check" | "--diff" | "-" => argument.to_owned(),
        path => folder.join(path).display().to_string(),
    });
    let command = Command::try_parse_from(std::iter::once("fmt".to_owned()).chain(arguments)).unwrap();
    let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
    let streams = Streams {
        stdin: &mut stdin.as_bytes(),
        stdout: &mut stdout,
        stderr: &mut stderr,
        terminal: false,
        colour: false,
        look: Look::PLAIN,
    };
    let exit = command.fmt.run_on(streams).unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap().replace(&folder.display().to_string(), "FOLDER");
    Outcome { exit, stdout: text(stdout), stderr: text(stderr) }
}

/// A file that is laid out already, one that is not, and one with an error.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [
        ("done.qual", "when a then +1\n"),
        ("messy.qual", "# why\nwhen   a\nthen +1 # x\nwhen bcd then +2\n"),
        ("wrong.qual", "when a >\n"),
    ] {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

fn text(folder: &tempfile::TempDir, name: &str) -> String {
    fs::read_to_string(folder.path().join(name)).unwrap()
}

const MESSY_LAID_OUT: &str = "# why\nwhen a   then +1  # x\nwhen bcd then +2\n";

#[test]
fn files_are_changed_and_counted() {
    let folder = folder();
    let outcome = run(folder.path(), "done.qual messy.qual", "");
    assert_eq!((outcome.exit, outcome.stdout.as_str()), (Exit::Fine, ""));
    assert_eq!(outcome.stderr, "1 file changed, 1 already in the standard layout\n");
    assert_eq!(text(&folder, "messy.qual"), MESSY_LAID_OUT);
    let again = run(folder.path(), "done.qual messy.qual", "");
    assert_eq!(again.stderr, "0 files changed, 2 already in the standard layout\n");
}

#[test]
fn check_names_what_would_change_and_changes_nothing() {
    let folder = folder();
    let outcome = run(folder.path(), "--check done.qual messy.qual", "");
    assert_eq!((outcome.exit, outcome.stdout.as_str()), (Exit::Found, "FOLDER/messy.qual\n"));
    assert_eq!(outcome.stderr, "1 file would change, 1 already in the standard layout\n");
    assert!(text(&folder, "messy.qual").starts_with("# why\nwhen   a"));
    assert_eq!(run(folder.path(), "--check done.qual", "").exit, Exit::Fine);
}

#[test]
fn diff_shows_what_would_change_and_changes_nothing() {
    let folder = folder();
    let outcome = run(folder.path(), "--diff messy.qual done.qual", "");
    assert_eq!(outcome.exit, Exit::Found);
    let expected = "--- FOLDER/messy.qual\n+++ FOLDER/messy.qual\n@@ -1,4 +1,3 @@\n # why\n-when   a\n-then +1 # x\n\
                    +when a   then +1  # x\n when bcd then +2\n";
    assert_eq!(outcome.stdout, expected);
    assert!(text(&folder, "messy.qual").starts_with("# why\nwhen   a"));
}

#[test]
fn a_file_with_errors_is_reported_and_left_alone_and_the_others_are_laid_out() {
    let folder = folder();
    let outcome = run(folder.path(), "wrong.qual messy.qual", "");
    assert_eq!((outcome.exit, outcome.stdout.as_str()), (Exit::Found, ""));
    assert!(outcome.stderr.contains("wrong.qual:1:"), "{}", outcome.stderr);
    assert!(
        outcome.stderr.ends_with("1 file changed, 0 already in the standard layout, 1 file with errors left alone\n")
    );
    assert_eq!(text(&folder, "wrong.qual"), "when a >\n");
    assert_eq!(text(&folder, "messy.qual"), MESSY_LAID_OUT);
}

#[test]
fn standard_input_goes_to_standard_output() {
    let folder = folder();
    let outcome = run(folder.path(), "-", "when   a then +1");
    assert_eq!((outcome.exit, outcome.stdout.as_str(), outcome.stderr.as_str()), (Exit::Fine, "when a then +1\n", ""));
    let wrong = run(folder.path(), "-", "when a >");
    assert_eq!((wrong.exit, wrong.stdout.as_str()), (Exit::Found, ""));
    assert_eq!(run(folder.path(), "--check -", "when   a then +1").stdout, "standard input\n");
}

#[test]
fn a_folder_means_its_rule_files() {
    let folder = folder();
    fs::write(folder.path().join("notes.txt"), "when   a").unwrap();
    let outcome = run(folder.path(), "--check .", "");
    assert_eq!(outcome.stdout.matches(".qual\n").count(), 1, "{}", outcome.stdout);
    assert_eq!(outcome.exit, Exit::Found);
}

#[test]
fn what_cannot_be_read_ends_with_two_and_is_left_alone() {
    let folder = folder();
    fs::write(folder.path().join("latin.qual"), b"when a then +1\n# caf\xE9\n").unwrap();
    let outcome = run(folder.path(), "latin.qual messy.qual", "");
    assert_eq!(outcome.exit, Exit::CouldNotRun);
    assert!(outcome.stderr.contains("not text in UTF-8: line 2"), "{}", outcome.stderr);
    assert_eq!(text(&folder, "messy.qual"), MESSY_LAID_OUT);
    assert_eq!(run(folder.path(), "nowhere.qual", "").exit, Exit::CouldNotRun);
}

#[cfg(unix)]
#[test]
fn permissions_and_links_stay() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = folder();
    let (file, link) = (folder.path().join("messy.qual"), folder.path().join("link.qual"));
    fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
    symlink(&file, &link).unwrap();
    run(folder.path(), "link.qual", "");
    assert_eq!(text(&folder, "messy.qual"), MESSY_LAID_OUT);
    assert!(link.symlink_metadata().unwrap().is_symlink());
    assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o640);
}

#[test]
fn a_layout_that_is_too_large_is_no_fault() {
    let entries = "{ k = \"x\" },".repeat(83_000);
    let text = format!(
        "lead {{ id: text key  log: list of {{ k: text }} }}\nwhen any log where (k = \"x\") then +1\n\
         test \"t\" {{ given {{ log = [{entries}] }} expect score = 1 }}\n"
    );
    let source = qualify::source::Source::new("a.qual", text.as_str());
    assert!(text.len() < 1_000_000);
    assert_eq!(qualify::format::verified(&source), Err(qualify::format::FormatError::TooLarge));
}
