//! A file appears whole or not at all.

use qualify::cli::atomic::{AtomicError, AtomicFile};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

const NONE: [&str; 0] = [];

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .expect("a folder")
        .map(|e| e.expect("an entry").file_name().to_string_lossy().into())
        .collect();
    names.sort();
    names
}

#[test]
fn what_is_not_committed_never_was() {
    let folder = tempfile::tempdir().expect("a folder");
    let target = folder.path().join("out.csv");
    fs::write(&target, "old").expect("written");
    let mut file = AtomicFile::create(&target, &NONE).expect("allowed");
    file.write_all(b"half").and_then(|()| file.flush()).expect("written");
    assert_eq!(fs::read_to_string(&target).expect("there"), "old");
    drop(file);
    assert_eq!(fs::read_to_string(&target).expect("there"), "old");
    assert_eq!(names(folder.path()), ["out.csv"]);
}

#[test]
fn what_is_committed_is_whole() {
    let folder = tempfile::tempdir().expect("a folder");
    let target = folder.path().join("out.csv");
    for text in ["first", "second"] {
        let mut file = AtomicFile::create(&target, &NONE).expect("allowed");
        file.write_all(text.as_bytes()).expect("written");
        file.commit().expect("committed");
        assert_eq!(fs::read_to_string(&target).expect("there"), text);
    }
    assert_eq!(names(folder.path()), ["out.csv"]);
}

#[test]
fn an_input_is_never_overwritten() {
    let folder = tempfile::tempdir().expect("a folder");
    let input = folder.path().join("leads.csv");
    fs::write(&input, "leads").expect("written");
    let mut aliases: Vec<PathBuf> = vec![input.clone(), folder.path().join(".").join("leads.csv")];
    #[cfg(unix)]
    for (name, hard) in [("soft.csv", false), ("hard.csv", true)] {
        let alias = folder.path().join(name);
        if hard { fs::hard_link(&input, &alias) } else { std::os::unix::fs::symlink(&input, &alias) }.expect("linked");
        aliases.push(alias);
    }
    for alias in aliases {
        let error = AtomicFile::create(&alias, &[Path::new("rules.qual"), &input]).expect_err("refused");
        assert!(matches!(error, AtomicError::IsInput(_)), "{error}");
    }
    assert_eq!(fs::read_to_string(&input).expect("there"), "leads");
}

#[test]
fn a_folder_and_a_missing_folder_are_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let error = AtomicFile::create(folder.path(), &NONE).expect_err("refused");
    assert!(error.to_string().ends_with("is a folder"), "{error}");
    let error = AtomicFile::create(&folder.path().join("no/out.csv"), &NONE).expect_err("refused");
    assert!(matches!(error, AtomicError::NoFolder(_)), "{error}");
    assert!(error.to_string().starts_with("there is no folder `") && error.to_string().ends_with("no`"), "{error}");
}

#[cfg(unix)]
mod unix {
    use super::*;
    use std::os::unix::fs::{PermissionsExt, symlink};

    fn mode(path: &Path) -> u32 {
        path.metadata().expect("there").permissions().mode() & 0o777
    }

    fn rewrite(target: &Path) {
        let mut file = AtomicFile::create(target, &NONE).expect("allowed");
        file.write_all(b"new").expect("written");
        file.commit().expect("committed");
    }

    #[test]
    fn permissions_are_kept_and_new_files_have_the_usual() {
        let folder = tempfile::tempdir().expect("a folder");
        let (usual, kept) = (folder.path().join("usual"), folder.path().join("kept"));
        fs::write(&usual, "").expect("written");
        fs::write(&kept, "").expect("written");
        fs::set_permissions(&kept, fs::Permissions::from_mode(0o640)).expect("set");
        rewrite(&kept);
        assert_eq!(mode(&kept), 0o640);
        let fresh = folder.path().join("fresh");
        rewrite(&fresh);
        assert_eq!(mode(&fresh), mode(&usual));
        fs::set_permissions(&kept, fs::Permissions::from_mode(0o444)).expect("set");
        assert!(matches!(AtomicFile::create(&kept, &NONE), Err(AtomicError::ReadOnly(_))));
    }

    #[test]
    fn a_link_stays_a_link_and_a_device_a_device() {
        let folder = tempfile::tempdir().expect("a folder");
        let (file, link) = (folder.path().join("file"), folder.path().join("link"));
        fs::write(&file, "old").expect("written");
        symlink(&file, &link).expect("linked");
        rewrite(&link);
        assert!(link.is_symlink());
        assert_eq!(fs::read_to_string(&file).expect("there"), "new");
        rewrite(Path::new("/dev/null"));
        assert!(!Path::new("/dev/null").is_file());
    }
}
