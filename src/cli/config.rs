//! `qualify.toml`: how bad which findings are, for the rule files of its folder and of those below it.
//!
//! Each rule file has the nearest one, looked for from its own folder upward; standard input that of the current folder.

use super::files::Input;
use crate::check::LoadError;
use crate::check::suggest::nearest;
use crate::diagnostic::{Group, Name, Severity};
use crate::folder;
use crate::lint::{Levels, Which};
use crate::source::Source;
use std::collections::HashMap;
use std::fmt;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// What the file is called.
const NAME: &str = "qualify.toml";
/// The one table that it may hold.
const TABLE: &str = "lints";
/// How the levels are written.
const LEVELS: [(&str, Severity); 3] =
    [("deny", Severity::Error), ("warn", Severity::Warning), ("allow", Severity::Allowed)];
/// How other tools call them.
const FOREIGN: [(&str, &str); 8] = [
    ("error", "deny"),
    ("forbid", "deny"),
    ("warning", "warn"),
    ("on", "warn"),
    ("off", "allow"),
    ("none", "allow"),
    ("ignore", "allow"),
    ("false", "allow"),
];

/// What is wrong with a `qualify.toml`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// The file, and where in it.
    place: String,
    message: String,
    /// The way out.
    pub help: Option<String>,
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.message)
    }
}

/// The files that were found so far, by the folders that were looked at.
#[derive(Debug, Default)]
pub struct Configs {
    seen: HashMap<PathBuf, Levels>,
}

impl Configs {
    /// The levels of the file that is nearest to an input; none where there is no such file.
    ///
    /// # Errors
    /// All that is wrong with it.
    pub fn levels(&mut self, input: &Input) -> Result<Levels, Vec<Mistake>> {
        let folder = match input {
            Input::Stdin => PathBuf::from("."),
            Input::File(path) => match path.parent() {
                Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
                _ => PathBuf::from("."),
            },
        };
        // A link in the way leads upward from where it leads to; where that cannot be told, reading the rules will say so.
        let Ok(real) = folder.canonicalize() else { return Ok(Levels::default()) };
        let mut levels = Levels::default();
        let mut passed = Vec::new();
        for folder in real.ancestors() {
            if let Some(seen) = self.seen.get(folder) {
                levels = seen.clone();
                break;
            }
            passed.push(folder.to_owned());
            if let Some(source) = source_in(folder)? {
                levels = read(&source)?;
                break;
            }
        }
        self.seen.extend(passed.into_iter().map(|folder| (folder, levels.clone())));
        Ok(levels)
    }
}

/// The text of the file in a folder, if there is one.
fn source_in(folder: &Path) -> Result<Option<Source>, Vec<Mistake>> {
    let path = folder.join(NAME);
    let name = shown(&path);
    let wrong = |message: String| {
        let help = "give the file another name, or let everybody read it".to_owned();
        vec![Mistake { place: name.clone(), message, help: Some(help) }]
    };
    let about = match path.metadata() {
        Ok(about) => about,
        // In a folder that may not be looked into, there is nothing for us either.
        Err(error)
            if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory | ErrorKind::PermissionDenied) =>
        {
            return Ok(None);
        }
        Err(error) => return Err(wrong(format!("it cannot be read: {}", crate::records::plain_reason(&error)))),
    };
    // A pipe would be waited for, and a device may never end.
    if !about.is_file() {
        return Err(wrong("it cannot be read: it is not a plain file".to_owned()));
    }
    let bytes = folder::read_file(&path).map_err(|error: LoadError| wrong(format!("it cannot be read: {error}")))?;
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Some(Source::new(name, text))),
        Err(_) => Err(vec![Mistake {
            place: name,
            message: "it is not text in UTF-8".to_owned(),
            help: Some("save it from the editor as UTF-8".to_owned()),
        }]),
    }
}

/// The path as people know it: from where they are, if it lies there.
fn shown(path: &Path) -> String {
    let here = std::env::current_dir().and_then(|here| here.canonicalize());
    let inside = here.ok().and_then(|here| path.strip_prefix(here).ok());
    inside.unwrap_or(path).display().to_string()
}

