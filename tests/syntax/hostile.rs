//! Texts made to take much time, memory or stack.

use qualify::diagnostic::{Finding, Name};
use qualify::source::{FileId, Source};

fn findings(text: String) -> Vec<Finding> {
    let source = Source::new("hostile.qual", text);
    let (_, findings) = qualify::syntax::parse(&source, FileId(0));
    findings
}

fn names(text: String) -> Vec<Name> {
    findings(text).iter().map(|finding| finding.name).collect()
}

#[test]
fn bounds_hold_before_parsing() {
    assert_eq!(names(format!("when {}", "(".repeat(100_000))), [Name::TooDeep]);
    assert_eq!(names("{".repeat(100_000)), [Name::TooDeep]);
    assert_eq!(names("when ".repeat(10) + &"not ".repeat(100_000)), [Name::TooDeep]);
    assert_eq!(names("not ".repeat(2_500_000)), [Name::FileTooLarge]);
    assert_eq!(names(format!("when a = \"{}\" then +5", "x".repeat(900_000))), [Name::TextTooLong]);
    assert_eq!(names(format!("when {} then +5", "x".repeat(900_000))), [Name::TextTooLong]);
    assert_eq!(names(format!("when a > {} then +5", "9".repeat(900_000))), [Name::TextTooLong]);
    assert_eq!(names("when a\0 then +5".to_owned()), [Name::Syntax]);
}

#[test]
fn deep_but_allowed() {
    assert_eq!(findings(format!("when {}a{} then +5", "(".repeat(64), ")".repeat(64))), []);
    assert_eq!(findings(format!("when {} a then +5", "not ".repeat(64))), []);
    let blocks = format!("{}when b then +1{}", "when a {\n".repeat(64), "\n}".repeat(64));
    assert_eq!(findings(blocks), []);
    let asked = format!("when {}b{} then +1", "any a where (".repeat(64), ")".repeat(64));
    assert_eq!(findings(asked), []);
    let counted = format!("for each {}b{} then +1", "a where (count of ".repeat(64), " > 1)".repeat(64));
    assert_eq!(findings(counted), []);
    let lists = format!("lead {{ {}b: text{} }}", "a: list of { ".repeat(63), " }".repeat(63));
    assert_eq!(findings(lists), []);
}

#[test]
fn long_but_flat() {
    for joined in [" and a", " or a", " + 1", " * 1", " = a", " is known", " - a = b or c"] {
        let text = format!("when a{} then +5", joined.repeat(10_000));
        let _ = findings(text);
    }
    assert_eq!(findings(format!("list a = [{}]", "\"x\", ".repeat(10_000))), []);
    assert_eq!(findings("when a then +5\n".repeat(4_000)), []);
}

#[test]
fn broken_takes_no_longer() {
    let unclosed = [
        "(".repeat(64),
        "{".repeat(64),
        "when {".repeat(64),
        "when a {\n".repeat(64),
        "by x {\n".repeat(64),
        "lead {\n x {\n".repeat(32),
        "test \"x\" { given {".repeat(32),
        "ladder x { label y {".repeat(32),
        "at least 1 of (".repeat(64),
        "when a = [".repeat(64),
        "when a == b &&\n".repeat(4_000),
        "x ".repeat(10_000),
        "\n".repeat(100_000) + "then",
        format!("by x {{ \"a\"{}then }}", "\n".repeat(100_000)),
        "\"".repeat(10_000),
        "}".repeat(10_000),
        "when a then +5 foo\n".repeat(4_000),
        "when 'a' then\n".repeat(4_000),
        format!("when {} then +5", "Job Title and ".repeat(4_000)),
        format!("when {} a", "(((b ".repeat(21)),
        format!("when a {}", ", b".repeat(10_000)),
        "/*".repeat(10_000),
        "lead {\n".to_owned() + &"  a: strnig\n".repeat(4_000),
        "lead { a: list of { ".repeat(32),
        "lead { ".to_owned() + &"a: list of { ".repeat(63),
        "lead { ".to_owned() + &"a: list { ".repeat(63) + &"}".repeat(64),
        format!("lead {{ a: list of {{ {} }} }}", "b: text, ".repeat(4_000)),
        format!("when {} then +1", "any a where (".repeat(64)),
        format!("when {} then +1", "count of a where b = ".repeat(4_000)),
        "count a where b ".repeat(10_000),
        "for each a where b = 1 once a week\n".repeat(4_000),
        "for each a then +1 up to +5 weekly\n".repeat(4_000),
        "each a where\n".repeat(4_000),
        format!("test \"x\" {{ given {{ a = [{}] }} }}", "{ \"k\": 1 } ".repeat(4_000)),
        format!("test \"x\" {{ given {{ a = [{} }}", "{ k = b ".repeat(60)),
    ];
    for text in unclosed {
        let start = std::time::Instant::now();
        let found = findings(text.clone());
        let short: String = text.chars().take(30).collect();
        assert!(!found.is_empty(), "nothing found in {short:?}");
        println!("{:>6} ms, {:>4} findings: {short:?}", start.elapsed().as_millis(), found.len());
    }
}
