//! Ladders and labels in words: where the lead stands, and what is missing for the next step.

use super::lines::Mark;
use crate::eval::words::{clean, facts, is_said_in, name, only_value};
use crate::eval::{Evaluation, Joined, LabelNode, LadderTree, Need, StepNode, UndecidedChoice};
use crate::value::{Truth, grouped};

/// A stretch of text, or a mark.
pub(super) enum Piece {
    Text(String),
    Mark(Mark),
}

/// Who it is and what came out, in one line.
pub(super) fn heading(evaluation: &Evaluation) -> Vec<String> {
    let who = match (&evaluation.key, evaluation.line) {
        (Some(key), Some(line)) => Some(format!("{} (line {line})", name(key))),
        (Some(key), None) => Some(name(key)),
        (None, Some(line)) => Some(format!("line {line}")),
        (None, None) => None,
    };
    let mut parts: Vec<String> = who.into_iter().collect();
    if evaluation.disqualified {
        let because: Vec<String> = evaluation.disqualified_because.iter().map(|reason| clean(reason)).collect();
        parts.push(format!("disqualified: {}", because.join("; ")));
    } else {
        parts.extend(evaluation.ladders.iter().map(|ladder| stands_on(ladder, false)));
        parts.extend(evaluation.labels.iter().map(|label| is_called(label, false)));
    }
    parts
}

/// `stage mql`
pub(super) fn stands_on(ladder: &LadderTree, disqualified: bool) -> String {
    match &ladder.step {
        _ if disqualified => format!("{} disqualified", clean(&ladder.name)),
        Some(step) => format!("{} {}", clean(&ladder.name), clean(step)),
        None => format!("{} below its first step", clean(&ladder.name)),
    }
}

/// What else there is to say of where a lead stands on a ladder: what the steps up to there needed, what the next one needs, and
/// steps that it is held below.
pub(super) fn ladder(ladder: &LadderTree) -> Vec<Vec<Piece>> {
    let mut lines = Vec::new();
    if let (Some(from), Some(step)) = (&ladder.lifted_from, &ladder.step) {
        lines.push(vec![Piece::Text(format!(
            "never below {}; by what it needs it would be {}",
            clean(step),
            clean(from)
        ))]);
    }
    if let Some(value) = &ladder.names_no_step {
        lines.push(vec![Piece::Text(format!("stood before on `{}`, which is no step: no floor", name(value)))]);
    }
    let climbed = ladder.steps.iter().filter(|step| step.reached && !step.needs.is_empty());
    lines.extend(climbed.map(needs));
    let mut above = ladder.steps.iter().filter(|step| !step.reached);
    if let Some(next) = above.next() {
        lines.push(needs(next));
    }
    for held in above.filter(|step| step.truth == Truth::True) {
        let pieces =
            [Piece::Text(format!("{} needs {} ", clean(&held.name), clean(&held.said))), Piece::Mark(Mark::Yes)];
        lines.push(pieces.into_iter().chain([Piece::Text(", but no step is skipped".to_owned())]).collect());
    }
    lines
}

/// `mql needs fit >= 40 ✓ and interest >= 30 ✗ (5)`
fn needs(step: &StepNode) -> Vec<Piece> {
    let (opening, between, closing) = match step.joined {
        Joined::And => (String::new(), " and ", ""),
        Joined::Or => (String::new(), " or ", ""),
        Joined::AtLeast(count) => (format!("at least {count} of ("), ", ", ")"),
    };
    let mut pieces = vec![Piece::Text(format!("{} needs {opening}", clean(&step.name)))];
    for (at, need) in step.needs.iter().enumerate() {
        let between = if at > 0 { between } else { "" };
        pieces.push(Piece::Text(format!("{between}{} ", clean(&need.said))));
        pieces.push(Piece::Mark(need.truth.into()));
        pieces.push(Piece::Text(missing(need)));
    }
    pieces.push(Piece::Text(closing.to_owned()));
    pieces
}

/// ` (5)`: why a need is not met.
fn missing(need: &Need) -> String {
    match need.decided_by.as_slice() {
        _ if need.truth == Truth::True => String::new(),
        [] => String::new(),
        [one] if is_said_in(one, &need.said) && !one.asked.is_empty() => format!(" ({})", only_value(one)),
        [one] if one.subject == need.said => format!(" ({})", only_value(one)),
        several => format!(" ({})", facts(several, &need.said)),
    }
}

/// A label with its value; for a disqualified lead what is written out.
pub(super) fn is_called(label: &LabelNode, disqualified: bool) -> String {
    let value = if disqualified { "disqualified" } else { &label.value };
    format!("{} {}", clean(&label.name), clean(value))
}

/// Why a label has its value.
pub(super) fn label(label: &LabelNode, disqualified: bool) -> String {
    let facts = facts(&label.decided_by, &label.choice);
    let else_called = if disqualified { format!("would be {}: ", clean(&label.value)) } else { String::new() };
    let space = if facts.is_empty() { "" } else { ": " };
    let because = label.because.as_ref().map(|because| format!("{}; ", clean(because))).unwrap_or_default();
    format!("{else_called}{because}{}{space}{facts}{}", clean(&label.choice), undecided(label))
}

/// How many undecided choices of a label are shown at most.
const A_FEW: usize = 4;

/// `; undecided: size >= 1000 (size is unknown)`: the choices before that would perhaps have given another value.
fn undecided(label: &LabelNode) -> String {
    if label.undecided.is_empty() {
        return String::new();
    }
    let mut said: Vec<String> = label.undecided.iter().take(A_FEW).map(waits_for).collect();
    let more = label.undecided.len() - said.len();
    if more > 0 {
        said.push(format!("and {} more", grouped(more as u64)));
    }
    format!("; undecided: {}", said.join(", "))
}

fn waits_for(choice: &UndecidedChoice) -> String {
    let facts = facts(&choice.decided_by, &choice.choice);
    if facts.is_empty() { clean(&choice.choice) } else { format!("{} ({facts})", clean(&choice.choice)) }
}
