//! Reads the text of one rule file.

use crate::cli::files::Input;
use crate::diagnostic::Finding;
use crate::source::Source;
use crate::{folder, ruleset};
use std::io::Read;

/// The name under which messages show an input.
pub fn name(input: &Input) -> String {
    match input {
        Input::Stdin => "standard input".to_owned(),
        Input::File(path) => path.display().to_string(),
    }
}

/// The text of a rule file, or why there is none.
///
/// # Errors
/// A finding without a place: `unreadable-file`, `file-too-large` or `not-utf8`.
pub fn read(input: &Input, stdin: &mut dyn Read) -> Result<Source, Box<Finding>> {
    let bytes = match input {
        Input::Stdin => folder::read_bytes(stdin),
        Input::File(path) => folder::read_file(path),
    };
    ruleset::source_of(&name(input), bytes)
}
