//! The language reference keeps its word: every example in it is checked, and run where it says what comes out.

mod data;
mod fences;

use fences::{Fence, fences, table, words_after};
use qualify::check::{LoadError, Loaded, Loader};
use qualify::diagnostic::{Group, Name, Severity};
use qualify::records::EntryLimits;
use qualify::source::Source;
use qualify::{Inspected, inspect, testing};

const PAGE: &str = include_str!("../../grammar/README.md");

/// The files that the page shows, for the examples that name them.
struct PageFiles;

impl Loader for PageFiles {
    fn load(&self, _from: &str, path: &str) -> Result<Loaded, LoadError> {
        let info = format!("text file={path}");
        let fence = fences(PAGE).into_iter().find(|fence| fence.info == info).ok_or(LoadError::Missing)?;
        Ok(Loaded { name: path.to_owned(), bytes: fence.text.into_bytes() })
    }
}

/// The lead that the shorter examples are about.
fn lead() -> String {
    fences(PAGE).into_iter().find(|fence| fence.info == "qual lead").unwrap().text
}

/// A piece, with the lead that it is about and a rule, without which no file is complete.
fn completed(piece: &str) -> String {
    format!("{}{piece}\nscore there_is_always_one {{ when downloads >= 1 then +1 }}\n", lead())
}

fn look(text: &str) -> Inspected {
    inspect(Source::new("reference.qual", text), &PageFiles)
}

fn assert_no_errors(fence: &Fence, text: &str) {
    let errors: Vec<_> = look(text).findings.into_iter().filter(|finding| finding.is_error()).collect();
    assert!(errors.is_empty(), "line {}:\n{text}\n{errors:#?}", fence.line);
}

/// The pieces whose kind begins so.
fn pieces(info: &str) -> Vec<Fence> {
    let found: Vec<Fence> = fences(PAGE).into_iter().filter(|fence| fence.info == info).collect();
    assert!(!found.is_empty(), "{info}");
    found
}

#[test]
fn every_kind_of_piece_is_known() {
    for fence in fences(PAGE) {
        let kind = fence.info.split(' ').next().unwrap();
        assert!(["qual", "qual-wrong", "csv", "cells", "text", "toml"].contains(&kind), "line {}: {kind}", fence.line);
    }
}

#[test]
fn whole_files_have_no_findings_and_their_tests_pass() {
    for fence in pieces("qual") {
        let inspected = look(&fence.text);
        assert_eq!(inspected.findings, [], "line {}", fence.line);
        let report = testing::run(&inspected.rules.unwrap(), &inspected.sources, None);
        assert!(report.passed(), "line {}: {report:#?}", fence.line);
    }
}

#[test]
fn fragments_have_no_errors() {
    for fence in pieces("qual fragment") {
        assert_no_errors(&fence, &completed(&fence.text));
    }
}

#[test]
fn each_condition_is_one() {
    for fence in pieces("qual condition") {
        for condition in fence.text.lines() {
            assert_no_errors(&fence, &completed(&format!("when {condition} then +1")));
        }
    }
}

#[test]
fn each_mistake_gives_the_finding_that_is_named() {
    let wrong: Vec<Fence> = fences(PAGE).into_iter().filter(|fence| fence.info.starts_with("qual-wrong ")).collect();
    assert!(wrong.len() > 5);
    for fence in wrong {
        let name = fence.info.trim_start_matches("qual-wrong ");
        assert_eq!(findings_of(&fence.text), [name], "line {}", fence.line);
    }
}

/// The names of the errors in a piece, each once.
fn findings_of(piece: &str) -> Vec<String> {
    let findings = look(&completed(piece)).findings;
    let mut names: Vec<String> =
        findings.iter().filter(|finding| finding.is_error()).map(|finding| finding.name.to_string()).collect();
    names.dedup();
    names
}

#[test]
fn slips_of_beginners_are_answered_as_the_table_says() {
    let rows = table(PAGE, "| you may write | finding | write |");
    assert!(rows.len() > 15);
    for row in rows {
        let [wrong, name, right] = row[..] else { panic!("{row:?}") };
        assert_eq!(findings_of(wrong), [name], "{wrong}");
        assert_eq!(findings_of(right), [""; 0], "{right}");
    }
}

