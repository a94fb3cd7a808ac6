//! Findings in every format.

mod properties;
mod sarif;

use qualify::cli::report::{Checked, ReportFormat, report};
use qualify::cli::style::Look;
use qualify::diagnostic::{Finding, Name, Severity, Shown, Witness};
use qualify::source::{FileId, Place, Source, Sources, Span};
use qualify::value::Value;

const MAIN: &str = "ruleset \"trial\"\n\nuse \"personas.qual\"\n\nscore fit in 0..100 {\n  when compnay_size > 5 then +20\n  \
                    when Ünited = \"x\u{1b}[31m\" then 10\n}\ndefine big = size > 5\ndefine Big = size > 9\n";
const PERSONAS: &str = "lead { company_size: number }\ndefine big = company_size > 500\n";

/// The place where `needle` first stands in a file.
fn at(sources: &Sources, file: FileId, needle: &str) -> Place {
    let start = sources.get(file).and_then(|source| source.text().find(needle)).expect("the needle is in the file");
    Place { file, span: Span::new(start, start + needle.len()) }
}

/// Two files and findings of each sort, out of order.
fn ruleset() -> (Sources, Vec<Finding>) {
    let mut sources = Sources::default();
    let main = sources.add(Source::new("rules/trial.qual", MAIN));
    let personas = sources.add(Source::new("rules/personas.qual", PERSONAS));
    let findings = vec![
        Finding::new(Name::DuplicateName, at(&sources, main, "Big"), "`Big` is defined twice")
            .help("give one of them another name")
            .label("and here again")
            .related(at(&sources, main, "big"), "first defined here")
            .related(at(&sources, personas, "big"), "and brought in from here"),
        Finding::new(Name::UnknownName, at(&sources, main, "compnay_size"), "nothing is named `compnay_size`")
            .help("did you mean `company_size`?")
            .fix(at(&sources, main, "compnay_size"), "company_size"),
        Finding::new(
            Name::MissingQuotes,
            at(&sources, main, "\"x\u{1b}[31m\""),
            "odd text: `x\u{1b}[31m`\nin two lines",
        ),
        Finding::new(Name::UnclosedBlock, at(&sources, main, "{\n  when compnay_size > 5"), "100% open: a, b"),
        Finding::new(
            Name::UnusedDefinition,
            at(&sources, personas, "define big = company_size > 500"),
            "nothing uses `big`",
        )
        .witness(Witness::new([("company_size".to_owned(), Shown::Value(Value::Number(600.0)))]))
        .fix(at(&sources, personas, "define big = company_size > 500\n"), "")
        .safe_to_fix(),
        Finding { severity: Severity::Allowed, ..Finding::new(Name::UnusedAllow, Place::default(), "never shown") },
    ];
    (sources, findings)
}

