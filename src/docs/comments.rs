//! What the author says of the rules: the comments at the head of the file, and those right above a thing.

use super::page::{Block, Line};
use crate::source::{FileId, Place, Source, Sources};

/// The comment that the main file begins with, as prose: paragraphs, and lines that are indented as they stand.
pub(super) fn head(sources: &Sources) -> Vec<Block> {
    let Some(source) = sources.get(FileId(0)) else { return Vec::new() };
    let mut blocks = Vec::new();
    let (mut prose, mut verbatim) = (String::new(), String::new());
    for line in (0..head_length(source)).filter_map(|line| comment(source, line)) {
        let is_indented = line.starts_with("  ") || line.starts_with('\t');
        if line.trim().is_empty() || is_indented {
            paragraph(&mut prose, &mut blocks);
        }
        if is_indented {
            verbatim.push_str(line.trim_end());
            verbatim.push('\n');
        } else {
            block(&mut verbatim, &mut blocks);
            prose.push_str(if prose.is_empty() { "" } else { " " });
            prose.push_str(line.trim());
        }
    }
    paragraph(&mut prose, &mut blocks);
    block(&mut verbatim, &mut blocks);
    blocks
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

fn paragraph(prose: &mut String, blocks: &mut Vec<Block>) {
    let said = std::mem::take(prose);
    let said = said.trim();
    if !said.is_empty() && !said.starts_with("qualify:") {
        blocks.push(Block::Paragraph(told(said)));
    }
}

fn block(verbatim: &mut String, blocks: &mut Vec<Block>) {
    let said = std::mem::take(verbatim);
    if !said.is_empty() {
        blocks.push(Block::Verbatim(without_indent(&said)));
    }
}

/// Lines without the spaces that all of them begin with.
fn without_indent(text: &str) -> String {
    let indent = text.lines().map(|line| line.len() - line.trim_start().len()).min().unwrap_or(0);
    let lines: Vec<&str> = text.lines().map(|line| line.get(indent..).unwrap_or(line)).collect();
    lines.join("\n")
}
