//! `qualify fmt`, where files cannot be written or read.

use super::Scratch;

#[test]
fn a_file_that_may_not_be_written_is_not_called_wrong() {
    let scratch = Scratch::new(&[("locked.qual", "when   a then +1\n")]);
    let path = scratch.path("locked.qual");
    let mut permissions = path.metadata().expect("a file").permissions();
    permissions.set_readonly(true);
    std::fs::set_permissions(&path, permissions).expect("it is ours");
    insta::assert_snapshot!(scratch.run("fmt locked.qual"));
}

#[test]
fn a_file_that_is_no_text_is_not_called_wrong() {
    let scratch = Scratch::new(&[("binary.qual", b"\xff\xfe\x00")]);
    insta::assert_snapshot!(scratch.run("fmt binary.qual"));
}
