//! The page of a ruleset.

#[cfg(feature = "cli")]
mod command;
mod hostile;
mod html;
mod markdown;

use qualify::check::{LoadError, Loaded, Loader};
use qualify::source::Source;
use qualify::{Folder, Ruleset};
use std::path::PathBuf;

/// A ruleset out of a text; each file that it names holds two competitors.
pub fn ruleset(name: &str, text: &str) -> Ruleset {
    Ruleset::from_source(Source::new(name, text), &TwoCompetitors).unwrap_or_else(|findings| panic!("{findings}"))
}

struct TwoCompetitors;

impl Loader for TwoCompetitors {
    fn load(&self, _from: &str, path: &str) -> Result<Loaded, LoadError> {
        Ok(Loaded { name: path.to_owned(), bytes: b"rival.example\nfoe.example\n".to_vec() })
    }
}

/// Every construct, for its words.
pub fn every() -> Ruleset {
    ruleset("every.qual", include_str!("every.qual"))
}

/// The ruleset of the formatter's tests.
pub fn full() -> Ruleset {
    ruleset("full.qual", include_str!("../format/full.qual"))
}

/// All rule files below these folders that have no errors.
pub fn rulesets(folders: &[&str]) -> Vec<(String, Ruleset)> {
    let mut folders: Vec<PathBuf> = folders.iter().map(PathBuf::from).collect();
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "qual")
                && let Ok(text) = std::fs::read_to_string(&path)
                && let name = path.to_string_lossy().into_owned()
                && let Ok(ruleset) = Ruleset::from_source(Source::new(name.as_str(), text), &Folder)
            {
                found.push((name, ruleset));
            }
        }
    }
    found.sort_by(|(one, _), (two, _)| one.cmp(two));
    found
}
