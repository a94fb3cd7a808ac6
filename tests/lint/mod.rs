//! What the lints find, and what they leave in peace.

mod fixes;
mod fixing;
mod fixtures;
mod hostile;
mod limits;
mod pages;
mod planted;
mod together;
mod verdicts;
mod witnesses;

use qualify::diagnostic::{Name, Severity};
use qualify::jiff::civil::{Date, date};
use qualify::lint::{Levels, Settings};
use qualify::source::Source;
use qualify::{Folder, Inspected, inspect_with};

/// The day as of which all tests look.
const TODAY: Date = date(2026, 1, 15);

/// The lints that are on where one is tried: itself, and for those about silencing comments one that can be silenced.
fn with_what_it_needs(name: Name) -> Vec<Name> {
    match name {
        Name::UnusedAllow | Name::AllowWithoutReason => vec![name, Name::UnusedDefinition],
        _ => vec![name],
    }
}

/// Checks a text with only these lints on.
fn look_for(names: &[Name], file: &str, text: &str) -> Inspected {
    let mut levels = Levels::default();
    for group in ["correctness", "scoring", "style", "pedantic"] {
        levels.push(Severity::Allowed, group).expect("a group");
    }
    for name in names {
        levels.push(Severity::Warning, name.about().name).expect("a lint");
    }
    inspect_with(Source::new(file, text), &Folder, &Settings { levels, today: Some(TODAY) })
}
