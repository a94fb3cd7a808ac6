//! Which rule files the paths mean.

use qualify::cli::files::{Input, rule_files};
use std::fs;
use std::path::{Path, PathBuf};

/// A folder of rule files and others, of which a `.gitignore` leaves some out.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let files = ["b.qual", "a/z.QUAL", "a/deep/y.qual", "notes.txt", "old/x.qual", "draft.qual", ".hidden/h.qual"];
    for file in files {
        let path = folder.path().join(file);
        fs::create_dir_all(path.parent().expect("a parent")).expect("made");
        fs::write(path, "").expect("written");
    }
    fs::write(folder.path().join(".gitignore"), "old/\ndraft.qual\n").expect("written");
    folder
}

fn names(root: &Path, paths: &[PathBuf]) -> Vec<String> {
    let name = |input| match input {
        Input::Stdin => "-".to_string(),
        Input::File(path) => path.strip_prefix(root).expect("below").to_string_lossy().replace('\\', "/"),
    };
    rule_files(paths).expect("all are there").into_iter().map(name).collect()
}

#[test]
fn a_folder_means_what_lies_below_in_order() {
    let folder = folder();
    let root = folder.path();
    assert_eq!(names(root, &[root.to_path_buf()]), ["a/deep/y.qual", "a/z.QUAL", "b.qual"]);
}

#[test]
fn a_named_file_is_taken_as_it_is_and_once() {
    let folder = folder();
    let root = folder.path();
    let paths = ["draft.qual", "notes.txt", "b.qual"].map(|name| root.join(name));
    let paths = [&paths[..], &[PathBuf::from("-"), root.to_path_buf()]].concat();
    assert_eq!(names(root, &paths), ["draft.qual", "notes.txt", "b.qual", "-", "a/deep/y.qual", "a/z.QUAL"]);
}

#[test]
fn what_is_not_there_is_an_error() {
    let folder = folder();
    let error = rule_files(&[folder.path().join("c.qual")]).expect_err("missing").to_string();
    assert!(error.starts_with("cannot find `") && error.contains("c.qual"), "{error}");
    let error = rule_files(&[folder.path().join("old/none")]).expect_err("missing").to_string();
    assert!(error.starts_with("cannot find `"), "{error}");
    fs::create_dir(folder.path().join("empty")).expect("made");
    let error = rule_files(&[folder.path().join("empty")]).expect_err("empty").to_string();
    assert!(error.starts_with("there are no `.qual` files in `"), "{error}");
}
