//! `check --list` and `check --explain NAME`: what kinds of findings there are, for people.

use crate::cli::style::Look;
use crate::diagnostic::{Group, Name, Severity};
use crate::lint::{can_be_silenced, page};
use clap::builder::styling::{AnsiColor, Style};
use std::io::{self, Write};

/// Writes all kinds of findings with what each is about: errors first, then lints, group by group.
pub fn list(look: Look, out: &mut dyn Write) -> io::Result<()> {
    let indent = Name::ALL.iter().map(|name| name.about().name.len()).max().unwrap_or(0) + 4;
    let errors = ("errors".to_owned(), None);
    let lints = Group::ALL.map(|group| {
        let off = matches!(group, Group::Style | Group::Pedantic);
        (format!("{group}{}", if off { " (off unless asked for)" } else { " (warnings)" }), Some(group))
    });
    for (title, group) in [errors].into_iter().chain(lints) {
        let style = bold(look, if group.is_none() { Severity::Error } else { Severity::Warning });
        writeln!(out, "{style}{title}{style:#}")?;
        for name in Name::ALL.iter().filter(|name| name.about().group == group) {
            let about = name.about();
            let mut lines = wrap(about.summary, look.width.saturating_sub(indent).max(30)).into_iter();
            let gap = indent.saturating_sub(about.name.len() + 2);
            writeln!(out, "  {style}{}{style:#}{:gap$}{}", about.name, "", lines.next().unwrap_or_default())?;
            for line in lines {
                writeln!(out, "{:indent$}{line}", "")?;
            }
        }
        writeln!(out)?;
    }
    writeln!(out, "`qualify check --explain NAME` shows one with an example")
}

/// Writes what one kind of finding is about, with an example of it and of how it should be.
pub fn explain(name: Name, look: Look, out: &mut dyn Write) -> io::Result<()> {
    let about = name.about();
    let style = bold(look, about.severity);
    let Some(page) = page(name) else {
        writeln!(out, "{style}{}[{name}]{style:#}\n", about.severity)?;
        wrap(about.summary, look.width).iter().try_for_each(|line| writeln!(out, "{line}"))?;
        if !about.wrong.is_empty() {
            example("not so", about.wrong, out)?;
            example("but so", about.right, out)?;
        }
        return Ok(());
    };
    let level = if about.severity == Severity::Allowed { "off unless asked for" } else { "warning" };
    let group = about.group.map_or("", |group| group.name());
    writeln!(out, "{style}{name}{style:#}  ({group}, {level})\n")?;
    write_page(&page, look, out)?;
    if can_be_silenced(name) {
        writeln!(
            out,
            "To silence it, write above the line, with a reason:\n\n  # qualify: allow({name}) because ...\n"
        )?;
    }
    let (other, option) = match about.severity {
        Severity::Allowed => ("ask for it", "warn"),
        _ => ("leave it out", "allow"),
    };
    let levels = format!(
        "For a whole run: `--{option} {name}` to {other}, `--deny {name}` to make it an error. For every run: a line \
         `{name} = \"{option}\"` or `\"deny\"` below `[lints]` in the file `qualify.toml`."
    );
    wrap(&levels, look.width).iter().try_for_each(|line| writeln!(out, "{line}"))
}

/// Writes a page of Markdown for a terminal: paragraphs are filled, examples indented.
fn write_page(page: &str, look: Look, out: &mut dyn Write) -> io::Result<()> {
    let mut is_example = false;
    let mut paragraph = String::new();
    for line in page.lines().chain([""]) {
        let is_fence = line.starts_with("```");
        if is_example && !is_fence {
            writeln!(out, "{}", format!("  {line}").trim_end())?;
            continue;
        }
        is_example ^= is_fence;
        if !is_fence && !line.is_empty() {
            paragraph.push_str(line);
            paragraph.push(' ');
            continue;
        }
        if !paragraph.is_empty() {
            wrap(&paragraph, look.width).iter().try_for_each(|line| writeln!(out, "{line}"))?;
            paragraph.clear();
        }
        if line.is_empty() && !is_fence {
            writeln!(out)?;
        }
    }
    Ok(())
}

fn example(title: &str, text: &str, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "\n{title}:\n")?;
    text.lines().try_for_each(|line| writeln!(out, "  {line}"))
}

fn bold(look: Look, severity: Severity) -> Style {
    let colour = if severity == Severity::Error { AnsiColor::Red } else { AnsiColor::Yellow };
    if look.colour { Style::new().bold().fg_color(Some(colour.into())) } else { Style::new() }
}

/// The text in lines of at most `width` characters, broken at spaces.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_string()),
        }
    }
    lines
}
