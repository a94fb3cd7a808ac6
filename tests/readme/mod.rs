//! Every command in the README and in the gallery of rulesets is run, in a folder that holds what they speak of, and gives the
//! output that they show.
//!
//! A fence `console fails` holds commands that find something; one `qual NAME` is a file of that name; one `sh` holds what a
//! test cannot run inside of itself. What is run is `qualify` as it was built for this test, also where the README has Cargo
//! build it first.

use crate::rulesets::shipped;
use std::path::Path;

const README: &str = include_str!("../../README.md");

const GALLERY: &str = include_str!("../../rulesets/README.md");

/// What only a person runs: it would build and test within a test.
const BY_HAND: [&str; 1] = ["cargo test"];

/// The page as `trycmd` takes it, and the files that it shows.
fn prepare(text: &str, folder: &Path) {
    let inside = folder.join("README.in");
    std::fs::create_dir_all(inside.join("rulesets")).unwrap();
    // Where there is such a folder, commands run in a copy that may be written to.
    std::fs::create_dir_all(folder.join("README.out")).unwrap();
    copy(Path::new("rulesets"), &inside);
    let (mut page, mut fence) = (String::new(), None);
    for line in text.lines() {
        let mut line = line.to_owned();
        match (line.strip_prefix("```").map(str::to_owned), &fence) {
            (Some(info), None) => {
                if info.starts_with("console") {
                    line = "```console".to_owned();
                }
                fence = Some((info, String::new()));
            }
            (Some(_), Some((info, text))) => {
                if let Some(name) = info.strip_prefix("qual ") {
                    std::fs::write(inside.join(name), text).unwrap();
                }
                // The last line of an output ends too.
                if info.starts_with("console") && !text.ends_with("...\n") {
                    page.push('\n');
                }
                fence = None;
            }
            (None, Some((info, _))) if info == "sh" => assert!(BY_HAND.contains(&line.as_str()), "{line}"),
            (None, Some((info, _))) if info == "console fails" && line.starts_with("$ ") => line += "\n? failed",
            // How long it took is another every time.
            (None, Some(_)) if line.contains(" leads scored in ") => {
                line = format!("{} leads scored in [..]", line.split(' ').next().unwrap());
            }
            _ => {}
        }
        if let Some((info, text)) = &mut fence {
            if line.starts_with("$ ")
                && !text.is_empty()
                && !text.lines().last().is_some_and(|line| line.starts_with('$'))
            {
                page.push('\n');
            }
            if !line.starts_with("```") {
                *text += &format!("{line}\n");
            }
            assert!(!info.is_empty(), "a fence does not say what it holds");
        }
        page += &format!("{}\n", line.replace("$ cargo run --release -- ", "$ qualify "));
    }
    std::fs::write(folder.join("README.md"), page).unwrap();
}

/// Copies a folder, and all below it.
fn copy(folder: &Path, to: &Path) {
    std::fs::create_dir_all(to.join(folder)).unwrap();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            copy(&path, to);
        } else {
            std::fs::copy(&path, to.join(&path)).unwrap();
        }
    }
}

#[test]
fn every_command_gives_what_is_shown() {
    for (name, text, least) in [("readme", README, 8), ("gallery", GALLERY, 50)] {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = std::fs::remove_dir_all(&folder);
        prepare(text, &folder);
        assert!(text.matches("\n$ ").count() > least, "{name}");
        trycmd::TestCases::new().case(folder.join("README.md"));
    }
}

#[test]
fn the_gallery_shows_every_ruleset() {
    let files = shipped();
    assert!(files.len() >= 25, "{files:?}");
    for file in files {
        let called = file.to_str().unwrap().replace('\\', "/");
        let sections: Vec<&str> =
            GALLERY.split("\n### ").filter(|one| one.contains(&format!("]({called})\n"))).collect();
        let [section] = sections[..] else { panic!("{called} has {} sections", sections.len()) };
        for word in ["**Use ", "**Not**", "It gives ", "\n$ qualify score ", "\n$ qualify explain "] {
            assert!(section.contains(word), "{called}: {word}");
        }
        for command in section.lines().filter(|line| line.starts_with("$ ")) {
            assert!(command.contains(&format!(" rulesets/{called} ")), "{called}: {command}");
        }
        // An example is to be read at a glance.
        for example in section.split("$ qualify ").skip(1) {
            let shown = example.split("```").next().unwrap().lines().skip(1).count();
            assert!(shown <= 15, "{called}: {shown} lines");
        }
    }
}

#[test]
fn shown_rules_are_those_that_are_shipped() {
    // Spacing and line ends are the author's.
    let squeezed = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let shipped = [include_str!("../../rulesets/starter.qual"), include_str!("../../rulesets/published/gitlab.qual")];
    let shipped = shipped.map(squeezed);
    let pieces = README.split("```qual\n").skip(1).map(|rest| rest.split("```").next().unwrap());
    let mut lines = 0;
    for line in pieces.flat_map(str::lines).filter(|line| !line.trim().is_empty()) {
        assert!(shipped.iter().any(|shipped| shipped.contains(&squeezed(line))), "{line}");
        lines += 1;
    }
    assert!(lines > 10);
}

#[test]
fn links_lead_somewhere() {
    let grammar = include_str!("../../grammar/README.md");
    for (page, folder) in [(README, "."), (GALLERY, "rulesets"), (grammar, "grammar")] {
        for link in page.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            if link.starts_with("https://") {
                continue;
            }
            let (file, anchor) = link.split_once('#').map_or((link, None), |(file, anchor)| (file, Some(anchor)));
            let file = Path::new(folder).join(file);
            assert!(link.starts_with('#') || file.exists(), "{link}");
            if let Some(anchor) = anchor {
                let other = std::fs::read_to_string(&file);
                let page = if link.starts_with('#') { page } else { other.as_deref().unwrap() };
                let heading = |line: &&str| line.starts_with('#') && anchor_of(line.trim_start_matches('#')) == anchor;
                assert!(page.lines().any(|line| heading(&line)), "{link}");
            }
        }
    }
}

/// How GitHub names the place of a heading.
fn anchor_of(heading: &str) -> String {
    // Of a link in a heading, only its words are in the name.
    let words = heading.split_once("](").map_or(heading, |(words, _)| words);
    let kept = words
        .trim()
        .to_lowercase()
        .chars()
        .filter(|letter| letter.is_alphanumeric() || " -_".contains(*letter))
        .collect::<String>();
    kept.replace(' ', "-")
}
