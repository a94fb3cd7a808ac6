//! The tree as Markdown, for tickets, chats and pull requests.

use super::entries::entries;
use super::lines::{Line, bounds, held};
use super::outcomes::{Piece, heading, is_called, label, ladder, stands_on};
use crate::eval::words::{clean, listed_facts};
use crate::eval::{Evaluation, ScoreTree};
use crate::value::Truth;

/// The evaluated rule tree as Markdown: a heading, a table for each score, and where the lead stands; ends in a line break.
pub fn markdown(evaluation: &Evaluation) -> String {
    let mut sections = Vec::new();
    let heading = heading(evaluation);
    if !heading.is_empty() {
        sections.push(format!("## {}", escaped(&heading.join(" · "))));
    }
    let mut out = String::new();
    for one in evaluation.disqualifiers.iter().filter(|one| one.truth == Truth::True) {
        let because = listed_facts(&one.decided_by, &one.reason);
        out.push_str(&format!("\n- {} ({})", escaped(&clean(&one.reason)), escaped(&because)));
        items(&entries(&one.decided_by), 1, &mut out);
    }
    if !out.is_empty() {
        sections.push(format!("**disqualified**\n{out}"));
    }
    sections.extend(evaluation.scores.iter().map(score));
    for one in &evaluation.ladders {
        let title = format!("**{}**", escaped(&stands_on(one, evaluation.disqualified)));
        let lines = if evaluation.disqualified { Vec::new() } else { ladder(one) };
        let lines: Vec<String> = lines.iter().map(|pieces| format!("- {}", plain(pieces))).collect();
        sections.push(if lines.is_empty() { title } else { format!("{title}\n\n{}", lines.join("\n")) });
    }
    for one in &evaluation.labels {
        let (name, why) = (is_called(one, evaluation.disqualified), label(one, evaluation.disqualified));
        let mut list = String::new();
        if !evaluation.disqualified {
            items(&entries(&one.decided_by), 0, &mut list);
        }
        let gap = if list.is_empty() { "" } else { "\n" };
        sections.push(format!("**{}**: {}{gap}{list}", escaped(&name), escaped(&why)));
    }
    sections.join("\n\n") + "\n"
}

fn score(score: &ScoreTree) -> String {
    let title = format!("{} {}", clean(&score.name), score.points);
    let said = score.said.as_ref().map(|said| format!(" = {}", clean(said))).unwrap_or_default();
    let bounds = bounds(score.low, score.high) + &held(score.points, &score.parts);
    let title = format!("**{}**{bounds}{}", escaped(&title), escaped(&said));
    if score.parts.is_empty() {
        return title;
    }
    let mut table = format!("{title}\n\n| | points | rule | because |\n|---|---:|---|---|");
    rows(&score.parts.iter().map(Line::of).collect::<Vec<_>>(), 0, &mut table);
    table
}

fn rows(lines: &[Line], depth: usize, table: &mut String) {
    for line in lines {
        let mark = line.mark.map_or("", |mark| mark.sign());
        let indent = "&emsp;".repeat(depth);
        let row = [mark, &line.points, &format!("{indent}{}", escaped(&line.title)), &escaped(&line.because)];
        table.push_str(&format!("\n| {} |", row.join(" | ")));
        rows(&line.below, depth + 1, table);
    }
}

/// Lines as a list with bullets.
fn items(lines: &[Line], depth: usize, list: &mut String) {
    for line in lines {
        let space = if line.because.is_empty() { "" } else { ": " };
        let indent = "  ".repeat(depth);
        list.push_str(&format!("\n{indent}- {}{space}{}", escaped(&line.title), escaped(&line.because)));
        items(&line.below, depth + 1, list);
    }
}

fn plain(pieces: &[Piece]) -> String {
    let said = pieces.iter().map(|piece| match piece {
        Piece::Text(text) => escaped(text),
        Piece::Mark(mark) => mark.sign().to_owned(),
    });
    said.collect()
}

/// A text that Markdown shows as it is.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\\' | '`' | '*' | '_' | '|' | '[' | ']' | '~' | '#' | '$' => escaped.extend(['\\', letter]),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            _ => escaped.push(letter),
        }
    }
    escaped
}
