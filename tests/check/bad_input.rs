//! Input that is no rule file, and files that a rule file may not name.

use super::{look_at, names_of, shown};
use qualify::diagnostic::Name;
use qualify::{Ruleset, read_source};
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder")
}

/// The only finding of a file on disk.
fn only_finding(path: &Path) -> (Name, String) {
    let findings = Ruleset::load(path).expect_err("it is broken");
    match findings.list() {
        [one] => (one.name, one.message.clone()),
        more => panic!("one finding expected: {more:?}"),
    }
}

/// The findings of a text that stands in a folder.
fn found_in(folder: &Path, text: &str) -> Vec<Name> {
    let path = folder.join("main.qual");
    fs::write(&path, text).expect("written");
    names_of(&look_at(&path.to_string_lossy(), text))
}

#[test]
fn files_that_cannot_be_read_are_named_with_the_reason() {
    let folder = folder();
    let missing = folder.path().join("missing.qual");
    let (name, message) = only_finding(&missing);
    assert_eq!(name, Name::UnreadableFile);
    assert!(message.contains("missing.qual") && message.contains("there is no such file"), "{message}");
    let (name, message) = only_finding(folder.path());
    assert_eq!(name, Name::UnreadableFile);
    assert!(message.contains("it is a folder"), "{message}");
    for (file, bytes) in
        [("binary.qual", &b"\x89PNG\r\n\x1a\n\0\0\xff\xfe"[..]), ("latin.qual", b"when b\xfcro then +5")]
    {
        let path = folder.path().join(file);
        fs::write(&path, bytes).expect("written");
        let (name, message) = only_finding(&path);
        assert_eq!(name, Name::NotUtf8, "{file}");
        assert!(message.contains(file), "{message}");
    }
}

#[test]
fn an_empty_file_says_so() {
    let folder = folder();
    for (file, text) in
        [("empty.qual", ""), ("blank.qual", " \n\t\r\n"), ("mark.qual", "\u{feff}"), ("comment.qual", "# later")]
    {
        let path = folder.path().join(file);
        fs::write(&path, text).expect("written");
        assert_eq!(only_finding(&path).0, Name::EmptyFile, "{file}");
    }
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_are_no_mistake() {
    let folder = folder();
    let path = folder.path().join("notepad.qual");
    fs::write(&path, "\u{feff}when downloads > 2 then +10\r\nwhen size > 5\r\n  then +5\r\n").expect("written");
    assert!(Ruleset::load(&path).is_ok());
}

#[test]
fn a_file_that_is_too_large_is_refused_unread() {
    let folder = folder();
    let path = folder.path().join("export.qual");
    fs::write(&path, vec![b'x'; 21_000_000]).expect("written");
    assert_eq!(read_source(&path).expect_err("too large").name, Name::FileTooLarge);
}

#[test]
fn no_path_leads_out_of_the_folder() {
    let outside = folder();
    fs::write(outside.path().join("secret.txt"), "secret").expect("written");
    let folder = folder();
    let inside = folder.path().join("rules");
    fs::create_dir(&inside).expect("made");
    fs::write(folder.path().join("above.txt"), "above").expect("written");
    let absolute = outside.path().join("secret.txt").to_string_lossy().replace('\\', "/");
    for path in [
        "../above.txt",
        "../../etc/passwd",
        "lists/../../above.txt",
        "..\\\\above.txt",
        "/etc/passwd",
        "~/secret.txt",
        "C:\\\\secret.txt",
        "C:secret.txt",
        "",
        absolute.as_str(),
    ] {
        for statement in [
            format!("list l from \"{path}\"\nwhen a in l then +5"),
            format!("use \"{path}\"\nwhen a = 1 then +5"),
            format!("by country from \"{path}\""),
        ] {
            assert_eq!(found_in(&inside, &statement), [Name::ForbiddenPath], "{statement}");
        }
    }
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_folder_is_refused_and_one_inside_is_followed() {
    use std::os::unix::fs::symlink;
    let outside = folder();
    fs::write(outside.path().join("secret.txt"), "secret").expect("written");
    let folder = folder();
    symlink(outside.path().join("secret.txt"), folder.path().join("file.txt")).expect("linked");
    symlink(outside.path(), folder.path().join("lists")).expect("linked");
    fs::write(folder.path().join("own.txt"), "Acme\n").expect("written");
    symlink(folder.path().join("own.txt"), folder.path().join("alias.txt")).expect("linked");
    for path in ["file.txt", "lists/secret.txt"] {
        let text = format!("list l from \"{path}\"\nwhen a in l then +5");
        assert_eq!(found_in(folder.path(), &text), [Name::ForbiddenPath], "{path}");
    }
    assert_eq!(found_in(folder.path(), "list l from \"alias.txt\"\nwhen a in l then +5"), []);
}

#[test]
fn a_named_file_that_is_missing_a_folder_or_no_text_is_reported_where_it_is_named() {
    let folder = folder();
    fs::create_dir(folder.path().join("lists")).expect("made");
    fs::write(folder.path().join("latin.txt"), b"b\xfcro\n").expect("written");
    for (path, name) in
        [("missing.txt", Name::UnreadableFile), ("lists", Name::UnreadableFile), ("latin.txt", Name::NotUtf8)]
    {
        let text = format!("list l from \"{path}\"\nwhen a in l then +5");
        let inspected = look_at(&folder.path().join("main.qual").to_string_lossy(), &text);
        assert_eq!(names_of(&inspected), [name], "{path}");
        let place = inspected.findings.first().and_then(|finding| finding.place).expect("it is named somewhere");
        assert_eq!(inspected.sources.text(place), format!("\"{path}\""));
    }
}

#[test]
fn files_that_use_each_other_count_once() {
    let folder = folder();
    fs::write(folder.path().join("one.qual"), "use \"two.qual\"\ndefine big = size > 5\n").expect("written");
    fs::write(folder.path().join("two.qual"), "use \"one.qual\"\ndefine reader = downloads > 5\n").expect("written");
    assert_eq!(found_in(folder.path(), "use \"one.qual\"\nwhen big and reader then +5"), []);
}

#[test]
fn hostile_texts_are_one_error_within_a_second() {
    let open = "(".repeat(100_000);
    let close = ")".repeat(100_000);
    for (text, name) in [
        (format!("when {open}a{close} then +5"), Name::TooDeep),
        (format!("when {open}a then +5"), Name::TooDeep),
        ("when a {\n".repeat(100_000), Name::TooDeep),
        (format!("when {}a then +5", "not ".repeat(200_000)), Name::TooDeep),
        (format!("when {}a then +5", "not not not ".repeat(900_000)), Name::FileTooLarge),
        (format!("when a = \"{}\" then +5", "x".repeat(900_000)), Name::TextTooLong),
        (format!("when a = \"{} then +5", "x".repeat(900_000)), Name::TextTooLong),
        (format!("when {} > 5 then +5", "x".repeat(900_000)), Name::TextTooLong),
    ] {
        let begun = Instant::now();
        let inspected = look_at("hostile.qual", &text);
        assert_eq!(names_of(&inspected), [name], "{:.60}", text);
        assert!(shown("hostile.qual", &inspected).len() < 5_000, "the report on {text:.60} is too long");
        assert!(begun.elapsed() < Duration::from_secs(10), "{text:.60} took {:?}", begun.elapsed());
    }
}
