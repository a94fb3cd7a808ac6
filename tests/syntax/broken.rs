//! What people write wrong: every case of `broken/*.qual`, parted by blank lines with `---`, with what is said about it.

use qualify::diagnostic::Finding;
use qualify::source::{FileId, Source};

#[test]
fn broken_files() {
    insta::glob!("broken/*.qual", |path| {
        let text = std::fs::read_to_string(path).unwrap();
        let cases: Vec<String> = text.split("\n---\n").map(show).collect();
        insta::with_settings!({ omit_expression => true }, { insta::assert_snapshot!(cases.join("\n")) });
    });
}

/// A case and its findings, each as `line:column-column name: message`, with its help and the text after its fix.
fn show(case: &str) -> String {
    let source = Source::new("case.qual", case.trim_matches('\n'));
    let (_, findings) = qualify::syntax::parse(&source, FileId(0));
    let findings: String = findings.iter().map(|finding| line(finding, &source)).collect();
    format!("{}\n{}", source.text(), if findings.is_empty() { "    NOTHING FOUND\n".to_owned() } else { findings })
}

fn line(finding: &Finding, source: &Source) -> String {
    let span = finding.place.unwrap_or_default().span;
    let at = source.position(span.start);
    let underlined = span.of(source.text()).replace('\n', "⏎");
    let mut line = format!("    {at} [{underlined}] {}: {}\n", finding.name, finding.message);
    for help in finding.help.iter().flat_map(|help| help.lines()) {
        line += &format!("        {help}\n");
    }
    for related in &finding.related {
        line += &format!("        {} {}\n", source.position(related.place.span.start), related.message);
    }
    if finding.fix.is_some() {
        line += "        (fix)\n";
    }
    line
}
