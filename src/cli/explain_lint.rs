//! `check --list` and `check --explain NAME`: what kinds of findings there are, for people.

use crate::cli::style::Look;
use crate::diagnostic::{Name, Severity};
use clap::builder::styling::{AnsiColor, Style};
use std::io::{self, Write};

/// Writes all kinds of findings with what each is about: errors first, then lints.
pub fn list(look: Look, out: &mut dyn Write) -> io::Result<()> {
    let indent = Name::ALL.iter().map(|name| name.about().name.len()).max().unwrap_or(0) + 4;
    for (title, severity) in [("errors", Severity::Error), ("warnings", Severity::Warning)] {
        let style = bold(look, severity);
        writeln!(out, "{style}{title}{style:#}")?;
        for name in Name::ALL.iter().filter(|name| name.about().severity == severity) {
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
    writeln!(out, "{style}{}[{name}]{style:#}\n", about.severity)?;
    for line in wrap(about.summary, look.width) {
        writeln!(out, "{line}")?;
    }
    if !about.wrong.is_empty() {
        example("not so", about.wrong, out)?;
        example("but so", about.right, out)?;
    }
    if about.severity == Severity::Warning {
        writeln!(
            out,
            "\nto silence it, write above the line, with a reason:\n\n  # qualify: allow({name}) because ..."
        )?;
        writeln!(out, "\nor for a whole run: `--allow {name}`; to make it an error: `--deny {name}`")?;
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
