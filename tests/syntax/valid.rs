//! What the language allows parses without findings, into the tree that is meant.

use super::dump::dump;
use qualify::source::{FileId, Source};

#[test]
fn valid_files() {
    insta::glob!("valid/*.qual", |path| {
        let text = std::fs::read_to_string(path).unwrap();
        let source = Source::new("valid.qual", text.as_str());
        let (file, findings) = qualify::syntax::parse(&source, FileId(0));
        assert_eq!(findings, [], "{}", path.display());
        insta::assert_snapshot!(format!("{}{}", dump(&file.items), dump(&file.comments)));
    });
}
