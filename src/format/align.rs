//! Aligns columns and comments of neighbouring lines, and puts the lines together.

use super::layout::Column;
use super::print::{Line, WIDTH};

/// A line is never moved further than this for the sake of its neighbours, so that one long line leaves the others alone.
const FURTHEST: usize = 24;

/// The text of the lines, aligned, each with its end.
pub(super) fn text(lines: &[Line]) -> String {
    let mut written: Vec<Written> = Vec::with_capacity(lines.len());
    let mut rest = lines;
    while !rest.is_empty() {
        let length = run_length(rest);
        let (run, after) = rest.split_at(length);
        written.extend(aligned(run));
        rest = after;
    }
    align_comments(&mut written);
    let mut text = String::new();
    for line in written {
        text.extend(line.after_blank.then_some('\n'));
        text.push_str(line.text.trim_end_matches(' '));
        text.push('\n');
    }
    text
}

/// A line whose columns are aligned.
struct Written {
    indent: usize,
    text: String,
    comment: Option<String>,
    after_blank: bool,
}

/// How many lines from the first on are aligned with each other; at least one.
fn run_length(lines: &[Line]) -> usize {
    let Some(first) = lines.first() else { return 0 };
    let kind = run_kind(first);
    if kind.is_none() {
        return 1;
    }
    let follows = |line: &&Line| !line.after_blank && line.indent == first.indent && run_kind(line) == kind;
    1 + lines.iter().skip(1).take_while(follows).count()
}

/// What makes lines alike: their first column.
fn run_kind(line: &Line) -> Option<Column> {
    if line.partial { None } else { line.cells.get(1).and_then(|cell| cell.column) }
}

/// The lines of one run, column by column.
fn aligned(run: &[Line]) -> Vec<Written> {
    let mut texts: Vec<String> = run.iter().map(|line| " ".repeat(line.indent)).collect();
    let most = run.iter().map(|line| line.cells.len()).max().unwrap_or(0);
    for column in 0..most {
        let here = || run.iter().map(|line| line.cells.get(column));
        let widths = texts.iter().zip(here()).filter(|(_, cell)| cell.is_some()).map(|(text, _)| width(text));
        let target = target(&widths.collect::<Vec<_>>());
        for ((text, cell), line) in texts.iter_mut().zip(here()).zip(run) {
            let Some(cell) = cell else { continue };
            if column > 0 {
                let rest: usize = line.cells.iter().skip(column).map(|cell| cell.gap + width(&cell.text)).sum();
                let padding = target.saturating_sub(width(text));
                let padding = if width(text) + padding + rest > WIDTH { 0 } else { padding };
                text.extend(std::iter::repeat_n(' ', padding + cell.gap));
            }
            text.push_str(&cell.text);
        }
    }
    let written = |(text, line): (String, &Line)| Written {
        indent: line.indent,
        text,
        comment: line.comment.clone(),
        after_blank: line.after_blank,
    };
    texts.into_iter().zip(run).map(written).collect()
}

/// Comments behind neighbouring lines stand below each other.
fn align_comments(lines: &mut [Written]) {
    let alike = |before: &Written, line: &Written| {
        before.comment.is_some() == line.comment.is_some() && before.indent == line.indent && !line.after_blank
    };
    for run in lines.chunk_by_mut(alike) {
        let target = target(&run.iter().map(|line| width(&line.text)).collect::<Vec<_>>());
        for line in run {
            let Some(comment) = &line.comment else { continue };
            let padding = target.saturating_sub(width(&line.text)) + 2;
            line.text.extend(std::iter::repeat_n(' ', padding));
            line.text.push_str(comment);
        }
    }
}

/// The widest of the widths that the narrowest can be brought to.
fn target(widths: &[usize]) -> usize {
    let narrowest = widths.iter().min().copied().unwrap_or(0);
    widths.iter().copied().filter(|width| *width <= narrowest + FURTHEST).max().unwrap_or(0)
}

fn width(text: &str) -> usize {
    text.chars().count()
}
