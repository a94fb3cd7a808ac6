//! `qualify docs` from end to end.

use crate::score::Scratch;

const RULES: &str = "ruleset \"Tiny\"\nwhen downloads >= 2 then +20 because \"reads a lot\"\n";

fn scratch() -> Scratch {
    Scratch::new(&[("r.qual", RULES)])
}

#[test]
fn a_page_on_standard_output() {
    let scratch = scratch();
    let ran = scratch.run("docs r.qual");
    assert_eq!((ran.exit, ran.err.as_str()), (Some(0), ""));
    assert!(ran.out.starts_with("<!DOCTYPE html>") && ran.out.ends_with("</html>\n"), "{ran}");
    assert_eq!(scratch.run("docs r.qual --format html").out, ran.out);
}

#[test]
fn markdown_on_standard_output() {
    insta::assert_snapshot!(scratch().run("docs r.qual --format md"));
}

#[test]
fn a_file_whose_name_tells_the_format() {
    let scratch = scratch();
    for (arguments, file, begins) in [
        ("docs r.qual -o page.html", "page.html", "<!DOCTYPE html>"),
        ("docs r.qual -o page.MD", "page.MD", "# Tiny"),
        ("docs r.qual -o page.txt", "page.txt", "<!DOCTYPE html>"),
        ("docs r.qual -o other.md --format html", "other.md", "<!DOCTYPE html>"),
    ] {
        let ran = scratch.run(arguments);
        assert_eq!((ran.exit, ran.out.as_str(), ran.err.as_str()), (Some(0), "", ""), "{arguments}");
        assert!(scratch.read(file).starts_with(begins), "{arguments}");
    }
}

#[test]
fn a_page_that_is_there_is_replaced_and_nothing_else_is_left() {
    let scratch = scratch();
    std::fs::write(scratch.path("page.html"), "old").unwrap();
    assert_eq!(scratch.run("docs r.qual -o page.html").exit, Some(0));
    assert!(scratch.read("page.html").contains("reads a lot"));
    assert_eq!(scratch.files(), ["page.html", "r.qual"]);
}

#[test]
fn the_rules_are_not_written_over() {
    let scratch = Scratch::new(&[("r.qual", "list a from \"a.txt\"\nwhen t in a then +1\n"), ("a.txt", "x\n")]);
    insta::assert_snapshot!(scratch.run("docs r.qual -o r.qual"));
    assert_eq!(scratch.run("docs r.qual -o a.txt").exit, Some(2));
    assert_eq!(scratch.read("a.txt"), "x\n");
}

#[test]
fn a_folder_that_is_not_there() {
    insta::assert_snapshot!(scratch().run("docs r.qual -o nowhere/page.html"));
}

#[test]
fn rules_with_mistakes_give_no_page() {
    let scratch = Scratch::new(&[("r.qual", "when downloads == 2 then +20\n"), ("page.html", "old")]);
    let ran = scratch.run("docs r.qual -o page.html");
    assert_eq!((ran.exit, ran.out.as_str()), (Some(2), ""));
    assert!(ran.err.contains("write `=` instead of `==`"), "{ran}");
    assert_eq!(scratch.read("page.html"), "old");
}

#[test]
fn a_format_that_is_not_there() {
    let ran = scratch().run("docs r.qual --format pdf");
    assert_eq!(ran.exit, Some(2));
    assert!(ran.err.contains("html") && ran.err.contains("md"), "{ran}");
}

#[test]
fn a_page_is_no_pdf() {
    let scratch = scratch();
    let ran = scratch.run("docs r.qual -o page.pdf");
    assert_eq!((ran.exit, scratch.files()), (Some(2), vec!["r.qual".to_owned()]));
    assert_eq!(
        ran.err,
        "error: a page cannot be written as `.pdf`\n\
         help: write it as `.html` or `.md`; a browser prints the first as PDF\n"
    );
}
