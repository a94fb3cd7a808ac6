//! Messy files beside their layouts.

use qualify::format;
use qualify::source::Source;

/// The sample of the language's design, which is in the standard layout.
const FULL: &str = include_str!("full.qual");

fn layout(text: &str) -> String {
    match format::verified(&Source::new("test.qual", text)) {
        Ok(text) => text,
        Err(error) => panic!("{error}: {error:#?}\n{text}"),
    }
}

#[test]
fn the_full_sample_is_in_the_standard_layout() {
    assert_eq!(layout(FULL), FULL);
}

#[test]
fn every_construct() {
    insta::glob!("cases/*.qual", |path| {
        let messy = std::fs::read_to_string(path).unwrap();
        insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
            insta::assert_snapshot!("layout", format!("{messy}\n~~~~~~~~ in the standard layout ~~~~~~~~\n\n{}", layout(&messy)));
        });
    });
}
