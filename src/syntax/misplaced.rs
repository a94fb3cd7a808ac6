//! A statement inside a block that cannot hold it: to the parser that block was never closed, and the `}` that does close it
//! closes nothing. To people it is one mistake.

use crate::diagnostic::{Finding, Name};
use crate::source::Place;

/// Makes one finding of a block that is never closed and the next `}` that closes nothing.
pub(super) fn join(findings: Vec<Finding>) -> Vec<Finding> {
    let mut joined: Vec<Finding> = Vec::with_capacity(findings.len());
    for finding in findings {
        let is_stray = finding.name == Name::StrayBrace;
        let last = joined.iter().rposition(|one| matches!(one.name, Name::UnclosedBlock | Name::StrayBrace));
        match last.and_then(|at| joined.get_mut(at)) {
            Some(open) if is_stray && open.name == Name::UnclosedBlock && !open.related.is_empty() => {
                if let Some(new) = misplaced(open) {
                    *open = new;
                }
            }
            _ => joined.push(finding),
        }
    }
    joined.sort_by_key(|finding| finding.place);
    joined
}

fn misplaced(open: &Finding) -> Option<Finding> {
    let (block, statement): (Place, Place) = (open.place?, open.related.first()?.place);
    Some(
        Finding::new(Name::Syntax, statement, "this cannot stand inside a block of that kind")
            .related(block, "the block begins here")
            .help("move it out of the block; if the block was to end before it, put the `}` there"),
    )
}
