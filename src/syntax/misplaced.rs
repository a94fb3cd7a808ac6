//! A statement inside a block that cannot hold it: to the parser that block was never closed, and the `}` that does close it
//! closes nothing. To people it is one mistake.

use crate::diagnostic::{Finding, Name};
use crate::source::Place;

/// Makes one finding of a block that is never closed and the next `}` that closes nothing.
pub(super) fn join(findings: Vec<Finding>, text: &str) -> Vec<Finding> {
    let mut joined: Vec<Finding> = Vec::with_capacity(findings.len());
    for finding in findings {
        let is_stray = finding.name == Name::StrayBrace;
        let last = joined.iter().rposition(|one| matches!(one.name, Name::UnclosedBlock | Name::StrayBrace));
        match last.and_then(|at| joined.get_mut(at)) {
            Some(open) if is_stray && open.name == Name::UnclosedBlock && !open.related.is_empty() => {
                if let Some(new) = misplaced(open, text) {
                    *open = new;
                }
            }
            _ => joined.push(finding),
        }
    }
    joined.sort_by_key(|finding| finding.place);
    // Where it stands inside of two blocks, it is told of the outer one.
    let is_misplaced = |finding: &Finding| finding.name == Name::Syntax && !finding.related.is_empty();
    joined.dedup_by(|later, first| later.place == first.place && is_misplaced(later) && is_misplaced(first));
    joined
}

fn misplaced(open: &Finding, text: &str) -> Option<Finding> {
    let (block, statement): (Place, Place) = (open.place?, open.related.first()?.place);
    let message =
        format!("{} cannot stand inside {}", what(statement.span.of(text)), of(text.get(..block.span.start)?));
    Some(
        Finding::new(Name::Syntax, statement, message)
            .related(block, "the block begins here")
            .help("put it after the `}` of that block; if the block was to end before it, put the `}` there"),
    )
}

/// What a statement is, by its first word.
fn what(statement: &str) -> String {
    match statement.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("") {
        "when" | "When" | "WHEN" | "if" | "If" | "IF" => "a rule".to_owned(),
        "define" => "a definition".to_owned(),
        "by" => "a table".to_owned(),
        "for" | "For" | "foreach" | "each" => "`for each`".to_owned(),
        "use" => "`use`".to_owned(),
        word @ ("score" | "label" | "ladder" | "list" | "test" | "group") => format!("a {word}"),
        word @ ("lead" | "disqualify" | "blank" | "ruleset" | "timezone" | "first") => format!("`{word}`"),
        _ => "this".to_owned(),
    }
}

/// What the block is that begins after a text, by the first word of its line.
fn of(before: &str) -> String {
    let line = before.lines().next_back().unwrap_or("").trim_start();
    match line.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("") {
        _ if line.trim_end().ends_with("list of") => "a list of entries".to_owned(),
        "lead" => "`lead { }`".to_owned(),
        word @ ("score" | "label" | "ladder" | "test" | "group" | "first") => format!("a `{word}` block"),
        "by" => "a table".to_owned(),
        _ => "this block".to_owned(),
    }
}
