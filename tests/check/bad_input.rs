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

#[test]
fn a_shared_test_must_say_what_day_it_is_only_where_that_matters_to_it() {
    const SHARED: &str = "lead { title: text }\ndefine boss = title contains word \"vp\"\n\
                          label persona { when boss then chief otherwise somebody }\n";
    const MAIN: &str = "use \"shared.qual\"\nlead { visit: date  size: number }\n\
                        score fit { when size > 5 then +1 }\nscore interest { when visit within 7 days then +5 }\n\
                        score both = fit + interest\ndefine late = days since visit > 30\ndefine very_late = late and size > 5\n\
                        label state { when very_late then lost otherwise open }\n";
    const OUT: &str = "disqualify when late because \"late\"\n";
    const LADDERS: &str = "ladder stage { lead  mql needs fit >= 1 }\nladder heat { cold  hot needs interest >= 1 }\n";
    let asked = |shared: &str, main: &str, expect: &str| {
        let folder = folder();
        let test = format!("test \"it\" {{ given {{ title = \"VP\" }} expect {expect} }}\n");
        fs::write(folder.path().join("shared.qual"), format!("{SHARED}{shared}{test}")).expect("written");
        let found = found_in(folder.path(), main);
        // Whoever is late is out, and so is whoever is very late.
        let are_expected = found.iter().all(|name| [Name::BadTest, Name::UnreachableStep].contains(name));
        assert!(are_expected, "{expect}: {found:?}");
        found.contains(&Name::BadTest)
    };
    let rules = format!("{MAIN}{LADDERS}");
    for (expect, day_matters) in [
        ("boss, persona = chief", false),
        ("fit = 0, stage = lead, not disqualified", false),
        ("interest = 0", true),
        ("both = 0", true),
        ("boss, not very_late", true),
        ("state = open", true),
        ("heat = cold", true),
        ("not (visit within 3 days)", true),
        ("reason \"visit within 7 days\"", true),
        ("boss, no reason \"x\"", true),
    ] {
        assert_eq!(asked("", &rules, expect), day_matters, "{expect}");
    }
    let with_out = format!("{rules}{OUT}");
    assert!(asked("", &with_out, "stage = lead"), "a disqualified lead is on no step");
    assert!(asked("", &with_out, "not disqualified"));
    assert!(!asked("", &with_out, "persona = chief"));
    let own = "lead { joined: date }\ndefine new = joined within 7 days\n";
    assert!(asked(own, "use \"shared.qual\"\nwhen boss then +1\n", "boss"), "its own file asks about today");
    assert!(!asked("", "use \"shared.qual\"\nwhen boss then +1\n", "boss, reason \"boss\""));
    let main = format!("{rules}test \"main\" {{ given {{ size = 6 }} expect fit = 1 }}\n");
    assert!(asked("", &main, "boss"), "the tests of the main file are asked as ever");
}
