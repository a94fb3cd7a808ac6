//! The page before it has a form: what it says, and nothing of how that is marked up.

use super::picture::Picture;

/// The whole page.
#[derive(Debug, Default)]
pub(super) struct Page {
    /// What the ruleset is called.
    pub(super) title: String,
    /// What stands before the contents.
    pub(super) head: Vec<Block>,
    /// What it says.
    pub(super) sections: Vec<Section>,
    /// What it was made from.
    pub(super) foot: Line,
}

/// A part of the page with a heading.
#[derive(Debug, Default)]
pub(super) struct Section {
    /// Its heading.
    pub(super) title: Line,
    /// What links to it say.
    pub(super) anchor: String,
    /// What it says.
    pub(super) blocks: Vec<Block>,
    /// The sections within it.
    pub(super) sections: Vec<Section>,
    /// Whether the contents list the sections within it.
    pub(super) is_listed: bool,
}

/// A piece of a section.
#[derive(Debug)]
pub(super) enum Block {
    /// A paragraph.
    Paragraph(Line),
    /// Lines that keep their spaces.
    Verbatim(String),
    /// Things, one below the other.
    Items(Vec<Item>),
    /// A table.
    Table(Table),
    /// A picture.
    Picture(Picture),
}

/// One thing of several: a rule, a step, a definition.
#[derive(Debug, Default)]
pub(super) struct Item {
    /// What the author says before it.
    pub(super) aside: Option<Line>,
    /// What it gives or whether it holds.
    pub(super) badge: Option<Badge>,
    /// What it is.
    pub(super) title: Line,
    /// Where links to it lead, if any do.
    pub(super) anchor: Option<String>,
    /// What else is to be said.
    pub(super) notes: Vec<Note>,
    /// What belongs to it.
    pub(super) below: Vec<Item>,
}

impl Item {
    /// A thing of which no more is said yet.
    pub(super) fn of(title: Line) -> Item {
        Item { title, ..Item::default() }
    }

    /// With a note.
    pub(super) fn note(mut self, note: Line) -> Item {
        self.notes.push(Note { line: note, points: Vec::new() });
        self
    }

    /// With a note that introduces several points.
    pub(super) fn note_of(mut self, line: Line, points: Vec<Line>) -> Item {
        self.notes.push(Note { line, points });
        self
    }

    /// With things that belong to it.
    pub(super) fn with(mut self, below: impl IntoIterator<Item = Line>) -> Item {
        self.below.extend(below.into_iter().map(Item::of));
        self
    }
}

/// What is said of a thing.
#[derive(Debug)]
pub(super) struct Note {
    /// The sentence.
    pub(super) line: Line,
    /// What it introduces.
    pub(super) points: Vec<Line>,
}

/// A word or two before a thing.
#[derive(Debug)]
pub(super) struct Badge {
    /// What it says.
    pub(super) text: String,
    /// How that is felt.
    pub(super) tone: Tone,
}

/// How a badge is felt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tone {
    /// Good.
    Gain,
    /// Bad.
    Loss,
    /// Neither.
    Plain,
}

/// A table: its cells hold lines one below the other.
#[derive(Debug)]
pub(super) struct Table {
    /// The names of its columns.
    pub(super) columns: Vec<&'static str>,
    /// Its rows; the first cell names the row.
    pub(super) rows: Vec<Vec<Vec<Line>>>,
}

/// Words of one line, and what they are.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Line(pub(super) Vec<Run>);

/// Words of one kind.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Run {
    /// Just words.
    Plain(String),
    /// A name of the ruleset.
    Name(String),
    /// A name of the ruleset, and where it is explained.
    Link(String, String),
    /// What matters.
    Strong(String),
}

impl Line {
    /// Just words.
    pub(super) fn of(words: impl Into<String>) -> Line {
        Line(vec![Run::Plain(words.into())])
    }

    /// A name of the ruleset.
    pub(super) fn name(name: &str) -> Line {
        Line(vec![Run::Name(name.to_owned())])
    }

    /// With more words.
    pub(super) fn say(mut self, words: impl Into<String>) -> Line {
        self.0.push(Run::Plain(words.into()));
        self
    }

    /// With words that matter.
    pub(super) fn strong(mut self, words: impl Into<String>) -> Line {
        self.0.push(Run::Strong(words.into()));
        self
    }

    /// With another line after it.
    pub(super) fn and(mut self, other: Line) -> Line {
        self.0.extend(other.0);
        self
    }

    /// The words alone.
    pub(super) fn plain(&self) -> String {
        self.0.iter().map(Run::text).collect()
    }

    /// Whether it says nothing.
    pub(super) fn is_empty(&self) -> bool {
        self.0.iter().all(|run| run.text().is_empty())
    }

    /// With its first letter as a sentence begins; names stay as they are.
    pub(super) fn sentence(mut self) -> Line {
        if let Some(Run::Plain(words)) = self.0.first_mut() {
            let mut letters = words.chars();
            if let Some(first) = letters.next() {
                *words = first.to_uppercase().chain(letters).collect();
            }
        }
        self
    }

    /// Several lines in one: `a, b and c`.
    pub(super) fn listed(lines: Vec<Line>, last: &str) -> Line {
        Line::joined(lines, &format!(" {last} "))
    }

    /// Several lines in one, with this before the last: `a, b, and c`.
    pub(super) fn joined(lines: Vec<Line>, last: &str) -> Line {
        let count = lines.len();
        let mut all = Line::default();
        for (at, line) in lines.into_iter().enumerate() {
            let between = if at == 0 {
                String::new()
            } else if at + 1 == count {
                last.to_owned()
            } else {
                ", ".to_owned()
            };
            all = all.say(between).and(line);
        }
        all
    }
}

impl Run {
    /// The words.
    pub(super) fn text(&self) -> &str {
        match self {
            Run::Plain(text) | Run::Name(text) | Run::Link(text, _) | Run::Strong(text) => text,
        }
    }
}
