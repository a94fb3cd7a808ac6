//! Good rule files: each of `good/*.qual` shows constructs in use, and has no finding at all.

use super::{look_at, shown};
use std::fs;

pub(super) const FOLDER: &str = "tests/check/good";

/// The name and the text of each good file, in order.
pub(super) fn files() -> Vec<(String, String)> {
    let mut files: Vec<(String, String)> = fs::read_dir(FOLDER)
        .expect("the good files are there")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|end| end == "qual"))
        .map(|path| (path.display().to_string(), fs::read_to_string(&path).expect("a text")))
        .collect();
    files.sort();
    files
}

#[test]
fn nothing_is_found_in_good_files() {
    let files = files();
    assert!(files.len() >= 25, "only {} good files", files.len());
    for (name, text) in files {
        let inspected = look_at(&name, &text);
        assert!(inspected.findings.is_empty(), "{}", shown(&name, &inspected));
        assert!(inspected.rules.is_some());
    }
}