/// The levels that a `qualify.toml` sets.
///
/// The order of its lines does not matter: what is more particular wins, a lint over its group, and a group over `warnings`, which
/// means all that are warnings by themselves.
///
/// # Errors
/// All that is wrong with it.
pub fn read(source: &Source) -> Result<Levels, Vec<Mistake>> {
    let mut reading = Reading { source, mistakes: Vec::new(), set: Vec::new() };
    match DeTable::parse(source.text()) {
        Ok(table) => reading.file(table.get_ref()),
        Err(error) => {
            let start = error.span().map_or(0, |span| span.start);
            // What the parser would have taken instead says nothing to whom the language is new.
            let message = error.message().lines().next().unwrap_or("it cannot be read");
            let message = message.split(", expected literal").next().unwrap_or(message).to_owned();
            reading.wrong(
                start,
                message,
                Some(format!("below a line `[{TABLE}]`, write lines such as `unused-definition = \"deny\"`")),
            );
        }
    }
    let Reading { mut mistakes, mut set, .. } = reading;
    if !mistakes.is_empty() {
        mistakes.sort_by_key(|(at, _)| *at);
        return Err(mistakes.into_iter().map(|(_, mistake)| mistake).collect());
    }
    set.sort_by_key(|(which, _)| match which {
        Which::Warnings => 0,
        Which::Group(_) => 1,
        Which::Kind(_) => 2,
    });
    let mut levels = Levels::default();
    set.into_iter().for_each(|(which, severity)| levels.add(which, severity));
    Ok(levels)
}

/// One file being read.
struct Reading<'s> {
    source: &'s Source,
    /// What is wrong, by where.
    mistakes: Vec<(usize, Mistake)>,
    set: Vec<(Which, Severity)>,
}

impl Reading<'_> {
    fn wrong(&mut self, at: usize, message: String, help: Option<String>) {
        let place = format!("{}:{}", self.source.name(), self.source.position(at));
        self.mistakes.push((at, Mistake { place, message, help }));
    }

    fn file(&mut self, table: &DeTable<'_>) {
        for (key, value) in table {
            let (at, name) = (key.span().start, key.get_ref());
            match (name.as_ref(), value.get_ref()) {
                (TABLE, DeValue::Table(lints)) => {
                    lints.iter().for_each(|(key, value)| self.lint(key.span().start, key.get_ref(), value));
                }
                (TABLE, _) => {
                    let help =
                        format!("write a line `[{TABLE}]`, and below it lines such as `unused-definition = \"deny\"`");
                    self.wrong(at, format!("`{TABLE}` is a table"), Some(help));
                }
                (name, value) => self.stranger(at, name, matches!(value, DeValue::Table(_))),
            }
        }
    }

    /// Something at the top that nothing is known of.
    fn stranger(&mut self, at: usize, name: &str, is_table: bool) {
        let is_level = Name::parse(name).is_some() || Group::parse(name).is_some() || name == "warnings";
        let help = match nearest(name, [TABLE]).is_empty() {
            _ if is_level && !is_table => format!("put it below a line `[{TABLE}]`"),
            false => format!("did you mean `[{TABLE}]`?"),
            true => format!("the only table is `[{TABLE}]`, which says how bad which findings are"),
        };
        let shown = if is_table { format!("[{name}]") } else { name.to_owned() };
        self.wrong(at, format!("nothing here is named `{shown}`"), Some(help));
    }

    /// One line of the table.
    fn lint(&mut self, at: usize, name: &str, value: &Spanned<DeValue<'_>>) {
        let level = match value.get_ref() {
            DeValue::String(text) => LEVELS.iter().find(|(level, _)| *level == text.as_ref()),
            _ => None,
        };
        if level.is_none() {
            let written = match value.get_ref() {
                DeValue::String(text) => text.to_string(),
                DeValue::Boolean(truth) => truth.to_string(),
                _ => String::new(),
            };
            let foreign = FOREIGN.iter().find(|(foreign, _)| foreign.eq_ignore_ascii_case(&written));
            let help = match foreign {
                Some((_, meant)) => Some(format!("did you mean `\"{meant}\"`?")),
                None => match nearest(&written, LEVELS.map(|(level, _)| level))[..] {
                    [meant, ..] => Some(format!("did you mean `\"{meant}\"`?")),
                    [] => None,
                },
            };
            let start = value.span().start;
            self.wrong(start, "a level is `\"deny\"`, `\"warn\"` or `\"allow\"`".to_owned(), help);
        }
        match (Which::parse(level.map_or(Severity::Error, |(_, severity)| *severity), name), level) {
            (Err(message), _) => self.wrong(at, message, None),
            (Ok(which), Some((_, severity))) => self.set.push((which, *severity)),
            (Ok(_), None) => {}
        }
    }
}
