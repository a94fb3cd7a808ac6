//! Reading the files that a ruleset is made of.

use super::{Checker, LoadError, loader};
use crate::diagnostic::{Finding, Name};
use crate::source::{FileId, Place, Source};
use crate::syntax::{self, tree};
use std::collections::HashMap;

/// What a file that is named by another may hold at most.
const MAX_BYTES: usize = 20_000_000;

impl Checker<'_> {
    /// Parses a rule file that is among the sources, and all that it uses; `named` is where it is named, if it is.
    pub(super) fn read_rule_file(&mut self, file: FileId, named: Option<Place>) {
        let mut waiting = vec![(file, named)];
        while let Some((file, named)) = waiting.pop() {
            let Some(source) = self.checked.sources.get(file).cloned() else { continue };
            let (tree, findings) = syntax::parse(&source, file);
            if tree.items.is_empty() && findings.is_empty() {
                let place = named.unwrap_or(Place { file, ..Place::default() });
                self.report(
                    Finding::new(Name::EmptyFile, place, format!("`{}` holds no rules", source.name()))
                        .help("write, for example, `when downloads >= 2 then +20`"),
                );
            }
            self.checked.findings.extend(findings);
            self.files.insert(source.name().to_owned(), file);
            for item in &tree.items {
                if let tree::ItemKind::Use(path) = &item.kind
                    && let Some(used) = self.load_text(file, path)
                    && !self.files.contains_key(used.name())
                {
                    self.files.insert(used.name().to_owned(), FileId(usize::MAX));
                    let place = Place { file, span: path.at.0 };
                    let id = self.checked.sources.add(used);
                    waiting.push((id, Some(place)));
                }
            }
            self.checked.trees.push((file, tree));
        }
        self.checked.trees.sort_by_key(|(file, _)| *file);
    }

    /// Reads the file that a path names, as text; what is wrong with it is reported where the path stands.
    pub(super) fn load_text(&mut self, from: FileId, path: &tree::Text) -> Option<Source> {
        let place = Place { file: from, span: path.at.0 };
        let written = &path.value;
        let from = self.checked.sources.get(from).map(|source| source.name().to_owned()).unwrap_or_default();
        let forbidden = || {
            Finding::new(Name::ForbiddenPath, place, format!("`{written}` leads out of the folder of this file"))
                .help("name a file in the same folder or below it, without `..` and without a leading `/`")
        };
        if !loader::stays_inside(written) {
            self.report(forbidden());
            return None;
        }
        let loaded = match self.loader.load(&from, written) {
            Ok(loaded) => loaded,
            Err(LoadError::Forbidden) => {
                self.report(forbidden());
                return None;
            }
            Err(error) => {
                let name = if error == LoadError::TooLarge { Name::FileTooLarge } else { Name::UnreadableFile };
                self.report(Finding::new(name, place, format!("`{written}` cannot be read: {error}")).help(
                    match error {
                        LoadError::TooLarge => "a list or table that large belongs in a column of the data",
                        _ => "put the file next to this one, or correct its name",
                    },
                ));
                return None;
            }
        };
        if loaded.bytes.len() > MAX_BYTES {
            self.report(
                Finding::new(Name::FileTooLarge, place, format!("`{written}` is larger than 20 MB"))
                    .help("a list or table that large belongs in a column of the data"),
            );
            return None;
        }
        match String::from_utf8(loaded.bytes) {
            Ok(text) => Some(Source::new(loaded.name, text)),
            Err(_) => {
                self.report(
                    Finding::new(Name::NotUtf8, place, format!("`{written}` is not text in UTF-8"))
                        .help("save it from the editor, or export it, as UTF-8"),
                );
                None
            }
        }
    }

    /// The entries of a list file: one a line, blank lines and lines that begin with `#` left out.
    pub(super) fn load_list(&mut self, path: &tree::Text) -> Option<Vec<String>> {
        let source = self.load_text(self.file, path)?;
        self.checked.sources.add(source.clone());
        let text = source.text().trim_start_matches('\u{feff}');
        let lines = text.lines().map(crate::value::trim);
        Some(lines.filter(|line| !line.is_empty() && !line.starts_with('#')).map(str::to_owned).collect())
    }
}

/// Of the bad lines of one file the first few tell; the last of them says how many more there are.
pub(super) fn keep_first_bad_lines(findings: &mut Vec<Finding>) {
    const MOST: usize = 20;
    let mut counts: HashMap<FileId, usize> = HashMap::new();
    findings.retain(|finding| match finding.place {
        Some(place) if finding.name == Name::BadLine => {
            let count = counts.entry(place.file).or_default();
            *count += 1;
            *count <= MOST
        }
        _ => true,
    });
    for (file, count) in counts.into_iter().filter(|(_, count)| *count > MOST) {
        let in_file = |finding: &&mut Finding| {
            finding.name == Name::BadLine && finding.place.is_some_and(|place| place.file == file)
        };
        if let Some(last) = findings.iter_mut().rfind(in_file) {
            let more = format!("{} more lines of this file cannot be read", count - MOST);
            last.help = Some(match last.help.take() {
                Some(help) => format!("{help}\n{more}"),
                None => more,
            });
        }
    }
}
