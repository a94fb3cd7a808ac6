//! The outcome of tests, for the terminal.

use super::Tested;
use crate::cli::style::{Look, clean_line};
use crate::explain;
use crate::testing::{Covered, PartKind, TestResult};
use std::io::{self, Write};
use unicode_width::UnicodeWidthStr;

pub(super) fn write(
    tested: &[Tested],
    broken: usize,
    coverage: bool,
    min_coverage: Option<u8>,
    look: Look,
    out: &mut dyn Write,
) -> io::Result<()> {
    let (mut passed, mut failed) = (0, 0);
    for one in tested {
        for result in &one.report.results {
            if result.passed() {
                passed += 1;
            } else {
                failed += 1;
                failure(&one.file, result, look, out)?;
            }
        }
    }
    for one in tested {
        if coverage {
            covered(one, look, out)?;
        } else if min_coverage.is_some_and(|least| one.covered < usize::from(least)) {
            gaps(one, look, out)?;
        }
    }
    let files = tested.len();
    let plural = |count: usize, word: &str| format!("{count} {word}{}", if count == 1 { "" } else { "s" });
    if broken > 0 {
        let message = format!("{} with errors: its tests were not run", plural(broken, "file"));
        writeln!(out, "{}", paint(&message, RED, look))?;
    }
    if tested.is_empty() {
        return Ok(());
    }
    let summary = match (passed + failed, failed) {
        (0, _) => format!("no tests in {}", plural(files, "file")),
        (all, 0) => format!("{} passed in {}", plural(all, "test"), plural(files, "file")),
        (all, _) => format!("{failed} of {} failed in {}", plural(all, "test"), plural(files, "file")),
    };
    writeln!(out, "{}", paint(&summary, if failed > 0 { RED } else { GREEN }, look))?;
    if let Some(least) = min_coverage {
        for one in tested.iter().filter(|one| one.covered < usize::from(least)) {
            let message = format!(
                "{}: the tests cover {} %, and at least {least} % is asked for",
                clean_line(&one.file),
                one.covered
            );
            writeln!(out, "{}", paint(&message, RED, look))?;
        }
    }
    Ok(())
}

fn failure(file: &str, result: &TestResult, look: Look, out: &mut dyn Write) -> io::Result<()> {
    let file = result.at.file.as_deref().unwrap_or(file);
    writeln!(
        out,
        "{} {}  ({}:{})",
        paint("failed", RED, look),
        clean_line(&result.name),
        clean_line(file),
        result.at.line
    )?;
    for failure in &result.failures {
        writeln!(out, "  expected  {}  (line {})", clean_line(&failure.expected), failure.at.line)?;
        writeln!(out, "  but       {}", clean_line(&failure.actual))?;
    }
    writeln!(out)?;
    let look = explain::Look { colour: look.colour, width: look.width.saturating_sub(2) };
    for line in explain::human(&result.evaluation, look).lines() {
        writeln!(out, "{}", format!("  {line}").trim_end())?;
    }
    writeln!(out)
}

/// What the tests saw of every part.
fn covered(tested: &Tested, look: Look, out: &mut dyn Write) -> io::Result<()> {
    let parts = &tested.report.coverage.parts;
    if parts.is_empty() {
        return Ok(());
    }
    writeln!(out, "{}", paint(&clean_line(&tested.file), BOLD, look))?;
    let names: Vec<String> = parts.iter().map(|part| name(part, look.width.saturating_sub(38).max(20))).collect();
    let width = names.iter().map(|name| name.width()).max().unwrap_or(0);
    writeln!(out, "    {:width$}  fired  not fired  undecided  line", "")?;
    for (part, name) in parts.iter().zip(names) {
        let mark = if part.is_covered() { paint("✓", GREEN, look) } else { paint("○", RED, look) };
        let pad = " ".repeat(width.saturating_sub(name.width()));
        let not_fired =
            if part.can_not_fire || part.seen.not_fired > 0 { part.seen.not_fired.to_string() } else { "-".to_owned() };
        let undecided = if part.can_be_undecided { part.seen.undecided.to_string() } else { "-".to_owned() };
        writeln!(
            out,
            "  {mark} {name}{pad}  {:>5}  {not_fired:>9}  {undecided:>9}  {:>4}",
            part.seen.fired, part.at.line
        )?;
    }
    writeln!(out, "  {} % covered: ✓ was tried, ○ is still to be tried\n", tested.covered)
}

/// What is missing to cover everything.
fn gaps(tested: &Tested, look: Look, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}", paint(&clean_line(&tested.file), BOLD, look))?;
    for part in tested.report.coverage.parts.iter().filter(|part| !part.is_covered()) {
        let what = if part.seen.fired == 0 { "no test sees it fire" } else { "no test sees it not fire" };
        writeln!(out, "  {} {}  {what} (line {})", paint("○", RED, look), name(part, 60), part.at.line)?;
    }
    writeln!(out)
}

/// What a part is called, cut to a width.
fn name(part: &Covered, width: usize) -> String {
    let said = clean_line(&part.said);
    let name = match part.kind {
        PartKind::Disqualifier => format!("disqualify when {said}"),
        PartKind::Step => format!("{}: step {said}", part.of),
        _ => format!("{}: {said}", part.of),
    };
    if name.width() <= width {
        return name;
    }
    let mut cut = String::new();
    for letter in name.chars() {
        if cut.width() + 2 > width {
            break;
        }
        cut.push(letter);
    }
    format!("{cut}…")
}

const RED: &str = "31";
const GREEN: &str = "32";
const BOLD: &str = "1";

fn paint(text: &str, code: &str, look: Look) -> String {
    if look.colour { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
}