fn write(format: ReportFormat, checked: &[Checked<'_>], look: Look) -> String {
    let mut out = Vec::new();
    report(format, checked, look, &mut out).expect("a Vec takes all that is written");
    String::from_utf8(out).expect("reports are UTF-8")
}

/// The report on the ruleset above, on another that shares a file with it, on a file that could not be read, and on
/// one without findings.
fn all(format: ReportFormat) -> String {
    let (sources, findings) = ruleset();
    let mut other = Sources::default();
    other.add(Source::new("rules/other.qual", "use \"personas.qual\"\n"));
    let shared = other.add(Source::new("rules/personas.qual", PERSONAS));
    let again = [Finding::new(
        Name::UnusedDefinition,
        at(&other, shared, "define big = company_size > 500"),
        "nothing uses `big`",
    )
    .witness(Witness::new([("company_size".to_owned(), Shown::Value(Value::Number(600.0)))]))
    .fix(at(&other, shared, "define big = company_size > 500\n"), "")
    .safe_to_fix()];
    let unread = [Finding::without_place(Name::NotUtf8, "the file is not text in UTF-8").help("save it as UTF-8")];
    let checked = [
        Checked { file: "rules/trial.qual", sources: &sources, findings: &findings },
        Checked { file: "rules/other.qual", sources: &other, findings: &again },
        Checked { file: "odd name, 50%: é.qual", sources: &Sources::default(), findings: &unread },
    ];
    write(format, &checked, Look::PLAIN)
}

#[test]
fn human() {
    insta::assert_snapshot!(all(ReportFormat::Human));
}

#[test]
fn short() {
    insta::assert_snapshot!(all(ReportFormat::Short));
}

#[test]
fn json() {
    insta::assert_snapshot!(all(ReportFormat::Json));
}

#[test]
fn github() {
    insta::assert_snapshot!(all(ReportFormat::Github));
}

#[test]
fn sarif() {
    insta::assert_snapshot!(all(ReportFormat::Sarif).replace(env!("CARGO_PKG_VERSION"), "VERSION"));
}

#[test]
fn junit() {
    insta::assert_snapshot!(all(ReportFormat::Junit));
}

#[test]
fn colours_only_when_asked() {
    let (sources, findings) = ruleset();
    let checked = [Checked { file: "rules/trial.qual", sources: &sources, findings: &findings }];
    let plain = write(ReportFormat::Human, &checked, Look::PLAIN);
    let coloured = write(ReportFormat::Human, &checked, Look { colour: true, ..Look::PLAIN });
    assert!(!plain.contains('\u{1b}'), "{plain}");
    assert!(coloured.contains("\u{1b}[31m"), "{coloured}");
    // The escape code that stands in the file is not among those shown.
    assert!(!coloured.contains("x\u{1b}[31m"), "{coloured}");
}

#[test]
fn nothing_found() {
    let mut sources = Sources::default();
    sources.add(Source::new("a.qual", "when a then +1\n"));
    let checked = [Checked { file: "a.qual", sources: &sources, findings: &[] }];
    let show = |format| write(format, &checked, Look::PLAIN);
    assert_eq!(show(ReportFormat::Human), "nothing found in 1 file\n");
    assert_eq!(show(ReportFormat::Short), "");
    assert_eq!(show(ReportFormat::Json), "[]\n");
    assert_eq!(show(ReportFormat::Github), "");
}

#[test]
fn the_end_of_a_file_can_be_pointed_at() {
    for text in
        ["score fit {\n  when a then +1\n", "score fit {\n  when a then +1", "score fit {\r\n  when a then +1\r\n\r\n"]
    {
        let mut sources = Sources::default();
        let file = sources.add(Source::new("a.qual", text));
        let end = Place { file, span: Span::new(text.len(), text.len()) };
        let findings = [Finding::new(Name::UnclosedBlock, end, "the file ends too soon").label("`}` is missing")];
        let shown = write(
            ReportFormat::Human,
            &[Checked { file: "a.qual", sources: &sources, findings: &findings }],
            Look::PLAIN,
        );
        assert!(shown.contains("when a then +1\n") && shown.contains("╰── `}` is missing"), "{shown}");
    }
}

#[test]
fn an_endless_line_is_not_shown_whole() {
    let text = format!("{}oops{}end", "é ".repeat(200_000), " z".repeat(200_000));
    let mut sources = Sources::default();
    let file = sources.add(Source::new("long.qual", text));
    let oops = at(&sources, file, "oops");
    let rest = Place { file, span: Span::new(oops.span.start, usize::MAX) };
    let findings = [
        Finding::new(Name::Syntax, oops, "a slip").related(at(&sources, file, "end"), "until here"),
        Finding::new(Name::Syntax, rest, "all of it"),
    ];
    let shown = write(
        ReportFormat::Human,
        &[Checked { file: "long.qual", sources: &sources, findings: &findings }],
        Look::PLAIN,
    );
    assert!(shown.len() < 5_000, "{} bytes", shown.len());
    assert!(shown.contains("[long.qual:1:400001]") && shown.contains("until here"), "{shown}");
}