#[test]
fn data_come_out_as_shown() {
    let all = fences(PAGE);
    let (mut shown, mut with_entries) = (0, 0);
    for (at, leads) in all.iter().enumerate().filter(|(_, fence)| fence.info == "csv leads") {
        let entries = || all[at + 1..].iter().take_while(|fence| fence.info.starts_with("csv entries="));
        let result = &all[at + 1 + entries().count()];
        assert_eq!((all[at - 1].info.as_str(), result.info.as_str()), ("qual", "csv result"), "line {}", leads.line);
        let lists: Vec<(&str, &str)> =
            entries().map(|fence| (fence.info.trim_start_matches("csv entries="), fence.text.as_str())).collect();
        data::assert_result(&look(&all[at - 1].text).rules.unwrap(), &leads.text, &lists, &result.text, leads.line);
        shown += 1;
        with_entries += usize::from(!lists.is_empty());
    }
    assert!(with_entries > 0);
    assert_eq!(shown, pieces("csv leads").len());
    assert_eq!(shown, pieces("csv result").len());
}

#[test]
fn cells_are_read_as_shown() {
    let cells: Vec<Fence> = fences(PAGE).into_iter().filter(|fence| fence.info.starts_with("cells ")).collect();
    assert!(cells.len() > 5);
    for fence in cells {
        let kind = fence.info.trim_start_matches("cells ");
        let inspected = look(&format!("lead {{ cell: {kind} }}\nwhen cell is known then +1"));
        let rules = inspected.rules.unwrap_or_else(|| panic!("{kind}: {:?}", inspected.findings));
        for line in fence.text.lines() {
            let (cell, meant) = line.split_once(" => ").unwrap();
            assert_eq!(data::shown(cell.trim(), &rules.fields[0].read), meant.trim(), "{kind}: {cell}");
        }
    }
}

#[test]
fn the_words_are_those_of_the_grammar() {
    let grammar = include_str!("../../grammar/qualify.pest");
    let reserved = words_after(PAGE, "<!-- reserved -->");
    for word in &reserved {
        assert!(grammar.contains(&format!("^\"{word}\"")), "{word}");
        assert_eq!(findings_of(&format!("define {word} = downloads > 2")), ["reserved-word"], "{word}");
    }
    let in_grammar: Vec<&str> = grammar
        .lines()
        .filter_map(|line| line.strip_prefix("kw_")?.split('"').nth(1))
        .filter(|word| !reserved.contains(word) && *word != "yes/no")
        .collect();
    assert_eq!(words_after(PAGE, "<!-- keywords -->"), in_grammar);
    for word in in_grammar {
        let errors: Vec<_> =
            look(&format!("lead {{ {word}: number }}\nscore fit {{ when {word} > 2 then +1 }}")).findings;
        assert_eq!(errors, [], "{word}");
    }
}

#[test]
fn the_table_names_all_lints() {
    let rows = PAGE.lines().skip_while(|line| *line != "| group | lint | finds |").skip(2);
    let rows: Vec<&str> = rows.take_while(|line| line.starts_with('|')).collect();
    let lints = Group::ALL.iter().flat_map(|group| Name::ALL.iter().filter(|name| name.about().group == Some(*group)));
    let all: Vec<String> = lints
        .map(|name| name.about())
        .map(|about| format!("| {} | `{}` | {} |", about.group.map_or("", Group::name), about.name, about.summary))
        .collect();
    assert!(all.len() > 25);
    for (row, lint) in rows.iter().zip(&all) {
        assert_eq!(row, lint);
    }
    assert_eq!(rows.len(), all.len());
    // What is said of the groups is true.
    for name in Name::ALL {
        let is_off = matches!(name.about().group, Some(Group::Style | Group::Pedantic));
        assert_eq!(name.about().severity == Severity::Allowed, is_off, "{name}");
    }
}

