//! The map in `src/README.md` is true: rooms use only the floors below their own, and what must not be is absent.

mod arrows;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

const MAP: &str = include_str!("../../src/README.md");

/// Below this floor nobody reads a clock, a disk, the environment or the terminal.
const GROUND_OF_THE_WORLD: u32 = 8;

/// The floor of each room, as the map says.
fn floors() -> BTreeMap<&'static str, u32> {
    let rows = MAP.lines().skip_while(|line| *line != "| floor | room | purpose |").skip(2);
    let floors: BTreeMap<_, _> = rows
        .take_while(|line| line.starts_with('|'))
        .map(|line| {
            let cells: Vec<&str> = line.split('|').map(str::trim).collect();
            (cells[2].trim_matches('`'), cells[1].parse().unwrap())
        })
        .collect();
    assert!(floors.len() > 10, "{floors:?}");
    floors
}

struct File {
    path: PathBuf,
    /// The path of modules that it is: `["eval", "points"]`.
    module: Vec<String>,
    /// Without comments.
    code: String,
}

impl File {
    fn room(&self) -> &str {
        self.module.first().map_or("lib", String::as_str)
    }
}

fn sources() -> Vec<File> {
    let mut files = Vec::new();
    let mut folders = vec![PathBuf::from("src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                files.push(File { module: module(&path), code: without_comments(&text), path });
            }
        }
    }
    assert!(files.len() > 100);
    files
}

fn module(path: &Path) -> Vec<String> {
    let inside = path.strip_prefix("src").unwrap().with_extension("");
    let mut module: Vec<String> = inside.iter().map(|part| part.to_str().unwrap().to_owned()).collect();
    if module.last().is_some_and(|last| last == "mod" || last == "lib") {
        module.pop();
    }
    module
}

fn without_comments(text: &str) -> String {
    let code = |line: &str| {
        let trimmed = line.trim_start();
        if trimmed.starts_with("//") { String::new() } else { line.split(" // ").next().unwrap_or("").to_owned() }
    };
    text.lines().map(|line| code(line) + "\n").collect()
}

#[test]
fn rooms_and_map_agree() {
    let mut rooms: Vec<String> = sources().iter().map(|file| file.room().to_owned()).collect();
    rooms.sort();
    rooms.dedup();
    assert_eq!(rooms, floors().into_keys().collect::<Vec<_>>());
}

#[test]
fn arrows_point_down() {
    let floors = floors();
    let (mut wrong, mut seen) = (Vec::new(), 0);
    for file in sources() {
        let from = file.room();
        for name in arrows::of(&file.code, &file.module) {
            // What is no room stands in the root of the library.
            let to = if floors.contains_key(name.as_str()) { name.as_str() } else { "lib" };
            seen += 1;
            if to != from && floors[to] >= floors[from] {
                wrong.push(format!(
                    "{}: {from} (floor {}) uses {to} (floor {})",
                    file.path.display(),
                    floors[from],
                    floors[to]
                ));
            }
        }
    }
    assert!(seen > 200, "only {seen} arrows were found");
    assert_eq!(wrong, [""; 0]);
}

/// The lines of code that hold one of the words, in files for which this is forbidden.
fn lines_with(words: &[&str], forbidden_in: impl Fn(&File) -> bool) -> Vec<String> {
    let mut found = Vec::new();
    for file in sources().iter().filter(|file| forbidden_in(file)) {
        for (at, line) in file.code.lines().enumerate() {
            if words.iter().any(|word| has(line, word)) {
                found.push(format!("{}:{}: {}", file.path.display(), at + 1, line.trim()));
            }
        }
    }
    found
}

#[test]
fn pest_stays_in_syntax() {
    assert_eq!(lines_with(&["pest"], |file| file.room() != "syntax"), [""; 0]);
    assert_ne!(lines_with(&["pest"], |_| true), [""; 0]);
}

#[test]
fn no_clock_disk_or_terminal_below() {
    let world = [
        "std::fs",
        "std::env",
        "std::process",
        "std::net",
        "fs::",
        "env::",
        "stdin",
        "stdout",
        "stderr",
        "SystemTime",
        "Instant::now",
        "Zoned::now",
        "Timestamp::now",
        "TimeZone::system",
        "println!",
        "eprintln!",
        "print!",
        "eprint!",
        "dbg!",
    ];
    let floors = floors();
    assert_eq!(lines_with(&world, |file| floors[file.room()] < GROUND_OF_THE_WORLD), [""; 0]);
    assert_ne!(lines_with(&world, |_| true), [""; 0]);
}

#[test]
fn nothing_panics_by_design() {
    let panics = [
        ".unwrap()",
        ".expect(",
        "panic!",
        "todo!",
        "unimplemented!",
        "unreachable!",
        "unsafe",
        "static mut",
        "thread_local!",
    ];
    let found = lines_with(&panics, |file| !file.module.is_empty());
    assert_eq!(found, [""; 0]);
    // The face of the library forbids it for all.
    assert_eq!(lines_with(&["forbid(unsafe_code)"], |file| file.module.is_empty()).len(), 1);
}

/// Whether a line of code holds a word, rather than a longer one such as `is_unsafe`, or a method that is named like a macro.
fn has(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| {
        let before = line.get(..at).and_then(|text| text.chars().next_back());
        let after = line.get(at + word.len()..).and_then(|text| text.chars().next());
        let in_name = |letter: Option<char>| letter.is_some_and(|letter| letter.is_alphanumeric() || letter == '_');
        let starts = word.starts_with('.') || !in_name(before);
        let ends = !word.ends_with(char::is_alphanumeric) || !in_name(after);
        // The parsers and tests of rule files have an `expect` of their own, which returns no `Result` to be unwrapped.
        let own_expect = word == ".expect(" && !line.get(at..).is_some_and(|rest| rest.starts_with(".expect(\""));
        starts && ends && !own_expect
    })
}

#[test]
fn floats_never_enter_points() {
    let points = sources().into_iter().find(|file| file.path.ends_with("value/points.rs")).unwrap();
    for line in points.code.lines() {
        // They may only leave: as what is shown, and what conditions compare.
        let rest = ["-> f64", "as f64", "to_f64", "serialize_f64"]
            .iter()
            .fold(line.to_owned(), |line, way| line.replace(way, ""));
        assert!(!rest.contains("f64") && !rest.contains("f32"), "{line}");
    }
}

#[test]
fn the_root_is_tidy() {
    let allowed = [
        "CHANGELOG.md",
        "Cargo.lock",
        "Cargo.toml",
        "LICENSE-APACHE",
        "LICENSE-MIT",
        "README.md",
        "grammar",
        "rulesets",
        "src",
        "target",
        "tests",
    ];
    for entry in std::fs::read_dir(".").unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(name.starts_with('.') || allowed.contains(&name.as_str()), "`{name}` does not belong in the root");
    }
}
