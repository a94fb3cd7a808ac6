//! The page as Markdown, for wikis, tickets and pull requests. It has no pictures: what they show stands in its texts too.

use super::page::{Block, Item, Line, Page, Run, Section, Table};
use crate::eval::words::clean;

/// The whole page.
pub(super) fn page(page: &Page) -> String {
    let mut parts = vec![format!("# {}", escaped(&page.title))];
    blocks(&page.head, &mut parts);
    for one in &page.sections {
        section(one, 2, &mut parts);
    }
    parts.push("---".to_owned());
    parts.push(line(&page.foot));
    parts.join("\n\n") + "\n"
}

fn section(section: &Section, depth: usize, parts: &mut Vec<String>) {
    parts.push(format!("{} {}", "#".repeat(depth), line(&section.title)));
    blocks(&section.blocks, parts);
    for one in &section.sections {
        self::section(one, depth + 1, parts);
    }
}

fn blocks(blocks: &[Block], parts: &mut Vec<String>) {
    for block in blocks {
        match block {
            Block::Paragraph(words) => parts.push(paragraph(&line(words))),
            Block::Verbatim(text) => {
                let lines: Vec<String> = text.lines().map(|line| format!("    {}", clean(line))).collect();
                parts.push(lines.join("\n"));
            }
            Block::Items(all) => {
                let mut lines = Vec::new();
                items(all, 0, &mut lines);
                parts.push(lines.join("\n"));
            }
            Block::Table(one) => parts.push(table(one)),
            Block::Picture(_) => {}
        }
    }
}

fn items(all: &[Item], depth: usize, lines: &mut Vec<String>) {
    let indent = "  ".repeat(depth);
    for item in all {
        if let Some(aside) = &item.aside {
            lines.push(format!("{indent}- _{}_", line(aside).trim()));
        }
        let badge = item.badge.as_ref().map(|badge| format!("**{}** ", escaped(&badge.text))).unwrap_or_default();
        lines.push(format!("{indent}- {badge}{}", paragraph(&line(&item.title))));
        for note in &item.notes {
            lines.push(format!("{indent}  - {}", paragraph(&line(&note.line))));
            lines.extend(note.points.iter().map(|point| format!("{indent}    - {}", paragraph(&line(point)))));
        }
        items(&item.below, depth + 1, lines);
    }
}

fn table(table: &Table) -> String {
    // A column in which nothing stands has nothing to say.
    let says = |at: &usize| table.rows.iter().any(|row| row.get(*at).is_some_and(|cell| !cell.is_empty()));
    let columns: Vec<usize> = (0..table.columns.len()).filter(says).collect();
    let row = |cells: Vec<String>| format!("| {} |", cells.join(" | "));
    let names = columns.iter().filter_map(|at| table.columns.get(*at)).map(|name| (*name).to_owned()).collect();
    let mut lines = vec![row(names), format!("|{}", "---|".repeat(columns.len()))];
    for cells in &table.rows {
        let cell = |at: &usize| cells.get(*at).map(|cell| cell.iter().map(line).collect::<Vec<_>>().join("<br>"));
        lines.push(row(columns.iter().filter_map(cell).collect()));
    }
    lines.join("\n")
}

fn line(words: &Line) -> String {
    let runs = words.0.iter().map(|run| match run {
        Run::Plain(text) => escaped(text),
        Run::Name(name) | Run::Link(name, _) => code(name),
        Run::Strong(text) => format!("**{}**", escaped(text.trim())),
    });
    runs.collect()
}

/// A name as code, unless it holds what ends code or the cell of a table.
fn code(name: &str) -> String {
    let name = clean(name);
    let is_plain = !name.contains(['`', '|', '\\']) && !name.trim().is_empty() && name.trim() == name;
    if is_plain { format!("`{name}`") } else { escaped(&name) }
}

/// Text at the start of a line, where a dash or a number with a dot would begin a list.
fn paragraph(text: &str) -> String {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = text.split_at(digits);
    let ends = |sign: char| rest.strip_prefix(sign).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
    let is_marker = if digits > 0 { ends('.') || ends(')') } else { ends('+') || rest.starts_with(['-', '=']) };
    if is_marker { format!("{number}\\{rest}") } else { text.to_owned() }
}

/// A text that Markdown shows as it is.
fn escaped(text: &str) -> String {
    let text = clean(text);
    let mut escaped = String::with_capacity(text.len());
    for letter in text.trim().chars() {
        match letter {
            '\\' | '`' | '*' | '_' | '|' | '[' | ']' | '~' | '#' | '$' => escaped.extend(['\\', letter]),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            _ => escaped.push(letter),
        }
    }
    // Spaces around words part them from names.
    let before = if text.starts_with(' ') { " " } else { "" };
    let after = if text.ends_with(' ') && !text.trim().is_empty() { " " } else { "" };
    format!("{before}{escaped}{after}")
}
