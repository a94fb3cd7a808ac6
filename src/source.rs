//! Text as it came: rule files, their names, byte spans and line numbers.

use std::fmt;
use std::sync::Arc;

/// A stretch of one file's text, in bytes: `start` is inside, `end` is not.
///
/// ```
/// use qualify::source::Span;
/// let span = Span::new(5, 14);
/// assert_eq!(span.of("when downloads >= 2"), "downloads");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The span from `start` up to, but not including, `end`.
    pub fn new(start: usize, end: usize) -> Self {
        Span { start, end: end.max(start) }
    }

    /// The shortest span that holds both.
    pub fn to(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The text of the span; empty where the span does not lie in `text`.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or("")
    }

    /// How many bytes the span holds.
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether the span holds nothing.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }
}

/// Which of the files of a ruleset: the main file is number 0, files brought in by `use` follow.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub usize);

/// A span together with the file it lies in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The file.
    pub file: FileId,
    /// Where in it.
    pub span: Span,
}

/// A line and a column as people count them: both from 1, the column in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The character in the line, from 1.
    pub column: usize,
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

/// One file's name and text, with an index of its lines.
///
/// ```
/// use qualify::source::Source;
/// let source = Source::new("a.qual", "ruleset \"x\"\nwhen a then +1\n");
/// let at = source.position(17);
/// assert_eq!((at.line, at.column), (2, 6));
/// ```
#[derive(Clone, Debug)]
pub struct Source {
    name: Arc<str>,
    text: Arc<str>,
    line_starts: Arc<[usize]>,
}

impl Source {
    /// A source of the given name, which is shown in findings.
    pub fn new(name: impl Into<Arc<str>>, text: impl Into<Arc<str>>) -> Self {
        let text: Arc<str> = text.into();
        let line_starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Source { name: name.into(), text, line_starts }
    }

    /// The name under which findings show the file.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The line and column of a byte; one past the end is the end of the last line.
    pub fn position(&self, offset: usize) -> Position {
        let line = self.line_index(offset);
        let start = self.line_starts.get(line).copied().unwrap_or(0);
        let before = self.text.get(start..offset.min(self.text.len())).unwrap_or("");
        Position { line: line + 1, column: before.chars().count() + 1 }
    }

    /// The number, from 0, of the line that holds a byte.
    pub fn line_index(&self, offset: usize) -> usize {
        self.line_starts.partition_point(|start| *start <= offset).saturating_sub(1)
    }

    /// The span of a line, counted from 0, without its line end.
    pub fn line_span(&self, line: usize) -> Span {
        let start = self.line_starts.get(line).copied().unwrap_or(self.text.len());
        let end = self.line_starts.get(line + 1).map_or(self.text.len(), |next| next - 1);
        let end = if Span::new(start, end).of(&self.text).ends_with('\r') { end - 1 } else { end };
        Span::new(start, end)
    }
}

/// All files of one ruleset.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<Source>,
}

impl Sources {
    /// Adds a file and says which number it got.
    pub fn add(&mut self, source: Source) -> FileId {
        self.files.push(source);
        FileId(self.files.len() - 1)
    }

    /// The file of that number, if there is one.
    pub fn get(&self, file: FileId) -> Option<&Source> {
        self.files.get(file.0)
    }

    /// All files with their numbers, the main one first.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &Source)> {
        self.files.iter().enumerate().map(|(at, source)| (FileId(at), source))
    }

    /// The text at a place; empty where there is none.
    pub fn text(&self, place: Place) -> &str {
        self.get(place.file).map_or("", |source| place.span.of(source.text()))
    }
}