#[test]
fn files_of_levels_can_be_read() {
    let readme = include_str!("../../README.md").split("```toml\n").skip(1).filter_map(|rest| rest.split("```").next());
    let readme: Vec<&str> = readme.filter(|text| text.contains("[lints]")).collect();
    assert_eq!(readme.len(), 1);
    for text in pieces("toml").iter().map(|fence| fence.text.as_str()).chain(readme) {
        let levels = qualify::cli::config::read(&Source::new("qualify.toml", text)).expect(text);
        for (name, level) in [
            (Name::UnusedDefinition, Severity::Allowed),
            (Name::UnusedAllow, Severity::Error),
            (Name::NegatedIn, Severity::Warning),
            (Name::MissingReason, Severity::Allowed),
        ] {
            assert_eq!(levels.of(name), level, "{name}");
        }
    }
}

/// The number in the row of a limit.
fn limit(what: &str) -> usize {
    let rows = table(PAGE, "| what | at most |");
    let row = rows.iter().find(|row| row[0] == what).unwrap_or_else(|| panic!("{what}"));
    let digits = row[1].split(' ').next().unwrap().trim_end_matches(',').replace(',', "");
    digits.parse().unwrap()
}

#[test]
fn limits_are_those_of_the_table() {
    let deepest = limit("parentheses, blocks and `not` inside each other");
    let nested = |depth: usize| format!("when {}downloads > 2{} then +1", "(".repeat(depth), ")".repeat(depth));
    assert_eq!(findings_of(&nested(deepest)), [""; 0]);
    assert_eq!(findings_of(&nested(deepest + 1)), ["too-deep"]);

    let longest = limit("a single text, name or number in a rule file");
    let text = |length: usize| format!("when title = \"{}\" then +1", "x".repeat(length - 2));
    assert_eq!(findings_of(&text(longest)), [""; 0]);
    assert_eq!(findings_of(&text(longest + 1)), ["text-too-long"]);

    let largest = limit("a rule file");
    let padded = |length: usize| format!("when downloads > 2 then +1{}", "\n".repeat(length - 26));
    assert_eq!(look(&padded(largest)).findings, []);
    assert_eq!(look(&padded(largest + 1)).findings[0].name.to_string(), "file-too-large");

    let most = limit("points in a rule");
    assert_eq!(findings_of(&format!("when downloads > 2 then +{most}")), [""; 0]);
    assert_eq!(findings_of(&format!("when downloads > 2 then +{most}.01")), ["bad-points"]);
    assert_eq!(findings_of("when downloads > 2 then +0.001"), ["bad-points"]);

    let computed = |constant: &str| format!("score sum = {constant} * there_is_always_one");
    assert_eq!(findings_of(&computed("0.0001")), [""; 0]);
    assert_eq!(findings_of(&computed("0.00001")), ["bad-points"]);

    let clamped = "score most { when size > 0 then +1_000_000 per size }\nscore one { when size > 0 then +1 per size }";
    let rules = look(clamped).rules.unwrap();
    let leads = "size\n5000000\n";
    let (counted, highest) = (limit("what `per` counts"), limit("what a rule or a score comes to"));
    data::assert_result(&rules, leads, &[], &format!("most,one\n{highest},{counted}\n"), 0);

    let row =
        table(PAGE, "| what | at most |").into_iter().find(|row| row[0] == "a number that `sum` adds up").unwrap();
    assert_eq!(row[1], "10^24, four decimal places");
    let comes_to = |amount: &str, sum: &str| {
        let test = format!("given {{ orders = [{{ amount = {amount} }}] }} expect there_is_always_one = 0, x = {sum}");
        let text =
            format!("{}define x = sum amount of orders\ntest \"a\" {{ today 2026-01-15 {test} }}", completed(""));
        testing::run(&look(&text).rules.unwrap(), &look(&text).sources, None).passed()
    };
    let [least, most, more] = [23, 24, 25].map(|zeros| format!("1{}", "0".repeat(zeros)));
    assert!(comes_to(&least, &least) && comes_to(&most, &most));
    assert!(comes_to(&more, &most) && !comes_to(&more, &more));
}

#[test]
fn limits_of_files_of_entries_are_those_of_the_table() {
    let usual = EntryLimits::default();
    assert_eq!(usual.keys, limit("different keys in all lists that files fill"));
    assert_eq!(usual.key_bytes, limit("these keys together"));
    assert_eq!(usual.again, limit("entries that are given again to leads that share a key") as u64);
}
