//! What the author says of the rules: the comments at the head of the file, and those right above a thing.

use super::page::{Block, Line};
use crate::source::{FileId, Place, Source, Sources};

/// The comment that the main file begins with, as prose: paragraphs, and lines that are indented as they stand.
pub(super) struct Head {
    /// What the rules are about.
    pub(super) about: Vec<Block>,
    /// What is of use to whoever changes and runs them: commands, and how to make the rules one's own.
    pub(super) keeping: Vec<Block>,
}

/// A piece of the comment at the head.
enum Piece {
    Prose(String),
    Verbatim(String),
}

/// What a sentence begins with that speaks to whoever changes the rules, up to the end of its paragraph.
const TO_KEEPERS: [&str; 2] = ["To make it yours", "To adapt:"];

/// The comment that the main file begins with.
pub(super) fn head(sources: &Sources) -> Head {
    let (mut about, mut keeping) = (Vec::new(), Vec::new());
    if let Some(source) = sources.get(FileId(0)) {
        let mut goes_on = false;
        let mut prose = String::new();
        for line in (0..head_length(source)).filter_map(|line| comment(source, line)) {
            let is_indented = line.starts_with("  ") || line.starts_with('\t');
            if !is_indented && !line.trim().is_empty() {
                prose.push_str(if prose.is_empty() { "" } else { " " });
                prose.push_str(line.trim());
                continue;
            }
            paragraph(&mut prose, &mut about, &mut keeping);
            if !is_indented {
                continue;
            }
            if goes_on || line.trim_start().starts_with("qualify ") {
                goes_on = line.trim_end().ends_with('\\');
                // What led over to the command leads nowhere any more.
                if let Some(Piece::Prose(said)) = about.last_mut()
                    && said.ends_with(':')
                {
                    said.pop();
                    said.push('.');
                }
                verbatim(line, &mut keeping);
            } else {
                verbatim(line, &mut about);
            }
        }
        paragraph(&mut prose, &mut about, &mut keeping);
    }
    Head { about: blocks(about), keeping: blocks(keeping) }
}

/// The comment in the lines right above the one on which something stands.
pub(super) fn above(place: Place, sources: &Sources) -> Option<Line> {
    let source = sources.get(place.file)?;
    let stands = source.line_index(place.span.start);
    let head = if place.file == FileId(0) { head_length(source) } else { 0 };
    let mut lines = Vec::new();
    for line in (head..stands).rev() {
        match comment(source, line) {
            Some(said) => lines.push(said.trim()),
            None => break,
        }
    }
    lines.reverse();
    let said = lines.iter().filter(|line| !line.starts_with("qualify:")).copied().collect::<Vec<_>>().join(" ");
    let said = said.trim();
    (!said.is_empty()).then(|| told(said))
}

/// The same above something with a name, unless it says no more than that name: `# The pain.` above `label pain`.
pub(super) fn above_name(place: Place, name: &str, sources: &Sources) -> Option<Line> {
    let words = |text: &str| {
        let text = text.to_lowercase();
        let words = text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
        words.filter(|word| !["the", "a", "an"].contains(word)).map(str::to_owned).collect::<Vec<_>>()
    };
    above(place, sources).filter(|said| words(&said.plain()) != words(name))
}

/// Whether the comment above something speaks of several things: a blank line before it, and none before the next thing.
pub(super) fn is_heading(place: Place, next: Place, sources: &Sources) -> bool {
    let Some(source) = sources.get(place.file).filter(|_| place.file == next.file) else { return false };
    let stands = source.line_index(place.span.start);
    let begins = (0..stands).rev().take_while(|line| comment(source, *line).is_some()).last().unwrap_or(stands);
    let is_apart = |line: usize| text(source, line).is_empty();
    let begins_apart = begins.checked_sub(1).is_none_or(is_apart);
    let ends = source.line_index(next.span.start);
    begins_apart && !(stands..ends).any(|line| is_apart(line) || comment(source, line).is_some())
}

/// What the author says; what stands in backticks is a name.
fn told(said: &str) -> Line {
    let parts: Vec<&str> = said.split('`').collect();
    // Without its second backtick, the last is but a letter.
    let pairs = (parts.len() - 1) / 2 * 2;
    let mut line = Line::default();
    for (at, part) in parts.iter().enumerate() {
        line = match at {
            at if at < pairs && at % 2 == 1 => line.and(Line::name(part)),
            at if at > pairs => line.say(format!("`{part}`").trim_end_matches('`')),
            _ => line.say(*part),
        };
    }
    line
}

/// How many lines the file's first comment has, with blank lines before it.
fn head_length(source: &Source) -> usize {
    let blank = (0..).take_while(|line| is_blank(source, *line)).count();
    blank + (blank..).take_while(|line| comment(source, *line).is_some()).count()
}

fn is_blank(source: &Source, line: usize) -> bool {
    let span = source.line_span(line);
    span.start < source.text().len() && text(source, line).is_empty()
}

/// What a line says that is a comment and nothing else; of `# a` that is ` a` without its first space.
fn comment(source: &Source, line: usize) -> Option<&str> {
    let said = text(source, line).strip_prefix('#')?;
    Some(said.strip_prefix(' ').unwrap_or(said))
}

fn text(source: &Source, line: usize) -> &str {
    source.line_span(line).of(source.text()).trim_start_matches('\u{feff}').trim()
}

/// Ends a paragraph; what is for whoever changes the rules goes to them.
fn paragraph(prose: &mut String, about: &mut Vec<Piece>, keeping: &mut Vec<Piece>) {
    let said = std::mem::take(prose);
    if said.starts_with("qualify:") {
        return;
    }
    let begins = |at: &usize| *at == 0 || said.get(..*at).is_some_and(|before| before.ends_with(' '));
    let at = TO_KEEPERS.iter().filter_map(|words| said.find(words)).filter(begins).min().unwrap_or(said.len());
    let (to_all, to_keepers) = said.split_at(at);
    for (said, pieces) in [(to_all, about), (to_keepers, keeping)] {
        if !said.trim().is_empty() {
            pieces.push(Piece::Prose(said.trim().to_owned()));
        }
    }
}

fn verbatim(line: &str, pieces: &mut Vec<Piece>) {
    let line = line.trim_end();
    match pieces.last_mut() {
        Some(Piece::Verbatim(lines)) => {
            lines.push('\n');
            lines.push_str(line);
        }
        _ => pieces.push(Piece::Verbatim(line.to_owned())),
    }
}

fn blocks(pieces: Vec<Piece>) -> Vec<Block> {
    let block = |piece| match piece {
        Piece::Prose(said) => Block::Paragraph(told(&said)),
        Piece::Verbatim(lines) => Block::Verbatim(without_indent(&lines)),
    };
    pieces.into_iter().map(block).collect()
}

/// Lines without the spaces that all of them begin with.
fn without_indent(text: &str) -> String {
    let indent = text.lines().map(|line| line.len() - line.trim_start().len()).min().unwrap_or(0);
    let lines: Vec<&str> = text.lines().map(|line| line.get(indent..).unwrap_or(line)).collect();
    lines.join("\n")
}
