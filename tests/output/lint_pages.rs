//! `check --list` and `check --explain`.

use qualify::cli::explain_lint::{explain, list};
use qualify::cli::style::Look;
use qualify::diagnostic::{Name, Severity};

fn shown(write: impl FnOnce(&mut dyn std::io::Write) -> std::io::Result<()>) -> String {
    let mut out = Vec::new();
    write(&mut out).expect("a Vec takes all");
    String::from_utf8(out).expect("UTF-8")
}

#[test]
fn the_list_names_all() {
    let text = shown(|out| list(Look::PLAIN, out));
    for name in Name::ALL {
        assert_eq!(
            text.lines().filter(|line| line.split_whitespace().next() == Some(name.about().name)).count(),
            1,
            "{name}"
        );
    }
    assert!(text.lines().all(|line| line.chars().count() <= 100), "{text}");
    insta::assert_snapshot!(text.lines().take(12).collect::<Vec<_>>().join("\n"));
}

#[test]
fn the_list_is_in_groups() {
    let text = shown(|out| list(Look::PLAIN, out));
    let titles: Vec<&str> = text.lines().filter(|line| !line.is_empty() && !line.starts_with([' ', '`'])).collect();
    assert_eq!(
        titles,
        [
            "errors",
            "correctness (warnings)",
            "scoring (warnings)",
            "style (off unless asked for)",
            "pedantic (off unless asked for)",
            "data (warnings, with `--data`)"
        ]
    );
    for (title, part) in titles.iter().zip(text.split("\n\n")) {
        for line in part.lines().filter(|line| line.starts_with("  ") && !line.starts_with("   ")) {
            let name = Name::parse(line.split_whitespace().next().expect("a name")).expect("a finding");
            let group = name.about().group.map_or("errors", |group| group.name());
            assert!(title.starts_with(group), "{line}");
            let is_off = name.about().severity == Severity::Allowed;
            assert_eq!(is_off, title.ends_with("(off unless asked for)"), "{line}");
        }
    }
}

/// Examples are as they are, all else fits the terminal.
#[test]
fn every_page_can_be_shown() {
    for name in Name::ALL {
        let text = shown(|out| explain(*name, Look { width: 60, ..Look::PLAIN }, out));
        assert!(text.contains(name.about().name), "{text}");
        assert!(text.lines().all(|line| line.starts_with("  ") || line.chars().count() <= 60), "{text}");
        assert!(!text.contains("```") && !text.contains("\n\n\n"), "{text}");
        let has_page = name.about().group.is_some();
        assert_eq!(text.contains("`qualify.toml`"), has_page, "{text}");
    }
}

#[test]
fn a_page_shows_both_ways_to_write_it() {
    insta::assert_snapshot!(shown(|out| explain(Name::UnclosedBlock, Look::PLAIN, out)));
    insta::assert_snapshot!(shown(|out| explain(Name::UnusedDefinition, Look { width: 60, ..Look::PLAIN }, out)));
    insta::assert_snapshot!(shown(|out| explain(Name::NotUtf8, Look::PLAIN, out)));
    insta::assert_snapshot!(shown(|out| explain(Name::AllowWithoutReason, Look::PLAIN, out)));
}

#[test]
fn colours_only_when_asked() {
    let look = Look { colour: true, ..Look::PLAIN };
    assert!(shown(|out| explain(Name::Syntax, look, out)).contains('\u{1b}'));
    assert!(!shown(|out| explain(Name::Syntax, Look::PLAIN, out)).contains('\u{1b}'));
}
